//! To the archive and back: what can be seen, pulled, deleted and pushed meanwhile.

use serde_json::{Value, json};
use wharf_node::distribution::{BlobInput, HeadBlob};
use wharf_node::ecr::batch_check_layer_availability::BatchCheckLayerAvailability;
use wharf_node::ecr::image::operations::{
    BatchDeleteImage, BatchGetImage, DescribeImages, ListImageReferrers, ListImages, UpdateImageStorageClass,
};
use wharf_node::ecr::layer::GetDownloadUrlForLayer;
use wharf_node::perform;
use wharf_oci::digest::Digest;
use wharf_sql::{Statement, params};

use crate::bench::{Bench, Index, Refusal, TestImage, artifact, id, sha256};

async fn move_to(bench: &Bench, image: &Digest, class: &str) -> Result<Value, Refusal> {
    let request = json!({
        "repositoryName": "app", "imageId": {"imageDigest": image.as_str()}, "targetStorageClass": class,
    });
    bench.ask::<UpdateImageStorageClass>(request).await
}

async fn listed(bench: &Bench, filter: Value) -> Vec<String> {
    let mut request = json!({"repositoryName": "app", "maxResults": 2});
    if !filter.is_null() {
        request["filter"] = filter;
    }
    let (mut pairs, mut described) = (Vec::new(), 0);
    let mut page_request = request.clone();
    loop {
        let page = bench.ask::<ListImages>(page_request.clone()).await.unwrap();
        for pair in page["imageIds"].as_array().unwrap() {
            pairs.push(pair["imageTag"].as_str().unwrap_or("-").to_owned());
        }
        match page.get("nextToken") {
            Some(token) => page_request["nextToken"] = token.clone(),
            None => break,
        }
    }
    page_request = request;
    loop {
        let page = bench.ask::<DescribeImages>(page_request.clone()).await.unwrap();
        for detail in page["imageDetails"].as_array().unwrap() {
            described += detail["imageTags"].as_array().map_or(1, Vec::len);
        }
        match page.get("nextToken") {
            Some(token) => page_request["nextToken"] = token.clone(),
            None => break,
        }
    }
    assert_eq!(pairs.len(), described, "both lists show the same images");
    pairs.sort();
    pairs
}

async fn pullable(bench: &Bench, tag: &str) -> bool {
    let request = json!({"repositoryName": "app", "imageIds": [id(None, Some(tag))]});
    let got = bench.ask::<BatchGetImage>(request).await.unwrap();
    !got["images"].as_array().unwrap().is_empty()
}

async fn availability(bench: &Bench, layer: &[u8]) -> String {
    let request = json!({"repositoryName": "app", "layerDigests": [sha256(layer).as_str()]});
    let got = bench.ask::<BatchCheckLayerAvailability>(request).await.unwrap();
    got["layers"][0]["layerAvailability"].as_str().unwrap().to_owned()
}

async fn head(bench: &Bench, layer: &[u8]) -> bool {
    let input = BlobInput {
        target: bench.target("app"),
        digest: sha256(layer),
    };
    perform::<HeadBlob>(&bench.node, &bench.call(&bench.alice), input)
        .await
        .is_ok()
}

