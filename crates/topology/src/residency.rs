//! Where images must not leave: which registries would hold them elsewhere.

use wharf_aws::Region;

use crate::company::{Company, Repository, Residency, Resident};
use crate::pattern::Pattern;

/// A registry that would hold images where they must not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misplaced {
    /// Which of the company's residencies says so.
    pub residency: usize,
    /// The repository or the pattern of its images; `None` for everything that is in the registry.
    pub images: Option<String>,
    /// The account that has the registry.
    pub account: usize,
    /// Where.
    pub region: Region,
}

impl Company {
    /// The registries of the company's topology that would hold images where they must not be: one for each residency, account and
    /// Region.
    pub fn misplaced(&self) -> Vec<Misplaced> {
        let mut found = Vec::new();
        for (at, residency) in self.residency.iter().enumerate() {
            for account in self.registry_accounts() {
                for region in &self.accounts[account].regions {
                    if residency.regions.contains(region) {
                        continue;
                    }
                    let images = self.resident_images(residency, account);
                    found.extend(images.map(|images| Misplaced {
                        residency: at,
                        images,
                        account,
                        region: region.clone(),
                    }));
                }
            }
        }
        found
    }

    /// What of a residency is in the registry of an account: nothing, some images, or the whole registry.
    fn resident_images(&self, residency: &Residency, account: usize) -> Option<Option<String>> {
        let first = |is_meant: &dyn Fn(&Repository) -> bool| {
            let mut held = self.repositories_in(account);
            let found = held.find(|repository| is_meant(repository));
            found.map(|repository| Some(repository.name.clone()))
        };
        match &residency.of {
            Resident::All => Some(None),
            Resident::Pattern(pattern) => {
                let is_held = first(&|repository| pattern.covers(&repository.name)).is_some();
                let is_there = self
                    .repositories
                    .iter()
                    .any(|repository| pattern.covers(&repository.name));
                // Names that are still to come are held where their pattern is.
                let to_come = Repository {
                    name: pattern.as_str().replace('*', "x"),
                    immutable: false,
                    accounts: Vec::new(),
                };
                let is_meant = is_held || !is_there && self.holds(account, &to_come);
                is_meant.then(|| Some(pattern.to_string()))
            }
            Resident::Unit(unit) => match self.is_within(self.accounts[account].unit, *unit) {
                true => Some(None),
                false => first(&|repository| self.is_of_unit(repository, *unit)),
            },
            Resident::Account(resident) if *resident == account => Some(None),
            Resident::Account(resident) => {
                let patterns = self.pulled_by_name(*resident);
                first(&|repository| patterns.iter().any(|pattern| pattern.covers(&repository.name)))
            }
        }
    }

    /// Whether all images of a unit may be stored in a Region.
    pub(crate) fn may_hold(&self, unit: usize, region: &Region) -> bool {
        let binds = |residency: &Residency| match &residency.of {
            Resident::All => true,
            Resident::Pattern(pattern) => {
                let mut covered = self.repositories.iter();
                covered
                    .any(|repository| pattern.covers(&repository.name) && self.is_of_unit(repository, unit))
            }
            Resident::Unit(resident) => self.is_within(Some(unit), *resident),
            Resident::Account(account) => {
                let patterns = self.pulled_by_name(*account);
                let mut owned = self
                    .repositories
                    .iter()
                    .filter(|repository| self.is_of_unit(repository, unit));
                owned.any(|repository| patterns.iter().any(|pattern| pattern.covers(&repository.name)))
            }
        };
        let mut binding = self.residency.iter().filter(|residency| binds(residency));
        binding.all(|residency| residency.regions.contains(region))
    }

    /// Whether a team of a unit, or of one below it, owns a repository.
    fn is_of_unit(&self, repository: &Repository, unit: usize) -> bool {
        let owns = |patterns: &[Pattern]| patterns.iter().any(|pattern| pattern.covers(&repository.name));
        self.teams
            .iter()
            .any(|team| self.is_within(team.unit, unit) && owns(&team.repositories))
    }

    /// What the consumers of an account pull, but for those that pull everything.
    fn pulled_by_name(&self, account: usize) -> Vec<&Pattern> {
        let consumers = self.consumers.iter();
        let there = consumers.filter(|consumer| self.consumer_accounts(consumer).contains(&account));
        let patterns = there.flat_map(|consumer| &consumer.pull);
        patterns.filter(|pattern| pattern.as_str() != "*").collect()
    }

    /// What a residency is about, as the file says it.
    pub(crate) fn resident(&self, residency: &Residency) -> String {
        match &residency.of {
            Resident::All => "all images".to_owned(),
            Resident::Pattern(pattern) => format!("`{pattern}`"),
            Resident::Unit(unit) => format!("images of unit {}", self.units[*unit].name),
            Resident::Account(account) => format!("images of account {}", self.accounts[*account].name),
        }
    }

    /// Why a registry must not be where it would be.
    pub fn says_misplaced(&self, misplaced: &Misplaced) -> String {
        let residency = &self.residency[misplaced.residency];
        let allowed: Vec<&str> = residency.regions.iter().map(Region::as_str).collect();
        let resident = self.resident(residency);
        let images = match (&misplaced.images, &residency.of) {
            (Some(images), Resident::Unit(_) | Resident::Account(_)) => format!("{resident} (`{images}`)"),
            _ => resident,
        };
        format!(
            "{images} may be stored in {} only, and the registry of {} in {} would hold them",
            allowed.join(", "),
            self.accounts[misplaced.account].name,
            misplaced.region
        )
    }
}
