//! Listed, set aside, taken back, removed.

use super::{ANY, content, pull, push, sha256};
use crate::{Compartment, Error, Store, StoredBlob};

pub(super) async fn check(store: &Compartment) {
    unknown(store).await;
    aside_and_back(store).await;
    put_away(store).await;
    listed(store).await;
}

pub(super) async fn one_at_a_time(store: &dyn Store) {
    // Another check may have it for a moment.
    let right = loop {
        if let Some(right) = store.begin_collection().await.expect("ask for the right") {
            break right;
        }
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    };
    assert!(store.begin_collection().await.expect("ask again").is_none());
    drop(right);
}

async fn unknown(store: &Compartment) {
    let digest = sha256(&content(20));
    store
        .blobs
        .discard(&digest)
        .await
        .expect("discarding what is not there");
    store
        .blobs
        .purge(&digest)
        .await
        .expect("purging what is not there");
    assert!(
        !store
            .blobs
            .recover(&digest)
            .await
            .expect("recovering what never was")
    );
}

async fn aside_and_back(store: &Compartment) {
    let content = content(3_000_000);
    let digest = push(store, &content).await.expect("push");
    let object = store.blobs.open(&digest).await.expect("open");
    assert!(store.blobs.recover(&digest).await.expect("it is there"));
    store.blobs.discard(&digest).await.expect("discard");
    assert!(matches!(store.blobs.stat(&digest).await, Err(Error::BlobUnknown)));
    let aside = all_discarded(store).await;
    let aside = aside
        .iter()
        .find(|one| one.digest == digest)
        .expect("it is set aside");
    assert_eq!(aside.size, 3_000_000);
    assert!(
        object.read(ANY).await.expect("read") == content,
        "an open object was disturbed"
    );
    // Reading takes it back, for a reader knows of a reference.
    assert!(pull(store, &digest).await.expect("pull") == content);
    assert_eq!(store.blobs.stat(&digest).await.expect("stat"), 3_000_000);
    store.blobs.discard(&digest).await.expect("discard");
    store.blobs.download(&digest).await.expect("download");
    assert_eq!(store.blobs.stat(&digest).await.expect("stat"), 3_000_000);
    store.blobs.discard(&digest).await.expect("discard");
    assert!(store.blobs.recover(&digest).await.expect("recover"));
    assert_eq!(store.blobs.stat(&digest).await.expect("stat"), 3_000_000);
    // Published anew while it is set aside; what is set aside goes, the blob stays.
    store.blobs.discard(&digest).await.expect("discard");
    push(store, &content).await.expect("push again");
    let pushed = store.blobs.open(&digest).await.expect("open").version();
    assert!(store.blobs.recover(&digest).await.expect("recover"));
    let there = store.blobs.open(&digest).await.expect("open").version();
    assert_eq!(there, pushed, "what was pushed since was replaced");
    assert!(all_discarded(store).await.iter().any(|one| one.digest == digest));
    store.blobs.purge(&digest).await.expect("purge");
    assert!(pull(store, &digest).await.expect("pull") == content);
    store.blobs.discard(&digest).await.expect("discard");
    store.blobs.purge(&digest).await.expect("purge");
    assert!(!store.blobs.recover(&digest).await.expect("recover"));
    assert!(matches!(store.blobs.open(&digest).await, Err(Error::BlobUnknown)));
    assert!(
        object.read(ANY).await.expect("read") == content,
        "an open object was disturbed"
    );
}

async fn put_away(store: &Compartment) {
    let content = content(70_001);
    let digest = push(store, &content).await.expect("push");
    let before = store.blobs.open(&digest).await.expect("open");
    push(store, &content).await.expect("push again");
    // Another one has the name by now.
    let moved = store.blobs.put_away(&digest, before.version()).await;
    assert!(!moved.expect("put the one away that was there"));
    assert!(pull(store, &digest).await.expect("pull") == content);
    let seen = store.blobs.open(&digest).await.expect("open");
    let now = store.blobs.version(&digest).await.expect("it is there");
    assert_eq!(now, seen.version());
    assert_ne!(now, before.version());
    assert!(
        store
            .blobs
            .put_away(&digest, seen.version())
            .await
            .expect("put away")
    );
    assert!(matches!(store.blobs.stat(&digest).await, Err(Error::BlobUnknown)));
    assert!(!store.blobs.recover(&digest).await.expect("recover"));
    assert!(
        !store
            .blobs
            .put_away(&digest, seen.version())
            .await
            .expect("once more")
    );
    push(store, &content).await.expect("push what was missed");
    assert!(pull(store, &digest).await.expect("pull") == content);
    store.blobs.discard(&digest).await.expect("discard");
    store.blobs.purge(&digest).await.expect("purge");
}

async fn listed(store: &Compartment) {
    let mut expected = Vec::new();
    for size in 0..20 {
        expected.push(push(store, &content(1000 + size)).await.expect("push"));
    }
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let page = store.blobs.list(after.as_ref()).await.expect("a page");
        let Some(last) = page.last() else { break };
        after = Some(last.digest.clone());
        found.extend(page);
    }
    for digest in &expected {
        let times = found.iter().filter(|one| one.digest == *digest).count();
        assert_eq!(times, 1, "{digest} is listed once");
    }
    for digest in &expected {
        store.blobs.discard(digest).await.expect("discard");
    }
    let aside = all_discarded(store).await;
    assert!(
        aside.is_sorted_by(|one, next| one.digest < next.digest),
        "what is set aside is listed in order: {aside:?}"
    );
    for digest in &expected {
        assert!(
            aside.iter().any(|one| one.digest == *digest),
            "{digest} is set aside"
        );
        store.blobs.purge(digest).await.expect("purge");
    }
}

/// All pages of what is set aside.
async fn all_discarded(store: &Compartment) -> Vec<StoredBlob> {
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let page = store.blobs.discarded(after.as_ref()).await.expect("a page");
        let Some(last) = page.last() else { return found };
        after = Some(last.digest.clone());
        found.extend(page);
    }
}
