//! Space that is kept free in the data folder, for what frees space when there is no other.
//!
//! ```text
//! reserve                      a file whose blocks are allocated, and that has nothing in it
//! regions/<region>/reserve     the same, where a Region is on another filesystem
//! ```
//!
//! It is a sixteenth of its filesystem, at most 32 MiB: what the log of a database may grow by while deletions are written. A
//! filesystem that cannot allocate blocks without writing them has no file; there the node stops taking changes that much earlier.
//!
//! Nodes may share `regions/`. Who has given a reserve up holds its file with a shared lock for as long as that is used, and it is made
//! whole by a process that can have it alone.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rustix::fs::{FallocateFlags, StatVfsMountFlags, fallocate, statvfs};
use wharf_node::space::{Closed, Ground};

use crate::files;
use crate::folder::Folder;

/// The name of the file.
const NAME: &str = "reserve";
/// The most that is kept.
const MOST: u64 = 32 * 1024 * 1024;
/// How many files are kept free: those that databases and deletions make beside what they free.
const FILES: u64 = 64;
/// The part of a small filesystem.
const PART: u64 = 16;

/// The reserve of a data folder.
pub(crate) struct Reserve {
    folder: Folder,
    /// The files that were given up, locked; one change of them at a time.
    used: Mutex<HashMap<PathBuf, File>>,
}

impl Reserve {
    pub(crate) fn of(folder: &Folder) -> Reserve {
        Reserve {
            folder: folder.clone(),
            used: Mutex::default(),
        }
    }

    fn used(&self) -> MutexGuard<'_, HashMap<PathBuf, File>> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A folder on each filesystem.
    fn places(&self) -> Vec<PathBuf> {
        let mut seen = HashSet::new();
        let regions = self.folder.regions().unwrap_or_default();
        let regions = regions.iter().map(|region| self.folder.region(region));
        let folders = std::iter::once(self.folder.path().to_owned()).chain(regions);
        let is_another = |folder: &PathBuf| fs::metadata(folder).is_ok_and(|about| seen.insert(about.dev()));
        folders.filter(is_another).collect()
    }
}

impl Ground for Reserve {
    fn look(&self, was_closed: bool, refill: bool) -> Option<Closed> {
        let mut used = self.used();
        if refill {
            used.clear();
        }
        let places = self.places();
        places
            .iter()
            .find_map(|place| look(place, was_closed, refill, &mut used))
    }

