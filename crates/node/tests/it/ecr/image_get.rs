//! `BatchGetImage`: found, not found, and in another vocabulary.

use serde_json::{Value, json};
use wharf_node::ecr::image::operations::BatchGetImage;
use wharf_oci::media_type::{DOCKER_MANIFEST, OCI_INDEX, OCI_MANIFEST};

use crate::bench::counted::statements_of;
use crate::bench::{Index, Refusal, Take, TestImage, digest_of, id, sha256};

fn failure(id: Value, code: &str, reason: &str) -> Value {
    json!({"imageId": id, "failureCode": code, "failureReason": reason})
}

room!(each_item_for_itself, |bench| {
    bench.repository("app").await;
    let one = bench.push_new("app", Some("v1"), "one").await;
    bench.put("app", Some("v2"), &one).await.unwrap();
    let two = bench.push_new("app", Some("v3"), "two").await;
    let missing = TestImage::new("missing");
    let malformed = json!({"imageDigest": "sha256:abc"});
    let odd = json!({"imageTag": "a/b"});
    let ids = json!([
        id(Some(&one), None),
        id(None, Some("v1")),
        id(None, Some("v2")),
        id(Some(&two), Some("v3")),
        id(Some(&one), Some("v3")),
        id(None, Some("v9")),
        id(Some(&missing), None),
        id(Some(&missing), Some("v9")),
        {},
        malformed,
        odd,
    ]);
    let answer = bench
        .ask::<BatchGetImage>(json!({"repositoryName": "app", "imageIds": ids}))
        .await
        .unwrap();
    let image = |image: &TestImage, tag: Option<&str>| {
        json!({
            "registryId": "111111111111", "repositoryName": "app", "imageId": id(Some(image), tag),
            "imageManifest": image.manifest, "imageManifestMediaType": image.media_type,
        })
    };
    let images = [
        image(&one, None),
        image(&one, Some("v1")),
        image(&one, Some("v2")),
        image(&two, Some("v3")),
    ];
    assert_eq!(answer["images"], json!(images));
    let not_found = "Requested image not found";
    let failures = [
        failure(
            id(Some(&one), Some("v3")),
            "ImageTagDoesNotMatchDigest",
            "The requested image tag does not name the requested image digest",
        ),
        failure(id(None, Some("v9")), "ImageNotFound", not_found),
        failure(id(Some(&missing), None), "ImageNotFound", not_found),
        failure(id(Some(&missing), Some("v9")), "ImageNotFound", not_found),
        failure(
            json!({}),
            "MissingDigestAndTag",
            "Invalid request parameters: both tag and digest cannot be null",
        ),
        failure(
            malformed,
            "InvalidImageDigest",
            "Invalid request parameters: image digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'",
        ),
        failure(
            odd,
            "InvalidImageTag",
            "Invalid request parameters: image tag should satisfy the regex '[a-zA-Z0-9_][a-zA-Z0-9._-]*'",
        ),
    ];
    assert_eq!(answer["failures"], json!(failures));
    let text = "The repository with name 'none' does not exist in the registry with id '111111111111'";
    let refusal = bench
        .ask::<BatchGetImage>(json!({"repositoryName": "none", "imageIds": [{"imageTag": "v1"}]}))
        .await;
    assert_eq!(refusal, Err(Refusal::new("RepositoryNotFoundException", text)));
});

room!(the_vocabulary_is_changed_for_tags_only, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    let index = Index::of(&[&image]);
    bench.push("app", Some("multi"), &index).await;
    let get = async |id: Value, accepted: &[&str]| {
        let request = json!({"repositoryName": "app", "imageIds": [id], "acceptedMediaTypes": accepted});
        let answer = bench.ask::<BatchGetImage>(request).await.unwrap();
        (
            answer.text("/images/0/imageManifestMediaType"),
            answer.text("/images/0/imageManifest"),
        )
    };
    let (by_tag, by_digest) = (id(None, Some("v1")), id(Some(&image), None));
    for accepted in [
        vec![OCI_MANIFEST],
        vec![DOCKER_MANIFEST, OCI_MANIFEST],
        vec![OCI_INDEX],
    ] {
        let got = get(by_tag.clone(), &accepted).await;
        assert_eq!(
            got,
            (OCI_MANIFEST.to_owned(), image.manifest.clone()),
            "{accepted:?}"
        );
    }
    let (media_type, converted) = get(by_tag, &[DOCKER_MANIFEST]).await;
    assert_eq!(media_type, DOCKER_MANIFEST);
    assert!(
        converted.contains("application/vnd.docker.image.rootfs.diff.tar.gzip"),
        "{converted}"
    );
    assert!(converted.contains(sha256(image.layer()).as_str()));
    assert_eq!(get(by_digest, &[DOCKER_MANIFEST]).await.1, image.manifest);
    assert_eq!(
        get(id(None, Some("multi")), &[DOCKER_MANIFEST]).await.1,
        index.manifest
    );
    assert_ne!(digest_of(&converted), image.digest.as_str());
});

room!(what_several_ids_mean_is_read_once, |bench| {
    bench.repository("app").await;
    let one = bench.push_new("app", Some("v1"), "one").await;
    bench.put("app", Some("v2"), &one).await.unwrap();
    let ids = [
        id(None, Some("v1")),
        id(Some(&one), None),
        id(None, Some("v2")),
        id(Some(&one), Some("v1")),
        id(None, Some("v1")),
    ];
    let request = json!({"repositoryName": "app", "imageIds": ids});
    let (answer, statements) = statements_of(bench.ask::<BatchGetImage>(request)).await;
    let answer = answer.unwrap();
    let images = answer.list("/images");
    assert_eq!(images.len(), 5);
    assert!(images.iter().all(|image| image["imageManifest"] == one.manifest));
    let reads = statements
        .iter()
        .filter(|name| name.starts_with("ecr.image.find_by"));
    assert_eq!(reads.count(), 1);
});

room!(an_answer_has_a_bound, |bench| {
    bench.repository("app").await;
    let long = "x".repeat(4 * 1024 * 1024 - 1024);
    let document =
        json!({"schemaVersion": 2, "mediaType": OCI_INDEX, "manifests": [], "annotations": {"long": long}});
    let large = TestImage::from_document(&document, &[]);
    bench.push("app", Some("v1"), &large).await;
    let get = |count: usize| json!({"repositoryName": "app", "imageIds": vec![id(None, Some("v1")); count]});
    let answer = bench.ask::<BatchGetImage>(get(4)).await.unwrap();
    assert_eq!(answer.list("/images").len(), 4);
    let text = "Invalid parameter at 'imageIds' failed to satisfy constraint: 'the manifests of these images have more \
        than 16777216 bytes together: ask for fewer images at a time'";
    let refused = bench.ask::<BatchGetImage>(get(5)).await;
    assert_eq!(refused, Err(Refusal::new("InvalidParameterException", text)));
});
