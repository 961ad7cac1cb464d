//! Whole conversations, as golden files.

use serde_json::json;
use wharf_oci::media_type::DOCKER_MANIFEST;
use wharf_testkit::{Image, Kit, REGION, Registry, Request, digest, index};

use crate::golden::Transcript;

#[tokio::test]
async fn version_check() {
    let kit = Kit::start().await;
    let registry = kit.registry(&kit.first, REGION).await;
    let anonymous = Registry::new(&kit, registry.host.clone(), None);
    let mut transcript = Transcript::new(&kit, "version-check");
    transcript
        .exchange("without credentials", &anonymous.request("GET", "/v2/"))
        .await;
    transcript
        .exchange("with a token", &registry.request("GET", "/v2/"))
        .await;
    transcript
        .exchange("only the head", &registry.request("HEAD", "/v2/"))
        .await;
    transcript.check();
}

#[tokio::test]
async fn push_and_pull() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["team/app"]).await;
    let image = Image::of_layers("golden", vec!["one layer".into()]);
    let mut transcript = Transcript::new(&kit, "push-and-pull");
    for blob in image.blobs() {
        let target = format!("/v2/team/app/blobs/{}", digest(blob));
        transcript
            .exchange("is it there?", &registry.request("HEAD", &target))
            .await;
        let start = registry.request("POST", "/v2/team/app/blobs/uploads/");
        let started = transcript.exchange("begin", &start).await;
        let upload = registry.path(&started);
        let patch = registry.request("PATCH", &upload).body(blob.clone());
        transcript.exchange("the bytes", &patch).await;
        let end = format!("{upload}?digest={}", digest(blob));
        transcript
            .exchange("the end", &registry.request("PUT", &end))
            .await;
    }
    let manifest = registry.request("PUT", "/v2/team/app/manifests/v1");
    let manifest = manifest
        .header("Content-Type", &image.manifest.media_type)
        .body(image.manifest.bytes.clone());
    transcript.exchange("the manifest", &manifest).await;
    for method in ["HEAD", "GET"] {
        let request = registry.request(method, "/v2/team/app/manifests/v1");
        transcript
            .exchange("pull", &request.header("Accept", &image.manifest.media_type))
            .await;
    }
    let docker = registry
        .request("GET", "/v2/team/app/manifests/v1")
        .header("Accept", DOCKER_MANIFEST);
    transcript
        .exchange("pull by a client that knows Docker's form only", &docker)
        .await;
    let layer = registry.request("GET", &format!("/v2/team/app/blobs/{}", digest(&image.layers[0])));
    transcript.exchange("a layer", &layer).await;
    transcript
        .exchange("a part of it", &layer.header("Range", "bytes=4-"))
        .await;
    transcript
        .exchange("delete", &registry.request("DELETE", "/v2/team/app/manifests/v1"))
        .await;
    transcript.check();
}

#[tokio::test]
async fn chunked_upload() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let mut transcript = Transcript::new(&kit, "chunked-upload");
    let started = transcript
        .exchange("begin", &registry.request("POST", "/v2/app/blobs/uploads/"))
        .await;
    let upload = registry.path(&started);
    let chunk = |range: &str, bytes: &'static str| {
        registry
            .request("PATCH", &upload)
            .header("Content-Range", range)
            .body(bytes)
    };
    transcript.exchange("first chunk", &chunk("0-4", "01234")).await;
    transcript.exchange("too early", &chunk("7-9", "789")).await;
    transcript
        .exchange("not as long as it says", &chunk("5-9", "567"))
        .await;
    transcript
        .exchange("how far?", &registry.request("GET", &upload))
        .await;
    transcript.exchange("second chunk", &chunk("5-6", "56")).await;
    let target = format!("{upload}?digest={}", digest(b"0123456789"));
    let end = registry
        .request("PUT", &target)
        .header("Content-Range", "7-9")
        .body("789");
    transcript.exchange("the last chunk ends it", &end).await;
    transcript
        .exchange("it is over", &registry.request("GET", &upload))
        .await;
    let started = transcript
        .exchange("another", &registry.request("POST", "/v2/app/blobs/uploads/"))
        .await;
    transcript
        .exchange("given up", &registry.request("DELETE", &registry.path(&started)))
        .await;
    transcript.check();
}

#[tokio::test]
async fn mount() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["from", "to"]).await;
    let image = Image::new("golden");
    registry.push("from", "v1", &image).await;
    let mut transcript = Transcript::new(&kit, "mount");
    let target = format!(
        "/v2/to/blobs/uploads/?mount={}&from=from",
        digest(&image.layers[0])
    );
    transcript
        .exchange("a layer of an image", &registry.request("POST", &target))
        .await;
    let target = format!("/v2/to/blobs/uploads/?mount={}&from=from", digest(b"none"));
    transcript
        .exchange("a layer that is not there", &registry.request("POST", &target))
        .await;
    transcript.check();
}

