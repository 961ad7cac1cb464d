//! A builder where a file has none, and the assertions that hold then where it has none: a registry without pushes is of
//! no use, and `check` proves only what is asserted.

use std::collections::BTreeSet;

use super::ground::owning_units;
use crate::company::{Account, Builder, Company, Environment, Isolation, Purpose, Topology};
use crate::file::edit::Written;
use crate::pattern::Pattern;

/// More consumers than these assert for themselves.
const CONSUMERS: usize = 6;

/// A role, what it may do with images of which names, and its entry in the file.
struct Role {
    name: String,
    patterns: Vec<Pattern>,
    /// Of a builder, where it pushes.
    environments: Vec<Environment>,
    entry: String,
}

const BEFORE: [Environment; 2] = [Environment::Development, Environment::Test];

/// The builders that a company gets where it has none.
pub(super) fn builders(company: &Company, held: &BTreeSet<usize>) -> Vec<Builder> {
    let fresh = builders_of(company, held).into_iter();
    let builders = fresh.map(|role| Builder {
        name: role.name,
        account: None,
        environments: role.environments,
        push: role.patterns,
        pull: Vec::new(),
        trust: Vec::new(),
        oidc: None,
    });
    builders.collect()
}

/// That the nodes of each unit pull what is the unit's, by the consumers that a company gets then.
pub(super) fn pulls_of_units(company: &Company) -> Vec<String> {
    pulls(
        consumers_of_units(company)
            .iter()
            .map(|role| (&role.name, &role.patterns)),
    )
}

/// The keys `builders`, `consumers` and `assertions` that a company lacks, without those assertions that do not hold; where it has
/// assertions, consumers only if these are to speak of the nodes of each unit.
pub(super) fn keys(
    (company, held): (&Company, &BTreeSet<usize>),
    refuted: &BTreeSet<String>,
    has_nodes_of_units: bool,
) -> Vec<(String, Written)> {
    let mut keys = Vec::new();
    let mut builders: Vec<(String, Vec<Pattern>)> = company.builders.iter().map(of_builder).collect();
    let mut consumers: Vec<(String, Vec<Pattern>)> = company
        .consumers
        .iter()
        .filter(|consumer| consumer.service.is_none())
        .map(|consumer| (consumer.name.clone(), consumer.pull.clone()))
        .collect();
    let entries = |roles: &[Role]| {
        let lines = roles.iter().map(|role| format!("{}: {}", role.name, role.entry));
        block(lines.collect(), "{", "}")
    };
    if company.builders.is_empty() {
        let fresh = builders_of(company, held);
        if !fresh.is_empty() {
            keys.push(("builders".to_owned(), entries(&fresh)));
        }
        builders.extend(fresh.into_iter().map(|role| (role.name, role.patterns)));
    }
    let has_own = !company.assertions.is_empty();
    if has_own && !has_nodes_of_units {
        return keys;
    }
    let fresh = consumers_of_units(company);
    if !fresh.is_empty() {
        keys.push(("consumers".to_owned(), entries(&fresh)));
        consumers = fresh.into_iter().map(|role| (role.name, role.patterns)).collect();
    }
    if has_own {
        return keys;
    }
    let assertions = assertions(&builders, &consumers);
    let held = assertions
        .into_iter()
        .filter(|assertion| !refuted.contains(assertion));
    let lines = held.map(|assertion| match assertion.contains(", ") {
        // A comma would end the text in flow style.
        true => format!("- \"{assertion}\""),
        false => format!("- {assertion}"),
    });
    let lines: Vec<String> = lines.collect();
    if !lines.is_empty() {
        keys.push(("assertions".to_owned(), block(lines, "[", "]")));
    }
    keys
}

