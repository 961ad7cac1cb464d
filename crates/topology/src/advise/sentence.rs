//! The answer in one sentence.

use super::candidate::Candidate;
use super::layout::{Layout, Spread};
use crate::company::{Company, Topology};
use crate::desired::Ids;

/// *One registry, in account `registry` (222222222222), in us-east-1, because …*
pub fn sentence(company: &Company, ids: &Ids, answer: &Candidate) -> String {
    let many = match answer.registries {
        1 => "One registry".to_owned(),
        count => format!("{count} registries"),
    };
    let regions: Vec<&str> = company.regions.iter().map(|region| region.as_str()).collect();
    let regions = match answer.spread {
        Spread::Direct => regions[..1].join(""),
        _ => listed(&regions),
    };
    let because: Vec<&str> = answer
        .criteria
        .iter()
        .filter(|criterion| criterion.points > 0)
        .map(|criterion| criterion.reason.as_str())
        .collect();
    let because = match because.is_empty() {
        true => "it is the only one that meets every requirement".to_owned(),
        false => because.join("; "),
    };
    format!(
        "{many}, {}, in {regions}, because {because}.",
        accounts(company, ids, answer.layout)
    )
}

/// The accounts that hold the registries.
fn accounts(company: &Company, ids: &Ids, layout: Layout) -> String {
    let Layout::One(topology) = layout else {
        return "one to build in and one in each production account, filled by replication".to_owned();
    };
    let under = Company {
        topology,
        ..company.clone()
    };
    let held = under.registry_accounts();
    let wanted = match topology {
        Topology::Dedicated if held.is_empty() => "in an account of its own that is still to be made",
        Topology::Split if held.len() < 2 => {
            "in two accounts of their own, one for production, still to be made"
        }
        Topology::PerUnit if held.is_empty() => "in an account for each unit, still to be made",
        _ => "",
    };
    if !wanted.is_empty() {
        return wanted.to_owned();
    }
    let names: Vec<String> = held
        .iter()
        .map(|account| match company.accounts[*account].id {
            Some(_) => format!(
                "`{}` ({})",
                company.accounts[*account].name, ids.accounts[*account]
            ),
            None => format!("`{}`", company.accounts[*account].name),
        })
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    match names.len() {
        1 => format!("in account {}", names[0]),
        2..=6 => format!("in the accounts {}", listed(&names)),
        count => format!("in each of {count} accounts"),
    }
}

fn listed(items: &[&str]) -> String {
    match items {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
