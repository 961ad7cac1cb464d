//! What of a company decides how many registries it needs.

use crate::company::{Company, Environment, Purpose, Requirements, Volumes};

/// The facts, apart from all names.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Facts {
    /// Teams that own images.
    pub teams: u64,
    /// Of them, those that run their own platform.
    pub platform_teams: u64,
    /// Organizational units that own images of their own.
    pub owning_units: u64,
    /// Accounts that run images.
    pub workload_accounts: u64,
    /// Of them, those that serve production.
    pub production_accounts: u64,
    /// Regions.
    pub regions: u64,
    /// Repositories.
    pub repositories: u64,
    /// How much goes in and out.
    pub volumes: Volumes,
    /// What cannot be done without.
    pub requirements: Requirements,
}

impl Facts {
    /// Of a company.
    pub fn of(company: &Company) -> Facts {
        let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        let workloads = company
            .accounts
            .iter()
            .filter(|account| account.purpose == Purpose::Workload);
        let production = workloads
            .clone()
            .filter(|account| account.environment == Some(Environment::Production));
        let mut units: Vec<usize> = company.teams.iter().filter_map(|team| team.unit).collect();
        units.sort_unstable();
        units.dedup();
        Facts {
            // A file without teams is one team's.
            teams: count(company.teams.len()).max(1),
            platform_teams: count(company.teams.iter().filter(|team| team.platform).count()),
            owning_units: count(units.len()),
            workload_accounts: count(workloads.count()),
            production_accounts: count(production.count()).max(1),
            regions: count(company.regions.len()),
            repositories: count(company.repositories.len()),
            volumes: company.volumes,
            requirements: company.requirements,
        }
    }

    /// Dozens of teams, most of them with platforms of their own.
    pub(super) fn is_federation(&self) -> bool {
        self.teams >= 24 && self.platform_teams * 2 > self.teams
    }
}
