//! A filesystem, and what of it is kept and given up.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::{StatVfsMountFlags, statvfs};

use super::FOLDER;

/// The most that is kept.
pub(super) const MOST: u64 = 32 * 1024 * 1024;
/// What the log of each database has behind its end, at most, and the part of the reserve that it is.
pub(super) const LOG: u64 = 2 * 1024 * 1024;
pub(super) const LOG_PART: u64 = 3;
/// How many files are kept free: those that databases and deletions make beside what they free.
pub(super) const FILES: u64 = 64;
/// The part of a small filesystem.
pub(super) const PART: u64 = 16;
/// What an operation needs beside its rows: a record, a folder, a page of an index.
pub(super) const SLICE: u64 = 64 * 1024;
/// The part of a reserve that is given up for the logs of databases which have too little of their own.
pub(super) const FOR_LOGS: u64 = 4;

/// A filesystem.
pub(super) struct Disk {
    /// How large it is.
    pub(super) size: u64,
    /// How much is to be kept on it.
    pub(super) wanted: u64,
    /// How much is free.
    pub(super) free: u64,
    /// How many files are to be left on it.
    pub(super) wanted_files: u64,
    /// How many can be made.
    pub(super) free_files: u64,
    pub(super) is_read_only: bool,
}

impl Disk {
    pub(super) fn of(folder: &Path) -> io::Result<Disk> {
        let about = statvfs(folder)?;
        // What is kept for root alone counts for root.
        let (free, free_files) = match rustix::process::geteuid().is_root() {
            true => (about.f_bfree, about.f_ffree),
            false => (about.f_bavail, about.f_favail),
        };
        Ok(Disk {
            size: about.f_blocks * about.f_frsize,
            wanted: (about.f_blocks * about.f_frsize / PART).min(MOST),
            free: free * about.f_frsize,
            // Filesystems that do not count files say that there are none in all.
            wanted_files: (about.f_files / PART).min(FILES),
            free_files,
            is_read_only: about.f_flag.contains(StatVfsMountFlags::RDONLY),
        })
    }

    /// What an operation needs of it, after so many refusals in a row; of files half of them, for a start makes some as well.
    pub(super) fn part(&self, refusals: u32, are_logs_short: bool) -> Kept {
        let first = match are_logs_short {
            true => self.wanted / FOR_LOGS,
            false => SLICE,
        };
        let part = first.saturating_mul(1 << (2 * refusals).min(20));
        Kept {
            bytes: part.clamp(SLICE.min(self.wanted), self.wanted),
            files: match refusals {
                0 => self.wanted_files.div_ceil(2),
                _ => self.wanted_files,
            },
        }
    }

    /// What is not free of it.
    pub(super) fn missing_for(&self, part: Kept) -> Kept {
        Kept {
            bytes: part.bytes.saturating_sub(self.free),
            files: part.files.saturating_sub(self.free_files),
        }
    }

    /// Whether there is, with what a reserve has, half as much again as is to be kept.
    pub(super) fn is_enough_with(&self, kept: Kept) -> bool {
        self.free + kept.bytes >= half_more(self.wanted)
            && self.free_files + kept.files >= half_more(self.wanted_files)
    }
}

/// What must be there before there is space again: more than to go on, so that the node does not change its mind with every request.
pub(super) fn half_more(wanted: u64) -> u64 {
    wanted + wanted / 2
}

/// What is missing until there is space again, if there is none now.
pub(super) fn missing(wanted: u64, there: u64, was_closed: bool) -> Option<u64> {
    let demanded = match was_closed {
        true => half_more(wanted),
        false => wanted + wanted / 4,
    };
    (there < demanded).then(|| half_more(wanted) - there)
}

/// What a reserve has, or a part of it.
#[derive(Clone, Copy)]
pub(super) struct Kept {
    pub(super) bytes: u64,
    pub(super) files: u64,
}

impl Kept {
    pub(super) fn of(file: &Path) -> Kept {
        Kept {
            bytes: fs::metadata(file).map_or(0, |about| about.blocks() * 512),
            files: empty_files(file).len() as u64,
        }
    }

    pub(super) fn is_nothing(self) -> bool {
        self.bytes == 0 && self.files == 0
    }

    pub(super) fn is_whole(self, disk: &Disk) -> bool {
        self.bytes >= disk.wanted && self.files >= disk.wanted_files
    }
}

/// The empty files beside the reserve.
pub(super) fn empty_files(file: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(file.with_file_name(FOLDER));
    let entries = entries.into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}
