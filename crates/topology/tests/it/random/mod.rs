//! Random companies: each of their assertions is decided by `check` and by definition, and the two say the same.

mod by_hand;
mod changed;
mod live;
mod operations;
mod principals;
mod rows;
mod truth;
mod words;

use std::collections::BTreeMap;
use std::hash::{BuildHasher as _, RandomState};

use proptest::test_runner::{Config, RngSeed};
use wharf_topology::access::{AccessModel, Snapshot, Verdict, check};
use wharf_topology::desired::Ids;
use wharf_topology::testing::{Draw, mutants, organization_file};
use wharf_topology::{Company, file};

use by_hand::ByHand;
use truth::{Truth, World};
use words::is_far;

const COMPANIES: usize = 200;

/// A fresh seed, unless one is asked for by the variable that proptest reads too.
pub(crate) fn seed() -> u64 {
    match Config::default().rng_seed {
        RngSeed::Fixed(seed) => seed,
        RngSeed::Random => RandomState::new().hash_one("companies"),
    }
}

/// So many as a soak asks for by its variable, or as usual.
fn count(usual: usize) -> usize {
    #[expect(clippy::disallowed_methods, reason = "a test is asked by its environment")]
    let asked = std::env::var("WHARF_SOAK_COMPANIES");
    asked.map_or(usual, |text| text.parse().expect("a number of companies"))
}

pub(crate) fn companies(seed: u64) -> Vec<(String, Company, ByHand)> {
    let count = count(COMPANIES);
    let mut draw = Draw::new(seed);
    let read = |text: &str| file::read(text).unwrap_or_else(|problems| panic!("{problems:?}\n{text}"));
    let drawn = (0..count).map(|turn| {
        let mut text = with_accounts(organization_file(draw.number()), &mut draw);
        for assertion in by_hand::assertions(&read(&text), &mut draw) {
            text.push_str(&format!("  - {assertion}\n"));
        }
        let company = read(&text);
        let by_hand = by_hand::change(&company, turn, &mut draw);
        (text, company, by_hand)
    });
    drawn.collect()
}

/// The same file with accounts that are a trap: the management account that holds the registry, and one whose id others take for an outsider's.
fn with_accounts(text: String, draw: &mut Draw) -> String {
    let before = "accounts:\n";
    if text.contains("topology: shared") && draw.percent(80) {
        let main = "accounts:\n  main: { purpose: management, environment: development }\n";
        return text.replacen(before, main, 1) + "  - account main may administer *\n";
    }
    match text
        .split_once(before)
        .and_then(|(above, below)| Some((above, below.split_once("{ ")?)))
    {
        Some((above, (name, rest))) if draw.percent(30) => {
            format!("{above}{before}{name}{{ id: \"999999999999\", {rest}  - outsiders may not pull base\n")
        }
        _ => text,
    }
}

/// What `check` says of each assertion.
fn said(company: &Company, by_hand: &ByHand) -> Vec<Option<Truth>> {
    let ids = Ids::assumed(company);
    let mut snapshot = Snapshot::of(company, &ids);
    by_hand.apply(&mut snapshot, &ids);
    let model = AccessModel::from_snapshot(company, &snapshot);
    let verdicts = company.assertions.iter();
    let said = verdicts.map(|assertion| truth_of(&check(company, &model, assertion)));
    said.collect()
}

fn truth_of(verdict: &Verdict) -> Option<Truth> {
    match verdict {
        Verdict::Proved { .. } => Some(Truth::Holds),
        Verdict::Refuted(_) | Verdict::Impossible(_) => Some(Truth::Fails),
        Verdict::Empty => Some(Truth::Empty),
        Verdict::Undecided(_) => None,
    }
}

/// What is true of each assertion.
fn truths(company: &Company, by_hand: &ByHand) -> Vec<Option<Truth>> {
    let mut world = World::of(company, by_hand);
    let assertions = company.assertions.iter();
    assertions
        .map(|assertion| Some(world.decide(assertion)))
        .collect()
}

#[test]
fn random_companies_are_judged_as_by_definition() {
    let seed = seed();
    let companies = companies(seed);
    let mut counts: BTreeMap<Truth, usize> = BTreeMap::new();
    let (mut far, mut differences) = (0, Vec::new());
    for (text, company, by_hand) in &companies {
        let (said, truths) = (said(company, by_hand), truths(company, by_hand));
        for ((assertion, said), truth) in company.assertions.iter().zip(said).zip(truths) {
            *counts.entry(truth.unwrap()).or_default() += 1;
            if said != truth {
                differences.push(format!(
                    "{}: said {said:?}, is {truth:?}\n{text}{by_hand:?}",
                    assertion.text
                ));
            }
        }
        far += usize::from(
            company
                .assertions
                .iter()
                .any(|assertion| is_far(company, assertion)),
        );
    }
    let count = |truth: Truth| counts.get(&truth).copied().unwrap_or(0);
    let [holds, fails, empty] = [Truth::Holds, Truth::Fails, Truth::Empty].map(count);
    println!(
        "seed {seed}: {} companies, {} assertions: {holds} true, {fails} false, {empty} about no principal; {far} companies with a name in another \
         unit's registry, a copy by promotion or a name that no pattern matches; {} differences",
        companies.len(),
        holds + fails + empty,
        differences.len()
    );
    assert!(
        differences.is_empty(),
        "PROPTEST_RNG_SEED={seed}: {} differences, the first: {}",
        differences.len(),
        differences[0]
    );
    let all = holds + fails + empty;
    assert!(
        [holds, fails, empty].iter().all(|count| count * 10 >= all),
        "seed {seed}"
    );
    assert!(far * 3 >= companies.len(), "seed {seed}");
}

/// A rule that is broken is noticed in the same companies.
#[test]
fn every_mutant_is_found() {
    let seed = seed();
    let companies = companies(seed);
    let mut truths: Vec<Option<Vec<Option<Truth>>>> = vec![None; companies.len()];
    let (mut missed, mut latest) = (Vec::new(), 0);
    for mutant in mutants() {
        let mut found = None;
        for (at, ((_, company, by_hand), known)) in companies.iter().zip(&mut truths).enumerate() {
            let truth = known.get_or_insert_with(|| self::truths(company, by_hand));
            if mutant.during(|| said(company, by_hand)) != *truth {
                found = Some(at + 1);
                break;
            }
        }
        match found {
            Some(at) => latest = latest.max(at),
            None => missed.push(mutant.name()),
        }
    }
    println!(
        "seed {seed}: {} mutants, {} of them found, the last in company {latest}",
        mutants().len(),
        mutants().len() - missed.len()
    );
    assert!(
        missed.is_empty(),
        "PROPTEST_RNG_SEED={seed}: not noticed: {missed:?}"
    );
}
