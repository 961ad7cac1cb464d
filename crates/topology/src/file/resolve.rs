//! From what is written to what is meant: names looked up, defaults filled in.
//!
//! A *draft* may lack what its topology needs: advice says what to add.

use std::collections::BTreeMap;

use wharf_aws::{AccountId, Region};

use super::problems::Problems;
use super::role::{builders, consumers};
use super::shape::{self, Named, Text};
use super::words::{ENVIRONMENTS, is_name};
use super::{Draft, Problem, approved, assertion, places, residency, retention, volumes};
use crate::company::{
    Account, Company, Environment, Guardrail, Isolation, Purpose, Repository, Requirements, Team, Topology,
    Unit,
};
use crate::pattern::Pattern;

/// A company whose topology can be built.
pub(super) fn resolve(file: shape::File) -> Result<Company, Vec<Problem>> {
    meaning(file, true).map(|draft| draft.company)
}

/// A company whose topology is still to be decided.
pub(super) fn draft(file: shape::File) -> Result<Draft, Vec<Problem>> {
    meaning(file, false)
}

fn meaning(file: shape::File, is_whole: bool) -> Result<Draft, Vec<Problem>> {
    let mut problems = Problems::default();
    let places = places::of(&file);
    if !is_name(&file.organization.value) {
        problems.add(
            &file.organization,
            "an organization has a name of letters, digits, - and _",
        );
    }
    let topology = file.topology.as_ref().map_or(Some(Topology::Dedicated), |text| {
        let words = Topology::ALL.map(|topology| (topology.as_str(), topology));
        problems.one_of(text, &words, "topology")
    });
    let mut regions = problems.regions(&file.regions);
    if file.regions.is_empty() {
        regions.extend("us-east-1".parse::<Region>());
    }
    let units = units(&mut problems, &file.units);
    let unit_names: Vec<String> = units.iter().map(|unit| unit.name.clone()).collect();
    let accounts = accounts(&mut problems, file.accounts, &unit_names, &regions);
    let account_names: Vec<String> = accounts.iter().map(|account| account.name.clone()).collect();
    let teams = file.teams.0.into_iter().map(|(name, team)| Team {
        name: name.value,
        repositories: problems.patterns(Some(team.repositories)),
        platform: team.platform,
        unit: team
            .unit
            .as_ref()
            .map(|unit| problems.index(&unit_names, unit, "unit")),
    });
    let teams: Vec<Team> = teams.collect();
    let repositories = repositories(&mut problems, file.repositories, &account_names);
    let retention = retention::retention(&mut problems, file.retention);
    let templates = retention::templates(&mut problems, file.templates);
    let builders = builders(&mut problems, file.builders, &account_names);
    let consumers = consumers(
        &mut problems,
        file.consumers,
        &account_names,
        &unit_names,
        &accounts,
    );
    let mut guardrails = match file.guardrails {
        None => vec![
            Guardrail::Perimeter,
            Guardrail::ApprovedRegistries,
            Guardrail::PolicyEdits,
        ],
        Some(texts) => {
            let words = Guardrail::ALL.map(|guardrail| (guardrail.as_str(), guardrail));
            texts
                .iter()
                .filter_map(|text| problems.one_of(text, &words, "guardrail"))
                .collect()
        }
    };
    let approved = approved::approved(&mut problems, file.approved, &guardrails);
    let names = (unit_names.as_slice(), account_names.as_slice());
    let (residency, said) = residency::residency(&mut problems, &file.requirements.residency, names);
    // What must not be elsewhere is kept from being elsewhere.
    if !residency.is_empty() && !guardrails.contains(&Guardrail::Regions) {
        guardrails.push(Guardrail::Regions);
    }
    let requirements = Requirements {
        production_independent: file.requirements.production_independent,
        isolation: file
            .requirements
            .isolation
            .as_ref()
            .map_or(Isolation::None, |text| {
                let words = [
                    ("none", Isolation::None),
                    ("unit", Isolation::Unit),
                    ("account", Isolation::Account),
                ];
                problems.one_of(text, &words, "isolation").unwrap_or_default()
            }),
        region_failure: file.requirements.region_failure,
        beginning: file.requirements.beginning,
    };
    let (volumes, lacks_volumes) =
        volumes::volumes(&mut problems, &file.volumes, repositories.len(), &accounts);
    let mut company = Company {
        name: file.organization.value.clone(),
        topology: topology.unwrap_or(Topology::Dedicated),
        regions,
        says_regions: !file.regions.is_empty(),
        units,
        accounts,
        teams,
        repositories,
        retention,
        templates,
        builders,
        consumers,
        guardrails,
        volumes,
        requirements,
        residency,
        assertions: Vec::new(),
        approved,
        places,
    };
    names_are_distinguished(&mut problems, &company, &file.organization);
    let lacks = lacks(&company);
    if is_whole {
        if let Some(complaint) = lacks {
            let at = file.topology.as_ref().unwrap_or(&file.organization);
            problems.add(at, complaint);
        }
        residency::is_kept(&mut problems, &company, &said);
    }
    company.assertions = file
        .assertions
        .iter()
        .filter_map(|text| assertion::parse(&mut problems, &company, text))
        .collect();
    if problems.0.is_empty() {
        return Ok(Draft {
            topology: file.topology.map(|_| company.topology),
            lacks,
            lacks_volumes,
            company,
        });
    }
    problems.0.sort_by_key(|problem| (problem.line, problem.column));
    Err(problems.0)
}

