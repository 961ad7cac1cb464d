//! Whether production can pull when what others share is gone, where each unit has a registry: that depends on who is in the unit.

use std::collections::BTreeMap;

use super::ground::owning_units;
use crate::company::{Company, Purpose, Topology};

/// More units are not named.
const UNITS: usize = 4;

/// Why production cannot, and what to write for it.
pub(super) fn shared(company: &Company, registries: &[usize]) -> Option<String> {
    if company.topology != Topology::PerUnit {
        return None;
    }
    let is_production = |at: &usize| company.accounts[*at].is_production();
    let workloads = company.accounts.iter().enumerate();
    let workloads = workloads.filter(|(_, account)| account.purpose == Purpose::Workload);
    let (production, others): (Vec<usize>, Vec<usize>) = workloads.map(|(at, _)| at).partition(is_production);
    let is_shared = |registry: &usize| others.iter().any(|other| company.pulls_from(*other, *registry));
    let (shared, own): (Vec<usize>, Vec<usize>) = registries.iter().copied().partition(is_shared);
    let depends = |account: usize| {
        let near = |all: &[usize]| -> Vec<usize> {
            let near = all.iter().copied();
            near.filter(|registry| company.pulls_from(account, *registry))
                .collect()
        };
        let (shared, own) = (near(&shared), near(&own));
        let mut held = shared
            .iter()
            .flat_map(|registry| company.repositories_in(*registry));
        // Images that are still to come are where these are.
        !shared.is_empty()
            && (own.is_empty() || held.any(|held| !own.iter().any(|registry| company.holds(*registry, held))))
    };
    // Accounts of one unit pull from the same registries.
    let of_units = production
        .into_iter()
        .filter_map(|at| Some((company.accounts[at].unit?, at)));
    let of_units: BTreeMap<usize, usize> = of_units.collect();
    let depending = of_units.into_iter().filter(|(_, account)| depends(*account));
    let units: Vec<&str> = depending
        .map(|(unit, _)| company.units[unit].name.as_str())
        .collect();
    let first = *units.first()?;
    let named = match units.len() {
        1 => format!("unit {first}"),
        2..=UNITS => format!("the units {}", super::words::listed(&units)),
        several => format!("{several} units, {first} among them,"),
    };
    Some(format!(
        "production must pull when what others share is gone, and in {named} it shares a registry with others: put its production \
         accounts into a unit of their own within it, such as `{}: {first}` under `units`, which then gets a registry, too",
        free(company, first)
    ))
}

/// A name for production's unit within another.
fn free(company: &Company, unit: &str) -> String {
    let is_taken = |name: &str| company.units.iter().any(|unit| unit.name == name);
    let base = format!("{unit}-production");
    let mut names = std::iter::once(base.clone()).chain((2_u32..).map(|number| format!("{base}-{number}")));
    names.find(|name| !is_taken(name)).unwrap_or(base)
}

/// The units that have registries for production alone, where that is asked for: those of production accounts within a unit that owns
/// images.
pub(super) fn production_units(company: &Company) -> Vec<usize> {
    if !company.requirements.production_independent {
        return Vec::new();
    }
    let owning = owning_units(company);
    let is_meant = |unit: &usize| {
        let accounts = company
            .accounts_within(*unit)
            .map(|account| &company.accounts[account]);
        let mut workloads = accounts
            .filter(|account| account.purpose == Purpose::Workload)
            .peekable();
        !owning.contains(unit)
            && owning.iter().any(|owner| company.is_within(Some(*unit), *owner))
            && workloads.peek().is_some()
            && workloads.all(|account| account.is_production())
    };
    // Of units within each other the outermost.
    let meant: Vec<usize> = (0..company.units.len()).filter(is_meant).collect();
    let is_inner = |unit: usize| {
        let mut others = meant.iter().filter(|other| **other != unit);
        others.any(|other| company.is_within(Some(unit), *other))
    };
    meant.iter().copied().filter(|unit| !is_inner(*unit)).collect()
}
