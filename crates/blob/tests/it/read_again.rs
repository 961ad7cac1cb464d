//! Commits that read their uploads again: what was hashed of the parts is forgotten after a restart.

use std::fs::File;
use std::sync::Arc;

use futures_util::FutureExt as _;
use tokio::runtime::Builder;
use tokio::task::JoinSet;
use wharf_blob::{Error, conformance as suite};
use wharf_oci::{Algorithm, Digest};

use crate::{ANY, id, plain, sha256, stage};

/// More than a store has threads.
const COMMITS: u8 = 32;
/// Bytes of an upload that takes longer than a test to be read, and that has no room on the disk.
const LONG: u64 = 64 << 30;

#[test]
fn a_download_and_a_part_go_on_beside_many_long_commits() {
    let folder = tempfile::tempdir().unwrap();
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let (content, part) = (suite::content(1_000_000), id(100));
    let others = runtime.block_on(async {
        let store = plain(folder.path());
        suite::push(&store, &content).await.unwrap();
        store.uploads.begin(&part).await.unwrap();
        for number in 1..=COMMITS {
            store.uploads.begin(&id(number)).await.unwrap();
            let upload = folder.path().join("uploads").join(id(number).to_string());
            let upload = File::options().write(true).open(upload).unwrap();
            upload.set_len(LONG).unwrap();
        }
        let store = plain(folder.path());
        let mut commits = JoinSet::new();
        for number in 1..=COMMITS {
            let (uploads, digest) = (Arc::clone(&store.uploads), sha256(&content));
            let mut commit = Box::pin(async move { uploads.commit(&id(number), &[digest]).await.map(drop) });
            // It asks for a thread before the others do.
            assert!((&mut commit).now_or_never().is_none());
            commits.spawn(commit);
        }
        let pulled = suite::pull(&store, &sha256(&content)).await;
        let body = suite::body(&content, 50_000);
        let appended = store.uploads.append(&part, Some(0), body, None, ANY).await;
        assert!(commits.try_join_next().is_none(), "they are not that long");
        Ok::<_, Error>((pulled?, appended?))
    });
    // Before anything can fail: a thread that reads on would keep the test from ending.
    runtime.shutdown_background();
    let (pulled, appended) = others.unwrap();
    assert!(pulled == content);
    assert_eq!(appended, 1_000_000);
}

#[tokio::test]
async fn an_upload_of_several_pieces_is_hashed_as_a_whole() {
    let folder = tempfile::tempdir().unwrap();
    let content = suite::content(20_000_000);
    stage(&plain(folder.path()), &id(1), &content).await;
    let store = plain(folder.path());
    let digest = Digest::of(Algorithm::Sha512, &content);
    // Both algorithms are computed, one after the other.
    let candidates = [sha256(b"another"), digest.clone()];
    let committed = store.uploads.commit(&id(1), &candidates).await.unwrap();
    assert_eq!((committed.digest, committed.size), (digest.clone(), 20_000_000));
    assert!(suite::pull(&store, &digest).await.unwrap() == content);
}
