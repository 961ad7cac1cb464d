//! Who reaches which repositories, out of the access that was computed: by builder, by account, and from outside.

use std::collections::{BTreeMap, BTreeSet};

use crate::access::{AccessModel, Group, PrincipalClass};
use crate::company::Company;
use crate::pattern::Pattern;

/// Who moves images.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mover {
    /// A builder's role, by its place in the file.
    Builder(usize),
    /// Those of an account that are no builders.
    Account(usize),
    /// A service of AWS by its own name, for all accounts that it acts for.
    Service(String),
    /// Those of the management account, which the file does not have.
    Management,
    /// Those of no account of the organization.
    Stranger(String),
}

/// What is reached in the registries of an account, and by whom.
#[derive(Debug, Default)]
pub(super) struct Reached {
    /// Where.
    pub(super) regions: BTreeSet<String>,
    /// Of the repositories that policies do not tell apart one, and how many there are.
    pub(super) names: BTreeMap<String, usize>,
    /// The roles of the file that reach it.
    pub(super) roles: BTreeSet<String>,
    /// The accounts that a service acts for when it does.
    pub(super) serves: BTreeSet<usize>,
}

/// Who reaches what.
#[derive(Debug, Default)]
pub(super) struct Reach {
    /// By who moves, whether they push, and whose registry it is.
    pub(super) by: BTreeMap<(Mover, bool, usize), Reached>,
    /// What there is in the registries of each account.
    pub(super) all: BTreeMap<usize, Reached>,
}

impl Reach {
    pub(super) fn of(company: &Company, model: &AccessModel, groups: &[Group]) -> Reach {
        let movers: BTreeMap<&str, (Mover, &PrincipalClass)> = model
            .principals()
            .iter()
            .map(|who| {
                let builder = who.role.as_ref().and_then(|role| {
                    let mut builders = company.builders.iter();
                    builders.position(|builder| builder.name == *role)
                });
                let mover = match (builder, who.account) {
                    (Some(builder), _) => Mover::Builder(builder),
                    (None, Some(account)) => Mover::Account(account),
                    (None, None) => match who.service.as_ref().filter(|_| who.inside) {
                        Some(service) => Mover::Service(service.to_owned()),
                        None if who.inside => Mover::Management,
                        None => Mover::Stranger(who.label.clone()),
                    },
                };
                (who.label.as_str(), (mover, who))
            })
            .collect();
        let accounts: BTreeMap<&str, usize> = company
            .accounts
            .iter()
            .enumerate()
            .map(|(at, account)| (account.name.as_str(), at))
            .collect();
        let mut reach = Reach::default();
        for group in groups {
            let Some(registry) = accounts.get(group.registry.as_str()) else {
                continue;
            };
            reach.all.entry(*registry).or_default().add(group);
            for (pushes, action) in [(true, "push"), (false, "pull")] {
                if !group.can.contains(&action) {
                    continue;
                }
                for who in &group.who {
                    let Some((mover, class)) = movers.get(who.as_str()) else {
                        continue;
                    };
                    let reached = reach.by.entry((mover.clone(), pushes, *registry));
                    let reached = reached.or_default();
                    reached.add(group);
                    reached.roles.extend(class.role.clone());
                    reached.serves.extend(class.serves);
                }
            }
        }
        reach
    }

    /// What a file means, by its topology alone: quick, for companies that are not there.
    pub(super) fn meant(company: &Company) -> Reach {
        let mut reach = Reach::default();
        for registry in company.registry_accounts() {
            let regions: BTreeSet<String> = company.accounts[registry]
                .regions
                .iter()
                .map(ToString::to_string)
                .collect();
            let held: Vec<&str> = company
                .repositories_in(registry)
                .map(|one| one.name.as_str())
                .collect();
            let covered = |patterns: &[Pattern]| {
                let is_covered = |name: &&&str| patterns.iter().any(|pattern| pattern.covers(name));
                let names = held.iter().filter(is_covered);
                Reached {
                    regions: regions.clone(),
                    names: names.map(|name| ((*name).to_owned(), 1)).collect(),
                    ..Reached::default()
                }
            };
            reach.all.insert(registry, covered(&[Pattern::all()]));
            for (at, builder) in company.builders.iter().enumerate() {
                let pushed = covered(&builder.push);
                if company.pushes_to(builder).contains(&registry) && !pushed.names.is_empty() {
                    reach.by.insert((Mover::Builder(at), true, registry), pushed);
                }
            }
            for consumer in &company.consumers {
                let pulled = covered(&consumer.pull);
                let mut movers: Vec<Mover> = consumer.service.iter().cloned().map(Mover::Service).collect();
                if consumer.service.is_none() {
                    let accounts = company.consumer_accounts(consumer).into_iter();
                    let accounts = accounts.filter(|account| company.pulls_from(*account, registry));
                    movers.extend(accounts.map(Mover::Account));
                }
                for mover in movers.into_iter().filter(|_| !pulled.names.is_empty()) {
                    let reached = reach.by.entry((mover, false, registry)).or_default();
                    reached.regions.extend(pulled.regions.clone());
                    reached.names.extend(pulled.names.clone());
                    reached.roles.insert(consumer.name.clone());
                    if consumer.service.is_some() {
                        reached.serves.extend(company.consumer_accounts(consumer));
                    }
                }
            }
        }
        reach
    }

    /// Which of a registry's repositories are reached, by the patterns of the file as far as these say exactly that.
    pub(super) fn what(&self, reached: &Reached, registry: usize, patterns: &[&Pattern]) -> Vec<String> {
        let none = Reached::default();
        let all = self.all.get(&registry).unwrap_or(&none);
        let is_within = |pattern: &Pattern| {
            let mut covered = all.names.keys().filter(|name| pattern.covers(name)).peekable();
            covered.peek().is_some() && covered.all(|name| reached.names.contains_key(name))
        };
        let mut said: Vec<&Pattern> = Vec::new();
        for pattern in patterns {
            if is_within(pattern) && !said.contains(pattern) {
                said.push(pattern);
            }
        }
        let is_said = |name: &String| said.iter().any(|pattern| pattern.covers(name));
        if !reached.names.keys().all(is_said) && reached.names.len() == all.names.len() {
            return vec!["*".to_owned()];
        }
        let mut what: Vec<String> = said.iter().map(|pattern| pattern.to_string()).collect();
        for (name, count) in reached.names.iter().filter(|(name, _)| !is_said(name)) {
            what.push(match count {
                1 => name.clone(),
                count => format!("{name} and {} like it", count - 1),
            });
        }
        what
    }
}

impl Reached {
    fn add(&mut self, group: &Group) {
        self.regions.insert(group.region.clone());
        self.names.insert(group.repository.clone(), group.repositories);
    }
}
