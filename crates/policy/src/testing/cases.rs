//! Random cases: one action, with policies that mean it often enough, so that every rule decides some of them.

use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Map, Value, json};

const OWN: &str = "111111111111";
const OTHER: &str = "222222222222";

fn principal() -> impl Strategy<Value = Value> {
    let user = json!({"arn": format!("arn:aws:iam::{OWN}:user/dev"), "accountId": OWN, "type": "User"});
    let session = json!({"arn": format!("arn:aws:sts::{OWN}:assumed-role/node/i-1"), "accountId": OWN,
        "type": "AssumedRole", "roleArn": format!("arn:aws:iam::{OWN}:role/node")});
    let root = json!({"arn": format!("arn:aws:iam::{OWN}:root"), "accountId": OWN, "type": "Root"});
    let service = json!({"arn": "codebuild.amazonaws.com", "type": "Service"});
    let federated = json!({"arn": format!("arn:aws:sts::{OWN}:federated-user/guest"), "accountId": OWN,
        "type": "FederatedUser", "userArn": format!("arn:aws:iam::{OWN}:user/dev")});
    prop_oneof![6 => Just(user), 6 => Just(session), 2 => Just(root), 2 => Just(service), 1 => Just(federated)]
}

fn actions() -> impl Strategy<Value = Value> {
    let patterns = [
        "ecr:BatchGetImage",
        "ECR:batchgetimage",
        "ecr:*",
        "ecr:Batch*",
        "ecr:PutImage",
        "*",
        "sts:AssumeRole",
        "ecr:Batch???Image",
    ];
    subsequence(patterns.to_vec(), 1..=2).prop_map(|actions| json!(actions))
}

fn resources() -> impl Strategy<Value = Value> {
    let prefix = format!("arn:aws:ecr:us-east-1:{OWN}:repository/");
    let patterns = vec![
        "*".to_owned(),
        format!("{prefix}a/app"),
        format!("{prefix}a/*"),
        format!("{prefix}b/*"),
        format!("{prefix}${{aws:PrincipalTag/team}}/*"),
        "arn:aws:ecr:*:*:repository/?/app".to_owned(),
        "arn:aws:iam::*:role/a/*".to_owned(),
    ];
    subsequence(patterns, 1..=2).prop_map(|resources| json!(resources))
}

fn named() -> impl Strategy<Value = Value> {
    let aws = |name: &str| json!({"AWS": name});
    select(vec![
        json!("*"),
        aws("*"),
        aws(OWN),
        aws(&format!("arn:aws:iam::{OWN}:root")),
        aws(OTHER),
        aws(&format!("arn:aws:iam::{OWN}:user/dev")),
        aws(&format!("arn:aws:iam::{OWN}:user/other")),
        aws(&format!("arn:aws:iam::{OWN}:role/node")),
        aws(&format!("arn:aws:sts::{OWN}:assumed-role/node/i-1")),
        json!({"Service": "codebuild.amazonaws.com"}),
        json!({"AWS": [OTHER, format!("arn:aws:iam::{OWN}:role/node")], "Service": ["codebuild.amazonaws.com"]}),
    ])
}

fn pair() -> impl Strategy<Value = (String, String, Vec<&'static str>)> {
    let strings = (
        select(vec!["", "ForAllValues:", "ForAnyValue:"]),
        select(vec![
            "StringEquals",
            "StringNotEquals",
            "StringLike",
            "StringNotLike",
            "StringEqualsIgnoreCase",
        ]),
        select(vec!["", "IfExists"]),
        select(vec!["aws:PrincipalTag/team", "aws:TagKeys", "aws:principalorgid"]),
        subsequence(vec!["a", "A", "b", "c*", "*", "o-1"], 1..=2),
    );
    let strings = strings.prop_map(|(set, operator, exists, key, values)| {
        // What several values mean without a set's prefix is not documented: `ambiguous_case` has such.
        let set = if key == "aws:TagKeys" && set.is_empty() {
            "ForAnyValue:"
        } else {
            set
        };
        (format!("{set}{operator}{exists}"), key.to_owned(), values)
    });
    let numbers = (
        select(vec![
            "NumericEquals",
            "NumericNotEquals",
            "NumericLessThan",
            "NumericGreaterThanEquals",
        ]),
        select(vec!["", "IfExists"]),
        subsequence(vec!["1", "2", "3"], 1..=2),
    );
    let numbers = numbers.prop_map(|(operator, exists, values)| {
        (
            format!("{operator}{exists}"),
            "sts:DurationSeconds".to_owned(),
            values,
        )
    });
    let others = prop_oneof![
        select(vec![vec!["true"], vec!["false"]]).prop_map(|values| (
            "Null".to_owned(),
            "aws:PrincipalTag/team".to_owned(),
            values
        )),
        select(vec![vec!["true"], vec!["false"]]).prop_map(|values| (
            "Bool".to_owned(),
            "aws:SecureTransport".to_owned(),
            values
        )),
    ];
    prop_oneof![4 => strings, 1 => numbers, 1 => others]
}

fn conditions() -> impl Strategy<Value = Option<Value>> {
    let some = prop::collection::vec(pair(), 1..=2).prop_map(|pairs| {
        let mut block = Map::new();
        for (operator, key, values) in pairs {
            block.entry(operator).or_insert_with(|| json!({}))[key] = json!(values);
        }
        Some(Value::Object(block))
    });
    prop_oneof![3 => Just(None), 2 => some]
}

