//! What of a company decides how many registries it needs.

use std::collections::BTreeMap;

use super::ground::{holding, owning_units, regions, regions_of, regions_of_unit};
use super::proposal::Proposal;
use super::starter;
use crate::company::{Account, Company, Environment, Purpose, Requirements, Topology, Volumes};

/// The facts, apart from all names.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// Teams that own images.
    pub teams: u64,
    /// Of them, those that run their own platform.
    pub platform_teams: u64,
    /// Organizational units that own images of their own.
    pub owning_units: u64,
    /// Accounts.
    pub accounts: u64,
    /// Of them, those that run images.
    pub workload_accounts: u64,
    /// Of them, those that serve production.
    pub production_accounts: u64,
    /// Accounts that hold images now.
    pub registry_accounts: u64,
    /// Regions in which images run.
    pub regions: u64,
    /// Where images run, if not everything does in all Regions.
    pub places: Option<Places>,
    /// Repositories.
    pub repositories: u64,
    /// How much goes in and out.
    pub volumes: Volumes,
    /// What cannot be done without.
    pub requirements: Requirements,
    /// Whether some images must not leave some Regions.
    pub resident: bool,
    /// What each topology would do with images that must not leave some Regions, where it would.
    pub misplaced: BTreeMap<Topology, Misplacement>,
    /// The accounts that hold images now and would not, by topology.
    pub moved: BTreeMap<Topology, u64>,
}

/// In how many Regions what runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Places {
    /// The Regions in which something else than production runs.
    pub others: u64,
    /// The Regions in which production runs.
    pub production: u64,
    /// The Regions of each owning unit, added up.
    pub units: u64,
    /// The Regions of each account that is not production's, added up.
    pub other_accounts: u64,
    /// The Regions of each production account, added up.
    pub production_accounts: u64,
}

/// Images where they must not be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Misplacement {
    /// When they are copied to all Regions in which they run.
    pub copied: Option<String>,
    /// When they are in the first Region only.
    pub first: Option<String>,
}

impl Facts {
    /// Of a company.
    pub fn of(company: &Company) -> Facts {
        let workloads: Vec<&Account> = company
            .accounts
            .iter()
            .filter(|account| account.purpose == Purpose::Workload)
            .collect();
        let (mut production, mut others): (Vec<&Account>, Vec<&Account>) = workloads
            .iter()
            .copied()
            .partition(|account| account.environment == Some(Environment::Production));
        // Where the file says of none that it serves production, one of them does.
        if production.is_empty() {
            production.extend(others.pop());
        }
        let units = owning_units(company);
        let (mut misplaced, mut moved) = (BTreeMap::new(), BTreeMap::new());
        for topology in Topology::ALL {
            let proposal = Proposal::of(company, topology);
            misplaced.insert(topology, misplacement(&proposal.company));
            moved.insert(topology, count(proposal.given_up(company).len()));
        }
        let sum = |accounts: &[&Account]| count(accounts.iter().map(|account| account.regions.len()).sum());
        Facts {
            // A file without teams is one team's.
            teams: count(company.teams.len()).max(1),
            platform_teams: count(company.teams.iter().filter(|team| team.platform).count()),
            owning_units: count(units.len()),
            accounts: count(company.accounts.len()),
            workload_accounts: count(workloads.len()),
            production_accounts: count(production.len()).max(1),
            registry_accounts: count(holding(company).len()),
            regions: count(regions(company).len()),
            places: Some(Places {
                others: count(regions_of(company, &others).len()).max(1),
                production: count(regions_of(company, &production).len()).max(1),
                units: units
                    .iter()
                    .map(|unit| count(regions_of_unit(company, *unit).len()))
                    .sum::<u64>()
                    .max(1),
                other_accounts: sum(&others),
                production_accounts: sum(&production).max(1),
            }),
            repositories: count(company.repositories.len()),
            volumes: company.volumes,
            requirements: company.requirements,
            resident: !company.residency.is_empty(),
            misplaced,
            moved,
        }
    }

    /// Dozens of teams, most of them with platforms of their own.
    pub(super) fn is_federation(&self) -> bool {
        self.teams >= 24 && self.platform_teams * 2 > self.teams
    }

    /// Whether there is one account, which does everything.
    pub(super) fn is_alone(&self) -> bool {
        self.accounts == 1 && self.registry_accounts == 0
    }

    /// Accounts that run images and are not production's.
    pub(super) fn other_accounts(&self) -> u64 {
        self.workload_accounts.saturating_sub(self.production_accounts)
    }

    pub(super) fn places(&self) -> Places {
        let regions = self.regions.max(1);
        self.places.unwrap_or(Places {
            others: regions,
            production: regions,
            units: self.owning_units.max(1) * regions,
            other_accounts: self.other_accounts() * regions,
            production_accounts: self.production_accounts * regions,
        })
    }

    /// With so many Regions: everything works in further ones, and nothing in those that are gone.
    pub(super) fn with_regions(&self, regions: u64) -> Facts {
        let now = self.places();
        let regions = regions.max(1);
        let each = |sum: u64, parts: u64| match regions.checked_sub(self.regions) {
            Some(further) => sum + further * parts,
            None => sum.min(parts * regions),
        };
        let facts = Facts {
            regions,
            places: Some(Places {
                others: each(now.others, 1),
                production: each(now.production, 1),
                units: each(now.units, self.owning_units.max(1)),
                other_accounts: each(now.other_accounts, self.other_accounts()),
                production_accounts: each(now.production_accounts, self.production_accounts),
            }),
            ..self.clone()
        };
        facts.with_networks_since(self)
    }

    /// With as many networks for each account and Region as others have.
    pub(super) fn with_networks_since(mut self, before: &Facts) -> Facts {
        let sum = |places: Places| places.other_accounts + places.production_accounts;
        let (old, new) = (sum(before.places()), sum(self.places()));
        self.volumes.networks = before.volumes.networks.saturating_mul(new) / old.max(1);
        self
    }

    /// With so many teams: further ones come with platforms of their own.
    pub(super) fn with_teams(&self, teams: u64) -> Facts {
        let platforms = match teams.checked_sub(self.teams) {
            Some(further) => self.platform_teams + further,
            None => self.platform_teams * teams / self.teams.max(1),
        };
        Facts {
            teams,
            platform_teams: platforms,
            ..self.clone()
        }
    }
}

pub(super) fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

/// Where a company's topology would put images that must not be there.
fn misplacement(company: &Company) -> Misplacement {
    let said = |company: &Company| {
        let misplaced = company.misplaced();
        misplaced.first().map(|found| company.says_misplaced(found))
    };
    if company.residency.is_empty() {
        return Misplacement::default();
    }
    let mut company = company.clone();
    if company.builders.is_empty() {
        // These are written with the answer, and what they push can make repositories.
        company.builders = starter::builders(&company);
    }
    let mut first = company.clone();
    for account in &mut first.accounts {
        account.regions.truncate(1);
    }
    Misplacement {
        copied: said(&company),
        first: said(&first),
    }
}
