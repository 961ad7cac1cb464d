//! `BatchDeleteImage`: by tag, by digest, by both, and what an index holds.

use serde_json::{Value, json};
use wharf_node::ecr::image::operations::BatchDeleteImage;

use crate::bench::counted::{between, statements_of};
use crate::bench::{Bench, Index, Refusal, Take, TestImage, id};
use crate::ecr::deleted_image::{keeping, kept};

/// What was deleted, sorted by digest and tag, and why the rest was not.
async fn delete(bench: &Bench, ids: &[Value]) -> (Vec<Value>, Vec<Value>) {
    let request = json!({"repositoryName": "app", "imageIds": ids});
    let answer = bench.ask::<BatchDeleteImage>(request).await.unwrap();
    let mut removed = answer.list("/imageIds");
    removed.sort_by_key(Value::to_string);
    (removed, answer.list("/failures"))
}

fn held(by: &[&TestImage], id: &Value) -> Value {
    let mut by: Vec<&str> = by.iter().map(|index| index.digest.as_str()).collect();
    by.sort_unstable();
    let reason = format!("Requested image referenced by manifest list: [{}]", by.join(", "));
    json!({"imageId": id, "failureCode": "ImageReferencedByManifestList", "failureReason": reason})
}

room!(by_tag_by_digest_and_by_both, |bench| {
    bench.repository("app").await;
    let image = TestImage::new("one");
    bench.layers("app", &image).await;
    let put = async |tags: &[&str]| {
        for tag in tags {
            bench.put("app", Some(tag), &image).await.unwrap();
        }
    };
    // One of several tags: only the tag goes.
    put(&["a", "b", "c"]).await;
    let (removed, failures) = delete(bench, &[id(None, Some("a"))]).await;
    assert_eq!((removed, failures), (vec![id(Some(&image), Some("a"))], vec![]));
    assert!(bench.holds("app", &image).await);
    // A tag and the digest that it names: only the tag goes.
    let (removed, failures) = delete(bench, &[id(Some(&image), Some("b"))]).await;
    assert_eq!((removed, failures), (vec![id(Some(&image), Some("b"))], vec![]));
    assert_eq!(bench.tags("app").await.keys().collect::<Vec<_>>(), ["c"]);
    // The last tag takes the image along.
    let (removed, failures) = delete(bench, &[id(None, Some("c"))]).await;
    assert_eq!((removed, failures), (vec![id(Some(&image), Some("c"))], vec![]));
    assert!(!bench.holds("app", &image).await);
    // The digest takes all tags along.
    put(&["a", "b"]).await;
    let (removed, failures) = delete(bench, &[id(Some(&image), None)]).await;
    assert_eq!(
        removed,
        [id(Some(&image), Some("a")), id(Some(&image), Some("b"))]
    );
    assert_eq!(failures, Vec::<Value>::new());
    assert!(!bench.holds("app", &image).await);
    // Untagged, by digest. Its layers are still there, so it can come back.
    bench.put("app", None, &image).await.unwrap();
    let (removed, _) = delete(bench, &[id(Some(&image), None)]).await;
    assert_eq!(removed, [id(Some(&image), None)]);
    bench.put("app", Some("a"), &image).await.unwrap();
});

room!(what_is_not_there_and_what_is_no_name, |bench| {
    let request = json!({"repositoryName": "app", "imageIds": [{"imageTag": "a"}]});
    let text = "The repository with name 'app' does not exist in the registry with id '111111111111'";
    let refusal = bench.ask::<BatchDeleteImage>(request).await;
    assert_eq!(refusal, Err(Refusal::new("RepositoryNotFoundException", text)));
    bench.repository("app").await;
    let one = bench.push_new("app", Some("a"), "one").await;
    let two = bench.push_new("app", Some("b"), "two").await;
    let missing = TestImage::new("missing");
    let ids = [
        (id(Some(&missing), None), "ImageNotFound"),
        (id(None, Some("c")), "ImageNotFound"),
        (id(Some(&one), Some("c")), "ImageNotFound"),
        (id(Some(&one), Some("b")), "ImageTagDoesNotMatchDigest"),
        (json!({}), "MissingDigestAndTag"),
        (json!({"imageDigest": "sha256:1"}), "InvalidImageDigest"),
        (json!({"imageTag": "a:b"}), "InvalidImageTag"),
    ];
    // One bad name does not stop the others.
    let mut asked: Vec<Value> = ids.iter().map(|(id, _)| id.clone()).collect();
    asked.insert(3, id(Some(&two), None));
    let (removed, failures) = delete(bench, &asked).await;
    assert_eq!(removed, [id(Some(&two), Some("b"))]);
    let failures: Vec<_> = failures
        .iter()
        .map(|one| (one["imageId"].clone(), one.text("/failureCode")))
        .collect();
    // By now nothing has the tag `b`.
    let expected: Vec<_> = ids
        .into_iter()
        .map(|(id, code)| {
            (
                id,
                if code == "ImageTagDoesNotMatchDigest" {
                    "ImageNotFound"
                } else {
                    code
                }
                .to_owned(),
            )
        })
        .collect();
    assert_eq!(failures, expected);
    let (_, failures) = delete(bench, &[id(Some(&missing), Some("a"))]).await;
    assert_eq!(failures[0].text("/failureCode"), "ImageTagDoesNotMatchDigest");
    assert!(bench.holds("app", &one).await);
});

