//! The recipes by which companies share a registry and guard it: each as its authors write it down, tried from both
//! sides of every line that it draws.

use serde_json::{Value, json};
use wharf_node::ecr::authorization_token::GetAuthorizationToken;
use wharf_node::ecr::create_repository::CreateRepository;
use wharf_node::ecr::layer_upload::InitiateLayerUpload;
use wharf_node::ecr::registry_policy::PutRegistryPolicy;
use wharf_node::ecr::repository::{DescribeRepositories, PutImageTagMutability};
use wharf_node::ecr::repository_policy::SetRepositoryPolicy;
use wharf_node::ecr::resource_tag::{TagResource, UntagResource};
use wharf_node::organizations::attach_policy::AttachPolicy;
use wharf_node::organizations::policy::CreatePolicy;
use wharf_node::organizations::root::EnablePolicyType;
use wharf_node::{Call, Operation};

use super::acceptance::{image, pulls, share};
use super::{Company, Refusal, account, ask, assume, code, text};
use crate::bench::iam::Member;
use crate::bench::{Bench, REGION};

const PULL: [&str; 3] = [
    "ecr:BatchCheckLayerAvailability",
    "ecr:BatchGetImage",
    "ecr:GetDownloadUrlForLayer",
];
const DENIED: &str = "AccessDeniedException";

fn document(statement: &Value) -> String {
    json!({"Version": "2012-10-17", "Statement": statement}).to_string()
}

async fn tries<O>(bench: &Bench, call: &Call, input: Value) -> Result<(), Refusal>
where
    O: Operation<
            Input: wharf_aws::json11::FromJson,
            Output: wharf_aws::Encode,
            Fault: wharf_aws::ServiceFault,
        >,
{
    ask::<O>(bench, call, input).await.map(drop)
}

/// Attaches a control policy to the root of the tree.
async fn guard(bench: &Bench, company: &Company, kind: &str, statement: Value) {
    let content = json!({"Name": "guard", "Description": "", "Type": kind, "Content": document(&statement)});
    let made = ask::<CreatePolicy>(bench, &company.alice, content).await.unwrap();
    let input = json!({"PolicyId": text(&made, "/Policy/PolicySummary/Id"), "TargetId": company.root});
    ask::<AttachPolicy>(bench, &company.alice, input).await.unwrap();
}

room!(pull_from_another_account, |bench| {
    image(bench).await;
    bench.repository("other/app").await;
    let node = Member::new(bench, &bench.bob, "node").await;
    let mine = format!("arn:aws:ecr:{REGION}:111111111111:repository/app");
    let own = json!([{"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"},
        {"Effect": "Allow", "Action": PULL, "Resource": mine}]);
    share(
        bench,
        json!({"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::222222222222:root"}, "Action": PULL}),
    )
    .await;
    assert!(
        !pulls(bench, &node.call(bench)).await,
        "the account's grant alone"
    );
    node.put(bench, "pull", &document(&own)).await;
    assert!(pulls(bench, &node.call(bench)).await);
    tries::<GetAuthorizationToken>(bench, &node.call(bench), json!({}))
        .await
        .unwrap();
    let upload = json!({"registryId": "111111111111", "repositoryName": "app"});
    assert_eq!(
        code(tries::<InitiateLayerUpload>(bench, &node.call(bench), upload).await),
        DENIED
    );
});

room!(push_from_a_build_account, |bench| {
    bench.repository("app").await;
    let push = [
        "ecr:BatchCheckLayerAvailability",
        "ecr:CompleteLayerUpload",
        "ecr:InitiateLayerUpload",
        "ecr:PutImage",
        "ecr:UploadLayerPart",
        "ecr:BatchGetImage",
    ];
    let builder = Member::new(bench, &bench.bob, "builder").await;
    let upload = || json!({"registryId": "111111111111", "repositoryName": "app"});
    builder
        .put(
            bench,
            "push",
            &document(&json!({"Effect": "Allow", "Action": push, "Resource": "*"})),
        )
        .await;
    let call = builder.call(bench);
    assert_eq!(
        code(tries::<InitiateLayerUpload>(bench, &call, upload()).await),
        DENIED
    );
    share(
        bench,
        json!({"Effect": "Allow", "Principal": {"AWS": "222222222222"}, "Action": push}),
    )
    .await;
    tries::<InitiateLayerUpload>(bench, &call, upload())
        .await
        .unwrap();
    // The other way: a role in the registry's own account.
    bench.repository("through-a-role").await;
    let elsewhere = json!({"registryId": "111111111111", "repositoryName": "through-a-role"});
    assert_eq!(
        code(tries::<InitiateLayerUpload>(bench, &call, elsewhere).await),
        DENIED
    );
});