#[tokio::test]
async fn referrers() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let image = Image::new("golden");
    let subject = registry.push("app", "v1", &image).await;
    let mut transcript = Transcript::new(&kit, "referrers");
    let target = format!("/v2/app/referrers/{subject}");
    transcript
        .exchange("no image refers to it", &registry.request("GET", &target))
        .await;
    for kind in [
        "application/vnd.example.signature",
        "application/vnd.example.sbom",
    ] {
        let artifact = Image::artifact("golden", kind, &image.manifest);
        for blob in artifact.blobs() {
            registry.push_blob("app", blob).await;
        }
        let put = format!("/v2/app/manifests/{}", artifact.manifest.digest());
        let put = registry
            .request("PUT", &put)
            .header("Content-Type", &artifact.manifest.media_type);
        transcript
            .exchange("an artifact", &put.body(artifact.manifest.bytes.clone()))
            .await;
    }
    transcript
        .exchange("both", &registry.request("GET", &target))
        .await;
    let filtered = format!("{target}?artifactType=application/vnd.example.sbom");
    transcript
        .exchange("one kind", &registry.request("GET", &filtered))
        .await;
    let api = kit.api(&kit.first, REGION);
    let mut input =
        json!({ "repositoryName": "app", "subjectId": { "imageDigest": subject.as_str() }, "maxResults": 1 });
    let first = api.signed("ecr", api.unsigned("ListImageReferrers", &input));
    let page = transcript
        .exchange("by the API, a page of one", &first)
        .await
        .json();
    input["nextToken"] = page["nextToken"].clone();
    let second = api
        .signed("ecr", api.unsigned("ListImageReferrers", &input))
        .without("Content-Type");
    let mut second = second;
    second = api.signed("ecr", second);
    transcript.exchange("and the next", &second).await;
    transcript.check();
}

#[tokio::test]
async fn tags() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    for tag in ["v1", "v2", "latest"] {
        registry.push("app", tag, &Image::new("golden")).await;
    }
    let mut transcript = Transcript::new(&kit, "tags");
    for (comment, target) in [
        ("two", "/v2/app/tags/list?n=2"),
        ("the rest", "/v2/app/tags/list?n=2&last=v1"),
        ("none", "/v2/app/tags/list?n=0"),
        ("more than a page may have", "/v2/app/tags/list?n=1001"),
        ("of no repository", "/v2/none/tags/list"),
        ("the catalog", "/v2/_catalog?n=5"),
    ] {
        transcript
            .exchange(comment, &registry.request("GET", target))
            .await;
    }
    transcript.check();
}

/// The table of data-plane errors, in its order.
#[tokio::test]
async fn errors() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let (one, two) = (Image::new("one"), Image::new("two"));
    registry.push("app", "v1", &one).await;
    let list = index(&[&one.manifest]);
    registry.put_manifest("app", "list", &list).await.expect(201);
    let input = json!({ "repositoryName": "app", "imageTagMutability": "IMMUTABLE" });
    kit.api(&kit.first, REGION)
        .ecr_ok("PutImageTagMutability", input)
        .await;
    registry.push("app", two.manifest.digest().as_str(), &two).await;
    let second = registry.at(&kit.host(&kit.second, REGION));
    let put = |reference: &str, image: &Image| {
        let request = registry.request("PUT", &format!("/v2/app/manifests/{reference}"));
        request
            .header("Content-Type", &image.manifest.media_type)
            .body(image.manifest.bytes.clone())
    };
    let none = digest(b"none");
    let upload = "/v2/app/blobs/uploads/00000000-0000-4000-8000-000000000000";
    let orphan = Image::new("orphan");
    let mut childless = orphan.clone();
    childless.manifest = index(&[&orphan.manifest]);
    let mut illegible = orphan.clone();
    illegible.manifest.bytes = "{".into();
    let get = |target: &str| registry.request("GET", target);
    let mut transcript = Transcript::new(&kit, "errors");
    for (comment, request) in [
        (
            "no credential",
            Registry::new(&kit, registry.host.clone(), None).request("GET", "/v2/"),
        ),
        ("denied", second.request("GET", "/v2/app/manifests/v1")),
        ("repository missing", get("/v2/none/manifests/v1")),
        ("bad repository name", get("/v2/UPPER/manifests/v1")),
        ("manifest missing", get("/v2/app/manifests/none")),
        ("tag immutable", put("v1", &two)),
        ("digest of manifest wrong", put(none.as_str(), &one)),
        ("manifest refused", put("bad", &illegible)),
        ("layers missing", put("orphan", &orphan)),
        ("children missing", put("childless", &childless)),
        ("blob missing", get(&format!("/v2/app/blobs/{none}"))),
        (
            "blob digest wrong",
            registry
                .request("POST", &format!("/v2/app/blobs/uploads/?digest={none}"))
                .body("x"),
        ),
        ("upload unknown", get(upload)),
        (
            "delete of a referenced child",
            registry.request("DELETE", &format!("/v2/app/manifests/{}", one.manifest.digest())),
        ),
        ("bad digest", get("/v2/app/blobs/sha256:12")),
        ("bad tag", put("a+b", &one)),
        (
            "blobs cannot be deleted",
            registry.request("DELETE", &format!("/v2/app/blobs/{none}")),
        ),
        ("no such route", get("/v2/app/other")),
        (
            "no such registry",
            Request::new("GET", "/v2/").header("Host", "example.com"),
        ),
    ] {
        transcript.exchange(comment, &request).await;
    }
    kit.clock.advance(std::time::Duration::from_secs(12 * 60 * 60));
    transcript.exchange("expired token", &get("/v2/")).await;
    transcript.check();
}

