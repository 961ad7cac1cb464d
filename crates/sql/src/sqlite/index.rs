//! The index of a log (`-shm`), as a process leaves it that is killed (SQLite, *WAL-mode File Format*, "The WAL-Index File Format").
//!
//! It tells what the log itself cannot: how many frames were synced, and how many of them are in the main file already. SQLite
//! reads none of this when it opens a database that no other process has open: it makes a new index from what is left of the log.

use std::fs::File;
use std::io::{self, ErrorKind, Read as _};
use std::path::Path;

use super::log::{Salts, checksum};

/// Of its header, which is there twice.
const HEADER: usize = 48;
/// The header twice, then what checkpoints note.
const LENGTH: usize = 136;

/// What an index says of a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Index {
    salts: Salts,
    /// The last frame of a commit. It is written after the frames are synced.
    pub(super) last: u32,
    /// Frames that the main file has (`nBackfill`). It is written after the main file is synced.
    pub(super) written_back: u32,
    /// Frames that it may have (`nBackfillAttempted`): a checkpoint may have ended halfway, and after a restart all may be there.
    pub(super) begun: u32,
}

impl Index {
    /// Whether it is that of a log with these numbers.
    pub(super) fn is_of(&self, salts: Salts) -> bool {
        self.salts == salts
    }

    /// Whether it is that of the log which begins next, over one with these numbers. So all of the older one is in the main file.
    pub(super) fn is_after(&self, salts: Salts) -> bool {
        let first = |salts: Salts| u32::from_be_bytes([salts[0], salts[1], salts[2], salts[3]]);
        self.last == 0 && first(self.salts) == first(salts).wrapping_add(1)
    }
}

/// Reads an index; none when there is none that is whole.
pub(super) fn read(path: &Path) -> io::Result<Option<Index>> {
    let mut bytes = [0; LENGTH];
    match File::open(path).and_then(|mut file| file.read_exact(&mut bytes)) {
        Ok(()) => Ok(parse(&bytes)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::UnexpectedEof) => Ok(None),
        Err(error) => Err(error),
    }
}

fn parse(bytes: &[u8; LENGTH]) -> Option<Index> {
    let native = |at: usize| u32::from_ne_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    let sums = checksum((0, 0), &bytes[..40], cfg!(target_endian = "big"));
    let is_header =
        bytes[..HEADER] == bytes[HEADER..2 * HEADER] && bytes[12] != 0 && sums == (native(40), native(44));
    let index = Index {
        salts: [32, 33, 34, 35, 36, 37, 38, 39].map(|at| bytes[at]),
        last: native(16),
        written_back: native(96),
        begun: native(128),
    };
    // The notes of checkpoints have no checksum. Those of the log before stay for a moment when a log begins anew.
    let are_notes = index.last == 0 || (index.written_back <= index.begun && index.begun <= index.last);
    (is_header && are_notes).then_some(index)
}