room!(a_whole_organization_pulls, |bench| {
    image(bench).await;
    let company = Company::new(bench).await;
    share(
        bench,
        json!({"Sid": "OrgPull", "Effect": "Allow", "Principal": "*", "Action": PULL,
            "Condition": {"StringEquals": {"aws:PrincipalOrgID": company.organization}}}),
    )
    .await;
    assert!(pulls(bench, &company.dev).await);
    assert!(
        !pulls(bench, &bench.call(&bench.bob)).await,
        "who is in no organization"
    );
    // A new account can pull at once.
    let late = account(bench, &company.alice, "late").await;
    assert!(pulls(bench, &late).await);
});

room!(what_paths_do_not_grant, |bench| {
    image(bench).await;
    let company = Company::new(bench).await;
    let outside = bench.call(&bench.bob);
    let path = format!("{}/{}/", company.organization, company.root);
    let by = |operator: &str, path: &str| {
        json!({"Effect": "Allow", "Principal": "*", "Action": PULL,
            "Condition": {operator: {"aws:PrincipalOrgPaths": path}}})
    };
    share(bench, by("ForAnyValue:StringEquals", &path)).await;
    assert!(pulls(bench, &company.dev).await, "an account at the root");
    assert!(!pulls(bench, &outside).await, "no organization, no paths");
    // The trap that the documents warn of: it is also true for a caller without paths.
    share(bench, by("ForAllValues:StringLike", &format!("{path}*"))).await;
    assert!(pulls(bench, &outside).await);
});

room!(no_production_images_by_tag, |bench| {
    image(bench).await;
    let arn = format!("arn:aws:ecr:{REGION}:111111111111:repository/app");
    let developer = Member::new(bench, &bench.alice, "developer").await;
    let own = json!([{"Effect": "Allow", "Action": "ecr:*", "Resource": "*"},
        {"Effect": "Deny", "Action": PULL, "Resource": "*",
            "Condition": {"StringEquals": {"ecr:ResourceTag/environment": "prod"}}}]);
    developer.put(bench, "own", &document(&own)).await;
    assert!(pulls(bench, &developer.call(bench)).await);
    let tags = json!({"resourceArn": arn, "tags": [{"Key": "environment", "Value": "prod"}]});
    bench.ask::<TagResource>(tags).await.unwrap();
    assert!(!pulls(bench, &developer.call(bench)).await);
});

