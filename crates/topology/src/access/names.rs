//! Repository names as far as policies and places can tell them apart.
//!
//! They speak of names by patterns, so all names that are covered by the same patterns are one class, but for single names that are not
//! like those around them. The classes of all names under a pattern are found by walking the product of the patterns' automata, of the
//! tree of the single names and of the grammar of repository names: each reachable combination has a shortest name, its witness.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::company::Repository;
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

/// What is asked about names.
pub struct Names<'a> {
    /// They are under this pattern.
    pub within: &'a Pattern,
    /// These tell them apart.
    pub patterns: &'a [Pattern],
    /// Single names that are not like those around them; those with the same number are alike where patterns do not tell them apart.
    pub own: &'a BTreeMap<&'a str, usize>,
    /// Names that stand for their class, rather than one that is made up.
    pub preferred: &'a [Repository],
}

/// What tells a name from others.
type Class = (Vec<bool>, Option<usize>);

/// A name of each class; `None` when there are too many to tell.
pub fn witnesses(names: &Names<'_>) -> Option<Vec<String>> {
    let patterns: BTreeSet<&str> = names.patterns.iter().map(Pattern::as_str).collect();
    let all: Vec<&str> = std::iter::once(names.within.as_str()).chain(patterns).collect();
    let tree = Tree::of(names.own);
    let mut found = walk(&all, &tree, names.own)?;
    let all: Vec<Pattern> = all.iter().map(|text| Pattern((*text).to_owned())).collect();
    let mut is_replaced = BTreeSet::new();
    for repository in names.preferred {
        let covered = all.iter().map(|pattern| pattern.covers(&repository.name));
        let class: Class = (
            covered.collect(),
            names.own.get(repository.name.as_str()).copied(),
        );
        if let Some(name) = found.get_mut(&class)
            && is_replaced.insert(class)
        {
            name.clone_from(&repository.name);
        }
    }
    Some(found.into_values().collect())
}

fn walk(all: &[&str], tree: &Tree, own: &BTreeMap<&str, usize>) -> Option<BTreeMap<Class, String>> {
    let alphabet = alphabet(all.iter().copied().chain(own.keys().copied()));
    let all: Vec<&[u8]> = all.iter().map(|text| text.as_bytes()).collect();
    let start = (
        Grammar::Part,
        Some(0),
        all.iter()
            .map(|pattern| begin(pattern))
            .collect::<Vec<Positions>>(),
    );
    let mut seen = BTreeSet::from([start.clone()]);
    let mut queue = VecDeque::from([(start, String::new())]);
    let mut found: BTreeMap<Class, String> = BTreeMap::new();
    while let Some(((grammar, node, positions), name)) = queue.pop_front() {
        let covered: Vec<bool> = all
            .iter()
            .zip(&positions)
            .map(|(pattern, at)| is_at_end(pattern, at))
            .collect();
        if grammar == Grammar::Letter && name.len() >= 2 && covered[0] {
            let own = node.and_then(|node| tree.0[node].own);
            found.entry((covered, own)).or_insert_with(|| name.clone());
        }
        if positions[0].is_empty() || name.len() >= MAX_LENGTH {
            continue;
        }
        for byte in &alphabet {
            let Some(grammar) = grammar.after(*byte) else {
                continue;
            };
            let node = node.and_then(|node| tree.0[node].next.get(byte).copied());
            let next: Vec<Positions> = all
                .iter()
                .zip(&positions)
                .map(|(pattern, at)| step(pattern, at, *byte))
                .collect();
            // Two letters make a name: what is short is not yet the same as what is long.
            let state = (grammar, node, next);
            if (name.len() < 2 || !seen.contains(&state)) && !state.2[0].is_empty() {
                seen.insert(state.clone());
                queue.push_back((state, format!("{name}{}", char::from(*byte))));
            }
        }
        if seen.len() > MAX_STATES {
            return None;
        }
    }
    Some(found)
}

/// Single names, character by character.
struct Tree(Vec<Node>);

#[derive(Default)]
struct Node {
    next: BTreeMap<u8, usize>,
    /// The number of the name that ends here.
    own: Option<usize>,
}

impl Tree {
    fn of(own: &BTreeMap<&str, usize>) -> Tree {
        let mut nodes = vec![Node::default()];
        for (name, number) in own {
            let mut at = 0;
            for byte in name.bytes() {
                let fresh = nodes.len();
                at = *nodes[at].next.entry(byte).or_insert(fresh);
                if at == fresh {
                    nodes.push(Node::default());
                }
            }
            nodes[at].own = Some(*number);
        }
        Tree(nodes)
    }
}

/// The characters that patterns name, and one that none does: all others are like it.
fn alphabet<'a>(patterns: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let named: BTreeSet<u8> = patterns.flat_map(str::bytes).collect();
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

    fn found(within: &str, patterns: &[Pattern], own: &[(&str, usize)], preferred: &[&str]) -> Vec<String> {
        let repository = |name: &&str| Repository {
            name: (*name).to_owned(),
            immutable: false,
            accounts: Vec::new(),
        };
        let names = Names {
            within: &Pattern::parse(within).unwrap(),
            patterns,
            own: &own.iter().copied().collect(),
            preferred: &preferred.iter().map(repository).collect::<Vec<Repository>>(),
        };
        witnesses(&names).unwrap()
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
            let names = found(within, &all, &[], &[]);
            assert_eq!(names.len(), count, "{within} {others:?}: {names:?}");
            let told: BTreeSet<Vec<bool>> = names
                .iter()
                .map(|name| all.iter().map(|pattern| pattern.covers(name)).collect())
                .collect();
            assert_eq!(told.len(), count, "{names:?}");
            let within = Pattern::parse(within).unwrap();
            assert!(names.iter().all(|name| within.covers(name)), "{names:?}");
        }
    }

    #[test]
    fn single_names_stand_for_themselves() {
        let all = patterns(&["a*"]);
        let own = [("aa", 0), ("ab", 0), ("bb", 0), ("bc", 1)];
        assert_eq!(
            found("*", &all, &own, &[]),
            ["ba", "bb", "bc", "ac", "aa"],
            "by patterns, and each with one of its own kind"
        );
        assert_eq!(found("aa", &all, &own, &[]), ["aa"]);
        assert_eq!(found("ba", &all, &own, &[]), ["ba"]);
    }

    #[test]
    fn names_of_the_file_go_before_made_up_ones() {
        let all = patterns(&["a*"]);
        assert_eq!(
            found("*", &all, &[("bb", 0)], &["bb", "zz", "zy", "api"]),
            ["zz", "bb", "api"]
        );
    }
}
