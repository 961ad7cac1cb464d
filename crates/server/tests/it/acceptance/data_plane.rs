//! Numbers 1 to 12.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::json;
use wharf_oci::media_type::{DOCKER_MANIFEST, OCI_MANIFEST};
use wharf_server::Downloads;
use wharf_testkit::{ELSEWHERE, Image, Kit, REGION, Registry, Request, Setup, digest, index};

const HOUR: Duration = Duration::from_secs(60 * 60);

fn code(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

#[tokio::test]
async fn n01_without_a_credential_a_challenge_that_names_the_host() {
    let kit = Kit::start().await;
    let host = kit.host(&kit.first, REGION);
    let answer = Registry::new(&kit, host.clone(), None)
        .get("/v2/")
        .await
        .expect(401);
    let challenge = answer.expect_header("www-authenticate");
    assert!(challenge.starts_with("Basic realm="), "{challenge}");
    assert!(challenge.contains(&host), "{challenge}");
    assert!(answer.expect_header("content-type").starts_with("text/plain"));
    assert_eq!(answer.body.len(), 15);
}

#[tokio::test]
async fn n02_a_token_of_one_account_opens_nothing_of_another() {
    let kit = Kit::start().await;
    kit.with_repositories(&["app"]).await;
    let stranger = kit.registry(&kit.second, REGION).await;
    let stranger = stranger.at(&kit.host(&kit.first, REGION));
    let answer = stranger.get("/v2/app/manifests/v1").await;
    let (status, code, message) = answer.error();
    assert_eq!((status, code.as_str()), (403, "DENIED"));
    let arn = format!("arn:aws:ecr:us-east-1:{}:repository/app", kit.first.id);
    assert!(message.contains(&arn), "{message}");
    let head = stranger.call("HEAD", "/v2/app/manifests/v1").await.expect(403);
    assert!(head.body.is_empty());
}

#[tokio::test]
async fn n03_a_token_is_of_one_region() {
    let kit = Kit::start().await;
    let here = kit.registry(&kit.first, REGION).await;
    here.get("/v2/").await.expect(200);
    let there = here.at(&kit.host(&kit.first, ELSEWHERE));
    assert_eq!(there.get("/v2/").await.code(), code(403, "DENIED"));
}

#[tokio::test]
async fn n04_a_token_ends_after_twelve_hours() {
    let kit = Kit::start().await;
    let registry = kit.registry(&kit.first, REGION).await;
    kit.clock.advance(12 * HOUR - Duration::from_secs(1));
    registry.get("/v2/").await.expect(200);
    kit.clock.advance(Duration::from_secs(1));
    let (status, code, message) = registry.get("/v2/").await.error();
    assert_eq!((status, code.as_str()), (403, "DENIED"));
    assert_eq!(
        message,
        "Your authorization token has expired. Reauthenticate and try again."
    );
}

#[tokio::test]
async fn n05_a_missing_repository_is_made_by_a_template_only() {
    let kit = Kit::start().await;
    let registry = kit.registry(&kit.first, REGION).await;
    let start = async |name: &str| registry.call("POST", &format!("/v2/{name}/blobs/uploads/")).await;
    let sentence = format!(
        "The repository with name 'prod/app' does not exist in the registry with id '{}'",
        kit.first.id
    );
    let missing = (404, "NAME_UNKNOWN".to_owned(), sentence);
    assert_eq!(start("prod/app").await.error(), missing);
    let api = kit.api(&kit.first, REGION);
    let template =
        json!({"prefix": "prod", "appliedFor": ["CREATE_ON_PUSH"], "imageTagMutability": "IMMUTABLE"});
    api.ecr_ok("CreateRepositoryCreationTemplate", template).await;
    start("prod/app").await.expect(202);
    let made = api
        .ecr_ok("DescribeRepositories", json!({"repositoryNames": ["prod/app"]}))
        .await;
    assert_eq!(made["repositories"][0]["imageTagMutability"], "IMMUTABLE");
    assert_eq!(start("prod-x/app").await.code(), code(404, "NAME_UNKNOWN"));
}

#[tokio::test]
async fn n06_a_layer_comes_from_a_signed_url() {
    let setup = Setup {
        downloads: Downloads::Redirect,
        ..Setup::default()
    };
    let kit = Kit::with(setup).await;
    let registry = kit.with_repositories(&["app"]).await;
    let image = Image::new("one");
    registry.push("app", "v1", &image).await;
    let layer = &image.layers[0];
    let answer = registry
        .get(&format!("/v2/app/blobs/{}", digest(layer)))
        .await
        .expect(307);
    let path = answer.expect_header("location");
    assert!(path.starts_with("/layers/"), "{path}");
    let request = Request::new("GET", path).header("Host", &registry.host);
    assert_eq!(kit.send(&request).await.expect(200).body, *layer);
    kit.clock.advance(HOUR);
    kit.send(&request).await.expect(403);
}

#[tokio::test]
async fn n07_mounting_needs_the_setting_the_key_and_the_permission() {
    let setup = Setup {
        blob_mounting: false,
        ..Setup::default()
    };
    let kit = Kit::with(setup).await;
    let registry = kit.with_repositories(&["source", "target"]).await;
    let api = kit.api(&kit.first, REGION);
    let sealed = json!({"repositoryName": "sealed", "encryptionConfiguration": {"encryptionType": "KMS"}});
    api.ecr_ok("CreateRepository", sealed).await;
    let image = Image::new("one");
    registry.push("source", "v1", &image).await;
    let layer = digest(&image.layers[0]);
    let mount = async |to: &str| {
        let target = format!("/v2/{to}/blobs/uploads/?mount={layer}&from=source");
        registry.call("POST", &target).await.status
    };
    assert_eq!(mount("target").await, 202, "by default");
    let enable = json!({"name": "BLOB_MOUNTING", "value": "ENABLED"});
    api.ecr_ok("PutAccountSetting", enable).await;
    assert_eq!(mount("sealed").await, 202, "another key");
    let policy = json!({"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Principal": "*",
        "Action": "ecr:GetDownloadUrlForLayer"}});
    let set = json!({"repositoryName": "source", "policyText": policy.to_string()});
    api.ecr_ok("SetRepositoryPolicy", set).await;
    assert_eq!(mount("target").await, 202, "not permitted on the source");
    let delete = json!({"repositoryName": "source"});
    api.ecr_ok("DeleteRepositoryPolicy", delete).await;
    assert_eq!(mount("target").await, 201, "enabled and permitted");
}

