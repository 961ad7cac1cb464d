//! Templates: kept, changed, and what they make on a push.

use serde_json::{Value, json};
use wharf_node::distribution::{Fault, StartUpload, StartUploadInput, Started};
use wharf_node::ecr::creation_template::{
    CreateRepositoryCreationTemplate, DeleteRepositoryCreationTemplate, DescribeRepositoryCreationTemplates,
    UpdateRepositoryCreationTemplate,
};
use wharf_node::ecr::image::operations::{PutImage, PutImageInput, WhenExists};
use wharf_node::ecr::lifecycle_policy::GetLifecyclePolicy;
use wharf_node::ecr::registry_policy::PutRegistryPolicy;
use wharf_node::ecr::repository::DescribeRepositories;
use wharf_node::ecr::repository_policy::GetRepositoryPolicy;
use wharf_node::ecr::resource_tag::ListTagsForResource;
use wharf_node::iam::inline_policy::PutRolePolicy;
use wharf_node::iam::role::CreateRole;
use wharf_node::{Call, Error, perform};

use crate::bench::counted::statements_of;
use crate::bench::{Bench, Refusal, TestImage, iam::Member};
use crate::sts::ask_node;

/// Begins a push; the refusal by its sentence.
async fn push(bench: &Bench, call: &Call, name: &str) -> Result<(), String> {
    let input = StartUploadInput {
        target: bench.target(name),
        mount: None,
    };
    match perform::<StartUpload>(&bench.node, call, input).await {
        Ok(Started::Upload(_)) => Ok(()),
        Ok(other) => panic!("{other:?}"),
        Err(Error::Denied(denial)) => Err(denial.to_string()),
        Err(Error::Fault(Fault::Ecr(fault))) => Err(Refusal::from(fault).message),
        Err(error) => panic!("{error:?}"),
    }
}

async fn create(bench: &Bench, template: Value) -> Result<Value, Refusal> {
    bench.ask::<CreateRepositoryCreationTemplate>(template).await
}

async fn exists(bench: &Bench, name: &str) -> bool {
    bench
        .ask::<DescribeRepositories>(json!({"repositoryNames": [name]}))
        .await
        .is_ok()
}

