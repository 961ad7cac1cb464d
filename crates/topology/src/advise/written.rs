//! What to write in a company's file for an answer: the topology, the accounts that it lacks, and, where no role
//! pushes and nothing is to be proved yet, a builder and the assertions that hold then.

use std::collections::BTreeSet;
use std::fmt;

use wharf_aws::Region;

use super::facts::Facts;
use super::ground::regions;
use super::instead::{Instead, instead};
use super::proposal::Proposal;
use super::starter;
use crate::access::{AccessModel, Verdict, check};
use crate::assertion::Assertion;
use crate::company::{Account, Company, Environment, Purpose, Topology};
use crate::desired::Ids;
use crate::file::edit::{Edit, Step, Written, edit};
use crate::file::{self, Draft, Edited, Problem};

/// Why nothing can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unwritten {
    /// The file has a form that is not edited: what to write by hand, a line for each place.
    Form(Vec<String>),
    /// The file would have mistakes.
    Problems(Vec<Problem>),
}

impl fmt::Display for Unwritten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unwritten::Form(lines) => {
                f.write_str("the file is written in a way that is not edited here (anchors, or several lines in braces); write by hand:")?;
                lines.iter().try_for_each(|line| write!(f, "\n  {line}"))
            }
            Unwritten::Problems(problems) => {
                f.write_str("with what the answer needs the file would have mistakes:")?;
                problems.iter().try_for_each(|problem| write!(f, "\n  {problem}"))
            }
        }
    }
}

/// What the assertions of a proposal's file become.
#[derive(Default)]
struct Assertions {
    /// Of those that it gets the ones that are left out.
    unproved: BTreeSet<String>,
    /// What is written instead of its own.
    instead: Instead,
}

/// A file with what a topology needs; the rest stays as its author wrote it. Of the assertions that it gets those are left out that
/// `check` would not prove; of its own those that do not hold then are written otherwise where that says what is meant.
pub fn written(text: &str, draft: &Draft, topology: Topology) -> Result<Edited, Unwritten> {
    let proposal = Proposal::of(&draft.company, topology);
    let (edited, company) = with(text, draft, &proposal, &Assertions::default())?;
    if !draft.company.assertions.is_empty() {
        return Ok(asserted(text, draft, &proposal, &company).unwrap_or(edited));
    }
    let unproved = unproved(&company);
    if unproved.is_empty() {
        return Ok(edited);
    }
    let assertions = Assertions {
        unproved,
        ..Assertions::default()
    };
    with(text, draft, &proposal, &assertions).map(|(edited, _)| edited)
}

/// What is written for the answer of facts that were tried, and what becomes of the file's assertions.
pub fn written_for(
    text: &str,
    draft: &Draft,
    facts: &Facts,
    topology: Topology,
) -> (Result<Edited, Unwritten>, Refuted) {
    let trial = facts.trials.get(&topology);
    let known = trial.and_then(|trial| trial.refuted.as_ref());
    // Each assertion is asked once: with many registries that takes seconds.
    if known.is_some_and(Vec::is_empty) {
        let proposal = Proposal::of(&draft.company, topology);
        let written = with(text, draft, &proposal, &Assertions::default());
        return (written.map(|(edited, _)| edited), Refuted::default());
    }
    let edited = written(text, draft, topology);
    let refuted = edited.as_ref().map(|edited| refuted(draft, edited));
    let refuted = refuted.unwrap_or_default();
    (edited, refuted)
}

/// The file whose own assertions hold with a proposal as far as they can be written otherwise; nothing where none can.
fn asserted(text: &str, draft: &Draft, proposal: &Proposal, company: &Company) -> Option<Edited> {
    let instead = instead(company);
    if instead.texts.is_empty() {
        return None;
    }
    let texts: Vec<String> = instead.texts.values().flatten().cloned().collect();
    let assertions = Assertions {
        instead,
        ..Assertions::default()
    };
    let (edited, company) = with(text, draft, proposal, &assertions).ok()?;
    let open = unproved(&company);
    texts.iter().all(|text| !open.contains(text)).then_some(edited)
}

/// The company that a file says with a topology; where its form is not edited, as it is proposed.
pub(super) fn company(text: &str, draft: &Draft, topology: Topology) -> Company {
    let proposal = Proposal::of(&draft.company, topology);
    let written = with(text, draft, &proposal, &Assertions::default());
    written.map_or(proposal.company, |(_, company)| company)
}

/// What becomes of a file's own assertions with what is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refuted {
    /// Those that hold no more.
    pub lost: Vec<String>,
    /// Those that hold neither now nor then.
    pub still: Vec<String>,
    /// Those that are written otherwise, because they hold so.
    pub rewritten: Vec<String>,
}

