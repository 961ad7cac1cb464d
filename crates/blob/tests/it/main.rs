//! The stores against their contract, and what each promises beyond it: crashes, restarts, full disks, faults.
#![allow(clippy::unwrap_used, reason = "the helpers of tests panic as tests do")]

mod conformance;
mod crash;
mod faults;
mod files;
mod full_disk;
mod hung;
mod interrupted;
mod read_again;
mod sealed;

use std::path::Path;
use std::process::{Command, Output};

use bytes::Bytes;
use wharf_blob::fs::FileStore;
use wharf_blob::{Compartment, Store, UploadId, conformance as suite};
use wharf_oci::{Algorithm, Digest};

/// No limit.
const ANY: u64 = u64::MAX;

fn id(number: u8) -> UploadId {
    UploadId::from_random([number; 16])
}

fn sha256(content: &[u8]) -> Digest {
    Digest::of(Algorithm::Sha256, content)
}

fn open(root: &Path) -> FileStore {
    FileStore::open(root).unwrap()
}

/// What is not sealed of the store in a folder.
fn plain(root: &Path) -> Compartment {
    open(root).plain()
}

/// Begins an upload and appends `content` to it.
async fn stage(store: &Compartment, id: &UploadId, content: &Bytes) {
    store.uploads.begin(id).await.unwrap();
    store
        .uploads
        .append(id, Some(0), suite::body(content, 50_000), None, ANY)
        .await
        .unwrap();
}

/// Every blob is whole: its content has the digest that is its name. Gives how many there are.
fn blobs_are_whole(root: &Path) -> usize {
    let mut found = 0;
    for (algorithm, name) in [(Algorithm::Sha256, "sha256"), (Algorithm::Sha512, "sha512")] {
        let Ok(folders) = std::fs::read_dir(root.join("blobs").join(name)) else {
            continue;
        };
        for folder in folders {
            for blob in std::fs::read_dir(folder.unwrap().path()).unwrap() {
                let path = blob.unwrap().path();
                let digest = Digest::of(algorithm, &std::fs::read(&path).unwrap());
                assert_eq!(path.file_name().unwrap().to_str(), Some(digest.hex()));
                found += 1;
            }
        }
    }
    found
}

const FOLDER: &str = "WHARF_BLOB_TEST_FOLDER";
const POINT: &str = "WHARF_BLOB_TEST_POINT";

/// A second process of this test binary that runs the ignored test `name`.
fn child(mut command: Command, name: &str, folder: &Path, point: &str) -> Output {
    command.args(["--ignored", "--exact", name, "--nocapture", "--test-threads=1"]);
    command.env(FOLDER, folder).env(POINT, point).output().unwrap()
}

/// In such a process: the folder to work in and the fail point to arm.
#[expect(
    clippy::disallowed_methods,
    reason = "how the parent test speaks to its child"
)]
fn task() -> (std::path::PathBuf, String) {
    (
        std::env::var_os(FOLDER).expect("run by another test only").into(),
        std::env::var(POINT).unwrap(),
    )
}