room!(teams_are_kept_apart_by_their_tags, |bench| {
    let team = Member::tagged(bench, &bench.alice, "blue-ci", &[("team", "blue")]).await;
    let same = json!({"StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}"}});
    let made = json!({"StringEquals": {"aws:RequestTag/team": "${aws:PrincipalTag/team}"},
        "ForAllValues:StringEquals": {"aws:TagKeys": ["team", "cost-centre"]}});
    let own = json!([
        {"Effect": "Allow", "Action": ["ecr:InitiateLayerUpload", "ecr:DescribeRepositories"], "Resource": "*", "Condition": same},
        {"Effect": "Allow", "Action": ["ecr:CreateRepository", "ecr:TagResource"], "Resource": "*", "Condition": made},
        {"Effect": "Deny", "Action": ["ecr:TagResource", "ecr:UntagResource"], "Resource": "*",
            "Condition": {"ForAnyValue:StringEquals": {"aws:TagKeys": "team"}, "Null": {"aws:ResourceTag/team": "false"}}},
    ]);
    team.put(bench, "own", &document(&own)).await;
    let call = team.call(bench);
    let new = |name: &str, tags: Value| json!({"repositoryName": name, "tags": tags});
    let tag = |key: &str, value: &str| json!({"Key": key, "Value": value});
    tries::<CreateRepository>(bench, &call, new("blue/app", json!([tag("team", "blue")])))
        .await
        .unwrap();
    for tags in [
        json!([tag("team", "red")]),
        json!([]),
        json!([tag("team", "blue"), tag("other", "x")]),
    ] {
        assert_eq!(
            code(tries::<CreateRepository>(bench, &call, new("blue/no", tags)).await),
            DENIED
        );
    }
    bench
        .ask::<CreateRepository>(new("red/app", json!([tag("team", "red")])))
        .await
        .unwrap();
    let upload = |name: &str| json!({"repositoryName": name});
    tries::<InitiateLayerUpload>(bench, &call, upload("blue/app"))
        .await
        .unwrap();
    assert_eq!(
        code(tries::<InitiateLayerUpload>(bench, &call, upload("red/app")).await),
        DENIED
    );
    let arn = format!("arn:aws:ecr:{REGION}:111111111111:repository/blue/app");
    let untag = json!({"resourceArn": arn, "tagKeys": ["team"]});
    assert_eq!(code(tries::<UntagResource>(bench, &call, untag).await), DENIED);
});

room!(only_from_an_address, |bench| {
    image(bench).await;
    let user = Member::new(bench, &bench.alice, "office").await;
    let own = json!([{"Effect": "Allow", "Action": "ecr:*", "Resource": "*"},
        {"Effect": "Deny", "Action": "*", "Resource": "*",
            "Condition": {"NotIpAddress": {"aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32"]}}}]);
    user.put(bench, "own", &document(&own)).await;
    for (address, may) in [
        (Some("203.0.113.7"), true),
        (Some("203.0.114.7"), false),
        (Some("2001:db8::7"), true),
        (Some("2001:db9::7"), false),
        (None, false),
    ] {
        let call = Call {
            source_ip: address.map(|address| address.parse().unwrap()),
            ..user.call(bench)
        };
        assert_eq!(pulls(bench, &call).await, may, "{address:?}");
    }
});

