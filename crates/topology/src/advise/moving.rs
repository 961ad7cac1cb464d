//! Images that are in registries which would hold them no more: from where to where they go.

use std::collections::{BTreeMap, BTreeSet};

use super::ground::holding;
use super::proposal::Proposal;
use super::words::listed;
use crate::company::{Company, Topology};
use crate::file::Draft;

/// More names are not told of one registry.
const NAMES: usize = 6;

/// What has to move for a topology, one line for each registry and each place that its images go to; nothing where no registry holds
/// images yet. What a registry holds by no word of the file is said to be unknown.
pub fn moving(draft: &Draft, topology: Topology) -> Vec<String> {
    let now = &draft.company;
    let sources = sources(draft);
    let then = Proposal::of(now, topology).company;
    let registries = then.registry_accounts();
    let unknown = unknown(draft, &sources);
    let mut lines = Vec::new();
    for source in &sources {
        // By the registries that they go to.
        let mut moves: BTreeMap<Vec<usize>, Vec<&str>> = BTreeMap::new();
        for name in held(draft, *source) {
            let repository = then
                .repositories
                .iter()
                .find(|repository| repository.name == name);
            let Some(repository) = repository else { continue };
            let holds = |account: &usize| then.holds(*account, repository);
            if registries.contains(source) && holds(source) {
                continue;
            }
            let homes: Vec<usize> = registries.iter().copied().filter(holds).collect();
            moves.entry(homes).or_default().push(name);
        }
        for (homes, names) in moves {
            let source = &now.accounts[*source].name;
            let (possible, known): (Vec<&str>, Vec<&str>) =
                names.into_iter().partition(|name| unknown.contains(name));
            let homes = called(&then, &homes);
            if !known.is_empty() {
                lines.push(format!("from `{source}` to {homes}: {}", shortened(&known)));
            }
            if !possible.is_empty() {
                let names = shortened(&possible);
                lines.push(format!("from `{source}` to {homes}: what it holds of {names}"));
            }
        }
    }
    if lines.is_empty() && sources.len() > 1 {
        lines.push("nothing: the registries that are there stay where they are".to_owned());
    }
    if !unknown.is_empty() {
        lines.push(format!(
            "unknown: which registry holds {}; the file says it with `accounts` at a repository, or with the `unit` of the team that owns it",
            shortened(&unknown)
        ));
    }
    lines
}

/// The repositories of which the file does not say which of several registries holds them.
fn unknown<'a>(draft: &'a Draft, sources: &BTreeSet<usize>) -> Vec<&'a str> {
    let company = &draft.company;
    if is_said(draft) || sources.len() < 2 {
        return Vec::new();
    }
    let is_owned = |name: &str| {
        let mut owners = company.teams.iter().filter(|team| team.unit.is_some());
        owners.any(|team| team.repositories.iter().any(|pattern| pattern.covers(name)))
    };
    let repositories = company.repositories.iter();
    let unknown =
        repositories.filter(|repository| repository.accounts.is_empty() && !is_owned(&repository.name));
    unknown.map(|repository| repository.name.as_str()).collect()
}

/// Whether the file says a topology, and has what it needs.
fn is_said(draft: &Draft) -> bool {
    draft.topology.is_some() && draft.lacks.is_none()
}

/// The accounts that hold images: those that the file calls registries or names beside repositories, and those of the topology that it
/// says.
fn sources(draft: &Draft) -> BTreeSet<usize> {
    let mut sources = holding(&draft.company);
    if is_said(draft) {
        sources.extend(draft.company.registry_accounts());
    }
    sources
}

/// What an account holds: by the topology that the file says, else by who owns it.
fn held(draft: &Draft, account: usize) -> Vec<&str> {
    let is_said = is_said(draft);
    if is_said && !draft.company.registry_accounts().contains(&account) {
        // The topology has no registry there: what names the account is there all the same.
        let repositories = draft.company.repositories.iter();
        let named = repositories.filter(|repository| repository.accounts.contains(&account));
        return named.map(|repository| repository.name.as_str()).collect();
    }
    let by_owner = Company {
        topology: Topology::PerUnit,
        ..draft.company.clone()
    };
    let company = if is_said { &draft.company } else { &by_owner };
    let repositories = draft.company.repositories.iter();
    let held = repositories.filter(|repository| company.holds(account, repository));
    held.map(|repository| repository.name.as_str()).collect()
}

fn called(company: &Company, accounts: &[usize]) -> String {
    let names: Vec<String> = accounts
        .iter()
        .map(|account| format!("`{}`", company.accounts[*account].name))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    match names.len() {
        0 => "no registry".to_owned(),
        1..=NAMES => listed(&names),
        count => format!("{count} accounts"),
    }
}

fn shortened(names: &[&str]) -> String {
    match names.len() {
        0..=NAMES => listed(names),
        count => format!("{} and {} more", names[..NAMES].join(", "), count - NAMES),
    }
}
