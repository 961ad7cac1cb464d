//! Docker's signed schema 1: named by its payload, of its layers' size.

use serde_json::json;
use wharf_oci::media_type::{DOCKER_SCHEMA1, DOCKER_SCHEMA1_SIGNED};
use wharf_testkit::{Image, Kit, Manifest, REGION, digest};

#[tokio::test]
async fn signatures_make_no_other_image_of_it() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let (image, payload) = Image::schema1("old", "one");
    let name = digest(&payload);
    for blob in image.blobs() {
        registry.push_blob("app", blob).await;
    }
    let (again, _) = Image::schema1("old", "two");
    for (reference, manifest) in [
        ("v1", &image.manifest),
        ("v1", &again.manifest),
        (name.as_str(), &image.manifest),
    ] {
        let answer = registry
            .put_manifest("app", reference, manifest)
            .await
            .expect(201);
        assert_eq!(answer.expect_header("docker-content-digest"), name.as_str());
        assert_eq!(
            answer.expect_header("location"),
            format!("/v2/app/manifests/{name}")
        );
    }
    for reference in ["v1", name.as_str()] {
        let request = registry.request("GET", &format!("/v2/app/manifests/{reference}"));
        let answer = registry
            .send(&request.header("Accept", DOCKER_SCHEMA1_SIGNED))
            .await
            .expect(200);
        assert_eq!(
            (&answer.body, answer.expect_header("content-type")),
            (&payload, DOCKER_SCHEMA1)
        );
    }
    let api = kit.api(&kit.first, REGION);
    let described = api
        .ecr_ok("DescribeImages", json!({"repositoryName": "app"}))
        .await;
    let details = described["imageDetails"].as_array().unwrap();
    let size: usize = image.blobs().map(|blob| blob.len()).sum();
    assert_eq!(
        (details.len(), details[0]["imageSizeInBytes"].as_u64()),
        (1, Some(size as u64))
    );
    let put = json!({"repositoryName": "app", "imageTag": "v2", "imageManifestMediaType": DOCKER_SCHEMA1_SIGNED,
        "imageManifest": String::from_utf8_lossy(&image.manifest.bytes)});
    let put = api.ecr_ok("PutImage", put).await;
    assert_eq!(put["image"]["imageId"]["imageDigest"], name.as_str());
    assert_eq!(
        put["image"]["imageManifest"],
        String::from_utf8_lossy(&payload).as_ref()
    );
    registry
        .call("DELETE", &format!("/v2/app/manifests/{name}"))
        .await
        .expect(202);
    registry.call("HEAD", "/v2/app/manifests/v1").await.expect(404);
}

#[tokio::test]
async fn signatures_that_say_no_payload_are_refused() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let (image, payload) = Image::schema1("old", "one");
    for blob in image.blobs() {
        registry.push_blob("app", blob).await;
    }
    let text = String::from_utf8(image.manifest.bytes.to_vec()).unwrap();
    for bytes in [text.replace("protected", "unprotected").into(), payload] {
        let manifest = Manifest {
            media_type: DOCKER_SCHEMA1_SIGNED.to_owned(),
            bytes,
        };
        let (status, code, message) = registry.put_manifest("app", "v1", &manifest).await.error();
        assert_eq!((status, code.as_str()), (405, "UNSUPPORTED"));
        assert!(
            message.contains("the signatures of the manifest do not say what they sign"),
            "{message}"
        );
    }
}