fn statement(has_principal: bool, allow: u32) -> impl Strategy<Value = Value> {
    let effect = prop_oneof![allow => Just("Allow"), 1 => Just("Deny")];
    let (not_action, not_resource) = (prop::bool::weighted(0.15), prop::bool::weighted(0.15));
    (
        effect,
        actions(),
        not_action,
        resources(),
        not_resource,
        named(),
        conditions(),
    )
        .prop_map(
            move |(effect, actions, not_action, resources, not_resource, named, conditions)| {
                let mut statement = json!({"Effect": effect});
                statement[if not_action { "NotAction" } else { "Action" }] = actions;
                statement[if not_resource { "NotResource" } else { "Resource" }] = resources;
                if has_principal {
                    statement["Principal"] = named;
                }
                if let Some(conditions) = conditions {
                    statement["Condition"] = conditions;
                }
                statement
            },
        )
}

fn policy(has_principal: bool, allow: u32) -> impl Strategy<Value = Value> {
    prop::collection::vec(statement(has_principal, allow), 1..=2)
        .prop_map(|statements| json!({"Version": "2012-10-17", "Statement": statements}))
}

/// A level of the organization: mostly open, so that what is below is reached.
fn level(deny_only: bool) -> impl Strategy<Value = Vec<Value>> {
    let full = json!({"Version": "2012-10-17", "Statement":
        {"Effect": "Allow", "Action": "*", "Resource": "*"}});
    let open = if deny_only { Vec::new() } else { vec![full] };
    let allow = if deny_only { 0 } else { 4 };
    prop_oneof![
        3 => Just(open),
        1 => policy(deny_only, allow.max(1)).prop_map(move |mut policy| {
            if deny_only {
                for statement in policy["Statement"].as_array_mut().into_iter().flatten() {
                    statement["Effect"] = json!("Deny");
                    statement["Principal"] = json!("*");
                }
            }
            vec![policy]
        }),
    ]
}

fn context() -> impl Strategy<Value = Value> {
    let team = select(vec![None, Some(vec!["a"]), Some(vec!["b"])]);
    let keys = select(vec![
        None,
        Some(vec![]),
        Some(vec!["a"]),
        Some(vec!["a", "b"]),
        Some(vec!["cost"]),
    ]);
    let organization = select(vec![None, Some(vec!["o-1"]), Some(vec!["o-2"])]);
    let secure = select(vec![None, Some(vec!["true"]), Some(vec!["false"])]);
    let seconds = select(vec![None, Some(vec!["1"]), Some(vec!["2"])]);
    (team, keys, organization, secure, seconds).prop_map(|(team, keys, organization, secure, seconds)| {
        let mut context = json!({});
        let all = [
            ("aws:PrincipalTag/team", team),
            ("aws:TagKeys", keys),
            ("aws:PrincipalOrgID", organization),
            ("aws:SecureTransport", secure),
            ("sts:DurationSeconds", seconds),
        ];
        for (key, values) in all {
            if let Some(values) = values {
                context[key] = json!(values);
            }
        }
        context
    })
}

/// A case, as [`crate::case`] reads it.
pub fn case() -> impl Strategy<Value = Value> {
    let some = |percent: f64| prop::option::weighted(percent, policy(false, 4));
    let own = (
        some(0.7),
        some(0.25),
        some(0.25),
        prop::option::weighted(0.6, policy(true, 4)),
    );
    let above = (
        prop::collection::vec(level(false), 0..=2),
        prop::collection::vec(level(true), 0..=1),
    );
    let action =
        prop_oneof![4 => Just("ecr:BatchGetImage"), 1 => Just("ecr:PutImage"), 1 => Just("sts:AssumeRole")];
    (principal(), action, select(vec![OWN, OTHER]), context(), own, above).prop_map(
        |(principal, action, owner, context, (identity, boundary, session, resource), (scps, rcps))| {
            let arn = match action {
                "sts:AssumeRole" => format!("arn:aws:iam::{owner}:role/a/app"),
                _ => format!("arn:aws:ecr:us-east-1:{owner}:repository/a/app"),
            };
            // Users and root users have no session policies.
            let has_session = ["AssumedRole", "FederatedUser"].iter().any(|kind| principal["type"] == *kind);
            let session = session.filter(|_| has_session);
            // A root user has no boundary.
            let boundary = boundary.filter(|_| principal["type"] != "Root");
            json!({
                "id": 1, "principal": principal, "action": action,
                "resource": {"arn": arn, "accountId": owner},
                "context": context, "identityPolicies": Vec::from_iter(identity), "resourcePolicy": resource,
                "permissionBoundaries": Vec::from_iter(boundary), "sessionPolicies": Vec::from_iter(session),
                "scps": scps, "rcps": rcps,
            })
        },
    )
}

/// A case whose caller may have tags that differ in case only, and whose policies may ask for several values as for one.
pub fn ambiguous_case() -> impl Strategy<Value = Value> {
    let other = select(vec![None, Some("a"), Some("b")]);
    (case(), other, any::<bool>()).prop_map(|(case, other, as_one)| {
        let text = case.to_string();
        let text = if as_one {
            text.replace("\"ForAnyValue:", "\"")
        } else {
            text
        };
        let mut case: Value = serde_json::from_str(&text).expect("INVARIANT: a name in place of another");
        if let Some(other) = other {
            case["context"]["aws:PrincipalTag/TEAM"] = json!([other]);
        }
        case
    })
}
