//! The acceptance tests of sharing by IAM, by their numbers in the list that the project is held to.

use serde_json::{Value, json};
use wharf_node::distribution::{GetManifest, GetManifestInput};
use wharf_node::ecr::account_setting::PutAccountSetting;
use wharf_node::ecr::authorization_token::GetAuthorizationToken;
use wharf_node::ecr::create_repository::CreateRepository;
use wharf_node::ecr::registry_policy::PutRegistryPolicy;
use wharf_node::ecr::repository_policy::SetRepositoryPolicy;
use wharf_node::ecr::resource_tag::TagResource;
use wharf_node::organizations::account::MoveAccount;
use wharf_node::organizations::attach_policy::AttachPolicy;
use wharf_node::organizations::policy::CreatePolicy;
use wharf_node::{Call, Error, perform};
use wharf_oci::media_type::Accept;
use wharf_policy::Principal;

use super::{Company, ask, text};
use crate::bench::Bench;
use crate::bench::iam::Member;

const ALLOW: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ecr:*","Resource":"*"}}"#;
const DENY: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"ecr:BatchGetImage","Resource":"*"}}"#;

/// Whether a call may pull Alice's image.
pub(super) async fn pulls(bench: &Bench, call: &Call) -> bool {
    let input = GetManifestInput {
        target: bench.target("app"),
        reference: "v1".parse().unwrap(),
        accept: Accept::parse([]),
        pull: true,
    };
    match perform::<GetManifest>(&bench.node, call, input).await {
        Ok(_) => true,
        Err(Error::Denied(_)) => false,
        Err(error) => panic!("{error:?}"),
    }
}

pub(super) async fn image(bench: &Bench) {
    bench.repository("app").await;
    bench.push_new("app", Some("v1"), "one").await;
}

pub(super) async fn share(bench: &Bench, statement: Value) {
    let text = json!({"Version": "2012-10-17", "Statement": statement}).to_string();
    let request = json!({"repositoryName": "app", "policyText": text});
    bench.ask::<SetRepositoryPolicy>(request).await.unwrap();
}

fn statement(effect: &str, principal: &Value) -> Value {
    json!({"Effect": effect, "Principal": principal, "Action": "ecr:BatchGetImage"})
}

room!(n19_in_one_account_either_side_suffices, |bench| {
    image(bench).await;
    let user = Member::new(bench, &bench.alice, "dev").await;
    let own = json!({"AWS": user.arn});
    assert!(!pulls(bench, &user.call(bench)).await, "neither");
    share(bench, statement("Allow", &own)).await;
    assert!(pulls(bench, &user.call(bench)).await, "the repository's alone");
    user.put(bench, "deny", DENY).await;
    assert!(!pulls(bench, &user.call(bench)).await, "the identity's deny");
    user.clear(bench, "deny").await;
    user.put(bench, "allow", ALLOW).await;
    share(bench, statement("Deny", &own)).await;
    assert!(!pulls(bench, &user.call(bench)).await, "the repository's deny");
    share(bench, statement("Allow", &json!({"AWS": "222222222222"}))).await;
    assert!(pulls(bench, &user.call(bench)).await, "the identity's alone");
});

room!(n20_across_accounts_both_must, |bench| {
    image(bench).await;
    let user = Member::new(bench, &bench.bob, "dev").await;
    user.put(bench, "allow", ALLOW).await;
    assert!(!pulls(bench, &user.call(bench)).await, "identity only");
    share(bench, statement("Allow", &json!({"AWS": "222222222222"}))).await;
    assert!(pulls(bench, &user.call(bench)).await, "both");
    user.clear(bench, "allow").await;
    assert!(!pulls(bench, &user.call(bench)).await, "repository only");
});

room!(n21_paths_cover_what_is_below, |bench| {
    image(bench).await;
    let company = Company::new(bench).await;
    let outer = company.unit(bench, &company.root, "outer").await.unwrap();
    let inner = company.unit(bench, &outer, "inner").await.unwrap();
    let path = format!("{}/{}/{outer}/", company.organization, company.root);
    let shared = |operator: &str, path: String| {
        let condition = json!({format!("ForAnyValue:{operator}"): {"aws:PrincipalOrgPaths": path}});
        json!({"Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage", "Condition": condition})
    };
    let (dev, mut at) = (&company.dev, company.root.clone());
    for (to, below, exact) in [
        (&outer, true, true),
        (&inner, true, false),
        (&company.root, false, false),
    ] {
        let id = dev.account.as_str();
        let input = json!({"AccountId": id, "SourceParentId": at, "DestinationParentId": to});
        ask::<MoveAccount>(bench, &company.alice, input).await.unwrap();
        at.clone_from(to);
        share(bench, shared("StringLike", format!("{path}*"))).await;
        assert_eq!(pulls(bench, dev).await, below, "{to} and /*");
        share(bench, shared("StringEquals", path.clone())).await;
        assert_eq!(pulls(bench, dev).await, exact, "{to} exactly");
    }
});

