//! Random cases, decided by the crate and by the reference.

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::Value;
use wharf_policy::case::Case;
use wharf_policy::testing::{ambiguous_case, case};

use crate::reference::{MUTANTS, Reference};

fn ours(case: &Value) -> String {
    let answer = Case::parse(&case.to_string()).unwrap().answer().unwrap();
    serde_json::to_value(answer.decision)
        .unwrap()
        .as_str()
        .unwrap()
        .to_owned()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases.max(10_000)))]

    #[test]
    fn both_evaluators_agree(case in prop_oneof![case(), ambiguous_case()]) {
        prop_assert_eq!(ours(&case), Reference::new(&case, None).decide(), "{}", case);
    }
}

/// Every rule of the reference matters to the cases: breaking it makes some case come out otherwise.
#[test]
fn every_broken_rule_is_noticed() {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut alive = MUTANTS.to_vec();
    for _ in 0..60_000 {
        let case = ambiguous_case().new_tree(&mut runner).unwrap().current();
        let right = ours(&case);
        alive.retain(|mutant| Reference::new(&case, Some(*mutant)).decide() == right);
        if alive.is_empty() {
            return;
        }
    }
    panic!("nothing tells these from the rules: {alive:?}");
}
