//! Cases that are a request: what is decided, and what the explanation says of it.

use serde_json::{Value, json};
use wharf_policy::case::Case;

const OWNER: &str = "111122223333";
const OTHER: &str = "222222222222";

pub(super) struct Decided {
    pub(super) number: &'static str,
    case: Value,
    decision: &'static str,
    /// What the explanation has to say.
    says: &'static str,
}

fn policy(statement: Value) -> Value {
    json!({"Version": "2012-10-17", "Statement": statement})
}

fn full() -> Value {
    policy(json!({"Effect": "Allow", "Action": "*", "Resource": "*"}))
}

/// A pull by a session of the other account's role, with more members.
fn pull(more: Value) -> Value {
    let mut case = json!({
        "principal": {"arn": format!("arn:aws:sts::{OTHER}:assumed-role/ci/build"), "accountId": OTHER, "type": "AssumedRole",
            "roleArn": format!("arn:aws:iam::{OTHER}:role/ci")},
        "action": "ecr:BatchGetImage",
        "resource": {"arn": format!("arn:aws:ecr:us-east-1:{OWNER}:repository/app"), "accountId": OWNER},
        "identityPolicies": [full()],
        "resourcePolicy": policy(json!({"Effect": "Allow", "Principal": {"AWS": OTHER}, "Action": "ecr:*"})),
    });
    let members = more.as_object().unwrap().clone();
    case.as_object_mut().unwrap().extend(members);
    case
}

/// The token of a job that asks for a role.
fn token(subject: &str, wanted: &str) -> Value {
    let provider = format!("arn:aws:iam::{OWNER}:oidc-provider/token.actions.githubusercontent.com");
    json!({
        "principal": {"arn": provider, "type": "WebIdentity"},
        "action": "sts:AssumeRoleWithWebIdentity",
        "resource": {"arn": format!("arn:aws:iam::{OWNER}:role/ci"), "accountId": OWNER},
        "context": {"token.actions.githubusercontent.com:sub": subject},
        "resourcePolicy": policy(json!({"Effect": "Allow", "Principal": {"Federated": provider},
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {"StringEquals": {"token.actions.githubusercontent.com:sub": wanted}}})),
    })
}

fn service(condition: Value, context: Value) -> Value {
    json!({
        "principal": {"arn": "lambda.amazonaws.com", "type": "Service"},
        "action": "ecr:BatchGetImage",
        "resource": {"arn": format!("arn:aws:ecr:us-east-1:{OWNER}:repository/app"), "accountId": OWNER},
        "context": context,
        "resourcePolicy": policy(json!({"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "ecr:*",
            "Condition": condition})),
    })
}

/// A push under a `Deny` with `NotPrincipal`.
fn spared(named: Value) -> Value {
    pull(json!({
        "action": "ecr:PutImage",
        "resourcePolicy": policy(json!([
            {"Effect": "Allow", "Principal": {"AWS": OTHER}, "Action": "ecr:*"},
            {"Effect": "Deny", "NotPrincipal": {"AWS": named}, "Action": "ecr:PutImage"},
        ])),
    }))
}

