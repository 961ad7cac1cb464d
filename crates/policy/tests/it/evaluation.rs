//! The order of evaluation: same account and across, boundaries, sessions, guardrails.

use serde_json::{Value, json};
use wharf_policy::case::Case;

const ALLOW: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ecr:*","Resource":"*"}}"#;
const OTHER: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#;
const DENY: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"ecr:Put*","Resource":"*"}}"#;

fn principal(kind: &str) -> Value {
    let of = |arn: &str| json!({"arn": arn, "accountId": "111122223333", "type": kind});
    match kind {
        "Root" => of("arn:aws:iam::111122223333:root"),
        "User" => of("arn:aws:iam::111122223333:user/u"),
        "AssumedRole" => {
            let mut role = of("arn:aws:sts::111122223333:assumed-role/r/s");
            role["roleArn"] = json!("arn:aws:iam::111122223333:role/path/r");
            role
        }
        "FederatedUser" => {
            let mut user = of("arn:aws:sts::111122223333:federated-user/f");
            user["userArn"] = json!("arn:aws:iam::111122223333:user/u");
            user
        }
        _ => json!({"arn": "codebuild.amazonaws.com", "type": kind}),
    }
}

/// The initial of the decision: `A`llowed, `I`mplicitly or `E`xplicitly denied.
fn decide(kind: &str, owner: &str, more: Value) -> char {
    let mut case = json!({
        "principal": principal(kind),
        "action": "ecr:PutImage",
        "resource": {"arn": format!("arn:aws:ecr:us-east-1:{owner}:repository/app"), "accountId": owner},
    });
    case.as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    let answer = Case::parse(&case.to_string()).unwrap().answer().unwrap();
    format!("{:?}", answer.decision).remove(0)
}

fn grant(principal: &str) -> Value {
    let principal = match principal {
        "*" => json!("*"),
        service if service.ends_with(".com") => json!({"Service": service}),
        arn => json!({"AWS": arn}),
    };
    json!({"Version": "2012-10-17", "Statement":
        {"Effect": "Allow", "Principal": principal, "Action": "ecr:PutImage"}})
}

const OWN: &str = "111122223333";
const FOREIGN: &str = "444455556666";

#[test]
fn direct_grants_within_an_account() {
    let (user, role) = (
        "arn:aws:iam::111122223333:user/u",
        "arn:aws:iam::111122223333:role/path/r",
    );
    let session = "arn:aws:sts::111122223333:assumed-role/r/s";
    let federated = "arn:aws:sts::111122223333:federated-user/f";
    let root = "arn:aws:iam::111122223333:root";
    // Who is named, who calls, and what holds when identity, boundary, session policy are silent.
    for (named, kind, [identity, boundary, of_session]) in [
        (user, "User", ['A', 'A', 'A']),
        (role, "AssumedRole", ['A', 'I', 'I']),
        (session, "AssumedRole", ['A', 'A', 'A']),
        ("*", "AssumedRole", ['A', 'A', 'A']),
        ("*", "User", ['A', 'A', 'A']),
        (federated, "FederatedUser", ['A', 'A', 'A']),
        (user, "FederatedUser", ['A', 'I', 'I']),
        (root, "User", ['I', 'I', 'I']),
        (OWN, "AssumedRole", ['I', 'I', 'I']),
    ] {
        let policy = grant(named);
        let of = |more: Value| {
            let mut all = json!({"resourcePolicy": policy});
            all.as_object_mut()
                .unwrap()
                .extend(more.as_object().unwrap().clone());
            decide(kind, OWN, all)
        };
        assert_eq!(of(json!({})), identity, "{named} {kind} identity");
        assert_eq!(
            of(json!({"permissionBoundaries": [OTHER]})),
            boundary,
            "{named} {kind} boundary"
        );
        assert_eq!(
            of(json!({"sessionPolicies": [OTHER]})),
            of_session,
            "{named} {kind} session"
        );
    }
    assert_eq!(decide("Root", OWN, json!({})), 'A', "root needs no policy");
    let service = json!({"resourcePolicy": grant("codebuild.amazonaws.com")});
    assert_eq!(decide("Service", OWN, service), 'A');
    assert_eq!(decide("Service", OWN, json!({"identityPolicies": [ALLOW]})), 'I');
}

