//! Numbers 13 to 18.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use wharf_testkit::{Image, Kit, REGION, digest};

const MIB: usize = 1024 * 1024;

#[tokio::test]
async fn n13_a_tag_moves_and_the_last_one_takes_its_image_along() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let api = kit.api(&kit.first, REGION);
    let (old, new) = (Image::new("old"), Image::new("new"));
    let old_digest = registry.push("app", "v1", &old).await;
    registry.push("app", "v1", &new).await;
    let untagged = json!({"repositoryName": "app", "filter": {"tagStatus": "UNTAGGED"}});
    let listed = api.ecr_ok("ListImages", untagged).await;
    assert_eq!(listed["imageIds"], json!([{"imageDigest": old_digest.as_str()}]));
    let delete = json!({"repositoryName": "app", "imageIds": [{"imageTag": "v1"}]});
    api.ecr_ok("BatchDeleteImage", delete).await;
    let listed = api.ecr_ok("ListImages", json!({"repositoryName": "app"})).await;
    assert_eq!(listed["imageIds"], json!([{"imageDigest": old_digest.as_str()}]));
}

#[tokio::test]
async fn n14_lists_are_by_tag_or_by_digest_and_leave_the_archive_out() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let api = kit.api(&kit.first, REGION);
    let (one, two) = (Image::new("one"), Image::new("two"));
    let digest = registry.push("app", "v1", &one).await;
    registry.push("app", "v2", &one).await;
    registry.push("app", "v3", &two).await;
    let rows = async |operation: &str, member: &str, filter: Value| {
        let answer = api
            .ecr_ok(operation, json!({"repositoryName": "app", "filter": filter}))
            .await;
        answer[member].as_array().unwrap().len()
    };
    assert_eq!(rows("ListImages", "imageIds", json!({})).await, 3);
    assert_eq!(rows("DescribeImages", "imageDetails", json!({})).await, 2);
    let archive = json!({"repositoryName": "app", "targetStorageClass": "ARCHIVE",
        "imageId": {"imageDigest": digest.as_str()}});
    api.ecr_ok("UpdateImageStorageClass", archive).await;
    assert_eq!(rows("ListImages", "imageIds", json!({})).await, 1);
    assert_eq!(rows("DescribeImages", "imageDetails", json!({})).await, 1);
    assert_eq!(
        rows(
            "DescribeImages",
            "imageDetails",
            json!({"imageStatus": "ARCHIVED"})
        )
        .await,
        1
    );
}

#[tokio::test]
async fn n15_one_unknown_name_fails_the_whole_call() {
    let kit = Kit::start().await;
    kit.with_repositories(&["app"]).await;
    let api = kit.api(&kit.first, REGION);
    let names = json!({"repositoryNames": ["app", "none"]});
    let (status, code, message) = api.ecr("DescribeRepositories", names).await.error();
    assert_eq!((status, code.as_str()), (400, "RepositoryNotFoundException"));
    assert!(message.contains("'none'"), "{message}");
}

#[tokio::test]
async fn n16_a_repository_with_images_goes_by_force() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    registry.push("app", "v1", &Image::new("one")).await;
    let api = kit.api(&kit.first, REGION);
    let (_, code, message) = api
        .ecr("DeleteRepository", json!({"repositoryName": "app"}))
        .await
        .error();
    assert_eq!(code, "RepositoryNotEmptyException");
    let expected = format!(
        "The repository with name 'app' in registry with id '{}' cannot be deleted because it still contains images",
        kit.first.id
    );
    assert_eq!(message, expected);
    let deleted = api
        .ecr_ok(
            "DeleteRepository",
            json!({"repositoryName": "app", "force": true}),
        )
        .await;
    assert_eq!(deleted["repository"]["repositoryName"], "app");
    let gone = api.ecr("ListImages", json!({"repositoryName": "app"})).await;
    assert_eq!(gone.code().1, "RepositoryNotFoundException");
}

#[tokio::test]
async fn n17_a_layer_goes_up_in_parts_that_fit() {
    let kit = Kit::start().await;
    kit.with_repositories(&["app"]).await;
    let api = kit.api(&kit.first, REGION);
    let begin = async || {
        let begun = api
            .ecr_ok("InitiateLayerUpload", json!({"repositoryName": "app"}))
            .await;
        begun["uploadId"].as_str().unwrap().to_owned()
    };
    let part = async |upload: &str, first: usize, bytes: &[u8]| {
        let request = json!({"repositoryName": "app", "uploadId": upload, "partFirstByte": first,
            "partLastByte": first + bytes.len() - 1, "layerPartBlob": STANDARD.encode(bytes)});
        api.ecr("UploadLayerPart", request).await
    };
    let complete = async |upload: &str, bytes: &[u8]| {
        let digests = [digest(bytes).to_string()];
        let request = json!({"repositoryName": "app", "uploadId": upload, "layerDigests": digests});
        api.ecr("CompleteLayerUpload", request).await
    };
    // A gap.
    let upload = begin().await;
    part(&upload, 0, b"abcd").await.expect(200);
    let gap = part(&upload, 10, b"x").await.expect(400).json();
    assert_eq!(gap["__type"], "InvalidLayerPartException");
    assert_eq!(gap["lastValidByteReceived"], 3);
    // A part that is too small, and not the last.
    let upload = begin().await;
    let small = vec![1; 4 * MIB];
    part(&upload, 0, &small).await.expect(200);
    part(&upload, small.len(), b"x").await.expect(200);
    let code = complete(&upload, &[small.as_slice(), b"x"].concat())
        .await
        .code()
        .1;
    assert_eq!(code, "LayerPartTooSmallException");
    // No part.
    let upload = begin().await;
    assert_eq!(complete(&upload, b"x").await.code().1, "EmptyUploadException");
    // Another digest.
    let upload = begin().await;
    part(&upload, 0, b"layer").await.expect(200);
    assert_eq!(
        complete(&upload, b"other").await.code().1,
        "InvalidLayerException"
    );
    // The same layer twice.
    for expected in [None, Some("LayerAlreadyExistsException")] {
        let upload = begin().await;
        part(&upload, 0, b"layer").await.expect(200);
        let answer = complete(&upload, b"layer").await;
        match expected {
            None => drop(answer.expect(200)),
            Some(code) => assert_eq!(answer.code().1, code),
        }
    }
}

#[tokio::test]
async fn n18_a_layer_that_no_image_names_is_inaccessible() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let layer = registry.push_blob("app", b"loose").await;
    let api = kit.api(&kit.first, REGION);
    let request = json!({"repositoryName": "app", "layerDigest": layer.as_str()});
    let code = api.ecr("GetDownloadUrlForLayer", request).await.code().1;
    assert_eq!(code, "LayerInaccessibleException");
}
