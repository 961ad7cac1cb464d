//! A look at a database's files before SQLite opens them: what SQLite would drop, or begin anew, without a word.
//!
//! It reads the log, which is short, and the header of the main file, and not the pages: those have no checksums, and
//! `integrity_check` reads all of them, which is for `Database::check_table`. So it costs the same for any length of the database,
//! unless the log is damaged and its index does not say what the main file has of it.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parking_lot::Mutex;

use super::damage::{self, Choice, Found};
use super::kept::{self, Loss};
use super::log::Log;
use crate::Error;

const MAGIC: &[u8; 16] = b"SQLite format 3\0";
const HEADER: usize = 100;
/// No page of a database is the one at this byte, which SQLite locks.
const LOCKED_BYTE: u64 = 1 << 30;

/// Files that this process has open, or is about to. To close a file ends all locks that the process has on it, those of SQLite too.
static OPEN: Mutex<Vec<(PathBuf, Turn)>> = Mutex::new(Vec::new());

/// Whether a file was looked at since the process has it. Who looks holds it.
type Turn = Arc<Mutex<bool>>;

/// A database that this process has open, until it is dropped.
pub(super) struct Held(PathBuf);

impl Drop for Held {
    fn drop(&mut self) {
        let mut open = OPEN.lock();
        if let Some(at) = open.iter().position(|(path, _)| *path == self.0) {
            open.swap_remove(at);
        }
    }
}

/// What was found of a database that is about to be opened.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Looked {
    /// What was lost of it, for people.
    pub(super) told: Vec<String>,
    /// What it is opened from.
    pub(super) open: Open,
}

/// What a database is opened from.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Open {
    /// Its files, as they are.
    #[default]
    Files,
    /// Its files; then the log is emptied, of which a copy is kept. Else what SQLite drops of it stays behind what it writes next,
    /// and is found again after each kill.
    DamagedLog,
    /// The main file alone, though a log is there, as the disk is read-only.
    MainFile,
}

/// Looks at a database that is about to be opened, and sets a log aside that must not be read.
///
/// # Errors
/// The files do not say what was: SQLite would take the main file for another one, or for a new one, or would write what is older
/// over it.
pub(super) fn look(database: &Path) -> Result<(Held, Looked), Error> {
    let path = database.canonicalize().unwrap_or_else(|_| database.to_owned());
    let (held, turn) = hold(path);
    // While it is held no other caller opens the same one, and closes it under this look. Other files are not waited for: a disk may hang,
    // and a damaged log has all of its database read.
    let mut was_looked_at = turn.lock();
    if *was_looked_at {
        return Ok((held, Looked::default()));
    }
    let looked = files(database)?;
    *was_looked_at = true;
    Ok((held, looked))
}

fn hold(path: PathBuf) -> (Held, Turn) {
    let mut open = OPEN.lock();
    let known = open.iter().find(|(known, _)| *known == path);
    let turn = known.map_or_else(Turn::default, |(_, turn)| Arc::clone(turn));
    open.push((path.clone(), Arc::clone(&turn)));
    (Held(path), turn)
}

fn files(database: &Path) -> Result<Looked, Error> {
    let failed = |error: io::Error| Error::io("look", &error);
    let found = Found::read(database).map_err(failed)?;
    let mut looked = Looked::default();
    let is_there = fs::metadata(database).is_ok_and(|about| about.len() > 0);
    match is_there && found.lost().is_some() {
        true => damaged(database, &mut looked)?,
        false => main_file(database, found.log.as_ref())?,
    }
    looked.told.extend(kept::told(database).map_err(failed)?);
    Ok(looked)
}

fn damaged(database: &Path, looked: &mut Looked) -> Result<(), Error> {
    let failed = |error: io::Error| Error::io("look", &error);
    // What another process writes at this moment looks like anything, and its log must stay where it is.
    let Some(alone) = damage::alone(database).map_err(failed)? else {
        return Ok(());
    };
    let found = Found::read(database).map_err(failed)?;
    let Some(lost) = found.lost() else {
        return Ok(());
    };
    tracing::error!(database = %database.display(), "the database's log is damaged: {lost}");
    let choice = found.choose(database, &lost)?;
    let log = found.log.as_ref().filter(|_| choice == Choice::WithLog);
    main_file(database, log)?;
    drop(alone);
    // The checks have closed the file, and so ended the lock.
    let Some(_alone) = damage::alone(database).map_err(failed)? else {
        return Err(Error::Busy);
    };
    match choice {
        Choice::WithLog => match kept::copy(database) {
            Ok(()) => looked.open = Open::DamagedLog,
            // A disk that takes nothing is no reason not to serve what is left. The log is not emptied: it may be copied next time.
            Err(error) => looked.told.push(format!(
                "its write-ahead log is damaged ({lost}), and no copy of it could be kept ({error})"
            )),
        },
        Choice::MainFile(loss) => match kept::set_aside(database, loss) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::ReadOnlyFilesystem => {
                looked.open = Open::MainFile;
                let what = match loss {
                    Loss::None => "everything in it is in the main file",
                    Loss::Possible => "its last changes may be lost",
                };
                looked.told.push(format!(
                    "its write-ahead log is damaged ({lost}), and is not read: {what}"
                ));
            }
            Err(error) => return Err(failed(error)),
        },
    }
    Ok(())
}

/// Refuses a main file that is not what its header, or the log, says.
fn main_file(path: &Path, log: Option<&Log>) -> Result<(), Error> {
    let failed = |error: io::Error| Error::io("look", &error);
    let (mut header, length) = (
        Vec::new(),
        match File::open(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            opened => opened.map_err(failed)?,
        },
    );
    let size = length.metadata().map_err(failed)?.len();
    length
        .take(HEADER as u64)
        .read_to_end(&mut header)
        .map_err(failed)?;
    judge(&header, size, log).map_err(Error::Corrupt)
}

fn judge(header: &[u8], size: u64, log: Option<&Log>) -> Result<(), String> {
    let in_log = log.filter(|log| log.committed > 0);
    if size == 0 {
        // SQLite would take it for a new database, and remove its log.
        return match in_log {
            Some(_) => Err("the file is empty, and its write-ahead log is not; put back a copy".to_owned()),
            None => Ok(()),
        };
    }
    let Some(header) = header.get(..HEADER) else {
        return Err(format!("the file has only {size} bytes; put back a copy"));
    };
    if !header.starts_with(MAGIC) {
        return Err("the file does not begin as a database of SQLite does; put back a copy".to_owned());
    }
    let page = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        page => u64::from(page),
    };
    if !page.is_power_of_two() || page < 512 {
        return Err(format!(
            "the file says that its pages have {page} bytes; put back a copy"
        ));
    }
    let word = |at: usize| u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    let pages = match in_log {
        Some(log) => log.pages,
        // Written by a program that counts pages; else nothing says how many there are.
        None if word(24) == word(92) => word(28),
        None => return Ok(()),
    };
    let there = u32::try_from(size / page).unwrap_or(u32::MAX);
    let is_in_log = |number: &u32| in_log.is_some_and(|log| log.has.contains(number));
    let is_locked = |number: &u32| u64::from(*number) == LOCKED_BYTE / page + 1;
    let missing = (there.saturating_add(1)..=pages).filter(|number| !is_in_log(number) && !is_locked(number));
    match missing.count() {
        0 => Ok(()),
        missing => Err(format!(
            "{missing} of its {pages} pages are missing at the end of the file; put back a copy"
        )),
    }
}

#[cfg(test)]
mod tests;
