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
        // Without a session policy it has nothing that is the user's.
        (user, "FederatedUser", ['I', 'I', 'I']),
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
    let vouched = |session: &str| json!({"resourcePolicy": grant(user), "identityPolicies": [ALLOW], "sessionPolicies": [session]});
    assert_eq!(decide("FederatedUser", OWN, vouched(ALLOW)), 'A');
    assert_eq!(decide("FederatedUser", OWN, vouched(OTHER)), 'I');
    assert_eq!(
        decide("FederatedUser", OWN, json!({"identityPolicies": [ALLOW]})),
        'I'
    );
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

/// What the request asks for, decided and told.
fn explained(more: Value) -> wharf_policy::Explanation {
    let mut case = json!({
        "principal": principal("AssumedRole"),
        "action": "ecr:PutImage",
        "resource": {"arn": format!("arn:aws:ecr:us-east-1:{OWN}:repository/app"), "accountId": OWN},
    });
    let members = case.as_object_mut().unwrap();
    members.extend(more.as_object().unwrap().clone());
    Case::parse(&case.to_string()).unwrap().explain().unwrap()
}

#[test]
fn who_one_is_needs_no_permission() {
    let deny =
        json!({"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}});
    for policies in [json!([]), json!([deny])] {
        for action in ["sts:GetCallerIdentity", "STS:getcalleridentity"] {
            let asked = explained(
                json!({"action": action, "resource": {"arn": "*"}, "identityPolicies": policies,
                "scps": [[deny]], "sessionPolicies": policies}),
            );
            assert_eq!(format!("{:?}", asked.decision), "Allowed");
            assert!(asked.to_string().contains("needs no permission"), "{asked}");
        }
    }
    let other = explained(json!({"action": "sts:GetSessionToken", "resource": {"arn": "*"}}));
    assert_eq!(format!("{:?}", other.decision), "ImplicitlyDenied");
}

#[test]
fn a_condition_is_told_with_what_it_wants_and_what_there_is() {
    let statement = |effect: &str, operator: &str, value: Value| {
        json!({"Version": "2012-10-17", "Statement": {"Effect": effect, "Action": "*", "Resource": "*",
            "Condition": {operator: {"AWS:principalorgid": value}, "stringlike": {"aws:sourcearn": "arn:*"}}}})
    };
    let context = json!({"aws:PrincipalOrgID": ["o-b"]});
    let told = explained(
        json!({"identityPolicies": [statement("Allow", "stringequals", json!(["o-a", "o-c"]))], "context": context}),
    );
    let [of_organization, of_source] = told.statements[0].conditions.as_slice() else {
        panic!("{told}")
    };
    assert_eq!(
        (of_organization.operator.as_str(), of_organization.key.as_str()),
        ("StringEquals", "aws:PrincipalOrgID")
    );
    assert_eq!(
        (
            of_organization.wanted.as_slice(),
            of_organization.actual.as_slice()
        ),
        (&["o-a".to_owned(), "o-c".to_owned()][..], &["o-b".to_owned()][..])
    );
    assert_eq!(
        (of_source.key.as_str(), of_source.actual.len(), of_source.holds),
        ("aws:SourceArn", 0, false)
    );
    assert_eq!(told.missing_keys, ["aws:SourceArn"]);
    assert_eq!(
        told.statements[0].mismatch.as_deref(),
        Some("Condition aws:PrincipalOrgID")
    );
    let shown = told.to_string();
    let line = r#"StringEquals aws:PrincipalOrgID wants "o-a", "o-c", the request has "o-b""#;
    assert!(shown.contains(line), "{shown}");
    assert!(
        shown.contains(r#"StringLike aws:SourceArn wants "arn:*", the request has none"#),
        "{shown}"
    );
    // Of a denial that applies: why it does.
    let deny = statement("Deny", "StringNotEquals", json!("o-a"));
    let context = json!({"aws:PrincipalOrgID": ["o-b"], "aws:SourceArn": "arn:x"});
    let told = explained(json!({"identityPolicies": [deny], "context": context}));
    assert!(
        told.statements[0].applies
            && told.statements[0]
                .conditions
                .iter()
                .all(|condition| condition.holds)
    );
    assert_eq!(told.statements[0].conditions.len(), 2);
}