#[tokio::test]
async fn n08_tags_are_paged_once_each() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let image = Image::new("one");
    let mut pushed = BTreeSet::new();
    for number in 0..25 {
        let tag = format!("v{number}");
        registry.push("app", &tag, &image).await;
        pushed.insert(tag);
    }
    let most = registry.get("/v2/app/tags/list?n=1001").await.expect(200);
    assert_eq!(most.json()["tags"].as_array().unwrap().len(), 25);
    let (mut visited, mut next) = (Vec::new(), Some("/v2/app/tags/list?n=7".to_owned()));
    while let Some(target) = next {
        let answer = registry.get(&target).await.expect(200);
        let tags = answer.json()["tags"].as_array().unwrap().clone();
        visited.extend(tags.iter().map(|tag| tag.as_str().unwrap().to_owned()));
        let link = answer.header("link").map(str::to_owned);
        next = link.map(|link| {
            let url = link.split(['<', '>']).nth(1).unwrap().to_owned();
            let place = url.find("/v2/").unwrap();
            url[place..].to_owned()
        });
    }
    assert_eq!(visited.len(), 25, "a tag was visited twice");
    assert_eq!(visited.into_iter().collect::<BTreeSet<_>>(), pushed);
}

#[tokio::test]
async fn n09_an_immutable_tag_stays_but_for_what_is_excluded() {
    let kit = Kit::start().await;
    let api = kit.api(&kit.first, REGION);
    let create = json!({"repositoryName": "app", "imageTagMutability": "IMMUTABLE_WITH_EXCLUSION",
        "imageTagMutabilityExclusionFilters": [{"filterType": "WILDCARD", "filter": "latest"}]});
    api.ecr_ok("CreateRepository", create).await;
    let registry = kit.registry(&kit.first, REGION).await;
    let (one, two) = (Image::new("one"), Image::new("two"));
    registry.push("app", "v1", &one).await;
    registry.push("app", "latest", &one).await;
    registry.push("app", "other", &two).await;
    let refused = registry.put_manifest("app", "v1", &two.manifest).await;
    assert_eq!(refused.code(), code(400, "TAG_INVALID"));
    registry
        .put_manifest("app", "v1", &one.manifest)
        .await
        .expect(201);
    let text = String::from_utf8(one.manifest.bytes.to_vec()).unwrap();
    let put = json!({"repositoryName": "app", "imageTag": "v1", "imageManifest": text});
    assert_eq!(
        api.ecr("PutImage", put).await.code(),
        code(400, "ImageAlreadyExistsException")
    );
    registry
        .put_manifest("app", "latest", &two.manifest)
        .await
        .expect(201);
    registry.pull("app", "latest", &two).await;
}