#[tokio::test]
async fn ecr_core() {
    let kit = Kit::start().await;
    let api = kit.api(&kit.first, REGION);
    let image = Image::of_layers("golden", vec!["one layer".into()]);
    let name = image.manifest.digest();
    let layer = digest(&image.layers[0]);
    let mut transcript = Transcript::new(&kit, "ecr-core");
    let mut call = async |operation: &str, input: serde_json::Value| {
        let request = api.signed("ecr", api.unsigned(operation, &input));
        transcript.exchange(operation, &request).await.json()
    };
    call("GetAuthorizationToken", json!({})).await;
    call(
        "CreateRepository",
        json!({ "repositoryName": "app", "tags": [{ "Key": "team", "Value": "one" }] }),
    )
    .await;
    call("CreateRepository", json!({ "repositoryName": "app" })).await;
    call("DescribeRepositories", json!({ "repositoryNames": ["app"] })).await;
    call("DescribeRepositories", json!({ "repositoryNames": ["none"] })).await;
    for blob in image.blobs() {
        use base64::Engine as _;
        let started = call("InitiateLayerUpload", json!({ "repositoryName": "app" })).await;
        let part = base64::engine::general_purpose::STANDARD.encode(blob);
        let id = started["uploadId"].clone();
        call(
            "UploadLayerPart",
            json!({ "repositoryName": "app", "uploadId": id, "partFirstByte": 0,
            "partLastByte": blob.len() - 1, "layerPartBlob": part }),
        )
        .await;
        call(
            "CompleteLayerUpload",
            json!({ "repositoryName": "app", "uploadId": id, "layerDigests": [digest(blob).as_str()] }),
        )
        .await;
    }
    let text = image.manifest.bytes.to_vec();
    let put = json!({ "repositoryName": "app", "imageTag": "v1", "imageManifest": String::from_utf8(text).unwrap() });
    call("PutImage", put.clone()).await;
    call("PutImage", put).await;
    call(
        "BatchGetImage",
        json!({ "repositoryName": "app", "imageIds": [{ "imageTag": "v1" }, { "imageTag": "none" }] }),
    )
    .await;
    call("ListImages", json!({ "repositoryName": "app" })).await;
    call(
        "DescribeImages",
        json!({ "repositoryName": "app", "imageIds": [{ "imageDigest": name.as_str() }] }),
    )
    .await;
    call(
        "BatchCheckLayerAvailability",
        json!({ "repositoryName": "app", "layerDigests": [layer.as_str(), digest(b"none").as_str(), "x"] }),
    )
    .await;
    call(
        "GetDownloadUrlForLayer",
        json!({ "repositoryName": "app", "layerDigest": layer.as_str() }),
    )
    .await;
    call(
        "PutImageTagMutability",
        json!({ "repositoryName": "app", "imageTagMutability": "IMMUTABLE" }),
    )
    .await;
    let arn = format!("arn:aws:ecr:us-east-1:{}:repository/app", kit.first.id);
    call(
        "TagResource",
        json!({ "resourceArn": arn, "tags": [{ "Key": "stage", "Value": "test" }] }),
    )
    .await;
    call(
        "UntagResource",
        json!({ "resourceArn": arn, "tagKeys": ["team"] }),
    )
    .await;
    call("ListTagsForResource", json!({ "resourceArn": arn })).await;
    call("DeleteRepository", json!({ "repositoryName": "app" })).await;
    call(
        "BatchDeleteImage",
        json!({ "repositoryName": "app", "imageIds": [{ "imageTag": "v1" }] }),
    )
    .await;
    call(
        "DeleteRepository",
        json!({ "repositoryName": "app", "force": true }),
    )
    .await;
    transcript.check();
}