room!(only_the_organization_touches_its_registries, |bench| {
    let company = Company::new(bench).await;
    let open = document(&json!({"Effect": "Allow", "Principal": "*", "Action": "ecr:DescribeRepositories"}));
    tries::<CreateRepository>(bench, &company.dev, json!({"repositoryName": "app"}))
        .await
        .unwrap();
    tries::<SetRepositoryPolicy>(
        bench,
        &company.dev,
        json!({"repositoryName": "app", "policyText": open}),
    )
    .await
    .unwrap();
    let enable = json!({"RootId": company.root, "PolicyType": "RESOURCE_CONTROL_POLICY"});
    ask::<EnablePolicyType>(bench, &company.alice, enable)
        .await
        .unwrap();
    let look = || json!({"registryId": company.dev.account.as_str(), "repositoryNames": ["app"]});
    let (bob, service) = (
        bench.call(&bench.bob),
        Call {
            principal: wharf_policy::Principal::service("lambda.amazonaws.com"),
            access_key_id: "lambda".to_owned(),
            ..bench.call(&bench.bob)
        },
    );
    tries::<DescribeRepositories>(bench, &bob, look()).await.unwrap();
    guard(
        bench,
        &company,
        "RESOURCE_CONTROL_POLICY",
        json!({"Effect": "Deny", "Principal": "*", "Action": "ecr:*", "Resource": "*", "Condition": {
            "StringNotEqualsIfExists": {"aws:PrincipalOrgID": company.organization},
            "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}}}),
    )
    .await;
    assert_eq!(
        code(tries::<DescribeRepositories>(bench, &bob, look()).await),
        DENIED
    );
    tries::<DescribeRepositories>(bench, &company.prod, look())
        .await
        .unwrap();
    tries::<DescribeRepositories>(bench, &service, look())
        .await
        .unwrap();
});

room!(workloads_pull_from_approved_registries, |bench| {
    image(bench).await;
    let company = Company::new(bench).await;
    share(
        bench,
        json!({"Effect": "Allow", "Principal": "*", "Action": PULL}),
    )
    .await;
    let denied_elsewhere = |approved: &str| {
        json!({"Effect": "Deny", "Action": PULL, "Resource": "*",
            "Condition": {"StringNotEquals": {"aws:ResourceAccount": [approved]}}})
    };
    guard(
        bench,
        &company,
        "SERVICE_CONTROL_POLICY",
        denied_elsewhere("111111111111"),
    )
    .await;
    assert!(pulls(bench, &company.dev).await, "an approved registry");
    let content = json!({"Name": "other", "Description": "", "Type": "SERVICE_CONTROL_POLICY",
        "Content": document(&denied_elsewhere("999999999999"))});
    let made = ask::<CreatePolicy>(bench, &company.alice, content).await.unwrap();
    let id = text(&made, "/Policy/PolicySummary/Id");
    let input = json!({"PolicyId": id, "TargetId": company.dev.account.as_str()});
    ask::<AttachPolicy>(bench, &company.alice, input).await.unwrap();
    assert!(!pulls(bench, &company.dev).await, "one that is not approved");
    assert!(pulls(bench, &company.prod).await, "another account");
});

room!(policies_and_tags_are_the_administrators, |bench| {
    let company = Company::new(bench).await;
    tries::<CreateRepository>(bench, &company.dev, json!({"repositoryName": "app"}))
        .await
        .unwrap();
    let role = "arn:aws:iam::*:role/OrganizationAccountAccessRole";
    let unless = json!({"ArnNotLike": {"aws:PrincipalArn": role}});
    guard(
        bench,
        &company,
        "SERVICE_CONTROL_POLICY",
        json!({"Effect": "Deny", "Resource": "*", "Condition": unless, "Action": ["ecr:PutImageTagMutability",
            "ecr:SetRepositoryPolicy", "ecr:DeleteRepositoryPolicy", "ecr:PutRegistryPolicy",
            "ecr:DeleteRegistryPolicy", "ecr:PutAccountSetting"]}),
    )
    .await;
    let administrator = format!(
        "arn:aws:iam::{}:role/OrganizationAccountAccessRole",
        company.dev.account
    );
    let administrator = assume(bench, &bench.alice, &administrator).await.unwrap();
    let open = document(&json!({"Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage"}));
    let registry = document(
        &json!({"Effect": "Deny", "Principal": "*", "Action": "ecr:DeleteRepository", "Resource": "*"}),
    );
    for (call, may) in [(&company.dev, false), (&administrator, true)] {
        let outcomes = [
            tries::<PutImageTagMutability>(
                bench,
                call,
                json!({"repositoryName": "app", "imageTagMutability": "IMMUTABLE"}),
            )
            .await,
            tries::<SetRepositoryPolicy>(bench, call, json!({"repositoryName": "app", "policyText": open}))
                .await,
            tries::<PutRegistryPolicy>(bench, call, json!({"policyText": registry})).await,
        ];
        for outcome in outcomes {
            assert_eq!(outcome.is_ok(), may, "{outcome:?}");
        }
    }
});

room!(only_in_these_regions, |bench| {
    let company = Company::new(bench).await;
    guard(
        bench,
        &company,
        "SERVICE_CONTROL_POLICY",
        json!({"Effect": "Deny", "NotAction": ["iam:*", "organizations:*", "sts:*"], "Resource": "*",
            "Condition": {"StringNotEquals": {"aws:RequestedRegion": [REGION]}}}),
    )
    .await;
    let elsewhere = |call: &Call| Call {
        region: "us-east-1".parse().unwrap(),
        ..call.clone()
    };
    let new = || json!({"repositoryName": "app"});
    tries::<CreateRepository>(bench, &company.dev, new())
        .await
        .unwrap();
    assert_eq!(
        code(tries::<CreateRepository>(bench, &elsewhere(&company.dev), new()).await),
        DENIED
    );
    tries::<CreateRepository>(bench, &elsewhere(&company.alice), new())
        .await
        .unwrap();
});
