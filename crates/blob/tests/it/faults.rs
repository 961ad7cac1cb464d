//! The wrapper does what its script says, and nothing else.

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::TryStreamExt;
use wharf_blob::faulty::{Call, Fault, FaultyStore};
use wharf_blob::{Error, Store, conformance as suite};

use crate::{ANY, id, open, sha256};

fn faulty(folder: &tempfile::TempDir) -> FaultyStore {
    FaultyStore::new(Arc::new(open(folder.path())))
}

#[tokio::test]
async fn each_kind_of_call_fails_as_scripted() {
    let folder = tempfile::tempdir().unwrap();
    let store = faulty(&folder);
    let content = suite::content(10);
    let digest = suite::push(&store, &content).await.unwrap();
    let kinds = [
        Call::Begin,
        Call::Append,
        Call::Length,
        Call::Commit,
        Call::Abort,
        Call::Open,
        Call::Stat,
    ];
    for call in kinds.into_iter().chain([
        Call::BeginCollection,
        Call::Blobs,
        Call::Discard,
        Call::Recover,
        Call::Discarded,
        Call::Purge,
        Call::Uploads,
    ]) {
        for fault in [Fault::Io, Fault::Full] {
            store.fail(call, 2, fault);
            let _ = perform(&store, call, &digest).await;
            let full = perform(&store, call, &digest).await.unwrap_err().is_full();
            assert_eq!(full, fault == Fault::Full, "{call:?}");
        }
        assert!(store.calls(call) >= 4);
    }
}

async fn perform(store: &FaultyStore, call: Call, digest: &wharf_oci::Digest) -> Result<(), Error> {
    let empty = Box::pin(futures_util::stream::empty());
    match call {
        Call::Begin => store.begin(&id(1)).await,
        Call::Append => store.append(&id(1), None, empty, None, ANY).await.map(drop),
        Call::Length => store.length(&id(1)).await.map(drop),
        Call::Commit => store.commit(&id(1), std::slice::from_ref(digest)).await.map(drop),
        Call::Abort => store.abort(&id(1)).await,
        Call::Open => store.open(digest).await.map(drop),
        Call::Stat => store.stat(digest).await.map(drop),
        Call::BeginCollection => store.begin_collection().await.map(drop),
        Call::Blobs => store.blobs(None).await.map(drop),
        Call::Discard => store.discard(digest).await,
        Call::Recover => store.recover(digest).await.map(drop),
        Call::Discarded => store.discarded().await.map(drop),
        Call::Purge => store.purge(digest).await,
        Call::Uploads => store.uploads().await.map(drop),
    }
}

#[tokio::test]
async fn bodies_break_in_both_directions() {
    let folder = tempfile::tempdir().unwrap();
    let store = faulty(&folder);
    let content = suite::content(500_000);
    store.begin(&id(1)).await.unwrap();
    store.fail(Call::Append, 1, Fault::BreakBody(123_456));
    let outcome = store
        .append(&id(1), Some(0), suite::body(&content, 10_000), None, ANY)
        .await;
    assert!(matches!(outcome, Err(Error::Body(_))), "{outcome:?}");
    assert_eq!(store.length(&id(1)).await.unwrap(), 123_456);
    let rest = suite::body(&content.slice(123_456..), 10_000);
    store
        .append(&id(1), Some(123_456), rest, None, ANY)
        .await
        .unwrap();
    store.commit(&id(1), &[sha256(&content)]).await.unwrap();

    store.fail(Call::Open, 1, Fault::BreakBody(70_000));
    let object = store.open(&sha256(&content)).await.unwrap();
    let mut frames = object.stream(1..500_000);
    let mut got = Vec::new();
    let error = loop {
        match frames.try_next().await {
            Ok(Some(frame)) => got.extend_from_slice(&frame),
            Ok(None) => panic!("the stream did not break"),
            Err(error) => break error,
        }
    };
    assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset);
    assert!(got == content[1..70_001]);
}

#[tokio::test]
async fn lost_answers_delays_and_healing() {
    let folder = tempfile::tempdir().unwrap();
    let store = faulty(&folder);
    let content = suite::content(1000);
    store.fail(Call::Commit, 1, Fault::LostAnswer);
    assert!(suite::push(&store, &content).await.is_err());
    assert_eq!(
        store.stat(&sha256(&content)).await.unwrap(),
        1000,
        "carried out all the same"
    );

    store.fail(Call::Stat, 1, Fault::Delay(Duration::from_millis(30)));
    let start = Instant::now();
    assert_eq!(store.stat(&sha256(&content)).await.unwrap(), 1000);
    assert!(start.elapsed() >= Duration::from_millis(30));

    store.fail(Call::Stat, 1, Fault::Io);
    store.heal();
    assert_eq!(store.stat(&sha256(&content)).await.unwrap(), 1000);
}
