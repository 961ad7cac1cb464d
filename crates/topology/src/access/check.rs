//! Assertions proved or refuted, for all principals and all names that policies can tell apart.

use std::collections::BTreeMap;

use wharf_aws::Region;

use super::places::{Name, Places};
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
            let answer = self.model.can(who, action, place, &name.text);
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

    /// A Region in which a service is, and has nothing to pull from.
    fn stranded(&self, names: &[Name]) -> Option<String> {
        let (company, assertion) = (self.company, self.assertion);
        if !assertion.actions.contains(&Action::Pull) {
            return None;
        }
        for who in self.model.principals().iter().filter(|who| who.is_regional) {
            let is_meant = assertion
                .parties
                .iter()
                .any(|party| is_meant(company, who, *party));
            let Some(regions) = self.regions(who).filter(|_| is_meant) else {
                continue;
            };
            for name in names.iter().filter(|name| !name.held().is_empty()) {
                let due = self.due(who, Action::Pull, name);
                let has = |region: &Region| {
                    let mut due = due.iter();
                    Rule::PullsInRegion.holds(due.any(|at| self.places.registries[*at].region == *region))
                };
                // After `in` it is enough that the account has a registry in one of them.
                let missing = match assertion.registry {
                    Some(_) => regions.iter().next().filter(|_| due.is_empty()),
                    None => regions.iter().find(|(region, _)| !has(region)),
                };
                if let Some((region, account)) = missing {
                    let (label, account) = (&who.label, &company.accounts[*account].name);
                    return Some(format!(
                        "{label} pulls from its own Region only, and no registry that it pulls from has {} in {region}, where {account} \
                         works",
                        name.text
                    ));
                }
            }
        }
        None
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

    /// Why something cannot be done by any policy.
    fn impossible(&self, names: &[Name]) -> Option<String> {
        let pattern = &self.assertion.pattern;
        match self.assertion.registry {
            Some(account) => {
                let account = &self.company.accounts[account].name;
                if self.places.registries.is_empty() {
                    let topology = self.company.topology;
                    return Some(format!("{account} holds no registry: the topology is {topology}"));
                }
                if names.iter().all(|name| name.held().is_empty()) {
                    return Some(format!(
                        "no repository {pattern} can be in {account}: neither the file nor a push makes one there"
                    ));
                }
            }
            None => {
                if names.is_empty() {
                    return Some(format!("no repository can be called {pattern}"));
                }
                // Of names that are not there yet it is enough that one is, unless just that one is asked about.
                let is_class = self.places.is_live && pattern.as_str().contains('*');
                if is_class && names.iter().all(|name| name.held().is_empty()) {
                    return Some(format!(
                        "no repository {pattern} is in a registry, and no push makes one"
                    ));
                }
                let nowhere = names.iter().find(|name| name.held().is_empty());
                if let Some(name) = nowhere.filter(|_| !is_class) {
                    return Some(format!(
                        "the repository {} can be in no registry: neither the file nor a push makes it in one",
                        name.text
                    ));
                }
            }
        }
        let mut parties = self.assertion.parties.iter();
        if let Some(missing) = parties.find_map(|party| self.missing(*party, names)) {
            return Some(missing);
        }
        if let Some(stranded) = self.stranded(names) {
            return Some(stranded);
        }
        if let Some(absent) = self.absent(names) {
            return Some(absent);
        }
        (!self.is_about_a_principal).then(|| "there is no principal that it is about".to_owned())
    }

    /// A registry of a live endpoint that lacks a repository which one must be able to use there.
    fn absent(&self, names: &[Name]) -> Option<String> {
        let (company, assertion) = (self.company, self.assertion);
        let is_absent = |name: &Name| name.placed.iter().any(|at| !name.present.contains(at));
        let absent: Vec<&Name> = names.iter().filter(|name| is_absent(name)).collect();
        for who in self.model.principals().iter().filter(|_| !absent.is_empty()) {
            let mut parties = assertion.parties.iter();
            if !parties.any(|party| is_meant(company, who, *party)) {
                continue;
            }
            for (action, name) in assertion
                .actions
                .iter()
                .flat_map(|action| absent.iter().map(move |name| (*action, *name)))
            {
                let due = self.due(who, action, name);
                if let Some(at) = due.into_iter().find(|at| !name.present.contains(at)) {
                    let place = self.places.registries[at];
                    return Some(format!(
                        "the repository {} is not in {} in {}, where the file has it",
                        name.text, company.accounts[place.account].name, place.region
                    ));
                }
            }
        }
        None
    }

    /// A role that is not where a party must have it.
    fn missing(&self, party: Party, names: &[Name]) -> Option<String> {
        let company = self.company;
        let (role, accounts): (&String, Vec<usize>) = match party {
            Party::Builder(at) => {
                let builder = &company.builders[at];
                let actions = self.assertion.actions.iter();
                let meant = actions.flat_map(|action| {
                    let names = names.iter();
                    names.flat_map(move |name| self.meant(at, *action, name))
                });
                let accounts = meant
                    .map(|place| company.builder_account(builder, self.places.registries[place].account));
                (&builder.name, accounts.collect())
            }
            Party::Consumer(at) if company.consumers[at].service.is_none() => {
                let consumer = &company.consumers[at];
                (&consumer.name, company.consumer_accounts(consumer))
            }
            _ => return None,
        };
        let has = |account: usize| {
            let mut principals = self.model.principals().iter();
            principals.any(|who| who.account == Some(account) && who.role.as_ref() == Some(role))
        };
        let account = accounts.into_iter().find(|account| !has(*account))?;
        Some(format!(
            "there is no role {role} in {}",
            company.accounts[account].name
        ))
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
