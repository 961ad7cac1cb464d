//! Principals that are made up, one for each that policies can tell from others by patterns, and ids for accounts that are none of the file's.

use std::collections::{BTreeMap, BTreeSet};

use wharf_aws::AccountId;
use wharf_policy::Principal;

use super::named::NamedIn;
use super::walk::{Grammar, walk};
use crate::desired::role_arn;
use crate::pattern::Pattern;

/// The name of a principal that no policy names.
pub(super) const OTHER: &str = "another-role";

/// A principal that policies tell from others.
pub(super) struct Told {
    pub(super) label: String,
    pub(super) principal: Principal,
    /// Whether it is one of many.
    pub(super) is_made_up: bool,
}

/// Where a prefix of `role/PATH/NAME` or `user/PATH/NAME` ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// So far into this word.
    Word(&'static [u8], usize),
    /// At the beginning of the name, or of a part of its path.
    Part,
    /// In the name, which may end here.
    Inside,
}

const ROLE: &[u8] = b"role/";
const USER: &[u8] = b"user/";

impl Grammar for Place {
    const LETTERS: &'static [u8] = b"abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const ALWAYS: &'static [u8] = b"roleus/";
    const SHORTEST: usize = 0;

    fn begin() -> Place {
        Place::Word(b"", 0)
    }

    fn after(self, byte: u8) -> Option<Place> {
        match (self, byte) {
            (Place::Word(b"", _), b'r') => Some(Place::Word(ROLE, 1)),
            (Place::Word(b"", _), b'u') => Some(Place::Word(USER, 1)),
            (Place::Word(word, at), _) if word.get(at) == Some(&byte) => match at + 1 == word.len() {
                true => Some(Place::Part),
                false => Some(Place::Word(word, at + 1)),
            },
            (Place::Word(..), _) => None,
            (Place::Inside, b'/') => Some(Place::Part),
            (_, b'+' | b'=' | b',' | b'.' | b'@' | b'_' | b'-') => Some(Place::Inside),
            (_, byte) if byte.is_ascii_alphanumeric() => Some(Place::Inside),
            _ => None,
        }
    }

    fn is_end(self) -> bool {
        self == Place::Inside
    }
}

/// The id of an account, so many digits of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Digits(usize);

const DIGITS: usize = 12;

impl Grammar for Digits {
    const LETTERS: &'static [u8] = b"9876543210";
    const ALWAYS: &'static [u8] = b"";
    // Where it may end is counted in the place.
    const SHORTEST: usize = 0;

    fn begin() -> Digits {
        Digits(0)
    }

    fn after(self, byte: u8) -> Option<Digits> {
        (self.0 < DIGITS && byte.is_ascii_digit()).then_some(Digits(self.0 + 1))
    }

    fn is_end(self) -> bool {
        self.0 == DIGITS
    }
}

/// Principals of an account, `role/NAME` or `user/NAME`, that are none of these: one for each combination of patterns that covers any, but for the
/// combination that covers [`OTHER`]. None where the patterns are too many.
pub(super) fn principals(named: &NamedIn, taken: &BTreeSet<&str>) -> Option<Vec<String>> {
    if named.patterns.is_empty() {
        return Some(Vec::new());
    }
    let all: Vec<&str> = std::iter::once("*")
        .chain(named.patterns.iter().map(String::as_str))
        .collect();
    let own = named
        .single
        .iter()
        .map(String::as_str)
        .chain(taken.iter().copied());
    let own: BTreeMap<&str, usize> = own.map(|name| (name, 0)).collect();
    let usual = covered(&all, &format!("role/{OTHER}"));
    let found = walk::<Place>(&all, &own)?.into_iter();
    let others = found.filter(|((covered, own), _)| own.is_none() && *covered != usual);
    Some(others.map(|(_, name)| name).collect())
}

