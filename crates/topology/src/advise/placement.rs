//! Where a topology puts a company's images, as numbers: counted in the company as its file would be written. What advice says of
//! registries, copies and costs comes from here, so that it is true of that file. For facts without a file, numbers that are supposed
//! among them, it follows from what the topology is.

use super::ground::count;
use crate::company::{Company, Purpose, Topology};

/// The registries of a topology, and those that pull from them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Placement {
    /// The accounts with registries, alike ones together.
    pub held: Vec<Held>,
    /// Pairs of an account and a Region in which images are pulled.
    pub sites: u64,
    /// Of them, those in another Region than the first one of the registries that they pull from.
    pub elsewhere: u64,
    /// Of these, those in whose Region there is no registry at all.
    pub afar: u64,
    /// Why production cannot pull when what others share is gone, where that depends on the company.
    pub shared: Option<String>,
}

/// Accounts with registries that are alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Held {
    /// How many accounts.
    pub accounts: u64,
    /// In how many Regions each has a registry.
    pub regions: u64,
    /// Whether they are production's.
    pub is_production: bool,
    /// The share of all repositories that each has, with all their images.
    pub whole: f64,
    /// The share of all repositories of which each has what is promoted.
    pub promoted: f64,
}

impl Held {
    pub(super) fn new(accounts: u64, regions: u64, whole: f64) -> Held {
        Held {
            accounts,
            regions,
            is_production: false,
            whole,
            promoted: 0.0,
        }
    }

    pub(super) fn of_production(accounts: u64, regions: u64) -> Held {
        Held {
            is_production: true,
            promoted: 1.0,
            ..Held::new(accounts, regions, 0.0)
        }
    }
}

impl Placement {
    /// Of a company under its topology.
    pub(super) fn of(company: &Company) -> Placement {
        let registries = company.registry_accounts();
        let mut placement = Placement::default();
        for (account, (whole, promoted)) in registries.iter().zip(shares(company, &registries)) {
            let account = &company.accounts[*account];
            placement.add(Held {
                accounts: 1,
                regions: count(account.regions.len()),
                is_production: account.is_production(),
                whole,
                promoted,
            });
        }
        placement.serve(company, &registries);
        placement.shared = super::independence::shared(company, &registries);
        placement
    }

    /// Registries, over all Regions.
    pub(super) fn registries(&self) -> u64 {
        let registries = self
            .held
            .iter()
            .map(|held| held.accounts.saturating_mul(held.regions));
        registries.fold(0, u64::saturating_add).max(1)
    }

    /// Accounts that have registries.
    pub(super) fn accounts(&self) -> u64 {
        let accounts = self.held.iter().map(|held| held.accounts);
        accounts.fold(0, u64::saturating_add).max(1)
    }

    /// Whether every repository is in one account.
    pub(super) fn is_once(&self) -> bool {
        let shares = self
            .held
            .iter()
            .map(|held| number(held.accounts) * (held.whole + held.promoted));
        shares.sum::<f64>() < 1.000_001
    }

    /// Accounts with registries that are alike, counted together.
    fn add(&mut self, more: Held) {
        let alike = |held: &&mut Held| {
            Held {
                accounts: more.accounts,
                ..**held
            } == more
        };
        match self.held.iter_mut().find(alike) {
            Some(held) => held.accounts = held.accounts.saturating_add(more.accounts),
            None => self.held.push(more),
        }
    }

    /// Counts where images are pulled, and how near the registries are.
    fn serve(&mut self, company: &Company, registries: &[usize]) {
        let accounts = company.accounts.iter().enumerate();
        for (at, account) in accounts.filter(|(_, account)| account.purpose == Purpose::Workload) {
            let near: Vec<usize> = registries
                .iter()
                .copied()
                .filter(|registry| company.pulls_from(at, *registry))
                .collect();
            if near.is_empty() {
                continue;
            }
            for region in &account.regions {
                let mut regions = near.iter().map(|registry| &company.accounts[*registry].regions);
                self.sites += 1;
                self.elsewhere += u64::from(!regions.clone().any(|known| known.first() == Some(region)));
                self.afar += u64::from(!regions.any(|known| known.contains(region)));
            }
        }
    }

    /// What is held before production in no registry was not promoted from there: production holds all of it.
    pub(super) fn promoted_from_somewhere(&mut self) {
        if self
            .held
            .iter()
            .any(|held| !held.is_production && held.accounts > 0)
        {
            return;
        }
        for held in &mut self.held {
            held.whole += held.promoted;
            held.promoted = 0.0;
        }
    }

    /// With so many Regions where there were `before`: so many workload accounts work in each further one, and none in those that are
    /// gone.
    pub(super) fn with_regions(&self, before: u64, regions: u64, workloads: u64) -> Placement {
        let further = regions.saturating_sub(before);
        let each = |sum: u64, accounts: u64, last: u64| match further {
            0 => sum.min(accounts.saturating_mul(last)),
            further => sum.saturating_add(accounts.saturating_mul(further)),
        };
        let mut placement = self.clone();
        for held in &mut placement.held {
            held.regions = each(held.regions, 1, regions);
        }
        placement.sites = each(self.sites, workloads, regions);
        placement.elsewhere = each(self.elsewhere, workloads, regions - 1);
        placement.afar = self.afar.min(placement.elsewhere);
        placement
    }

