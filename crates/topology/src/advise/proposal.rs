//! A company as it would be under a topology: the accounts that it lacks, those that hold no images any more, and where its
//! registries are.

use std::collections::BTreeSet;

use wharf_aws::Region;

use super::ground::{holding, owning_units, regions, regions_of_unit, regions_where};
use super::independence::production_units;
use super::starter;
use crate::company::{Account, Company, Environment, Purpose, Repository, Topology};

/// What a company would be.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The company under the topology.
    pub company: Company,
    /// How many of its accounts there were: those from here on are new.
    pub known: usize,
    /// The accounts that hold images before it, as far as the file says it.
    pub held: BTreeSet<usize>,
}

/// Units whose accounts serve all others.
const COMMON_UNITS: [&str; 6] = [
    "infrastructure",
    "platform",
    "shared",
    "shared-services",
    "core",
    "tools",
];

impl Proposal {
    /// A company under a topology.
    pub fn of(company: &Company, topology: Topology) -> Proposal {
        let mut proposal = Proposal {
            company: Company {
                topology,
                ..company.clone()
            },
            known: company.accounts.len(),
            held: holding(company),
        };
        match topology {
            Topology::Shared => {
                let registry = proposal.build_account();
                proposal.reach(registry, regions(company));
            }
            Topology::Dedicated => {
                let registry = proposal.registry(None, |_| true, "registry");
                proposal.only_registries(&[registry]);
                proposal.reach(registry, regions(company));
            }
            Topology::Split => {
                let others = proposal.registry(None, |it| !it.is_production(), "registry");
                let production = proposal.registry(
                    Some(Environment::Production),
                    Account::is_production,
                    "registry-prod",
                );
                proposal.only_registries(&[others, production]);
                proposal.reach(others, regions_where(company, |it| !it.is_production()));
                proposal.reach(production, regions_where(company, Account::is_production));
            }
            Topology::Replicated => {
                let build = proposal.registry(None, |it| !it.is_production(), "registry");
                proposal.only_registries(&[build]);
                proposal.reach(build, regions_where(company, |it| !it.is_production()));
            }
            Topology::PerUnit => {
                for unit in owning_units(company).into_iter().chain(production_units(company)) {
                    proposal.registry_of_unit(unit);
                }
            }
            Topology::PerAccount => {}
        }
        proposal.leave_given_up();
        if topology == Topology::PerAccount {
            proposal.place_repositories();
        }
        proposal.name_homes(company);
        proposal
    }

    /// The accounts that hold images now and would not.
    pub fn given_up(&self) -> Vec<usize> {
        let kept = self.company.registry_accounts();
        let held = self.held.iter().copied();
        held.filter(|account| !kept.contains(account)).collect()
    }

    /// The registry account of some kind that holds most repositories, or a new one.
    fn registry(
        &mut self,
        environment: Option<Environment>,
        is_meant: impl Fn(&Account) -> bool,
        name: &str,
    ) -> usize {
        let accounts = self.company.accounts.iter().enumerate();
        let registries = accounts.filter(|(_, account)| account.purpose == Purpose::Registry);
        let found: Vec<usize> = registries
            .filter(|(_, account)| is_meant(account))
            .map(|(at, _)| at)
            .collect();
        // Of equals the first of the file.
        let best = found.into_iter().rev().max_by_key(|at| self.holds_now(*at));
        best.unwrap_or_else(|| {
            let units = self.company.units.iter();
            let unit = units
                .map(|unit| unit.name.as_str())
                .position(|name| COMMON_UNITS.contains(&name));
            self.add(name, Purpose::Registry, environment, unit)
        })
    }

    /// How many repositories the registry of an account holds, by what the file says of owners.
    fn holds_now(&self, account: usize) -> usize {
        let owned = Company {
            topology: Topology::PerUnit,
            ..self.company.clone()
        };
        owned.repositories_in(account).count()
    }

    fn add(
        &mut self,
        name: &str,
        purpose: Purpose,
        environment: Option<Environment>,
        unit: Option<usize>,
    ) -> usize {
        let is_taken = |name: &str| self.company.accounts.iter().any(|account| account.name == name);
        let mut names =
            std::iter::once(name.to_owned()).chain((2_u32..).map(|number| format!("{name}-{number}")));
        let free = names.find(|name| !is_taken(name)).unwrap_or_default();
        self.company.accounts.push(Account {
            name: free,
            id: None,
            email: None,
            environment,
            purpose,
            unit,
            regions: self.company.regions.clone(),
            says_regions: false,
        });
        self.company.accounts.len() - 1
    }