/// Where each unit has a registry, its accounts pull what is in it, if the file says of no account what it pulls, and all have owners.
fn consumers_of_units(company: &Company) -> Vec<Role> {
    let [nodes] = company.consumers.as_slice() else {
        return Vec::new();
    };
    let owner = |unit: usize| company.teams.iter().any(|team| team.unit == Some(unit));
    let is_within_owner = |account: &usize| {
        let mut units = 0..company.units.len();
        units.any(|unit| owner(unit) && company.is_within(company.accounts[*account].unit, unit))
    };
    let is_owned = |name: &str| {
        let mut owners = company.teams.iter().filter(|team| team.unit.is_some());
        owners.any(|team| team.repositories.iter().any(|pattern| pattern.covers(name)))
    };
    let is_meant = company.topology == Topology::PerUnit
        && nodes.service.is_none()
        && nodes.units.is_empty()
        && nodes.pull == [Pattern::all()]
        && nodes.accounts.iter().all(is_within_owner)
        && company
            .repositories
            .iter()
            .all(|repository| is_owned(&repository.name));
    if !is_meant {
        return Vec::new();
    }
    let units = company.units.iter().enumerate();
    let roles = units.filter_map(|(at, unit)| {
        let patterns = patterns_of(company, at);
        let entry = format!("{{ units: [{}], pull: [{}] }}", unit.name, quoted(&patterns));
        (!patterns.is_empty()).then(|| Role {
            name: format!("{}-nodes", unit.name),
            patterns,
            environments: Vec::new(),
            entry,
        })
    });
    roles.collect()
}

/// What the teams of a unit own.
fn patterns_of(company: &Company, unit: usize) -> Vec<Pattern> {
    let teams = company.teams.iter().filter(|team| team.unit == Some(unit));
    teams.flat_map(|team| team.repositories.clone()).collect()
}

fn quoted(patterns: &[Pattern]) -> String {
    let quoted: Vec<String> = patterns.iter().map(|pattern| format!("\"{pattern}\"")).collect();
    quoted.join(", ")
}

fn of_builder(builder: &Builder) -> (String, Vec<Pattern>) {
    (builder.name.clone(), builder.push.clone())
}

fn block(lines: Vec<String>, open: &str, close: &str) -> Written {
    let items: Vec<&str> = lines.iter().map(|line| line.trim_start_matches("- ")).collect();
    Written::Block {
        flow: format!("{open} {} {close}", items.join(", ")),
        lines,
    }
}

/// Builders that push to the registries of a topology.
fn builders_of(company: &Company, held: &BTreeSet<usize>) -> Vec<Role> {
    if company.topology == Topology::PerUnit {
        // Where no team says what a unit owns, each goes on building what it built.
        let is_owned = company.teams.iter().any(|team| team.unit.is_some());
        let is_apart = company.requirements.isolation == Isolation::Unit;
        let parts = match is_owned || is_apart {
            true => Vec::new(),
            false => owning_units(company),
        };
        let units = company.units.iter().enumerate();
        let builders = units.filter_map(|(at, unit)| {
            let patterns = match parts.contains(&at) {
                true => vec![Pattern::all()],
                false => patterns_of(company, at),
            };
            let account = place_to_build(company, Some(at)).filter(|_| !patterns.is_empty())?;
            let trusted = &company.accounts[account].name;
            Some(Role {
                name: format!("{}-ci", unit.name),
                entry: format!("{{ trust: [{trusted}], push: [{}] }}", quoted(&patterns)),
                environments: [&BEFORE[..], &[Environment::Production]].concat(),
                patterns,
            })
        });
        return builders.collect();
    }
    let places = places_to_build(company, held).into_iter();
    let names: Vec<&str> = places
        .map(|account| company.accounts[account].name.as_str())
        .collect();
    if names.is_empty() {
        return Vec::new();
    }
    let trusted = names.join(", ");
    let role = |name: &str, environments: &[Environment], more: &str| Role {
        name: name.to_owned(),
        patterns: vec![Pattern::all()],
        environments: environments.to_vec(),
        entry: format!("{{ trust: [{trusted}]{more} }}"),
    };
    let production = &[Environment::Production][..];
    match company.topology {
        Topology::Split | Topology::Replicated | Topology::PerAccount => vec![
            role("ci", &BEFORE, ", environments: [development, test]"),
            role("promoter", production, ", environments: [production]"),
        ],
        Topology::Shared | Topology::Dedicated | Topology::PerUnit => {
            vec![role("ci", &[&BEFORE[..], production].concat(), "")]
        }
    }
}

