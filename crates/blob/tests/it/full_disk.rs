//! A disk without room: the append is taken back, the upload stays, and goes on when there is room again.

use std::path::Path;
use std::process::Command;

use bytes::Bytes;
use wharf_blob::{Compartment, DataKey, Error, Store, StoreIdentity, conformance as suite};

use crate::{ANY, child, id, open, plain, sha256, stage, task};

async fn full_then_resumed(store: &Compartment, content: &Bytes, make_room: impl FnOnce()) {
    let outcome = store
        .uploads
        .append(
            &id(1),
            Some(1000),
            suite::body(&content.slice(1000..), 30_000),
            None,
            ANY,
        )
        .await;
    assert!(matches!(&outcome, Err(error) if error.is_full()), "{outcome:?}");
    assert_eq!(store.uploads.length(&id(1)).await.unwrap(), 1000, "taken back");
    make_room();
    let rest = suite::body(&content.slice(1000..), 30_000);
    store
        .uploads
        .append(&id(1), Some(1000), rest, None, ANY)
        .await
        .unwrap();
    store.uploads.commit(&id(1), &[sha256(content)]).await.unwrap();
    assert!(suite::pull(store, &sha256(content)).await.unwrap() == *content);
}

/// On a pretended disk: always possible. The last byte may fail in the first batch or in a later one.
#[tokio::test]
async fn pretended() {
    for room in [0, 1, 999, 1_500_000, 3_998_999] {
        let folder = tempfile::tempdir().unwrap();
        let files = open(folder.path());
        let store = files.plain();
        let content = suite::content(4_000_000);
        stage(&store, &id(1), &content.slice(..1000)).await;
        files.pretend_room(room);
        full_then_resumed(&store, &content, || files.pretend_room(3_999_000)).await;
        assert!(matches!(suite::push(&store, &content).await, Err(Error::Full)));
    }
}

/// The disk takes no file more: the folder of a new key cannot be made. It is empty, who writes is told that the disk is full, and it
/// is made when there is room.
async fn no_folder_for_a_key(folder: &Path) {
    let fill = folder.join("fill");
    std::fs::create_dir(&fill).unwrap();
    let taken = (0..u32::MAX).find(|number| std::fs::write(fill.join(number.to_string()), b"").is_err());
    assert!(taken > Some(0));
    let (files, name) = (open(folder), "k".parse().unwrap());
    let (key, content) = (DataKey::new(&[7; 32]), suite::content(1000));
    let sealed = async || files.sealed(&name, Some(&key)).await.unwrap();
    let none = sealed().await.blobs.open(&sha256(&content)).await;
    assert!(matches!(none, Err(Error::BlobUnknown)));
    let refused = sealed().await.uploads.begin(&id(2)).await;
    assert!(matches!(&refused, Err(error) if error.is_full()), "{refused:?}");
    std::fs::remove_dir_all(&fill).unwrap();
    suite::push(&sealed().await, &content).await.unwrap();
}

/// As where a full disk refused them when the store was opened, or where another process begins a lost one anew while it is open.
#[tokio::test]
async fn folders_that_are_missing_are_made_when_bytes_come() {
    let home = tempfile::tempdir().unwrap();
    let root = home.path().join("store");
    let (files, name) = (open(&root), "k".parse().unwrap());
    let (key, content) = (DataKey::new(&[7; 32]), suite::content(1000));
    let sealed = files.sealed(&name, Some(&key)).await.unwrap();
    assert!(sealed.uploads.list().await.unwrap().is_empty());
    assert!(!root.join("sealed").exists(), "a look makes nothing");
    for (store, folder) in [(files.plain(), root.clone()), (sealed, root.join("sealed/k"))] {
        suite::push(&store, &content).await.unwrap();
        std::fs::remove_dir(folder.join("uploads")).unwrap();
        std::fs::remove_dir(folder.join("discarded")).unwrap();
        suite::push(&store, &content).await.unwrap();
        store.blobs.discard(&sha256(&content)).await.unwrap();
        // As its disk goes away: nothing is made in the folder below.
        let away = home.path().join("away");
        std::fs::rename(&root, &away).unwrap();
        std::fs::create_dir(&root).unwrap();
        store.uploads.begin(&id(3)).await.unwrap_err();
        let lost = StoreIdentity {
            id: "lost".to_owned(),
            epoch: 0,
            raised_at_micros: 0,
        };
        files.identify(None, &lost).await.unwrap_err();
        store.blobs.discard(&sha256(&content)).await.unwrap();
        files.begin_collection().await.map(drop).unwrap_err();
        assert_eq!(std::fs::read_dir(&root).unwrap().count(), 0);
        // Another process begins it anew.
        drop(open(&root));
        suite::push(&store, &content).await.unwrap();
        std::fs::remove_dir_all(&root).unwrap();
        std::fs::rename(&away, &root).unwrap();
    }
}

/// Runs in a second process, in a folder that is a tmpfs of 6 MiB and few files.
#[tokio::test]
#[ignore = "the child of real"]
async fn full_disk_child() {
    let (folder, _) = task();
    let ballast = folder.join("ballast");
    std::fs::write(&ballast, vec![1; 3 << 20]).unwrap();
    let store = plain(&folder);
    let content = suite::content(4_000_000);
    stage(&store, &id(1), &content.slice(..1000)).await;
    full_then_resumed(&store, &content, || std::fs::remove_file(ballast).unwrap()).await;
    no_folder_for_a_key(&folder).await;
    println!("a real full disk was survived");
}

/// On a real, small one, where the system lets us mount it.
#[test]
fn real() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new("unshare");
    let script = "mount -t tmpfs -o size=6m,nr_inodes=2k tmpfs \"$WHARF_BLOB_TEST_FOLDER\" || exit 77; exec \"$0\" \"$@\"";
    command
        .args(["--mount", "--map-root-user", "sh", "-c", script])
        .arg(std::env::current_exe().unwrap());
    let output = child(command, "full_disk::full_disk_child", folder.path(), "");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && text.contains("a real full disk was survived"),
        "{output:?}"
    );
}