fn lifecycle() -> String {
    let selection = json!({"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 9});
    json!({"rules": [{"rulePriority": 1, "selection": selection, "action": {"type": "expire"}}]}).to_string()
}

room!(policies_are_shown_by_one_statement_however_many, |bench| {
    for number in 1..4 {
        let user = format!("user{number}");
        Member::tagged(bench, &bench.alice, &user, &[]).await;
        let allow = json!({"Effect": "Allow", "Action": "ecr:BatchGetImage",
            "Principal": {"AWS": format!("arn:aws:iam::111111111111:user/{user}")}});
        let policy = json!({"Version": "2012-10-17", "Statement": allow}).to_string();
        let template = json!({"prefix": user, "appliedFor": ["CREATE_ON_PUSH"], "repositoryPolicy": policy});
        create(bench, template).await.unwrap();
        let describe = bench.ask::<DescribeRepositoryCreationTemplates>(json!({}));
        let (shown, statements) = statements_of(describe).await;
        let shown = shown.unwrap();
        let shown = shown["repositoryCreationTemplates"].as_array().unwrap();
        assert_eq!(shown.len(), number);
        assert!(shown.iter().all(|template| {
            template["repositoryPolicy"]
                .as_str()
                .unwrap()
                .contains(":user/user")
        }));
        let looked_up = statements.iter().filter(|name| *name == "iam.entity.find_all");
        assert_eq!(looked_up.count(), 1, "{statements:?}");
    }
});

room!(kept_changed_and_deleted, |bench| {
    let full = json!({
        "prefix": "prod/", "appliedFor": ["CREATE_ON_PUSH", "REPLICATION"], "description": "for production",
        "imageTagMutability": "IMMUTABLE_WITH_EXCLUSION",
        "imageTagMutabilityExclusionFilters": [{"filterType": "WILDCARD", "filter": "dev*"}],
        "lifecyclePolicy": lifecycle(),
        "repositoryPolicy": r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"ecr:BatchGetImage"}}"#,
        "resourceTags": [{"Key": "stage", "Value": "prod"}],
        "customRoleArn": "arn:aws:iam::111111111111:role/maker",
        "encryptionConfiguration": {"encryptionType": "AES256"},
    });
    let made = create(bench, full.clone()).await.unwrap();
    assert_eq!(made["registryId"], "111111111111");
    let mut shown = made["repositoryCreationTemplate"].clone();
    assert_eq!(shown["createdAt"], shown["updatedAt"]);
    assert_eq!(shown["prefix"], "prod");
    for member in ["createdAt", "updatedAt", "prefix"] {
        shown.as_object_mut().unwrap().remove(member);
    }
    let mut given = full.clone();
    given.as_object_mut().unwrap().remove("prefix");
    assert_eq!(shown, given);
    let again = create(bench, json!({"prefix": "prod", "appliedFor": ["CREATE_ON_PUSH"]}))
        .await
        .unwrap_err();
    assert_eq!(again.code, "TemplateAlreadyExistsException");

    bench.advance(1);
    let change = json!({"prefix": "prod", "lifecyclePolicy": "", "imageTagMutability": "MUTABLE"});
    let changed = bench
        .ask::<UpdateRepositoryCreationTemplate>(change)
        .await
        .unwrap();
    let changed = &changed["repositoryCreationTemplate"];
    assert_eq!(changed.get("lifecyclePolicy"), None);
    assert_eq!(changed.get("imageTagMutabilityExclusionFilters"), None);
    assert_eq!(changed["description"], "for production");
    assert!(changed["updatedAt"].as_f64() > changed["createdAt"].as_f64());

    create(bench, json!({"prefix": "ROOT", "appliedFor": ["REPLICATION"]}))
        .await
        .unwrap();
    let all = bench
        .ask::<DescribeRepositoryCreationTemplates>(json!({"maxResults": 1}))
        .await
        .unwrap();
    assert_eq!(all["repositoryCreationTemplates"][0]["prefix"], "ROOT");
    let next = json!({"maxResults": 1, "nextToken": all["nextToken"]});
    let rest = bench
        .ask::<DescribeRepositoryCreationTemplates>(next)
        .await
        .unwrap();
    assert_eq!(rest["repositoryCreationTemplates"][0]["prefix"], "prod");
    assert_eq!(rest.get("nextToken"), None);
    let both = json!({"prefixes": ["prod"], "maxResults": 1});
    let refused = bench.ask::<DescribeRepositoryCreationTemplates>(both).await;
    assert!(refused.unwrap_err().message.contains("'maxResults'"));
    let some = json!({"prefixes": ["none", "prod/"]});
    let some = bench
        .ask::<DescribeRepositoryCreationTemplates>(some)
        .await
        .unwrap();
    assert_eq!(some["repositoryCreationTemplates"].as_array().unwrap().len(), 1);

    bench
        .ask::<DeleteRepositoryCreationTemplate>(json!({"prefix": "prod"}))
        .await
        .unwrap();
    for gone in [
        bench
            .ask::<DeleteRepositoryCreationTemplate>(json!({"prefix": "prod"}))
            .await,
        bench
            .ask::<UpdateRepositoryCreationTemplate>(json!({"prefix": "prod"}))
            .await,
    ] {
        assert_eq!(gone.unwrap_err().code, "TemplateNotFoundException");
    }
});

room!(what_nothing_could_make_is_refused, |bench| {
    for (member, value, code) in [
        (
            "encryptionConfiguration",
            json!({"encryptionType": "KMS_DSSE"}),
            "InvalidParameterException",
        ),
        (
            "imageTagMutability",
            json!("MUTABLE_WITH_EXCLUSION"),
            "InvalidParameterException",
        ),
        ("lifecyclePolicy", json!("{}"), "InvalidParameterException"),
        ("repositoryPolicy", json!("{}"), "InvalidParameterException"),
        (
            "resourceTags",
            json!([{"Key": "aws:x", "Value": ""}]),
            "InvalidParameterException",
        ),
        (
            "customRoleArn",
            json!("arn:aws:iam::222222222222:role/x"),
            "ValidationException",
        ),
        ("customRoleArn", json!("x"), "ValidationException"),
    ] {
        let mut template = json!({"prefix": "p", "appliedFor": ["CREATE_ON_PUSH"]});
        template[member] = value;
        let refused = create(bench, template).await.unwrap_err();
        assert_eq!(refused.code, code, "{member}: {}", refused.message);
    }
});

