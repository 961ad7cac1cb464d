//! The matrix of who can do what with which repository, and its summary for companies of thousands.

use std::collections::BTreeMap;

use serde::Serialize;

use super::places::policy_patterns;
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
    let mut patterns = policy_patterns(model);
    patterns.extend(model.named_repositories().filter_map(Pattern::parse));
    let mut classes = Vec::new();
    // Of what the file does not have it lists no repositories.
    for place in model.registries().filter(|place| !model.is_beside(place)) {
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

/// What every class of principals can do with every class of repositories, asked one pair at a time, because in a company of thousands
/// it takes long.
pub struct Survey<'a> {
    company: &'a Company,
    model: &'a AccessModel,
    classes: Vec<Class<'a>>,
    /// What was answered: class of repositories by class of repositories, each for all principals.
    answers: Vec<Can>,
}

/// A bit for each action that can be done, in the order of [`Action::ALL`].
#[derive(Clone, Copy)]
struct Can(u8);

impl Can {
    fn of(model: &AccessModel, who: &PrincipalClass, place: &RegistryLocation, name: &str) -> Can {
        let can = |action: Action| {
            let needs = needs(who, action, place);
            let mut operations = needs.actions.iter();
            let allows = |operation: &&str| model.allows(who, operation, place, name);
            if needs.all {
                operations.all(allows)
            } else {
                operations.any(allows)
            }
        };
        let bits = Action::ALL.into_iter().enumerate();
        Can(bits.fold(0, |bits, (at, action)| bits | (u8::from(can(action)) << at)))
    }

    fn words(self) -> Vec<&'static str> {
        let all = Action::ALL.into_iter().enumerate();
        all.filter(|(at, _)| self.0 & (1_u8 << *at) != 0)
            .map(|(_, action)| action.as_str())
            .collect()
    }
}

impl<'a> Survey<'a> {
    /// Begins.
    pub fn new(company: &'a Company, model: &'a AccessModel) -> Survey<'a> {
        Survey {
            company,
            model,
            classes: classes(company, model),
            answers: Vec::new(),
        }
    }

    /// How many pairs there are.
    pub fn pairs(&self) -> usize {
        self.classes.len() * self.model.principals().len()
    }

    /// How many were asked about.
    pub fn asked(&self) -> usize {
        self.answers.len()
    }

    /// Asks about the next pair; false where there is none.
    pub fn step(&mut self) -> bool {
        if self.asked() == self.pairs() {
            return false;
        }
        let principals = self.model.principals();
        let class = &self.classes[self.asked() / principals.len()];
        let who = &principals[self.asked() % principals.len()];
        let answer = Can::of(self.model, who, class.place, class.names[0]);
        self.answers.push(answer);
        true
    }

    /// Asks about all pairs that are left.
    fn complete(mut self) -> Survey<'a> {
        while self.step() {}
        self
    }

    /// Whether principals have a row: what is made up has one where it can do something, accounts to come have none.
    fn is_shown(&self, at: usize) -> bool {
        let principals = self.model.principals();
        let who = &principals[at];
        let mut answers = self.answers.chunks(principals.len());
        !who.is_to_come && (!who.is_made_up || answers.any(|answers| answers[at].0 != 0))
    }

    /// Every class of principals with every repository of the file.
    pub fn matrix(self) -> Vec<Cell> {
        let whole = self.complete();
        let principals = whole.model.principals();
        let mut cells = Vec::new();
        for (at, who) in principals.iter().enumerate() {
            if !whole.is_shown(at) {
                continue;
            }
            for (class, answers) in whole.classes.iter().zip(whole.answers.chunks(principals.len())) {
                let can = answers[at].words();
                cells.extend(class.names.iter().map(|name| Cell {
                    who: who.label.clone(),
                    registry: whole.company.accounts[class.place.account].name.clone(),
                    region: class.place.region.to_string(),
                    repository: (*name).to_owned(),
                    can: can.clone(),
                }));
            }
        }
        cells
    }

    /// The matrix by classes: those who can do the same together, and repositories that are alike as one.
    pub fn summary(self) -> Vec<Group> {
        let whole = self.complete();
        let principals = whole.model.principals();
        let mut groups = Vec::new();
        for (class, answers) in whole
            .classes
            .iter()
            .zip(whole.answers.chunks(principals.len().max(1)))
        {
            let mut by_can: BTreeMap<Vec<&'static str>, Vec<String>> = BTreeMap::new();
            for (at, (who, can)) in principals.iter().zip(answers).enumerate() {
                if !whole.is_shown(at) {
                    continue;
                }
                by_can.entry(can.words()).or_default().push(who.label.clone());
            }
            groups.extend(by_can.into_iter().map(|(can, who)| Group {
                who,
                registry: whole.company.accounts[class.place.account].name.clone(),
                region: class.place.region.to_string(),
                repository: class.names[0].to_owned(),
                repositories: class.names.len(),
                can,
            }));
        }
        groups
    }
}

/// The matrix of a company.
pub fn matrix(company: &Company, model: &AccessModel) -> Vec<Cell> {
    Survey::new(company, model).matrix()
}

/// The summary of a company's matrix.
pub fn summary(company: &Company, model: &AccessModel) -> Vec<Group> {
    Survey::new(company, model).summary()
}