pub(super) fn cases() -> Vec<Decided> {
    let (denied, refused, allowed) = ("ImplicitlyDenied", "ExplicitlyDenied", "Allowed");
    let root = format!("arn:aws:iam::{OTHER}:root");
    let role = format!("arn:aws:iam::{OTHER}:role/ci");
    let session = format!("arn:aws:sts::{OTHER}:assumed-role/ci/build");
    let function = format!("arn:aws:lambda:us-east-1:{OTHER}:function:f");
    let not_in = |key: &str, operator: &str, value: &str| {
        policy(
            json!({"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {operator: {key: value}}}),
        )
    };
    let only = |actions: Value| policy(json!({"Effect": "Allow", "Action": actions, "Resource": "*"}));
    let of_team = json!({"StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}"}});
    let by_team = |version: &str| json!({"Version": version, "Statement": {"Effect": "Allow", "Action": "ecr:*", "Resource": "*", "Condition": of_team}});
    let tags = json!({"aws:ResourceTag/team": "web", "aws:PrincipalTag/team": "web"});
    let rows: Vec<(&str, Value, &str, &str)> = vec![
        (
            "7",
            service(
                json!({"StringLike": {"aws:sourceARN": role}}),
                json!({"aws:SourceArn": function}),
            ),
            denied,
            "StringLike aws:SourceArn wants \"arn:aws:iam::222222222222:role/ci\", the request has \"arn:aws:lambda:us-east-1:222222222222:function:f\"",
        ),
        (
            "9",
            service(
                json!({"StringEquals": {"aws:PrincipalOrgID": "o-example1234"}}),
                json!({"aws:SourceArn": function}),
            ),
            denied,
            "aws:PrincipalOrgID",
        ),
        // configure-aws-credentials#511 and #318: an environment for a branch, and the case of a name.
        (
            "14",
            token(
                "repo:example/app:environment:prod",
                "repo:example/app:ref:refs/heads/main",
            ),
            denied,
            "the request has \"repo:example/app:environment:prod\"",
        ),
        (
            "14",
            token(
                "repo:Example/app:ref:refs/heads/main",
                "repo:example/app:ref:refs/heads/main",
            ),
            denied,
            "the request has \"repo:Example/app:ref:refs/heads/main\"",
        ),
        ("17", spared(json!([role])), refused, "#1 (Deny): applies"),
        ("17", spared(json!([role, root])), refused, "#1 (Deny): applies"),
        ("17", spared(json!([role, root, session])), allowed, ""),
        (
            "18",
            pull(
                json!({"scps": [[full(), not_in("aws:RequestedRegion", "StringNotEquals", "eu-west-1")]],
            "context": {"aws:RequestedRegion": "us-east-1"}}),
            ),
            refused,
            "StringNotEquals aws:RequestedRegion wants \"eu-west-1\", the request has \"us-east-1\"",
        ),
        // aws/aws-cli#10525: a policy of an organization asks for a key that the request has not.
        (
            "20",
            pull(json!({"scps": [[full(), not_in("aws:RequestedRegion", "StringNotEquals", "us-east-1")]]})),
            refused,
            "the request has none",
        ),
        // aws/aws-cli#10314: multi-factor authentication, in the trust policy and not there.
        (
            "21",
            pull(
                json!({"action": "sts:AssumeRole", "resource": {"arn": format!("arn:aws:iam::{OWNER}:role/r"), "accountId": OWNER},
            "resourcePolicy": policy(json!({"Effect": "Allow", "Principal": {"AWS": OTHER}, "Action": "sts:AssumeRole",
                "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}))}),
            ),
            denied,
            "aws:MultiFactorAuthPresent",
        ),
        // localstack/localstack#5755 and #4405: the session's policy.
        (
            "23",
            pull(json!({"sessionPolicies": [only(json!("ecr:DescribeImages"))]})),
            denied,
            "Session",
        ),
        (
            "25",
            pull(
                json!({"action": "ecr:GetDownloadUrlForLayer", "identityPolicies": [only(json!("ecr:BatchGetImage"))]}),
            ),
            denied,
            "Action",
        ),
        (
            "31",
            pull(
                json!({"resourcePolicy": policy(json!([{"Effect": "Allow", "Principal": {"AWS": OTHER}, "Action": "ecr:*"},
            {"Effect": "Deny", "Principal": "*", "Action": "ecr:*", "Condition": {"StringNotEquals": {"aws:SourceVpc": "vpc-1"}}}]))}),
            ),
            refused,
            "the request has none",
        ),
        (
            "33",
            pull(
                json!({"action": "ecr:GetAuthorizationToken", "resource": {"arn": "*"}, "resourcePolicy": null,
            "permissionBoundaries": [only(json!(["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]))]}),
            ),
            denied,
            "Boundary",
        ),
        (
            "34",
            pull(json!({"identityPolicies": [by_team("2012-10-17")], "context": tags})),
            allowed,
            "",
        ),
        (
            "34",
            pull(json!({"identityPolicies": [by_team("2008-10-17")], "context": tags})),
            denied,
            "wants \"${aws:PrincipalTag/team}\"",
        ),
        // iam.cloudcopilot.io: fails open.
        (
            "35",
            pull(
                json!({"identityPolicies": [policy(json!({"Effect": "Allow", "Action": "ecr:*", "Resource": "*",
            "Condition": {"ForAnyValue:StringEqualsIfExists": {"aws:TagKeys": "a"}}}))]}),
            ),
            allowed,
            "",
        ),
        // aws/amazon-vpc-cni-k8s#917: AWS's own registries are excepted from a perimeter of approved ones.
        (
            "36",
            pull(
                json!({"resource": {"arn": "arn:aws:ecr:us-east-1:602401143452:repository/eks/pause", "accountId": "602401143452"},
            "resourcePolicy": policy(json!({"Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage"})),
            "scps": [[full(), not_in("aws:ResourceAccount", "StringNotEquals", OWNER)]], "context": {"aws:ResourceAccount": "602401143452"}}),
            ),
            refused,
            "the request has \"602401143452\"",
        ),
    ];
    let read = |(number, case, decision, says)| Decided {
        number,
        case,
        decision,
        says,
    };
    rows.into_iter().map(read).collect()
}

#[test]
fn the_decision_is_awss_and_told() {
    for Decided {
        number,
        case,
        decision,
        says,
    } in cases()
    {
        let case = Case::parse(&case.to_string()).unwrap();
        let told = case.explain().unwrap();
        assert_eq!(format!("{:?}", told.decision), decision, "{number}: {told}");
        assert!(told.to_string().contains(says), "{number}: {told}");
    }
}
