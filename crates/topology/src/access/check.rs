//! Assertions proved or refuted, for all principals and all names that policies can tell apart.

mod impossible;

use std::collections::BTreeMap;

use wharf_aws::Region;

use super::placed::Name;
use super::places::Places;
use super::{AccessModel, Answer, PrincipalClass, RegistryLocation};
use crate::assertion::{Action, Assertion, Party, Verb};
use crate::company::Company;
use crate::rule::Rule;

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
    /// It says that something may be done which no principal can, for a reason that no policy has: the name, the registry or the role is
    /// nowhere.
    Impossible(String),
    /// It is about no principal.
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

/// Whether some principals can do something, and whether the assertion says so.
#[derive(Clone, Debug)]
pub struct Question {
    /// Who: the place in [`AccessModel::principals`].
    pub who: usize,
    /// What it does.
    pub action: Action,
    /// In which registry.
    pub registry: RegistryLocation,
    /// With which repository.
    pub repository: String,
    /// What the answer must be.
    pub expected: bool,
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
    places: Places<'a>,
    /// How many classes of principals were asked.
    asked: usize,
    questions: usize,
    is_about_a_principal: bool,
}

impl<'a> Proof<'a> {
    /// Begins.
    pub fn new(company: &'a Company, model: &'a AccessModel, assertion: &'a Assertion) -> Proof<'a> {
        Proof {
            company,
            model,
            assertion,
            places: Places::of(company, model, assertion),
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
        let Some(names) = self.places.names.take() else {
            let pattern = &self.assertion.pattern;
            return Some(Verdict::Undecided(format!(
                "the patterns under {pattern} are too many"
            )));
        };
        let verdict = match self.model.principals().get(self.asked) {
            None => Some(self.verdict(&names)),
            Some(who) => {
                self.asked += 1;
                let found = self.counterexample(who, &names);
                found.map(|found| Verdict::Refuted(Box::new(found)))
            }
        };
        self.places.names = Some(names);
        verdict
    }

    /// A case of these principals in which the assertion is not true.
    fn counterexample(&mut self, who: &PrincipalClass, names: &[Name]) -> Option<Counterexample> {
        let (company, assertion) = (self.company, self.assertion);
        let mut parties = assertion.parties.iter();
        let is_meant = parties.any(|party| is_meant(company, who, *party));
        if !is_meant && !Rule::OthersMayNot.holds(assertion.only) {
            return None;
        }
        self.is_about_a_principal |= is_meant && !who.is_to_come;
        for (action, place, name, expected) in self.questions_about(who, is_meant, names) {
            self.questions += 1;
            let place = self.places.registries[place];
            let answer = match expected {
                true => self.model.can(who, action, place, &name.text),
                false => self.model.could(who, action, place, &name.text),
            };
            if answer.can != expected {
                return Some(Counterexample {
                    who: who.label.clone(),
                    action,
                    repository: name.text.clone(),
                    registry: company.accounts[place.account].name.clone(),
                    region: place.region.to_string(),
                    answer,
                });
            }
        }
        None
    }

    /// What is asked about some principals: the action, the registry, the name, and what the answer must be.
    fn questions_about<'n>(
        &self,
        who: &PrincipalClass,
        is_meant: bool,
        names: &'n [Name],
    ) -> Vec<(Action, usize, &'n Name, bool)> {
        let expected = is_meant && self.assertion.verb == Verb::May;
        let mut asked = Vec::new();
        // What one may do is said of those that are there.
        let is_said = !(expected && who.is_to_come);
        for action in self.assertion.actions.iter().filter(|_| is_said) {
            for name in names {
                let places = match expected {
                    true => self.due(who, *action, name),
                    false => name.possible.clone(),
                };
                asked.extend(places.into_iter().map(|place| (*action, place, name, expected)));
            }
        }
        asked
    }

    /// All questions of the assertion, of which [`step`](Proof::step) asks as many as it takes: it is proved when every answer is as expected,
    /// unless it is [`Verdict::Impossible`] or [`Verdict::Empty`].
    pub fn questions(&self) -> Vec<Question> {
        let mut all = Vec::new();
        let names = self.places.names.as_deref().unwrap_or_default();
        for (at, who) in self.model.principals().iter().enumerate() {
            let mut parties = self.assertion.parties.iter();
            let is_meant = parties.any(|party| is_meant(self.company, who, *party));
            if !is_meant && !self.assertion.only {
                continue;
            }
            let asked = self.questions_about(who, is_meant, names).into_iter();
            all.extend(asked.map(|(action, place, name, expected)| Question {
                who: at,
                action,
                registry: self.places.registries[place].clone(),
                repository: name.text.clone(),
                expected,
            }));
        }
        all
    }

    /// Where one of these principals must be able to do it: where it is meant to be done, and where that is nowhere, wherever the name is.
    fn due(&self, who: &PrincipalClass, action: Action, name: &Name) -> Vec<usize> {
        let company = self.company;
        let account = |at: &usize| self.places.registries[*at].account;
        let held = name.held().to_vec();
        if let Some(builder) = self.builder_of(who) {
            let mut meant = self.meant(builder, action, name);
            let builder = &company.builders[builder];
            if meant.is_empty() && Rule::MayElsewhere.holds(true) {
                return held;
            }
            meant.retain(|at| {
                let is_its = who.account == Some(company.builder_account(builder, account(at)));
                Rule::RolesAreApart.holds(is_its)
            });
            return meant;
        }
        let pulls = Rule::PullsDecidePulls.holds(action == Action::Pull);
        let mut places = held;
        if let Some(own) = who.account.or(who.serves)
            && pulls
            && self.assertion.registry.is_none()
        {
            let mut meant = places.clone();
            meant.retain(|at| Rule::MayWhereMeant.holds(company.pulls_from(own, account(at))));
            if !(meant.is_empty() && Rule::MayElsewhere.holds(true)) {
                places = meant;
            }
        }
        if pulls && let Some(regions) = self.regions(who) {
            places.retain(|at| regions.contains_key(&self.places.registries[*at].region));
        }
        places
    }

    /// Where a builder is meant to do it: in those registries that it pushes to which have the name, and where none has, which its push
    /// makes it in.
    fn meant(&self, builder: usize, action: Action, name: &Name) -> Vec<usize> {
        let pushes = &self.places.pushes[builder];
        let is_pushed_to =
            |at: &usize| Rule::MayWhereMeant.holds(pushes.contains(&self.places.registries[*at].account));
        let mut meant = name.held().to_vec();
        meant.retain(is_pushed_to);
        if meant.is_empty() && action == Action::Push {
            meant.clone_from(&name.present);
            meant.retain(is_pushed_to);
        }
        meant
    }

    /// The Regions in which a service is that pulls from its own only, each with an account that it is there for; none of others.
    fn regions(&self, who: &PrincipalClass) -> Option<BTreeMap<&'a Region, usize>> {
        let company = self.company;
        let mut regions = BTreeMap::new();
        let accounts: Vec<usize> = match who.serves {
            Some(own) => vec![own],
            None => company.working_accounts().collect(),
        };
        for account in accounts {
            for region in &company.accounts[account].regions {
                regions.entry(region).or_insert(account);
            }
        }
        // A service of an organization of which the file has no such account can be anywhere.
        (who.is_regional && !regions.is_empty()).then_some(regions)
    }