/// What becomes of a file's own assertions with what is written.
pub fn refuted(draft: &Draft, edited: &Edited) -> Refuted {
    let own = &draft.company;
    let mut refuted = Refuted::default();
    let Ok(company) = file::read(&edited.text()) else {
        return refuted;
    };
    if own.assertions.is_empty() {
        return refuted;
    }
    let after = unproved(&company);
    let then: BTreeSet<&String> = company
        .assertions
        .iter()
        .map(|assertion| &assertion.text)
        .collect();
    let before = match draft.lacks {
        None if !after.is_empty() => unproved(own),
        // Nothing can be proved of what lacks its registries.
        _ => BTreeSet::new(),
    };
    for Assertion { text, .. } in &own.assertions {
        let list = match (then.contains(text), after.contains(text), before.contains(text)) {
            (false, ..) => &mut refuted.rewritten,
            (true, true, false) => &mut refuted.lost,
            (true, true, true) => &mut refuted.still,
            (true, false, _) => continue,
        };
        list.push(text.clone());
    }
    refuted
}

/// The assertions of a company that `check` does not prove.
pub(super) fn unproved(company: &Company) -> BTreeSet<String> {
    let model = AccessModel::of(company, &Ids::assumed(company));
    let assertions = company.assertions.iter();
    let is_open =
        |assertion: &&Assertion| !matches!(check(company, &model, assertion), Verdict::Proved { .. });
    let open = assertions.filter(is_open);
    open.map(|assertion| assertion.text.clone()).collect()
}

/// A file with a proposal, and the company that it then says.
fn with(
    text: &str,
    draft: &Draft,
    proposal: &Proposal,
    assertions: &Assertions,
) -> Result<(Edited, Company), Unwritten> {
    let edits = edits(draft, proposal, assertions);
    let by_hand = || Unwritten::Form(edits.iter().flat_map(said).collect());
    let edited = edit(text, &edits).ok_or_else(by_hand)?;
    let company = file::read(&edited.text()).map_err(Unwritten::Problems)?;
    match is_as_proposed(&company, &proposal.company) {
        true => Ok((edited, company)),
        false => Err(by_hand()),
    }
}

/// Whether a file asks for the registries of a proposal, and has its repositories in the same.
fn is_as_proposed(company: &Company, proposed: &Company) -> bool {
    let registries = |company: &Company| {
        let held = company.registry_accounts().into_iter();
        let held = held.map(|account| {
            let account = &company.accounts[account];
            (account.name.clone(), account.regions.clone())
        });
        let mut held: Vec<(String, Vec<Region>)> = held.collect();
        held.sort_unstable();
        held
    };
    let places = |company: &Company| {
        let named = company.repositories.iter().map(|repository| {
            let accounts = repository.accounts.iter();
            let names = accounts.map(|account| company.accounts[*account].name.clone());
            names.collect()
        });
        named.collect::<Vec<BTreeSet<String>>>()
    };
    company.topology == proposed.topology
        && registries(company) == registries(proposed)
        && places(company) == places(proposed)
}

fn edits(draft: &Draft, proposal: &Proposal, assertions: &Assertions) -> Vec<Edit> {
    let now = &draft.company;
    let then = &proposal.company;
    let mut keys = Vec::new();
    let mut accounts: Vec<(String, Written)> = Vec::new();
    let mut edits = Vec::new();
    // Accounts without Regions of their own have the company's: these stay what they are.
    let company_regions = regions_of_company(draft);
    let default = company_regions.as_deref().unwrap_or(&now.regions);
    for (at, account) in then.accounts.iter().enumerate() {
        match now.accounts.get(at) {
            None => accounts.push((account.name.clone(), Written::Flow(entry(then, account, default)))),
            Some(before) => edits.extend(change(before, account, default)),
        }
    }
    for (at, (before, after)) in now.repositories.iter().zip(&then.repositories).enumerate() {
        if before.accounts != after.accounts {
            let names: Vec<&str> = after
                .accounts
                .iter()
                .map(|account| then.accounts[*account].name.as_str())
                .collect();
            edits.push(Edit {
                path: vec![Step::Key("repositories".to_owned()), Step::Item(at)],
                keys: vec![(
                    "accounts".to_owned(),
                    Written::Flow(format!("[{}]", names.join(", "))),
                )],
                plain: "name",
                instead: Vec::new(),
            });
        }
    }
    let instead = assertions.instead.texts.iter();
    edits.extend(instead.map(|(at, texts)| Edit {
        path: vec![Step::Key("assertions".to_owned()), Step::Item(*at)],
        keys: Vec::new(),
        plain: "",
        instead: texts.clone(),
    }));
    if !accounts.is_empty() {
        edits.insert(
            0,
            Edit {
                path: vec![Step::Key("accounts".to_owned())],
                keys: accounts,
                plain: "",
                instead: Vec::new(),
            },
        );
    }
    let is_default = draft.topology.is_none() && then.topology == Topology::Dedicated;
    if draft.topology != Some(then.topology) && !(is_default && edits.is_empty()) {
        keys.push(("topology".to_owned(), Written::Flow(then.topology.to_string())));
    }
    if let Some(regions) = &company_regions {
        keys.push(("regions".to_owned(), Written::Flow(list(regions))));
    }
    let has_nodes_of_units = assertions.instead.has_nodes_of_units;
    keys.extend(starter::keys(
        (&proposal.company, &proposal.held),
        &assertions.unproved,
        has_nodes_of_units,
    ));
    if !keys.is_empty() {
        edits.insert(
            0,
            Edit {
                path: Vec::new(),
                keys,
                plain: "",
                instead: Vec::new(),
            },
        );
    }
    edits
}

