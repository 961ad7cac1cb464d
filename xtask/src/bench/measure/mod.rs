//! The measures, one file per group; each takes turns between the contestants and adds rows to the report.

pub mod collection;
pub mod decision;
pub mod download;
pub mod images;
pub mod manifest;
pub mod push;
pub mod sealed;
pub mod start;
pub mod tags;

use std::process::Command;

use crate::program;

/// Lets the contestants take turns, a different one first in every round, so that drift of the machine meets all
/// of them alike. `once(contestant)` runs one measurement; the result is one list per contestant.
pub fn take_turns<T>(
    rounds: usize,
    contestants: usize,
    mut once: impl FnMut(usize) -> anyhow::Result<T>,
) -> anyhow::Result<Vec<Vec<T>>> {
    let mut results: Vec<Vec<T>> = (0..contestants).map(|_| Vec::new()).collect();
    for round in 0..rounds {
        for turn in 0..contestants {
            let who = (round + turn) % contestants;
            results[who].push(once(who)?);
        }
    }
    Ok(results)
}

/// Writes out what earlier turns left dirty, so that no registry pays for a neighbour that does not fsync.
pub fn settle() -> anyhow::Result<()> {
    program::status(&mut Command::new("sync"))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyone_is_first_once() {
        let mut order = Vec::new();
        let results = take_turns(2, 2, |who| {
            order.push(who);
            Ok(who)
        })
        .expect("no failure");
        assert_eq!(order, [0, 1, 1, 0]);
        assert_eq!(results, [vec![0, 0], vec![1, 1]]);
    }
}
