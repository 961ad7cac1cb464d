//! What administrators changed by hand, in a snapshot: whom it lets in is found, whether or not there is such a principal yet.

use serde_json::{Value, json};
use wharf_topology::access::{AccessModel, Policy, PrincipalPolicies, Snapshot, Verdict, check, matrix};
use wharf_topology::desired::Ids;

use crate::file::company;

pub(crate) const BASE: &str = "organization: base\nunits: { work: , empty: }\naccounts: { registry: \"222222222222\", dev: { id: \"333333333333\", unit: work }, \
    prod: \"555555555555\" }\nrepositories: [secret/api, web]\nbuilders: { ci: { trust: [dev] } }\n\
    consumers: { nodes: { units: [work], pull: [web] } }\nguardrails: []\n";
pub(crate) const PULL: [&str; 3] = [
    "ecr:BatchCheckLayerAvailability",
    "ecr:BatchGetImage",
    "ecr:GetDownloadUrlForLayer",
];
pub(crate) const PUSH: [&str; 4] = [
    "ecr:InitiateLayerUpload",
    "ecr:UploadLayerPart",
    "ecr:CompleteLayerUpload",
    "ecr:PutImage",
];
pub(crate) const ALL: &str = "arn:aws:ecr:us-east-1:222222222222:repository/*";
pub(crate) const PROD: &str = "arn:aws:iam::555555555555:root";

/// What is said of an assertion, and why, after a change of the snapshot.
pub(crate) fn said(text: &str, assertion: &str, change: impl Fn(&mut Snapshot)) -> (&'static str, String) {
    let company = company(&format!("{text}assertions: [\"{assertion}\"]\n"));
    let mut snapshot = Snapshot::of(&company, &Ids::assumed(&company));
    change(&mut snapshot);
    let model = AccessModel::from_snapshot(&company, &snapshot);
    match check(&company, &model, &company.assertions[0]) {
        Verdict::Proved { .. } => ("proved", String::new()),
        Verdict::Refuted(found) => ("refuted", found.who),
        Verdict::Impossible(reason) => ("impossible", reason),
        Verdict::Empty => ("empty", String::new()),
        Verdict::Undecided(reason) => ("undecided", reason),
    }
}

pub(crate) fn statements(snapshot: &mut Snapshot) -> &mut Vec<Value> {
    let policy = snapshot.registries[0].policy.as_mut().unwrap();
    policy["Statement"].as_array_mut().unwrap()
}

/// A statement that lets these pull.
pub(crate) fn pull(principal: &str, resource: &str, condition: Value) -> Value {
    let principal = match principal {
        "*" => json!("*"),
        one => json!({"AWS": one}),
    };
    let mut statement = json!({"Sid": "ByHand", "Effect": "Allow", "Principal": principal, "Action": PULL, "Resource": resource});
    if !condition.is_null() {
        statement["Condition"] = condition;
    }
    statement
}

pub(crate) fn said_with(assertion: &str, statement: &Value) -> (&'static str, String) {
    said(BASE, assertion, |snapshot| {
        statements(snapshot).push(statement.clone())
    })
}

#[test]
fn accounts_and_organizations_of_others_that_policies_name_are_outsiders() {
    let by_account = json!({"StringEquals": {"aws:PrincipalAccount": "444455556688"}});
    let by_pattern = json!({"StringLike": {"aws:PrincipalAccount": "44445555????"}});
    let by_organization = json!({"StringEquals": {"aws:PrincipalOrgID": "o-otherorgan"}});
    let by_path = json!({"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-otherorgan/r-ab12/ou-1/*"}});
    let by_absence = json!({"Null": {"aws:PrincipalOrgID": "false"}});
    for (statement, who) in [
        (
            pull("444455556688", ALL, Value::Null),
            "any other principal of account 444455556688",
        ),
        (
            pull("arn:aws:iam::444455556688:role/ship", ALL, Value::Null),
            "role ship in account 444455556688",
        ),
        (
            pull("*", ALL, by_account),
            "any other principal of account 444455556688",
        ),
        (
            pull("*", ALL, by_pattern),
            "any other principal of account 444455552222",
        ),
        (
            pull("*", ALL, by_organization),
            "any other principal of an account in o-otherorgan/r-else/",
        ),
        (
            pull("*", ALL, by_path),
            "any other principal of an account in o-otherorgan/r-ab12/ou-1/x/",
        ),
        (
            pull("*", ALL, by_absence),
            "any other principal of an account in o-elsewhere00/r-else/",
        ),
    ] {
        let found = said_with("outsiders may not pull *", &statement);
        assert_eq!(found, ("refuted", who.to_owned()), "{statement}");
        // It is none of those that may.
        let only = "only nodes, unit work, account registry, ci may pull web";
        assert_eq!(said_with(only, &statement).0, "refuted", "{statement}");
    }
}

