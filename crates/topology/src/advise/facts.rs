//! What of a company decides how many registries it needs.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::ground::{count, holding, owning_units, regions};
use super::placement::{self, Held, Placement, number};
use super::proposal::Proposal;
use super::starter;
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

/// What a file would be with a topology.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trial {
    /// What AWS would refuse, each with what to write instead.
    pub over: Vec<String>,
    /// The file's assertions that would not hold; nothing where that was not asked.
    pub refuted: Option<Vec<String>>,
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
        counted.unwrap_or_else(|| Cow::Owned(self.meant(topology)))
    }

    /// Where it puts them by what it is: of facts without a file.
    fn meant(&self, topology: Topology) -> Placement {
        let regions = self.regions.max(1);
        let production = self.production_accounts;
        let others = self.other_accounts();
        let held = match topology {
            Topology::Shared | Topology::Dedicated => vec![Held::new(1, regions, 1.0)],
            Topology::Split => vec![Held::new(1, regions, 1.0), Held::of_production(1, regions)],
            Topology::Replicated => {
                vec![
                    Held::new(1, regions, 1.0),
                    Held::of_production(production, regions),
                ]
            }
            // Units share nothing: each keeps its part of the images.
            Topology::PerUnit => {
                let units = self.owning_units.max(1);
                vec![Held::new(units, regions, 1.0 / number(units))]
            }
            Topology::PerAccount => vec![
                Held::new(others, regions, 1.0),
                Held::of_production(production, regions),
            ],
        };
        let mut placement = Placement {
            held,
            sites: self.workload_accounts.saturating_mul(regions),
            elsewhere: self.workload_accounts.saturating_mul(regions - 1),
            afar: 0,
            shared: (topology == Topology::PerUnit && production > 0 && others > 0).then(|| {
                "production must pull when what others share is gone, and in its unit it shares a registry".to_owned()
            }),
        };
        placement.promoted_from_somewhere();
        placement
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
        company.builders = starter::builders(&proposal.company, &proposal.held);
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