/// The accounts that build for all. Where several accounts hold images before the proposal, as after a merger, each part goes on building:
/// one account for each unit that holds some, and without units every account that is made for it.
fn places_to_build(company: &Company, held: &BTreeSet<usize>) -> BTreeSet<usize> {
    let mut places = BTreeSet::new();
    if held.len() > 1 {
        let units = held.iter().map(|account| company.accounts[*account].unit);
        let units: BTreeSet<Option<usize>> = units.collect();
        for unit in &units {
            match unit {
                Some(unit) => places.extend(place_to_build(company, Some(*unit))),
                None => places.extend(all_to_build(company)),
            }
        }
    }
    if places.is_empty() {
        places.extend(place_to_build(company, None));
    }
    places
}

/// All accounts outside of units that are for building; without any, all development accounts there.
fn all_to_build(company: &Company) -> Vec<usize> {
    let find = |is_meant: &dyn Fn(&Account) -> bool| {
        let accounts = company.accounts.iter().enumerate();
        let found = accounts.filter(|(_, account)| account.unit.is_none() && is_meant(account));
        found.map(|(at, _)| at).collect::<Vec<usize>>()
    };
    match find(&|account| account.purpose == Purpose::Build) {
        none if none.is_empty() => find(&|account| {
            account.purpose == Purpose::Workload && account.environment == Some(Environment::Development)
        }),
        found => found,
    }
}

/// The account, of a unit or of all, in which images are built: one for that, else a development account, else one that neither its
/// environment nor its name makes production's, else the company's only one.
fn place_to_build(company: &Company, unit: Option<usize>) -> Option<usize> {
    let accounts: Vec<usize> = match unit {
        Some(unit) => company.accounts_within(unit).collect(),
        None => (0..company.accounts.len()).collect(),
    };
    let workload = |at: &usize| company.accounts[*at].purpose == Purpose::Workload;
    let find = |is_meant: &dyn Fn(&usize) -> bool| accounts.iter().copied().find(|at| is_meant(at));
    let environment = |at: &usize| company.accounts[*at].environment;
    let is_production = |at: &usize| {
        environment(at) == Some(Environment::Production) || company.accounts[*at].name.contains("prod")
    };
    find(&|at| company.accounts[*at].purpose == Purpose::Build)
        .or_else(|| find(&|at| workload(at) && environment(at) == Some(Environment::Development)))
        .or_else(|| find(&|at| workload(at) && !is_production(at)))
        .or_else(|| find(&workload).filter(|_| company.accounts.len() == 1))
}

/// What then holds: who pushes, who pulls, and that strangers do not.
fn assertions(builders: &[(String, Vec<Pattern>)], consumers: &[(String, Vec<Pattern>)]) -> Vec<String> {
    let mut assertions = Vec::new();
    for (name, patterns) in builders {
        for pattern in patterns {
            assertions.push(format!("{name} may push {pattern}"));
            let pushing: Vec<&(String, Vec<Pattern>)> = builders
                .iter()
                .filter(|(_, patterns)| patterns.iter().any(|other| meet(other, pattern)))
                .collect();
            let names: Vec<&str> = pushing.iter().map(|(name, _)| name.as_str()).collect();
            let only = format!("only {} may push {pattern}", names.join(", "));
            // Of those that push a part no `only` says that they push all.
            let push_all = pushing.iter().all(|(_, patterns)| patterns.contains(pattern));
            if push_all && !assertions.contains(&only) {
                assertions.push(only);
            }
        }
    }
    if consumers.len() <= CONSUMERS {
        assertions.extend(pulls(consumers.iter().map(|(name, patterns)| (name, patterns))));
    }
    assertions.push("outsiders may not pull *".to_owned());
    assertions
}

/// That each may pull what it pulls.
fn pulls<'a>(consumers: impl Iterator<Item = (&'a String, &'a Vec<Pattern>)>) -> Vec<String> {
    let of = |(name, patterns): (&'a String, &'a Vec<Pattern>)| {
        let pulls = patterns.iter();
        pulls.map(move |pattern| format!("{name} may pull {pattern}"))
    };
    consumers.flat_map(of).collect()
}

/// Whether a name can be covered by both, as far as their beginnings say it.
fn meet(one: &Pattern, other: &Pattern) -> bool {
    let start = |pattern: &Pattern| pattern.as_str().split('*').next().unwrap_or_default().to_owned();
    let (one, other) = (start(one), start(other));
    one.starts_with(&other) || other.starts_with(&one)
}
