//! Assertions of a file that do not hold with its answer, and say what is meant when they are written otherwise.
//!
//! An assertion is about every name of its pattern, also about those that the file does not list and that no registry has. Where a
//! topology has several registries such a name would be in each of them, which is seldom meant. It is written otherwise only when it then
//! says as much of each image that the file has, and only when `check` proves it: what an answer really breaks stays as it is, to be seen.

use std::collections::BTreeMap;

use super::starter;
use crate::access::{AccessModel, Verdict, check};
use crate::assertion::{Action, Assertion, Party, Verb};
use crate::company::{Company, Topology};
use crate::desired::Ids;

/// In more accounts an assertion is not said again.
const ACCOUNTS: usize = 6;

/// What is written instead of assertions, by their places in the file.
#[derive(Clone, Debug, Default)]
pub(super) struct Instead {
    pub(super) texts: BTreeMap<usize, Vec<String>>,
    /// Whether the nodes of each unit become a consumer of their own, of which the texts speak.
    pub(super) has_nodes_of_units: bool,
}

/// What to write instead of those assertions of a company that do not hold.
pub(super) fn instead(company: &Company) -> Instead {
    let model = AccessModel::of(company, &Ids::assumed(company));
    let holds = |assertion: &Assertion| matches!(check(company, &model, assertion), Verdict::Proved { .. });
    let mut instead = Instead::default();
    let nodes = nodes_of_units(company);
    for (at, assertion) in company.assertions.iter().enumerate() {
        if holds(assertion) {
            continue;
        }
        let others = [
            elsewhere(company, assertion),
            where_images_are(company, assertion),
        ];
        let mut proved = others
            .into_iter()
            .filter(|others| !others.is_empty() && others.iter().all(holds));
        if let Some(proved) = proved.next() {
            let texts = proved.into_iter().map(|assertion| assertion.text).collect();
            instead.texts.insert(at, texts);
        } else if !nodes.is_empty() && is_of_all_nodes(assertion) {
            instead.texts.insert(at, nodes.clone());
            instead.has_nodes_of_units = true;
        }
    }
    instead
}

/// The account that it names has no registry: the same of all that have.
fn elsewhere(company: &Company, assertion: &Assertion) -> Vec<Assertion> {
    let Some(account) = assertion.registry else {
        return Vec::new();
    };
    if company.registry_accounts().contains(&account) {
        return Vec::new();
    }
    let text = assertion.text.rsplit_once(" in ");
    let text = text.map_or(assertion.text.as_str(), |(text, _)| text);
    vec![Assertion {
        text: text.trim_end().to_owned(),
        registry: None,
        ..assertion.clone()
    }]
}

/// The same in each account that has images of these names, if not all have.
fn where_images_are(company: &Company, assertion: &Assertion) -> Vec<Assertion> {
    if assertion.registry.is_some() {
        return Vec::new();
    }
    let registries = company.registry_accounts();
    let has_some = |account: &usize| {
        let mut held = company.repositories_in(*account);
        held.any(|repository| assertion.pattern.covers(&repository.name))
    };
    let homes: Vec<usize> = registries.iter().copied().filter(has_some).collect();
    if homes.len() == registries.len() || homes.len() > ACCOUNTS {
        return Vec::new();
    }
    let said = homes.into_iter().map(|account| Assertion {
        text: format!("{} in {}", assertion.text, company.accounts[account].name),
        registry: Some(account),
        ..assertion.clone()
    });
    said.collect()
}

/// `nodes may pull *`, which no node can where each unit has its own.
fn is_of_all_nodes(assertion: &Assertion) -> bool {
    matches!(assertion.parties.as_slice(), [Party::Consumer(0)])
        && assertion.verb == Verb::May
        && !assertion.only
        && assertion.actions == [Action::Pull]
        && assertion.pattern.as_str() == "*"
        && assertion.registry.is_none()
}

/// That the nodes of each unit pull what is the unit's, for a company whose file names no consumers and speaks of them in no other way.
fn nodes_of_units(company: &Company) -> Vec<String> {
    let is_of_nodes = |assertion: &&Assertion| assertion.parties.contains(&Party::Consumer(0));
    let mut of_nodes = company.assertions.iter().filter(is_of_nodes);
    let is_meant = company.topology == Topology::PerUnit
        && company.places.consumers.is_empty()
        && of_nodes.all(is_of_all_nodes);
    match is_meant {
        true => starter::pulls_of_units(company),
        false => Vec::new(),
    }
}
