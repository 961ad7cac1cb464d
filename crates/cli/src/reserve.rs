//! Space that is kept free in the data folder, for what frees space when there is no other.
//!
//! ```text
//! reserve                      a file whose blocks are allocated, and that has nothing in it
//! reserve.files/               empty files, where the filesystem has only so many
//! regions/<region>/reserve     the same, where a Region is on another filesystem
//! ```
//!
//! It is a sixteenth of its filesystem, at most 32 MiB and 64 files: what the log of a database may grow by while deletions are
//! written, and the logs, records and folders that are made meanwhile. A filesystem that cannot allocate blocks without writing them
//! has no file `reserve`; there the node stops taking changes that much earlier.
//!
//! Nodes may share `regions/`. Who has given a reserve up holds its file with a shared lock for as long as that is used, and it is made
//! whole by a process that can have it alone.

use std::collections::{HashMap, HashSet};
use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rustix::fs::{FallocateFlags, StatVfsMountFlags, fallocate, statvfs};
use wharf_node::space::{Closed, Ground};

use crate::files;
use crate::folder::Folder;

/// The name of the file.
const NAME: &str = "reserve";
/// The folder of the empty files, beside it.
const FOLDER: &str = "reserve.files";
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
        let mut closed = None;
        // All of them: a reserve on another disk than the first full one is made whole as well.
        for place in self.places() {
            let found = look(&place, was_closed, refill, &mut used);
            closed = closed.or(found);
        }
        closed
    }

    fn give_up(&self, everywhere: bool) {
        let mut used = self.used();
        for place in self.places() {
            let file = place.join(NAME);
            let is_needed = |disk: Disk| !disk.is_read_only && (everywhere || disk.is_short());
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
    for empty in empty_files(path) {
        match fs::remove_file(empty) {
            // Another node was faster.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            removed => removed?,
        }
    }
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

    /// Whether there is less on it than is to be kept.
    fn is_short(&self) -> bool {
        self.free < self.wanted || self.free_files < self.wanted_files
    }

    /// Whether there is, with what a reserve has, half as much again as is to be kept.
    fn is_enough_with(&self, kept: Kept) -> bool {
        self.free + kept.bytes >= half_more(self.wanted)
            && self.free_files + kept.files >= half_more(self.wanted_files)
    }
}

/// What must be there before there is space again: more than to go on, so that the node does not change its mind with every request.
fn half_more(wanted: u64) -> u64 {
    wanted + wanted / 2
}

/// What is missing until there is space again, if there is none now.
fn missing(wanted: u64, there: u64, was_closed: bool) -> Option<u64> {
    let demanded = match was_closed {
        true => half_more(wanted),
        false => wanted + wanted / 4,
    };
    (there < demanded).then(|| half_more(wanted) - there)
}

/// What a reserve has.
#[derive(Clone, Copy)]
struct Kept {
    bytes: u64,
    files: u64,
}

impl Kept {
    fn of(file: &Path) -> Kept {
        Kept {
            bytes: fs::metadata(file).map_or(0, |about| about.blocks() * 512),
            files: empty_files(file).len() as u64,
        }
    }

    fn is_whole(self, disk: &Disk) -> bool {
        self.bytes >= disk.wanted && self.files >= disk.wanted_files
    }
}

/// The empty files beside the reserve.
fn empty_files(file: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(file.with_file_name(FOLDER));
    let entries = entries.into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}

fn look(folder: &Path, was_closed: bool, refill: bool, used: &mut HashMap<PathBuf, File>) -> Option<Closed> {
    let place = || folder.display().to_string();
    let disk = Disk::of(folder).ok()?;
    if disk.is_read_only {
        return Some(Closed::ReadOnlyDisk { place: place() });
    }
    let file = folder.join(NAME);
    // With so much there is space again, and then the reserve must be whole, also while it is used.
    let kept = Kept::of(&file);
    if (refill || disk.is_enough_with(kept)) && !kept.is_whole(&disk) {
        used.remove(&file);
        fill(&file, kept, &disk);
    }
    let (disk, kept) = (Disk::of(folder).ok()?, Kept::of(&file));
    if let Some(missing) = missing(disk.wanted_files, kept.files + disk.free_files, was_closed) {
        let place = place();
        return Some(Closed::NoFiles { place, missing });
    }
    let missing = missing(disk.wanted, kept.bytes + disk.free, was_closed)?;
    let place = place();
    Some(Closed::NoSpace { place, missing })
}

/// Makes the reserve as large as it should be, or as it can be.
fn fill(file: &Path, kept: Kept, disk: &Disk) {
    let sizes = [disk.wanted, (kept.bytes + disk.free).min(disk.wanted)];
    let filled = sizes.iter().any(|size| match allocate(file, *size) {
        Ok(locked) => {
            if let Err(error) = add_files(file, disk.wanted_files) {
                tracing::debug!(file = %file.display(), %error, "the reserve has not all of its files yet");
            }
            drop(locked);
            true
        }
        Err(_) => false,
    });
    if !filled {
        tracing::debug!(file = %file.display(), "the reserve is not whole yet");
    }
}

/// Makes the empty files.
fn add_files(file: &Path, wanted: u64) -> io::Result<()> {
    let folder = file.with_file_name(FOLDER);
    if wanted > 0 && !folder.is_dir() {
        DirBuilder::new().mode(0o700).create(&folder)?;
        files::give_to_owner(&folder);
    }
    for number in 0..wanted {
        let empty = folder.join(number.to_string());
        if !empty.try_exists()? {
            let mut options = OpenOptions::new();
            options.write(true).create(true).truncate(false).mode(0o600);
            options.open(&empty)?;
            files::give_to_owner(&empty);
        }
    }
    Ok(())
}

/// The file with so many bytes, locked.
fn allocate(path: &Path, size: u64) -> io::Result<File> {
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
    Ok(file)
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
        let is_whole = || Kept::of(&disk.path().join("us-east-1").join(NAME)).bytes > 0;
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
        disk.allow_files(320);
        let reserve = Reserve::of(&Folder::new(disk.path()));
        assert_eq!(reserve.look(false, true), None);
        disk.fill_files();
        let found = reserve.look(false, true);
        assert!(matches!(found, Some(Closed::NoFiles { .. })), "{found:?}");
        let make = |name: &str| File::create(disk.path().join(name));
        assert!(make("log").is_err());
        reserve.give_up(false);
        assert!(make("log").is_ok(), "what deletions need is there");
        disk.make_room();
        assert_eq!(reserve.look(true, true), None);
        assert_eq!(Kept::of(&disk.path().join(NAME)).files, 320 / PART);
    }

    #[test]
    fn what_is_missing_is_the_same_at_every_look() {
        let disk = SmallDisk::new(24);
        let reserve = Reserve::of(&Folder::new(disk.path()));
        assert_eq!(reserve.look(false, true), None);
        disk.fill();
        let first = reserve.look(false, true);
        assert!(matches!(first, Some(Closed::NoSpace { .. })), "{first:?}");
        assert_eq!(reserve.look(true, true), first);
    }
}
