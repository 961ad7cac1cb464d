//! `PUT /v2/<name>/manifests/<digest>?tag=&tag=`, and `?digest=` (OCI Distribution Specification 1.2, *Pushing Manifests*).

use serde_json::json;
use wharf_oci::digest::{Algorithm, Digest};
use wharf_testkit::{Image, Kit, REGION, Registry};

async fn with_images<'a>(kit: &'a Kit, images: &[&Image]) -> Registry<'a> {
    let registry = kit.with_repositories(&["app"]).await;
    for blob in images.iter().flat_map(|image| image.blobs()) {
        registry.push_blob("app", blob).await;
    }
    registry
}

async fn tags(registry: &Registry<'_>) -> serde_json::Value {
    registry.get("/v2/app/tags/list").await.expect(200).json()["tags"].clone()
}

#[tokio::test]
async fn a_push_by_digest_names_its_tags() {
    let kit = Kit::start().await;
    let (one, two) = (Image::new("one"), Image::new("two"));
    let registry = with_images(&kit, &[&one, &two]).await;
    let put = async |image: &Image, query: &str| {
        let reference = format!("{}{query}", image.manifest.digest());
        registry.put_manifest("app", &reference, &image.manifest).await
    };
    let pushed = put(&one, "?tag=1.2.3&tag=1.2&tag=1&tag=latest&tag=1")
        .await
        .expect(201);
    assert_eq!(pushed.expect_header("oci-tag"), "1.2.3, 1.2, 1, latest");
    assert_eq!(
        pushed.expect_header("docker-content-digest"),
        one.manifest.digest().as_str()
    );
    assert_eq!(tags(&registry).await, json!(["1", "1.2", "1.2.3", "latest"]));
    // Those that it has are said again; others move.
    let again = put(&one, "?tag=1&tag=next").await.expect(201);
    assert_eq!(again.expect_header("oci-tag"), "1, next");
    put(&two, "?tag=latest&tag=2").await.expect(201);
    registry.pull("app", "latest", &two).await;
    registry.pull("app", "next", &one).await;
    // All or none.
    let immutable = json!({ "repositoryName": "app", "imageTagMutability": "IMMUTABLE" });
    kit.api(&kit.first, REGION)
        .ecr_ok("PutImageTagMutability", immutable)
        .await;
    let refused = put(&two, "?tag=3&tag=1").await;
    assert_eq!(refused.code(), (400, "TAG_INVALID".to_owned()));
    assert_eq!(
        tags(&registry).await,
        json!(["1", "1.2", "1.2.3", "2", "latest", "next"])
    );
    for wrong in ["?tag=", "?tag=ok&tag=a+b"] {
        let refused = put(&two, wrong).await;
        assert_eq!(refused.code(), (400, "TAG_INVALID".to_owned()), "{wrong}");
    }
    let many: Vec<String> = (0..51).map(|number| format!("tag=t{number}")).collect();
    assert_eq!(put(&two, &format!("?{}", many.join("&"))).await.status, 414);
    put(&two, &format!("?{}", many[..10].join("&"))).await.expect(201);
    // By a tag, it is that one.
    let by_tag = registry
        .put_manifest("app", "v9?tag=v10", &two.manifest)
        .await
        .expect(201);
    assert_eq!(by_tag.header("oci-tag"), None);
    assert_eq!(registry.get("/v2/app/manifests/v10").await.status, 404);
}

#[tokio::test]
async fn a_digest_beside_the_reference_is_that_of_the_manifest() {
    let kit = Kit::start().await;
    let (one, two) = (Image::new("one"), Image::new("two"));
    let registry = with_images(&kit, &[&one, &two]).await;
    let (right, other) = (one.manifest.digest(), two.manifest.digest());
    let long = Digest::of(Algorithm::Sha512, &one.manifest.bytes);
    for (reference, status, code) in [
        (format!("v1?digest={other}"), 400, "MANIFEST_INVALID"),
        (format!("{right}?digest={other}"), 400, "DIGEST_INVALID"),
        (format!("{right}?digest={long}"), 400, "DIGEST_INVALID"),
        ("v1?digest=sha256:1".to_owned(), 400, "DIGEST_INVALID"),
        ("v1?digest=".to_owned(), 400, "DIGEST_INVALID"),
    ] {
        let refused = registry.put_manifest("app", &reference, &one.manifest).await;
        assert_eq!(refused.code(), (status, code.to_owned()), "{reference}");
    }
    assert_eq!(tags(&registry).await, json!([]));
    for reference in [format!("v1?digest={right}"), format!("{right}?digest={right}")] {
        registry
            .put_manifest("app", &reference, &one.manifest)
            .await
            .expect(201);
    }
    let answer = registry
        .put_manifest("app", &format!("long?digest={long}"), &one.manifest)
        .await
        .expect(201);
    assert_eq!(answer.expect_header("docker-content-digest"), long.as_str());
}
