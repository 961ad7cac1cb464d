//! Turning an upload into a blob.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Handle;
use wharf_failpoint::fail_point;
use wharf_oci::digest::{Algorithm, Digest};

use super::layout::{parent, sync_folder};
use super::running::{Lock, Progress};
use super::sealed::read_at;
use super::{Shared, missing};
use crate::error::during;
use crate::seal::FileKey;
use crate::{Committed, Error, UploadId};

/// When the file goes that a blob took the place of: the client has its answer by then.
const AFTER_THE_ANSWER: Duration = Duration::from_secs(2);
/// Bytes read at once when a file is hashed again.
const READ: usize = 256 * 1024;

pub(super) async fn commit(
    shared: &Arc<Shared>,
    id: UploadId,
    candidates: Vec<Digest>,
) -> Result<Committed, Error> {
    let lock = shared.running.lock(&id).await;
    let owned = Arc::clone(shared);
    let job = move || {
        // The lock is the job's, so that a caller who went away does not let an append in.
        let mut lock = lock;
        let outcome = publish(&owned, &id, &candidates, &mut lock);
        drop(lock);
        if matches!(outcome, Ok(_) | Err(Error::UploadUnknown)) {
            owned.running.release(&id);
        }
        if outcome.as_ref().is_ok_and(|committed| committed.existed) {
            // What is left of it goes when the store is opened next.
            tokio::spawn(async move {
                tokio::time::sleep(AFTER_THE_ANSWER).await;
                let threads = owned.threads.clone();
                let drop_surplus = move || owned.layout.drop_surplus(&id);
                drop(threads.start(&Handle::current(), drop_surplus).await);
            });
        }
        outcome
    };
    shared.threads.run(job).await
}

fn publish(
    shared: &Shared,
    id: &UploadId,
    candidates: &[Digest],
    lock: &mut Lock,
) -> Result<Committed, Error> {
    let upload = shared.layout.upload(id);
    let unknown = |action| missing(Error::UploadUnknown, action);
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .open(&upload)
        .map_err(unknown("open an upload"))?;
    let metadata = file.metadata().map_err(during("look at an upload"))?;
    let size = shared.layout.content(&metadata);
    if metadata.len() < shared.sealing.header() {
        // A power loss took all of it, the beginning too.
        return Err(Error::UploadUnknown);
    }
    let content = Content {
        file: &file,
        key: shared.sealing.of_upload(id)?,
        size,
    };
    let digest = verify(&content, candidates, lock).map_err(during("read an upload"))??;

    fail_point!("blob.commit.before-fsync");
    make_durable(&file, &upload)?;
    fail_point!("blob.commit.after-fsync");
    let blob = shared.layout.blob(&digest);
    shared
        .layout
        .prepare(&blob)
        .map_err(during("make a blob's folder"))?;
    let existed = shared
        .layout
        .rename(id, &blob)
        .map_err(unknown("publish a blob"))?;
    fail_point!("blob.commit.after-rename");
    // Also when the blob existed: the upload that published it may not have come to this line.
    parent(&blob)
        .and_then(sync_folder)
        .map_err(during("make a blob's name durable"))?;
    fail_point!("blob.commit.after-folder-sync");
    Ok(Committed {
        digest,
        size,
        existed,
    })
}

/// What an upload's file holds.
struct Content<'a> {
    file: &'a File,
    key: Option<FileKey>,
    size: u64,
}

/// The first candidate that the content has. Each algorithm is computed once, and only if it is asked for.
fn verify(
    content: &Content<'_>,
    candidates: &[Digest],
    lock: &mut Lock,
) -> io::Result<Result<Digest, Error>> {
    let mut computed: Vec<Digest> = Vec::new();
    for candidate in candidates {
        if computed
            .iter()
            .all(|digest| digest.algorithm() != candidate.algorithm())
        {
            computed.push(digest(content, candidate.algorithm(), lock)?);
        }
        if computed.contains(candidate) {
            return Ok(Ok(candidate.clone()));
        }
    }
    let computed = match computed.into_iter().next() {
        Some(digest) => digest,
        None => digest(content, Algorithm::Sha256, lock)?,
    };
    Ok(Err(Error::DigestMismatch { computed }))
}

/// The content's digest: the running hash if it is of this algorithm, or the file read again.
fn digest(content: &Content<'_>, algorithm: Algorithm, lock: &mut Lock) -> io::Result<Digest> {
    let mut fresh = Progress::start(algorithm);
    let progress = match lock.as_mut() {
        Some(running) if running.hasher.algorithm() == algorithm && running.covered <= content.size => {
            running
        }
        _ => &mut fresh,
    };
    catch_up(content, progress)?;
    Ok(progress.hasher.clone().finish())
}

/// Hashes what the running hash has not seen.
fn catch_up(content: &Content<'_>, progress: &mut Progress) -> io::Result<()> {
    let size = content.size;
    let mut buffer = vec![0; if progress.covered < size { READ } else { 0 }];
    while progress.covered < size {
        let left = usize::try_from(size - progress.covered)
            .unwrap_or(usize::MAX)
            .min(buffer.len());
        read_at(
            content.file,
            content.key.as_ref(),
            &mut buffer[..left],
            progress.covered,
        )?;
        progress.update(&buffer[..left]);
    }
    Ok(())
}

/// Makes the content durable. After a failure the kernel may have dropped pages that it could not write and would
/// answer the next `fsync` with success, so the upload is given up: the hash no longer speaks for the disk.
fn make_durable(file: &File, upload: &Path) -> Result<(), Error> {
    file.sync_all().map_err(|error| {
        let _ = std::fs::remove_file(upload);
        Error::io("make an upload durable", error)
    })
}