/// Whether the root user of an account is told from its other principals.
pub(super) fn is_root_apart(named: &NamedIn) -> bool {
    let patterns: Vec<&str> = named.patterns.iter().map(String::as_str).collect();
    named.single.contains("root")
        || covered(&patterns, "root") != covered(&patterns, &format!("role/{OTHER}"))
}

fn covered(patterns: &[&str], text: &str) -> Vec<bool> {
    let patterns = patterns.iter().map(|pattern| Pattern((*pattern).to_owned()));
    patterns.map(|pattern| pattern.covers(text)).collect()
}

/// An id that is not taken: this one, or the next below it.
pub(super) fn free_id(wanted: u64, is_taken: impl Fn(&AccountId) -> bool) -> Option<AccountId> {
    let ids = (0..=wanted).rev();
    let mut ids = ids.filter_map(|number| format!("{number:012}").parse().ok());
    ids.find(|id| !is_taken(id))
}

/// Ids of which none is taken: one for each combination of patterns that covers any. None where the patterns are too many.
pub(super) fn ids(patterns: &BTreeSet<String>, taken: &BTreeSet<AccountId>) -> Option<Vec<AccountId>> {
    if patterns.is_empty() {
        return Some(Vec::new());
    }
    let all: Vec<&str> = std::iter::once("*")
        .chain(patterns.iter().map(String::as_str))
        .collect();
    let own: BTreeMap<&str, usize> = taken.iter().map(|id| (id.as_str(), 0)).collect();
    let found = walk::<Digits>(&all, &own)?.into_iter();
    let others = found.filter(|((covered, own), _)| own.is_none() && covered[1..].contains(&true));
    Some(others.filter_map(|(_, id)| id.parse().ok()).collect())
}

/// A role's session or a user, by its path and name.
pub(super) fn principal(id: &AccountId, kind: &str, name: &str) -> Principal {
    match kind {
        "user" => Principal::user(id, &format!("arn:aws:iam::{id}:user/{name}"), ""),
        _ => Principal::role_session(id, &role_arn(id, name), "", "session"),
    }
}

/// A text that a pattern covers.
pub(super) fn instance(pattern: &str) -> String {
    pattern.replace(['*', '?'], "x")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(single: &[&str], patterns: &[&str]) -> NamedIn {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        NamedIn {
            single: texts(single),
            patterns: texts(patterns),
        }
    }

    #[test]
    fn each_combination_of_patterns_has_a_principal() {
        let none = BTreeSet::new();
        for (patterns, count) in [
            (&["role/deploy-*"][..], 1),
            (&["role/deploy-*", "role/*-1"], 3),
            (&["role/*"], 1),
            (&["user/*"], 1),
            (&["role/a?"], 1),
            (&["role/team/*"], 1),
            (&["federated-user/*"], 0),
        ] {
            let found = principals(&named(&[], patterns), &none).unwrap();
            assert_eq!(found.len(), count, "{patterns:?}: {found:?}");
        }
        let found = principals(
            &named(&["role/deploy-a"], &["role/deploy-*"]),
            &["role/deploy-b"].into(),
        )
        .unwrap();
        assert!(
            found
                .iter()
                .all(|name| !["role/deploy-a", "role/deploy-b"].contains(&name.as_str()))
        );
    }

    #[test]
    fn ids_are_free() {
        let taken: BTreeSet<AccountId> = ["999999999999".parse().unwrap()].into();
        assert_eq!(
            free_id(999_999_999_999, |id| taken.contains(id))
                .unwrap()
                .as_str(),
            "999999999998"
        );
        let found = ids(&["44*".to_owned(), "*44".to_owned()].into(), &taken).unwrap();
        assert_eq!(found.len(), 3, "{found:?}");
        let single = ids(
            &["44445555666?".to_owned()].into(),
            &["444455556669".parse().unwrap()].into(),
        )
        .unwrap();
        assert_ne!(single[0].as_str(), "444455556669");
    }
}