room!(a_push_makes_the_repository_as_the_template_says, |bench| {
    let root = bench.call(&bench.alice);
    let missing = "The repository with name 'prod/app' does not exist in the registry with id '111111111111'";
    assert_eq!(push(bench, &root, "prod/app").await, Err(missing.to_owned()));
    let template = json!({
        "prefix": "prod", "appliedFor": ["CREATE_ON_PUSH"], "imageTagMutability": "IMMUTABLE",
        "lifecyclePolicy": lifecycle(),
        "repositoryPolicy": r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"ecr:BatchGetImage"}}"#,
    });
    create(bench, template).await.unwrap();
    assert!(push(bench, &root, "prod-x/app").await.is_err());
    assert!(push(bench, &root, "prod").await.is_err());
    push(bench, &root, "prod/app").await.unwrap();
    push(bench, &root, "prod/app").await.unwrap();
    let described = bench
        .ask::<DescribeRepositories>(json!({"repositoryNames": ["prod/app"]}))
        .await
        .unwrap();
    assert_eq!(described["repositories"][0]["imageTagMutability"], "IMMUTABLE");
    let name = json!({"repositoryName": "prod/app"});
    let policy = bench.ask::<GetLifecyclePolicy>(name.clone()).await.unwrap();
    assert_eq!(policy["lifecyclePolicyText"], lifecycle());
    assert!(bench.ask::<GetRepositoryPolicy>(name).await.is_ok());
    // A template that changes later changes no repository.
    let change = json!({"prefix": "prod", "imageTagMutability": "MUTABLE"});
    bench
        .ask::<UpdateRepositoryCreationTemplate>(change)
        .await
        .unwrap();
    let described = bench
        .ask::<DescribeRepositories>(json!({"repositoryNames": ["prod/app"]}))
        .await
        .unwrap();
    assert_eq!(described["repositories"][0]["imageTagMutability"], "IMMUTABLE");
    // A manifest makes it too, over the registry protocol; the API says that it is missing.
    let image = TestImage::new("one");
    let refused = bench.put("prod/other", Some("v1"), &image).await.unwrap_err();
    assert_eq!(refused.code, "RepositoryNotFoundException");
    assert!(!exists(bench, "prod/other").await);
    let input = PutImageInput {
        registry: None,
        repository: "prod/other".parse().unwrap(),
        manifest: image.manifest.clone().into(),
        media_type: Some(image.media_type.clone()),
        tags: vec!["v1".parse().unwrap()],
        digest: None,
        when_exists: WhenExists::Accept,
        type_by_shape: true,
    };
    let put = perform::<PutImage>(&bench.node, &root, input)
        .await
        .map(drop)
        .map_err(Refusal::from);
    assert_eq!(put.unwrap_err().code, "LayersNotFoundException");
    assert!(exists(bench, "prod/other").await);
});

room!(a_caller_that_may_not_push_leaves_nothing_behind, |bench| {
    create(bench, json!({"prefix": "ROOT", "appliedFor": ["CREATE_ON_PUSH"]}))
        .await
        .unwrap();
    let user = Member::new(bench, &bench.alice, "ci").await;
    let push_only = [
        "ecr:InitiateLayerUpload",
        "ecr:UploadLayerPart",
        "ecr:CompleteLayerUpload",
        "ecr:PutImage",
    ];
    let allow = |actions: &[&str]| {
        json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": actions, "Resource": "*"}})
            .to_string()
    };
    for missing in [
        "ecr:CreateRepository",
        "ecr:PutImage",
        "ecr:UploadLayerPart",
        "ecr:InitiateLayerUpload",
    ] {
        let mut actions = push_only.to_vec();
        actions.push("ecr:CreateRepository");
        actions.retain(|action| *action != missing);
        user.put(bench, "push", &allow(&actions)).await;
        let refused = push(bench, &user.call(bench), "app").await.unwrap_err();
        assert!(refused.contains(missing), "{refused}");
        assert!(!exists(bench, "app").await);
    }
    user.put(
        bench,
        "push",
        &allow(&[&push_only[..], &["ecr:CreateRepository"]].concat()),
    )
    .await;
    push(bench, &user.call(bench), "app").await.unwrap();
    // Another account, by identity policies alone: nothing, as long as the registry does not let it.
    let bob = Member::new(bench, &bench.bob, "ci").await;
    bob.put(bench, "all", &allow(&["ecr:*"])).await;
    assert!(
        push(bench, &bob.call(bench), "bobs")
            .await
            .unwrap_err()
            .contains("resource-based policy")
    );
    assert!(!exists(bench, "bobs").await);
    let actions = [&push_only[..], &["ecr:CreateRepository"]].concat();
    let lets = json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Resource": "*",
        "Principal": {"AWS": "222222222222"}, "Action": actions}});
    bench
        .ask::<PutRegistryPolicy>(json!({"policyText": lets.to_string()}))
        .await
        .unwrap();
    push(bench, &bob.call(bench), "bobs").await.unwrap();
});

