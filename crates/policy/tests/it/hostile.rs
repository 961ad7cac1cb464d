//! Documents that were written to be slow.

use std::time::{Duration, Instant};

use serde_json::json;
use wharf_policy::case::Case;

/// A case whose policy has `conditions` conditions, each a pattern that almost matches in many ways, of `stars` wildcards.
fn case(conditions: usize, stars: usize) -> String {
    let pattern = format!("{}b", "*a".repeat(stars));
    let value = "a".repeat(256);
    let pairs: serde_json::Map<_, _> = (0..conditions)
        .map(|at| (format!("aws:PrincipalTag/t{at}"), json!(pattern)))
        .collect();
    let context: serde_json::Map<_, _> = (0..conditions)
        .map(|at| (format!("aws:PrincipalTag/t{at}"), json!([value])))
        .collect();
    let statement = json!({"Effect": "Allow", "Action": "ecr:*a*t*g*", "Condition": {"StringNotLike": pairs},
        "Resource": format!("arn:aws:ecr:*:*:repository/{}", "*a".repeat(stars))});
    json!({
        "id": 1, "action": "ecr:BatchGetImage", "context": context,
        "principal": {"arn": "arn:aws:iam::111111111111:user/dev", "accountId": "111111111111", "type": "User"},
        "resource": {"arn": format!("arn:aws:ecr:us-east-1:111111111111:repository/{value}"),
            "accountId": "111111111111"},
        "identityPolicies": [{"Version": "2012-10-17", "Statement": statement}],
    })
    .to_string()
}

/// The shortest of some runs: other work on the machine only adds to it.
fn time(text: &str) -> Duration {
    let case = Case::parse(text).unwrap();
    let run = || {
        let begun = Instant::now();
        let answer = case.answer().unwrap();
        assert_eq!(serde_json::to_value(answer.decision).unwrap(), "Allowed");
        begun.elapsed()
    };
    (0..20).map(|_| run()).min().unwrap()
}

#[test]
fn fifty_conditions_of_hostile_wildcards_are_decided_in_linear_time() {
    // About 10,240 characters in all.
    let (small, large) = (case(12, 90), case(48, 90));
    assert!(large.len() > 10_240, "{}", large.len());
    let (small, large) = (time(&small), time(&large));
    assert!(
        large < small * 12,
        "four times as much took {large:?} instead of {small:?}"
    );
    let (short, long) = (time(&case(48, 25)), time(&case(48, 100)));
    assert!(
        long < short * 12,
        "patterns four times as long took {long:?} instead of {short:?}"
    );
}
