//! How a company would look with another answer: its file with that topology, and with the accounts that this would need.

use std::collections::BTreeMap;

use super::model::{Kind, Layer, Picture, Registry, Stage};
use super::reach::Reach;
use super::{read, words};
use crate::advise::{Candidate, Layout, Spread};
use crate::company::{Account, Builder, Company, Environment, Purpose, Topology};
use crate::pattern::Pattern;

/// A candidate's picture, as far as its topology says who moves what; nothing where the company lacks what it needs.
pub(super) fn picture(company: &Company, candidate: &Candidate) -> Option<Picture> {
    let topology = match candidate.layout {
        Layout::One(topology) => topology,
        Layout::Replicated => Topology::Dedicated,
    };
    let mut other = with(company, topology)?;
    if candidate.spread == Spread::Direct {
        for at in other.registry_accounts() {
            other.accounts[at].regions.truncate(1);
        }
    }
    let reach = Reach::meant(&other);
    let mut picture = read::picture(&other, &reach);
    if candidate.layout == Layout::Replicated {
        replicate(&mut picture);
    }
    let filled = match candidate.spread {
        Spread::None | Spread::Direct => None,
        Spread::Replication => Some(Kind::Replicate),
        Spread::PullThrough => Some(Kind::Cache),
    };
    for registry in picture
        .nodes
        .iter_mut()
        .flat_map(|node| node.registries.iter_mut().skip(1))
    {
        registry.filled_by = filled;
    }
    picture.title = crate::advise::name(candidate);
    picture.subtitle = format!(
        "{} · ${:.2} a month · as the topology means it",
        words::counted(
            usize::try_from(candidate.registries).unwrap_or(0),
            "registry",
            "registries"
        ),
        candidate.cost.total()
    );
    picture.note = String::new();
    picture.description = words::description(&picture);
    Some(picture)
}

/// Promoted images are copied into production's own registries, from which production pulls.
fn replicate(picture: &mut Picture) {
    let Some(source) = picture
        .nodes
        .iter()
        .position(|node| node.layer == Layer::Registry)
    else {
        return;
    };
    let regions: Vec<String> = picture.nodes[source]
        .registries
        .iter()
        .map(|one| one.region.clone())
        .collect();
    for at in 0..picture.nodes.len() {
        let node = &mut picture.nodes[at];
        if node.stage != Stage::Production || node.layer != Layer::Workload {
            continue;
        }
        let registries = regions.iter().map(|region| Registry {
            region: region.clone(),
            holds: "promoted images".to_owned(),
            filled_by: None,
        });
        node.registries = registries.collect();
        let name = node.name.clone();
        for flow in picture
            .flows
            .iter_mut()
            .filter(|flow| flow.to == at && flow.from == source)
        {
            flow.kind = Kind::Replicate;
            flow.what = "what is promoted".to_owned();
            flow.sentence = format!("what is promoted is replicated to {name}");
        }
    }
}

/// The company with a topology, and with the registry accounts that it needs and no others.
fn with(company: &Company, topology: Topology) -> Option<Company> {
    let mut other = company.clone();
    other.topology = topology;
    other.assertions = Vec::new();
    let known = remove_registries(&mut other);
    let add = |other: &mut Company, name: String, unit: Option<usize>, environment: Option<Environment>| {
        let found = known.iter().find(|account| account.name == name).cloned();
        let regions = found.as_ref().map(|account| account.regions.clone());
        let regions = regions.unwrap_or_else(|| other.regions.clone());
        other.accounts.push(Account {
            environment,
            purpose: Purpose::Registry,
            unit,
            regions,
            ..found.unwrap_or_else(|| Account {
                name,
                id: None,
                email: None,
                environment,
                purpose: Purpose::Registry,
                unit,
                regions: Vec::new(),
            })
        });
    };
    // Of several registry accounts none is everyone's.
    let only = known.first().filter(|_| known.len() == 1);
    let unit = only.and_then(|account| account.unit);
    match topology {
        Topology::Dedicated => {
            let name = only.map_or("registry".to_owned(), |account| account.name.clone());
            add(&mut other, name, unit, None);
        }
        Topology::Split => {
            let (before, production) = (Environment::Development, Environment::Production);
            let its = |wanted: bool| {
                let mut known = known.iter();
                known.find(|account| (account.environment == Some(production)) == wanted)
            };
            let first = its(false).map_or("registry".to_owned(), |account| account.name.clone());
            let last = its(true).map_or("registry-production".to_owned(), |account| account.name.clone());
            add(&mut other, first, unit, Some(before));
            add(&mut other, last, unit, Some(production));
            stage(&mut other, &[before, Environment::Test]);
        }
        Topology::PerUnit => {
            let mut owning: Vec<usize> = other.teams.iter().filter_map(|team| team.unit).collect();
            owning.sort_unstable();
            owning.dedup();
            if owning.is_empty() {
                return None;
            }
            for unit in owning {
                let known = known.iter().find(|account| account.unit == Some(unit));
                let name = known.map(|account| account.name.clone());
                let name = name.unwrap_or_else(|| format!("{}-registry", other.units[unit].name));
                add(&mut other, name, Some(unit), None);
            }
        }
        Topology::PerAccount => {
            let mut stages = other.accounts.iter().map(|account| account.environment);
            if stages.any(|stage| stage == Some(Environment::Development)) {
                stage(&mut other, &[Environment::Development]);
            }
        }
        Topology::Shared => {}
    }
    (!other.registry_accounts().is_empty()).then_some(other)
}

/// Builders that push everywhere push where images begin; what promotes brings them to the rest.
fn stage(company: &mut Company, first: &[Environment]) {
    let all = [
        Environment::Development,
        Environment::Test,
        Environment::Production,
    ];
    let rest: Vec<Environment> = all.into_iter().filter(|one| !first.contains(one)).collect();
    let is_everywhere = |builder: &Builder| all.iter().all(|one| builder.environments.contains(one));
    let mut promotes = false;
    for builder in &mut company.builders {
        if is_everywhere(builder) {
            builder.environments = match builder.pull.is_empty() {
                true => first.to_vec(),
                false => rest.clone(),
            };
        }
        promotes |= builder.environments.iter().any(|one| rest.contains(one));
    }
    let builder = company.builders.first().cloned();
    if let Some(builder) = builder.filter(|_| !promotes) {
        company.builders.push(Builder {
            name: "promoter".to_owned(),
            environments: rest,
            push: vec![Pattern::all()],
            pull: Vec::new(),
            ..builder
        });
    }
}

/// Takes the registry accounts out of a company, and out of all that names them.
fn remove_registries(company: &mut Company) -> Vec<Account> {
    let (mut kept, mut removed) = (Vec::new(), Vec::new());
    let mut place: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, account) in std::mem::take(&mut company.accounts).into_iter().enumerate() {
        if account.purpose == Purpose::Registry {
            removed.push(account);
        } else {
            place.insert(at, kept.len());
            kept.push(account);
        }
    }
    company.accounts = kept;
    let moved = |accounts: &mut Vec<usize>| {
        let new = accounts.iter().filter_map(|at| place.get(at)).copied();
        *accounts = new.collect();
    };
    for builder in &mut company.builders {
        moved(&mut builder.trust);
        builder.account = builder.account.and_then(|at| place.get(&at).copied());
    }
    company
        .consumers
        .iter_mut()
        .for_each(|consumer| moved(&mut consumer.accounts));
    company
        .repositories
        .iter_mut()
        .for_each(|repository| moved(&mut repository.accounts));
    removed
}
