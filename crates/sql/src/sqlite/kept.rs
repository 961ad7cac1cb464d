//! What is kept of damaged logs beside their database, so that a loss is told at each start until a person has seen to it.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use super::fault::parent;

/// What a log may have lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Loss {
    /// Changes that were acknowledged.
    Possible,
    /// Nothing: everything in it was in the main file.
    None,
}

impl Loss {
    const fn name(self) -> &'static str {
        match self {
            Self::Possible => "-wal.damaged-",
            Self::None => "-wal.written-back-",
        }
    }
}

/// Copies a log that SQLite is about to shorten. When there is no room for a copy, an empty file tells of the loss.
///
/// # Errors
/// There is no copy. Where even an empty file finds no room, the loss is not told again once the log is written over.
pub(super) fn copy(database: &Path) -> io::Result<()> {
    let (wal, kept) = (beside(database, "-wal"), name(database, Loss::Possible)?);
    if fs::metadata(&kept).is_ok_and(|about| about.len() > 0) {
        return Ok(());
    }
    // Under its name only when it is whole: a part would be taken for the copy.
    let part = beside(&wal, ".copying");
    let copied = fs::copy(&wal, &part)
        .and_then(|_| File::open(&part)?.sync_all())
        .and_then(|()| fs::rename(&part, &kept));
    if copied.is_err() {
        // It takes space, and is of no use.
        let _ = fs::remove_file(&part);
        let _ = note(database, &kept);
    }
    copied.and_then(|()| sync(database))
}

/// Moves a log away from its database, which is opened without it; one that is gone leaves an empty file.
pub(super) fn set_aside(database: &Path, loss: Loss) -> io::Result<()> {
    let kept = name(database, loss)?;
    // Its index goes first: without its log it would tell of a loss that is none. It is made again from what there is.
    match fs::remove_file(beside(database, "-shm")) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    match fs::rename(beside(database, "-wal"), &kept) {
        Err(error) if error.kind() == ErrorKind::NotFound => note(database, &kept),
        moved => moved.and_then(|()| sync(database)),
    }
}

/// What people are told of logs that were damaged.
pub(super) fn told(database: &Path) -> io::Result<Vec<String>> {
    let mut told = Vec::new();
    for (path, is_empty) in found(database, Loss::Possible)? {
        let (path, is) = (
            path.display(),
            if is_empty {
                "says so, as no copy is left"
            } else {
                "is what there was of it"
            },
        );
        told.push(format!(
            "its write-ahead log was damaged when it was opened, and the last changes before that may be lost: {path} {is}; \
             `wharf audit --since` lists the calls of that time; remove that when you know what is missing, and start the server \
             again"
        ));
    }
    for (path, _) in found(database, Loss::None)? {
        told.push(format!(
            "its write-ahead log was damaged when it was opened, but everything in it was in the main file, so that nothing is \
             lost: {} is that log; remove it when you have looked at the disk, and start the server again",
            path.display()
        ));
    }
    Ok(told)
}

/// The file beside the database that has this at the end of its name.
pub(super) fn beside(database: &Path, end: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// Named after the time of the last change, so that one damage has one name.
fn name(database: &Path, loss: Loss) -> io::Result<PathBuf> {
    let written = fs::metadata(beside(database, "-wal"))
        .or_else(|_| fs::metadata(beside(database, "-shm")))?
        .modified()?;
    let written = written
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    Ok(beside(database, &format!("{}{written}", loss.name())))
}

fn note(database: &Path, kept: &Path) -> io::Result<()> {
    match File::create_new(kept) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        made => made?.sync_all().and_then(|()| sync(database)),
    }
}

fn sync(database: &Path) -> io::Result<()> {
    File::open(parent(database))?.sync_all()
}

fn found(database: &Path, loss: Loss) -> io::Result<Vec<(PathBuf, bool)>> {
    let prefix = beside(database, loss.name());
    let prefix = prefix.file_name().unwrap_or_default().to_string_lossy();
    let mut found = Vec::new();
    let entries = match fs::read_dir(parent(database)) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(found),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(&*prefix) {
            found.push((entry.path(), entry.metadata()?.len() == 0));
        }
    }
    found.sort();
    Ok(found)
}