    /// The builder whose role these principals have.
    fn builder_of(&self, who: &PrincipalClass) -> Option<usize> {
        let name = who.role.as_ref()?;
        let mut builders = self.company.builders.iter();
        builders.position(|builder| builder.name == *name)
    }

    /// What follows when all were asked and no counterexample was found.
    fn verdict(&self, names: &[Name]) -> Verdict {
        let is_placed = Rule::InIsAboutSomebody.holds(self.assertion.registry.is_some());
        if Rule::NobodyIsEmpty.holds(!self.is_about_a_principal) && !is_placed {
            return Verdict::Empty;
        }
        if self.assertion.verb == Verb::May
            && let Some(reason) = self.impossible(names)
            && Rule::NowhereIsRefused.holds(true)
        {
            return Verdict::Impossible(reason);
        }
        if self.model.undecided().is_empty() {
            let questions = self.questions;
            return Verdict::Proved { questions };
        }
        let what = self.model.undecided().join("; and on ");
        Verdict::Undecided(format!("it depends on {what}"))
    }
}

/// Whether a class of principals is among those that an assertion means.
fn is_meant(company: &Company, who: &PrincipalClass, party: Party) -> bool {
    let has_role = |name: &String| who.role.as_ref() == Some(name);
    match party {
        Party::Builder(at) => has_role(&company.builders[at].name),
        Party::Consumer(at) => has_role(&company.consumers[at].name),
        Party::Account(at) => who.account == Some(at) && Rule::AccountWithoutRoles.holds(who.role.is_none()),
        Party::Unit(unit) => who.units.contains(&unit),
        Party::Outsiders => Rule::OutsidersAreOutside.holds(!who.inside),
    }
}
