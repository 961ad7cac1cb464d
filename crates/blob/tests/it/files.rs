//! What the filesystem store leaves on disk.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use bytes::Bytes;
use futures_util::StreamExt as _;
use wharf_blob::conformance as suite;
use wharf_blob::fs::FileStore;
use wharf_blob::{ByteStream, Error};
use wharf_oci::{Algorithm, Digest};

use crate::{ANY, id, plain, sha256, stage};

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[tokio::test]
async fn places_and_permissions() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("not/yet/there");
    let store = plain(&root);
    let content = Bytes::from_static(b"content");
    stage(&store, &id(1), &content).await;
    let upload = root.join("uploads").join(id(1).to_string());
    assert_eq!((mode(&root), mode(&upload)), (0o700, 0o600));

    let digest = Digest::of(Algorithm::Sha512, &content);
    store
        .uploads
        .commit(&id(1), std::slice::from_ref(&digest))
        .await
        .unwrap();
    assert!(!upload.exists());
    let blob = root
        .join("blobs/sha512")
        .join(&digest.hex()[..2])
        .join(digest.hex());
    assert_eq!(mode(&blob), 0o600);
    for parent in blob.ancestors().skip(1).take(5) {
        assert_eq!(mode(parent), 0o700, "{parent:?}");
    }
}

#[test]
fn a_root_that_cannot_be_is_an_error() {
    let file = tempfile::NamedTempFile::new().unwrap();
    assert!(FileStore::open(file.path()).is_err());
    assert!(FileStore::open(&file.path().join("below")).is_err());
}

/// The working folder is a root like any other, and a name that is not ours is not an upload.
#[tokio::test]
async fn foreign_names_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let store = plain(folder.path());
    std::fs::write(folder.path().join("uploads/.nfs0001"), b"?").unwrap();
    std::fs::create_dir(folder.path().join("uploads/lost+found")).unwrap();
    assert!(store.uploads.list().await.unwrap().is_empty());
}

/// Pushing what is stored already heals a blob that rotted.
#[tokio::test]
async fn a_second_push_replaces_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let store = plain(folder.path());
    let content = suite::content(100_000);
    let digest = suite::push(&store, &content).await.unwrap();
    let path = folder
        .path()
        .join("blobs/sha256")
        .join(&digest.hex()[..2])
        .join(digest.hex());
    std::fs::write(&path, b"rotten").unwrap();
    suite::push(&store, &content).await.unwrap();
    assert!(suite::pull(&store, &digest).await.unwrap() == content);
}

/// After a restart the hash is read again from the file, in the middle of an upload too.
#[tokio::test]
async fn uploads_go_on_after_a_restart() {
    for (hint, algorithm) in [
        (None, Algorithm::Sha256),
        (Some(Algorithm::Sha512), Algorithm::Sha512),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let content = suite::content(2_500_000);
        stage(&plain(folder.path()), &id(1), &content.slice(..1_200_000)).await;
        let store = plain(folder.path());
        assert_eq!(store.uploads.length(&id(1)).await.unwrap(), 1_200_000);
        let piece = suite::body(&content.slice(1_200_000..2_000_000), 9_999);
        store
            .uploads
            .append(&id(1), Some(1_200_000), piece, hint, ANY)
            .await
            .unwrap();
        let store = plain(folder.path());
        let piece = suite::body(&content.slice(2_000_000..), 9_999);
        store
            .uploads
            .append(&id(1), Some(2_000_000), piece, hint, ANY)
            .await
            .unwrap();
        let digest = Digest::of(algorithm, &content);
        let store = if algorithm == Algorithm::Sha512 {
            plain(folder.path())
        } else {
            store
        };
        assert_eq!(
            store
                .uploads
                .commit(&id(1), &[sha256(b""), digest.clone()])
                .await
                .unwrap()
                .digest,
            digest
        );
    }
}

/// The staged file was truncated from outside: what is published is what its name says, or nothing.
#[tokio::test]
async fn a_shortened_upload_is_not_trusted() {
    let folder = tempfile::tempdir().unwrap();
    let store = plain(folder.path());
    let content = suite::content(200_000);
    stage(&store, &id(1), &content).await;
    let path = folder.path().join("uploads").join(id(1).to_string());
    std::fs::File::options()
        .write(true)
        .open(&path)
        .unwrap()
        .set_len(150_000)
        .unwrap();
    assert!(store.uploads.commit(&id(1), &[sha256(&content)]).await.is_err());
    store
        .uploads
        .append(
            &id(1),
            Some(150_000),
            suite::body(&content.slice(150_000..), 999),
            None,
            ANY,
        )
        .await
        .unwrap();
    store.uploads.commit(&id(1), &[sha256(&content)]).await.unwrap();
    assert!(suite::pull(&store, &sha256(&content)).await.unwrap() == content);
}

/// A client that stops in the middle of its body does not keep the bodies of others in memory.
#[tokio::test(start_paused = true)]
async fn an_append_behind_one_that_stalls_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let store = plain(folder.path());
    let upload = id(1);
    store.uploads.begin(&upload).await.unwrap();
    let append = |body: ByteStream| store.uploads.append(&upload, None, body, None, ANY);
    let begun = suite::body(&Bytes::from_static(b"half"), 4);
    let mut stalled = append(Box::pin(begun.chain(futures_util::stream::pending())));
    let short = || suite::body(&Bytes::from_static(b"whole"), 5);
    tokio::select! {
        biased;
        _ = &mut stalled => panic!("its body has no end"),
        // A client that was quick: the one that stalls has its turn by then.
        refused = async {
            tokio::time::sleep(Duration::from_secs(1)).await;
            append(short()).await
        } => assert!(matches!(refused, Err(Error::Busy)), "{refused:?}"),
    }
    // What it had sent is kept, and the next one goes on behind.
    drop(stalled);
    assert_eq!(append(short()).await.unwrap(), 9);
}
