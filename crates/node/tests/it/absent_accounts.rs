//! Accounts that are not there: no policy names them, and what once did waits for none.

use serde_json::{Value, json};
use wharf_node::Call;
use wharf_node::Entropy;
use wharf_node::ecr::creation_template::CreateRepositoryCreationTemplate;
use wharf_node::ecr::registry_policy::PutRegistryPolicy;
use wharf_node::ecr::repository::DescribeRepositories;
use wharf_node::ecr::repository_policy::{GetRepositoryPolicy, SetRepositoryPolicy};
use wharf_node::iam::access_key::AccessKey;
use wharf_node::iam::account;
use wharf_node::iam::role::{CreateRole, GetRole, UpdateAssumeRolePolicy};
use wharf_node::sts::assume_role::AssumeRole;
use wharf_sql::{Statement, params};

use crate::bench::{Bench, Refusal, Take as _, Tenant, iam::Member};
use crate::sts::ask_node;

const ALL: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;
const LATE: &str = "333333333333";
const LATE_ONES: [&str; 6] = [
    LATE,
    "arn:aws:iam::333333333333:root",
    "arn:aws:iam::333333333333:user/none",
    "arn:aws:iam::333333333333:role/none",
    "arn:aws:sts::333333333333:assumed-role/none/run",
    "arn:aws:sts::333333333333:federated-user/none",
];

fn lets(principals: Value, action: &str) -> String {
    let statement = json!({"Effect": "Allow", "Principal": {"AWS": principals}, "Action": action});
    json!({"Version": "2012-10-17", "Statement": [statement]}).to_string()
}

/// An account that is made now.
async fn make(bench: &Bench) -> Tenant {
    let id = LATE.parse().unwrap();
    account::create(&bench.node.identity, &id, "late", bench.clock.now())
        .await
        .unwrap();
    let key = AccessKey::generate(&id, &Entropy::system(), bench.clock.now());
    Tenant { id, key }
}

async fn describes(bench: &Bench, call: &Call) -> bool {
    describes_one(bench, call, "app").await
}

async fn describes_one(bench: &Bench, call: &Call, repository: &str) -> bool {
    let request = json!({"registryId": bench.alice.id.as_str(), "repositoryNames": [repository]});
    bench
        .ask_call::<DescribeRepositories>(call, request)
        .await
        .is_ok()
}

async fn set(bench: &Bench, principals: Value) -> Result<Value, Refusal> {
    let text = lets(principals, "ecr:DescribeRepositories");
    let request = json!({"repositoryName": "app", "policyText": text});
    bench.ask::<SetRepositoryPolicy>(request).await
}

async fn create_role(bench: &Bench, name: &str, principals: Value) -> Result<Value, Refusal> {
    let text = lets(principals, "sts:AssumeRole");
    let form = [("RoleName", name), ("AssumeRolePolicyDocument", &*text)];
    ask_node::<CreateRole>(&bench.node, &bench.call(&bench.alice), &form).await
}

