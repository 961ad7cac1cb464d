//! Accounts do not see each other: neither what exists, nor that bytes are shared.

use base64::Engine as _;
use bytes::Bytes;
use serde_json::{Value, json};
use wharf_testkit::{Image, Kit, REGION, Registry, Request, Response, digest};

/// Status, headers, body.
type Told = (u16, Vec<(String, String)>, String);

/// An answer without what names the request or the repository asked for.
fn told(response: &Response, name: &str) -> Told {
    let mut headers = response.headers.clone();
    headers.retain(|(name, _)| !["x-amzn-requestid", "date"].contains(&name.as_str()));
    // Sealed anew for each answer; inside is the text of the answer and who asked.
    for (name, value) in &mut headers {
        if name == "x-wharf-authorization-message" {
            "<sealed>".clone_into(value);
        }
    }
    headers.sort();
    (response.status, headers, response.text().replace(name, "<name>"))
}

#[tokio::test]
async fn a_stranger_gets_the_same_answer_whether_something_exists_or_not() {
    let kit = Kit::start().await;
    let owner = kit.with_repositories(&["existing"]).await;
    let image = Image::new("private");
    let name = owner.push("existing", "v1", &image).await;
    let layer = digest(&image.layers[0]);
    let upload = owner.start_upload("existing").await;
    let id = upload.rsplit('/').next().unwrap();
    let stranger = kit.registry(&kit.second, REGION).await.at(&owner.host);
    let mut walked = 0;
    for (method, rest) in [
        ("GET", "tags/list".to_owned()),
        ("GET", "manifests/v1".to_owned()),
        ("HEAD", "manifests/v1".to_owned()),
        ("GET", format!("manifests/{name}")),
        ("PUT", "manifests/v2".to_owned()),
        ("DELETE", "manifests/v1".to_owned()),
        ("DELETE", format!("manifests/{name}")),
        ("GET", format!("blobs/{layer}")),
        ("HEAD", format!("blobs/{layer}")),
        ("GET", format!("referrers/{name}")),
        ("POST", "blobs/uploads/".to_owned()),
        ("POST", format!("blobs/uploads/?digest={layer}")),
        ("POST", format!("blobs/uploads/?mount={layer}&from=existing")),
        ("GET", format!("blobs/uploads/{id}")),
        ("HEAD", format!("blobs/uploads/{id}")),
        ("PATCH", format!("blobs/uploads/{id}")),
        ("PUT", format!("blobs/uploads/{id}?digest={layer}")),
        ("DELETE", format!("blobs/uploads/{id}")),
    ] {
        let ask = async |repository: &str| {
            let request = stranger.request(method, &format!("/v2/{repository}/{rest}"));
            let request = if matches!(method, "PUT" | "PATCH") {
                request.body(image.manifest.bytes.clone())
            } else {
                request
            };
            told(&stranger.send(&request).await, repository)
        };
        // Names of the same length, so that the lengths of the answers can be compared as well.
        let (existing, missing) = (ask("existing").await, ask("missing0").await);
        assert_eq!(existing, missing, "{method} {rest}");
        assert_eq!(existing.0, 403, "{method} {rest}");
        walked += 1;
    }
    assert_eq!(walked, 18);
    assert_eq!(
        stranger.get("/v2/_catalog").await.code(),
        (403, "DENIED".to_owned())
    );
    assert_eq!(
        stranger.get("/v2/").await.status,
        200,
        "a token is good for the version check anywhere in the Region"
    );
    owner.pull("existing", "v1", &image).await;
    assert_eq!(owner.call("GET", &upload).await.status, 204);
}

#[tokio::test]
async fn nor_does_the_api_tell() {
    let kit = Kit::start().await;
    let owner = kit.with_repositories(&["existing"]).await;
    let image = Image::new("private");
    let name = owner.push("existing", "v1", &image).await;
    let layer = digest(&image.layers[0]);
    let stranger = kit.api(&kit.second, REGION);
    let inputs: [(&str, Value); 15] = [
        ("DescribeRepositories", json!({})),
        ("DeleteRepository", json!({ "force": true })),
        (
            "PutImageTagMutability",
            json!({ "imageTagMutability": "IMMUTABLE" }),
        ),
        ("PutImage", json!({ "imageManifest": "{}", "imageTag": "v1" })),
        ("BatchGetImage", json!({ "imageIds": [{ "imageTag": "v1" }] })),
        ("BatchDeleteImage", json!({ "imageIds": [{ "imageTag": "v1" }] })),
        ("ListImages", json!({})),
        ("DescribeImages", json!({})),
        (
            "ListImageReferrers",
            json!({ "subjectId": { "imageDigest": name.as_str() } }),
        ),
        (
            "BatchCheckLayerAvailability",
            json!({ "layerDigests": [layer.as_str()] }),
        ),
        ("GetDownloadUrlForLayer", json!({ "layerDigest": layer.as_str() })),
        ("InitiateLayerUpload", json!({})),
        (
            "UploadLayerPart",
            json!({ "uploadId": "00000000-0000-4000-8000-000000000000", "partFirstByte": 0, "partLastByte": 0, "layerPartBlob": "eA==" }),
        ),
        (
            "CompleteLayerUpload",
            json!({ "uploadId": "00000000-0000-4000-8000-000000000000", "layerDigests": [layer.as_str()] }),
        ),
        ("ListTagsForResource", json!({})),
    ];
    for (operation, input) in inputs {
        let ask = async |repository: &str| {
            let mut input = input.clone();
            match operation {
                "ListTagsForResource" => {
                    input["resourceArn"] =
                        format!("arn:aws:ecr:{REGION}:{}:repository/{repository}", kit.first.id).into();
                }
                "DescribeRepositories" => input["repositoryNames"] = json!([repository]),
                _ => input["repositoryName"] = repository.into(),
            }
            if operation != "ListTagsForResource" {
                input["registryId"] = kit.first.id.as_str().into();
            }
            told(&stranger.ecr(operation, input).await, repository)
        };
        let (existing, missing) = (ask("existing").await, ask("missing0").await);
        assert_eq!(existing, missing, "{operation}");
        assert!(
            existing.2.contains("AccessDeniedException"),
            "{operation}: {}",
            existing.2
        );
    }
    owner.pull("existing", "v1", &image).await;
}

