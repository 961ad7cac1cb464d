//! Space that is kept free in the data folder, for what frees space when there is no other.
//!
//! ```text
//! reserve                      a file whose blocks are allocated, and that has nothing in it
//! reserve.files/               empty files, where the filesystem has only so many
//! regions/<region>/reserve     the same, where a Region is on another filesystem
//! ```
//!
//! It is a sixteenth of its filesystem, at most 32 MiB and 64 files: for the logs, records and folders that are made while deletions are
//! written. A filesystem that cannot allocate blocks without writing them has no file `reserve`; there the node stops taking changes that
//! much earlier.
//!
//! Another program may take what is given up. So it is given up in parts: what one operation needs beside its rows, more of it only after
//! an operation was refused. What rows need, the logs of the databases have already: blocks are allocated behind their ends (`logs`),
//! which are theirs and no other file's. And what is freed goes back to the reserve at the next look, but for a part.
//!
//! Nodes may share `regions/`. Who has given a reserve up holds its file with a shared lock for as long as that is used, and it is made
//! whole by a process that can have it alone.

mod answering;
mod disk;
mod logs;

use std::collections::{HashMap, HashSet};
use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rustix::fs::{FallocateFlags, fallocate};
use wharf_aws::Region;
use wharf_node::space::{Closed, Ground};

use answering::{Answer, Answering};
use disk::{Disk, FOR_LOGS, Kept, SLICE, empty_files, missing};

use crate::files;
use crate::folder::Folder;

/// The name of the file.
const NAME: &str = "reserve";
/// The folder of the empty files, beside it.
const FOLDER: &str = "reserve.files";

/// The reserve of a data folder.
pub(crate) struct Reserve {
    folder: Folder,
    /// The files that were given up, locked; one change of them at a time.
    used: Mutex<HashMap<PathBuf, File>>,
    answering: Answering,
}

/// What can be looked at.
struct Places {
    /// A folder on each filesystem.
    places: Vec<PathBuf>,
    /// The folders of the Regions.
    regions: Vec<PathBuf>,
}

impl Reserve {
    pub(crate) fn of(folder: &Folder) -> Reserve {
        Reserve {
            folder: folder.clone(),
            used: Mutex::default(),
            answering: Answering::default(),
        }
    }

    fn used(&self) -> MutexGuard<'_, HashMap<PathBuf, File>> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Shows in the metrics how much is free on a filesystem, by the name of the Region that it is for, or `data`.
    fn show(&self, place: &Path) {
        let Ok(disk) = Disk::of(place) else { return };
        let name = match place == self.folder.path() {
            true => "data".into(),
            false => place.file_name().unwrap_or_default().to_string_lossy(),
        };
        let labels = [("place", name.into_owned())];
        metrics::gauge!("wharf_disk_free_bytes", &labels).set(disk.free as f64);
        metrics::gauge!("wharf_disk_size_bytes", &labels).set(disk.size as f64);
        metrics::gauge!("wharf_disk_free_files", &labels).set(disk.free_files as f64);
    }

    /// What is there and answers.
    fn places(&self) -> Places {
        let data = self.folder.path();
        let own = fs::metadata(data).ok().map(|about| about.dev());
        let mut seen: HashSet<u64> = own.into_iter().collect();
        let mut found = Places {
            places: own.map(|_| data.to_owned()).into_iter().collect(),
            regions: Vec::new(),
        };
        for region in self.folder.regions().unwrap_or_default() {
            let folder = self.folder.region(&region);
            let answer = self.answering.ask(&folder, own);
            let is_silent = if answer == Answer::Silence { 1.0 } else { 0.0 };
            metrics::gauge!("wharf_disk_silent", "place" => region.to_string()).set(is_silent);
            if let Answer::On(device) = answer {
                if seen.insert(device) {
                    found.places.push(folder.clone());
                }
                found.regions.push(folder);
            }
        }
        found
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
        let Places { places, regions } = self.places();
        for place in places {
            let found = look(&place, was_closed, refill, &mut used);
            closed = closed.or(found);
            self.show(&place);
        }
        if closed.is_none() {
            logs::allocate(&self.folder, &regions, None);
        }
        closed
    }

    fn give_up(&self, everywhere: bool, refusals: u32) {
        let mut used = self.used();
        let Places { places, regions } = self.places();
        for place in places {
            let file = place.join(NAME);
            let Some(disk) = Disk::of(&place).ok().filter(|disk| !disk.is_read_only) else {
                continue;
            };
            let part = disk.part(refusals, logs::are_short(&self.folder, &regions));
            let missing = match everywhere {
                true => Kept::of(&file),
                false => disk.missing_for(part),
            };
            if missing.is_nothing() {
                continue;
            }
            match give_up(&file, missing, used.remove(&file)) {
                Ok(locked) => drop(used.insert(file, locked)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => {
                    tracing::warn!(file = %file.display(), %error, "the reserve cannot be given up");
                }
            }
            // At once: another program may want it too. The rest is for what else an operation writes.
            logs::allocate(&self.folder, &regions, Some(SLICE.max(part.bytes / 8)));
        }
    }

    fn silent_for(&self, region: &Region) -> Option<Duration> {
        self.answering.silent_for(&self.folder.region(region))
    }
}

/// Gives up a part of a reserve, which may be given up in part already; no process makes it whole while the file that this gives is open.
fn give_up(path: &Path, part: Kept, locked: Option<File>) -> io::Result<File> {
    let file = match locked {
        Some(locked) => locked,
        None => {
            let file = OpenOptions::new().read(true).write(true).open(path)?;
            if let Err(error) = file.lock_shared() {
                tracing::debug!(file = %path.display(), %error, "the reserve cannot be locked");
            }
            file
        }
    };
    file.set_len(file.metadata()?.len().saturating_sub(part.bytes))?;
    let files = usize::try_from(part.files).unwrap_or(usize::MAX);
    for empty in empty_files(path).into_iter().take(files) {
        match fs::remove_file(empty) {
            // Another node was faster.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            removed => removed?,
        }
    }
    Ok(file)
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
    } else if used.contains_key(&file) && !kept.is_whole(&disk) {
        take_back(&file, kept, &disk, used);
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

/// Takes back what was freed while it is used, but for what the operations under way may need.
fn take_back(file: &Path, kept: Kept, disk: &Disk, used: &mut HashMap<PathBuf, File>) {
    let left = disk.wanted / FOR_LOGS;
    let size = (kept.bytes + disk.free.saturating_sub(left)).min(disk.wanted);
    if size < kept.bytes + left.max(1) {
        return;
    }
    // The lock is another one for a moment: then another process may make it whole as well as this one.
    let Some(shared) = used.remove(file) else { return };
    drop(shared);
    match allocate(file, size) {
        Ok(locked) => {
            if let Err(error) = locked.unlock().and_then(|()| locked.lock_shared()) {
                tracing::debug!(file = %file.display(), %error, "the reserve cannot be locked");
            }
            used.insert(file.to_owned(), locked);
        }
        Err(error) => tracing::debug!(file = %file.display(), %error, "the reserve is not made larger yet"),
    }
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
mod tests;
