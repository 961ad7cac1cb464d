//! The blocking half of an append: writing and hashing batches of frames, and taking them back.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, IoSlice, Write};
use std::sync::Arc;

use bytes::Bytes;
use wharf_failpoint::fail_point;
use wharf_oci::digest::Algorithm;

use super::uploads::{Lock, Progress};
use super::{Shared, missing};
use crate::error::during;
use crate::{Error, UploadId, map};

/// The kernel is asked to begin writing to the disk whenever so many bytes have come together.
const WRITE_BACK: u64 = 8 * 1024 * 1024;

/// One append to one upload. Whoever has it has the upload's lock; it is consistent after every call, so it may be
/// dropped at any time.
pub(super) struct Writer {
    shared: Arc<Shared>,
    file: File,
    lock: Lock,
    limit: u64,
    /// The upload as it was before this append.
    before: (u64, Option<Progress>),
    length: u64,
    write_back_from: u64,
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
        let unknown = |action| missing(Error::UploadUnknown, action);
        let file = OpenOptions::new()
            .append(true)
            .open(shared.layout.upload(id))
            .map_err(unknown("open an upload"))?;
        let length = file.metadata().map_err(during("look at an upload"))?.len();
        if expected_offset.is_some_and(|expected| expected != length) {
            return Err(Error::OffsetMismatch { current: length });
        }
        // The first append decides the algorithm.
        if length == 0 || lock.as_ref().is_some_and(|progress| progress.covered > length) {
            *lock = None;
        }
        if lock.is_none() {
            *lock = Some(Progress::start(hash_hint.unwrap_or(Algorithm::Sha256)));
        }
        let before = (length, lock.clone());
        Ok(Self {
            shared,
            file,
            lock,
            limit,
            before,
            length,
            write_back_from: length,
        })
    }

    pub(super) fn length(&self) -> u64 {
        self.length
    }

    /// Writes and hashes one batch, or takes the whole append back. Blocks.
    pub(super) fn write(&mut self, batch: &[Bytes]) -> Result<(), Error> {
        let outcome = self.try_write(batch);
        if outcome.is_err() {
            // Should even this fail, the file is longer than what the hash covers: still a consistent upload.
            let _ = self.file.set_len(self.before.0);
            self.length = self.before.0;
            self.lock.clone_from(&self.before.1);
        }
        outcome
    }

    fn try_write(&mut self, batch: &[Bytes]) -> Result<(), Error> {
        let bytes: u64 = batch.iter().map(|frame| frame.len() as u64).sum();
        if self.length.saturating_add(bytes) > self.limit {
            return Err(Error::TooLarge);
        }
        let room = self.shared.space.take(bytes);
        write_all(&mut self.file, batch, bytes, room).map_err(during("write an upload"))?;
        fail_point!("blob.append.after-write");
        // A hash that does not reach up to here (after a restart) is caught up at commit, once.
        if let Some(progress) = self
            .lock
            .as_mut()
            .filter(|progress| progress.covered == self.length)
        {
            batch.iter().for_each(|frame| progress.update(frame));
        }
        self.length += bytes;
        let dirty = self.length - self.write_back_from;
        if dirty >= WRITE_BACK {
            map::begin_write_back(&self.file, self.write_back_from, dirty);
            self.write_back_from = self.length;
        }
        Ok(())
    }
}

/// Writes all frames, `left` bytes, by as few calls as possible; after `room` bytes the disk is full.
fn write_all(file: &mut File, batch: &[Bytes], mut left: u64, mut room: u64) -> io::Result<()> {
    let mut slices: Vec<IoSlice<'_>> = batch.iter().map(|frame| IoSlice::new(frame)).collect();
    let mut slices = slices.as_mut_slice();
    while left > 0 {
        let outcome = match usize::try_from(room) {
            Ok(0) => return Err(ErrorKind::StorageFull.into()),
            Ok(room) if (room as u64) < left => file.write(&slices[0][..room.min(slices[0].len())]),
            _ => file.write_vectored(slices),
        };
        let written = match outcome {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(written) => written,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        left -= written as u64;
        room -= written as u64;
        IoSlice::advance_slices(&mut slices, written);
    }
    Ok(())
}