fn units(problems: &mut Problems, named: &Named<shape::Unit>) -> Vec<Unit> {
    let names: Vec<String> = named.0.iter().map(|(name, _)| name.value.clone()).collect();
    let mut units: Vec<Unit> = Vec::new();
    for (at, (name, unit)) in named.0.iter().enumerate() {
        let parent = unit.parent.as_ref().and_then(|parent| {
            let found = names[..at].iter().position(|known| known == parent);
            if found.is_none() {
                problems.add(
                    name,
                    format!(
                        "the unit {parent}, in which {} is, must stand before it",
                        name.value
                    ),
                );
            }
            found
        });
        units.push(Unit {
            name: name.value.clone(),
            parent,
        });
        let mut depth = 0;
        let mut above = Some(at);
        while let Some(unit) = above {
            depth += 1;
            above = units[unit].parent;
        }
        if depth > 5 {
            problems.add(name, "units go down to five levels");
        }
    }
    units
}

fn accounts(
    problems: &mut Problems,
    named: Named<shape::Account>,
    units: &[String],
    regions: &[Region],
) -> Vec<Account> {
    let mut ids: BTreeMap<AccountId, String> = BTreeMap::new();
    let mut accounts = Vec::new();
    for (name, shape::Account(facts)) in named.0 {
        if !is_name(&name.value) {
            problems.add(&name, "an account has a name of letters, digits, - and _");
        }
        let id = facts.id.and_then(|digits| {
            let id = digits.0.parse::<AccountId>().ok();
            if id.is_none() {
                problems.add(&name, format!("{} is no account id: it has 12 digits", digits.0));
            }
            id
        });
        if let Some(other) = id.and_then(|id| ids.insert(id, name.value.clone())) {
            problems.add(&name, format!("{} has the same id", other));
        }
        let words = [
            ("workload", Purpose::Workload),
            ("registry", Purpose::Registry),
            ("build", Purpose::Build),
            ("management", Purpose::Management),
            ("retired", Purpose::Retired),
        ];
        let purpose = facts.purpose.as_ref().map_or_else(
            || match name.value.as_str() {
                "registry" => Some(Purpose::Registry),
                "build" | "ci" => Some(Purpose::Build),
                "management" => Some(Purpose::Management),
                _ => Some(Purpose::Workload),
            },
            |text| problems.one_of(text, &words, "purpose"),
        );
        let environment = facts.environment.as_ref().map_or_else(
            || match name.value.as_str() {
                "dev" | "development" => Some(Environment::Development),
                "test" | "staging" | "qa" => Some(Environment::Test),
                "prod" | "production" => Some(Environment::Production),
                _ => None,
            },
            |text| problems.one_of(text, &ENVIRONMENTS, "environment"),
        );
        let own = problems.regions(&facts.regions);
        accounts.push(Account {
            email: facts.email,
            environment,
            purpose: purpose.unwrap_or(Purpose::Workload),
            unit: facts
                .unit
                .as_ref()
                .map(|unit| problems.index(units, unit, "unit")),
            says_regions: !own.is_empty(),
            regions: if own.is_empty() { regions.to_vec() } else { own },
            id,
            name: name.value,
        });
    }
    accounts
}

