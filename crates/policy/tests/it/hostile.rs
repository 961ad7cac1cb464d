//! Documents that were written to be slow.

use serde_json::json;
use wharf_policy::Outcome;
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

/// What a case is decided to be.
fn decided(text: &str) -> Outcome {
    Case::parse(text).unwrap().answer().unwrap().decision
}

#[test]
fn fifty_conditions_of_hostile_wildcards_are_decided() {
    // About 10,240 characters in all.
    let text = case(48, 90);
    assert!(text.len() > 10_240, "{}", text.len());
    assert_eq!(decided(&text), Outcome::Allowed);
}

#[test]
fn what_takes_too_many_steps_is_denied() {
    // Each of 2,000 patterns takes a step for each character of the value: 2 million steps, and 200 million.
    let values: Vec<String> = (0..2_000).map(|at| format!("*{at}?b*")).collect();
    let statement = json!({"Effect": "Allow", "Action": "*", "Resource": "*",
        "Condition": {"StringNotLike": {"aws:UserAgent": values}}});
    let case = |length: usize| {
        json!({
            "id": 1, "action": "ecr:BatchGetImage", "context": {"aws:UserAgent": ["a".repeat(length)]},
            "principal": {"arn": "arn:aws:iam::111111111111:user/dev", "accountId": "111111111111", "type": "User"},
            "resource": {"arn": "arn:aws:ecr:us-east-1:111111111111:repository/app", "accountId": "111111111111"},
            "identityPolicies": [{"Version": "2012-10-17", "Statement": statement}],
        })
        .to_string()
    };
    assert_eq!(decided(&case(1_000)), Outcome::Allowed);
    assert_eq!(decided(&case(100_000)), Outcome::ExplicitlyDenied);
}

#[test]
fn a_variable_that_stands_for_much_costs_little() {
    let agent = "a".repeat(8_192);
    let pattern = format!("*{}*", "${aws:UserAgent}?".repeat(590));
    let statement = json!({"Effect": "Allow", "Action": "*", "Resource": "*",
        "Condition": {"StringNotLike": {"aws:UserAgent": pattern}}});
    let text = json!({
        "id": 1, "action": "ecr:BatchGetImage", "context": {"aws:UserAgent": [agent]},
        "principal": {"arn": "arn:aws:iam::111111111111:user/dev", "accountId": "111111111111", "type": "User"},
        "resource": {"arn": "arn:aws:ecr:us-east-1:111111111111:repository/app", "accountId": "111111111111"},
        "identityPolicies": [{"Version": "2012-10-17", "Statement": statement}],
    });
    // It is decided within the steps: a pattern that is longer than the text is neither expanded nor compared as a whole.
    assert_eq!(decided(&text.to_string()), Outcome::Allowed);
}
