//! What a store says of itself, and a sample of what it has.

use std::sync::Arc;

use super::{content, push, sealed, unique};
use crate::{Store, StoreIdentity};

pub(super) async fn check(store: &dyn Store) {
    replaced_by_who_knows_it(store).await;
    by_one_of_two(store).await;
    sampled(store).await;
}

fn new_identity() -> StoreIdentity {
    StoreIdentity {
        id: format!("{:x}", unique()),
        epoch: 7,
        raised_at_micros: 1_790_000_000_000_000,
    }
}

async fn replaced_by_who_knows_it(store: &dyn Store) {
    let before = store.identity().await.expect("what it says");
    let (one, other) = (new_identity(), new_identity());
    let replaced = store.identify(Some(&other), &one).await.expect("a wrong guess");
    assert!(!replaced, "replaced by a caller who did not know it");
    assert_eq!(store.identity().await.expect("what it says"), before);
    assert!(store.identify(before.as_ref(), &one).await.expect("identify"));
    assert_eq!(store.identity().await.expect("what it says").as_ref(), Some(&one));
    assert_eq!(id(store).await.as_deref(), Some(&*one.id));
    let replaced = store.identify(None, &other).await.expect("as if it were new");
    assert!(!replaced, "a store that says something was taken for a new one");
    let raised = StoreIdentity {
        epoch: 8,
        ..one.clone()
    };
    assert!(store.identify(Some(&one), &raised).await.expect("raise"));
    assert!(
        !store
            .identify(Some(&one), &raised)
            .await
            .expect("raise once more")
    );
    assert_eq!(store.identity().await.expect("what it says"), Some(raised));
    assert_eq!(id(store).await.as_deref(), Some(&*one.id), "it is the same store");
}

async fn id(store: &dyn Store) -> Option<Arc<str>> {
    store.id().await.expect("which one it is")
}

async fn by_one_of_two(store: &dyn Store) {
    for _ in 0..20 {
        let known = store.identity().await.expect("what it says");
        let (one, other) = (new_identity(), new_identity());
        let (first, second) = tokio::join!(
            store.identify(known.as_ref(), &one),
            store.identify(known.as_ref(), &other)
        );
        let (first, second) = (first.expect("identify"), second.expect("identify"));
        assert!(first != second, "both or none replaced it: {first}, {second}");
        let expected = if first { one } else { other };
        assert_eq!(id(store).await.as_deref(), Some(&*expected.id));
        assert_eq!(store.identity().await.expect("what it says"), Some(expected));
    }
}

async fn sampled(store: &dyn Store) {
    let sealed = sealed::new_compartment(store).await;
    let digest = push(&sealed, &content(1000)).await.expect("push");
    let sample = store.sample(usize::MAX).await.expect("a sample");
    assert!(sample.contains(&digest), "what is sealed is in no sample");
    sealed.blobs.discard(&digest).await.expect("discard");
    let sample = store.sample(usize::MAX).await.expect("a sample");
    assert!(sample.contains(&digest), "what is set aside is in no sample");
    assert_eq!(store.sample(3).await.expect("a sample").len(), 3);
    sealed.blobs.purge(&digest).await.expect("purge");
}
