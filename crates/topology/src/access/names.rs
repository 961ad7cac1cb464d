//! Repository names as far as policies can tell them apart.
//!
//! Policies speak of names by patterns, so all names that are covered by the same patterns are one class. The classes of
//! all names under a pattern are found by walking the product of the patterns' automata and of the grammar of repository
//! names: each reachable combination has a shortest name, its witness.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::pattern::Pattern;

/// More states than these are not walked: the patterns are beyond what is decided.
const MAX_STATES: usize = 100_000;
/// Names are not longer (ECR).
const MAX_LENGTH: usize = 256;

/// Where in the grammar of repository names a prefix ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Grammar {
    /// At the beginning of the name or of one of its parts.
    Part,
    /// After a letter or digit: a name may end here.
    Letter,
    /// After `.`, `_` or dashes.
    Separator(u8),
}

impl Grammar {
    fn after(self, byte: u8) -> Option<Grammar> {
        match (self, byte) {
            (_, b'a'..=b'z' | b'0'..=b'9') => Some(Grammar::Letter),
            (Grammar::Letter, b'/') => Some(Grammar::Part),
            (Grammar::Letter, b'.' | b'_' | b'-') => Some(Grammar::Separator(byte)),
            (Grammar::Separator(b'_'), b'_') => Some(Grammar::Separator(0)),
            (Grammar::Separator(b'-'), b'-') => Some(self),
            _ => None,
        }
    }
}

/// The positions in a pattern that a prefix may have reached.
type Positions = Vec<u16>;

fn begin(pattern: &[u8]) -> Positions {
    close(pattern, vec![0])
}

/// Adds what is reached without a character: a star may match nothing.
fn close(pattern: &[u8], mut positions: Positions) -> Positions {
    let mut at = 0;
    while at < positions.len() {
        let position = positions[at];
        let next = position + 1;
        if pattern.get(usize::from(position)) == Some(&b'*') && !positions.contains(&next) {
            positions.push(next);
        }
        at += 1;
    }
    positions.sort_unstable();
    positions
}

fn step(pattern: &[u8], positions: &Positions, byte: u8) -> Positions {
    let mut next = Positions::new();
    for position in positions {
        match pattern.get(usize::from(*position)) {
            Some(b'*') => next.push(*position),
            Some(expected) if *expected == byte => next.push(position + 1),
            _ => {}
        }
    }
    next.sort_unstable();
    next.dedup();
    close(pattern, next)
}

fn is_at_end(pattern: &[u8], positions: &Positions) -> bool {
    positions
        .iter()
        .any(|position| usize::from(*position) == pattern.len())
}

/// A name of each class of the names under `within` that `patterns` can tell apart; `None` when there are too many to tell.
pub fn witnesses(within: &Pattern, patterns: &[Pattern]) -> Option<Vec<String>> {
    let patterns: BTreeSet<&str> = patterns.iter().map(Pattern::as_str).collect();
    let all: Vec<&[u8]> = std::iter::once(within.as_str())
        .chain(patterns)
        .map(str::as_bytes)
        .collect();
    let alphabet = alphabet(&all);
    let start = (
        Grammar::Part,
        all.iter()
            .map(|pattern| begin(pattern))
            .collect::<Vec<Positions>>(),
    );
    let mut seen = BTreeSet::from([start.clone()]);
    let mut queue = VecDeque::from([(start, String::new())]);
    let mut found: BTreeMap<Vec<bool>, String> = BTreeMap::new();
    while let Some(((grammar, positions), name)) = queue.pop_front() {
        let covered: Vec<bool> = all
            .iter()
            .zip(&positions)
            .map(|(pattern, at)| is_at_end(pattern, at))
            .collect();
        if grammar == Grammar::Letter && name.len() >= 2 && covered[0] {
            found.entry(covered).or_insert_with(|| name.clone());
        }
        if positions[0].is_empty() || name.len() >= MAX_LENGTH {
            continue;
        }
        for byte in &alphabet {
            let Some(grammar) = grammar.after(*byte) else {
                continue;
            };
            let next: Vec<Positions> = all
                .iter()
                .zip(&positions)
                .map(|(pattern, at)| step(pattern, at, *byte))
                .collect();
            // Two letters make a name: what is short is not yet the same as what is long.
            let state = (grammar, next);
            if (name.len() < 2 || !seen.contains(&state)) && !state.1[0].is_empty() {
                seen.insert(state.clone());
                queue.push_back((state, format!("{name}{}", char::from(*byte))));
            }
        }
        if seen.len() > MAX_STATES {
            return None;
        }
    }
    Some(found.into_values().collect())
}

/// The characters that patterns name, and one that none does: all others are like it.
fn alphabet(patterns: &[&[u8]]) -> Vec<u8> {
    let named: BTreeSet<u8> = patterns
        .iter()
        .flat_map(|pattern| pattern.iter().copied())
        .collect();
    let mut alphabet: Vec<u8> = named.iter().copied().filter(|byte| *byte != b'*').collect();
    alphabet.extend(
        (b'a'..=b'z')
            .chain(b'0'..=b'9')
            .find(|byte| !named.contains(byte)),
    );
    if !named.contains(&b'/') {
        alphabet.push(b'/');
    }
    alphabet
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patterns(texts: &[&str]) -> Vec<Pattern> {
        texts.iter().filter_map(|text| Pattern::parse(text)).collect()
    }

    #[test]
    fn each_combination_has_a_name() {
        for (within, others, count) in [
            ("*", &["*"][..], 1),
            ("*", &["team/*"], 2),
            ("team/*", &["team/*", "*"], 1),
            ("team/*", &["other/*"], 1),
            ("team/*", &["*/api", "team/a*"], 4),
            ("app", &["app", "a*"], 1),
            ("prod/*", &["dev/*", "prod/api"], 2),
        ] {
            let all = patterns(others);
            let within = Pattern::parse(within).unwrap_or_else(Pattern::all);
            let names = witnesses(&within, &all).unwrap_or_default();
            assert_eq!(names.len(), count, "{within} {others:?}: {names:?}");
            let told: BTreeSet<Vec<bool>> = names
                .iter()
                .map(|name| all.iter().map(|pattern| pattern.covers(name)).collect())
                .collect();
            assert_eq!(told.len(), count, "{names:?}");
            assert!(names.iter().all(|name| within.covers(name)), "{names:?}");
        }
    }
}
