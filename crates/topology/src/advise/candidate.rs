//! The candidates: what each is good at, what it misses, what fails with it (the sources of docs/explanation/topologies.md).

use serde::Serialize;

use super::cost::{self, Cost};
use super::facts::Facts;
use super::layout::{Layout, Spread};
use super::price::Prices;
use crate::company::{Isolation, Topology};

/// A candidate, weighed.
#[derive(Clone, Debug, Serialize)]
pub struct Candidate {
    /// Its name.
    pub name: &'static str,
    #[serde(skip)]
    /// Where images live.
    pub layout: Layout,
    /// How they come to other Regions.
    #[serde(skip)]
    pub spread: Spread,
    /// Registries, over all Regions.
    pub registries: u64,
    /// Whole copies of all images that are kept in a Region.
    pub copies: f64,
    /// The sum of the criteria.
    pub score: i64,
    /// What each criterion says.
    pub criteria: Vec<Criterion>,
    /// The requirements that it does not meet; empty for one that can be chosen.
    pub misses: Vec<String>,
    /// US dollars a month.
    pub cost: Cost,
    /// How long a deployment waits.
    pub lag: &'static str,
    /// What fails with it.
    pub failures: Vec<String>,
}

/// The points of one criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Criterion {
    /// Its name.
    pub name: &'static str,
    /// For (positive) or against.
    pub points: i64,
    /// Why.
    pub reason: String,
}

pub(super) fn weigh(layout: Layout, spread: Spread, facts: &Facts, prices: &Prices) -> Candidate {
    let criteria = criteria(layout, facts);
    let mut failures: Vec<String> = layout.failures().map(str::to_owned).to_vec();
    failures.extend(region_failure(spread).map(str::to_owned));
    Candidate {
        name: layout.name(),
        layout,
        spread,
        registries: layout.registries(facts)
            * match spread {
                Spread::None | Spread::Direct => 1,
                Spread::Replication | Spread::PullThrough => facts.regions.max(1),
            },
        copies: cost::copies(layout, facts),
        score: criteria.iter().map(|criterion| criterion.points).sum(),
        misses: misses(layout, spread, facts),
        cost: cost::of(layout, spread, facts, prices),
        lag: layout.lag(),
        criteria,
        failures,
    }
}

/// The same layout with another way to the other Regions than the one that is `chosen`, and why it was not.
pub(super) fn weigh_beside(
    layout: Layout,
    spread: Spread,
    chosen: Spread,
    facts: &Facts,
    prices: &Prices,
) -> Candidate {
    let mut candidate = weigh(layout, spread, facts, prices);
    let reason = match (spread, chosen) {
        (Spread::Direct, _) => {
            candidate
                .misses
                .push("every pull of another Region would depend on the first one".to_owned());
            "no image is stored twice, but every pull from another Region costs money"
        }
        (Spread::Replication, _) => "everything is copied, and little of it is pulled there",
        _ => "the first pull of each image waits, and what was never pulled is not there",
    };
    candidate.criteria.push(point("Regions", -1, reason));
    candidate.score -= 1;
    candidate
}

fn region_failure(spread: Spread) -> Option<&'static str> {
    match spread {
        Spread::None => None,
        Spread::Replication => Some("a Region is lost: the others pull all that was pushed before"),
        Spread::PullThrough => Some("the first Region is lost: the others pull only what they pulled before"),
        Spread::Direct => Some("the first Region is lost: no account can pull"),
    }
}

