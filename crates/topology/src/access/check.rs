//! Assertions proved or refuted, for all principals and all names that policies can tell apart.

use std::collections::BTreeSet;

use serde_json::Value;

use super::names::witnesses;
use super::{AccessModel, Answer, PrincipalClass, RegistryLocation};
use crate::assertion::{Action, Assertion, Party, Verb};
use crate::company::Company;
use crate::pattern::Pattern;

/// The result of an assertion.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// It holds for every principal and every name.
    Proved {
        /// How many questions that took.
        questions: usize,
    },
    /// A principal can although it may not, or cannot although it may.
    Refuted(Box<Counterexample>),
    /// It matches no role, no account, or no registry.
    Empty,
    /// The patterns are beyond what is decided.
    Undecided(String),
}

/// A case in which an assertion is not true.
#[derive(Clone, Debug)]
pub struct Counterexample {
    /// Who.
    pub who: String,
    /// What it does.
    pub action: Action,
    /// With which repository.
    pub repository: String,
    /// In whose registry.
    pub registry: String,
    /// Where.
    pub region: String,
    /// How that was decided.
    pub answer: Answer,
}

/// Decides an assertion.
pub fn check(company: &Company, model: &AccessModel, assertion: &Assertion) -> Verdict {
    let mut proof = Proof::new(company, model, assertion);
    loop {
        if let Some(verdict) = proof.step() {
            return verdict;
        }
    }
}

/// An assertion that is being decided: one class of principals at a time, because in a company of thousands it takes long.
pub struct Proof<'a> {
    company: &'a Company,
    model: &'a AccessModel,
    assertion: &'a Assertion,
    registries: Vec<&'a RegistryLocation>,
    /// The names that are asked about; none where the patterns are too many.
    names: Option<Vec<String>>,
    /// How many classes of principals were asked.
    asked: usize,
    questions: usize,
    is_about_a_principal: bool,
}

impl<'a> Proof<'a> {
    /// Begins.
    pub fn new(company: &'a Company, model: &'a AccessModel, assertion: &'a Assertion) -> Proof<'a> {
        let is_meant_place =
            |place: &&RegistryLocation| assertion.registry.is_none_or(|account| account == place.account);
        Proof {
            company,
            model,
            assertion,
            registries: model.registries().filter(is_meant_place).collect(),
            names: witnesses(&assertion.pattern, &resource_patterns(model)),
            asked: 0,
            questions: 0,
            is_about_a_principal: false,
        }
    }

    /// How many classes of principals were asked, of [`AccessModel::principals`].
    pub fn asked(&self) -> usize {
        self.asked
    }

    /// Asks the next class of principals; the verdict once there is one.
    pub fn step(&mut self) -> Option<Verdict> {
        if self.names.is_none() {
            let pattern = &self.assertion.pattern;
            return Some(Verdict::Undecided(format!(
                "the patterns under {pattern} are too many"
            )));
        }
        let Some(who) = self.model.principals().get(self.asked) else {
            return Some(self.verdict());
        };
        self.asked += 1;
        let found = self.counterexample(who);
        found.map(|found| Verdict::Refuted(Box::new(found)))
    }

    /// A case of these principals in which the assertion is not true.
    fn counterexample(&mut self, who: &PrincipalClass) -> Option<Counterexample> {
        let (company, assertion) = (self.company, self.assertion);
        let mut parties = assertion.parties.iter();
        let is_meant = parties.any(|party| is_meant(company, who, *party));
        if !is_meant && !assertion.only {
            return None;
        }
        let expected = is_meant && assertion.verb == Verb::May;
        let mut places = self.registries.clone();
        if expected {
            places.retain(|place| concerns(company, who, assertion, place));
        }
        self.is_about_a_principal |= is_meant && (!expected || !places.is_empty());
        self.ask(who, &places, expected)
    }

    fn ask(
        &mut self,
        who: &PrincipalClass,
        places: &[&RegistryLocation],
        expected: bool,
    ) -> Option<Counterexample> {
        for action in &self.assertion.actions {
            for place in places {
                for name in self.names.iter().flatten() {
                    self.questions += 1;
                    let answer = self.model.can(who, *action, place, name);
                    if answer.can != expected {
                        return Some(Counterexample {
                            who: who.label.clone(),
                            action: *action,
                            repository: name.clone(),
                            registry: self.company.accounts[place.account].name.clone(),
                            region: place.region.to_string(),
                            answer,
                        });
                    }
                }
            }
        }
        None
    }

    /// What follows when all were asked and no counterexample was found.
    fn verdict(&self) -> Verdict {
        if !self.is_about_a_principal {
            return Verdict::Empty;
        }
        if self.model.undecided().is_empty() {
            return Verdict::Proved {
                questions: self.questions,
            };
        }
        let keys = self.model.undecided().join(", ");
        Verdict::Undecided(format!("it depends on {keys}, which only a request knows"))
    }
}

/// Whether a class of principals is among those that an assertion means.
fn is_meant(company: &Company, who: &PrincipalClass, party: Party) -> bool {
    let has_role = |name: &String| who.role.as_ref() == Some(name);
    match party {
        Party::Builder(at) => has_role(&company.builders[at].name),
        Party::Consumer(at) => has_role(&company.consumers[at].name),
        Party::Account(at) => who.account == Some(at) && who.role.is_none(),
        Party::Unit(unit) => who
            .account
            .is_some_and(|account| company.is_within(company.accounts[account].unit, unit)),
        Party::Outsiders => !who.inside,
    }
}

/// Whether a registry is one that the parties are to use: the ones that a builder pushes to, or that an account pulls from.
fn concerns(
    company: &Company,
    who: &PrincipalClass,
    assertion: &Assertion,
    place: &RegistryLocation,
) -> bool {
    let builder = who
        .role
        .as_ref()
        .and_then(|name| company.builders.iter().find(|builder| builder.name == *name));
    if let Some(builder) = builder {
        return company.pushes_to(builder).contains(&place.account)
            && who.account == Some(company.builder_account(builder, place.account));
    }
    let pulls_only = assertion.actions.iter().all(|action| *action == Action::Pull);
    match who.account {
        Some(account) if pulls_only => company.pulls_from(account, place.account),
        _ => true,
    }
}

/// The patterns of repository names that policies speak of.
pub(super) fn resource_patterns(model: &AccessModel) -> Vec<Pattern> {
    let mut patterns: BTreeSet<Pattern> = model.named_repositories().filter_map(Pattern::parse).collect();
    let mut rest: Vec<&Value> = model.documents.iter().collect();
    while let Some(value) = rest.pop() {
        match value {
            Value::Array(items) => rest.extend(items),
            Value::Object(members) => rest.extend(members.values()),
            Value::String(text) => {
                let parts: Vec<&str> = text.splitn(6, ':').collect();
                if let ["arn", _, "ecr", _, _, resource] = parts[..]
                    && let Some(name) = resource.strip_prefix("repository/")
                {
                    patterns.extend(Pattern::parse(name));
                }
            }
            _ => {}
        }
    }
    patterns.into_iter().collect()
}
