//! Repository names as far as policies and places can tell them apart: by the patterns that speak of them, but for single names that are not
//! like those around them.

use std::collections::{BTreeMap, BTreeSet};

use super::walk::{Class, Grammar, walk};
use crate::company::Repository;
use crate::pattern::Pattern;

/// Where in the grammar of repository names a prefix ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// At the beginning of the name or of one of its parts.
    Part,
    /// After a letter or digit: a name may end here.
    Letter,
    /// After `.`, `_` or dashes.
    Separator(u8),
}

impl Grammar for Place {
    const LETTERS: &'static [u8] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    const ALWAYS: &'static [u8] = b"/";
    const SHORTEST: usize = 2;

    fn begin() -> Place {
        Place::Part
    }

    fn after(self, byte: u8) -> Option<Place> {
        match (self, byte) {
            (_, b'a'..=b'z' | b'0'..=b'9') => Some(Place::Letter),
            (Place::Letter, b'/') => Some(Place::Part),
            (Place::Letter, b'.' | b'_' | b'-') => Some(Place::Separator(byte)),
            (Place::Separator(b'_'), b'_') => Some(Place::Separator(0)),
            (Place::Separator(b'-'), b'-') => Some(self),
            _ => None,
        }
    }

    fn is_end(self) -> bool {
        self == Place::Letter
    }
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

/// A name of each class; `None` when there are too many to tell.
pub fn witnesses(names: &Names<'_>) -> Option<Vec<String>> {
    let patterns: BTreeSet<&str> = names.patterns.iter().map(Pattern::as_str).collect();
    let all: Vec<&str> = std::iter::once(names.within.as_str()).chain(patterns).collect();
    let mut found = walk::<Place>(&all, names.own)?;
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
