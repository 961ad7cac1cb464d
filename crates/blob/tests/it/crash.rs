//! A process killed between any two steps leaves whole blobs, acknowledged ones among them, and usable uploads.

use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::Command;

use bytes::Bytes;
use wharf_blob::{Error, conformance as suite};
use wharf_failpoint::arm;

use crate::{ANY, blobs_are_whole, child, id, plain, sha256, stage, task};

const POINTS: [&str; 5] = [
    "blob.append.after-write",
    "blob.commit.before-fsync",
    "blob.commit.after-fsync",
    "blob.commit.after-rename",
    "blob.commit.after-folder-sync",
];

fn acknowledged() -> Bytes {
    Bytes::from(vec![1; 300_000])
}

fn interrupted() -> Bytes {
    (0..3_000_000_u32)
        .map(|at| at.to_le_bytes()[at as usize % 4])
        .collect()
}

/// Runs in a second process.
#[tokio::test]
#[ignore = "the child of a_kill_at_any_point_leaves_a_sound_store"]
async fn crash_child() {
    let (folder, point) = task();
    let store = plain(&folder);
    stage(&store, &id(1), &acknowledged()).await;
    store
        .uploads
        .commit(&id(1), &[sha256(&acknowledged())])
        .await
        .unwrap();
    arm(&format!("{point}=abort@1"));
    stage(&store, &id(2), &interrupted()).await;
    store
        .uploads
        .commit(&id(2), &[sha256(&interrupted())])
        .await
        .unwrap();
}

async fn crash_at(point: &str, root: &Path) {
    let output = child(
        Command::new(std::env::current_exe().unwrap()),
        "crash::crash_child",
        root,
        point,
    );
    assert_eq!(
        output.status.signal(),
        Some(9),
        "{point} was not passed: {output:?}"
    );

    let store = plain(root);
    let whole = blobs_are_whole(root);
    assert!(suite::pull(&store, &sha256(&acknowledged())).await.unwrap() == acknowledged());
    let digest = sha256(&interrupted());
    let published = match store.blobs.stat(&digest).await {
        Ok(size) => {
            assert_eq!(size, interrupted().len() as u64);
            true
        }
        Err(Error::BlobUnknown) => false,
        Err(error) => panic!("{error:?}"),
    };
    assert_eq!(
        published,
        point.ends_with("after-rename") || point.ends_with("after-folder-sync"),
        "{point}"
    );
    assert_eq!(whole, 1 + usize::from(published));

    // The client comes back: either its upload goes on where the file ends, or it begins again.
    let staged = store.uploads.list().await.unwrap();
    assert_eq!(staged.len(), usize::from(!published), "{point}");
    let upload = if published { id(3) } else { id(2) };
    if published {
        assert!(matches!(
            store.uploads.commit(&id(2), std::slice::from_ref(&digest)).await,
            Err(Error::UploadUnknown)
        ));
        store.uploads.begin(&upload).await.unwrap();
    }
    let length = store.uploads.length(&upload).await.unwrap();
    let rest = interrupted().slice(usize::try_from(length).unwrap()..);
    store
        .uploads
        .append(&upload, Some(length), suite::body(&rest, 100_000), None, ANY)
        .await
        .unwrap();
    let committed = store
        .uploads
        .commit(&upload, std::slice::from_ref(&digest))
        .await
        .unwrap();
    assert_eq!(committed.existed, published);
    assert!(suite::pull(&store, &digest).await.unwrap() == interrupted());
    assert!(store.uploads.list().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_kill_at_any_point_leaves_a_sound_store() {
    for point in POINTS {
        let folder = tempfile::tempdir().unwrap();
        crash_at(point, folder.path()).await;
    }
}

#[tokio::test]
async fn the_points_are_these() {
    let folder = tempfile::tempdir().unwrap();
    suite::push(&plain(folder.path()), &acknowledged()).await.unwrap();
    let mut points = POINTS;
    points.sort_unstable();
    assert_eq!(wharf_failpoint::names(), points);
}
