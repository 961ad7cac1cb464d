//! What no policy makes possible: what is to be done needs a registry, a repository or a role that is not there.

use wharf_aws::Region;

use super::{Proof, is_meant};
use crate::access::placed::Name;
use crate::assertion::{Action, Party};
use crate::rule::Rule;

impl Proof<'_> {
    /// Why something cannot be done by any policy.
    pub(super) fn impossible(&self, names: &[Name]) -> Option<String> {
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
        let principals = self.model.principals().iter();
        // An account to come pulls from nowhere yet.
        for who in principals.filter(|who| !absent.is_empty() && !who.is_to_come) {
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
}
