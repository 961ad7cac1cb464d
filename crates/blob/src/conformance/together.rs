//! Several callers at the same moment.

use futures_util::StreamExt;
use futures_util::future::join_all;

use super::{ANY, body, content, new_id, pull, push, sha256};
use crate::{Compartment, Error};

pub(super) async fn check(store: &Compartment) {
    same_content(store).await;
    same_upload(store).await;
    dropped(store).await;
    committed_once(store).await;
}

/// Sixteen uploads of one content: all succeed, one of them was first.
async fn same_content(store: &Compartment) {
    let content = content(700_000);
    let tasks = (0..16).map(|number| {
        let (store, content) = (store.clone(), content.clone());
        tokio::spawn(async move {
            let id = new_id();
            store.uploads.begin(&id).await.expect("begin");
            store
                .uploads
                .append(&id, None, body(&content, 10_000 + number), None, ANY)
                .await
                .expect("append");
            let committed = store
                .uploads
                .commit(&id, &[sha256(&content)])
                .await
                .expect("commit");
            assert!(pull(&store, &committed.digest).await.expect("pull") == content);
            committed.existed
        })
    });
    let existed = join_all(tasks)
        .await
        .into_iter()
        .map(|task| task.expect("no panic"));
    assert_eq!(
        existed.filter(|existed| !existed).count(),
        1,
        "exactly one made the blob"
    );
}

/// Eight appends of the same piece at the same offset: one wins, the others learn where the upload is.
async fn same_upload(store: &Compartment) {
    let (id, content) = (new_id(), content(2_000_000));
    store.uploads.begin(&id).await.expect("begin");
    let tasks = (0..8).map(|_| {
        let (store, content) = (store.clone(), content.clone());
        tokio::spawn(async move {
            store
                .uploads
                .append(&id, Some(0), body(&content, 50_000), None, ANY)
                .await
        })
    });
    let mut won = 0;
    for outcome in join_all(tasks).await {
        match outcome.expect("no panic") {
            Ok(length) => {
                assert_eq!(length, 2_000_000);
                won += 1;
            }
            Err(Error::OffsetMismatch { current }) => assert_eq!(current, 2_000_000),
            Err(error) => panic!("{error:?}"),
        }
    }
    assert_eq!(won, 1);
    store
        .uploads
        .commit(&id, &[sha256(&content)])
        .await
        .expect("commit");
}

/// An append whose future is dropped keeps what had arrived; the upload goes on from there.
async fn dropped(store: &Compartment) {
    for arrived in [1, 60_000, 3_500_000] {
        let (id, content) = (new_id(), content(arrived + 500));
        store.uploads.begin(&id).await.expect("begin");
        let start = content.slice(..arrived);
        let (taken, silent) = tokio::sync::oneshot::channel::<()>();
        let stalled = futures_util::stream::once(async move {
            let _ = taken.send(());
            std::future::pending().await
        });
        let append = store.uploads.append(
            &id,
            Some(0),
            Box::pin(body(&start, 7_000).chain(stalled)),
            None,
            ANY,
        );
        tokio::select! {
            outcome = append => panic!("a body without an end was read: {outcome:?}"),
            _ = silent => {}
        }
        // An append that asks for any offset waits until the dropped one is settled.
        let empty = body(&content.slice(..0), 1);
        let length = store
            .uploads
            .append(&id, None, empty, None, ANY)
            .await
            .expect("append");
        assert_eq!(length, arrived as u64);
        store
            .uploads
            .append(&id, Some(length), body(&content.slice(arrived..), 100), None, ANY)
            .await
            .expect("resume");
        store
            .uploads
            .commit(&id, &[sha256(&content)])
            .await
            .expect("commit");
    }
}

/// Commits of one upload at once, and aborts between them: the blob is whole or absent, and one commit at most counts.
async fn committed_once(store: &Compartment) {
    for abort in [false, true] {
        let (id, content) = (new_id(), content(100_000));
        store.uploads.begin(&id).await.expect("begin");
        store
            .uploads
            .append(&id, None, body(&content, 50_000), None, ANY)
            .await
            .expect("append");
        let tasks = (0..6).map(|number| {
            let (store, digest) = (store.clone(), sha256(&content));
            tokio::spawn(async move {
                if abort && number == 3 {
                    store.uploads.abort(&id).await.expect("abort");
                    return false;
                }
                match store.uploads.commit(&id, &[digest]).await {
                    Ok(_) => true,
                    Err(Error::UploadUnknown) => false,
                    Err(error) => panic!("{error:?}"),
                }
            })
        });
        let done = join_all(tasks)
            .await
            .into_iter()
            .filter(|task| *task.as_ref().expect("no panic"))
            .count();
        assert!(done == 1 || (abort && done == 0), "{done} commits counted");
        if done == 0 {
            push(store, &content).await.expect("push");
        }
        assert!(pull(store, &sha256(&content)).await.expect("pull") == content);
    }
}
