//! A file tried with each topology that meets its requirements: what of it AWS would refuse, and which of its assertions would not hold.

use std::collections::BTreeMap;

use super::facts::{Facts, Trial};
use super::price::Prices;
use super::{ranked, written};
use crate::company::{Company, Topology};
use crate::desired::Ids;
use crate::file::Draft;
use crate::limits;

impl Facts {
    /// Of a company's file, which is tried with each topology that can be the answer.
    pub fn of_file(text: &str, draft: &Draft, prices: &Prices) -> Facts {
        tried(text, draft, Facts::of_draft(draft), prices)
    }
}

/// The facts of a file with its trials. A topology that misses a requirement is not tried: it is not the answer, and a registry for each
/// of a thousand accounts is long to write down. What the file asserts is asked of the best, and of the next while something is refuted.
fn tried(text: &str, draft: &Draft, mut facts: Facts, prices: &Prices) -> Facts {
    let possible = possible(&facts, prices);
    let mut companies: BTreeMap<Topology, Company> = possible
        .into_iter()
        .map(|topology| (topology, written::company(text, draft, topology)))
        .collect();
    facts.trials = companies.iter().map(limited).collect();
    // What is too much with every topology is no reason against one of them: it is told beside the answer.
    if facts.trials.values().all(|trial| !trial.over.is_empty()) {
        facts.trials.values_mut().for_each(|trial| trial.over.clear());
    }
    if draft.company.assertions.is_empty() {
        return facts;
    }
    for topology in self::possible(&facts, prices) {
        let Some(company) = companies.remove(&topology) else {
            continue;
        };
        let open = written::unproved(&company);
        let own = draft.company.assertions.iter().map(|assertion| &assertion.text);
        let refuted: Vec<String> = own.filter(|text| open.contains(*text)).cloned().collect();
        let holds = refuted.is_empty();
        facts.trials.entry(topology).or_default().refuted = Some(refuted);
        if holds {
            break;
        }
    }
    facts
}

/// The topologies that meet every requirement, the best first.
fn possible(facts: &Facts, prices: &Prices) -> Vec<Topology> {
    let candidates = ranked(facts, prices).into_iter();
    let possible = candidates.filter(|candidate| candidate.misses.is_empty());
    possible.map(|candidate| candidate.layout).collect()
}

fn limited((topology, company): (&Topology, &Company)) -> (Topology, Trial) {
    let findings = limits::findings(company, &Ids::assumed(company));
    let refused = findings.iter().filter(|finding| finding.stops);
    let trial = Trial {
        over: refused.map(limits::Finding::told).collect(),
        refuted: None,
    };
    (*topology, trial)
}
