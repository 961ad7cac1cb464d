//! How many registries, where, and why: a function of a company's facts and of prices.
//!
//! A candidate is where images live within a Region, and how they come to the others. Requirements are met or not;
//! criteria weigh. The first that meets every requirement is the answer; the others are listed with what they miss.

mod candidate;
mod cost;
mod criteria;
mod facts;
mod layout;
mod price;
mod sentence;

use serde::Serialize;

pub use candidate::Candidate;
pub use cost::Cost;
pub use criteria::Criterion;
pub use facts::Facts;
pub use layout::{Layout, Spread};
pub use price::Prices;
pub use sentence::sentence;

use cost::number;

/// An answer.
#[derive(Clone, Debug, Serialize)]
pub struct Advice {
    /// Every candidate, the answer first.
    pub candidates: Vec<Candidate>,
    /// Where the answer would change.
    pub changes: Vec<Turn>,
}

/// A point at which the answer changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Turn {
    /// Of what: `teams`, `pulls`, `Regions`.
    pub what: &'static str,
    /// From which number on.
    pub from: u64,
    /// To which answer.
    pub to: String,
}

/// Weighs every candidate.
pub fn advise(facts: &Facts, prices: &Prices) -> Advice {
    Advice {
        candidates: ranked(facts, prices),
        changes: changes(facts, prices),
    }
}

/// A region strategy for each layout, the best first; losers beside it only for the best layout.
fn ranked(facts: &Facts, prices: &Prices) -> Vec<Candidate> {
    let spread = spread(facts, prices);
    let mut candidates: Vec<Candidate> = Layout::ALL
        .into_iter()
        .map(|layout| candidate::weigh(layout, spread, facts, prices))
        .collect();
    candidates.sort_by(|one, other| rank(one).cmp(&rank(other)).then_with(|| dearer(one, other)));
    if facts.regions > 1 {
        // How else the best could come to other Regions, each with why not.
        let best = candidates.first().map(|best| best.layout);
        let others = [Spread::Replication, Spread::PullThrough, Spread::Direct];
        let others = others.into_iter().filter(|other| *other != spread);
        candidates.extend(best.into_iter().flat_map(|layout| {
            let weigh = |other| candidate::weigh_beside(layout, other, spread, facts, prices);
            others.clone().map(weigh).collect::<Vec<Candidate>>()
        }));
        let from = candidates.len().min(1);
        candidates[from..].sort_by(|one, other| rank(one).cmp(&rank(other)).then_with(|| dearer(one, other)));
    }
    candidates
}

/// Those that meet every requirement first, then by score.
fn rank(candidate: &Candidate) -> (usize, i64) {
    (candidate.misses.len().min(1), -candidate.score)
}

fn dearer(one: &Candidate, other: &Candidate) -> std::cmp::Ordering {
    one.cost.total().total_cmp(&other.cost.total())
}

/// How images come to other Regions: by replication when a Region may fail, or when pulls pay for the copies; through
/// the cache when they are few. Never by pulling across Regions: every pull would depend on the first one.
fn spread(facts: &Facts, prices: &Prices) -> Spread {
    if facts.regions < 2 {
        return Spread::None;
    }
    if facts.requirements.region_failure {
        return Spread::Replication;
    }
    let others = number(facts.regions - 1);
    let pulled = number(facts.volumes.pulls) * facts.volumes.image_gb * others / number(facts.regions);
    let copies =
        number(facts.volumes.pushes) * facts.volumes.new_gb_per_push * others * prices.between_regions_gb
            + cost::whole_gb(facts) * others * prices.storage_gb_month;
    if pulled * prices.between_regions_gb > copies {
        Spread::Replication
    } else {
        Spread::PullThrough
    }
}

/// What the answer is called.
pub fn name(candidate: &Candidate) -> String {
    let spread = match candidate.spread {
        Spread::None => "",
        Spread::Replication => " with replication between Regions",
        Spread::PullThrough => " with pull-through caches in the other Regions",
        Spread::Direct => " pulled across Regions",
    };
    format!("{}{spread}", candidate.name)
}

/// Where the answer turns, going up from the facts.
fn changes(facts: &Facts, prices: &Prices) -> Vec<Turn> {
    let answer = |facts: &Facts| ranked(facts, prices).first().map(name).unwrap_or_default();
    let now = answer(facts);
    let turn = |what: &'static str, steps: Vec<(u64, Facts)>| {
        steps.into_iter().find_map(|(from, facts)| {
            let to = answer(&facts);
            (to != now).then_some(Turn { what, from, to })
        })
    };
    let with_teams = |teams: u64| Facts {
        teams,
        // More teams come with platforms of their own.
        platform_teams: facts
            .platform_teams
            .max(teams.saturating_sub(facts.teams) + facts.platform_teams),
        ..*facts
    };
    let with_pulls = |pulls: u64| Facts {
        volumes: crate::company::Volumes {
            pulls,
            ..facts.volumes
        },
        ..*facts
    };
    let pulls = facts.volumes.pulls.clamp(1, 1 << 40);
    let teams = facts.teams + 1..=200;
    let regions = facts.regions + 1..=8;
    let turns = [
        turn("teams", teams.map(|teams| (teams, with_teams(teams))).collect()),
        turn(
            "pulls",
            (1..=20)
                .map(|power| (pulls << power, with_pulls(pulls << power)))
                .collect(),
        ),
        turn(
            "Regions",
            regions
                .map(|regions| (regions, Facts { regions, ..*facts }))
                .collect(),
        ),
    ];
    turns.into_iter().flatten().collect()
}