room!(there_and_back, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("old"), "old").await;
    bench.push("app", Some("older"), &image).await;
    bench.push_new("app", Some("new"), "new").await;
    let archived = move_to(bench, &image.digest, "ARCHIVE").await.unwrap();
    let expected = json!({
        "registryId": "111111111111", "repositoryName": "app", "imageStatus": "ARCHIVED",
        "imageId": {"imageDigest": image.digest.as_str()},
    });
    assert_eq!(archived, expected);
    assert!(!pullable(bench, "old").await);
    assert!(pullable(bench, "new").await);
    assert_eq!(availability(bench, image.layer()).await, "ARCHIVED");
    assert!(!head(bench, image.layer()).await);
    let request = json!({"repositoryName": "app", "layerDigest": sha256(image.layer()).as_str()});
    let refused = bench.ask::<GetDownloadUrlForLayer>(request).await.unwrap_err();
    assert_eq!(refused.code, "LayerInaccessibleException");

    assert_eq!(listed(bench, Value::Null).await, ["new"]);
    assert_eq!(listed(bench, json!({"imageStatus": "ACTIVE"})).await, ["new"]);
    assert_eq!(
        listed(bench, json!({"imageStatus": "ARCHIVED"})).await,
        ["old", "older"]
    );
    let tagged = json!({"imageStatus": "ANY", "tagStatus": "TAGGED"});
    assert_eq!(listed(bench, tagged).await, ["new", "old", "older"]);
    assert_eq!(
        listed(bench, json!({"imageStatus": "ANY"})).await,
        ["new", "old", "older"]
    );
    let untagged = json!({"imageStatus": "ANY", "tagStatus": "UNTAGGED"});
    assert_eq!(listed(bench, untagged).await, [""; 0]);
    let detail = bench.describe("app", &image).await.unwrap();
    assert_eq!(detail["imageStatus"], "ARCHIVED");
    assert!(detail["lastArchivedAt"].is_number() && detail.get("lastActivatedAt").is_none());

    let again = move_to(bench, &image.digest, "ARCHIVE").await.unwrap_err();
    assert_eq!(again.code, "ImageStorageClassUpdateNotSupportedException");
    bench.advance(60);
    let restored = move_to(bench, &image.digest, "STANDARD").await.unwrap();
    assert_eq!(restored["imageStatus"], "ACTIVATING");
    assert!(!pullable(bench, "old").await);
    assert_eq!(
        listed(bench, json!({"imageStatus": "ACTIVATING"})).await,
        ["old", "older"]
    );
    bench.work().await;
    assert!(pullable(bench, "old").await);
    assert_eq!(availability(bench, image.layer()).await, "AVAILABLE");
    let detail = bench.describe("app", &image).await.unwrap();
    assert_eq!(detail["imageStatus"], "ACTIVE");
    assert!(detail["lastActivatedAt"].as_f64() > detail["lastArchivedAt"].as_f64());
    let again = move_to(bench, &image.digest, "STANDARD").await.unwrap_err();
    assert!(
        again.message.contains("its status is ACTIVE"),
        "{}",
        again.message
    );
    let missing = move_to(bench, &TestImage::new("none").digest, "ARCHIVE")
        .await
        .unwrap_err();
    assert_eq!(missing.code, "ImageNotFoundException");
});

room!(an_index_goes_first_and_comes_back_whole, |bench| {
    bench.repository("app").await;
    let (one, two) = (TestImage::new("one"), TestImage::new("two"));
    bench.push("app", None, &one).await;
    bench.push("app", None, &two).await;
    let index = Index::of(&[&one, &two]);
    bench.push("app", Some("multi"), &index).await;
    let held = move_to(bench, &one.digest, "ARCHIVE").await.unwrap_err();
    assert!(
        held.message.contains("referenced by manifest list"),
        "{}",
        held.message
    );
    move_to(bench, &index.digest, "ARCHIVE").await.unwrap();
    move_to(bench, &one.digest, "ARCHIVE").await.unwrap();
    assert_eq!(listed(bench, Value::Null).await, ["-"]);
    move_to(bench, &index.digest, "STANDARD").await.unwrap();
    bench.work().await;
    assert_eq!(listed(bench, Value::Null).await, ["-", "-", "multi"]);
});