    /// With so many units: what is in more than one registry now is in those of further units, too.
    pub(super) fn with_units(&self, units: u64, regions: u64) -> Placement {
        let sum = |held: &[Held]| {
            held.iter()
                .map(|one| number(one.accounts) * one.whole)
                .sum::<f64>()
        };
        let (now, all) = (self.accounts(), sum(&self.held));
        let common = match now {
            1 => 0.0,
            _ => ((all - 1.0) / number(now - 1)).clamp(0.0, 1.0),
        };
        let mut placement = self.clone();
        resize(&mut placement.held, None, units, regions);
        let resized = sum(&placement.held);
        if units != now && resized > 0.0 {
            let then = 1.0 + common * number(units.saturating_sub(1));
            for held in &mut placement.held {
                held.whole *= then / resized;
            }
        }
        placement
    }

    /// With so many accounts that are not production's and so many that are, where there were `before` in all. Further ones are in all
    /// Regions and hold what those that are there hold on average.
    pub(super) fn with_accounts(
        &self,
        topology: Topology,
        before: u64,
        (others, production): (u64, u64),
        regions: u64,
    ) -> Placement {
        let mut placement = self.clone();
        if topology == Topology::PerAccount {
            resize(&mut placement.held, Some(false), others, regions);
        }
        if matches!(topology, Topology::PerAccount | Topology::Replicated) {
            resize(&mut placement.held, Some(true), production, regions);
        }
        placement.promoted_from_somewhere();
        let now = others.saturating_add(production);
        placement.sites = of_accounts(self.sites, before, now, regions);
        placement.elsewhere = of_accounts(self.elsewhere, before, now, regions - 1);
        placement.afar = self.afar.min(placement.elsewhere);
        placement
    }
}

/// A sum over accounts with so many of them: further ones count so much each, of fewer it is their part.
pub(super) fn of_accounts(sum: u64, before: u64, now: u64, each: u64) -> u64 {
    match now.checked_sub(before) {
        Some(further) => sum.saturating_add(further.saturating_mul(each)),
        None => sum.saturating_mul(now) / before.max(1),
    }
}

/// The accounts that are production's, those that are not, or all become so many.
fn resize(all: &mut Vec<Held>, production: Option<bool>, accounts: u64, regions: u64) {
    let is_meant = |held: &Held| production.is_none_or(|production| held.is_production == production);
    let meant = |held: &&Held| is_meant(held);
    let now = all.iter().filter(meant).map(|held| held.accounts);
    let now = now.fold(0, u64::saturating_add);
    let mean = |of: fn(&Held) -> f64| {
        let sums = all
            .iter()
            .filter(meant)
            .map(|held| number(held.accounts) * of(held));
        sums.sum::<f64>() / number(now)
    };
    let average = match now {
        0 if production == Some(true) => Held::of_production(0, regions),
        0 => Held::new(0, regions, 1.0),
        _ => Held {
            accounts: 0,
            regions,
            is_production: production == Some(true),
            whole: mean(|held| held.whole),
            promoted: mean(|held| held.promoted),
        },
    };
    match accounts.checked_sub(now) {
        Some(0) => {}
        Some(further) => all.push(Held {
            accounts: further,
            ..average
        }),
        None => {
            let mut left = accounts;
            for held in all.iter_mut().filter(|held| is_meant(held)) {
                held.accounts = held.accounts.min(left);
                left -= held.accounts;
            }
        }
    }
}

/// Of each registry's account the share of all repositories that it has whole, and that of which it has what is promoted: production's
/// of what is held before it, too.
fn shares(company: &Company, registries: &[usize]) -> Vec<(f64, f64)> {
    let is_production = |account: usize| company.accounts[account].is_production();
    // Under the others every push goes to every registry.
    let is_promoted = matches!(
        company.topology,
        Topology::Split | Topology::Replicated | Topology::PerAccount
    );
    let mut counts = vec![(0_u64, 0_u64); company.accounts.len()];
    let mut count_in = |homes: &[usize]| {
        let is_held_before = is_promoted && homes.iter().any(|home| !is_production(*home));
        for home in homes {
            match is_held_before && is_production(*home) {
                true => counts[*home].1 += 1,
                false => counts[*home].0 += 1,
            }
        }
    };
    for repository in &company.repositories {
        if repository.accounts.is_empty() {
            let homes = registries.iter().copied();
            let homes: Vec<usize> = homes
                .filter(|registry| company.holds(*registry, repository))
                .collect();
            count_in(&homes);
            continue;
        }
        let mut homes = repository.accounts.clone();
        homes.sort_unstable();
        homes.dedup();
        homes.retain(|home| registries.binary_search(home).is_ok());
        count_in(&homes);
    }
    let all = count(company.repositories.len());
    if all == 0 {
        // Names are still to come: in each unit its own, else in all.
        let part = match company.topology {
            Topology::PerUnit => 1.0 / number(count(registries.len()).max(1)),
            _ => 1.0,
        };
        let is_before = registries.iter().any(|account| !is_production(*account));
        let share = |account: &usize| match is_promoted && is_before && is_production(*account) {
            true => (0.0, part),
            false => (part, 0.0),
        };
        return registries.iter().map(share).collect();
    }
    let share = |number_of: u64| number(number_of) / number(all);
    let of = registries.iter().map(|account| counts[*account]);
    of.map(|(whole, promoted)| (share(whole), share(promoted)))
        .collect()
}

pub(super) fn number(count: u64) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts are far below 2^53, and money is rounded"
    )]
    let number = count as f64;
    number
}