room!(a_template_acts_with_its_role, |bench| {
    let root = bench.call(&bench.alice);
    let arn = "arn:aws:iam::111111111111:role/maker";
    let template = json!({"prefix": "prod", "appliedFor": ["CREATE_ON_PUSH"],
        "resourceTags": [{"Key": "stage", "Value": "prod"}]});
    create(bench, template).await.unwrap();
    let refused = async |reason: &str| {
        let said = push(bench, &root, "prod/app").await.unwrap_err();
        assert!(said.ends_with(reason), "{said}");
        assert!(!exists(bench, "prod/app").await);
    };
    refused("did not create it: resource tags need a custom role").await;
    let with = json!({"prefix": "prod", "customRoleArn": arn});
    bench.ask::<UpdateRepositoryCreationTemplate>(with).await.unwrap();
    refused(&format!("there is no role {arn}")).await;
    let trust = |service: &str| {
        json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
            "Principal": {"Service": service}}})
        .to_string()
    };
    let role = [
        ("RoleName", "maker"),
        ("AssumeRolePolicyDocument", &trust("ec2.amazonaws.com")),
    ];
    ask_node::<CreateRole>(&bench.node, &root, &role).await.unwrap();
    refused(&format!(
        "the role {arn} does not let ecr.amazonaws.com assume it"
    ))
    .await;
    let update = [
        ("RoleName", "maker"),
        ("PolicyDocument", &trust("ecr.amazonaws.com")),
    ];
    ask_node::<wharf_node::iam::role::UpdateAssumeRolePolicy>(&bench.node, &root, &update)
        .await
        .unwrap();
    refused(&format!("the role {arn} may not do ecr:CreateRepository")).await;
    let allow = |actions: &[&str]| {
        json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": actions, "Resource": "*"}})
            .to_string()
    };
    for (actions, reason) in [
        (&["ecr:CreateRepository"][..], "may not do ecr:TagResource"),
        (&["ecr:CreateRepository", "ecr:TagResource"], ""),
    ] {
        let policy = [
            ("RoleName", "maker"),
            ("PolicyName", "p"),
            ("PolicyDocument", &allow(actions)),
        ];
        ask_node::<PutRolePolicy>(&bench.node, &root, &policy)
            .await
            .unwrap();
        if !reason.is_empty() {
            refused(reason).await;
        }
    }
    push(bench, &root, "prod/app").await.unwrap();
    let repository = json!({"resourceArn": "arn:aws:ecr:eu-central-1:111111111111:repository/prod/app"});
    let tags = bench.ask::<ListTagsForResource>(repository).await.unwrap();
    assert_eq!(tags["tags"], json!([{"Key": "stage", "Value": "prod"}]));
});

room!(passing_a_role_on_is_a_permission_of_its_own, |bench| {
    let user = Member::new(bench, &bench.alice, "operator").await;
    let statement = json!({"Effect": "Allow", "Action": "ecr:*", "Resource": "*"});
    let document = json!({"Version": "2012-10-17", "Statement": statement}).to_string();
    user.put(bench, "ecr", &document).await;
    let mut template = json!({"prefix": "a", "appliedFor": ["CREATE_ON_PUSH"]});
    bench
        .ask_call::<CreateRepositoryCreationTemplate>(&user.call(bench), template.clone())
        .await
        .unwrap();
    template["prefix"] = json!("b");
    template["customRoleArn"] = json!("arn:aws:iam::111111111111:role/admin");
    let refused = bench
        .ask_call::<CreateRepositoryCreationTemplate>(&user.call(bench), template.clone())
        .await
        .unwrap_err();
    assert!(refused.message.contains("iam:PassRole"), "{}", refused.message);
    let pass = json!({"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*",
        "Condition": {"StringEquals": {"iam:PassedToService": "ecr.amazonaws.com"}}});
    user.put(
        bench,
        "pass",
        &json!({"Version": "2012-10-17", "Statement": pass}).to_string(),
    )
    .await;
    bench
        .ask_call::<CreateRepositoryCreationTemplate>(&user.call(bench), template)
        .await
        .unwrap();
});
