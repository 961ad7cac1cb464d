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
    // Of an Allow: without a set's prefix every value must do.
    for (operator, row) in [
        ("StringEquals", [false, true, false, false, true, false]),
        ("StringNotEquals", [true, false, true, false, false, true]),
        ("StringEqualsIfExists", [true, true, false, false, true, true]),
        (
            "ForAllValues:StringEquals",
            [true, true, false, false, true, true],
        ),
        (
            "ForAnyValue:StringEquals",
            [false, true, false, true, true, false],
        ),
        (
            "ForAnyValue:StringNotEquals",
            [false, false, true, true, false, false],
        ),
    ] {
        for (request, wanted) in requests.iter().zip(row) {
            assert_eq!(
                holds(operator, &expected, *request),
                wanted,
                "{operator} {request:?}"
            );
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

/// What a policy makes of tags whose keys differ in case, in either order: of one statement with this element.
fn decided(effect: &str, element: &Value, tags: [(&str, &str); 2]) -> [String; 2] {
    let decide = |context: Value| {
        let mut statement = json!({"Effect": effect, "Action": "*"});
        if effect == "Deny" || element.get("Condition").is_some() {
            statement["Resource"] = json!("*");
        }
        for (name, value) in element.as_object().unwrap() {
            if name == "NotResource" {
                statement.as_object_mut().unwrap().remove("Resource");
            }
            statement[name] = value.clone();
        }
        let mut statements = vec![statement];
        if effect == "Deny" {
            statements.push(json!({"Effect": "Allow", "Action": "*", "Resource": "*"}));
        }
        let case = format!(
            r#"{{"principal": {{"arn": "arn:aws:iam::111122223333:user/u", "accountId": "111122223333", "type": "User"}},
                "action": "ecr:PutImage", "resource": {{"arn": "arn:aws:ecr:us-east-1:111122223333:repository/a"}},
                "context": {context}, "identityPolicies": [{{"Version": "2012-10-17", "Statement": {}}}]}}"#,
            json!(statements)
        );
        let answer = Case::parse(&case).unwrap().answer().unwrap();
        format!("{:?}", answer.decision)
    };
    let [one, other] = tags;
    let context = |(first, one): (&str, &str), (second, other): (&str, &str)| json!({format!("aws:RequestTag/{first}"): [one], format!("aws:RequestTag/{second}"): [other], "k:a": ["a"]});
    // A case's keys are read in the order of their names, so the values change places.
    [
        decide(context(one, other)),
        decide(context((one.0, other.1), (other.0, one.1))),
    ]
}

/// Tags whose keys differ in case are one condition key with two readings: an Allow must be right with each, a Deny with one.
#[test]
fn an_allow_is_right_with_every_reading_and_a_deny_with_one() {
    let condition = |operator: &str, key: &str, value: &str| json!({"Condition": {operator: {key: value}}});
    let tag = |operator: &str| condition(operator, "aws:RequestTag/team", "a");
    let variable = |operator: &str| condition(operator, "k:a", "${aws:RequestTag/team}");
    let repository = "arn:aws:ecr:us-east-1:111122223333:repository/${aws:RequestTag/team}";
    // Whether it applies to the tags a and a, a and b, b and b: in an Allow, in a Deny.
    for (element, allow, deny) in [
        (tag("StringEquals"), [true, false, false], [true, true, false]),
        (tag("StringNotEquals"), [false, false, true], [false, true, true]),
        (tag("StringLike"), [true, false, false], [true, true, false]),
        (tag("StringNotLike"), [false, false, true], [false, true, true]),
        (
            tag("StringEqualsIfExists"),
            [true, false, false],
            [true, true, false],
        ),
        (
            tag("StringNotEqualsIfExists"),
            [false, false, true],
            [false, true, true],
        ),
        (
            tag("ForAnyValue:StringEquals"),
            [true, false, false],
            [true, true, false],
        ),
        (
            tag("ForAllValues:StringEquals"),
            [true, false, false],
            [true, true, false],
        ),
        (
            tag("ForAnyValue:StringNotEquals"),
            [false, false, true],
            [false, true, true],
        ),
        (
            tag("ForAllValues:StringNotEquals"),
            [false, false, true],
            [false, true, true],
        ),
        (
            variable("StringEquals"),
            [true, false, false],
            [true, true, false],
        ),
        (
            variable("StringNotEquals"),
            [false, false, true],
            [false, true, true],
        ),
        (
            json!({"Resource": repository}),
            [true, false, false],
            [true, true, false],
        ),
        (
            json!({"NotResource": repository}),
            [false, false, true],
            [false, true, true],
        ),
    ] {
        for (effect, applies) in [("Allow", allow), ("Deny", deny)] {
            for (values, applies) in [["a", "a"], ["a", "b"], ["b", "b"]].into_iter().zip(applies) {
                let wanted = match (effect, applies) {
                    ("Allow", true) | ("Deny", false) => "Allowed",
                    ("Allow", false) => "ImplicitlyDenied",
                    _ => "ExplicitlyDenied",
                };
                let decided = decided(effect, &element, [("team", values[0]), ("TEAM", values[1])]);
                assert_eq!(decided, [wanted, wanted], "{effect} {element} {values:?}");
            }
        }
    }
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
