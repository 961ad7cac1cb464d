//! Where the answer turns: it is asked again with fewer and more teams, pulls and Regions.

use serde::Serialize;

use super::facts::Facts;
use super::price::Prices;
use super::{name, ranked};
use crate::company::Volumes;

/// More are not asked for but for the number that there is.
const TEAMS: u64 = 200;
const REGIONS: u64 = 8;
const MOST: u64 = 1_000;

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

/// The answers over all numbers of something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Scale {
    /// Of what: `teams`, `pulls`, `Regions`.
    pub what: &'static str,
    /// The number that the company has.
    pub now: u64,
    /// The greatest number that was asked for.
    pub last: u64,
    /// The answers, each from a number on.
    pub parts: Vec<Part>,
}

/// The numbers of a scale that have one answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// The first of them.
    pub from: u64,
    /// The answer.
    pub answer: String,
}

impl Scale {
    /// The first change above the number that the company has.
    pub fn turn(&self) -> Option<Turn> {
        let next = self.parts.iter().find(|part| part.from > self.now)?;
        Some(Turn {
            what: self.what,
            from: next.from,
            to: next.answer.clone(),
        })
    }

    /// The part that the company is in.
    pub fn part(&self) -> Option<&Part> {
        self.parts.iter().rev().find(|part| part.from <= self.now)
    }
}

pub(super) fn scales(facts: &Facts, prices: &Prices) -> Vec<Scale> {
    let scale = |what, now: u64, numbers: Vec<u64>, with: &dyn Fn(u64) -> Facts| {
        let mut parts: Vec<Part> = Vec::new();
        for number in &numbers {
            let answer = ranked(&with(*number), prices)
                .first()
                .map(name)
                .unwrap_or_default();
            if parts.last().is_none_or(|part| part.answer != answer) {
                parts.push(Part {
                    from: *number,
                    answer,
                });
            }
        }
        Scale {
            what,
            now,
            last: numbers.last().copied().unwrap_or(now),
            parts,
        }
    };
    let up_to = |usual: u64, now: u64| {
        let last = usual.max(now.min(MOST));
        (1..=last)
            .chain((now > last).then_some(now))
            .collect::<Vec<u64>>()
    };
    let teams = up_to(TEAMS, facts.teams);
    // Twice as many at each step, down to one and up, and through the number that there is.
    let now = facts.volumes.pulls.clamp(1, 1 << 40);
    let below = (1..=40).map(|power| now >> power).take_while(|pulls| *pulls > 0);
    let mut pulls: Vec<u64> = below.chain((0..=20).map(|power| now << power)).collect();
    pulls.sort_unstable();
    let mut scales = vec![
        scale("teams", facts.teams, teams, &|teams| facts.with_teams(teams)),
        scale("pulls", now, pulls, &|pulls| Facts {
            volumes: Volumes {
                pulls,
                ..facts.volumes
            },
            ..facts.clone()
        }),
    ];
    // Whether images may be in a Region that has no name yet is not known.
    if !facts.resident {
        let regions = up_to(REGIONS, facts.regions);
        scales.push(scale("Regions", facts.regions, regions, &|regions| {
            facts.with_regions(regions)
        }));
    }
    scales
}
