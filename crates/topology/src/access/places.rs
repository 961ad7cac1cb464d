//! Where the names of an assertion can be: what decides it is asked there and nowhere else.
//!
//! A name is *placed* in a registry that has its repository by the file: by its `accounts`, or by its owner's unit; a name that the file does
//! not list, as if it were listed. It *can be* there, too, where a builder's push makes it by a template, and where a live registry has it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::documents::resources;
use super::names::{self, Names};
use super::placed::{Name, unlisted};
use super::present::Present;
use super::walk::left_after;
use super::{AccessModel, RegistryLocation};
use crate::assertion::Assertion;
use crate::company::{Company, Repository};
use crate::pattern::Pattern;
use crate::rule::Rule;

/// The registries that an assertion is about, and its names.
pub(super) struct Places<'a> {
    pub(super) registries: Vec<&'a RegistryLocation>,
    /// None where the patterns are too many.
    pub(super) names: Option<Vec<Name>>,
    /// Whether they are where they were found, and not only where the file says.
    pub(super) is_live: bool,
    /// The registry accounts that each builder pushes to.
    pub(super) pushes: Vec<BTreeSet<usize>>,
}

impl<'a> Places<'a> {
    pub(super) fn of(company: &Company, model: &'a AccessModel, assertion: &Assertion) -> Places<'a> {
        let is_meant = |place: &&RegistryLocation| {
            let meant = assertion.registry.is_none_or(|account| account == place.account);
            Rule::AskedInAccount.holds(meant)
        };
        let pushes = company.builders.iter();
        let pushes = pushes.map(|builder| company.pushes_to(builder).into_iter().collect());
        let mut places = Places {
            registries: model.registries().filter(is_meant).collect(),
            names: None,
            is_live: model.is_live(),
            pushes: pushes.collect(),
        };
        let listed = company.repositories.iter();
        let listed: HashMap<&str, &Repository> = listed
            .map(|repository| (repository.name.as_str(), repository))
            .collect();
        let own = own_kinds(company, model, &listed);
        let created: Vec<Vec<Pattern>> = company
            .builders
            .iter()
            .map(|builder| company.creates(builder))
            .collect();
        let mut patterns = policy_patterns(model);
        patterns.extend(company.teams.iter().flat_map(|team| team.repositories.clone()));
        patterns.extend(created.iter().flatten().cloned());
        if places.is_live {
            patterns.extend(model.templates().cloned());
            let is_in = assertion.registry.is_some();
            let present = Present::of(company, model, (&places.registries, is_in), &listed);
            places.names = present.names(&assertion.pattern, &patterns, &own);
            return places;
        }
        let asked = Names {
            within: &assertion.pattern,
            patterns: &patterns,
            own: &own,
            preferred: &company.repositories,
        };
        let found: HashMap<&str, Vec<&RegistryLocation>> = found(model);
        places.names = names::witnesses(&asked).map(|names| {
            let name = |text: String| {
                let repository = listed
                    .get(text.as_str())
                    .map_or_else(|| unlisted(&text), |repository| (*repository).clone());
                places.name(company, &created, found.get(text.as_str()), &repository)
            };
            names.into_iter().map(name).collect()
        });
        places
    }

    fn name(
        &self,
        company: &Company,
        created: &[Vec<Pattern>],
        found: Option<&Vec<&RegistryLocation>>,
        repository: &Repository,
    ) -> Name {
        let covers =
            |patterns: &Vec<Pattern>| patterns.iter().any(|pattern| pattern.covers(&repository.name));
        let made: BTreeSet<usize> = self
            .pushes
            .iter()
            .zip(created)
            .filter(|(_, created)| covers(created))
            .flat_map(|(pushes, _)| pushes.iter().copied())
            .collect();
        let (mut placed, mut possible) = (Vec::new(), Vec::new());
        for (at, place) in self.registries.iter().enumerate() {
            let is_placed = Rule::AskedWherePlaced.holds(company.holds(place.account, repository));
            let is_made = Rule::AskedWhereMade.holds(made.contains(&place.account));
            let is_found = found.is_some_and(|found| found.contains(place));
            if is_placed {
                placed.push(at);
            }
            if is_placed || is_made || is_found {
                possible.push(at);
            }
        }
        Name {
            text: repository.name.clone(),
            placed,
            present: possible.clone(),
            possible,
        }
    }
}

fn found(model: &AccessModel) -> HashMap<&str, Vec<&RegistryLocation>> {
    let mut found: HashMap<&str, Vec<&RegistryLocation>> = HashMap::new();
    for (place, name) in model.found_repositories() {
        found.entry(name).or_default().push(place);
    }
    found
}

/// The names that are not like those around them: with a place of their own, found where they do not belong, or with a policy or tags of
/// their own. Those with the same number are alike.
fn own_kinds<'a>(
    company: &'a Company,
    model: &'a AccessModel,
    listed: &HashMap<&str, &'a Repository>,
) -> BTreeMap<&'a str, usize> {
    let mut texts: BTreeMap<&str, String> = BTreeMap::new();
    for repository in &company.repositories {
        if !repository.accounts.is_empty() {
            texts.insert(&repository.name, format!("{:?}", repository.accounts));
        }
    }
    // At a live endpoint names are told apart by where they are as they are asked about.
    for (place, name) in model.found_repositories().filter(|_| !model.is_live()) {
        let is_there = match listed.get(name) {
            Some(repository) => company.holds(place.account, repository),
            None => company.holds(place.account, &unlisted(name)),
        };
        if !is_there {
            let text = texts.entry(name).or_default();
            text.push_str(&format!(" {} {}", place.account, place.region));
        }
    }
    for name in model.named_repositories() {
        texts.entry(name).or_default().push_str(&format!(" {name}"));
    }
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    let numbered = texts.into_iter().map(|(name, text)| {
        let next = kinds.len();
        (name, *kinds.entry(text).or_insert(next))
    });
    numbered.collect()
}

/// The patterns of repository names that policies speak of. What else they cover tells no names apart.
pub(super) fn policy_patterns(model: &AccessModel) -> Vec<Pattern> {
    let mut patterns: BTreeSet<Pattern> = BTreeSet::new();
    for resource in resources(&model.documents) {
        let parts: Vec<&str> = resource.splitn(6, ':').collect();
        if let ["arn", _, _, _, _, resource] = parts[..] {
            let left = left_after(resource, "repository/").into_iter();
            let left = left.filter(|left| {
                let is_of_a_file = Pattern::parse(left).is_some() && resource.starts_with("repository/");
                !left.is_empty() && (is_of_a_file || Rule::PolicyPatternsAreWhole.holds(true))
            });
            patterns.extend(left.map(Pattern));
        }
    }
    patterns.into_iter().collect()
}
