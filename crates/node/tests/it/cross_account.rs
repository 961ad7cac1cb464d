//! Images of one account used by another: both sides must agree, and a grant is to one very principal.

use serde_json::json;
use wharf_node::distribution::{GetManifest, GetManifestInput};
use wharf_node::ecr::registry_policy::PutRegistryPolicy;
use wharf_node::ecr::repository_policy::{GetRepositoryPolicy, SetRepositoryPolicy};
use wharf_node::{Error, perform};
use wharf_oci::media_type::Accept;

use crate::bench::{Bench, REGION, Take, iam::Member};

const PULL: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ecr:*","Resource":"*"}}"#;

/// `None` when the pull is allowed, else the tail of the refusal.
async fn refusal(bench: &Bench, member: &Member) -> Option<String> {
    let input = GetManifestInput {
        target: bench.target("app"),
        reference: "v1".parse().unwrap(),
        accept: Accept::parse([]),
        pull: true,
    };
    match perform::<GetManifest>(&bench.node, &member.call(bench), input).await {
        Ok(_) => None,
        Err(Error::Denied(denial)) => {
            let text = denial.to_string();
            let (_, tail) = text.split_once("repository/app").unwrap();
            Some(tail.trim().to_owned())
        }
        Err(error) => panic!("{error:?}"),
    }
}

async fn set(
    bench: &Bench,
    statement: serde_json::Value,
) -> Result<serde_json::Value, crate::bench::Refusal> {
    let text = json!({"Version": "2012-10-17", "Statement": statement}).to_string();
    let request = json!({"repositoryName": "app", "policyText": text});
    bench.ask::<SetRepositoryPolicy>(request).await
}

room!(both_sides_must_agree, |bench| {
    bench.repository("app").await;
    bench.push_new("app", Some("v1"), "one").await;
    let member = Member::new(bench, &bench.bob, "deployer").await;
    let identity = "because no identity-based policy allows the ecr:BatchGetImage action";
    let resource = "because no resource-based policy allows the ecr:BatchGetImage action";
    assert_eq!(refusal(bench, &member).await.as_deref(), Some(identity));
    member.put(bench, "pull", PULL).await;
    assert_eq!(refusal(bench, &member).await.as_deref(), Some(resource));
    let grant =
        json!({"Effect": "Allow", "Principal": {"AWS": "222222222222"}, "Action": "ecr:BatchGetImage"});
    set(bench, grant).await.unwrap();
    assert_eq!(refusal(bench, &member).await, None);
    member.clear(bench, "pull").await;
    assert_eq!(
        refusal(bench, &member).await.as_deref(),
        Some(identity),
        "at once"
    );
    member.put(bench, "pull", PULL).await;
    // Which policy of a foreign owner forbids it is not told.
    let deny = json!({"Effect": "Deny", "Principal": "*", "Action": "ecr:*", "Condition":
        {"StringEquals": {"aws:PrincipalAccount": "222222222222"}}});
    set(bench, deny).await.unwrap();
    assert_eq!(refusal(bench, &member).await.as_deref(), Some(""));
});

room!(a_user_made_again_does_not_inherit, |bench| {
    bench.repository("app").await;
    bench.push_new("app", Some("v1"), "one").await;
    let member = Member::new(bench, &bench.bob, "deployer").await;
    member.put(bench, "pull", PULL).await;
    let arn = "arn:aws:iam::222222222222:user/deployer";
    let grant = json!({"Effect": "Allow", "Principal": {"AWS": arn}, "Action": "ecr:BatchGetImage"});
    let answer = set(bench, grant).await.unwrap();
    assert!(answer.text("/policyText").contains(arn));
    assert_eq!(refusal(bench, &member).await, None);

    member.clear(bench, "pull").await;
    member.delete(bench).await;
    let again = Member::new(bench, &bench.bob, "deployer").await;
    again.put(bench, "pull", PULL).await;
    let resource = "because no resource-based policy allows the ecr:BatchGetImage action";
    assert_eq!(refusal(bench, &again).await.as_deref(), Some(resource));
    let shown = bench
        .ask::<GetRepositoryPolicy>(json!({"repositoryName": "app"}))
        .await
        .unwrap();
    let text = shown.text("/policyText");
    assert!(text.contains(&member.id) && !text.contains(arn), "{text}");

    let missing = json!({"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::222222222222:user/none"},
        "Action": "ecr:BatchGetImage"});
    let refused = set(bench, missing).await.unwrap_err();
    assert!(refused.message.contains("Principal not found"), "{refused:?}");
});

room!(a_repositorys_policy_is_about_that_repository, |bench| {
    bench.repository("app").await;
    let arn = |name: &str| format!("arn:aws:ecr:{REGION}:111111111111:repository/{name}");
    let on = |resource: &str| {
        json!({"Effect": "Allow", "Principal": {"AWS": "222222222222"}, "Action": "ecr:BatchGetImage",
        "Resource": resource})
    };
    for fine in [
        "*".to_owned(),
        arn("app"),
        arn("a*"),
        "arn:aws:ecr:*:*:repository/*".to_owned(),
    ] {
        set(bench, on(&fine)).await.unwrap();
    }
    for other in [
        arn("web"),
        "arn:aws:s3:::bucket".to_owned(),
        arn("app").replace(REGION, "eu-west-1"),
        "app".to_owned(),
    ] {
        let refused = set(bench, on(&other)).await.unwrap_err();
        assert_eq!(refused.code, "InvalidParameterException");
        let says = "Invalid repository policy provided: line 1, column ";
        assert!(refused.message.contains(says), "{refused:?}");
    }
});

room!(a_policy_that_locks_its_author_out_must_be_forced, |bench| {
    bench.repository("app").await;
    let deny = json!({"Effect": "Deny", "Principal": "*", "Action": "ecr:SetRepositoryPolicy"});
    let refused = set(bench, deny.clone()).await.unwrap_err();
    assert_eq!(refused.code, "InvalidParameterException");
    let text = json!({"Version": "2012-10-17", "Statement": deny}).to_string();
    let forced = json!({"repositoryName": "app", "policyText": text, "force": true});
    bench.ask::<SetRepositoryPolicy>(forced.clone()).await.unwrap();
    let locked = bench.ask::<SetRepositoryPolicy>(forced).await.unwrap_err();
    assert!(
        locked
            .message
            .ends_with("with an explicit deny in a resource-based policy"),
        "{locked:?}"
    );
});

room!(a_registry_policy_decides_for_all_its_repositories, |bench| {
    bench.repository("app").await;
    bench.push_new("app", Some("v1"), "one").await;
    let member = Member::new(bench, &bench.bob, "deployer").await;
    member.put(bench, "pull", PULL).await;
    let text = json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::222222222222:root"}, "Action": "ecr:BatchGetImage",
        "Resource": "arn:aws:ecr:eu-central-1:111111111111:repository/a*"}});
    bench
        .ask::<PutRegistryPolicy>(json!({"policyText": text.to_string()}))
        .await
        .unwrap();
    assert_eq!(refusal(bench, &member).await, None);
    let setting = json!({"name": "REGISTRY_POLICY_SCOPE", "value": "V1"});
    bench
        .ask::<wharf_node::ecr::account_setting::PutAccountSetting>(setting)
        .await
        .unwrap();
    assert!(
        refusal(bench, &member).await.is_some(),
        "not one of the three actions of V1"
    );
});
