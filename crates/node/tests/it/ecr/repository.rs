//! Repositories: create, describe, configure, delete.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use wharf_node::ecr::create_repository::CreateRepository;
use wharf_node::ecr::delete_repository::DeleteRepository;
use wharf_node::ecr::image::operations::ListImages;
use wharf_node::ecr::repository::{DescribeRepositories, PutImageTagMutability};

use crate::bench::counted::{between, statements_of};
use crate::bench::{NOW, OTHER_REGION, Refusal, Take, TestImage};

fn not_found(name: &str) -> Refusal {
    Refusal::new(
        "RepositoryNotFoundException",
        format!("The repository with name '{name}' does not exist in the registry with id '111111111111'"),
    )
}

fn described(name: &str) -> Value {
    json!({
        "repositoryArn": format!("arn:aws:ecr:eu-central-1:111111111111:repository/{name}"),
        "registryId": "111111111111",
        "repositoryName": name,
        "repositoryUri": format!("111111111111.dkr.ecr.eu-central-1.registry.test:8443/{name}"),
        "createdAt": NOW,
        "imageTagMutability": "MUTABLE",
        "imageScanningConfiguration": {"scanOnPush": false},
        "encryptionConfiguration": {"encryptionType": "AES256"},
    })
}

/// Numbers alike whether they have a fraction or not.
fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.as_f64() == right.as_f64(),
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(name, value)| right.get(name).is_some_and(|other| same(value, other)))
        }
        (left, right) => left == right,
    }
}

room!(created_once_and_described, |bench| {
    let request = json!({"repositoryName": "team/app"});
    let created = bench.ask::<CreateRepository>(request.clone()).await.unwrap();
    assert!(same(&created["repository"], &described("team/app")), "{created}");
    let expected =
        "The repository with name 'team/app' already exists in the registry with id '111111111111'";
    let again = bench.ask::<CreateRepository>(request.clone()).await;
    assert_eq!(
        again,
        Err(Refusal::new("RepositoryAlreadyExistsException", expected))
    );
    // The same name in another account and in another Region is another repository.
    bench
        .ask_as::<CreateRepository>(&bench.bob, request.clone())
        .await
        .unwrap();
    let elsewhere = bench.call_in(&bench.alice, OTHER_REGION);
    bench
        .ask_call::<CreateRepository>(&elsewhere, request)
        .await
        .unwrap();

    let found = bench.ask::<DescribeRepositories>(json!({})).await.unwrap();
    assert_eq!(found.list("/repositories").len(), 1);
    assert!(same(&found["repositories"][0], &described("team/app")), "{found}");
    assert_eq!(found.get("nextToken"), None);
});

room!(settings_that_nothing_enforces_are_refused, |bench| {
    let cases = [
        (
            json!({"imageScanningConfiguration": {"scanOnPush": true}}),
            "imageScanningConfiguration",
        ),
        (
            json!({"encryptionConfiguration": {"encryptionType": "KMS_DSSE"}}),
            "encryptionConfiguration",
        ),
        (
            json!({"encryptionConfiguration": {"encryptionType": "AES256", "kmsKey": "k"}}),
            "encryptionConfiguration",
        ),
    ];
    for (mut request, field) in cases {
        request["repositoryName"] = "app".into();
        let refusal = bench.ask::<CreateRepository>(request).await.unwrap_err();
        assert_eq!(refusal.code, "InvalidParameterException");
        assert!(
            refusal
                .message
                .starts_with(&format!("Invalid parameter at '{field}' failed")),
            "{refusal:?}"
        );
    }
    let accepted = json!({"repositoryName": "app", "imageScanningConfiguration": {"scanOnPush": false},
        "encryptionConfiguration": {"encryptionType": "AES256"}});
    bench.ask::<CreateRepository>(accepted).await.unwrap();
});

