//! The blocking half of an append: writing and hashing batches of frames, and taking them back.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::sync::Arc;

use wharf_failpoint::fail_point;
use wharf_oci::digest::Algorithm;

use super::running::{Lock, Progress};
use super::{Shared, missing};
use crate::error::during;
use crate::seal::FileKey;
use crate::{Error, UploadId, map};

/// The kernel is asked to begin writing to the disk whenever so many bytes have come together.
const WRITE_BACK: u64 = 8 * 1024 * 1024;

/// One append to one upload, in two halves that may work at the same time. The writer holds the upload's
/// lock; between two batches the halves agree, so it may be dropped then at any time.
pub(super) struct Writer {
    pub(super) file: Filing,
    pub(super) hash: Hashing,
}

/// The half that writes.
pub(super) struct Filing {
    shared: Arc<Shared>,
    file: File,
    limit: u64,
    key: Option<FileKey>,
    /// The upload's length before this append, and now.
    before: u64,
    length: u64,
    write_back_from: u64,
    /// What the kernel was last asked to write.
    behind: Option<(u64, u64)>,
}

/// The half that hashes. It has the upload's lock: it is what the lock protects.
pub(super) struct Hashing {
    lock: Lock,
    before: Option<Progress>,
}

impl Writer {
    /// Opens the upload for one append. Blocks.
    pub(super) fn open(
        shared: Arc<Shared>,
        id: &UploadId,
        mut lock: Lock,
        expected_offset: Option<u64>,
        hash_hint: Option<Algorithm>,
        limit: u64,
    ) -> Result<Self, Error> {
        let path = shared.layout.upload(id);
        let key = shared.sealing.of_upload(id)?;
        let file = OpenOptions::new().append(true).open(path);
        let mut file = file.map_err(missing(Error::UploadUnknown, "open an upload"))?;
        let metadata = file.metadata().map_err(during("look at an upload"))?;
        if metadata.len() < shared.sealing.header() {
            // A power loss took its beginning.
            file.set_len(0)
                .and_then(|()| file.write_all(&shared.sealing.beginning(id)))
                .map_err(during("begin an upload"))?;
        }
        let length = shared.layout.content(&metadata);
        if expected_offset.is_some_and(|expected| expected != length) {
            return Err(Error::OffsetMismatch { current: length });
        }
        // The first append decides the algorithm.
        if length == 0 || lock.as_ref().is_some_and(|progress| progress.covered > length) {
            *lock = None;
        }
        lock.get_or_insert_with(|| Progress::start(hash_hint.unwrap_or(Algorithm::Sha256)));
        let file = Filing {
            shared,
            file,
            limit,
            key,
            before: length,
            length,
            write_back_from: length,
            behind: None,
        };
        let hash = Hashing {
            before: lock.clone(),
            lock,
        };
        Ok(Self { file, hash })
    }

    pub(super) fn length(&self) -> u64 {
        self.file.length
    }

    /// Writes and hashes one batch, or takes the whole append back. Blocks.
    pub(super) fn write(&mut self, batch: &[u8]) -> Result<(), Error> {
        let offset = self.length();
        self.file.write(batch).inspect_err(|_| self.hash.take_back())?;
        self.hash.update(offset, batch);
        Ok(())
    }
}

impl Filing {
    /// Writes one batch, or cuts the file to its length before this append. Blocks.
    pub(super) fn write(&mut self, batch: &[u8]) -> Result<(), Error> {
        let outcome = self.try_write(batch);
        if outcome.is_err() {
            // Should even this fail, the file is longer than what the hash covers: still a consistent upload.
            let _ = self.file.set_len(self.before + self.shared.sealing.header());
            self.length = self.before;
        }
        outcome
    }

    fn try_write(&mut self, batch: &[u8]) -> Result<(), Error> {
        let bytes = batch.len() as u64;
        if self.length.saturating_add(bytes) > self.limit {
            return Err(Error::TooLarge);
        }
        if self.shared.intake.is_stopped() {
            return Err(Error::Full);
        }
        let room = self.shared.space.take(bytes);
        let written = match &self.key {
            None => write_all(&mut self.file, batch, room),
            Some(key) => {
                let mut sealed = batch.to_vec();
                key.apply(self.length, &mut sealed);
                write_all(&mut self.file, &sealed, room)
            }
        };
        written.map_err(during("write an upload"))?;
        fail_point!("blob.append.after-write");
        self.length += bytes;
        let dirty = self.length - self.write_back_from;
        if dirty >= WRITE_BACK {
            map::begin_write_back(&self.file, self.write_back_from, dirty);
            // One step behind, so that the disk works on one while we fill the next.
            if let Some((offset, len)) = self.behind.replace((self.write_back_from, dirty)) {
                map::write_out(&self.file, offset, len);
            }
            self.write_back_from = self.length;
        }
        Ok(())
    }
}

impl Hashing {
    /// Hashes a batch that stands at `offset`. A hash that does not reach up to there (after a restart) is left as
    /// it is and caught up at commit, once: an append never reads what is staged.
    pub(super) fn update(&mut self, offset: u64, batch: &[u8]) {
        if let Some(progress) = self.lock.as_mut().filter(|progress| progress.covered == offset) {
            progress.update(batch);
        }
    }

    /// Forgets the bytes of this append.
    pub(super) fn take_back(&mut self) {
        self.lock.clone_from(&self.before);
    }
}

/// Writes all of `batch`; after `room` bytes the disk is full.
fn write_all(file: &mut File, batch: &[u8], room: u64) -> io::Result<()> {
    let fits = usize::try_from(room).unwrap_or(usize::MAX).min(batch.len());
    file.write_all(&batch[..fits])?;
    if fits < batch.len() {
        Err(ErrorKind::StorageFull.into())
    } else {
        Ok(())
    }
}
