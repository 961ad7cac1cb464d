//! What the words of a file mean: where names are, who pushes to which registry and who pulls from it, read once more.

use std::collections::BTreeSet;

use wharf_topology::{
    Account, Assertion, Builder, Company, Environment, Party, Pattern, Purpose, Repository, Topology,
};

use super::by_hand::ByHand;

/// The names of the file, and under each of its patterns, and of those by hand, some that are not in it.
pub(super) fn names(company: &Company, by_hand: &ByHand) -> Vec<String> {
    let mut names: BTreeSet<String> = company.repositories.iter().map(|one| one.name.clone()).collect();
    let mut patterns: BTreeSet<String> = ["*".to_owned()].into();
    patterns.extend(
        company
            .teams
            .iter()
            .flat_map(|team| &team.repositories)
            .map(ToString::to_string),
    );
    let builders = company.builders.iter();
    patterns.extend(
        builders
            .flat_map(|one| one.push.iter().chain(&one.pull))
            .map(ToString::to_string),
    );
    patterns.extend(
        company
            .consumers
            .iter()
            .flat_map(|one| &one.pull)
            .map(ToString::to_string),
    );
    patterns.extend(company.assertions.iter().map(|one| one.pattern.to_string()));
    patterns.extend(
        company
            .templates
            .iter()
            .map(|one| format!("{}/*", one.prefix.to_lowercase())),
    );
    patterns.extend(by_hand.names.iter().map(|pattern| pattern.replace('?', "q")));
    let ends = by_hand.ends.iter().map(String::as_str);
    let fillers: Vec<&str> = ["zz", "api", "red", "zz/zz", "zz/api"]
        .into_iter()
        .chain(ends)
        .collect();
    for pattern in patterns {
        for filler in &fillers {
            names.insert(pattern.replace('*', filler));
        }
    }
    names.into_iter().collect()
}

/// Whether a pattern covers a name.
pub(super) fn covers(pattern: &[u8], name: &[u8]) -> bool {
    match (pattern.split_first(), name.split_first()) {
        (None, _) => name.is_empty(),
        (Some((b'*', rest)), None) => covers(rest, name),
        (Some((b'*', rest)), Some((_, shorter))) => covers(rest, name) || covers(pattern, shorter),
        (Some((wanted, rest)), Some((given, shorter))) => wanted == given && covers(rest, shorter),
        (Some(_), None) => false,
    }
}

fn is_covered<'p>(mut patterns: impl Iterator<Item = &'p Pattern>, name: &str) -> bool {
    patterns.any(|pattern| covers(pattern.as_str().as_bytes(), name.as_bytes()))
}

/// A unit and those above it.
pub(super) fn above(company: &Company, unit: Option<usize>) -> Vec<usize> {
    let mut line = Vec::new();
    let mut at = unit;
    while let Some(unit) = at {
        line.push(unit);
        at = company.units[unit].parent;
    }
    line
}

/// The accounts whose registries hold images.
fn holders(company: &Company) -> Vec<usize> {
    let accounts = company.accounts.iter().enumerate();
    let registries = accounts
        .clone()
        .filter(|(_, account)| account.purpose == Purpose::Registry);
    let found: Vec<usize> = match company.topology {
        Topology::Dedicated => registries.map(|(at, _)| at).take(1).collect(),
        Topology::Split => registries.map(|(at, _)| at).collect(),
        Topology::PerUnit => registries
            .filter(|(_, account)| account.unit.is_some())
            .map(|(at, _)| at)
            .collect(),
        Topology::Shared => accounts
            .filter(|(_, account)| account.environment == Some(Environment::Development))
            .map(|(at, _)| at)
            .take(1)
            .collect(),
        Topology::PerAccount => accounts
            .filter(|(_, account)| account.purpose == Purpose::Workload)
            .map(|(at, _)| at)
            .collect(),
        Topology::Replicated => {
            let is_production = |account: &Account| account.environment == Some(Environment::Production);
            let builds = registries.filter(|(_, account)| !is_production(account));
            let build = builds.map(|(at, _)| at).next();
            accounts
                .filter(|(at, account)| {
                    Some(*at) == build || account.purpose == Purpose::Workload && is_production(account)
                })
                .map(|(at, _)| at)
                .collect()
        }
    };
    found
}