/// A role is the builder's where the file has it.
#[test]
fn a_role_of_a_builders_name_is_another() {
    let rogue = "arn:aws:iam::555555555555:role/ci";
    let change = |is_there: bool| {
        move |snapshot: &mut Snapshot| {
            let actions = [&PULL[..], &PUSH[..]].concat();
            for statement in statements(snapshot) {
                if statement["Sid"] == "OnlyBuildersPush" {
                    let excepted = &mut statement["Condition"]["ArnNotEquals"]["aws:PrincipalArn"];
                    *excepted = json!([excepted.clone(), rogue]);
                }
            }
            statements(snapshot).push(
                json!({"Sid": "Rogue", "Effect": "Allow", "Principal": {"AWS": rogue}, "Resource": ALL,
                "Action": actions}),
            );
            if is_there {
                snapshot.accounts[2].principals.push(PrincipalPolicies {
                    arn: rogue.to_owned(),
                    policies: vec![Policy {
                        name: "all".to_owned(),
                        document: json!({"Version": "2012-10-17",
                            "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}),
                    }],
                    boundary: None,
                    tags: [].into(),
                });
            }
        }
    };
    for is_there in [false, true] {
        for assertion in ["account prod may not push *", "only ci may push *"] {
            let found = said(BASE, assertion, change(is_there));
            assert_eq!(found, ("refuted", "role ci in prod".to_owned()), "{assertion}");
        }
    }
}

#[test]
fn patterns_of_names_are_read_as_they_are_written() {
    let arn = |resource: &str| format!("arn:aws:ecr:us-east-1:222222222222:{resource}");
    for (resource, word) in [
        (arn("repository/secret/v?"), "refuted"),
        (arn("*/v1"), "refuted"),
        (arn("repository/s*/v?.?"), "refuted"),
        ("arn:aws:ecr:*".to_owned(), "refuted"),
        (arn("repository/Secret/*"), "proved"),
        (arn("repository/open/v?"), "proved"),
        (arn("repository/${aws:PrincipalAccount}/*"), "undecided"),
    ] {
        let statement = pull(PROD, &resource, Value::Null);
        let (found, reason) = said_with("account prod may not pull secret/*", &statement);
        assert_eq!(found, word, "{resource}: {reason}");
        assert!(found != "undecided" || reason.contains(&resource), "{reason}");
    }
}

#[test]
fn principals_that_are_not_there_yet_are_asked_about() {
    let arn = |operator: &str, arn: &str| json!({operator: {"aws:PrincipalArn": arn}});
    let deploy = arn("ArnLike", "arn:aws:iam::*:role/deploy-*");
    for (statement, who) in [
        (pull(PROD, ALL, deploy), "a role such as deploy-a in prod"),
        (
            pull(PROD, ALL, arn("StringLike", "arn:aws:iam::5*:role/team/?")),
            "a role such as team/b in prod",
        ),
        (
            pull(
                PROD,
                ALL,
                arn("ArnEquals", "arn:aws:iam::555555555555:user/breakglass"),
            ),
            "user breakglass in prod",
        ),
        (
            pull(PROD, ALL, arn("ArnLike", "arn:aws:iam::*:user/*")),
            "a user such as a in prod",
        ),
        (
            pull("arn:aws:iam::555555555555:user/breakglass", ALL, Value::Null),
            "user breakglass in prod",
        ),
        (
            pull(
                "arn:aws:sts::555555555555:assumed-role/deploy/alice",
                ALL,
                Value::Null,
            ),
            "session alice of role deploy in prod",
        ),
    ] {
        let (word, found) = said_with("account prod may not pull *", &statement);
        assert_eq!(word, "refuted", "{statement}");
        let kind = |text: &str| text.split(' ').take(4).collect::<Vec<&str>>().join(" ");
        assert_eq!(kind(&found), kind(who), "{statement}: {found}");
    }
}

#[test]
fn what_cannot_be_known_of_principals_is_not_decided() {
    for statement in [
        pull(
            PROD,
            ALL,
            json!({"StringLike": {"aws:userid": "AROAEXAMPLEID*:*"}}),
        ),
        pull(PROD, ALL, json!({"StringEquals": {"aws:PrincipalType": "User"}})),
        pull("AROAEXAMPLEID", ALL, Value::Null),
        pull("arn:aws:sts::555555555555:federated-user/alice", ALL, Value::Null),
        pull(
            PROD,
            ALL,
            json!({"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/${aws:ResourceAccount}"}}),
        ),
    ] {
        let (word, reason) = said_with("account prod may not pull *", &statement);
        assert_eq!(word, "undecided", "{statement}: {reason}");
    }
}

/// What policies let in is let in tomorrow too: an account may come to a unit.
#[test]
fn accounts_to_come_are_others_of_only_and_may_not() {
    let same = |_: &mut Snapshot| {};
    let come = "any other principal of an account to come in work";
    for (assertion, word, who) in [
        (
            "only nodes, ci, account dev, account registry may pull *",
            "refuted",
            "account dev",
        ),
        (
            "only nodes, ci, account dev, account registry may pull web",
            "refuted",
            come,
        ),
        (
            "only nodes, ci, unit work, account registry may pull web",
            "proved",
            "",
        ),
        ("unit work may pull web", "proved", ""),
        ("unit empty may not pull *", "empty", ""),
        ("account dev may pull web", "proved", ""),
    ] {
        let (found, by) = said(BASE, assertion, same);
        assert_eq!(found, word, "{assertion}: {by}");
        assert!(who != come || by == come, "{assertion}: {by}");
    }
    // By hand a unit without accounts is let in.
    let path = json!({"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-assumed000/r-assu/ou-assu-00000001/*"}});
    let empty = pull("*", ALL, path);
    let come = (
        "refuted",
        "any other principal of an account to come in empty".to_owned(),
    );
    assert_eq!(said_with("unit empty may not pull web", &empty), come);
    // What one may do is said of those that are there.
    assert_eq!(said_with("unit empty may pull web", &empty).0, "empty");
    assert_eq!(said_with("unit empty may push web", &empty).0, "empty");
}

