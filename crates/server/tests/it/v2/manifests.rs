//! `/v2/<name>/manifests/<reference>`.

use bytes::Bytes;
use serde_json::json;
use wharf_oci::digest::{Algorithm, Digest};
use wharf_oci::media_type::{DOCKER_MANIFEST, OCI_MANIFEST};
use wharf_testkit::{Image, Kit, Manifest, REGION, index};

#[tokio::test]
async fn an_image_by_tag_and_by_digest() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["team/app"]).await;
    let image = Image::new("one");
    let digest = registry.push("team/app", "v1", &image).await;
    for reference in ["v1", digest.as_str(), &digest.as_str().replace(':', "%3A")] {
        let target = format!("/v2/team/app/manifests/{reference}");
        let got = registry.get(&target).await.expect(200);
        assert_eq!(got.body, image.manifest.bytes);
        let head = registry.call("HEAD", &target).await.expect(200);
        for answer in [&got, &head] {
            assert_eq!(answer.expect_header("content-type"), OCI_MANIFEST);
            assert_eq!(answer.expect_header("docker-content-digest"), digest.as_str());
            assert_eq!(answer.expect_header("etag"), format!("\"{digest}\""));
            assert_eq!(
                answer.expect_header("content-length"),
                image.manifest.bytes.len().to_string()
            );
        }
    }
    assert_eq!(
        registry.call("POST", "/v2/team/app/manifests/v1").await.code(),
        (405, "UNSUPPORTED".to_owned())
    );
}

#[tokio::test]
async fn a_put_says_where_and_can_be_repeated() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let image = Image::new("one");
    for blob in image.blobs() {
        registry.push_blob("app", blob).await;
    }
    let digest = image.manifest.digest();
    for reference in ["v1", "v1", "v2", digest.as_str(), digest.as_str()] {
        let answer = registry
            .put_manifest("app", reference, &image.manifest)
            .await
            .expect(201);
        assert_eq!(registry.path(&answer), format!("/v2/app/manifests/{digest}"));
        assert_eq!(answer.expect_header("docker-content-digest"), digest.as_str());
        assert_eq!((answer.header("oci-subject"), answer.body.len()), (None, 0));
    }
    let tags = registry.get("/v2/app/tags/list").await.json();
    assert_eq!(tags["tags"], json!(["v1", "v2"]));
}

#[tokio::test]
async fn what_is_not_there() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let digest = wharf_testkit::digest(b"nothing");
    for method in ["GET", "HEAD", "DELETE"] {
        for reference in [
            "none",
            digest.as_str(),
            "a+b",
            "%20",
            &"t".repeat(129),
            "-x",
            ".x",
        ] {
            let answer = registry
                .call(method, &format!("/v2/app/manifests/{reference}"))
                .await;
            assert_eq!(answer.status, 404, "{method} {reference}");
            if method != "HEAD" {
                assert_eq!(answer.code().1, "MANIFEST_UNKNOWN", "{method} {reference}");
            }
        }
        for reference in [
            "sha256:x",
            "sha256:",
            "md5:d41d8cd98f00b204e9800998ecf8427e",
            &format!("{digest}0"),
        ] {
            let answer = registry
                .call(method, &format!("/v2/app/manifests/{reference}"))
                .await;
            assert_eq!(answer.status, 400, "{method} {reference}");
        }
        assert_eq!(registry.call(method, "/v2/none/manifests/v1").await.status, 404);
    }
    let text = "Requested image not found".to_owned();
    let answer = registry.get("/v2/app/manifests/none").await;
    assert_eq!(answer.error(), (404, "MANIFEST_UNKNOWN".to_owned(), text));
    assert_eq!(
        registry.get("/v2/none/manifests/v1").await.code().1,
        "NAME_UNKNOWN"
    );
}

#[tokio::test]
async fn references_that_cannot_be_stored() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let image = Image::new("one");
    registry.push("app", "v1", &image).await;
    for (reference, code) in [
        ("a+b", "TAG_INVALID"),
        ("-x", "TAG_INVALID"),
        (&"t".repeat(129), "TAG_INVALID"),
        ("sha256:x", "DIGEST_INVALID"),
        ("md5:d41d8cd98f00b204e9800998ecf8427e", "DIGEST_INVALID"),
    ] {
        let answer = registry.put_manifest("app", reference, &image.manifest).await;
        assert_eq!(answer.code(), (400, code.to_owned()), "{reference}");
    }
    let other = wharf_testkit::digest(b"other");
    let answer = registry
        .put_manifest("app", other.as_str(), &image.manifest)
        .await;
    assert_eq!(answer.code(), (400, "MANIFEST_INVALID".to_owned()));
    assert_eq!(
        registry.get(&format!("/v2/app/manifests/{other}")).await.status,
        404
    );
    registry
        .put_manifest("app", &"t".repeat(128), &image.manifest)
        .await
        .expect(201);
}

