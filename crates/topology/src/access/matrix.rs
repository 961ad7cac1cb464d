//! The matrix of who can do what with which repository, and its summary for companies of thousands.

use std::collections::BTreeMap;

use serde::Serialize;

use super::check::resource_patterns;
use super::{AccessModel, PrincipalClass, RegistryLocation, needs};
use crate::Action;
use crate::company::Company;
use crate::pattern::Pattern;

/// What one class of principals can do with one repository.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// Who.
    pub who: String,
    /// In whose registry.
    pub registry: String,
    /// Where.
    pub region: String,
    /// The repository.
    pub repository: String,
    /// What it can do.
    pub can: Vec<&'static str>,
}

/// Those who can do the same, and what that is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Who.
    pub who: Vec<String>,
    /// In whose registry.
    pub registry: String,
    /// Where.
    pub region: String,
    /// The repositories that policies do not tell apart: one of them, and how many there are.
    pub repository: String,
    /// How many.
    pub repositories: usize,
    /// What they can do.
    pub can: Vec<&'static str>,
}

/// The repositories of a registry that policies do not tell apart.
struct Class<'a> {
    place: &'a RegistryLocation,
    names: Vec<&'a str>,
}

fn classes<'a>(company: &'a Company, model: &'a AccessModel) -> Vec<Class<'a>> {
    let patterns = resource_patterns(model);
    let mut classes = Vec::new();
    for place in model.registries() {
        let mut by_patterns: BTreeMap<Vec<bool>, Vec<&str>> = BTreeMap::new();
        for repository in company.repositories_in(place.account) {
            let covered = patterns
                .iter()
                .map(|pattern: &Pattern| pattern.covers(&repository.name));
            by_patterns
                .entry(covered.collect())
                .or_default()
                .push(&repository.name);
        }
        classes.extend(by_patterns.into_values().map(|names| Class { place, names }));
    }
    classes
}

fn can(model: &AccessModel, who: &PrincipalClass, place: &RegistryLocation, name: &str) -> Vec<&'static str> {
    let can = |action: Action| {
        let needs = needs(action);
        let mut operations = needs.actions.iter();
        let allows = |operation: &&str| model.allows(who, operation, place, name);
        if needs.all {
            operations.all(allows)
        } else {
            operations.any(allows)
        }
    };
    Action::ALL
        .into_iter()
        .filter(|action| can(*action))
        .map(Action::as_str)
        .collect()
}

/// Every class of principals with every repository of the file.
pub fn matrix(company: &Company, model: &AccessModel) -> Vec<Cell> {
    let mut cells = Vec::new();
    let classes = classes(company, model);
    for who in model.principals() {
        let mut of_who: Vec<Cell> = Vec::new();
        for class in &classes {
            let can = can(model, who, class.place, class.names[0]);
            of_who.extend(class.names.iter().map(|name| Cell {
                who: who.label.clone(),
                registry: company.accounts[class.place.account].name.clone(),
                region: class.place.region.to_string(),
                repository: (*name).to_owned(),
                can: can.clone(),
            }));
        }
        cells.extend(of_who);
    }
    cells
}

/// The matrix by classes: those who can do the same together, and repositories that are alike as one.
pub fn summary(company: &Company, model: &AccessModel) -> Vec<Group> {
    let mut groups = Vec::new();
    for class in classes(company, model) {
        let mut by_can: BTreeMap<Vec<&'static str>, Vec<String>> = BTreeMap::new();
        for who in model.principals() {
            by_can
                .entry(can(model, who, class.place, class.names[0]))
                .or_default()
                .push(who.label.clone());
        }
        groups.extend(by_can.into_iter().map(|(can, who)| Group {
            who,
            registry: company.accounts[class.place.account].name.clone(),
            region: class.place.region.to_string(),
            repository: class.names[0].to_owned(),
            repositories: class.names.len(),
            can,
        }));
    }
    groups
}
