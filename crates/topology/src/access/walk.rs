//! Texts as far as patterns can tell them apart.
//!
//! All texts that are covered by the same patterns are one class, but for single texts that are not like those around them. The classes
//! are found by walking the product of the patterns' automata, of the tree of the single texts and of the grammar of what may be written:
//! each reachable combination has a shortest text, its witness.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// More states than these are not walked: the patterns are beyond what is decided.
const MAX_STATES: usize = 100_000;
/// Texts are not longer.
const MAX_LENGTH: usize = 256;

/// Where in the grammar of some texts a prefix ends.
pub(super) trait Grammar: Copy + Ord {
    /// Characters that are alike to the grammar: those that no pattern names have one of them in their place.
    const LETTERS: &'static [u8];
    /// Characters that count whether or not a pattern names them.
    const ALWAYS: &'static [u8];
    /// Texts are not shorter.
    const SHORTEST: usize;

    /// Before the first character.
    fn begin() -> Self;
    /// After a character; `None` where no text goes on so.
    fn after(self, byte: u8) -> Option<Self>;
    /// Whether a text may end here.
    fn is_end(self) -> bool;
}

/// What tells a text from others: the patterns that cover it, and its number if it is not like those around it.
pub(super) type Class = (Vec<bool>, Option<usize>);

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
            Some(b'?') => next.push(position + 1),
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

/// What is left of a pattern for texts that begin so: patterns that together cover what may follow.
pub(super) fn left_after(pattern: &str, beginning: &str) -> Vec<String> {
    if !pattern.contains(['*', '?']) {
        let left = pattern.strip_prefix(beginning);
        return left.map(str::to_owned).into_iter().collect();
    }
    let bytes = pattern.as_bytes();
    let positions = beginning
        .bytes()
        .fold(begin(bytes), |positions, byte| step(bytes, &positions, byte));
    let is_star = |position: &u16| bytes.get(usize::from(*position)) == Some(&b'*');
    // What follows a star is covered by what begins with it.
    let is_covered = |position: &u16| {
        let before = position.checked_sub(1);
        before.is_some_and(|before| is_star(&before) && positions.contains(&before))
    };
    let left = positions.iter().filter(|position| !is_covered(position));
    left.filter_map(|position| pattern.get(usize::from(*position)..).map(str::to_owned))
        .collect()
}

/// A text of each class among those that the first pattern covers; `None` when there are too many to tell.
pub(super) fn walk<G: Grammar>(
    patterns: &[&str],
    own: &BTreeMap<&str, usize>,
) -> Option<BTreeMap<Class, String>> {
    let tree = Tree::of(own);
    let alphabet = alphabet::<G>(patterns.iter().copied().chain(own.keys().copied()));
    let all: Vec<&[u8]> = patterns.iter().map(|text| text.as_bytes()).collect();
    let positions: Vec<Positions> = all.iter().map(|pattern| begin(pattern)).collect();
    let start = (G::begin(), Some(0), positions);
    let mut seen = BTreeSet::from([start.clone()]);
    let mut queue = VecDeque::from([(start, String::new())]);
    let mut found: BTreeMap<Class, String> = BTreeMap::new();
    while let Some(((grammar, node, positions), text)) = queue.pop_front() {
        let covered: Vec<bool> = all
            .iter()
            .zip(&positions)
            .map(|(pattern, at)| is_at_end(pattern, at))
            .collect();
        if grammar.is_end() && text.len() >= G::SHORTEST && covered[0] {
            let own = node.and_then(|node| tree.0[node].own);
            found.entry((covered, own)).or_insert_with(|| text.clone());
        }
        if positions[0].is_empty() || text.len() >= MAX_LENGTH {
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
            // What is too short for a text is not yet the same as what is long.
            let state = (grammar, node, next);
            if (text.len() < G::SHORTEST || !seen.contains(&state)) && !state.2[0].is_empty() {
                seen.insert(state.clone());
                queue.push_back((state, format!("{text}{}", char::from(*byte))));
            }
        }
        if seen.len() > MAX_STATES {
            return None;
        }
    }
    Some(found)
}

/// Single texts, character by character.
struct Tree(Vec<Node>);

#[derive(Default)]
struct Node {
    next: BTreeMap<u8, usize>,
    /// The number of the text that ends here.
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
fn alphabet<'a, G: Grammar>(patterns: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let named: BTreeSet<u8> = patterns.flat_map(str::bytes).collect();
    let is_wild = |byte: &u8| matches!(byte, b'*' | b'?');
    let mut alphabet: Vec<u8> = named.iter().copied().filter(|byte| !is_wild(byte)).collect();
    alphabet.extend(G::LETTERS.iter().find(|byte| !named.contains(byte)));
    let more = G::ALWAYS.iter().filter(|byte| !named.contains(byte));
    for byte in more {
        if !alphabet.contains(byte) {
            alphabet.push(*byte);
        }
    }
    alphabet
}

#[cfg(test)]
mod tests {
    use super::left_after;

    #[test]
    fn what_is_left_covers_what_may_follow() {
        for (pattern, beginning, left) in [
            ("repository/secret/v?", "repository/", &["secret/v?"][..]),
            ("*/v1", "repository/", &["*/v1", "v1"]),
            ("*", "repository/", &["*"]),
            ("repo*", "repository/", &["*"]),
            ("repository?app", "repository/", &["app"]),
            ("repository/app", "repository/", &["app"]),
            ("role/app", "repository/", &[]),
        ] {
            assert_eq!(left_after(pattern, beginning), left, "{pattern}");
        }
    }
}
