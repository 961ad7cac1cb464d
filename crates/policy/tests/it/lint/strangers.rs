//! Requests that no author means: of another customer of AWS, and of a caller who meets no condition. What lint advises must allow none of them
//! that the document did not allow before.

use serde_json::{Value, json};
use wharf_policy::Severity;
use wharf_policy::case::Case;

/// An account, and its organization, that no document of the corpora has.
const ACCOUNT: &str = "888877776666";
const ORGANIZATION: &str = "o-stranger00";
const ACTIONS: [&str; 8] = [
    "ecr:BatchGetImage",
    "ecr:GetAuthorizationToken",
    "ecr:GetDownloadUrlForLayer",
    "ecr:PutImage",
    "ecr:ReplicateImage",
    "organizations:DescribeOrganization",
    "sts:AssumeRole",
    "sts:AssumeRoleWithWebIdentity",
];

/// The requests that a changed document allows and the one before it did not.
pub(crate) fn newly_allowed(kind: &str, before: &str, after: &str) -> Vec<String> {
    let requests = match kind {
        "repository" | "registry" | "trust" | "organization" => {
            let mut requests = of_strangers(after);
            // Who names a unit does not mean the one beside it.
            requests.extend(before.contains("/ou-ab12-").then(of_neighbour));
            requests
        }
        "identity" | "boundary" | "session" if is_restricted(kind, before) => vec![of_own(kind)],
        _ => Vec::new(),
    };
    let mut newly = Vec::new();
    for request in requests {
        for action in ACTIONS {
            let is_allowed = |text: &str| is_allowed(kind, &request, action, text);
            if is_allowed(after) && !is_allowed(before) {
                newly.push(format!("{action} by {}", request["principal"]["arn"]));
            }
        }
    }
    newly
}

/// Whether all that a document allows is under conditions. What cannot be read allows nothing yet, so it says not what is meant.
fn is_restricted(kind: &str, text: &str) -> bool {
    let found = super::found(kind, text);
    if found.iter().any(|finding| finding.severity == Severity::Error) {
        return false;
    }
    let document: Value = serde_json::from_str(text).unwrap();
    let statements = match &document["Statement"] {
        Value::Array(list) => list.clone(),
        one => vec![one.clone()],
    };
    let mut allows = statements.iter().filter(|one| one["Effect"] == "Allow");
    allows.all(|one| one["Condition"].is_object())
}

fn of_own(kind: &str) -> Value {
    let mut request = json!({
        "principal": {"arn": "arn:aws:iam::111122223333:user/dev", "accountId": "111122223333", "type": "User"},
        "context": {"aws:SourceIp": "203.0.113.9", "aws:RequestedRegion": "xx-none-1"},
    });
    if kind != "identity" {
        request["identityPolicies"] = json!([full()]);
    }
    request
}

fn full() -> Value {
    json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}})
}

/// Of an account of the organization that the documents have, in a unit that none of them has.
fn of_neighbour() -> Value {
    let role = format!("arn:aws:iam::{ACCOUNT}:role/node");
    json!({
        "principal": {"arn": format!("arn:aws:sts::{ACCOUNT}:assumed-role/node/i-1"), "roleArn": role, "accountId": ACCOUNT,
            "type": "AssumedRole"},
        "identityPolicies": [full()],
        "context": {
            "aws:PrincipalArn": role, "aws:PrincipalAccount": ACCOUNT, "aws:PrincipalOrgID": "o-example1234",
            "aws:PrincipalOrgPaths": ["o-example1234/r-ab12/ou-ab12-99999999/"],
        },
    })
}

fn of_strangers(text: &str) -> Vec<Value> {
    let context = |arn: &str, id: &str| {
        json!({
            "aws:PrincipalArn": arn, "aws:PrincipalAccount": ACCOUNT, "aws:PrincipalOrgID": ORGANIZATION,
            "aws:PrincipalOrgPaths": [format!("{ORGANIZATION}/r-zz99/ou-zz99-99999999/")], "aws:userid": id,
            "aws:PrincipalTag/team": "web", "aws:SourceIp": "203.0.113.9", "aws:username": "dev", "sts:ExternalId": "42",
        })
    };
    let mut requests = Vec::new();
    for role in ["ci", "deployer", "ci-1", "node"] {
        let arn = format!("arn:aws:iam::{ACCOUNT}:role/{role}");
        requests.push(json!({
            "principal": {"arn": format!("arn:aws:sts::{ACCOUNT}:assumed-role/{role}/{role}"), "roleArn": arn, "accountId": ACCOUNT,
                "type": "AssumedRole"},
            "identityPolicies": [full()], "context": context(&arn, &format!("AROASTRANGER:{role}")),
        }));
    }
    let root = format!("arn:aws:iam::{ACCOUNT}:root");
    requests.push(json!({
        "principal": {"arn": root, "accountId": ACCOUNT, "type": "Root"},
        "identityPolicies": [full()], "context": context(&root, ACCOUNT),
    }));
    for (service, source) in [("lambda", "function:f"), ("codebuild", "project/p")] {
        requests.push(json!({
            "principal": {"arn": format!("{service}.amazonaws.com"), "type": "Service"},
            "context": {
                "aws:SourceArn": format!("arn:aws:{service}:us-east-1:{ACCOUNT}:{source}"), "aws:SourceAccount": ACCOUNT,
                "aws:SourceOrgID": ORGANIZATION, "aws:PrincipalIsAWSService": "true",
            },
        }));
    }
    if text.contains(":oidc-provider/gitlab.com") {
        requests.push(json!({
            "principal": {"arn": "arn:aws:iam::111122223333:oidc-provider/gitlab.com", "type": "WebIdentity"},
            "context": {"gitlab.com:sub": "project_path:stranger/app:ref_type:branch:ref:main"},
        }));
    }
    // Of other providers the tokens are the author's own.
    let providers = text
        .split('"')
        .filter(|text| text.contains(":oidc-provider/token.actions."));
    for provider in providers {
        let url = provider.split_once(":oidc-provider/").unwrap().1;
        for subject in [
            "repo:stranger/app:ref:refs/heads/main",
            "repo:example-stranger/app:environment:prod",
        ] {
            requests.push(json!({
                "principal": {"arn": provider, "type": "WebIdentity"},
                "context": {format!("{url}:sub"): subject, format!("{url}:aud"): "sts.amazonaws.com"},
            }));
        }
    }
    requests
}

fn is_allowed(kind: &str, request: &Value, action: &str, text: &str) -> bool {
    let mut case = request.clone();
    case["action"] = json!(action);
    case["resource"] = match (kind, action) {
        ("trust", _) => json!({"arn": "arn:aws:iam::111122223333:role/own", "accountId": "111122223333"}),
        (_, "ecr:GetAuthorizationToken") => json!({"arn": "*", "accountId": "111122223333"}),
        _ => json!({"arn": "arn:aws:ecr:us-east-1:111122223333:repository/app", "accountId": "111122223333"}),
    };
    let policy = json!(text);
    match kind {
        "identity" => case["identityPolicies"] = json!([policy]),
        "boundary" => case["permissionBoundaries"] = json!([policy]),
        "session" => case["sessionPolicies"] = json!([policy]),
        _ => case["resourcePolicy"] = policy,
    }
    let answer = Case::parse(&case.to_string()).unwrap().answer().unwrap();
    format!("{:?}", answer.decision) == "Allowed"
}
