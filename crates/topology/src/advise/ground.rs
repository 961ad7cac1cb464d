//! What a company has now: the units that own images, the accounts that hold them, the Regions in which they run.

use std::collections::BTreeSet;

use wharf_aws::Region;

use crate::company::{Account, Company, Isolation, Purpose};

/// The units that own images: those of teams; where no team has a unit, those that have registries, if they are several, as after a merger;
/// else, where units are to be kept apart, those with accounts.
pub(super) fn owning_units(company: &Company) -> Vec<usize> {
    let mut units: Vec<usize> = company.teams.iter().filter_map(|team| team.unit).collect();
    if units.is_empty() {
        units = units_with_registries(company);
    }
    if units.is_empty() && company.requirements.isolation == Isolation::Unit {
        let workloads = company.accounts.iter();
        let workloads = workloads.filter(|account| account.purpose == Purpose::Workload);
        units.extend(workloads.filter_map(|account| account.unit));
    }
    units.sort_unstable();
    units.dedup();
    units
}

/// The units that have a registry each, if they are several: those of production alone are stages and no owners.
fn units_with_registries(company: &Company) -> Vec<usize> {
    let accounts = company.accounts.iter();
    let registries =
        accounts.filter(|account| account.purpose == Purpose::Registry && !account.is_production());
    let units: BTreeSet<usize> = registries.filter_map(|account| account.unit).collect();
    match units.len() {
        0 | 1 => Vec::new(),
        _ => units.into_iter().collect(),
    }
}

/// The accounts that hold images now, as far as the file says it.
pub(super) fn holding(company: &Company) -> BTreeSet<usize> {
    let accounts = company.accounts.iter().enumerate();
    let registries = accounts.filter(|(_, account)| account.purpose == Purpose::Registry);
    let named = company
        .repositories
        .iter()
        .flat_map(|repository| &repository.accounts);
    registries.map(|(at, _)| at).chain(named.copied()).collect()
}

/// The Regions in which images run; the company's order first.
pub(super) fn regions(company: &Company) -> Vec<Region> {
    let workloads = company
        .accounts
        .iter()
        .filter(|account| account.purpose == Purpose::Workload);
    regions_of(company, &workloads.collect::<Vec<&Account>>())
}

/// The Regions in which those accounts run images that are meant; where there are none of them, those in which any does.
pub(super) fn regions_where(company: &Company, is_meant: impl Fn(&Account) -> bool) -> Vec<Region> {
    let workloads = company
        .accounts
        .iter()
        .filter(|account| account.purpose == Purpose::Workload && is_meant(account));
    match workloads.collect::<Vec<&Account>>() {
        none if none.is_empty() => regions(company),
        meant => regions_of(company, &meant),
    }
}

/// The Regions in which a unit has a registry: those in which its accounts run images, as far as its images may be stored there.
pub(super) fn regions_of_unit(company: &Company, unit: usize) -> Vec<Region> {
    let all = regions_where(company, |account| company.is_within(account.unit, unit));
    let allowed = all.iter().filter(|region| company.may_hold(unit, region));
    let allowed: Vec<Region> = allowed.cloned().collect();
    // Where none is left there is no answer, and each candidate says why.
    if allowed.is_empty() { all } else { allowed }
}

/// The Regions of accounts; the company's where there are none.
fn regions_of(company: &Company, accounts: &[&Account]) -> Vec<Region> {
    let used: BTreeSet<&Region> = accounts.iter().flat_map(|account| &account.regions).collect();
    if used.is_empty() {
        return company.regions.clone();
    }
    let known = company.regions.iter().filter(|region| used.contains(region));
    let others = used
        .iter()
        .copied()
        .filter(|region| !company.regions.contains(region));
    known.chain(others).cloned().collect()
}

/// A number of things.
pub(super) fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
