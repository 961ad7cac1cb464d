//! What one may not do is refused to requests that no client sends, too: principals who sign requests of their own ask for no token, look for
//! no layers, and have other ways to delete and to administer.

use serde_json::{Value, json};
use wharf_topology::access::{Policy, Snapshot};

use crate::by_hand::{ALL, BASE, PROD, PUSH, pull, said, said_with, statements};

fn denying_the_token(snapshot: &mut Snapshot) {
    statements(snapshot).push(pull(PROD, ALL, Value::Null));
    let document = json!({"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "ecr:GetAuthorizationToken", "Resource": "*"}});
    let levels = snapshot.accounts[2].service_control.as_mut().unwrap();
    levels[0].push(Policy {
        name: "no-docker".to_owned(),
        document,
    });
}

#[test]
fn a_pull_needs_no_token() {
    for assertion in [
        "account prod may pull web",
        "account prod may not pull web",
        "only nodes, ci, unit work, account registry may pull web",
    ] {
        assert_eq!(
            said(BASE, assertion, denying_the_token).0,
            "refuted",
            "{assertion}"
        );
    }
}

/// A statement that lets prod do this with every repository.
fn lets(actions: &[&str]) -> Value {
    json!({"Sid": "ByHand", "Effect": "Allow", "Principal": {"AWS": PROD}, "Action": actions, "Resource": ALL})
}

#[test]
fn a_push_needs_no_look_for_layers() {
    let layers = &PUSH[..3];
    for (actions, word) in [
        (&PUSH[..], "refuted"),
        // Another tag of an image that is there.
        (&["ecr:PutImage"], "refuted"),
        // Layers alone are no image.
        (layers, "proved"),
    ] {
        let change = |snapshot: &mut Snapshot| {
            statements(snapshot).retain(|statement| statement["Sid"] != "OnlyBuildersPush");
            statements(snapshot).push(lets(actions));
        };
        let found = said(BASE, "account prod may not push web", change);
        assert_eq!(found.0, word, "{actions:?}: {found:?}");
        // A client looks for layers.
        let found = said(BASE, "account prod may push web", change);
        assert_eq!(found.0, "refuted", "{actions:?}: {found:?}");
    }
}

#[test]
fn rules_by_which_images_expire_delete_them() {
    let expires = lets(&["ecr:PutLifecyclePolicy"]);
    assert_eq!(
        said_with("account prod may not delete web", &expires).0,
        "refuted"
    );
    for action in [
        "ecr:PutLifecyclePolicy",
        "ecr:DeleteLifecyclePolicy",
        "ecr:PutImageScanningConfiguration",
        "ecr:TagResource",
        "ecr:UntagResource",
    ] {
        let found = said_with("account prod may not administer web", &lets(&[action]));
        assert_eq!(found.0, "refuted", "{action}: {found:?}");
    }
    assert_eq!(
        said_with(
            "account prod may not administer web",
            &lets(&["ecr:DescribeImages"])
        )
        .0,
        "proved"
    );
}

/// What is asked of a registry as a whole is on no repository, and of the caller's own.
#[test]
fn a_registry_is_no_repository() {
    let administering = |resource: &'static str| {
        move |snapshot: &mut Snapshot| {
            let role = &mut snapshot.accounts[0].principals[0];
            assert!(role.arn.ends_with(":role/ci"), "{}", role.arn);
            role.policies[0].document = json!({"Version": "2012-10-17", "Statement": [
                {"Effect": "Allow", "Action": "ecr:*", "Resource": "*"},
                {"Effect": "Deny", "Action": "ecr:*", "Resource": resource}]});
        }
    };
    let assertion = "ci may not administer *";
    assert_eq!(said(BASE, assertion, administering(ALL)).0, "refuted");
    assert_eq!(said(BASE, assertion, administering("*")).0, "proved");
    // Of another account's it is nothing that a policy of that registry can allow.
    let found = said_with(
        "account prod may not administer *",
        &lets(&["ecr:PutRegistryPolicy"]),
    );
    assert_eq!(found.0, "proved", "{found:?}");
}

/// Services that only a policy names are asked about, for each account that they may act for.
#[test]
fn services_that_policies_name_may_act_for_outsiders() {
    let service = |name: &str, condition: Value| {
        let mut statement = pull("*", ALL, condition);
        statement["Principal"] = json!({"Service": name});
        statement
    };
    let (builds, functions) = ("codebuild.amazonaws.com", "lambda.amazonaws.com");
    let own = json!({"StringEquals": {"aws:SourceAccount": "555555555555"}});
    let others = json!({"StringEquals": {"aws:SourceAccount": "444455556688"}});
    let arn = json!({"ArnLike": {"aws:SourceArn": "arn:aws:lambda:us-east-1:444455556688:function:*"}});
    let cluster = json!({"ArnLike": {"aws:SourceArn": "arn:aws:ecs:*:444455556688:cluster/*"}});
    let organization = json!({"StringEquals": {"aws:SourceOrgID": "o-otherorgan"}});
    let place = json!({"ForAnyValue:StringLike": {"aws:SourceOrgPaths": "o-otherorgan/r-abcd/*"}});
    for (statement, who) in [
        (
            service(builds, Value::Null),
            "service codebuild.amazonaws.com for an outsider",
        ),
        (
            service(builds, others),
            "service codebuild.amazonaws.com for account 444455556688",
        ),
        (
            service(functions, arn),
            "service lambda.amazonaws.com for account 444455556688",
        ),
        // What a service's sources are called is not known of each.
        (
            service("ecs-tasks.amazonaws.com", cluster),
            "service ecs-tasks.amazonaws.com for account 444455556688",
        ),
        (
            service(builds, organization),
            "service codebuild.amazonaws.com for an account in o-otherorgan",
        ),
        (
            service(builds, place),
            "service codebuild.amazonaws.com for an account in o-otherorgan",
        ),
        (
            pull("*", ALL, json!({"Bool": {"aws:PrincipalIsAWSService": "true"}})),
            "service any.amazonaws.com for an outsider",
        ),
    ] {
        let found = said_with("outsiders may not pull *", &statement);
        assert_eq!(found, ("refuted", who.to_owned()), "{statement}");
    }
    let many = json!({"StringLike": {"aws:SourceAccount": "4444*"}});
    let found = said_with("outsiders may not pull *", &service(builds, many));
    assert_eq!(found.0, "refuted");
    assert!(
        found
            .1
            .starts_with("service codebuild.amazonaws.com for account 4444"),
        "{found:?}"
    );
    let own = service(builds, own);
    assert_eq!(said_with("outsiders may not pull *", &own).0, "proved");
    let only = "only nodes, ci, unit work, account registry may pull web";
    let found = said_with(only, &own);
    assert_eq!(
        found,
        ("refuted", "service codebuild.amazonaws.com for prod".to_owned())
    );
}
