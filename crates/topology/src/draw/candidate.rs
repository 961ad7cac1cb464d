//! How a company would look with another answer: its file with that topology, and with the accounts that this would need.

use super::model::{Kind, Picture};
use super::reach::Reach;
use super::{read, words};
use crate::advise::{Candidate, Proposal, Spread};
use crate::company::{Builder, Company, Environment, Isolation, Topology};
use crate::pattern::Pattern;

/// A candidate's picture, as far as its topology says who moves what; nothing where the company lacks what it needs.
pub(super) fn picture(company: &Company, candidate: &Candidate) -> Option<Picture> {
    let mut other = with(company, candidate.layout)?;
    if candidate.spread == Spread::Direct {
        for at in other.registry_accounts() {
            other.accounts[at].regions.truncate(1);
        }
    }
    let reach = Reach::meant(&other);
    let mut picture = read::picture(&other, &reach);
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

/// Why there is no picture.
pub(super) fn undrawn(topology: Topology) -> &'static str {
    match topology {
        Topology::PerUnit => {
            "Not drawn: the file has no `units` with accounts, and each of them would have a registry of its own."
        }
        Topology::Split | Topology::Replicated | Topology::PerAccount => {
            "Not drawn: the file has no accounts that run images, and each side of them would have a registry of its own."
        }
        Topology::Dedicated | Topology::Shared => "Not drawn: the file has no accounts.",
    }
}

/// The company with another topology, and with builders that push where its images begin.
fn with(company: &Company, topology: Topology) -> Option<Company> {
    let mut company = company.clone();
    if topology == Topology::PerUnit {
        // Where no team says which unit owns its images, every unit with accounts is drawn with a registry.
        company.requirements.isolation = Isolation::Unit;
    }
    let mut other = Proposal::of(&company, topology).company;
    other.assertions = Vec::new();
    let first: &[Environment] = match topology {
        Topology::Split | Topology::Replicated => &[Environment::Development, Environment::Test],
        Topology::PerAccount => &[Environment::Development],
        Topology::Dedicated | Topology::Shared | Topology::PerUnit => &[],
    };
    let mut stages = other.accounts.iter().map(|account| account.environment);
    if stages.any(|stage| stage.is_some_and(|stage| first.contains(&stage))) {
        stage(&mut other, first);
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