#[tokio::test]
async fn n10_an_index_holds_its_images() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let (child, missing) = (Image::new("child"), Image::new("missing"));
    let name = registry.push("app", "child", &child).await;
    let broken = index(&[&child.manifest, &missing.manifest]);
    let refused = registry.put_manifest("app", "v1", &broken).await;
    assert_eq!(refused.code(), code(404, "MANIFEST_BLOB_UNKNOWN"));
    let whole = index(&[&child.manifest]);
    registry.put_manifest("app", "v1", &whole).await.expect(201);
    let api = kit.api(&kit.first, REGION);
    let delete = async |digest: &str| {
        let ids = json!({"repositoryName": "app", "imageIds": [{"imageDigest": digest}]});
        api.ecr_ok("BatchDeleteImage", ids).await
    };
    let held = delete(name.as_str()).await;
    assert_eq!(
        held["failures"][0]["failureCode"],
        "ImageReferencedByManifestList"
    );
    for digest in [whole.digest(), name] {
        assert_eq!(delete(digest.as_str()).await["failures"], json!([]));
    }
}

#[tokio::test]
async fn n11_what_has_a_subject_refers_to_it() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let image = Image::new("one");
    let subject = registry.push("app", "v1", &image).await;
    let kinds = [
        "application/vnd.example.sbom",
        "application/vnd.example.signature",
    ];
    for kind in kinds {
        let artifact = Image::artifact(kind, kind, &image.manifest);
        for blob in artifact.blobs() {
            registry.push_blob("app", blob).await;
        }
        let reference = artifact.manifest.digest().to_string();
        let answer = registry.put_manifest("app", &reference, &artifact.manifest).await;
        assert_eq!(answer.expect(201).expect_header("oci-subject"), subject.as_str());
    }
    let referrers = async |query: &str| {
        let answer = registry
            .get(&format!("/v2/app/referrers/{subject}{query}"))
            .await
            .expect(200);
        let json = answer.json();
        let list = json["manifests"].as_array().unwrap().clone();
        let kinds: BTreeSet<String> = list
            .iter()
            .map(|entry| entry["artifactType"].to_string())
            .collect();
        (kinds, answer.header("oci-filters-applied").map(str::to_owned))
    };
    assert_eq!(referrers("").await.0.len(), 2);
    let (filtered, applied) = referrers(&format!("?artifactType={}", kinds[1])).await;
    assert_eq!(
        (filtered.len(), filtered.contains(&json!(kinds[1]).to_string())),
        (1, true)
    );
    assert_eq!(applied.as_deref(), Some("artifactType"));
}

#[tokio::test]
async fn n12_manifests_are_converted_by_tag_only() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let image = Image::docker("one");
    let digest = registry.push("app", "v1", &image).await;
    let pull = async |reference: &str| {
        let request = registry.request("GET", &format!("/v2/app/manifests/{reference}"));
        let answer = registry
            .send(&request.header("Accept", OCI_MANIFEST))
            .await
            .expect(200);
        answer.expect_header("content-type").to_owned()
    };
    assert_eq!(pull("v1").await, OCI_MANIFEST);
    assert_eq!(pull(digest.as_str()).await, DOCKER_MANIFEST);
}