    fn give_up(&self, everywhere: bool) {
        let mut used = self.used();
        for place in self.places() {
            let file = place.join(NAME);
            let is_needed = |disk: Disk| !disk.is_read_only && (everywhere || disk.free < disk.wanted);
            if used.contains_key(&file) || !Disk::of(&place).is_ok_and(is_needed) {
                continue;
            }
            match give_up(&file) {
                Ok(locked) => drop(used.insert(file, locked)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => {
                    tracing::warn!(file = %file.display(), %error, "the reserve cannot be given up");
                }
            }
        }
    }
}

/// Empties a reserve; no process makes it whole while the file that this gives is open.
fn give_up(path: &Path) -> io::Result<File> {
    let file = OpenOptions::new().read(true).write(true).open(path)?;
    if let Err(error) = file.lock_shared() {
        tracing::debug!(file = %path.display(), %error, "the reserve cannot be locked");
    }
    file.set_len(0)?;
    Ok(file)
}

/// A filesystem.
struct Disk {
    /// How much is to be kept on it.
    wanted: u64,
    /// How much is free.
    free: u64,
    /// How many files are to be left on it.
    wanted_files: u64,
    /// How many can be made.
    free_files: u64,
    is_read_only: bool,
}

impl Disk {
    fn of(folder: &Path) -> io::Result<Disk> {
        let about = statvfs(folder)?;
        // What is kept for root alone counts for root.
        let (free, free_files) = match rustix::process::geteuid().is_root() {
            true => (about.f_bfree, about.f_ffree),
            false => (about.f_bavail, about.f_favail),
        };
        Ok(Disk {
            wanted: (about.f_blocks * about.f_frsize / PART).min(MOST),
            free: free * about.f_frsize,
            // Filesystems that do not count files say that there are none in all.
            wanted_files: (about.f_files / PART).min(FILES),
            free_files,
            is_read_only: about.f_flag.contains(StatVfsMountFlags::RDONLY),
        })
    }
}

fn look(folder: &Path, was_closed: bool, refill: bool, used: &mut HashMap<PathBuf, File>) -> Option<Closed> {
    let place = || folder.display().to_string();
    let disk = Disk::of(folder).ok()?;
    if disk.is_read_only {
        return Some(Closed::ReadOnlyDisk { place: place() });
    }
    let file = folder.join(NAME);
    // With so much there is space again, and then the reserve must be whole, also while it is used.
    let is_enough = disk.free + kept(&file) >= disk.wanted + disk.wanted / 2;
    if (refill || is_enough) && kept(&file) < disk.wanted {
        used.remove(&file);
        fill(&file, kept(&file), &disk);
    }
    let disk = Disk::of(folder).ok()?;
    // More is demanded to begin again than to go on, so that the node does not change its mind with every request.
    let margin = match was_closed {
        true => disk.wanted / 2,
        false => disk.wanted / 4,
    };
    let margin_files = match was_closed {
        true => disk.wanted_files / 2,
        false => 0,
    };
    let missing = (disk.wanted_files + margin_files).saturating_sub(disk.free_files);
    if missing > 0 {
        return Some(Closed::NoFiles {
            place: place(),
            missing,
        });
    }
    let missing = (disk.wanted + margin).saturating_sub(kept(&file) + disk.free);
    (missing > 0).then(|| Closed::NoSpace {
        place: place(),
        missing,
    })
}

/// Makes the reserve as large as it should be, or as it can be.
fn fill(file: &Path, kept: u64, disk: &Disk) {
    let sizes = [disk.wanted, (kept + disk.free).min(disk.wanted)];
    let filled = sizes.iter().any(|size| allocate(file, *size).is_ok());
    if !filled {
        tracing::debug!(file = %file.display(), "the reserve is not whole yet");
    }
}

fn allocate(path: &Path, size: u64) -> io::Result<()> {
    let file: File = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)?;
    files::give_to_owner(path);
    // Another process may be using it. Where there are no locks, no other process is known of.
    if let Err(TryLockError::WouldBlock) = file.try_lock() {
        return Err(io::ErrorKind::WouldBlock.into());
    }
    fallocate(&file, FallocateFlags::empty(), 0, size.max(1))?;
    Ok(())
}

/// Bytes that a file has on the disk.
fn kept(file: &Path) -> u64 {
    fs::metadata(file).map_or(0, |about| about.blocks() * 512)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use wharf_sql::testing::SmallDisk;

    use super::*;

    #[test]
    fn a_reserve_that_another_node_uses_is_not_made_whole() {
        let disk = SmallDisk::new(24);
        fs::create_dir(disk.path().join("us-east-1")).unwrap();
        let [one, other] = ["one", "other"].map(|name| {
            let folder = disk.beside().join(name);
            fs::create_dir(&folder).unwrap();
            symlink(disk.path(), folder.join("regions")).unwrap();
            Reserve::of(&Folder::new(&folder))
        });
        let is_whole = || kept(&disk.path().join("us-east-1").join(NAME)) > 0;
        for reserve in [&one, &other] {
            assert_eq!(reserve.look(false, true), None);
        }
        assert!(is_whole());
        disk.fill();
        assert!(one.look(false, false).is_some());
        one.give_up(false);
        assert!(!is_whole());
        assert!(other.look(false, true).is_some() && !is_whole());
        assert!(one.look(true, true).is_some() && is_whole());
    }

    #[test]
    fn a_disk_that_takes_no_more_files_is_full() {
        let disk = SmallDisk::new(24);
        disk.allow_files(160);
        let reserve = Reserve::of(&Folder::new(disk.path()));
        assert_eq!(reserve.look(false, true), None);
        let files = || (0..150).map(|number| disk.path().join(number.to_string()));
        for file in files() {
            File::create(file).unwrap();
        }
        let found = reserve.look(false, true);
        assert!(matches!(found, Some(Closed::NoFiles { .. })), "{found:?}");
        for file in files() {
            fs::remove_file(file).unwrap();
        }
        assert_eq!(reserve.look(true, true), None);
    }
}
