//! Pushes whose callers go away: what is stored is recorded, and what had not begun is taken back.

use std::sync::mpsc;
use std::time::Duration;

use serde_json::json;
use wharf_node::ecr::image::operations::{PutImage, PutImageInput, WhenExists};
use wharf_node::{Call, Node, perform};
use wharf_sql::{Error, Statement, Transaction, params};

use super::audited;
use crate::bench::{Bench, Engine, TestImage};

/// What is passed when the transaction of a push has begun.
const BEGUN: &str = "ecr.image.begun";

fn push_of(image: &TestImage, tag: &str) -> PutImageInput {
    PutImageInput {
        registry: None,
        repository: "app".parse().unwrap(),
        manifest: image.manifest.clone().into(),
        media_type: Some(image.media_type.clone()),
        tags: vec![tag.parse().unwrap()],
        digest: None,
        when_exists: WhenExists::Accept,
        type_by_shape: true,
    }
}

/// Pushes, and goes away once the transaction has begun.
async fn leave_in_the_transaction(node: &Node, call: &Call, input: PutImageInput) {
    wharf_failpoint::arm("ecr.image.begun=sleep:1000");
    let before = wharf_failpoint::passes(BEGUN);
    let begun = async {
        while wharf_failpoint::passes(BEGUN) == before {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::select! {
        biased;
        _ = perform::<PutImage>(node, call, input) => panic!("it did not wait for its transaction"),
        () = begun => {}
    }
    wharf_failpoint::arm("ecr.image.begun=off");
}

room!(
    a_push_whose_caller_goes_away_in_its_commit_is_recorded_with_its_digest,
    |bench| {
        bench.repository("app").await;
        let image = bench.push_new("app", Some("v1"), "one").await;
        let (node, kept) = audited(bench);
        let root = bench.call(&bench.alice);
        // Then once more, when it is all there.
        for _ in 0..2 {
            leave_in_the_transaction(&node, &root, push_of(&image, "v2")).await;
            node.finished().await;
            let records = kept.take();
            assert_eq!(records.len(), 1, "{records:?}");
            assert_eq!(records[0].get("errorCode"), None, "{records:?}");
            assert_eq!(
                records[0]["additionalEventData"],
                json!({"imageDigests": [image.digest.as_str()]})
            );
        }
        assert!(bench.tags("app").await.contains_key("v2"));
    }
);

/// Holds SQLite's only writer.
static HOLD: Statement = Statement::global("test.hold", "UPDATE event_streams SET sequence = sequence");

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_push_whose_caller_goes_away_before_its_turn_is_taken_back() {
    let bench = Bench::with(Engine::Sqlite, |_| {}).await;
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    let (node, kept) = audited(&bench);
    let (begun, has_begun) = mpsc::channel();
    let (release, released) = mpsc::channel::<()>();
    let mut signals = Some((begun, released));
    let hold = move |transaction: &mut Transaction<'_>| {
        transaction.execute_global(&HOLD, params![])?;
        if let Some((begun, released)) = signals.take() {
            begun.send(()).unwrap();
            let _ = released.recv();
        }
        Ok::<_, Error>(())
    };
    let database = (*bench.registry).clone();
    let holding = tokio::spawn(async move { database.transaction("test.hold", hold).await });
    tokio::task::block_in_place(|| has_begun.recv().unwrap());
    let root = bench.call(&bench.alice);
    let pushing = perform::<PutImage>(&node, &root, push_of(&image, "v2"));
    let waited = tokio::time::timeout(Duration::from_millis(500), pushing).await;
    assert!(waited.is_err(), "it did not wait for its transaction");
    drop(release);
    holding.await.unwrap().unwrap();
    let records = kept.later().await;
    assert_eq!(records.len(), 1, "{records:?}");
    assert_eq!(records[0]["errorCode"], "RequestAborted");
    // What comes after it was begun after it would have been.
    bench.put("app", Some("v3"), &image).await.unwrap();
    assert!(!bench.tags("app").await.contains_key("v2"));
    bench.close().await;
}