/// A partner that was let in has a row of its own; what is only made up has none.
#[test]
fn what_is_let_in_by_hand_is_in_the_matrix() {
    let company = company(BASE);
    let mut snapshot = Snapshot::of(&company, &Ids::assumed(&company));
    let rows = |snapshot: &Snapshot| -> Vec<String> {
        let cells = matrix(&company, &AccessModel::from_snapshot(&company, snapshot));
        let mut who: Vec<String> = cells.into_iter().map(|cell| cell.who).collect();
        who.dedup();
        who
    };
    let before = rows(&snapshot);
    statements(&mut snapshot).push(pull("444455556688", ALL, Value::Null));
    let mut after = rows(&snapshot);
    after.retain(|who| !before.contains(who));
    assert_eq!(after, ["any other principal of account 444455556688"]);
}

/// A name that may be mistyped is told.
#[test]
fn a_single_name_that_is_nowhere_is_noted() {
    let templates = format!("{BASE}templates: {{ team: }}\n");
    for (assertion, noted) in [
        ("ci may push webb", Some("did you mean `web`?")),
        (
            "account prod may not pull sekret/api",
            Some("is not under `repositories`"),
        ),
        ("ci may push web", None),
        ("ci may push wbe/*", None),
        ("ci may push team/new", None),
    ] {
        let company = company(&format!("{templates}assertions: [\"{assertion}\"]\n"));
        let mut snapshot = Snapshot::of(&company, &Ids::assumed(&company));
        let note = |snapshot: &Snapshot| {
            let model = AccessModel::from_snapshot(&company, snapshot);
            model.names_nothing(&company, &company.assertions[0])
        };
        let told = note(&snapshot);
        assert_eq!(told.is_some(), noted.is_some(), "{assertion}: {told:?}");
        assert!(
            told.unwrap_or_default().contains(noted.unwrap_or_default()),
            "{assertion}"
        );
        // A live registry has it.
        snapshot.registries[0]
            .names
            .extend(["webb".to_owned(), "sekret/api".to_owned()]);
        assert_eq!(note(&snapshot), None, "{assertion}");
    }
}

#[test]
fn outsiders_are_of_no_account_of_the_file() {
    let text = "organization: nines\naccounts: { registry: \"222222222222\", prod: \"999999999999\", main: \"000000000000\" }\nrepositories: [web]\n\
        consumers: { nodes: { accounts: [prod] } }\nguardrails: []\n";
    let same = |_: &mut Snapshot| {};
    assert_eq!(said(text, "outsiders may not pull *", same).0, "proved");
    assert_eq!(said(text, "account prod may pull web", same).0, "proved");
}

#[test]
fn control_policies_do_not_bind_the_management_account() {
    let text = "organization: mgmt\ntopology: shared\naccounts: { main: { purpose: management } }\nrepositories: [web]\n\
        builders: { ci: { trust: [main] } }\nconsumers: { nodes: { accounts: [main] } }\n";
    let same = |_: &mut Snapshot| {};
    assert_eq!(said(text, "account main may administer *", same).0, "proved");
    assert_eq!(said(text, "outsiders may not pull *", same).0, "proved");
}