/// Everything that a push of one layer is answered with, by either way of pushing.
async fn push(
    kit: &Kit,
    registry: &Registry<'_>,
    account: &wharf_testkit::Account,
    bytes: &Bytes,
) -> Vec<String> {
    let name = digest(bytes);
    let mut answers: Vec<Told> = Vec::new();
    let mut note = |response: &Response| answers.push(told(response, "no name"));
    let blob = format!("/v2/app/blobs/{name}");
    note(&registry.call("HEAD", &blob).await);
    note(&registry.get(&blob).await);
    let mount = registry
        .call("POST", &format!("/v2/app/blobs/uploads/?mount={name}&from=app"))
        .await;
    note(&mount);
    note(&registry.call("DELETE", &registry.path(&mount)).await);
    let api = kit.api(account, REGION);
    let digests = json!({ "repositoryName": "app", "layerDigests": [name.as_str()] });
    note(&api.ecr("BatchCheckLayerAvailability", digests.clone()).await);
    note(
        &api.ecr(
            "GetDownloadUrlForLayer",
            json!({ "repositoryName": "app", "layerDigest": name.as_str() }),
        )
        .await,
    );
    let started = api
        .ecr_ok("InitiateLayerUpload", json!({ "repositoryName": "app" }))
        .await;
    let part = base64::engine::general_purpose::STANDARD.encode(bytes);
    note(
        &api.ecr(
            "UploadLayerPart",
            json!({ "repositoryName": "app", "uploadId": started["uploadId"],
        "partFirstByte": 0, "partLastByte": bytes.len() - 1, "layerPartBlob": part }),
        )
        .await,
    );
    let mut complete = digests;
    complete["uploadId"] = started["uploadId"].clone();
    note(&api.ecr("CompleteLayerUpload", complete).await);
    let upload = registry.start_upload("app").await;
    note(&registry.chunk(&upload, 0, bytes).await);
    note(&registry.finish_upload(&upload, &name).await);
    note(&registry.call("HEAD", &blob).await);
    let ids = regex::Regex::new("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}").unwrap();
    answers
        .iter()
        .map(|answer| {
            ids.replace_all(&format!("{answer:?}"), "<id>")
                .replace(account.id.as_str(), "<account>")
        })
        .collect()
}

#[tokio::test]
async fn the_push_of_a_layer_that_another_holds_looks_like_any_first_push() {
    let kit = Kit::start().await;
    let bytes = Bytes::from(vec![9; 100_000]);
    let first = kit.with_repositories(&["app"]).await;
    kit.api(&kit.second, REGION).create_repository("app").await;
    let second = kit.registry(&kit.second, REGION).await;
    let alone = push(&kit, &first, &kit.first, &bytes).await;
    let shared = push(&kit, &second, &kit.second, &bytes).await;
    assert_eq!(alone, shared);
    assert!(alone[0].starts_with("(404"), "{}", alone[0]);
}

#[tokio::test]
async fn an_upload_belongs_to_its_registry() {
    let kit = Kit::start().await;
    let first = kit.with_repositories(&["app"]).await;
    kit.api(&kit.second, REGION).create_repository("app").await;
    let second = kit.registry(&kit.second, REGION).await;
    let upload = first.start_upload("app").await;
    for method in ["GET", "PATCH", "DELETE"] {
        assert_eq!(
            second.call(method, &upload).await.code(),
            (404, "BLOB_UPLOAD_UNKNOWN".to_owned()),
            "{method}"
        );
    }
    let put = second.finish_upload(&upload, &digest(b"")).await;
    assert_eq!(put.code(), (404, "BLOB_UPLOAD_UNKNOWN".to_owned()));
    first.finish_upload(&upload, &digest(b"")).await.expect(201);
    let key = Request::new("GET", "/v2/")
        .header("Host", &first.host)
        .header("Authorization", "Basic ");
    assert_eq!(kit.send(&key).await.status, 401);
}
