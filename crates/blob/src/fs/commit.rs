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
/// Bytes that one job reads then: other jobs have their turn before the next piece.
const PIECE: u64 = 8 * 1024 * 1024;

pub(super) async fn commit(
    shared: &Arc<Shared>,
    id: UploadId,
    candidates: Vec<Digest>,
) -> Result<Committed, Error> {
    let commit = Box::new(Commit {
        shared: Arc::clone(shared),
        id,
        candidates,
        lock: shared.running.lock(&id).await,
        others: Vec::new(),
    });
    let mut unread = match shared.threads.run(move || commit.step(0)).await? {
        Step::Published(committed) => return Ok(committed),
        Step::Unread(commit) => commit,
    };
    // After a restart, or where the digest is of another algorithm than the parts were hashed with.
    let turn = shared.threads.turn_to_read().await?;
    loop {
        match turn.run(move || unread.step(PIECE)).await? {
            Step::Published(committed) => return Ok(committed),
            Step::Unread(commit) => unread = commit,
        }
    }
}

/// A commit on its way from job to job. A caller who goes away between two of them leaves the upload as it is.
struct Commit {
    shared: Arc<Shared>,
    id: UploadId,
    candidates: Vec<Digest>,
    /// The lock is the job's, so that a caller who went away does not let an append in. It has the running hash.
    lock: Lock,
    /// Hashes of other algorithms, and where there is no running one.
    others: Vec<Progress>,
}

/// What a job made of a commit.
enum Step {
    Published(Committed),
    /// There is more to be read.
    Unread(Box<Commit>),
}

impl Commit {
    /// Publishes the upload, unless more than `most` bytes have to be read for its hash. Blocks.
    fn step(mut self: Box<Self>, most: u64) -> Result<Step, Error> {
        let Some(outcome) = self.publish(most).transpose() else {
            return Ok(Step::Unread(self));
        };
        let Self { shared, id, lock, .. } = *self;
        drop(lock);
        if matches!(outcome, Ok(_) | Err(Error::UploadUnknown)) {
            shared.running.release(&id);
        }
        if outcome.as_ref().is_ok_and(|committed| committed.existed) {
            // What is left of it goes when the store is opened next.
            tokio::spawn(async move {
                tokio::time::sleep(AFTER_THE_ANSWER).await;
                let threads = shared.threads.clone();
                let drop_surplus = move || shared.layout.drop_surplus(&id);
                drop(threads.start(&Handle::current(), drop_surplus).await);
            });
        }
        outcome.map(Step::Published)
    }

    fn publish(&mut self, most: u64) -> Result<Option<Committed>, Error> {
        let (shared, id) = (&*self.shared, &self.id);
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
        let mut hashes = Hashes {
            running: &mut self.lock,
            others: &mut self.others,
            left: most,
        };
        let verified = verify(&content, &self.candidates, &mut hashes);
        let Some(verified) = verified.map_err(during("read an upload"))? else {
            return Ok(None);
        };
        let digest = verified?;

        fail_point!("blob.commit.before-fsync");
        make_durable(&file, &upload)?;
        fail_point!("blob.commit.after-fsync");
        let blob = shared.layout.blob(&digest);
        let layout = &shared.layout;
        let prepare = || layout.prepare(&blob).map_err(during("make a blob's folder"));
        prepare()?;
        let existed = match layout.rename(id, &blob) {
            // Another process began the store anew, and its folders with it.
            Err(error) if error.kind() == io::ErrorKind::NotFound && upload.exists() && layout.is_there() => {
                layout.forget_durable();
                prepare()?;
                layout.rename(id, &blob)
            }
            renamed => renamed,
        };
        let existed = existed.map_err(unknown("publish a blob"))?;
        fail_point!("blob.commit.after-rename");
        // Also when the blob existed: the upload that published it may not have come to this line.
        parent(&blob)
            .and_then(sync_folder)
            .map_err(during("make a blob's name durable"))?;
        fail_point!("blob.commit.after-folder-sync");
        Ok(Some(Committed {
            digest,
            size,
            existed,
        }))
    }
}

/// What an upload's file holds.
struct Content<'a> {
    file: &'a File,
    key: Option<FileKey>,
    size: u64,
}

/// The hashes of an upload's content, as far as they have come.
struct Hashes<'a> {
    running: &'a mut Lock,
    others: &'a mut Vec<Progress>,
    /// Bytes that may still be read.
    left: u64,
}

impl Hashes<'_> {
    /// The content's digest: the running hash if it is of this algorithm, or another one; nothing where more has to be read for it.
    fn digest(&mut self, content: &Content<'_>, algorithm: Algorithm) -> io::Result<Option<Digest>> {
        let is_usable = |progress: &Progress| {
            progress.hasher.algorithm() == algorithm && progress.covered <= content.size
        };
        // One that has seen more than there is, as where the file was cut meanwhile, begins anew.
        self.others
            .retain(|other| other.hasher.algorithm() != algorithm || is_usable(other));
        let progress = match self.running.as_mut() {
            Some(running) if is_usable(running) => running,
            _ => {
                let of_algorithm = self.others.iter().position(is_usable);
                let at = of_algorithm.unwrap_or_else(|| {
                    self.others.push(Progress::start(algorithm));
                    self.others.len() - 1
                });
                &mut self.others[at]
            }
        };
        catch_up(content, progress, &mut self.left)?;
        let is_whole = progress.covered == content.size;
        Ok(is_whole.then(|| progress.hasher.clone().finish()))
    }
}

/// The first candidate that the content has; nothing where more has to be read. Each algorithm is computed once, and only if it is
/// asked for.
fn verify(
    content: &Content<'_>,
    candidates: &[Digest],
    hashes: &mut Hashes<'_>,
) -> io::Result<Option<Result<Digest, Error>>> {
    let mut computed: Vec<Digest> = Vec::new();
    for candidate in candidates {
        if computed
            .iter()
            .all(|digest| digest.algorithm() != candidate.algorithm())
        {
            let Some(digest) = hashes.digest(content, candidate.algorithm())? else {
                return Ok(None);
            };
            computed.push(digest);
        }
        if computed.contains(candidate) {
            return Ok(Some(Ok(candidate.clone())));
        }
    }
    let computed = match computed.into_iter().next() {
        Some(digest) => Some(digest),
        None => hashes.digest(content, Algorithm::Sha256)?,
    };
    Ok(computed.map(|computed| Err(Error::DigestMismatch { computed })))
}

/// Hashes what the hash has not seen, and reads no more for it than is left.
fn catch_up(content: &Content<'_>, progress: &mut Progress, left: &mut u64) -> io::Result<()> {
    let end = content.size.min(progress.covered.saturating_add(*left));
    let mut buffer = vec![0; if progress.covered < end { READ } else { 0 }];
    while progress.covered < end {
        let length = usize::try_from(end - progress.covered)
            .unwrap_or(usize::MAX)
            .min(buffer.len());
        read_at(
            content.file,
            content.key.as_ref(),
            &mut buffer[..length],
            progress.covered,
        )?;
        progress.update(&buffer[..length]);
        *left -= length as u64;
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