/// The requirements that a candidate does not meet.
fn misses(layout: Layout, spread: Spread, facts: &Facts) -> Vec<String> {
    let wants = &facts.requirements;
    let mut misses = Vec::new();
    let mut miss = |is_missed: bool, text: &str| {
        if is_missed {
            misses.push(text.to_owned());
        }
    };
    let topology = match layout {
        Layout::One(topology) => Some(topology),
        Layout::Replicated => None,
    };
    miss(
        wants.isolation == Isolation::Account && topology != Some(Topology::PerAccount),
        "accounts are to be kept apart: each needs its own registry",
    );
    miss(
        wants.isolation == Isolation::Unit
            && !matches!(topology, Some(Topology::PerUnit | Topology::PerAccount)),
        "units are to be kept apart: each needs its own registry",
    );
    miss(
        wants.production_independent && !layout.protects_production(),
        "production must pull when the account that others share is gone",
    );
    miss(
        wants.region_failure && !matches!(spread, Spread::Replication),
        "a Region must pull when another one is gone: only replication has copied everything by then",
    );
    miss(
        topology == Some(Topology::Shared) && !wants.beginning,
        "production would depend on the account with the loosest controls: for a beginning only",
    );
    let may_be_many = wants.isolation == Isolation::Account || facts.is_federation();
    miss(
        topology == Some(Topology::PerAccount) && !may_be_many,
        "a registry for each account is for dozens of teams with platforms of their own, or for isolation",
    );
    miss(
        topology == Some(Topology::PerUnit) && facts.owning_units < 2 && wants.isolation != Isolation::Unit,
        "there are not several units that own images",
    );
    misses
}

/// What each criterion says of a candidate.
fn criteria(layout: Layout, facts: &Facts) -> Vec<Criterion> {
    let Layout::One(topology) = layout else {
        return [
            point("teams", i64::from(facts.teams < 24), "one place to build in"),
            point("scope of impact", 2, "production pulls from its own registry"),
            point(
                "operations",
                -2,
                "replication rules, and a policy for each destination",
            ),
            point("storage", -1, "production's images are kept twice"),
            point("deploys", -1, "a deployment waits for replication"),
        ]
        .to_vec();
    };
    let wants = &facts.requirements;
    let (teams, why_teams) = match topology {
        Topology::Dedicated if facts.teams < 10 => (3, "a few teams can easily share one registry"),
        Topology::Dedicated if facts.is_federation() => {
            (-2, "one registry team would be the bottleneck of all teams")
        }
        Topology::Dedicated => (1, "many teams need conventions in one registry"),
        Topology::Shared if facts.teams <= 1 => (2, "the only team has the registry in its own account"),
        Topology::Shared => (-2, "the other teams' images would live in one team's account"),
        Topology::Split if facts.teams < 24 => (2, "a few teams can easily share two registries"),
        Topology::Split => (0, "many teams need conventions in two registries"),
        Topology::PerUnit if facts.owning_units >= 2 && facts.teams >= 10 => {
            (6, "units of many teams answer for their own images")
        }
        Topology::PerUnit if facts.owning_units >= 2 => (3, "each unit answers for its own images"),
        Topology::PerUnit => (-2, "units own no images of their own"),
        Topology::PerAccount if facts.is_federation() => (4, "platform teams run their own registries"),
        Topology::PerAccount => (-3, "a registry per account needs platform teams that run it"),
    };
    let (impact, why_impact) = match topology {
        Topology::Shared => (
            -3,
            "what breaks the development account breaks production's pulls",
        ),
        Topology::Dedicated => (0, "one account that few may enter"),
        Topology::Split => (2, "production has its own registry"),
        Topology::PerUnit => (1, "a mistake stays in its unit"),
        Topology::PerAccount => (3, "a mistake stays in its account"),
    };
    let (effort, why_effort) = match topology {
        Topology::Shared if wants.beginning => (7, "a beginning needs no further account"),
        Topology::Shared => (1, "no further account"),
        Topology::Dedicated => (2, "one policy, one place for scans, lifecycle and audits"),
        Topology::Split => (0, "two places, and promotion copies between them"),
        Topology::PerUnit => (-1, "as many places as units"),
        Topology::PerAccount => (-3, "as many places as accounts, and copies between them"),
    };
    let (storage, why_storage) = match topology {
        Topology::Shared | Topology::Dedicated => (1, "every image is kept once"),
        Topology::PerUnit => (0, "images of different units share nothing"),
        Topology::Split => (0, "production's images are kept twice"),
        Topology::PerAccount => (-1, "every account keeps its own copies"),
    };
    [
        point("teams", teams, why_teams),
        point("scope of impact", impact, why_impact),
        point("operations", effort, why_effort),
        point("storage", storage, why_storage),
    ]
    .to_vec()
}

fn point(name: &'static str, points: i64, reason: &str) -> Criterion {
    Criterion {
        name,
        points,
        reason: reason.to_owned(),
    }
}