room!(one_unknown_name_fails_the_whole_call, |bench| {
    for name in ["bb", "aa"] {
        bench.repository(name).await;
    }
    let described = bench
        .ask::<DescribeRepositories>(json!({"repositoryNames": ["bb", "aa"]}))
        .await
        .unwrap();
    let names: Vec<_> = described
        .list("/repositories")
        .iter()
        .map(|one| one.text("/repositoryName"))
        .collect();
    assert_eq!(names, ["bb", "aa"]);
    let request = json!({"repositoryNames": ["aa", "cc", "bb"]});
    assert_eq!(
        bench.ask::<DescribeRepositories>(request).await,
        Err(not_found("cc"))
    );
    for (other, blamed) in [
        (json!({"maxResults": 5}), "maxResults"),
        (json!({"nextToken": "x"}), "nextToken"),
    ] {
        let mut request = json!({"repositoryNames": ["aa"]});
        request
            .as_object_mut()
            .unwrap()
            .extend(other.as_object().unwrap().clone());
        let text = format!(
            "Invalid parameter at '{blamed}' failed to satisfy constraint: 'must be absent when repositoryNames is given'"
        );
        let refusal = bench.ask::<DescribeRepositories>(request).await;
        assert_eq!(refusal, Err(Refusal::new("InvalidParameterException", text)));
    }
});

room!(pages_visit_every_repository_once, |bench| {
    let names: Vec<String> = (0..7).map(|number| format!("r{number}/app")).collect();
    for name in &names {
        bench.repository(name).await;
    }
    bench
        .ask_as::<CreateRepository>(&bench.bob, json!({"repositoryName": "r3/bob"}))
        .await
        .unwrap();
    let (mut seen, mut request) = (Vec::new(), json!({"maxResults": 3}));
    let mut tokens = BTreeSet::new();
    loop {
        let page = bench.ask::<DescribeRepositories>(request.clone()).await.unwrap();
        let repositories = page.list("/repositories");
        assert!(repositories.len() <= 3);
        seen.extend(repositories.iter().map(|one| one.text("/repositoryName")));
        let Some(token) = page.get("nextToken") else { break };
        assert!(tokens.insert(token.to_string()));
        request["nextToken"] = token.clone();
        // Between two pages one goes that was seen, and one comes that sorts before all that are to come.
        if tokens.len() == 1 {
            bench
                .ask::<DeleteRepository>(json!({"repositoryName": "r0/app"}))
                .await
                .unwrap();
            bench.repository("a0/late").await;
        }
    }
    assert_eq!(seen, names);
    // A token is of one list: not of another account's, of another Region's, or of another operation's.
    let request = json!({"nextToken": request["nextToken"]});
    let foreign = [bench.call(&bench.bob), bench.call_in(&bench.alice, OTHER_REGION)];
    for call in foreign {
        let refusal = bench
            .ask_call::<DescribeRepositories>(&call, request.clone())
            .await
            .unwrap_err();
        assert_eq!(refusal.code, "InvalidParameterException");
        assert!(
            refusal
                .message
                .starts_with("Invalid parameter at 'nextToken' failed"),
            "{refusal:?}"
        );
    }
    let images = json!({"repositoryName": "r1/app", "nextToken": request["nextToken"]});
    assert_eq!(
        bench.ask::<ListImages>(images).await.unwrap_err().code,
        "InvalidParameterException"
    );
    let nonsense = json!({"nextToken": "AAAA"});
    assert_eq!(
        bench
            .ask::<DescribeRepositories>(nonsense)
            .await
            .unwrap_err()
            .code,
        "InvalidParameterException"
    );
});