room!(n22_a_registry_policy_counts_as_its_scope_says, |bench| {
    image(bench).await;
    let user = Member::new(bench, &bench.bob, "dev").await;
    user.put(bench, "allow", ALLOW).await;
    let policy = |statement: Value| {
        let text = json!({"Version": "2012-10-17", "Statement": statement}).to_string();
        json!({"policyText": text})
    };
    let all = "arn:aws:ecr:eu-central-1:111111111111:repository/*";
    let allow = json!({"Effect": "Allow", "Principal": {"AWS": "222222222222"}, "Action": "ecr:BatchGetImage",
        "Resource": all});
    bench.ask::<PutRegistryPolicy>(policy(allow)).await.unwrap();
    let scope = |value: &str| json!({"name": "REGISTRY_POLICY_SCOPE", "value": value});
    bench.ask::<PutAccountSetting>(scope("V1")).await.unwrap();
    assert!(!pulls(bench, &user.call(bench)).await, "V1");
    bench.ask::<PutAccountSetting>(scope("V2")).await.unwrap();
    assert!(pulls(bench, &user.call(bench)).await, "V2");
    let own = Member::new(bench, &bench.alice, "dev").await;
    own.put(bench, "allow", ALLOW).await;
    assert!(pulls(bench, &own.call(bench)).await);
    let deny = json!({"Effect": "Deny", "Principal": "*", "Action": "ecr:BatchGetImage", "Resource": all});
    bench.ask::<PutRegistryPolicy>(policy(deny)).await.unwrap();
    assert!(
        !pulls(bench, &own.call(bench)).await,
        "a deny meets the registry's own"
    );
});

room!(n23_no_repository_grants_tokens, |bench| {
    image(bench).await;
    let user = Member::new(bench, &bench.alice, "dev").await;
    let grant = json!({"Effect": "Allow", "Principal": "*", "Action": "ecr:*"});
    share(bench, grant).await;
    assert!(pulls(bench, &user.call(bench)).await);
    let refused = ask::<GetAuthorizationToken>(bench, &user.call(bench), json!({})).await;
    assert!(refused.unwrap_err().1.contains("no identity-based policy allows"));
});

room!(n24_a_service_control_policy_beats_a_repository_policy, |bench| {
    image(bench).await;
    let company = Company::new(bench).await;
    let content =
        json!({"Name": "no-pull", "Description": "", "Type": "SERVICE_CONTROL_POLICY", "Content": DENY});
    let made = ask::<CreatePolicy>(bench, &company.alice, content).await.unwrap();
    let id = text(&made, "/Policy/PolicySummary/Id");
    share(bench, statement("Allow", &json!("*"))).await;
    assert!(pulls(bench, &company.dev).await);
    let input = json!({"PolicyId": id, "TargetId": company.root});
    ask::<AttachPolicy>(bench, &company.alice, input).await.unwrap();
    assert!(!pulls(bench, &company.dev).await);
    assert!(
        pulls(bench, &company.alice).await,
        "the management account is exempt"
    );
});

room!(n25_tags_of_the_repository_and_of_the_request, |bench| {
    image(bench).await;
    let user = Member::new(bench, &bench.alice, "dev").await;
    let deny = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecr:BatchGetImage",
        "ecr:CreateRepository"],"Resource":"*"},{"Effect":"Deny","Action":"ecr:BatchGetImage","Resource":"*",
        "Condition":{"StringEquals":{"ecr:ResourceTag/stage":"quarantine"}}}]}"#;
    user.put(bench, "own", deny).await;
    assert!(pulls(bench, &user.call(bench)).await);
    let arn = "arn:aws:ecr:eu-central-1:111111111111:repository/app";
    let tags = json!({"resourceArn": arn, "tags": [{"Key": "stage", "Value": "quarantine"}]});
    bench.ask::<TagResource>(tags).await.unwrap();
    assert!(!pulls(bench, &user.call(bench)).await);
    let plain = json!({"repositoryName": "plain"});
    ask::<CreateRepository>(bench, &user.call(bench), plain)
        .await
        .unwrap();
    let tagged = json!({"repositoryName": "tagged", "tags": [{"Key": "team", "Value": "a"}]});
    let refused = ask::<CreateRepository>(bench, &user.call(bench), tagged)
        .await
        .unwrap_err();
    assert!(refused.1.contains("ecr:TagResource"), "{refused:?}");
});

room!(n26_a_service_pulls_by_its_own_statement_only, |bench| {
    image(bench).await;
    let service = Call {
        principal: Principal::service("lambda.amazonaws.com"),
        access_key_id: "lambda".to_owned(),
        ..bench.call(&bench.bob)
    };
    share(bench, statement("Allow", &json!({"AWS": "222222222222"}))).await;
    assert!(!pulls(bench, &service).await, "the account's statement");
    share(
        bench,
        statement("Allow", &json!({"Service": "codebuild.amazonaws.com"})),
    )
    .await;
    assert!(!pulls(bench, &service).await, "another service's");
    share(
        bench,
        statement("Allow", &json!({"Service": "lambda.amazonaws.com"})),
    )
    .await;
    assert!(pulls(bench, &service).await);
});
