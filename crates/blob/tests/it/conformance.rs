//! Every store passes the one suite.

use std::sync::Arc;

use wharf_blob::faulty::FaultyStore;
use wharf_blob::{DataKey, Store, conformance as suite};

use crate::{blobs_are_whole, open};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files() {
    let folder = tempfile::tempdir().unwrap();
    let store: Arc<dyn Store> = Arc::new(open(folder.path()));
    suite::check(Arc::clone(&store)).await;
    suite::check(store).await;
    assert!(blobs_are_whole(folder.path()) > 40);
}

/// Sealed and unsealed stores in one folder keep the same contract, and share nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sealed_files() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let name = "key-1".parse().unwrap();
    let sealed = store.sealed(&name, Some(&DataKey::new(&[1; 32]))).await.unwrap();
    suite::check(Arc::clone(&sealed)).await;
    suite::check(sealed).await;
    assert_eq!(blobs_are_whole(folder.path()), 0);
    suite::check(Arc::new(store)).await;
    assert!(blobs_are_whole(folder.path()) > 20);
}

#[tokio::test]
async fn files_on_one_thread() {
    let folder = tempfile::tempdir().unwrap();
    suite::check(Arc::new(open(folder.path()))).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn faulty_without_faults() {
    let folder = tempfile::tempdir().unwrap();
    suite::check(Arc::new(FaultyStore::new(Arc::new(open(folder.path()))))).await;
}