room!(a_mode_needs_its_filters, |bench| {
    bench.repository("app").await;
    let filters = json!([{"filterType": "WILDCARD", "filter": "dev*"}]);
    for (mode, with_filters) in [
        ("MUTABLE", false),
        ("IMMUTABLE", false),
        ("IMMUTABLE_WITH_EXCLUSION", true),
        ("MUTABLE_WITH_EXCLUSION", true),
    ] {
        for filtered in [false, true] {
            let mut request = json!({"repositoryName": "app", "imageTagMutability": mode});
            if filtered {
                request["imageTagMutabilityExclusionFilters"] = filters.clone();
            }
            let answer = bench.ask::<PutImageTagMutability>(request.clone()).await;
            request["repositoryName"] =
                format!("new-{filtered}-{}", mode.to_lowercase().replace('_', "-")).into();
            let created = bench.ask::<CreateRepository>(request).await;
            if filtered != with_filters {
                let text = format!(
                    "Invalid parameter at 'imageTagMutabilityExclusionFilters' failed to satisfy constraint: \
                     'ImageTagMutabilityExclusionFilters can't be null when imageTagMutability is set as {mode}'"
                );
                assert_eq!(
                    answer,
                    Err(Refusal::new("InvalidParameterException", text.clone()))
                );
                assert_eq!(created, Err(Refusal::new("InvalidParameterException", text)));
                continue;
            }
            let shown = |of: &Value| {
                (
                    of["imageTagMutability"].clone(),
                    of.get("imageTagMutabilityExclusionFilters").cloned(),
                )
            };
            let expected = (json!(mode), filtered.then(|| filters.clone()));
            assert_eq!(shown(&answer.unwrap()), expected);
            assert_eq!(shown(&created.unwrap()["repository"]), expected);
            let found = bench
                .ask::<DescribeRepositories>(json!({"repositoryNames": ["app"]}))
                .await
                .unwrap();
            assert_eq!(shown(&found["repositories"][0]), expected);
        }
    }
    let request = json!({"repositoryName": "none", "imageTagMutability": "MUTABLE"});
    assert_eq!(
        bench.ask::<PutImageTagMutability>(request).await,
        Err(not_found("none"))
    );
});

room!(deleted_when_empty_or_by_force, |bench| {
    let delete =
        |force: bool| bench.ask::<DeleteRepository>(json!({"repositoryName": "app", "force": force}));
    assert_eq!(delete(true).await, Err(not_found("app")));
    bench.repository("app").await;
    let deleted = delete(false).await.unwrap();
    assert!(same(&deleted["repository"], &described("app")), "{deleted}");
    assert_eq!(delete(false).await, Err(not_found("app")));

    bench.repository("app").await;
    // A layer without an image does not make it full.
    bench.layer("app", b"loose").await;
    bench.push_new("app", Some("v1"), "one").await;
    let text = "The repository with name 'app' in registry with id '111111111111' cannot be deleted because it still \
                contains images";
    assert_eq!(
        delete(false).await,
        Err(Refusal::new("RepositoryNotEmptyException", text))
    );
    delete(true).await.unwrap();
    let listed = bench.ask::<ListImages>(json!({"repositoryName": "app"})).await;
    assert_eq!(listed, Err(not_found("app")));
});

room!(made_again_it_is_empty, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    bench
        .ask::<DeleteRepository>(json!({"repositoryName": "app", "force": true}))
        .await
        .unwrap();
    bench.repository("app").await;
    let listed = bench
        .ask::<ListImages>(json!({"repositoryName": "app"}))
        .await
        .unwrap();
    assert_eq!(listed, json!({"imageIds": []}));
    // Nor are its old layers there.
    let refusal = bench.put("app", Some("v1"), &image).await.unwrap_err();
    assert_eq!(refusal.code, "LayersNotFoundException");
    bench.work().await;
    assert_eq!(bench.rows().await.count(), 0);
    bench.push("app", Some("v1"), &image).await;
});

room!(the_rows_of_large_images_go_one_after_another, |bench| {
    bench.repository("app").await;
    for seed in ["one", "two", "three"] {
        let image = TestImage::with_note(seed, 1 << 20);
        bench.push("app", Some(seed), &image).await;
    }
    let request = json!({"repositoryName": "app", "force": true});
    bench.ask::<DeleteRepository>(request).await.unwrap();
    let ((), statements) = statements_of(bench.work()).await;
    for table in ["ecr.image.sweep_images", "ecr.image.sweep_manifests"] {
        assert!(between(&statements, "job.hold", table) >= 2, "{statements:?}");
    }
    assert_eq!(bench.rows().await.count(), 0);
});