/// The accounts whose registries have a name by the file.
pub(super) fn places(company: &Company, name: &str) -> Vec<usize> {
    let mut holders = holders(company);
    let listed = company
        .repositories
        .iter()
        .find(|repository| repository.name == name);
    if let Some(Repository { accounts, .. }) = listed
        && !accounts.is_empty()
    {
        holders.retain(|at| accounts.contains(at));
        return holders;
    }
    if company.topology == Topology::PerUnit
        && let Some(unit) = owner(company, name)
    {
        holders.retain(|at| above(company, company.accounts[*at].unit).contains(&unit));
    }
    holders
}

/// The unit of the first team of one that owns a name.
pub(super) fn owner(company: &Company, name: &str) -> Option<usize> {
    let mut teams = company.teams.iter().filter(|team| team.unit.is_some());
    teams
        .find(|team| is_covered(team.repositories.iter(), name))?
        .unit
}

/// Whether a builder pushes to an account's registry.
pub(super) fn pushes(company: &Company, builder: &Builder, registry: usize) -> bool {
    let environment = company.accounts[registry].environment;
    let has = |environment: Environment| builder.environments.contains(&environment);
    holders(company).contains(&registry)
        && match company.topology {
            Topology::Shared | Topology::Dedicated => true,
            Topology::PerAccount => environment.is_none_or(has),
            Topology::Split | Topology::Replicated if environment == Some(Environment::Production) => {
                has(Environment::Production)
            }
            Topology::Split | Topology::Replicated => has(Environment::Development) || has(Environment::Test),
            Topology::PerUnit => {
                let mut listed = company.repositories.iter().map(|repository| &repository.name);
                listed.any(|name| {
                    is_covered(builder.push.iter(), name) && places(company, name).contains(&registry)
                })
            }
        }
}

/// Whether an account pulls from another's registry.
pub(super) fn pulls(company: &Company, account: usize, registry: usize) -> bool {
    let serves = |at: usize| company.accounts[at].environment == Some(Environment::Production);
    match company.topology {
        Topology::Shared | Topology::Dedicated => true,
        Topology::PerAccount => account == registry,
        Topology::PerUnit => {
            let unit = company.accounts[registry].unit;
            unit.is_some_and(|unit| above(company, company.accounts[account].unit).contains(&unit))
        }
        Topology::Split => serves(account) == serves(registry),
        Topology::Replicated if serves(account) => account == registry,
        Topology::Replicated => !serves(registry),
    }
}

/// Whether the name of an assertion is in a registry of another unit than the one that it speaks of, is a copy by promotion, or is one that
/// no pattern of the file covers.
pub(super) fn is_far(company: &Company, assertion: &Assertion) -> bool {
    let pattern = assertion.pattern.as_str();
    let listed = company.repositories.iter().map(|one| one.name.clone());
    let mut meant: Vec<String> = listed
        .filter(|name| covers(pattern.as_bytes(), name.as_bytes()))
        .collect();
    if !pattern.contains('*') {
        meant.push(pattern.to_owned());
    }
    let units: Vec<Option<usize>> = assertion
        .parties
        .iter()
        .filter_map(|party| match party {
            Party::Account(at) => Some(company.accounts[*at].unit),
            Party::Unit(unit) => Some(Some(*unit)),
            _ => None,
        })
        .collect();
    meant.iter().any(|name| {
        let is_foreign = |unit: &Option<usize>| {
            company.topology == Topology::PerUnit
                && owner(company, name).is_some_and(|owner| !above(company, *unit).contains(&owner))
        };
        let mut promoters = company.builders.iter().filter(|builder| !builder.pull.is_empty());
        let is_copy = promoters.any(|builder| {
            let placed = places(company, name);
            is_covered(builder.push.iter(), name)
                && placed.len() > 1
                && placed.iter().any(|at| pushes(company, builder, *at))
        });
        let patterns = company.teams.iter().flat_map(|team| &team.repositories);
        let builders = company
            .builders
            .iter()
            .flat_map(|one| one.push.iter().chain(&one.pull));
        let patterns = patterns
            .chain(builders)
            .chain(company.consumers.iter().flat_map(|one| &one.pull));
        units.iter().any(is_foreign) || is_copy || !is_covered(patterns, name)
    })
}
