//! What of a company decides how many registries it needs.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::ground::{holding, owning_units, regions};
use super::placement::{self, Placement};
use super::price::Prices;
use super::proposal::Proposal;
use super::starter;
use super::trial::{self, Trial};
use crate::company::{Account, Company, Purpose, Requirements, Topology, Volumes};
use crate::file::Draft;

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
    /// Pairs of an account and a Region in which images run.
    pub sites: u64,
    /// Repositories.
    pub repositories: u64,
    /// How much goes in and out.
    pub volumes: Volumes,
    /// The keys of the volumes that are assumed.
    pub assumed: Vec<&'static str>,
    /// What cannot be done without.
    pub requirements: Requirements,
    /// Whether some images must not leave some Regions.
    pub resident: bool,
    /// What each topology would do with images that must not leave some Regions, where it would.
    pub misplaced: BTreeMap<Topology, Misplacement>,
    /// The accounts that hold images now and would not, by topology.
    pub moved: BTreeMap<Topology, u64>,
    /// Where each topology puts images in this company; what is not here follows from what the topology is.
    pub placements: BTreeMap<Topology, Placement>,
    /// What the file would be with each topology; nothing where there is no file.
    pub trials: BTreeMap<Topology, Trial>,
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
        let production = workloads.iter().filter(|account| account.is_production());
        let (mut misplaced, mut moved) = (BTreeMap::new(), BTreeMap::new());
        let mut placements = BTreeMap::new();
        for topology in Topology::ALL {
            let proposal = Proposal::of(company, topology);
            misplaced.insert(topology, misplacement(&proposal));
            moved.insert(topology, count(proposal.given_up().len()));
            let placement = Placement::of(&proposal.company);
            if !placement.held.is_empty() {
                placements.insert(topology, placement);
            }
        }
        Facts {
            // A file without teams is one team's.
            teams: count(company.teams.len()).max(1),
            platform_teams: count(company.teams.iter().filter(|team| team.platform).count()),
            owning_units: count(owning_units(company).len()),
            accounts: count(company.accounts.len()),
            workload_accounts: count(workloads.len()),
            production_accounts: count(production.count()),
            registry_accounts: count(holding(company).len()),
            regions: count(regions(company).len()),
            sites: count(workloads.iter().map(|account| account.regions.len()).sum()),
            repositories: count(company.repositories.len()),
            volumes: company.volumes,
            assumed: Vec::new(),
            requirements: company.requirements,
            resident: !company.residency.is_empty(),
            misplaced,
            moved,
            placements,
            trials: BTreeMap::new(),
        }
    }

    /// Of a company's file, which is tried with each topology that can be the answer.
    pub fn of_file(text: &str, draft: &Draft, prices: &Prices) -> Facts {
        trial::tried(text, draft, Facts::of_draft(draft), prices)
    }

    /// Of a file, with what is assumed of its volumes.
    pub fn of_draft(draft: &Draft) -> Facts {
        Facts {
            assumed: draft.lacks_volumes.clone(),
            ..Facts::of(&draft.company)
        }
    }

    /// Dozens of teams, most of them with platforms of their own.
    pub(super) fn is_federation(&self) -> bool {
        self.teams >= 24 && self.platform_teams > self.teams / 2
    }

    /// Whether there is one account, which does everything.
    pub(super) fn is_alone(&self) -> bool {
        self.accounts == 1 && self.registry_accounts == 0
    }

    /// Accounts that run images and are not production's.
    pub(super) fn other_accounts(&self) -> u64 {
        self.workload_accounts.saturating_sub(self.production_accounts)
    }

    /// Where a topology puts images.
    pub(super) fn placement(&self, topology: Topology) -> Cow<'_, Placement> {
        let counted = self.placements.get(&topology).map(Cow::Borrowed);
        counted.unwrap_or_else(|| Cow::Owned(Placement::meant(topology, self)))
    }

    /// With other placements.
    fn placed(&self, change: impl Fn(Topology, &Placement) -> Placement) -> BTreeMap<Topology, Placement> {
        let placements = self.placements.iter();
        placements
            .map(|(topology, placement)| (*topology, change(*topology, placement)))
            .collect()
    }

    /// With so many Regions: everything works in further ones, and nothing in those that are gone.
    pub(super) fn with_regions(&self, regions: u64) -> Facts {
        let (before, regions) = (self.regions.max(1), regions.max(1));
        if regions == before {
            return self.clone();
        }
        let workloads = self.workload_accounts;
        let sites = match regions.checked_sub(before) {
            Some(further) => self.sites.saturating_add(workloads.saturating_mul(further)),
            None => self.sites.min(workloads.saturating_mul(regions)),
        };
        let facts = Facts {
            regions,
            sites,
            placements: self.placed(|_, placement| placement.with_regions(before, regions, workloads)),
            ..self.clone()
        };
        facts.with_networks_since(self)
    }

    /// With so many units that own images.
    pub(super) fn with_units(&self, units: u64) -> Facts {
        Facts {
            owning_units: units,
            placements: self.placed(|topology, placement| match topology {
                Topology::PerUnit => placement.with_units(units.max(1), self.regions.max(1)),
                _ => placement.clone(),
            }),
            ..self.clone()
        }
    }

    /// With so many accounts that run images, of which so many are production's; further ones are in all Regions.
    pub(super) fn with_accounts(&self, workloads: u64, production: u64) -> Facts {
        let (before, regions) = (self.workload_accounts, self.regions.max(1));
        let kinds = (workloads.saturating_sub(production), production);
        let facts = Facts {
            accounts: self.accounts.saturating_sub(before).saturating_add(workloads),
            workload_accounts: workloads,
            production_accounts: production,
            sites: placement::of_accounts(self.sites, before, workloads, regions),
            placements: self
                .placed(|topology, placement| placement.with_accounts(topology, before, kinds, regions)),
            ..self.clone()
        };
        facts.with_networks_since(self)
    }

    /// With as many networks for each account and Region as others have.
    fn with_networks_since(mut self, before: &Facts) -> Facts {
        self.volumes.networks = before.volumes.networks.saturating_mul(self.sites) / before.sites.max(1);
        self
    }

    /// With so many teams: further ones come with platforms of their own.
    pub(super) fn with_teams(&self, teams: u64) -> Facts {
        let platforms = match teams.checked_sub(self.teams) {
            Some(further) => self.platform_teams.saturating_add(further),
            None => self.platform_teams.saturating_mul(teams) / self.teams.max(1),
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
fn misplacement(proposal: &Proposal) -> Misplacement {
    let company = &proposal.company;
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
        company.builders = starter::builders(proposal);
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