room!(referrers_go_along, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    let signature = artifact(&image, "t/signature", "n");
    bench.push("app", None, &signature).await;
    let deeper = artifact(&signature, "t/timestamp", "n");
    bench.push("app", None, &deeper).await;
    move_to(bench, &image.digest, "ARCHIVE").await.unwrap();
    assert_eq!(
        listed(bench, json!({"imageStatus": "ARCHIVED"})).await,
        ["-", "-", "v1"]
    );
    let referrers = async |status: Value| {
        let request = json!({
            "repositoryName": "app", "subjectId": {"imageDigest": image.digest.as_str()},
            "filter": {"artifactStatus": status},
        });
        let got = bench.ask::<ListImageReferrers>(request).await.unwrap();
        got["referrers"].as_array().unwrap().clone()
    };
    assert_eq!(referrers(json!("ACTIVE")).await, [Value::Null; 0]);
    assert_eq!(referrers(json!("ANY")).await[0]["artifactStatus"], "ARCHIVED");
    move_to(bench, &image.digest, "STANDARD").await.unwrap();
    bench.work().await;
    assert_eq!(listed(bench, Value::Null).await, ["-", "-", "v1"]);
    assert_eq!(referrers(json!("ACTIVE")).await.len(), 1);
});

static MORE_REFERRERS: Statement = Statement::global(
    "test.more_referrers",
    "WITH RECURSIVE n (v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM n WHERE v < $3) \
     INSERT INTO images (account, region, repository, digest, media_type, artifact_type, subject, content_size, \
     manifest_size, pushed_at, tag_count, status) SELECT account, region, repository, 'sha256:' || CAST(v AS TEXT), media_type, \
     artifact_type, CAST($2 AS TEXT), 1, 1, 1, 0, status FROM images CROSS JOIN n WHERE digest = $1",
);
static FEWER_REFERRERS: Statement = Statement::global(
    "test.fewer_referrers",
    "DELETE FROM images WHERE LENGTH(digest) < 20 AND (digest = $1 OR $1 = '')",
);

/// Gives an image more referrers, made of one that is there.
async fn more_referrers(bench: &Bench, model: &TestImage, subject: &TestImage, count: i64) {
    let (model, subject) = (model.digest.to_string(), subject.digest.to_string());
    let more = bench
        .registry
        .transaction("test.more_referrers", move |transaction| {
            let values = params![model.as_str(), subject.as_str(), count];
            transaction.execute_global(&MORE_REFERRERS, values)
        });
    assert_eq!(more.await.unwrap(), u64::try_from(count).unwrap());
}

/// Removes one of the referrers that were made so, or all.
async fn fewer_referrers(bench: &Bench, digest: &'static str) {
    let fewer = bench
        .registry
        .transaction("test.fewer_referrers", move |transaction| {
            transaction.execute_global(&FEWER_REFERRERS, params![digest])
        });
    assert!(fewer.await.unwrap() > 0);
}

// All referrers go with their subject or none does, however deep they are: one transaction moves so many and no more.
room!(with_too_many_referrers_nothing_moves, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    let signature = artifact(&image, "t/signature", "n");
    bench.push("app", None, &signature).await;
    more_referrers(bench, &signature, &signature, 1000).await;
    let refused = move_to(bench, &image.digest, "ARCHIVE").await.unwrap_err();
    assert_eq!(refused.code, "ImageStorageClassUpdateNotSupportedException");
    assert!(
        refused.message.contains("more than 1000 referrers"),
        "{refused:?}"
    );
    assert_eq!(listed(bench, json!({"imageStatus": "ARCHIVED"})).await, [""; 0]);
    fewer_referrers(bench, "sha256:1").await;
    move_to(bench, &image.digest, "ARCHIVE").await.unwrap();
    fewer_referrers(bench, "").await;
    assert_eq!(
        listed(bench, json!({"imageStatus": "ARCHIVED"})).await,
        ["-", "v1"]
    );

    more_referrers(bench, &signature, &image, 1000).await;
    let refused = move_to(bench, &image.digest, "STANDARD").await.unwrap_err();
    assert!(
        refused.message.contains("more than 1000 referrers"),
        "{refused:?}"
    );
    let refused = bench.put("app", Some("v1"), &image).await.unwrap_err();
    assert_eq!(refused.code, "LimitExceededException");
    assert!(!pullable(bench, "v1").await);
    fewer_referrers(bench, "sha256:1").await;
    bench.put("app", Some("v1"), &image).await.unwrap();
    fewer_referrers(bench, "").await;
    assert_eq!(listed(bench, json!({"imageStatus": "ACTIVE"})).await, ["-", "v1"]);
});

