//! What becomes of bytes to which no row refers.

use std::time::Duration;

use wharf_aws::Timestamp;
use wharf_blob::StoredBlob;

use super::super::Finding;
use super::{Collection, Kept, is_older};

/// What becomes of a blob.
pub(super) enum Fate {
    Stays,
    /// It is told of.
    Waits(Finding),
    Goes,
}

impl Collection<'_> {
    pub(super) fn came_before_restore(&self, blob: &StoredBlob) -> bool {
        self.kept_before
            .is_some_and(|time| blob.since_micros < time.micros())
    }

    /// What becomes of bytes to which no row refers, which go when they are so old.
    pub(super) fn fate(&self, blob: &StoredBlob, kept: &Kept, age: Duration) -> Fate {
        if self.came_before_restore(blob) || kept.has(&blob.digest) {
            return Fate::Stays;
        }
        let is_spared = self.how.unrecorded > age && kept.never_had(&blob.digest);
        let age = if is_spared { self.how.unrecorded } else { age };
        let (digest, size) = (blob.digest.to_string(), blob.size);
        let goes_at = Timestamp::from_micros(blob.since_micros).plus(age);
        match (is_older(blob.since_micros, self.now, age), is_spared) {
            (true, _) => Fate::Goes,
            (false, true) => Fate::Waits(Finding::UnrecordedBlob {
                digest,
                size,
                goes_at,
            }),
            // A round of the node's job would tell of each push that has no manifest yet.
            (false, false) if !self.how.dry_run && !self.how.force => Fate::Stays,
            (false, false) => Fate::Waits(Finding::WaitingBlob {
                digest,
                size,
                goes_at,
            }),
        }
    }
}
