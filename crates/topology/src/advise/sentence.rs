//! The answer in one sentence.

use wharf_aws::Region;

use super::candidate::Candidate;
use super::layout::Spread;
use super::proposal::Proposal;
use super::words::listed;
use crate::company::{Company, Isolation};

/// *One registry, in account `registry` (222222222222), in us-east-1, because …*; for a company as its file has it now.
pub fn sentence(company: &Company, answer: &Candidate) -> String {
    let proposal = Proposal::of(company, answer.layout);
    let many = match answer.registries {
        1 => "One registry".to_owned(),
        count => format!("{count} registries"),
    };
    if !answer.misses.is_empty() {
        return format!(
            "There is no answer: no candidate meets every requirement. The nearest would be {} ({many}), but {}.",
            super::name(answer),
            answer.misses.join("; ")
        );
    }
    format!(
        "{many}, {}, because {}.",
        places(&proposal, answer),
        because(company, answer)
    )
}

/// The requirements that the answer is chosen for, then its reasons.
fn because(company: &Company, answer: &Candidate) -> String {
    let wants = &company.requirements;
    let required = [
        (
            wants.isolation == Isolation::Account,
            "accounts are to be kept apart",
        ),
        (wants.isolation == Isolation::Unit, "units are to be kept apart"),
        (
            wants.production_independent,
            "production must pull when what others share is gone",
        ),
        (!company.residency.is_empty(), "no image may leave its Regions"),
        (
            wants.region_failure,
            "a Region must pull when another one is gone",
        ),
    ];
    let required = required.into_iter().filter(|(is_wanted, _)| *is_wanted);
    let required: Vec<&str> = required.map(|(_, reason)| reason).collect();
    match required.is_empty() {
        true => reasons(answer),
        false => format!("{}; {}", required.join("; "), reasons(answer)),
    }
}

/// *dedicated with replication between Regions, because …*: without the accounts, for facts that are supposed.
pub fn answer(answer: &Candidate) -> String {
    match answer.misses.is_empty() {
        true => format!("{}, because {}", super::name(answer), reasons(answer)),
        false => format!(
            "none; the nearest would be {}, but {}",
            super::name(answer),
            answer.misses.join("; ")
        ),
    }
}

fn reasons(answer: &Candidate) -> String {
    let reasons = answer
        .criteria
        .iter()
        .filter(|criterion| criterion.points > 0)
        .map(|criterion| criterion.reason.as_str());
    let reasons: Vec<&str> = reasons.collect();
    match reasons.is_empty() {
        true => "it is the only one that meets every requirement".to_owned(),
        false => reasons.join("; "),
    }
}

/// The accounts that hold the registries, and the Regions.
fn places(proposal: &Proposal, answer: &Candidate) -> String {
    let company = &proposal.company;
    let held = company.registry_accounts();
    let regions_of = |account: usize| match answer.spread {
        Spread::Direct => &company.accounts[account].regions[..1],
        _ => &company.accounts[account].regions[..],
    };
    let mut regions: Vec<&[Region]> = held.iter().map(|account| regions_of(*account)).collect();
    regions.sort_unstable();
    regions.dedup();
    let named = |account: &usize| {
        let regions = match regions.len() {
            0 | 1 => String::new(),
            _ => format!(" in {}", in_words(regions_of(*account))),
        };
        let account_is_new = *account >= proposal.known;
        let account = &company.accounts[*account];
        match account.id {
            Some(id) => format!("`{}` ({id}){regions}", account.name),
            None if account_is_new => format!("`{}` (new){regions}", account.name),
            None => format!("`{}`{regions}", account.name),
        }
    };
    let names: Vec<String> = held.iter().map(named).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let accounts = match names.len() {
        0 => "in an account that is still to be made".to_owned(),
        1 => format!("in account {}", names[0]),
        2..=8 => format!("in the accounts {}", listed(&names)),
        count => format!("in each of {count} accounts"),
    };
    match (regions.len(), names.len()) {
        (1, _) => format!("{accounts}, in {}", in_words(regions[0])),
        (_, 9..) => {
            let mut all: Vec<Region> = regions.concat();
            all.sort_unstable();
            all.dedup();
            format!("{accounts}, each where its images run, in {}", in_words(&all))
        }
        _ => accounts,
    }
}

fn in_words(regions: &[Region]) -> String {
    let names: Vec<&str> = regions.iter().map(Region::as_str).collect();
    listed(&names)
}
