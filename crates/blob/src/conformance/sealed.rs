//! Compartments under data keys: who has the key, and that they share nothing.

use super::{ANY, body, commit, content, new_id, pull, push, sha256, unique};
use crate::{Compartment, DataKey, DataKeyName, Download, Error, Store};

fn new_name() -> DataKeyName {
    let name = format!("conformance-{:x}", unique());
    name.parse().expect("a name")
}

fn new_key() -> DataKey {
    let mut bytes = [0; 32];
    for piece in bytes.chunks_mut(8) {
        piece.copy_from_slice(&unique().to_le_bytes());
    }
    DataKey::new(&bytes)
}

/// A compartment under a key of its own.
pub(super) async fn new_compartment(store: &dyn Store) -> Compartment {
    let sealed = store.sealed(&new_name(), Some(&new_key())).await;
    sealed.expect("a sealed compartment")
}

pub(super) async fn check(store: &dyn Store, plain: &Compartment, sealed: &Compartment) {
    nothing_is_shared(store, plain, sealed).await;
    read_here(sealed).await;
    the_key_stays(store).await;
    without_the_key(store).await;
}

/// The same bytes in three compartments are three blobs.
async fn nothing_is_shared(store: &dyn Store, plain: &Compartment, sealed: &Compartment) {
    let (content, other) = (content(150_000), new_compartment(store).await);
    let compartments = [plain, sealed, &other];
    for (number, one) in compartments.into_iter().enumerate() {
        for later in &compartments[number..] {
            let there = later.blobs.stat(&sha256(&content)).await;
            assert!(matches!(there, Err(Error::BlobUnknown)), "{there:?}");
        }
        assert!(!commit(one, &content).await.expect("push").existed);
    }
    let digest = sha256(&content);
    sealed.blobs.discard(&digest).await.expect("discard");
    sealed.blobs.purge(&digest).await.expect("purge");
    assert!(!sealed.blobs.recover(&digest).await.expect("recover"));
    for one in [plain, &other] {
        assert!(pull(one, &digest).await.expect("pull") == content);
    }
    let id = new_id();
    plain.uploads.begin(&id).await.expect("begin");
    let elsewhere = sealed.uploads.length(&id).await;
    assert!(matches!(elsewhere, Err(Error::UploadUnknown)), "{elsewhere:?}");
    plain.uploads.abort(&id).await.expect("abort");
}

/// No other host can open what is sealed.
async fn read_here(sealed: &Compartment) {
    let digest = push(sealed, &content(100_000)).await.expect("push");
    let download = sealed.blobs.download(&digest).await.expect("download");
    assert!(!matches!(download, Download::Redirect(_)));
}

/// Once the key was given, the compartment is open to callers without it too.
async fn the_key_stays(store: &dyn Store) {
    let (name, key, content) = (new_name(), new_key(), content(70_000));
    let opened = store.sealed(&name, Some(&key)).await.expect("opened");
    let digest = push(&opened, &content).await.expect("push");
    for key in [None, Some(&key)] {
        let again = store.sealed(&name, key).await.expect("opened again");
        assert!(pull(&again, &digest).await.expect("pull") == content);
    }
}

/// Bytes neither come in nor go out; everything else works.
async fn without_the_key(store: &dyn Store) {
    let (content, id) = (content(1_000), new_id());
    let closed = store.sealed(&new_name(), None).await.expect("a compartment");
    closed.uploads.begin(&id).await.expect("begin");
    let append = closed
        .uploads
        .append(&id, Some(0), body(&content, 500), None, ANY);
    assert!(matches!(append.await, Err(Error::Sealed)));
    let commit = closed.uploads.commit(&id, &[sha256(b"")]).await;
    assert!(matches!(commit, Err(Error::Sealed)), "{commit:?}");
    assert_eq!(closed.uploads.length(&id).await.expect("length"), 0);
    assert_eq!(closed.uploads.list().await.expect("uploads").len(), 1);
    closed.uploads.abort(&id).await.expect("abort");
    let unknown = closed.blobs.stat(&sha256(&content)).await;
    assert!(matches!(unknown, Err(Error::BlobUnknown)), "{unknown:?}");
    assert!(closed.blobs.list(None).await.expect("blobs").is_empty());
    assert!(closed.blobs.discarded(None).await.expect("discarded").is_empty());
}
