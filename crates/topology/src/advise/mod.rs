//! How many registries, where, and why: a function of a company's facts and of prices.
//!
//! A candidate is where images live within a Region, and how they come to the others. Requirements are met or not;
//! criteria weigh. The first that meets every requirement is the answer; the others are listed with what they miss. [`Proposal`]
//! says what the company would be with it, [`Placement`] counts what would be where, [`written`] is what to write in its file.

mod assumptions;
mod built;
mod candidate;
mod cost;
mod criteria;
mod facts;
mod ground;
mod independence;
mod instead;
mod layout;
mod moving;
mod picture;
mod placement;
mod price;
mod proposal;
mod scale;
mod sentence;
mod starter;
mod suppose;
mod trial;
mod words;
mod written;

use serde::Serialize;

pub use assumptions::{Assumption, assumptions};
pub use candidate::Candidate;
pub use cost::Cost;
pub use criteria::Criterion;
pub use facts::{Facts, Misplacement, Trial};
pub use layout::Spread;
pub use moving::moving;
pub use picture::scales_svg;
pub use placement::{Held, Placement};
pub use price::Prices;
pub use proposal::Proposal;
pub use scale::{Part, Scale, Turn};
pub use sentence::{answer, sentence};
pub use suppose::suppose;
pub use written::{Refuted, Unwritten, refuted, written, written_for};

use crate::company::Topology;

/// An answer.
#[derive(Clone, Debug, Serialize)]
pub struct Advice {
    /// Every candidate, the answer first.
    pub candidates: Vec<Candidate>,
    /// Where the answer would change, going up from the facts.
    pub changes: Vec<Turn>,
    /// Which answer holds where, below the facts and above.
    pub scales: Vec<Scale>,
}

/// Weighs every candidate.
pub fn advise(facts: &Facts, prices: &Prices) -> Advice {
    let scales = scale::scales(facts, prices);
    Advice {
        candidates: ranked(facts, prices),
        changes: scales.iter().filter_map(Scale::turn).collect(),
        scales,
    }
}

/// A region strategy for each layout, the best first; losers beside it only for the best layout.
fn ranked(facts: &Facts, prices: &Prices) -> Vec<Candidate> {
    let weigh = |layout: Topology| candidate::weigh(layout, spread(layout, facts, prices), facts, prices);
    let mut candidates: Vec<Candidate> = [
        Topology::Dedicated,
        Topology::Shared,
        Topology::Split,
        Topology::Replicated,
        Topology::PerUnit,
        Topology::PerAccount,
    ]
    .map(weigh)
    .to_vec();
    candidates.sort_by(|one, other| rank(one).cmp(&rank(other)).then_with(|| dearer(one, other)));
    let best = candidates.first().map(|best| (best.layout, best.spread));
    if let Some((layout, spread)) = best.filter(|(_, spread)| *spread != Spread::None) {
        // How else the best could come to other Regions, each with why not.
        let others = [Spread::Replication, Spread::PullThrough, Spread::Direct].into_iter();
        let others = others.filter(|other| *other != spread);
        candidates.extend(others.map(|other| candidate::weigh_beside(layout, other, spread, facts, prices)));
        candidates[1..].sort_by(|one, other| rank(one).cmp(&rank(other)).then_with(|| dearer(one, other)));
    }
    candidates
}

/// Those that meet every requirement first, those that must not be last; then those with which most of what the file asserts holds; then
/// by score.
fn rank(candidate: &Candidate) -> (u8, usize, i64) {
    let missing = match (candidate.misses.is_empty(), candidate.is_impossible) {
        (true, _) => 0,
        (false, false) => 1,
        (false, true) => 2,
    };
    (missing, candidate.refuted.len(), -candidate.score)
}

fn dearer(one: &Candidate, other: &Candidate) -> std::cmp::Ordering {
    one.cost.total().total_cmp(&other.cost.total())
}

/// How images come to other Regions: by replication when a Region may fail, or when pulls pay for the copies; through
/// the cache when they are few. Never by pulling across Regions: every pull would depend on the first one.
fn spread(layout: Topology, facts: &Facts, prices: &Prices) -> Spread {
    // No account has registries in several Regions.
    let placement = facts.placement(layout);
    if placement.registries() <= placement.accounts() {
        return Spread::None;
    }
    if facts.requirements.region_failure || cost::copies_pay(&placement, facts, prices) {
        return Spread::Replication;
    }
    Spread::PullThrough
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