room!(a_policy_that_names_one_is_not_saved, |bench| {
    bench.repository("app").await;
    create_role(bench, "ci", json!(bench.alice.id.as_str()))
        .await
        .unwrap();
    // The same is said of what is not in an account that is there.
    let there = "arn:aws:iam::222222222222:user/none";
    for late in LATE_ONES.into_iter().chain([there]) {
        let unknown = json!([bench.bob.id.as_str(), late]);
        let ecr = |what: &str| {
            let text = format!(
                "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid {what} policy provided: \
                 Principal not found: {late}'"
            );
            ("InvalidParameterException".to_owned(), text)
        };
        let said = |refusal: Refusal| (refusal.code, refusal.message);
        assert_eq!(
            said(set(bench, unknown.clone()).await.unwrap_err()),
            ecr("repository")
        );
        let text =
            lets(unknown.clone(), "ecr:ReplicateImage").replace(r#""Effect""#, r#""Resource":"*","Effect""#);
        let refused = bench.ask::<PutRegistryPolicy>(json!({"policyText": text})).await;
        assert_eq!(said(refused.unwrap_err()), ecr("registry"));
        let text = lets(unknown.clone(), "ecr:DescribeRepositories");
        let template = json!({"prefix": "a", "appliedFor": ["CREATE_ON_PUSH"], "repositoryPolicy": text});
        let refused = bench.ask::<CreateRepositoryCreationTemplate>(template).await;
        assert_eq!(said(refused.unwrap_err()), ecr("repository"));

        let malformed = (
            "MalformedPolicyDocument".to_owned(),
            format!("Invalid principal in policy: \"AWS\":\"{late}\""),
        );
        assert_eq!(
            said(create_role(bench, "late", unknown.clone()).await.unwrap_err()),
            malformed
        );
        let form = [
            ("RoleName", "ci"),
            ("PolicyDocument", &*lets(unknown, "sts:AssumeRole")),
        ];
        let refused = ask_node::<UpdateAssumeRolePolicy>(&bench.node, &bench.call(&bench.alice), &form).await;
        assert_eq!(said(refused.unwrap_err()), malformed);
    }
});

room!(one_that_is_there_is_shown_as_its_author_named_it, |bench| {
    bench.repository("app").await;
    let late = bench.call(&make(bench).await);
    assert!(!describes(bench, &late).await);
    let bob = bench.bob.id.as_str();
    for (name, is_late) in [
        (LATE_ONES[0], true),
        (LATE_ONES[1], true),
        (LATE_ONES[4], false),
        (LATE_ONES[5], false),
    ] {
        let wanted = lets(json!([name, bob]), "ecr:DescribeRepositories");
        let told = set(bench, json!([name, bob])).await.unwrap();
        let read = bench
            .ask::<GetRepositoryPolicy>(json!({"repositoryName": "app"}))
            .await;
        assert_eq!(told.text("/policyText"), wanted);
        assert_eq!(read.unwrap().text("/policyText"), wanted);
        assert_eq!(describes(bench, &late).await, is_late, "{name}");
        assert!(describes(bench, &bench.call(&bench.bob)).await, "{name}");
    }
    create_role(bench, "ci", json!([LATE, bob])).await.unwrap();
    let role = ask_node::<GetRole>(&bench.node, &bench.call(&bench.alice), &[("RoleName", "ci")]).await;
    let shown = role.unwrap().text("/Role/AssumeRolePolicyDocument");
    assert!(shown.contains(LATE) && !shown.contains("%40"), "{shown}");
});

// An older program saved policies that named accounts that were not there, and any account by its id alone.
static OLD_POLICY: Statement =
    Statement::global("test.old_policy", "UPDATE repository_policies SET document = $1");
static OLD_TRUST: Statement = Statement::global("test.old_trust", "UPDATE iam_roles SET trust_policy = $1");
static OLD_ACCOUNTS: Statement =
    Statement::global("test.old_accounts", "UPDATE accounts SET named_by_id = 1");

room!(an_old_policy_waits_for_none, |bench| {
    let bob = bench.bob.id.as_str();
    bench.repository("app").await;
    set(bench, json!(bob)).await.unwrap();
    create_role(bench, "ci", json!(bob)).await.unwrap();
    let late = json!([bob, LATE, "arn:aws:iam::333333333333:user/administrator"]);
    let policy = lets(late.clone(), "ecr:DescribeRepositories");
    let old = bench
        .registry
        .transaction::<_, wharf_sql::Error, _>("test.old", move |transaction| {
            transaction.execute_global(&OLD_POLICY, params![policy.as_str()])
        });
    assert_eq!(old.await.unwrap(), 1);
    let trust = lets(late, "sts:AssumeRole");
    let old = bench
        .identity
        .transaction::<_, wharf_sql::Error, _>("test.old", move |transaction| {
            transaction.execute_global(&OLD_TRUST, params![trust.as_str()])?;
            transaction.execute_global(&OLD_ACCOUNTS, params![])
        });
    assert_eq!(old.await.unwrap(), 2);

    let late = make(bench).await;
    let ask = [
        ("RoleArn", "arn:aws:iam::111111111111:role/ci"),
        ("RoleSessionName", "run"),
    ];
    let mut calls = Vec::new();
    for (tenant, is_old) in [(&bench.bob, true), (&late, false)] {
        let administrator = Member::new(bench, tenant, "administrator").await;
        administrator.put(bench, "all", ALL).await;
        let call = administrator.call(bench);
        assert_eq!(describes(bench, &call).await, is_old, "{}", tenant.id);
        let assumed = ask_node::<AssumeRole>(&bench.node, &call, &ask).await;
        let denied = assumed.err().map(|refusal| refusal.code);
        assert_eq!(denied.is_none(), is_old, "{}: {denied:?}", tenant.id);
        calls.push(call);
    }
    // Saved again, it is a grant to the account that is there now.
    set(bench, json!(LATE)).await.unwrap();
    assert!(describes(bench, &calls[1]).await);
    assert!(!describes(bench, &calls[0]).await);
});

/// A policy that lets in every principal of whom the condition is true.
fn lets_if(condition: &Value, action: &str) -> String {
    let statement =
        json!({"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": action, "Condition": condition});
    json!({"Version": "2012-10-17", "Statement": [statement]}).to_string()
}

room!(a_condition_waits_for_none, |bench| {
    let root = "arn:aws:iam::333333333333:root";
    let conditions = [
        json!({"StringEquals": {"aws:PrincipalAccount": LATE}}),
        json!({"StringLike": {"AWS:principalaccount": [bench.bob.id.as_str(), LATE]}}),
        json!({"StringEquals": {"aws:PrincipalArn": root}}),
        json!({"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::333333333333:*"}}),
        json!({"ForAnyValue:ArnEquals": {"aws:PrincipalArn": root}}),
        json!({"StringLike": {"aws:PrincipalArn": "*:333333333333:*"}}),
        json!({"StringLike": {"aws:PrincipalArn": "arn:aws:iam::333333333333*"}}),
        json!({"StringLike": {"aws:PrincipalAccount": "333333333333*"}}),
        json!({"StringEquals": {"aws:userid": LATE}}),
    ];
    let name = |at: usize| format!("app{at}");
    let save = async |at: usize| {
        let text = lets_if(&conditions[at], "ecr:DescribeRepositories");
        let request = json!({"repositoryName": name(at), "policyText": text});
        let told = bench.ask::<SetRepositoryPolicy>(request).await.unwrap();
        let read = json!({"repositoryName": name(at)});
        let read = bench.ask::<GetRepositoryPolicy>(read).await.unwrap();
        assert_eq!(told.text("/policyText"), text, "it is shown as it was written");
        assert_eq!(read.text("/policyText"), text);
    };
    for at in 0..conditions.len() {
        bench.repository(&name(at)).await;
        save(at).await;
    }
    let trust = lets_if(&conditions[0], "sts:AssumeRole");
    let form = [("RoleName", "ci"), ("AssumeRolePolicyDocument", &*trust)];
    let alice = bench.call(&bench.alice);
    ask_node::<CreateRole>(&bench.node, &alice, &form).await.unwrap();

    let late = make(bench).await;
    let call = bench.call(&late);
    for (at, condition) in conditions.iter().enumerate() {
        assert!(!describes_one(bench, &call, &name(at)).await, "{condition}");
    }
    let bob = bench.call(&bench.bob);
    assert!(describes_one(bench, &bob, &name(1)).await, "one that was there");
    let administrator = Member::new(bench, &late, "administrator").await;
    administrator.put(bench, "all", ALL).await;
    let ask = [
        ("RoleArn", "arn:aws:iam::111111111111:role/ci"),
        ("RoleSessionName", "run"),
    ];
    let assume = async || ask_node::<AssumeRole>(&bench.node, &administrator.call(bench), &ask).await;
    assert_eq!(assume().await.unwrap_err().code, "AccessDenied");

    // Saved again, they mean the account that is there now.
    for (at, condition) in conditions.iter().enumerate() {
        save(at).await;
        assert!(describes_one(bench, &call, &name(at)).await, "{condition}");
    }
    let form = [("RoleName", "ci"), ("PolicyDocument", &*trust)];
    ask_node::<UpdateAssumeRolePolicy>(&bench.node, &alice, &form)
        .await
        .unwrap();
    assume().await.unwrap();
});

