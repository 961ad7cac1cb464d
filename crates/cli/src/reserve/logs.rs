//! Blocks behind the ends of the logs of SQLite databases: a change is written there on a disk that has no other space, and no other
//! program can take them. Their lengths stay as they are, so SQLite does not know of them. It gives them back when it removes a log.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::PathBuf;

use rustix::fs::{FallocateFlags, fallocate};

use super::disk::{Disk, LOG, LOG_PART, SLICE};
use crate::folder::Folder;

/// The logs that are there, of the data folder and of these Regions.
fn logs(folder: &Folder, regions: &[PathBuf]) -> Vec<(PathBuf, File)> {
    let regions = regions.iter().map(|region| region.join("registry.db-wal"));
    let identity = folder.identity_database().with_extension("db-wal");
    // No lock of SQLite's is on a log, so that none is lost when it is closed here.
    let open = |path: PathBuf| {
        let file = OpenOptions::new().write(true).open(&path);
        Some((path, file.ok()?))
    };
    std::iter::once(identity)
        .chain(regions)
        .filter_map(open)
        .collect()
}

/// Allocates blocks behind the end of each log that has fewer: at most so many bytes of a reserve that is given up, or of a disk with much
/// more space than a node needs to go on.
pub(super) fn allocate(folder: &Folder, regions: &[PathBuf], given_up: Option<u64>) {
    for (path, log) in logs(folder, regions) {
        let Ok(disk) = Disk::of(path.parent().unwrap_or(&path)) else {
            continue;
        };
        let bytes = (disk.wanted / LOG_PART)
            .min(LOG)
            .min(given_up.unwrap_or(u64::MAX));
        if given_up.is_none() && disk.free < 2 * disk.wanted + bytes {
            continue;
        }
        if let Err(error) = allocate_behind(&log, bytes) {
            tracing::debug!(log = %path.display(), %error, "the log has no space of its own");
        }
    }
}

fn allocate_behind(log: &File, bytes: u64) -> io::Result<()> {
    let about = log.metadata()?;
    if bytes == 0 || about.blocks() * 512 >= about.len() + bytes {
        return Ok(());
    }
    Ok(fallocate(log, FallocateFlags::KEEP_SIZE, about.len(), bytes)?)
}

/// Whether a log has fewer blocks behind its end than one operation needs, or is not there yet.
pub(super) fn are_short(folder: &Folder, regions: &[PathBuf]) -> bool {
    let is_short = |(_, log): &(PathBuf, File)| {
        let about = log.metadata();
        about.is_ok_and(|about| about.blocks() * 512 < about.len() + SLICE)
    };
    let logs = logs(folder, regions);
    logs.is_empty() || logs.iter().any(is_short)
}
