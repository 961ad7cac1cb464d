//! `PutImage`: what it refuses, in which order, in which words.

use serde_json::json;
use wharf_node::ecr::image::operations::PutImage;
use wharf_node::ecr::repository::PutImageTagMutability;
use wharf_oci::media_type::{DOCKER_MANIFEST_LIST, OCI_INDEX, OCI_LAYER_GZIP};
use wharf_sql::{Error, Statement, params};

use crate::bench::{Index, Refusal, TestImage, digest_of};

fn needed(what: &str, digests: &[&str]) -> String {
    format!(
        "{what} with digests '[{}]' required for pushing image into repository with name 'app' in the registry with \
         id '111111111111' do not exist",
        digests.join(", ")
    )
}

room!(each_check_before_the_next, |bench| {
    let image = TestImage::new("one");
    let wrong = digest_of("something else");
    // Everything is wrong; each step takes the first wrong thing away.
    let mut request = json!({"repositoryName": "app", "imageManifest": "no manifest", "imageDigest": wrong});
    let text = "The repository with name 'app' does not exist in the registry with id '111111111111'";
    let refusal = bench.ask::<PutImage>(request.clone()).await;
    assert_eq!(refusal, Err(Refusal::new("RepositoryNotFoundException", text)));

    bench.repository("app").await;
    let text = "Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'Invalid JSON syntax'";
    let refusal = bench.ask::<PutImage>(request.clone()).await;
    assert_eq!(refusal, Err(Refusal::new("InvalidParameterException", text)));

    request["imageManifest"] = image.manifest.clone().into();
    let text = format!(
        "The image with digest '{wrong}' in repository 'app' and registry ID '111111111111' does not match the image \
         digest that Amazon ECR has calculated."
    );
    let refusal = bench.ask::<PutImage>(request.clone()).await;
    assert_eq!(
        refusal,
        Err(Refusal::new("ImageDigestDoesNotMatchException", text))
    );

    request["imageDigest"] = image.digest.as_str().into();
    let blobs = [digest_of("config one"), digest_of("layer one")];
    let text = needed("Layers", &[&blobs[0], &blobs[1]]);
    let refusal = bench.ask::<PutImage>(request.clone()).await;
    assert_eq!(refusal, Err(Refusal::new("LayersNotFoundException", text)));

    bench.layer("app", image.config()).await;
    let refusal = bench.ask::<PutImage>(request.clone()).await;
    assert_eq!(
        refusal,
        Err(Refusal::new(
            "LayersNotFoundException",
            needed("Layers", &[&blobs[1]])
        ))
    );

    bench.layer("app", image.layer()).await;
    bench.ask::<PutImage>(request.clone()).await.unwrap();
    // An untagged put of what is there: the tag prints as null.
    let text = format!(
        "Image with digest '{}' and tag 'null' already exists in the repository with name 'app' in registry with id \
         '111111111111'",
        image.digest
    );
    let refusal = bench.ask::<PutImage>(request).await;
    assert_eq!(refusal, Err(Refusal::new("ImageAlreadyExistsException", text)));
});

room!(layers_of_another_repository_are_not_here, |bench| {
    bench.repository("app").await;
    bench.repository("other").await;
    let image = bench.push_new("other", Some("v1"), "one").await;
    let refusal = bench.put("app", Some("v1"), &image).await.unwrap_err();
    assert_eq!(refusal.code, "LayersNotFoundException");
    assert!(!bench.holds("app", &image).await);
});

room!(children_must_be_in_the_repository, |bench| {
    bench.repository("app").await;
    bench.repository("other").await;
    let here = bench.push_new("app", None, "here").await;
    let elsewhere = bench.push_new("other", None, "elsewhere").await;
    let nowhere = TestImage::new("nowhere");
    let index = Index::of(&[&elsewhere, &here, &nowhere]);
    let text = needed("Images", &[elsewhere.digest.as_str(), nowhere.digest.as_str()]);
    let refusal = bench.put("app", Some("multi"), &index).await;
    assert_eq!(
        refusal,
        Err(Refusal::new("ReferencedImagesNotFoundException", text))
    );
    assert!(bench.tags("app").await.is_empty());
});

room!(documents_that_are_no_manifests, |bench| {
    bench.repository("app").await;
    let image = TestImage::new("one");
    bench.layers("app", &image).await;
    let documents = [
        "[]".to_owned(),
        "{}".to_owned(),
        "{\"schemaVersion\": 2}".to_owned(),
        image.manifest.replace("image.manifest", "image.strange"),
        image.manifest.replace("sha256:", "sha257:"),
        image.manifest.replacen("\"size\":", "\"size\":-", 1),
        image.manifest.replacen("\"config\":", "\"confi\":", 1),
        format!("{}{}", image.manifest, image.manifest),
        "[".repeat(10_000),
    ];
    for document in documents {
        let request = json!({"repositoryName": "app", "imageManifest": document});
        let refusal = bench.ask::<PutImage>(request).await.unwrap_err();
        assert_eq!(refusal.code, "InvalidParameterException", "{document:.80}");
        let begin = "Invalid parameter at 'ImageManifest' failed to satisfy constraint: '";
        assert!(refusal.message.starts_with(begin), "{refusal:?}");
    }
    // The document and what comes beside it must agree.
    let request = json!({"repositoryName": "app", "imageManifest": image.manifest,
        "imageManifestMediaType": "application/vnd.docker.distribution.manifest.v2+json"});
    assert_eq!(
        bench.ask::<PutImage>(request).await.unwrap_err().code,
        "InvalidParameterException"
    );
    assert_eq!(
        bench.rows().await.count(),
        image.blobs.len(),
        "only the layers are there"
    );
});