room!(a_condition_that_cannot_be_bound_is_refused, |bench| {
    bench.repository("app").await;
    for (operator, key, value) in [
        ("NumericEquals", "aws:PrincipalAccount", json!(LATE)),
        ("NumericLessThanEquals", "aws:userid", json!(333_333_333_333_u64)),
        (
            "ForAnyValue:NumericEqualsIfExists",
            "AWS:PrincipalAccount",
            json!("333333333333.0"),
        ),
        ("BinaryEquals", "aws:PrincipalAccount", json!("MzMzMzMzMzMzMzMz")),
        (
            "StringEquals",
            "aws:PrincipalAccount",
            json!("${aws:nope, '333333333333'}"),
        ),
        (
            "ArnLike",
            "aws:PrincipalArn",
            json!("arn:aws:iam::3333333${aws:nokey,''}33333:root"),
        ),
        ("StringEquals", "aws:PrincipalAccount", json!("333333333333@0")),
        (
            "ArnEquals",
            "aws:PrincipalArn",
            json!("arn:aws:iam::333333333333@7:root"),
        ),
    ] {
        let condition = json!({operator: {key: value}});
        let text = lets_if(&condition, "ecr:DescribeRepositories");
        let request = json!({"repositoryName": "app", "policyText": text});
        let refused = bench.ask::<SetRepositoryPolicy>(request).await.unwrap_err();
        assert_eq!(refused.code, "InvalidParameterException", "{condition}");
        let form = [
            ("RoleName", "ci"),
            (
                "AssumeRolePolicyDocument",
                &*lets_if(&condition, "sts:AssumeRole"),
            ),
        ];
        let refused = ask_node::<CreateRole>(&bench.node, &bench.call(&bench.alice), &form).await;
        assert_eq!(
            refused.unwrap_err().code,
            "MalformedPolicyDocument",
            "{condition}"
        );
        let denied = text.replace("Allow", "Deny");
        let request = json!({"repositoryName": "app", "policyText": denied, "force": true});
        bench.ask::<SetRepositoryPolicy>(request).await.unwrap();
    }
});

room!(a_deny_and_a_negated_condition_go_by_the_id, |bench| {
    for (name, effect, operator) in [
        ("denied", "Deny", "StringEquals"),
        ("negated", "Allow", "StringNotEquals"),
    ] {
        bench.repository(name).await;
        let condition = json!({operator: {"aws:PrincipalAccount": LATE}});
        let statement = json!({"Effect": effect, "Principal": "*", "Action": "ecr:DescribeRepositories", "Condition": condition});
        let mut statements = vec![statement];
        if effect == "Deny" {
            statements
                .push(json!({"Effect": "Allow", "Principal": "*", "Action": "ecr:DescribeRepositories"}));
        }
        let text = json!({"Version": "2012-10-17", "Statement": statements}).to_string();
        let request = json!({"repositoryName": name, "policyText": text});
        bench.ask::<SetRepositoryPolicy>(request).await.unwrap();
    }
    let (late, bob) = (bench.call(&make(bench).await), bench.call(&bench.bob));
    for name in ["denied", "negated"] {
        assert!(!describes_one(bench, &late, name).await, "{name}");
        assert!(describes_one(bench, &bob, name).await, "{name}");
    }
});
