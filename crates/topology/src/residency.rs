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
    /// The builder whose pushes would make them there, where they are not there by what the file lists.
    pub made_by: Option<usize>,
}

/// What of a residency is, or can come to be, in a registry.
struct Found {
    images: Option<String>,
    made_by: Option<usize>,
}

impl Found {
    /// Everything that is in the registry.
    const ALL: Found = Found {
        images: None,
        made_by: None,
    };

    fn listed(images: String) -> Found {
        Found {
            images: Some(images),
            made_by: None,
        }
    }
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
                    let held = self.resident_images(residency, account);
                    found.extend(held.map(|held| Misplaced {
                        residency: at,
                        images: held.images,
                        account,
                        region: region.clone(),
                        made_by: held.made_by,
                    }));
                }
            }
        }
        found
    }

    /// What of a residency is in the registry of an account, or can be made there by a push: nothing, some images, or all.
    fn resident_images(&self, residency: &Residency, account: usize) -> Option<Found> {
        let first = |is_meant: &dyn Fn(&Repository) -> bool| {
            let mut held = self.repositories_in(account);
            let found = held.find(|repository| is_meant(repository));
            found.map(|repository| Found::listed(repository.name.clone()))
        };
        match &residency.of {
            Resident::All => Some(Found::ALL),
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
                match is_meant {
                    true => Some(Found::listed(pattern.to_string())),
                    false => self.made(account, &[pattern]),
                }
            }
            Resident::Unit(unit) => match self.is_within(self.accounts[account].unit, *unit) {
                true => Some(Found::ALL),
                false => first(&|repository| self.is_of_unit(repository, *unit))
                    .or_else(|| self.made(account, &self.owned_in(*unit))),
            },
            Resident::Account(resident) if *resident == account => Some(Found::ALL),
            Resident::Account(resident) => {
                let patterns = self.pulled_by_name(*resident);
                let is_named =
                    |repository: &Repository| patterns.iter().any(|pattern| pattern.covers(&repository.name));
                first(&is_named)
                    .or_else(|| self.made(account, &patterns))
                    .or_else(|| self.pulled_with_all(*resident, account))
            }
        }
    }

    /// What an account that pulls everything has in a registry: all of one that it pulls from, and of another what is, or can be
    /// made, in those, too.
    fn pulled_with_all(&self, resident: usize, account: usize) -> Option<Found> {
        if !self.pulls_all(resident) {
            return None;
        }
        if self.pulls_from(resident, account) {
            return Some(Found::ALL);
        }
        let registries = self.registry_accounts().into_iter();
        let near: Vec<usize> = registries
            .filter(|registry| self.pulls_from(resident, *registry))
            .collect();
        let mut held = self.repositories_in(account);
        let is_near =
            |repository: &&Repository| near.iter().any(|registry| self.holds(*registry, repository));
        if let Some(repository) = held.find(is_near) {
            return Some(Found::listed(repository.name.clone()));
        }
        let made: Vec<Pattern> = near
            .iter()
            .flat_map(|registry| self.made_in(*registry))
            .map(|(_, pattern)| pattern)
            .collect();
        self.made(account, &made.iter().collect::<Vec<&Pattern>>())
    }

    /// The patterns under which pushes make repositories in the registry of an account, with the builder of each.
    fn made_in(&self, account: usize) -> impl Iterator<Item = (usize, Pattern)> + '_ {
        let builders = self.builders.iter().enumerate();
        // Without templates pushes make nothing, which is known at once.
        let making = builders
            .filter(move |(_, builder)| !self.templates.is_empty() && self.pushes_into(builder, account));
        making.flat_map(|(at, builder)| self.creates(builder).into_iter().map(move |made| (at, made)))
    }

    /// What a push can make in a registry that is under one of these patterns.
    fn made(&self, account: usize, patterns: &[&Pattern]) -> Option<Found> {
        self.made_in(account).find_map(|(builder, made)| {
            let pattern = patterns.iter().find(|pattern| pattern.meets(&made))?;
            // The narrower of both is what is meant.
            let images = if pattern.includes(&made) { &made } else { pattern };
            Some(Found {
                images: Some(images.to_string()),
                made_by: Some(builder),
            })
        })
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
                    || self.pulls_all(*account) && self.is_within(self.accounts[*account].unit, unit)
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

    /// What the teams of a unit, and of those below it, own.
    fn owned_in(&self, unit: usize) -> Vec<&Pattern> {
        let teams = self.teams.iter();
        let own = teams.filter(|team| self.is_within(team.unit, unit));
        own.flat_map(|team| &team.repositories).collect()
    }

    /// What the consumers of an account pull.
    fn pulled(&self, account: usize) -> impl Iterator<Item = &Pattern> {
        let consumers = self.consumers.iter();
        let there = consumers.filter(move |consumer| {
            let is_everywhere = consumer.accounts.is_empty() && consumer.units.is_empty();
            // A service that names no account is for all.
            consumer.service.is_some() && is_everywhere || self.consumer_accounts(consumer).contains(&account)
        });
        there.flat_map(|consumer| &consumer.pull)
    }

    /// What the consumers of an account pull, but for those that pull everything.
    fn pulled_by_name(&self, account: usize) -> Vec<&Pattern> {
        self.pulled(account)
            .filter(|pattern| pattern.as_str() != "*")
            .collect()
    }

    /// Whether a consumer of an account pulls everything.
    fn pulls_all(&self, account: usize) -> bool {
        self.pulled(account).any(|pattern| pattern.as_str() == "*")
    }

    /// What a residency is about, as the file says it.
    pub(crate) fn resident(&self, residency: &Residency) -> String {
        match &residency.of {
            Resident::All => "all images".to_owned(),
            Resident::Pattern(pattern) => format!("`{pattern}`"),
            // A file may name what it does not have: that is told at its own place.
            Resident::Unit(unit) => match self.units.get(*unit) {
                Some(unit) => format!("images of unit {}", unit.name),
                None => "images of a unit".to_owned(),
            },
            Resident::Account(account) => match self.accounts.get(*account) {
                Some(account) => format!("images of account {}", account.name),
                None => "images of an account".to_owned(),
            },
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
        let registry = format!(
            "the registry of {} in {}",
            self.accounts[misplaced.account].name, misplaced.region
        );
        let how = match misplaced.made_by {
            None => format!("{registry} would hold them"),
            Some(builder) => format!(
                "a push of {} can make them in {registry}, by a template",
                self.builders[builder].name
            ),
        };
        format!("{images} may be stored in {} only, and {how}", allowed.join(", "))
    }
}