room!(an_index_holds_its_images, |bench| {
    bench.repository("app").await;
    let one = bench.push_new("app", Some("one"), "one").await;
    let two = bench.push_new("app", None, "two").await;
    let index = Index::of(&[&one, &two]);
    let narrow = Index::of(&[&one]);
    bench.push("app", Some("multi"), &index).await;
    bench.push("app", Some("narrow"), &narrow).await;
    for id in [
        id(Some(&one), None),
        id(None, Some("one")),
        id(Some(&one), Some("one")),
    ] {
        let (removed, failures) = delete(bench, std::slice::from_ref(&id)).await;
        assert_eq!((removed, failures), (vec![], vec![held(&[&index, &narrow], &id)]));
    }
    assert_eq!(
        bench.tags("app").await["one"],
        one.digest.as_str(),
        "the last tag stays"
    );
    // One of two tags of a held image may go.
    bench.put("app", Some("uno"), &one).await.unwrap();
    let (removed, failures) = delete(bench, &[id(None, Some("one"))]).await;
    assert_eq!((removed, failures), (vec![id(Some(&one), Some("one"))], vec![]));
    delete(bench, &[id(None, Some("multi"))]).await;
    let asked = [id(Some(&one), None), id(Some(&two), None)];
    let (removed, failures) = delete(bench, &asked).await;
    assert_eq!(
        (removed, failures),
        (vec![id(Some(&two), None)], vec![held(&[&narrow], &asked[0])])
    );
    delete(bench, &[id(None, Some("narrow"))]).await;
    let (removed, failures) = delete(bench, &[id(Some(&one), None)]).await;
    assert_eq!((removed, failures), (vec![id(Some(&one), Some("uno"))], vec![]));
});

room!(one_batch_takes_indexes_and_images_in_any_order, |bench| {
    bench.repository("app").await;
    let (one, two) = (TestImage::new("one"), TestImage::new("two"));
    bench.layers("app", &one).await;
    bench.layers("app", &two).await;
    let (inner, outer) = (Index::of(&[&one, &two]), Index::of(&[&two]));
    let top = Index::of(&[&inner, &outer]);
    for order in [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 0, 4, 1, 3], [1, 3, 0, 4, 2]] {
        for (tag, image) in [
            (Some("one"), &one),
            (None, &two),
            (None, &inner),
            (None, &outer),
            (Some("top"), &top),
        ] {
            bench.put("app", tag, image).await.unwrap();
        }
        let ids = [
            id(None, Some("one")),
            id(Some(&two), None),
            id(Some(&inner), None),
            id(Some(&outer), None),
            id(None, Some("top")),
        ];
        let ids = order.map(|place: usize| ids[place].clone());
        let (removed, failures) = delete(bench, &ids).await;
        assert_eq!(failures, Vec::<Value>::new(), "{order:?}");
        assert_eq!(removed.len(), 5, "{order:?}");
    }
    assert_eq!(bench.tags("app").await.len(), 0);
});

room!(large_images_go_in_transactions_of_their_own, keeping, |bench| {
    bench.repository("app").await;
    // The job that forgets them has its first turn later.
    bench.work().await;
    let images = ["one", "two", "three"].map(|seed| TestImage::with_note(seed, 1 << 20));
    for image in &images {
        bench.push("app", None, image).await;
    }
    let index = Index::of(&[&images[0], &images[1]]);
    bench.push("app", Some("multi"), &index).await;
    let mut ids: Vec<Value> = images.iter().map(|image| id(Some(image), None)).collect();
    ids.push(id(None, Some("multi")));
    let ((removed, failures), statements) = statements_of(delete(bench, &ids)).await;
    assert_eq!((removed.len(), failures), (4, vec![]));
    // The third image fills the first one; then goes the index, and after it the images that it named.
    let begun = between(&statements, "ecr.repository.find", "ecr.image.delete");
    assert_eq!(begun, 2, "{statements:?}");
    assert_eq!(kept(bench).await.len(), 4);
    // They are forgotten so, too.
    bench.advance(2 * 24 * 60 * 60);
    let ((), statements) = statements_of(bench.work()).await;
    let begun = between(&statements, "job.hold", "ecr.deleted_image.delete");
    assert!(begun >= 2, "{statements:?}");
    assert_eq!(kept(bench).await, Vec::<String>::new());
});