/// The Regions that the file must name for the company, if they are others than it has: all in which images run.
fn regions_of_company(draft: &Draft) -> Option<Vec<Region>> {
    let company = &draft.company;
    let used = regions(company);
    if used.iter().all(|region| company.regions.contains(region)) {
        return None;
    }
    if !company.says_regions {
        return Some(used);
    }
    let further = used
        .into_iter()
        .filter(|region| !company.regions.contains(region));
    Some(company.regions.iter().cloned().chain(further).collect())
}

/// What changes at an account that is there, where one of which the file says no Regions has these then.
fn change(before: &Account, after: &Account, default: &[Region]) -> Option<Edit> {
    let mut keys = Vec::new();
    if before.purpose != after.purpose {
        keys.push((
            "purpose".to_owned(),
            Written::Flow(purpose(after.purpose).to_owned()),
        ));
    }
    if before.environment != after.environment
        && let Some(environment) = after.environment
    {
        keys.push((
            "environment".to_owned(),
            Written::Flow(called(environment).to_owned()),
        ));
    }
    let is_other = match before.says_regions {
        true => before.regions != after.regions,
        false => after.regions != default && holds_images(after),
    };
    if is_other {
        keys.push(("regions".to_owned(), Written::Flow(list(&after.regions))));
    }
    (!keys.is_empty()).then(|| Edit {
        path: vec![Step::Key("accounts".to_owned()), Step::Key(before.name.clone())],
        keys,
        plain: "id",
        instead: Vec::new(),
    })
}

fn holds_images(account: &Account) -> bool {
    matches!(account.purpose, Purpose::Workload | Purpose::Registry)
}

/// A new account as its entry says it.
fn entry(company: &Company, account: &Account, default: &[Region]) -> String {
    let mut parts = Vec::new();
    if let Some(unit) = account.unit {
        parts.push(format!("unit: {}", company.units[unit].name));
    }
    parts.push(format!("purpose: {}", purpose(account.purpose)));
    if let Some(environment) = account.environment {
        parts.push(format!("environment: {}", called(environment)));
    }
    if account.regions != default {
        parts.push(format!("regions: {}", list(&account.regions)));
    }
    format!("{{ {} }}", parts.join(", "))
}

fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Workload => "workload",
        Purpose::Registry => "registry",
        Purpose::Build => "build",
        Purpose::Management => "management",
        Purpose::Retired => "retired",
    }
}

fn called(environment: Environment) -> &'static str {
    match environment {
        Environment::Development => "development",
        Environment::Test => "test",
        Environment::Production => "production",
    }
}

fn list(regions: &[Region]) -> String {
    let names: Vec<&str> = regions.iter().map(Region::as_str).collect();
    format!("[{}]", names.join(", "))
}

/// An edit for people who do it.
fn said(edit: &Edit) -> Vec<String> {
    let path: Vec<String> = edit
        .path
        .iter()
        .map(|step| match step {
            Step::Key(name) => name.clone(),
            Step::Item(number) => format!("item {}", number + 1),
        })
        .collect();
    let place = match path.is_empty() {
        true => "at the top".to_owned(),
        false => format!("under {}", path.join(", ")),
    };
    let keys = edit.keys.iter();
    let keys = keys.map(|(name, value)| format!("{place}: {name}: {}", value.flow()));
    let instead = edit.instead.iter().map(|text| format!("{place}: {text}"));
    keys.chain(instead).collect()
}
