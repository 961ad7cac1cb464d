//! Clients that go away, and storage that fails, in the middle of an append.

use std::time::Duration;

use futures_util::{StreamExt, stream};
use wharf_blob::conformance as suite;

use crate::{ANY, id, plain, sha256};

/// Dropped while a batch is being written and another one is collected: both are kept.
#[tokio::test]
async fn a_dropped_append_writes_what_it_has() {
    let folder = tempfile::tempdir().unwrap();
    let store = plain(folder.path());
    let content = suite::content(9_000_000);
    for dropped_after in 0..6_u32 {
        let upload = id(10 + u8::try_from(dropped_after).unwrap());
        store.uploads.begin(&upload).await.unwrap();
        let slow = suite::body(&content, 300_000).then(|frame| async {
            tokio::task::yield_now().await;
            frame
        });
        let append = store.uploads.append(&upload, Some(0), Box::pin(slow), None, ANY);
        let time = Duration::from_micros(700 * u64::from(dropped_after));
        let _ = tokio::time::timeout(time, append).await;
        let settled = store
            .uploads
            .append(&upload, None, Box::pin(stream::empty()), None, ANY)
            .await
            .unwrap();
        assert_eq!(settled, store.uploads.length(&upload).await.unwrap());
        let rest = content.slice(usize::try_from(settled).unwrap()..);
        store
            .uploads
            .append(&upload, Some(settled), suite::body(&rest, 90_000), None, ANY)
            .await
            .unwrap();
        store.uploads.commit(&upload, &[sha256(&content)]).await.unwrap();
    }
}

/// A slow client holds no thread: far more silent appends than the pool has threads, and the store still works.
#[test]
fn silent_clients_hold_no_threads() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .max_blocking_threads(2)
        .enable_time()
        .build()
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    runtime.block_on(async {
        let store = plain(folder.path());
        let mut silent = Vec::new();
        for number in 1..=50 {
            store.uploads.begin(&id(number)).await.unwrap();
            let (store, content) = (store.clone(), suite::content(1_500_000));
            let body = suite::body(&content, 100_000).chain(stream::pending());
            silent.push(tokio::spawn(async move {
                store
                    .uploads
                    .append(&id(number), None, Box::pin(body), None, ANY)
                    .await
            }));
        }
        tokio::task::yield_now().await;
        let content = suite::content(3_000_000);
        let digest = suite::push(&store, &content).await.unwrap();
        assert!(suite::pull(&store, &digest).await.unwrap() == content);
        assert!(silent.iter().all(|append| !append.is_finished()));
        silent.iter().for_each(tokio::task::JoinHandle::abort);
    });
}
