//! Which tags may move: every mode, tags inside and outside of the exclusions, and every kind of put.

use serde_json::{Value, json};
use wharf_node::ecr::image::operations::{BatchDeleteImage, PutImage, PutImageInput, WhenExists};
use wharf_node::ecr::repository::PutImageTagMutability;
use wharf_node::perform;

use crate::bench::{Bench, Refusal, TestImage, id};

fn immutable(tag: &str) -> Refusal {
    let text = format!(
        "The image tag '{tag}' already exists in the 'app' repository and cannot be overwritten because the tag is \
         immutable."
    );
    Refusal::new("ImageTagAlreadyExistsException", text)
}

fn exists(image: &TestImage, tag: &str) -> Refusal {
    let text = format!(
        "Image with digest '{}' and tag '{tag}' already exists in the repository with name 'app' in registry with id \
         '111111111111'",
        image.digest
    );
    Refusal::new("ImageAlreadyExistsException", text)
}

async fn set_mode(bench: &Bench, mode: &str) {
    let mut request = json!({"repositoryName": "app", "imageTagMutability": mode});
    if mode.ends_with("EXCLUSION") {
        request["imageTagMutabilityExclusionFilters"] = json!([{"filterType": "WILDCARD", "filter": "dev*"}, {"filterType": "WILDCARD", "filter": "latest"}]);
    }
    bench.ask::<PutImageTagMutability>(request).await.unwrap();
}

/// Puts as the registry protocol does.
async fn put_accepting(bench: &Bench, tag: &str, image: &TestImage) -> Result<(), Refusal> {
    let input = PutImageInput {
        registry: None,
        repository: "app".parse().unwrap(),
        manifest: image.manifest.clone().into(),
        media_type: Some(image.media_type.clone()),
        tags: vec![tag.parse().unwrap()],
        digest: None,
        when_exists: WhenExists::Accept,
        type_by_shape: true,
    };
    let put = perform::<PutImage>(&bench.node, &bench.call(&bench.alice), input).await;
    put.map(drop).map_err(Refusal::from)
}

room!(each_mode_and_each_kind_of_tag, |bench| {
    bench.repository("app").await;
    let (first, second) = (TestImage::new("first"), TestImage::new("second"));
    bench.layers("app", &first).await;
    bench.layers("app", &second).await;
    let table = [
        ("MUTABLE", "prod", true),
        ("MUTABLE", "dev-1", true),
        ("IMMUTABLE", "prod", false),
        ("IMMUTABLE", "latest", false),
        ("IMMUTABLE_WITH_EXCLUSION", "prod", false),
        ("IMMUTABLE_WITH_EXCLUSION", "my-dev", false),
        ("IMMUTABLE_WITH_EXCLUSION", "latest", true),
        ("IMMUTABLE_WITH_EXCLUSION", "dev-1", true),
        ("MUTABLE_WITH_EXCLUSION", "prod", true),
        ("MUTABLE_WITH_EXCLUSION", "latest-1", true),
        ("MUTABLE_WITH_EXCLUSION", "latest", false),
        ("MUTABLE_WITH_EXCLUSION", "dev", false),
    ];
    for (mode, tag, movable) in table {
        set_mode(bench, mode).await;
        bench.put("app", Some(tag), &first).await.unwrap();
        // The same again: the API says so in every mode, the registry protocol accepts it in every mode.
        assert_eq!(
            bench.put("app", Some(tag), &first).await,
            Err(exists(&first, tag)),
            "{mode} {tag}"
        );
        assert_eq!(put_accepting(bench, tag, &first).await, Ok(()), "{mode} {tag}");
        // A further tag of the same image is never held back.
        bench.put("app", Some("another"), &first).await.unwrap();
        let moved = put_accepting(bench, tag, &second).await;
        let (expected, target) = if movable {
            (Ok(()), &second)
        } else {
            (Err(immutable(tag)), &first)
        };
        assert_eq!(moved, expected, "{mode} {tag}");
        assert_eq!(
            bench.tags("app").await[tag],
            target.digest.as_str(),
            "{mode} {tag}"
        );
        assert_eq!(
            bench.holds("app", &second).await,
            movable,
            "what was refused is not stored"
        );
        // Deleting a tag is not overwriting it; afterwards it is free.
        let ids: Vec<Value> = [tag, "another"].iter().map(|tag| id(None, Some(tag))).collect();
        let request = json!({"repositoryName": "app", "imageIds": ids});
        let deleted = bench.ask::<BatchDeleteImage>(request).await.unwrap();
        assert_eq!(deleted["failures"], json!([]), "{mode} {tag}");
        assert!(bench.tags("app").await.is_empty());
    }
});