#[tokio::test]
async fn documents_that_are_refused() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let image = Image::new("one");
    registry.push("app", "v1", &image).await;
    let put = async |media_type: Option<&str>, bytes: Bytes| {
        let request = registry.request("PUT", "/v2/app/manifests/bad");
        let request = match media_type {
            Some(media_type) => request.header("Content-Type", media_type),
            None => request,
        };
        registry.send(&request.body(bytes)).await
    };
    let good = image.manifest.bytes.clone();
    for (media_type, bytes) in [
        (Some(OCI_MANIFEST), Bytes::from("{")),
        (Some(OCI_MANIFEST), Bytes::new()),
        (Some(OCI_MANIFEST), Bytes::from("[]")),
        (Some(OCI_MANIFEST), Bytes::from("{}")),
        (Some(OCI_MANIFEST), Bytes::from_static(b"\xff\xfe")),
        (Some(DOCKER_MANIFEST), good.clone()),
        (Some("application/json"), good.clone()),
        (Some("text/plain"), good.clone()),
        (Some("application/octet-stream"), good.clone()),
    ] {
        let answer = put(media_type, bytes.clone()).await;
        assert_eq!(
            answer.code(),
            (405, "UNSUPPORTED".to_owned()),
            "{media_type:?} {bytes:?}"
        );
    }
    assert_eq!(registry.get("/v2/app/manifests/bad").await.status, 404);
    put(None, good.clone()).await.expect(201);
    put(Some(&format!("{OCI_MANIFEST}; charset=utf-8")), good)
        .await
        .expect(201);
}

#[tokio::test]
async fn four_mebibytes_and_no_more() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let image = Image::new("large");
    registry.push("app", "v1", &image).await;
    let padded = |length: usize| {
        let mut document = image.manifest.bytes.to_vec();
        document.resize(length, b' ');
        Manifest {
            media_type: OCI_MANIFEST.to_owned(),
            bytes: document.into(),
        }
    };
    const LIMIT: usize = 4 * 1024 * 1024;
    let largest = padded(LIMIT);
    registry
        .put_manifest("app", "largest", &largest)
        .await
        .expect(201);
    assert_eq!(
        registry.get("/v2/app/manifests/largest").await.expect(200).body,
        largest.bytes
    );
    let over = registry.put_manifest("app", "over", &padded(LIMIT + 1)).await;
    assert_eq!(over.code(), (413, "SIZE_INVALID".to_owned()));
    let request = registry
        .request("PUT", "/v2/app/manifests/over")
        .header("Content-Type", OCI_MANIFEST);
    let over = registry
        .send(&request.body(padded(LIMIT + 1).bytes).chunked())
        .await;
    assert_eq!(over.code(), (413, "SIZE_INVALID".to_owned()), "without a length");
    assert_eq!(registry.get("/v2/app/manifests/over").await.status, 404);
}

#[tokio::test]
async fn what_a_manifest_names_must_be_there() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let (one, two) = (Image::new("one"), Image::new("two"));
    registry.push_blob("app", &one.config).await;
    let answer = registry.put_manifest("app", "v1", &one.manifest).await;
    let missing: Vec<String> = one
        .layers
        .iter()
        .map(|layer| wharf_testkit::digest(layer).to_string())
        .collect();
    let text = format!(
        "Layers with digests '[{}]' required for pushing image into repository with name 'app' in the registry with \
         id '{}' do not exist",
        missing.join(", "),
        kit.first.id
    );
    assert_eq!(answer.error(), (404, "BLOB_UPLOAD_UNKNOWN".to_owned(), text));
    registry.push("app", one.manifest.digest().as_str(), &one).await;
    let both = index(&[&one.manifest, &two.manifest]);
    assert_eq!(
        registry.put_manifest("app", "both", &both).await.code(),
        (404, "MANIFEST_BLOB_UNKNOWN".to_owned())
    );
    registry.push("app", two.manifest.digest().as_str(), &two).await;
    registry.put_manifest("app", "both", &both).await.expect(201);
    let child = format!("/v2/app/manifests/{}", one.manifest.digest());
    let answer = registry.call("DELETE", &child).await;
    let text = format!("Requested image referenced by manifest list: [{}]", both.digest());
    assert_eq!(answer.error(), (405, "UNSUPPORTED".to_owned(), text));
    registry
        .call("DELETE", "/v2/app/manifests/both")
        .await
        .expect(202);
    registry.call("DELETE", &child).await.expect(202);
    assert_eq!(registry.get(&child).await.status, 404);
}

