//! The candidates, weighed: what each misses and what fails with it (the sources of docs/explanation/topologies.md). What each is
//! good at is in `criteria`.

use serde::Serialize;

use super::built;
use super::cost::{self, Cost};
use super::criteria::{Criterion, criteria, point};
use super::facts::Facts;
use super::layout::Spread;
use super::price::Prices;
use crate::company::{Isolation, Topology};

/// A candidate, weighed.
#[derive(Clone, Debug, Serialize)]
pub struct Candidate {
    /// Its name.
    pub name: &'static str,
    #[serde(skip)]
    /// Where images live.
    pub layout: Topology,
    /// How they come to other Regions.
    #[serde(skip)]
    pub spread: Spread,
    /// Registries, over all Regions.
    pub registries: u64,
    /// Whole copies of all images that are kept, in all Regions.
    pub copies: f64,
    /// The sum of the criteria.
    pub score: i64,
    /// What each criterion says.
    pub criteria: Vec<Criterion>,
    /// The requirements that it does not meet; empty for one that can be chosen.
    pub misses: Vec<String>,
    /// Whether it would put images where they must not be.
    #[serde(skip)]
    pub is_impossible: bool,
    /// The file's assertions that would not hold with it.
    pub refuted: Vec<String>,
    /// US dollars a month.
    pub cost: Cost,
    /// How long a deployment waits.
    pub lag: &'static str,
    /// What fails with it.
    pub failures: Vec<String>,
    /// How it is built where this Wharf, or AWS, does not do it by itself.
    pub built: Vec<String>,
}

pub(super) fn weigh(layout: Topology, spread: Spread, facts: &Facts, prices: &Prices) -> Candidate {
    let criteria = criteria(layout, facts);
    let placement = facts.placement(layout);
    let (cost, copies) = cost::of(&placement, spread, facts, prices);
    let mut failures: Vec<String> = layout.failures().map(str::to_owned).to_vec();
    failures.extend(region_failure(spread).map(str::to_owned));
    Candidate {
        name: layout.as_str(),
        layout,
        spread,
        registries: match spread {
            Spread::Direct => placement.accounts(),
            Spread::None | Spread::Replication | Spread::PullThrough => placement.registries(),
        },
        copies,
        score: criteria.iter().map(|criterion| criterion.points).sum(),
        misses: misses(layout, spread, facts),
        is_impossible: misplaced(layout, spread, facts).is_some(),
        refuted: facts
            .trials
            .get(&layout)
            .and_then(|trial| trial.refuted.clone())
            .unwrap_or_default(),
        built: built::built(layout, spread, facts),
        cost,
        lag: layout.lag(),
        criteria,
        failures,
    }
}

/// The same layout with another way to the other Regions than the one that is `chosen`, and why it was not.
pub(super) fn weigh_beside(
    layout: Topology,
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

/// How images would be where they must not be.
fn misplaced(layout: Topology, spread: Spread, facts: &Facts) -> Option<&String> {
    let misplaced = facts.misplaced.get(&layout)?;
    match spread {
        Spread::Direct => misplaced.first.as_ref(),
        Spread::None | Spread::Replication | Spread::PullThrough => misplaced.copied.as_ref(),
    }
}

/// The requirements that a candidate does not meet.
fn misses(layout: Topology, spread: Spread, facts: &Facts) -> Vec<String> {
    let wants = &facts.requirements;
    let placement = facts.placement(layout);
    // What is forbidden comes first.
    let mut misses: Vec<String> = misplaced(layout, spread, facts)
        .map(|misplaced| format!("impossible: {misplaced}"))
        .into_iter()
        .collect();
    let mut miss = |is_missed: bool, text: &str| {
        if is_missed {
            misses.push(text.to_owned());
        }
    };
    miss(
        wants.isolation == Isolation::Account && layout != Topology::PerAccount,
        "accounts are to be kept apart: each needs its own registry",
    );
    // Without units there is nothing to keep apart, and no file with a registry for each can be written.
    let has_units = facts.owning_units > 0;
    miss(
        wants.isolation == Isolation::Unit && !has_units && layout != Topology::PerAccount,
        "units are to be kept apart, and there are none: name them under `units`, and the `unit` of each account and team",
    );
    miss(
        wants.isolation == Isolation::Unit
            && has_units
            && !matches!(layout, Topology::PerUnit | Topology::PerAccount),
        "units are to be kept apart: each needs its own registry",
    );
    if wants.production_independent {
        let is_shared = matches!(layout, Topology::Shared | Topology::Dedicated);
        miss(
            is_shared,
            "production must pull when the account that others share is gone",
        );
        miss(
            !is_shared && facts.production_accounts == 0,
            "production must pull when what others share is gone, and no account is production's: write `environment: production` in those \
             that are",
        );
        miss(
            placement.shared.is_some(),
            placement.shared.as_deref().unwrap_or_default(),
        );
    }
    if wants.region_failure {
        miss(
            facts.regions < 2,
            "a Region must pull when another one is gone, and there is one: name the others under `regions`, of the company or of accounts",
        );
        miss(
            facts.regions > 1 && placement.afar > 0,
            "a Region must pull when another one is gone, and some have no registry of their own to pull from",
        );
        miss(
            matches!(spread, Spread::PullThrough | Spread::Direct),
            "a Region must pull when another one is gone: only replication has copied everything by then",
        );
    }
    miss(
        layout == Topology::Replicated && facts.production_accounts == 0,
        "it needs accounts with `environment: production`, which hold what is promoted",
    );
    miss(
        layout == Topology::PerAccount && facts.workload_accounts == 0,
        "it needs accounts that run images",
    );
    miss(
        layout == Topology::Shared && !wants.beginning && !facts.is_alone(),
        "production would depend on the account with the loosest controls: for a beginning only",
    );
    let may_be_many = wants.isolation == Isolation::Account || facts.is_federation();
    miss(
        layout == Topology::PerAccount && !may_be_many,
        "a registry for each account is for dozens of teams with platforms of their own, or for isolation",
    );
    miss(
        layout == Topology::PerUnit && facts.owning_units < 2 && wants.isolation != Isolation::Unit,
        "there are not several units that own images",
    );
    misses.extend(over(layout, facts));
    misses
}

/// The limit of AWS that it would meet, with what to write instead.
fn over(layout: Topology, facts: &Facts) -> Option<String> {
    let over = &facts.trials.get(&layout)?.over;
    let first = over.first()?;
    match over.len() - 1 {
        0 => Some(first.clone()),
        more => Some(format!("{first} (and {more} more like it)")),
    }
}
