//! Policies in fewest words and in parts: what every principal can do is the same.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;
use wharf_policy::{PolicyKind, check as check_policy};
use wharf_topology::access::{AccessModel, RepositoryPolicies, Snapshot, matrix};
use wharf_topology::desired::{Desired, Ids};
use wharf_topology::quota::REGISTRY_POLICY;
use wharf_topology::{Action, Company, Topology};

use crate::company::files;
use crate::random;

/// What every principal can do with every repository.
type Matrix = BTreeMap<(String, String, String, String), Vec<&'static str>>;

fn access(company: &Company, model: &AccessModel) -> Matrix {
    let cells = matrix(company, model).into_iter();
    cells
        .map(|cell| ((cell.who, cell.registry, cell.region, cell.repository), cell.can))
        .collect()
}

/// The snapshot of an endpoint where each part of a policy is in its place.
fn with_parts(mut snapshot: Snapshot, desired: &Desired) -> Snapshot {
    for (known, registry) in snapshot.registries.iter_mut().zip(&desired.registries) {
        known.elsewhere = None;
        for repository in &registry.repositories {
            let own = RepositoryPolicies {
                policy: repository.policy.clone(),
                ..RepositoryPolicies::default()
            };
            known.repositories.insert(repository.name.clone(), own);
        }
    }
    snapshot
}

/// What every principal can do with names that the file does not have.
fn of_names_to_come(model: &AccessModel, names: &[&str]) -> Vec<(String, &'static str, bool)> {
    let mut answers = Vec::new();
    for who in model.principals() {
        for place in model.registries() {
            for name in names {
                for action in [Action::Pull, Action::Push] {
                    let can = model.can(who, action, place, name).can;
                    answers.push((format!("{} {name}", who.label), action.as_str(), can));
                }
            }
        }
    }
    answers
}

fn lengths(desired: &Desired) -> usize {
    let policies = desired.registries.iter();
    policies.map(|registry| registry.policy.to_string().len()).sum()
}

fn can_be_saved(policy: &Value, kind: PolicyKind) {
    let text = policy.to_string();
    if let Err(refusal) = check_policy(&text, kind) {
        panic!("{refusal}: {:?}: {text}", refusal.diagnostics);
    }
}

/// What was compared.
#[derive(Clone, Copy, Debug, Default)]
struct Compared {
    is_shorter: bool,
    is_split: bool,
}

/// Compares a company's policies as each consumer and builder asks for them with the shortest that say the same, and with those in parts
/// of at most so many characters: by the evaluator, for all principals, and for names that are still to come.
fn compare(company: &Company, characters: usize) -> Compared {
    let ids = Ids::assumed(company);
    let long = Desired::in_more_words(company, &ids);
    let short = Desired::of(company, &ids);
    assert!(lengths(&short) <= lengths(&long), "{}", company.name);
    let parts = Desired::with_policies_of(company, &ids, characters);
    let is_split = parts
        .registries
        .iter()
        .any(|registry| registry.elsewhere.is_some());
    let is_other = |desired: &&Desired| {
        let mut both = desired.registries.iter().zip(&long.registries);
        both.any(|(one, other)| one.policy != other.policy)
    };
    let mut others: Vec<&Desired> = [&short].into_iter().filter(is_other).collect();
    others.extend(Some(&parts).filter(|_| is_split));
    let compared = Compared {
        is_shorter: lengths(&short) < lengths(&long),
        is_split,
    };
    if others.is_empty() {
        return compared;
    }
    let names = ["a/new", "new/x", "red/new"];
    let is_pushed = |name: &&str| {
        let mut templates = company.templates.iter();
        templates.any(|template| template.pattern().covers(name))
    };
    let pushed: Vec<&str> = names.into_iter().filter(is_pushed).collect();
    let wanted = AccessModel::from_snapshot(company, &Snapshot::of_desired(company, &ids, &long));
    let all = access(company, &wanted);
    let to_come = of_names_to_come(&wanted, &names);
    let pushed_wanted = of_names_to_come(&wanted, &pushed);
    for desired in others {
        let snapshot = Snapshot::of_desired(company, &ids, desired);
        let model = AccessModel::from_snapshot(company, &snapshot);
        let name = &company.name;
        assert_eq!(of_names_to_come(&model, &names), to_come, "{name}");
        let is_in_parts = desired
            .registries
            .iter()
            .any(|registry| registry.elsewhere.is_some());
        let model = match is_in_parts {
            true => AccessModel::from_snapshot(company, &with_parts(snapshot, desired)),
            false => model,
        };
        assert_eq!(access(company, &model), all, "{name}");
        // What a push makes has no policy of its own.
        assert_eq!(of_names_to_come(&model, &pushed), pushed_wanted, "{name}");
        for registry in &desired.registries {
            can_be_saved(&registry.policy, PolicyKind::Registry);
            for policy in registry.repositories.iter().filter_map(|one| one.policy.as_ref()) {
                can_be_saved(policy, PolicyKind::Repository);
            }
        }
    }
    compared
}

/// Compaction and splitting change no answer, for companies of every shape.
#[test]
fn fewer_words_say_the_same() {
    let cases = 20;
    let compared = std::cell::RefCell::new(Vec::new());
    let mut runner = TestRunner::new(Config::with_cases(cases));
    let same = |text: String| {
        let Ok(company) = wharf_topology::file::read(&text) else {
            return Err(TestCaseError::reject("no company"));
        };
        compared.borrow_mut().push(compare(&company, 1_300));
        Ok(())
    };
    runner.run(&files(), same).unwrap();
    let compared = compared.into_inner();
    let (shorter, split) = counts(&compared);
    println!("of {cases} companies {shorter} were said shorter, {split} were split");
    assert!(shorter > 0 && split > 0);
}

/// Of the companies that fit into one document, each of so many is split.
const SPLIT: usize = 4;

/// The same for the companies whose assertions are judged, with every topology, several Regions and builders of some environments. What
/// fits into one document is split as if AWS took less than the longest: of some only, for that is most of the time.
#[test]
fn random_companies_have_the_same_access_in_fewer_words_and_in_parts() {
    let seed = random::seed();
    let mut compared = Vec::new();
    let mut split: BTreeMap<Topology, usize> = BTreeMap::new();
    for (at, (_, company, _)) in random::companies(seed).into_iter().enumerate() {
        let short = Desired::of(&company, &Ids::assumed(&company));
        let longest = short
            .registries
            .iter()
            .map(|registry| registry.policy.to_string().len());
        let characters = match at % SPLIT {
            0 => longest.max().unwrap_or(0).saturating_sub(1).max(200),
            _ => REGISTRY_POLICY.max,
        };
        let one = compare(&company, characters);
        *split.entry(company.topology).or_default() += usize::from(one.is_split);
        compared.push(one);
    }
    let (shorter, count) = counts(&compared);
    println!(
        "seed {seed}: of {} companies {shorter} were said shorter, {count} were split: {split:?}",
        compared.len()
    );
    assert!(
        shorter > 0 && count * 20 >= compared.len(),
        "PROPTEST_RNG_SEED={seed}: {shorter} shorter, {count} split"
    );
}

fn counts(compared: &[Compared]) -> (usize, usize) {
    let count = |of: fn(&Compared) -> bool| compared.iter().filter(|one| of(one)).count();
    (count(|one| one.is_shorter), count(|one| one.is_split))
}
