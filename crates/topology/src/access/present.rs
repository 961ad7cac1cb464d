//! The names of a live endpoint: a registry has the repositories that are there, and those that a principal whose policies are known can
//! make in it.
//!
//! What the file lists must be there where it places it. What it does not list *may* only be used where it is, or where a push makes it; what
//! may *not* be done with it is also asked where the file would place it, for it can be made there tomorrow, and in registries that the file does
//! not have: accounts have one whether or not the topology gives them one.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::names::{self, Names};
use super::placed::{Name, unlisted};
use super::{AccessModel, RegistryLocation};
use crate::company::{Company, Repository};
use crate::pattern::Pattern;
use crate::rule::Rule;

/// Names that are taken are looked past so often, for one of their class that is free.
const LOOKS: usize = 8;

/// Where repositories are.
pub(super) struct Present<'a> {
    company: &'a Company,
    model: &'a AccessModel,
    registries: &'a [&'a RegistryLocation],
    /// Whether the file does not have them, each.
    is_beside: Vec<bool>,
    /// Whether the assertion names their account.
    is_in: bool,
    listed: &'a HashMap<&'a str, &'a Repository>,
    /// The registries that have each.
    found: BTreeMap<&'a str, BTreeSet<usize>>,
}

impl<'a> Present<'a> {
    pub(super) fn of(
        company: &'a Company,
        model: &'a AccessModel,
        (registries, is_in): (&'a [&'a RegistryLocation], bool),
        listed: &'a HashMap<&'a str, &'a Repository>,
    ) -> Present<'a> {
        let places = registries.iter().enumerate();
        let places: HashMap<(usize, &str), usize> = places
            .map(|(at, place)| ((place.account, place.region.as_str()), at))
            .collect();
        let mut found: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for (place, name) in model.found_repositories() {
            if let Some(at) = places.get(&(place.account, place.region.as_str())) {
                found.entry(name).or_default().insert(*at);
            }
        }
        Present {
            company,
            model,
            registries,
            is_beside: registries.iter().map(|place| model.is_beside(place)).collect(),
            is_in,
            listed,
            found,
        }
    }

    /// One name of each class under a pattern: of those that the file lists, of those that are there, and of those that are not. `own` are
    /// those with policies, tags or places of their own. None where the patterns are too many.
    pub(super) fn names(
        &self,
        within: &Pattern,
        patterns: &[Pattern],
        own: &BTreeMap<&str, usize>,
    ) -> Option<Vec<Name>> {
        let mut classes = HashSet::new();
        let mut names = Vec::new();
        let listed = self.company.repositories.iter().map(|one| one.name.as_str());
        for text in listed.chain(self.found.keys().copied()) {
            if !within.covers(text) {
                continue;
            }
            let covered: Vec<bool> = patterns.iter().map(|pattern| pattern.covers(text)).collect();
            let kind = (covered, own.get(text), self.found.get(text), self.place(text));
            if classes.insert(kind) {
                names.push(self.name(text));
            }
        }
        let mut taken: BTreeMap<&str, usize> = own.keys().map(|name| (*name, 0)).collect();
        let mut free = Vec::new();
        for _ in 0..LOOKS {
            let asked = Names {
                within,
                patterns,
                own: &taken,
                preferred: &[],
            };
            free = names::witnesses(&asked)?;
            let known = free.iter().filter_map(|name| self.known(name));
            let known: Vec<&str> = known.filter(|name| !taken.contains_key(name)).collect();
            if known.is_empty() {
                break;
            }
            taken.extend(known.into_iter().map(|name| (name, 0)));
        }
        free.retain(|name| self.known(name).is_none());
        names.extend(free.iter().map(|text| self.name(text)));
        Some(names)
    }

    /// A name that the file lists, or that is there.
    fn known(&self, name: &str) -> Option<&'a str> {
        let listed = self.listed.get_key_value(name).map(|(name, _)| *name);
        listed.or_else(|| self.found.get_key_value(name).map(|(name, _)| *name))
    }

    /// The registries that have it by the file: as if it were listed.
    fn place(&self, text: &str) -> Vec<usize> {
        let unlisted = unlisted(text);
        let repository = self.listed.get(text).copied().unwrap_or(&unlisted);
        let holds = |place: &RegistryLocation| {
            Rule::AskedWherePlaced.holds(self.company.holds(place.account, repository))
        };
        let registries = self.registries.iter().enumerate();
        registries
            .filter(|(at, place)| !self.is_beside[*at] && holds(place))
            .map(|(at, _)| at)
            .collect()
    }

    fn name(&self, text: &str) -> Name {
        let placed = self.place(text);
        let mut possible = Vec::new();
        let mut present = Vec::new();
        for (at, place) in self.registries.iter().enumerate() {
            let is_found = self.found.get(text).is_some_and(|found| found.contains(&at));
            if self.is_beside[at] {
                // It is no place where one is meant to do something, unless it is named.
                possible.extend(is_found.then_some(at));
                present.extend((is_found && self.is_in).then_some(at));
                continue;
            }
            let (can_be_made, by_push) = self.model.made(place, text);
            let is_made = Rule::AskedWhereMade.holds(can_be_made);
            if is_found || is_made || placed.contains(&at) {
                possible.push(at);
            }
            if is_found || by_push {
                present.push(at);
            }
        }
        Name {
            text: text.to_owned(),
            placed: if self.listed.contains_key(text) {
                placed
            } else {
                Vec::new()
            },
            possible,
            present,
        }
    }
}