room!(what_is_pushed_again_is_back_at_once, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    move_to(bench, &image.digest, "ARCHIVE").await.unwrap();
    bench.put("app", Some("v1"), &image).await.unwrap();
    assert!(pullable(bench, "v1").await);
    assert!(head(bench, image.layer()).await);
    // By another tag, and without one.
    for tag in [Some("v2"), None] {
        move_to(bench, &image.digest, "ARCHIVE").await.unwrap();
        bench.put("app", tag, &image).await.unwrap();
        assert!(pullable(bench, "v1").await, "{tag:?}");
    }
    // An index that names archived images brings them back.
    let index = Index::of(&[&image]);
    move_to(bench, &image.digest, "ARCHIVE").await.unwrap();
    bench.push("app", Some("multi"), &index).await;
    assert!(pullable(bench, "v1").await);
});

room!(a_layer_is_archived_with_the_last_image_that_names_it, |bench| {
    bench.repository("app").await;
    let base: &[u8] = b"base";
    let (one, two) = (TestImage::of(&[b"c1", base]), TestImage::of(&[b"c2", base]));
    bench.push("app", Some("v1"), &one).await;
    bench.push("app", Some("v2"), &two).await;
    move_to(bench, &one.digest, "ARCHIVE").await.unwrap();
    assert_eq!(availability(bench, base).await, "AVAILABLE");
    assert_eq!(availability(bench, b"c1").await, "ARCHIVED");
    move_to(bench, &two.digest, "ARCHIVE").await.unwrap();
    assert_eq!(availability(bench, base).await, "ARCHIVED");
    // Uploaded again, it is there again; a new image needs nothing more.
    bench.layer("app", base).await;
    assert_eq!(availability(bench, base).await, "AVAILABLE");
    let three = TestImage::of(&[b"c1", base]);
    assert_eq!(three.digest, one.digest);
    let four = TestImage::of(&[b"c4", b"c2", base]);
    bench.layer("app", b"c4").await;
    bench.put("app", Some("v4"), &four).await.unwrap();
    assert_eq!(availability(bench, b"c2").await, "AVAILABLE");
});

room!(
    a_layer_is_archived_when_its_last_active_image_is_deleted,
    |bench| {
        bench.repository("app").await;
        let base = b"the base of both".as_slice();
        let images = [b"one".as_slice(), b"two"].map(|config| TestImage::of(&[config, base]));
        for (image, tag) in images.iter().zip(["v1", "v2"]) {
            bench.push("app", Some(tag), image).await;
        }
        move_to(bench, &images[0].digest, "ARCHIVE").await.unwrap();
        assert_eq!(availability(bench, base).await, "AVAILABLE");
        let request = json!({"repositoryName": "app", "imageIds": [{"imageTag": "v2"}]});
        bench.ask::<BatchDeleteImage>(request).await.unwrap();
        assert_eq!(availability(bench, base).await, "ARCHIVED");
        // What no image names at all is no part of the archive.
        assert_eq!(availability(bench, b"two").await, "AVAILABLE");
        move_to(bench, &images[0].digest, "STANDARD").await.unwrap();
        bench.work().await;
        assert_eq!(availability(bench, base).await, "AVAILABLE");
    }
);

room!(archived_images_can_be_deleted, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    move_to(bench, &image.digest, "ARCHIVE").await.unwrap();
    let request = json!({"repositoryName": "app", "imageIds": [id(None, Some("v1"))]});
    let deleted = bench.ask::<BatchDeleteImage>(request).await.unwrap();
    assert_eq!(deleted["imageIds"].as_array().unwrap().len(), 1);
    assert_eq!(listed(bench, json!({"imageStatus": "ANY"})).await, [""; 0]);
});