#[test]
fn across_accounts_everything_must_allow() {
    let all = json!({"identityPolicies": [ALLOW], "resourcePolicy": grant(OWN), "permissionBoundaries": [ALLOW],
        "sessionPolicies": [OTHER, ALLOW], "scps": [[ALLOW], [OTHER, ALLOW]], "rcps": [[]]});
    assert_eq!(decide("AssumedRole", FOREIGN, all.clone()), 'A');
    for (member, silent) in [
        ("identityPolicies", json!([OTHER])),
        ("resourcePolicy", json!(null)),
        ("permissionBoundaries", json!([ALLOW, OTHER])),
        ("sessionPolicies", json!([OTHER])),
        ("scps", json!([[ALLOW], [OTHER]])),
    ] {
        let mut case = all.clone();
        case[member] = silent;
        assert_eq!(decide("AssumedRole", FOREIGN, case), 'I', "{member}");
    }
    let rcp = json!({"Version": "2012-10-17", "Statement":
        {"Effect": "Deny", "Principal": "*", "Action": "ecr:PutImage", "Resource": "*"}});
    for (member, denying) in [
        ("identityPolicies", json!([ALLOW, DENY])),
        ("resourcePolicy", json!([])),
        ("permissionBoundaries", json!([DENY])),
        ("sessionPolicies", json!([ALLOW, DENY])),
        ("scps", json!([[ALLOW, DENY], [ALLOW]])),
        ("rcps", json!([[rcp]])),
    ] {
        // A list is no policy: not understood, it denies.
        let mut case = all.clone();
        case[member] = denying;
        assert_eq!(decide("AssumedRole", FOREIGN, case), 'E', "{member}");
    }
    assert_eq!(decide("Root", FOREIGN, json!({})), 'I');
    assert_eq!(
        decide("Root", FOREIGN, json!({"resourcePolicy": grant(OWN)})),
        'A'
    );
}

#[test]
fn every_principal_but() {
    let but = |principals: Value, more: Value| {
        let policy = json!({"Version": "2012-10-17", "Statement":
            {"Effect": "Deny", "NotPrincipal": {"AWS": principals}, "Action": "*"}});
        let mut case = json!({"identityPolicies": [ALLOW], "resourcePolicy": policy});
        case.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        decide("User", OWN, case)
    };
    let chain = json!([OWN, "arn:aws:iam::111122223333:user/u"]);
    assert_eq!(but(chain.clone(), json!({})), 'A');
    assert_eq!(but(json!(["arn:aws:iam::111122223333:user/u"]), json!({})), 'E');
    assert_eq!(but(chain, json!({"permissionBoundaries": [ALLOW]})), 'E');
}

#[test]
fn trust_policies_let_in_whom_they_name() {
    let trust = |principal: &str| {
        json!({"Version": "2012-10-17", "Statement":
            {"Effect": "Allow", "Principal": {"AWS": principal}, "Action": "sts:AssumeRole"}})
    };
    let assume = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:*","Resource":"*"}}"#;
    for (named, identity, wanted) in [
        ("arn:aws:iam::111122223333:user/u", json!([]), 'A'),
        (OWN, json!([]), 'I'),
        (OWN, json!([assume]), 'A'),
        (FOREIGN, json!([assume]), 'I'),
    ] {
        let case = json!({"action": "sts:AssumeRole", "resource": {"arn": "arn:aws:iam::111122223333:role/x"},
            "resourcePolicy": trust(named), "identityPolicies": identity});
        assert_eq!(decide("User", OWN, case), wanted, "{named}");
    }
}

#[test]
fn resources_and_variables() {
    for (resource, version, wanted) in [
        ("*", "2012-10-17", 'A'),
        ("arn:aws:ecr:*:*:repository/a*", "2012-10-17", 'A'),
        ("arn:aws:ecr:*", "2012-10-17", 'A'),
        (
            "arn:aws:ecr:us-east-1:111122223333:repository/App",
            "2012-10-17",
            'I',
        ),
        ("arn:aws:*:repository/app", "2012-10-17", 'I'),
        ("arn:aws:ecr:*:*:repository/${aws:username}", "2012-10-17", 'A'),
        ("arn:aws:ecr:*:*:repository/${aws:username}", "2008-10-17", 'I'),
        (
            "arn:aws:ecr:*:*:repository/${aws:PrincipalTag/none}*",
            "2012-10-17",
            'I',
        ),
    ] {
        let policy = json!({"Version": version, "Statement":
            {"Effect": "Allow", "Action": "ECR:put*", "Resource": resource}});
        let case = json!({"identityPolicies": [policy], "context": {"aws:username": ["app"]}});
        assert_eq!(decide("User", OWN, case), wanted, "{resource}");
    }
}