room!(invalid_tags_and_digests, |bench| {
    bench.repository("app").await;
    let image = TestImage::new("one");
    bench.layers("app", &image).await;
    bench.put("app", Some(&"t".repeat(128)), &image).await.unwrap();
    // The model has 300 characters, the registry protocol 128: what is stored can be pulled.
    let long = "t".repeat(129);
    for tag in ["a/b", ".a", "-a", "a b", "ä", "a+b", &long] {
        let refusal = bench.put("app", Some(tag), &image).await.unwrap_err();
        assert_eq!(refusal.code, "InvalidParameterException", "{tag}");
        assert!(
            refusal
                .message
                .starts_with("Invalid parameter at 'imageTag' failed"),
            "{refusal:?}"
        );
    }
    for digest in ["sha256:abc", "md5:d41d8cd98f00b204e9800998ecf8427e"] {
        let request =
            json!({"repositoryName": "app", "imageManifest": image.manifest, "imageDigest": digest});
        let refusal = bench.ask::<PutImage>(request).await.unwrap_err();
        assert_eq!(refusal.code, "InvalidParameterException", "{digest}");
    }
    assert_eq!(bench.tags("app").await.len(), 1);
});

room!(a_type_must_be_said_once, |bench| {
    bench.repository("app").await;
    let image = TestImage::new("one");
    bench.layers("app", &image).await;
    let mut document: serde_json::Value = serde_json::from_str(&image.manifest).unwrap();
    document.as_object_mut().unwrap().remove("mediaType");
    // Docker's manifest has the same members.
    let mut request = json!({"repositoryName": "app", "imageManifest": document.to_string()});
    let text = "Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'the media type of the manifest is \
                neither declared nor in its mediaType'";
    let refusal = bench.ask::<PutImage>(request.clone()).await;
    assert_eq!(refusal, Err(Refusal::new("InvalidParameterException", text)));
    let docker = "application/vnd.docker.distribution.manifest.v2+json";
    request["imageManifestMediaType"] = docker.into();
    let put = bench.ask::<PutImage>(request).await.unwrap();
    assert_eq!(put["image"]["imageManifestMediaType"], docker);
});

static MANY_TAGS: Statement = Statement::global(
    "test.many_tags",
    "WITH RECURSIVE n (v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM n WHERE v < 999) \
     INSERT INTO tags (account, region, repository, tag, folded, digest) \
     SELECT account, region, repository, 't' || CAST(v AS TEXT), 't' || CAST(v AS TEXT), digest FROM images, n",
);
static COUNT_THEM: Statement =
    Statement::global("test.count_them", "UPDATE images SET tag_count = tag_count + 999");

room!(a_thousand_tags_and_no_more, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", None, "one").await;
    let filled = bench.registry.transaction("test.fill", |transaction| {
        transaction.execute_global(&MANY_TAGS, params![])?;
        transaction.execute_global(&COUNT_THEM, params![])
    });
    assert_eq!(filled.await, Ok::<_, Error>(1));
    bench.put("app", Some("last"), &image).await.unwrap();
    let refusal = bench.put("app", Some("more"), &image).await.unwrap_err();
    assert_eq!(refusal.code, "LimitExceededException");
    // The tag that exists is told before the limit, and mutability too.
    assert_eq!(
        bench.put("app", Some("t7"), &image).await.unwrap_err().code,
        "ImageAlreadyExistsException"
    );
    let other = bench.push_new("app", Some("taken"), "other").await;
    assert_eq!(
        bench.put("app", Some("taken"), &image).await.unwrap_err().code,
        "LimitExceededException"
    );
    let request = json!({"repositoryName": "app", "imageTagMutability": "IMMUTABLE"});
    bench.ask::<PutImageTagMutability>(request).await.unwrap();
    assert_eq!(
        bench.put("app", Some("taken"), &image).await.unwrap_err().code,
        "ImageTagAlreadyExistsException"
    );
    assert!(bench.holds("app", &other).await);
});

room!(a_build_cache_as_an_index_says_what_to_set, |bench| {
    bench.repository("app").await;
    let layer = TestImage::new("layer");
    for kind in [OCI_INDEX, DOCKER_MANIFEST_LIST] {
        let config = bench.layer("app", layer.config()).await;
        let layer = bench.layer("app", layer.layer()).await;
        let cache = json!({"schemaVersion": 2, "mediaType": kind, "manifests": [
            {"mediaType": OCI_LAYER_GZIP, "digest": layer.as_str(), "size": 11},
            {"mediaType": "application/vnd.buildkit.cacheconfig.v0", "digest": config.as_str(), "size": 12},
        ]});
        let refusal = bench
            .put("app", Some("cache"), &TestImage::from_document(&cache, &[]))
            .await
            .unwrap_err();
        assert_eq!(refusal.code, "ReferencedImagesNotFoundException");
        let text = needed("Images", &[layer.as_str(), config.as_str()]);
        let hint = "set image-manifest=true,oci-mediatypes=true at the exporter";
        assert!(
            refusal.message.starts_with(&text) && refusal.message.contains(hint),
            "{}",
            refusal.message
        );
    }
});
