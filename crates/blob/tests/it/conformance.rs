//! Every store passes the one suite.

use std::sync::Arc;

use wharf_blob::faulty::FaultyStore;
use wharf_blob::fs::FileStore;
use wharf_blob::memory::MemoryStore;
use wharf_blob::{Store, conformance as suite};

use crate::{blobs_are_whole, open};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files() {
    let folder = tempfile::tempdir().unwrap();
    let store: Arc<dyn Store> = Arc::new(open(folder.path()));
    suite::check(Arc::clone(&store)).await;
    suite::check(store).await;
    assert!(blobs_are_whole(folder.path()) > 40);
}

/// The suite sets aside more blobs than are on a page.
#[tokio::test]
async fn files_in_short_pages() {
    let folder = tempfile::tempdir().unwrap();
    suite::check(Arc::new(FileStore::with_pages_of(folder.path(), 3).unwrap())).await;
}

#[tokio::test]
async fn files_on_one_thread() {
    let folder = tempfile::tempdir().unwrap();
    suite::check(Arc::new(open(folder.path()))).await;
}

/// A home without files, and one that sends its clients elsewhere.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn memory() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    suite::check(Arc::clone(&store)).await;
    suite::check(store).await;
    suite::check(Arc::new(MemoryStore::redirecting("https://bytes.test/"))).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn faulty_without_faults() {
    let folder = tempfile::tempdir().unwrap();
    suite::check(Arc::new(FaultyStore::new(Arc::new(open(folder.path()))))).await;
    suite::check(Arc::new(FaultyStore::new(Arc::new(MemoryStore::new())))).await;
}
