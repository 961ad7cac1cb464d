//! Stores whose disks hang, beside one whose disk answers.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::FutureExt as _;
use rustix::fs::{CWD, FileType, Mode, mknodat};
use tokio::runtime::Builder;
use tokio::task::yield_now;
use wharf_blob::fs::FileStore;
use wharf_blob::{Intake, SharedThreads, Store as _, conformance as suite};
use wharf_oci::Digest;

use crate::sha256;

/// As many as a node has for calls that block.
const THREADS: usize = 64;

/// Puts a pipe in the place of a blob: who opens it waits, as for a disk that does not answer, until it is opened for writing.
fn pipe(root: &Path, digest: &Digest) -> PathBuf {
    let folder = root.join("blobs/sha256").join(&digest.hex()[..2]);
    std::fs::create_dir_all(&folder).unwrap();
    let pipe = folder.join(digest.hex());
    mknodat(CWD, pipe.as_path(), FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
    pipe
}

#[test]
fn a_store_goes_on_beside_three_that_hang() {
    let folder = tempfile::tempdir().unwrap();
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(THREADS)
        .enable_all()
        .build()
        .unwrap();
    let threads = SharedThreads::default();
    let open = |name: &str| {
        let root = folder.path().join(name);
        (
            FileStore::open_among(&root, Intake::default(), &threads).unwrap(),
            root,
        )
    };
    let digest = sha256(b"hangs");
    let ((healthy, _), hung) = (open("healthy"), ["one", "two", "three"].map(open));
    let pipes: Vec<PathBuf> = hung.iter().map(|(_, root)| pipe(root, &digest)).collect();

    let content = Bytes::from_static(b"content");
    let pushed = runtime.block_on(async {
        let mut waiting = Vec::new();
        for (store, _) in &hung {
            for _ in 0..THREADS {
                let (blobs, digest) = (Arc::clone(&store.plain().blobs), digest.clone());
                let mut opened = Box::pin(async move { blobs.open(&digest).await.map(drop) });
                assert!((&mut opened).now_or_never().is_none());
                waiting.push(opened);
                yield_now().await;
            }
        }
        let healthy = healthy.plain();
        tokio::time::timeout(Duration::from_secs(60), suite::push(&healthy, &content)).await
    });
    // Before anything can fail: a thread that hangs would keep the test from ending.
    let writers: Vec<File> = pipes
        .iter()
        .map(|pipe| File::options().read(true).write(true).open(pipe).unwrap())
        .collect();
    drop(runtime);
    drop(writers);
    let pushed = pushed.expect("it does not wait for the others");
    assert_eq!(pushed.unwrap(), sha256(&content));
}
