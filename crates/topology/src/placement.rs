//! Which accounts hold registries under a topology, what is in them, who pushes to them and who pulls from them.

use wharf_aws::Region;

use crate::company::{Account, Builder, Company, Consumer, Environment, Purpose, Repository, Topology};
use crate::desired::created;
use crate::pattern::Pattern;
use crate::rule::Rule;
use crate::service;

impl Company {
    /// The accounts whose registries hold the company's images, in the order of the file.
    pub fn registry_accounts(&self) -> Vec<usize> {
        let of = |wanted: &dyn Fn(&Account) -> bool| {
            let accounts = self.accounts.iter().enumerate();
            let found = accounts.filter(|(_, account)| wanted(account)).map(|(at, _)| at);
            found.collect::<Vec<usize>>()
        };
        match self.topology {
            Topology::Shared => match first(of(&|account| {
                account.environment == Some(Environment::Development)
            })) {
                // A company of one account has its registry there.
                none if none.is_empty() && self.accounts.len() == 1 => vec![0],
                found => found,
            },
            Topology::Dedicated => first(of(&|account| account.purpose == Purpose::Registry)),
            Topology::PerAccount => of(&|account| account.purpose == Purpose::Workload),
            Topology::PerUnit => {
                of(&|account| account.purpose == Purpose::Registry && account.unit.is_some())
            }
            Topology::Split => of(&|account| account.purpose == Purpose::Registry),
            Topology::Replicated => {
                let mut accounts = first(of(&|account| {
                    account.purpose == Purpose::Registry
                        && account.environment != Some(Environment::Production)
                }));
                accounts.extend(of(&|account| {
                    account.purpose == Purpose::Workload
                        && account.environment == Some(Environment::Production)
                }));
                accounts.sort_unstable();
                accounts
            }
        }
    }

    /// What is in the registry of an account.
    pub fn repositories_in(&self, account: usize) -> impl Iterator<Item = &Repository> {
        self.repositories
            .iter()
            .filter(move |repository| self.holds(account, repository))
    }

    /// Whether a repository is in an account's registry. What the file does not list is where it would be if it were listed without
    /// `accounts`.
    pub(crate) fn holds(&self, account: usize, repository: &Repository) -> bool {
        if Rule::AccountsPlace.holds(!repository.accounts.is_empty()) {
            return repository.accounts.contains(&account);
        }
        if self.topology != Topology::PerUnit {
            return true;
        }
        let mut owners = self.teams.iter().filter(|team| {
            team.unit.is_some()
                && team
                    .repositories
                    .iter()
                    .any(|pattern| Rule::TeamsOwn.holds(pattern.covers(&repository.name)))
        });
        let Some(owner) = owners.next() else {
            // A repository without a team is every account's.
            return Rule::EverybodysIsEverywhere.holds(true);
        };
        owner.unit.is_some_and(|unit| {
            Rule::UnitsHoldTheirs.holds(self.is_within(self.accounts[account].unit, unit))
        })
    }

    /// The patterns under which the pushes of a builder make repositories.
    pub(crate) fn creates(&self, builder: &Builder) -> Vec<Pattern> {
        created(self, &builder.push)
    }

    /// Whether a place in the tree is a unit, or below it.
    pub fn is_within(&self, place: Option<usize>, unit: usize) -> bool {
        let mut at = place;
        while let Some(place) = at {
            if place == unit {
                return true;
            }
            at = self.units[place].parent.filter(|_| Rule::UnitsNest.holds(true));
        }
        false
    }

    /// The accounts of a unit and of those below it.
    pub fn accounts_within(&self, unit: usize) -> impl Iterator<Item = usize> + '_ {
        let accounts = self.accounts.iter().enumerate();
        accounts
            .filter(move |(_, account)| self.is_within(account.unit, unit))
            .map(|(at, _)| at)
    }

    /// The accounts that a consumer has a role in.
    pub fn consumer_accounts(&self, consumer: &Consumer) -> Vec<usize> {
        let in_units = consumer.units.iter().flat_map(|unit| self.accounts_within(*unit));
        let mut accounts: Vec<usize> = consumer.accounts.iter().copied().chain(in_units).collect();
        accounts.sort_unstable();
        accounts.dedup();
        accounts
    }

    /// Whether the service that a consumer is acts for an account in a Region: one that pulls from its own Region only is where the account
    /// is.
    pub(crate) fn acts_in(&self, consumer: &Consumer, account: usize, region: &Region) -> bool {
        let is_regional = consumer.service.as_deref().is_some_and(service::is_regional);
        !is_regional || self.accounts[account].regions.contains(region)
    }

    /// The accounts that have functions and machines, and not only images or the organization.
    pub(crate) fn working_accounts(&self) -> impl Iterator<Item = usize> + '_ {
        let accounts = self.accounts.iter().enumerate();
        let works = |purpose: Purpose| {
            !matches!(
                purpose,
                Purpose::Registry | Purpose::Management | Purpose::Retired
            )
        };
        accounts
            .filter(move |(_, account)| works(account.purpose))
            .map(|(at, _)| at)
    }

    /// The registry accounts that a builder pushes to.
    pub fn pushes_to(&self, builder: &Builder) -> Vec<usize> {
        let registries = self.registry_accounts().into_iter();
        registries
            .filter(|account| self.pushes_into(builder, *account))
            .collect()
    }

    /// Whether a builder pushes to an account that has a registry.
    pub(crate) fn pushes_into(&self, builder: &Builder, account: usize) -> bool {
        let environment = self.accounts[account].environment;
        let is_meant = |environment: Environment| builder.environments.contains(&environment);
        let in_environment = match self.topology {
            Topology::Shared | Topology::Dedicated | Topology::PerUnit => true,
            Topology::PerAccount => Rule::PushesInEnvironment.holds(environment.is_none_or(is_meant)),
            Topology::Split | Topology::Replicated if environment == Some(Environment::Production) => {
                Rule::PushesToProduction.holds(is_meant(Environment::Production))
            }
            Topology::Split | Topology::Replicated => Rule::PushesBeforeProduction
                .holds(is_meant(Environment::Development) || is_meant(Environment::Test)),
        };
        let has_some = || {
            let mut repositories = self.repositories_in(account);
            repositories.any(|repository| {
                builder
                    .push
                    .iter()
                    .any(|pattern| pattern.covers(&repository.name))
            })
        };
        in_environment && (self.topology != Topology::PerUnit || Rule::PushesWhatIsThere.holds(has_some()))
    }

    /// The account of a builder's role that pushes to a registry account.
    pub fn builder_account(&self, builder: &Builder, registry: usize) -> usize {
        builder.account.unwrap_or(registry)
    }

    /// Whether those of an account pull from the registry of another, as far as the topology says.
    pub fn pulls_from(&self, account: usize, registry: usize) -> bool {
        let production = |at: usize| self.accounts[at].environment == Some(Environment::Production);
        match self.topology {
            Topology::Shared | Topology::Dedicated => true,
            Topology::PerAccount => Rule::PullsFromItself.holds(account == registry),
            Topology::PerUnit => self.accounts[registry].unit.is_some_and(|unit| {
                Rule::PullsInUnit.holds(self.is_within(self.accounts[account].unit, unit))
            }),
            Topology::Split => Rule::PullsInHalf.holds(production(account) == production(registry)),
            Topology::Replicated => match production(account) {
                true => account == registry,
                false => !production(registry),
            },
        }
    }
}

fn first(mut accounts: Vec<usize>) -> Vec<usize> {
    accounts.truncate(1);
    accounts
}