/// A client that compares the sizes could not pull it.
#[tokio::test]
async fn a_size_that_is_not_that_of_what_it_names() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let image = Image::new("one");
    registry.push("app", "v1", &image).await;
    let list = index(&[&image.manifest]);
    for (manifest, place) in [
        (&image.manifest, "/config"),
        (&image.manifest, "/layers/1"),
        (&list, "/manifests/0"),
    ] {
        let mut document: serde_json::Value = serde_json::from_slice(&manifest.bytes).unwrap();
        let descriptor = document.pointer_mut(place).unwrap();
        let digest = descriptor["digest"].as_str().unwrap().to_owned();
        let size = descriptor["size"].as_u64().unwrap();
        descriptor["size"] = json!(size + 1);
        let refused = registry
            .put_manifest("app", "bad", &Manifest::new(&document))
            .await;
        let text = format!(
            "Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'the descriptor of {digest} says {} \
             bytes, but it has {size}'",
            size + 1
        );
        assert_eq!(refused.error(), (405, "UNSUPPORTED".to_owned(), text), "{place}");
    }
    assert_eq!(registry.get("/v2/app/manifests/bad").await.status, 404);
}

#[tokio::test]
async fn delete_by_tag_and_by_digest() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let image = Image::new("one");
    let digest = registry.push("app", "v1", &image).await;
    registry.push("app", "v2", &image).await;
    let answer = registry.call("DELETE", "/v2/app/manifests/v1").await.expect(202);
    assert_eq!(answer.body.len(), 0);
    assert_eq!(registry.get("/v2/app/manifests/v1").await.status, 404);
    registry.pull("app", "v2", &image).await;
    registry
        .call("DELETE", &format!("/v2/app/manifests/{digest}"))
        .await
        .expect(202);
    for reference in ["v2", digest.as_str()] {
        let target = format!("/v2/app/manifests/{reference}");
        assert_eq!(registry.get(&target).await.status, 404);
        assert_eq!(registry.call("DELETE", &target).await.status, 404);
    }
}

#[tokio::test]
async fn a_tag_that_must_not_move() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let (one, two) = (Image::new("one"), Image::new("two"));
    registry.push("app", "v1", &one).await;
    let input = json!({ "repositoryName": "app", "imageTagMutability": "IMMUTABLE" });
    kit.api(&kit.first, REGION)
        .ecr_ok("PutImageTagMutability", input)
        .await;
    registry.push("app", "v1", &one).await;
    registry.push("app", two.manifest.digest().as_str(), &two).await;
    let answer = registry.put_manifest("app", "v1", &two.manifest).await;
    assert_eq!(answer.code(), (400, "TAG_INVALID".to_owned()));
    registry.pull("app", "v1", &one).await;
}

#[tokio::test]
async fn sha512_everywhere() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let image = Image::new("long");
    for blob in image.blobs() {
        registry.push_blob("app", blob).await;
    }
    let digest = Digest::of(Algorithm::Sha512, &image.manifest.bytes);
    let answer = registry
        .put_manifest("app", digest.as_str(), &image.manifest)
        .await
        .expect(201);
    assert_eq!(answer.expect_header("docker-content-digest"), digest.as_str());
    let target = format!("/v2/app/manifests/{digest}");
    assert_eq!(registry.get(&target).await.expect(200).body, image.manifest.bytes);
    assert_eq!(
        registry
            .call("HEAD", &target)
            .await
            .expect_header("docker-content-digest"),
        digest.as_str()
    );
    let sha256 = format!("/v2/app/manifests/{}", image.manifest.digest());
    assert_eq!(
        registry.get(&sha256).await.status,
        404,
        "an image has the digest that it was pushed under"
    );
    registry.call("DELETE", &target).await.expect(202);
    let bytes = b"layer of long";
    let layer = registry.push_blob_as("app", bytes, Algorithm::Sha512).await;
    assert_eq!(
        registry
            .get(&format!("/v2/app/blobs/{layer}"))
            .await
            .expect(200)
            .body,
        bytes.as_slice()
    );
    let mut document: serde_json::Value = serde_json::from_slice(&image.manifest.bytes).unwrap();
    document["layers"] =
        json!([{ "mediaType": "application/vnd.example", "digest": layer.as_str(), "size": bytes.len() }]);
    registry
        .put_manifest("app", "long", &Manifest::new(&document))
        .await
        .expect(201);
}
