//! What pictures say in words: titles, labels and sentences.

use std::collections::BTreeSet;

use super::model::{Kind, Picture};
use super::reach::{Mover, Reach};
use crate::company::{Company, Topology};

/// A number of things.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        count => format!("{count} {many}"),
    }
}

/// Names as a label has them: two, and how many more.
pub(super) fn some(names: &[String]) -> String {
    match names {
        [one] => one.clone(),
        [one, other] => format!("{one}, {other}"),
        [one, other, more @ ..] => format!("{one}, {other} + {}", more.len()),
        [] => "nothing".to_owned(),
    }
}

/// The answer that a topology is.
pub(super) fn title(company: &Company) -> String {
    let holders = company.registry_accounts();
    match company.topology {
        Topology::Dedicated => "One registry, in an account of its own".to_owned(),
        Topology::Shared => "One registry, in the development account".to_owned(),
        Topology::Split => "Two registries: production’s own, and one for all before it".to_owned(),
        Topology::Replicated => {
            "One registry to build into, and what is promoted in production’s own".to_owned()
        }
        Topology::PerUnit => format!(
            "A registry for each unit: {}",
            counted(holders.len(), "account holds images", "accounts hold images")
        ),
        Topology::PerAccount => format!(
            "A registry in each account: {}",
            counted(holders.len(), "account holds images", "accounts hold images")
        ),
    }
}

pub(super) fn subtitle(company: &Company) -> String {
    let mut parts = vec![
        format!("organization {}", company.name),
        format!("topology {}", company.topology),
        counted(company.accounts.len(), "account", "accounts"),
        counted(company.repositories.len(), "repository", "repositories"),
    ];
    if company.regions.len() > 1 {
        parts.push(counted(company.regions.len(), "Region", "Regions"));
    }
    parts.push("drawn from the access that the policies give".to_owned());
    parts.join(" · ")
}

/// What is true of those outside.
pub(super) fn note(company: &Company, reach: &Reach) -> String {
    if company.repositories.is_empty() {
        return "no repositories in the file, so no access to show".to_owned();
    }
    let is_stranger = |mover: &Mover| matches!(mover, Mover::Stranger(_));
    match reach.by.keys().any(|(mover, ..)| is_stranger(mover)) {
        true => format!("a principal outside of {} gets in", company.name),
        false => format!("no account outside of {} can pull", company.name),
    }
}

/// Who moves which images.
pub(super) fn sentence(
    kind: Kind,
    mover: &str,
    roles: &[String],
    what: &[String],
    registry: &str,
    regions: &BTreeSet<String>,
) -> String {
    let regions: Vec<&str> = regions.iter().map(String::as_str).collect();
    let what = match what {
        [all] if all == "*" => "every repository".to_owned(),
        what => what.join(", "),
    };
    let place = format!("{registry}, {}", regions.join(" and "));
    let by = match roles {
        [] => mover.to_owned(),
        roles => format!("{} of {mover}", roles.join(", ")),
    };
    match kind {
        Kind::Push => format!("{by} pushes {what} to {place}"),
        Kind::Promote => format!("{by} promotes images to {what} in {place}"),
        Kind::Pull => format!("{by} pulls {what} from {place}"),
        Kind::Replicate => format!("{registry} replicates {what} to {mover}"),
        Kind::Cache => format!("{mover} caches {what} of {registry}"),
    }
}

/// The picture as sentences.
pub(super) fn description(picture: &Picture) -> String {
    let sentences = picture.flows.iter().map(|flow| format!("{}.", flow.sentence));
    let inner = picture.nodes.iter().flat_map(|node| {
        let rows = node.inner.iter();
        rows.map(|inner| format!("In {}: {}.", node.name, inner.words()))
    });
    let mut sentences: Vec<String> = sentences.chain(inner).take(40).collect();
    if !picture.note.is_empty() {
        sentences.push(format!("{}.", picture.note));
    }
    sentences.join(" ")
}
