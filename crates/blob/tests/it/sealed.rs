//! What is sealed: nothing of it stands on the disk as it is, and only its key opens it.

use std::path::Path;

use bytes::Bytes;
use wharf_blob::{DataKey, Error, Store, conformance as suite};

use crate::{ANY, id, open, sha256};

/// The bytes of every file below a folder.
fn everything(folder: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => all.extend(everything(&path)),
            false => all.extend(std::fs::read(&path).unwrap()),
        }
    }
    all
}

fn holds(folder: &Path, text: &[u8]) -> bool {
    everything(folder)
        .windows(text.len())
        .any(|window| window == text)
}

#[tokio::test]
async fn nothing_is_readable_on_the_disk_at_any_time() {
    let folder = tempfile::tempdir().unwrap();
    let (name, key) = ("k".parse().unwrap(), DataKey::new(&[7; 32]));
    let store = open(folder.path()).sealed(&name, Some(&key)).await.unwrap();
    let secret = b"a word that no one shall read";
    let content: Bytes = secret.repeat(20_000).into();
    store.uploads.begin(&id(1)).await.unwrap();
    // Two appends that meet within a block of the cipher.
    for (from, to) in [(0, 100_003), (100_003, content.len())] {
        let body = suite::body(&content.slice(from..to), 7_001);
        store
            .uploads
            .append(&id(1), Some(from as u64), body, None, ANY)
            .await
            .unwrap();
        assert!(!holds(folder.path(), secret), "staged");
    }
    let committed = store.uploads.commit(&id(1), &[sha256(&content)]).await.unwrap();
    assert_eq!(committed.size, content.len() as u64);
    assert!(!holds(folder.path(), secret), "published");
    assert_eq!(suite::pull(&store, &committed.digest).await.unwrap(), content);
    let plain = open(folder.path()).plain();
    assert!(matches!(
        plain.blobs.open(&committed.digest).await,
        Err(Error::BlobUnknown)
    ));
}

/// As after a restart: the hash is caught up from what is sealed on the disk.
#[tokio::test]
async fn an_upload_goes_on_after_a_restart_and_other_keys_open_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let name = "k".parse().unwrap();
    let content = suite::content(300_001);
    let sealed = |key: u8| {
        let (store, name) = (open(folder.path()), &name);
        async move { store.sealed(name, Some(&DataKey::new(&[key; 32]))).await.unwrap() }
    };
    let before = sealed(1).await;
    before.uploads.begin(&id(1)).await.unwrap();
    let body = suite::body(&content.slice(..150_007), 50_000);
    before
        .uploads
        .append(&id(1), Some(0), body, None, ANY)
        .await
        .unwrap();
    drop(before);
    let after = sealed(1).await;
    assert_eq!(after.uploads.length(&id(1)).await.unwrap(), 150_007);
    let body = suite::body(&content.slice(150_007..), 50_000);
    after
        .uploads
        .append(&id(1), Some(150_007), body, None, ANY)
        .await
        .unwrap();
    let digest = after
        .uploads
        .commit(&id(1), &[sha256(&content)])
        .await
        .unwrap()
        .digest;
    assert_eq!(suite::pull(&after, &digest).await.unwrap(), content);
    let wrong = suite::pull(&sealed(2).await, &digest).await.unwrap();
    assert_eq!(wrong.len(), content.len());
    assert_ne!(wrong, content);
}

#[tokio::test]
async fn without_the_key_bytes_neither_come_in_nor_go_out() {
    let folder = tempfile::tempdir().unwrap();
    let name = "k".parse().unwrap();
    let content = suite::content(1000);
    let digest = {
        let store = open(folder.path());
        let key = DataKey::new(&[1; 32]);
        let sealed = store.sealed(&name, Some(&key)).await.unwrap();
        suite::push(&sealed, &content).await.unwrap()
    };
    let store = open(folder.path()).sealed(&name, None).await.unwrap();
    assert!(matches!(store.blobs.open(&digest).await, Err(Error::Sealed)));
    assert_eq!(store.blobs.stat(&digest).await.unwrap(), 1000);
    store.uploads.begin(&id(1)).await.unwrap();
    let body = suite::body(&content, 500);
    let appended = store.uploads.append(&id(1), Some(0), body, None, ANY).await;
    assert!(matches!(appended, Err(Error::Sealed)));
    store.blobs.discard(&digest).await.unwrap();
    assert_eq!(store.blobs.discarded(None).await.unwrap().len(), 1);
    store.blobs.purge(&digest).await.unwrap();
    store.uploads.abort(&id(1)).await.unwrap();
    assert!(store.uploads.list().await.unwrap().is_empty());
}
