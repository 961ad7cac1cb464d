//! Condition operators: what each says of each request.

use serde_json::{Value, json};
use wharf_policy::case::Case;

/// Whether a statement under `operator: {key: expected}` applies to a request with these values of `k:k`.
fn holds(operator: &str, expected: &Value, asked: Option<&[&str]>) -> bool {
    let mut context = json!({});
    if let Some(values) = asked {
        context["k:k"] = json!(values);
    }
    let case = json!({
        "principal": {"arn": "arn:aws:iam::111122223333:user/u", "accountId": "111122223333", "type": "User"},
        "action": "ecr:PutImage",
        "resource": {"arn": "arn:aws:ecr:us-east-1:111122223333:repository/app", "accountId": "111122223333"},
        "context": context,
        "identityPolicies": [{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*",
            "Resource": "*", "Condition": {operator: {"K:K": expected}}}}],
    });
    let answer = Case::parse(&case.to_string()).unwrap().answer().unwrap();
    format!("{:?}", answer.decision) == "Allowed"
}

#[test]
fn sets_negations_and_missing_keys() {
    let expected = json!(["x", "y"]);
    let requests: [Option<&[&str]>; 6] = [
        None,
        Some(&["x"]),
        Some(&["z"]),
        Some(&["x", "z"]),
        Some(&["x", "y"]),
        Some(&[]),
    ];
    for (operator, row) in [
        (
            "StringEquals",
            [Some(false), Some(true), Some(false), None, None, Some(false)],
        ),
        (
            "StringNotEquals",
            [Some(true), Some(false), Some(true), None, None, Some(true)],
        ),
        (
            "StringEqualsIfExists",
            [Some(true), Some(true), Some(false), None, None, Some(true)],
        ),
        (
            "ForAllValues:StringEquals",
            [true, true, false, false, true, true].map(Some),
        ),
        (
            "ForAnyValue:StringEquals",
            [false, true, false, true, true, false].map(Some),
        ),
        (
            "ForAnyValue:StringNotEquals",
            [false, false, true, true, false, false].map(Some),
        ),
    ] {
        for (request, wanted) in requests.iter().zip(row) {
            if let Some(wanted) = wanted {
                assert_eq!(
                    holds(operator, &expected, *request),
                    wanted,
                    "{operator} {request:?}"
                );
            }
        }
    }
}

#[test]
fn each_family_compares_as_its_kind() {
    for (operator, expected, asked, wanted) in [
        ("StringEquals", json!("a*"), "ab", false),
        ("StringLike", json!("a*"), "a/b", true),
        ("StringLike", json!("a?"), "a", false),
        ("stringequalsignorecase", json!("ABC"), "abc", true),
        ("StringNotLike", json!(["a*", "b*"]), "b1", false),
        ("NumericLessThan", json!(10), "9", true),
        ("NumericLessThan", json!("10"), "10", false),
        ("NumericGreaterThanEquals", json!("1.50"), "1.5", true),
        (
            "NumericEquals",
            json!("9007199254740993"),
            "9007199254740992",
            false,
        ),
        ("NumericNotEquals", json!(1), "one", true),
        (
            "DateLessThan",
            json!("2026-01-01T00:00:00Z"),
            "2025-12-31T23:59:59Z",
            true,
        ),
        ("DateGreaterThan", json!("2026-01-01"), "1767225601", true),
        (
            "DateEquals",
            json!("2026-01-01T01:00:00+01:00"),
            "2026-01-01T00:00:00Z",
            true,
        ),
        ("Bool", json!(true), "TRUE", true),
        ("Bool", json!("false"), "true", false),
        ("BinaryEquals", json!("aGk="), "aGk=", true),
        ("IpAddress", json!("192.0.2.0/24"), "192.0.2.200", true),
        ("IpAddress", json!("192.0.2.77/24"), "192.0.2.1", true),
        ("IpAddress", json!("0.0.0.0/0"), "2001:db8::1", false),
        ("NotIpAddress", json!("0.0.0.0/0"), "2001:db8::1", true),
        ("IpAddress", json!("2001:db8::/32"), "2001:db8::1", true),
        (
            "ArnEquals",
            json!("arn:aws:iam::*:role/ci-*"),
            "arn:aws:iam::111122223333:role/ci-1",
            true,
        ),
        (
            "ArnLike",
            json!("arn:aws:iam::*:role/*"),
            "arn:aws:iam::1:2:role/x",
            false,
        ),
        ("ArnNotLike", json!("arn:aws:iam::*:role/*"), "none", true),
    ] {
        assert_eq!(
            holds(operator, &expected, Some(&[asked])),
            wanted,
            "{operator} {expected} {asked}"
        );
    }
    assert!(holds("Null", &json!("true"), None) && !holds("Null", &json!("true"), Some(&["x"])));
    assert!(holds("Null", &json!(false), Some(&["x"])) && !holds("Null", &json!(false), Some(&[])));
    // What is not understood grants nothing.
    assert!(!holds("StringAlmostEquals", &json!("x"), Some(&["x"])));
    assert!(!holds("NullIfExists", &json!("true"), None));
}

/// What a statement says under a condition that was saved by other means and cannot be read.
#[test]
fn a_condition_that_cannot_be_read_grants_nothing_and_denies() {
    for (operator, value) in [
        ("NumericLessThan", "many"),
        ("DateGreaterThan", "tomorrow"),
        ("IpAddress", "10.0.0.0/99"),
        ("ArnLike", "no-arn"),
        ("Null", "perhaps"),
    ] {
        let allow = json!({"Effect": "Allow", "Action": "*", "Resource": "*"});
        let mut unreadable = allow.clone();
        unreadable["Condition"] = json!({operator: {"K:K": [value]}});
        let decide = |statements: Value| {
            let case = json!({
                "principal": {"arn": "arn:aws:iam::111122223333:user/u", "accountId": "111122223333", "type": "User"},
                "action": "ecr:PutImage",
                "resource": {"arn": "*", "accountId": "111122223333"},
                "context": {"k:k": ["1"]},
                "identityPolicies": [{"Version": "2012-10-17", "Statement": statements}],
            });
            let answer = Case::parse(&case.to_string()).unwrap().answer().unwrap();
            format!("{:?}", answer.decision)
        };
        assert_eq!(decide(json!([unreadable])), "ImplicitlyDenied", "{operator}");
        unreadable["Effect"] = json!("Deny");
        assert_eq!(
            decide(json!([allow, unreadable])),
            "ExplicitlyDenied",
            "{operator}"
        );
    }
}
