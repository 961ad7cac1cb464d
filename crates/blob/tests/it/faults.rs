//! The wrapper does what its script says, and nothing else.

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::TryStreamExt;
use wharf_blob::faulty::{Call, Fault, FaultyStore};
use wharf_blob::{Download, Error, Object, Store, StoreIdentity, conformance as suite};

use crate::{ANY, id, open, sha256};

fn faulty(folder: &tempfile::TempDir) -> FaultyStore {
    FaultyStore::new(Arc::new(open(folder.path())))
}

#[tokio::test]
async fn each_kind_of_call_fails_as_scripted() {
    let folder = tempfile::tempdir().unwrap();
    let faulty = faulty(&folder);
    let store = faulty.plain();
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
        Call::Identity,
        Call::Id,
        Call::Identify,
        Call::Sample,
        Call::ListBlobs,
        Call::Discard,
        Call::Recover,
        Call::Discarded,
        Call::Purge,
        Call::PutAway,
        Call::FindUpload,
        Call::ListUploads,
    ]) {
        for fault in [Fault::Io, Fault::Full] {
            faulty.fail(call, 2, fault);
            let _ = perform(&faulty, call, &digest).await;
            let full = perform(&faulty, call, &digest).await.unwrap_err().is_full();
            assert_eq!(full, fault == Fault::Full, "{call:?}");
        }
        assert!(faulty.calls(call) >= 4);
    }
}

async fn perform(store: &FaultyStore, call: Call, digest: &wharf_oci::Digest) -> Result<(), Error> {
    let empty = Box::pin(futures_util::stream::empty());
    let compartment = store.plain();
    let (blobs, uploads) = (compartment.blobs, compartment.uploads);
    match call {
        Call::Begin => uploads.begin(&id(1)).await,
        Call::Append => uploads.append(&id(1), None, empty, None, ANY).await.map(drop),
        Call::Length => uploads.length(&id(1)).await.map(drop),
        Call::Commit => uploads
            .commit(&id(1), std::slice::from_ref(digest))
            .await
            .map(drop),
        Call::Abort => uploads.abort(&id(1)).await,
        Call::Open => blobs.open(digest).await.map(drop),
        Call::Stat => blobs.stat(digest).await.map(drop),
        Call::BeginCollection => store.begin_collection().await.map(drop),
        Call::ListBlobs => blobs.list(None).await.map(drop),
        Call::Discard => blobs.discard(digest).await,
        Call::Recover => blobs.recover(digest).await.map(drop),
        Call::Discarded => blobs.discarded(None).await.map(drop),
        Call::Purge => blobs.purge(digest).await,
        Call::PutAway => {
            let seen = Object::from_bytes(bytes::Bytes::new());
            blobs.put_away(digest, seen.version()).await.map(drop)
        }
        Call::FindUpload => uploads.find(&id(1)).await.map(drop),
        Call::ListUploads => uploads.list().await.map(drop),
        Call::Identity => store.identity().await.map(drop),
        Call::Id => store.id().await.map(drop),
        Call::Identify => {
            let known = StoreIdentity {
                id: "another".to_owned(),
                epoch: 0,
                raised_at_micros: 0,
            };
            store.identify(Some(&known), &known).await.map(drop)
        }
        Call::Sample => store.sample(1).await.map(drop),
    }
}

#[tokio::test]
async fn bodies_break_in_both_directions() {
    let folder = tempfile::tempdir().unwrap();
    let faulty = faulty(&folder);
    let store = faulty.plain();
    let content = suite::content(500_000);
    store.uploads.begin(&id(1)).await.unwrap();
    faulty.fail(Call::Append, 1, Fault::BreakBody(123_456));
    let outcome = store
        .uploads
        .append(&id(1), Some(0), suite::body(&content, 10_000), None, ANY)
        .await;
    assert!(matches!(outcome, Err(Error::Body(_))), "{outcome:?}");
    assert_eq!(store.uploads.length(&id(1)).await.unwrap(), 123_456);
    let rest = suite::body(&content.slice(123_456..), 10_000);
    store
        .uploads
        .append(&id(1), Some(123_456), rest, None, ANY)
        .await
        .unwrap();
    store.uploads.commit(&id(1), &[sha256(&content)]).await.unwrap();

    faulty.fail(Call::Open, 1, Fault::BreakBody(70_000));
    let object = store.blobs.open(&sha256(&content)).await.unwrap();
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

    faulty.fail(Call::Open, 1, Fault::BreakBody(70_000));
    let download = store.blobs.download(&sha256(&content)).await.unwrap();
    let object = download.into_object().unwrap();
    assert!(object.read(ANY).await.is_err(), "a download breaks as well");
    let download = store.blobs.download(&sha256(&content)).await.unwrap();
    assert!(
        matches!(download, Download::File(_)),
        "without a fault it is what it was"
    );
}

#[tokio::test]
async fn lost_answers_delays_and_healing() {
    let folder = tempfile::tempdir().unwrap();
    let faulty = faulty(&folder);
    let store = faulty.plain();
    let content = suite::content(1000);
    faulty.fail(Call::Commit, 1, Fault::LostAnswer);
    assert!(suite::push(&store, &content).await.is_err());
    assert_eq!(
        store.blobs.stat(&sha256(&content)).await.unwrap(),
        1000,
        "carried out all the same"
    );

    faulty.fail(Call::Stat, 1, Fault::Delay(Duration::from_millis(30)));
    let start = Instant::now();
    assert_eq!(store.blobs.stat(&sha256(&content)).await.unwrap(), 1000);
    assert!(start.elapsed() >= Duration::from_millis(30));

    faulty.fail(Call::Stat, 1, Fault::Io);
    faulty.heal();
    assert_eq!(store.blobs.stat(&sha256(&content)).await.unwrap(), 1000);
}