    /// Other registry accounts are none any more: what they hold is to move, and nothing is asked of them.
    fn only_registries(&mut self, kept: &[usize]) {
        for (at, account) in self.company.accounts.iter_mut().enumerate() {
            if account.purpose == Purpose::Registry && !kept.contains(&at) {
                account.purpose = Purpose::Retired;
            }
        }
    }

    /// A registry is where images run: a new one, or one of which the file says no Regions, only there, another one there, too.
    fn reach(&mut self, account: usize, wanted: Vec<Region>) {
        let is_new = account >= self.known;
        let is_said = self.company.says_regions || self.company.accounts[account].says_regions;
        let account = &mut self.company.accounts[account];
        if is_new || !is_said {
            account.regions = wanted;
            return;
        }
        let lacking = wanted
            .into_iter()
            .filter(|region| !account.regions.contains(region));
        let lacking: Vec<Region> = lacking.collect();
        account.regions.extend(lacking);
    }

    /// The development account has the registry: the first account that is not production's where none is called so.
    fn build_account(&mut self) -> usize {
        if let Some(account) = self.company.registry_accounts().first() {
            return *account;
        }
        let mut accounts = self.company.accounts.iter();
        let first =
            accounts.position(|account| account.purpose == Purpose::Workload && !account.is_production());
        match first {
            Some(first) => {
                self.company.accounts[first].environment = Some(Environment::Development);
                first
            }
            None => self.add("dev", Purpose::Workload, Some(Environment::Development), None),
        }
    }

    /// A unit has a registry account, where its accounts run images.
    fn registry_of_unit(&mut self, unit: usize) {
        let mut accounts = self.company.accounts.iter();
        let found =
            accounts.position(|account| account.purpose == Purpose::Registry && account.unit == Some(unit));
        let wanted = regions_of_unit(&self.company, unit);
        let account = found.unwrap_or_else(|| {
            let name = format!("{}-registry", self.company.units[unit].name);
            self.add(&name, Purpose::Registry, None, Some(unit))
        });
        self.reach(account, wanted);
        let held = &self.company.accounts[account].regions;
        let allowed = held.iter().filter(|region| self.company.may_hold(unit, region));
        let allowed: Vec<Region> = allowed.cloned().collect();
        if !allowed.is_empty() {
            self.company.accounts[account].regions = allowed;
        }
    }

    /// No repository is in an account that has no registry.
    fn leave_given_up(&mut self) {
        let registries = self.company.registry_accounts();
        for repository in &mut self.company.repositories {
            repository.accounts.retain(|account| registries.contains(account));
        }
    }

    /// A repository that named only accounts without a registry is where it would be without `accounts`: the file says so.
    fn name_homes(&mut self, now: &Company) {
        let registries = self.company.registry_accounts();
        for (at, before) in now.repositories.iter().enumerate() {
            let repository = &self.company.repositories[at];
            if before.accounts.is_empty() || !repository.accounts.is_empty() {
                continue;
            }
            let homes = registries.iter().copied();
            let homes: Vec<usize> = homes
                .filter(|account| self.company.holds(*account, repository))
                .collect();
            self.company.repositories[at].accounts = homes;
        }
    }

    /// A repository is in the accounts that pull it, and in those that it is promoted from, if not in all.
    fn place_repositories(&mut self) {
        let places: Vec<Vec<usize>> = self
            .company
            .repositories
            .iter()
            .map(|repository| self.users(repository))
            .collect();
        for (repository, places) in self.company.repositories.iter_mut().zip(places) {
            if repository.accounts.is_empty() {
                repository.accounts = places;
            }
        }
    }

    /// The accounts with a registry that a repository is used in; none when these are all.
    fn users(&self, repository: &Repository) -> Vec<usize> {
        let company = &self.company;
        let registries = company.registry_accounts();
        let written = match company.builders.is_empty() {
            true => starter::builders(company, &self.held),
            false => Vec::new(),
        };
        let mut builders = company.builders.iter().chain(&written);
        let promotes = builders.any(|builder| builder.environments.len() < 3);
        let is_used = |account: &usize| {
            let pulls = company.consumers.iter().any(|consumer| {
                company.consumer_accounts(consumer).contains(account)
                    && consumer
                        .pull
                        .iter()
                        .any(|pattern| pattern.covers(&repository.name))
            });
            let production = company.accounts[*account].environment == Some(Environment::Production);
            pulls || promotes && !production
        };
        let used: Vec<usize> = registries.iter().copied().filter(is_used).collect();
        match used.is_empty() || used.len() == registries.len() {
            true => Vec::new(),
            false => used,
        }
    }
}