fn repositories(
    problems: &mut Problems,
    shapes: Vec<shape::Repository>,
    accounts: &[String],
) -> Vec<Repository> {
    let mut repositories: Vec<Repository> = Vec::new();
    for shape in shapes {
        let name = &shape.name.value;
        let is_plain = !name.contains('*') && Pattern::parse(name).is_some();
        if !is_plain || name.len() < 2 {
            problems.add(&shape.name, format!("{name} is no repository name"));
        }
        if repositories.iter().any(|known| known.name == *name) {
            problems.add(&shape.name, format!("{name} is there twice"));
        }
        repositories.push(Repository {
            accounts: problems.indexes(accounts, &shape.accounts, "account"),
            immutable: shape.immutable,
            name: shape.name.value,
        });
    }
    repositories
}

/// A name in an assertion means one thing.
fn names_are_distinguished(problems: &mut Problems, company: &Company, file: &Text) {
    let builders = company.builders.iter().map(|builder| &builder.name);
    let roles = builders.chain(company.consumers.iter().map(|consumer| &consumer.name));
    let mut seen: Vec<&String> = Vec::new();
    for name in roles {
        // IAM tells no two roles apart by the case of their letters.
        match seen.iter().find(|known| known.eq_ignore_ascii_case(name)) {
            Some(known) if *known == name => problems.add(
                file,
                format!("two roles are called {name}: a builder and a consumer cannot share a name"),
            ),
            Some(known) => problems.add(
                file,
                format!("the roles {known} and {name} are one to IAM, which does not look at the case of letters: give one another name"),
            ),
            None => {}
        }
        seen.push(name);
    }
}

/// What a company lacks of the accounts that hold the registries of its topology.
fn lacks(company: &Company) -> Option<&'static str> {
    let has = |purpose: Purpose| company.accounts.iter().any(|account| account.purpose == purpose);
    let registries = company
        .accounts
        .iter()
        .filter(|account| account.purpose == Purpose::Registry);
    let complaint = match company.topology {
        Topology::Dedicated if !has(Purpose::Registry) => {
            "the dedicated topology needs an account for the registry: add `registry:` under accounts"
        }
        Topology::Shared if company.registry_accounts().is_empty() => {
            "the shared topology needs a development account, which holds the registry: add `dev:` under accounts"
        }
        Topology::PerUnit
            if !company
                .accounts
                .iter()
                .any(|account| account.purpose == Purpose::Registry && account.unit.is_some()) =>
        {
            "the per-unit topology needs an account with `purpose: registry` in each unit that has images"
        }
        Topology::Split
            if registries
                .clone()
                .filter(|account| account.environment == Some(Environment::Production))
                .count()
                != 1
                || registries
                    .clone()
                    .filter(|account| account.environment != Some(Environment::Production))
                    .count()
                    != 1 =>
        {
            "the split topology needs two accounts with `purpose: registry`, one of them with `environment: production`"
        }
        Topology::PerAccount if !has(Purpose::Workload) => {
            "the per-account topology needs accounts with workloads"
        }
        Topology::Replicated
            if !registries
                .clone()
                .any(|account| account.environment != Some(Environment::Production)) =>
        {
            "the replicated topology needs an account to build to: add `registry:` under accounts"
        }
        Topology::Replicated if company.registry_accounts().len() < 2 => {
            "the replicated topology needs accounts with `environment: production`, which hold what is promoted"
        }
        _ => return None,
    };
    Some(complaint)
}
