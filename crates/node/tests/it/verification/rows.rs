//! Rows that do not fit each other.

use wharf_node::ecr::image::operations::BatchDeleteImage;

use super::*;
use crate::bench::id;

room!(rows_that_follow_from_others_are_mended, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    for statement in [&FORGET_CHILDREN, &COUNT_TAGS, &COUNT_IMAGES, &COUNT_REPOSITORIES] {
        change(bench, statement).await;
    }
    let of = |is_mended| {
        [
            (What::WrongCount, is_mended),
            (What::WrongReferences, is_mended),
            (What::WrongCount, is_mended),
            (What::WrongCount, is_mended),
        ]
    };
    assert_eq!(found(bench, LOOK).await, of(false));
    assert_eq!(found(bench, LOOK).await, of(false), "a look mends nothing");
    assert_eq!(found(bench, REPAIR).await, of(true));
    assert_eq!(found(bench, REPAIR).await, []);
    change(bench, &FORGET_LAYERS).await;
    let missing = |is_mended| {
        let mut found = vec![(What::MissingLayer, is_mended); image.blobs.len()];
        // Their bytes are still counted, and are counted once more with rows that are written again.
        found.push((What::WrongCount, is_mended));
        found
    };
    assert_eq!(found(bench, LOOK).await, missing(false));
    assert_eq!(found(bench, REPAIR).await, missing(true));
    assert_eq!(found(bench, LOOK).await, []);
    assert!(
        alice::<HeadBlob>(bench, blob(bench, "app", image.layer()))
            .await
            .is_ok()
    );
});

static MISCOUNT_BYTES: Statement =
    Statement::global("test.miscount_bytes", "UPDATE layer_bytes SET bytes = bytes + 1");

room!(bytes_are_counted_anew_after_deletions, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", None, "one").await;
    bench.push_new("app", None, "two").await;
    let delete = json!({"repositoryName": "app", "imageIds": [id(Some(&image), None)]});
    bench.ask::<BatchDeleteImage>(delete).await.unwrap();
    assert_eq!(found(bench, LOOK).await, []);
    change(bench, &MISCOUNT_BYTES).await;
    assert_eq!(found(bench, REPAIR).await, [(What::WrongCount, true)]);
    assert_eq!(found(bench, LOOK).await, []);
});

static ALTER_MANIFESTS: Statement = Statement::global(
    "test.alter_manifests",
    "UPDATE manifests SET manifest = (SELECT m.manifest FROM manifests m WHERE m.digest > manifests.digest) \
     WHERE digest < (SELECT MAX(digest) FROM manifests)",
);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_manifest_that_is_another_is_found() {
    // No consistency is asserted at the end: there is none.
    for engine in [crate::bench::Engine::Sqlite, crate::bench::Engine::Postgres] {
        let bench = &Bench::with(engine, |_| {}).await;
        bench.repository("app").await;
        for name in ["one", "two"] {
            bench.push_new("app", Some(name), name).await;
        }
        change(bench, &ALTER_MANIFESTS).await;
        let altered = found(bench, REPAIR).await;
        assert_eq!(altered, [(What::AlteredManifest, false)]);
    }
}

room!(a_referrer_without_a_subject_is_counted, |bench| {
    bench.repository("app").await;
    let subject = TestImage::new("subject");
    let referrer = artifact(&subject, "example/signature", "one");
    bench.push("app", None, &referrer).await;
    let (findings, checked) = verify(bench, LOOK).await;
    assert_eq!((findings, checked.referrers_without_subject), (vec![], 1));
    bench.push("app", None, &subject).await;
    assert_eq!(verify(bench, LOOK).await.1.referrers_without_subject, 0);
});
