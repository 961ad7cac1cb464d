//! What to do with a log that is damaged: which of the files say what was, the main file alone or with what SQLite takes of the log.
//!
//! After a checkpoint the whole log stays until the next change begins it anew. SQLite takes the frames before the damage, without a
//! look at the main file: pages that are older than those of the main file, which the next checkpoint writes over them. So nothing is
//! opened for writing before it is known how much of the log the main file has, and no other process has it open.

use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, ErrorKind};
use std::path::Path;

use rustix::fs::{FlockOperation, fcntl_lock};

use super::access::{Access, Role};
use super::fault::{Folder, fault};
use super::index::{self, Index};
use super::kept::{Loss, beside};
use super::log::{self, Log};
use super::standing;
use crate::Error;

/// A log and its index, as they are found.
pub(super) struct Found {
    pub(super) log: Option<Log>,
    index: Option<Index>,
}

/// What the database is opened from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    /// The main file with what SQLite takes of the log.
    WithLog,
    /// The main file alone.
    MainFile(Loss),
}

impl Found {
    pub(super) fn read(database: &Path) -> io::Result<Self> {
        let log = match File::open(beside(database, "-wal")) {
            Ok(file) => Some(log::read(buffered(file))?),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        let index = index::read(&beside(database, "-shm"))?;
        Ok(Self { log, index })
    }

    /// What SQLite drops of the log, if that may have been acknowledged.
    pub(super) fn lost(&self) -> Option<String> {
        let log = self.log.as_ref().filter(|log| log.first.is_some());
        let Some(log) = log else {
            // SQLite removes a log after its index, and empties one after its index says so.
            let index = self.index.filter(|index| index.last > index.written_back)?;
            let is = if self.log.is_some() { "cut" } else { "gone" };
            return Some(format!(
                "it is {is}; {} frames were written and synced, and {} of them are known to be in the main file",
                index.last, index.written_back
            ));
        };
        let Some(salts) = log.salts else {
            return (log.frames > 0)
                .then(|| "its header is not one, so that nothing of it is read".to_owned());
        };
        if log.behind.acknowledged > 0 {
            return Some(format!(
                "behind change {} there are {} frames that SQLite drops, with {} transactions that were acknowledged",
                log.committed, log.behind.frames, log.behind.acknowledged
            ));
        }
        let index = self
            .index
            .filter(|index| index.is_of(salts) && index.last > log.committed)?;
        Some(format!(
            "{} frames were written and synced, and only {} of them are whole",
            index.last, log.committed
        ))
    }

    /// What the database is opened from, after something was lost of its log.
    ///
    /// # Errors
    /// Neither the main file nor what SQLite takes says what was.
    pub(super) fn choose(&self, database: &Path, lost: &str) -> Result<Choice, Error> {
        let choice = match self.said_by_index() {
            Some(choice) => choice,
            None => self.compared(database)?,
        };
        let refused = |why: &str| Error::Corrupt(refusal(database, lost, why));
        let alone = |loss| match wrong(database, Access::Still)? {
            None => Ok(Choice::MainFile(loss)),
            Some(why) => Err(refused(&format!(
                "without it, the main file is not whole ({why})"
            ))),
        };
        match choice {
            Said::Newest => alone(Loss::None),
            Said::Alone => alone(Loss::Possible),
            Said::Between => Err(refused(
                "the main file has some of the changes that were lost of it, and not the others",
            )),
            Said::Nothing => match wrong(database, Access::StillWithLog)? {
                None => Ok(Choice::WithLog),
                Some(_) => alone(Loss::Possible),
            },
        }
    }

    fn said_by_index(&self) -> Option<Said> {
        let first = self.log.as_ref().and_then(|log| log.first);
        let taken = self.log.as_ref().map_or(0, |log| log.committed);
        let index = self.index.filter(|index| match first {
            Some(salts) => index.is_of(salts) || index.is_after(salts),
            None => true,
        })?;
        if first.is_some_and(|salts| index.is_after(salts)) {
            return Some(Said::Newest);
        }
        match index.written_back > taken {
            true if index.written_back == index.last => Some(Said::Newest),
            // Of a page that changed again later not even the older version was written.
            true => Some(Said::Between),
            // The index is not synced: after the power went it may say less than the main file has.
            false => None,
        }
    }

    fn compared(&self, database: &Path) -> Result<Said, Error> {
        let log = self.log.as_ref().filter(|log| log.salts.is_some());
        let Some(log) = log else {
            return Ok(Said::Alone);
        };
        let compared = File::open(beside(database, "-wal"))
            .and_then(|file| standing::has_all(buffered(file), log.committed, &File::open(database)?));
        match compared.map_err(|error| Error::engine("look", error))? {
            true => Ok(Said::Newest),
            false => Ok(Said::Nothing),
        }
    }
}

/// What is known of the main file beside a log.
enum Said {
    /// It has everything.
    Newest,
    /// It has some.
    Between,
    /// SQLite takes nothing of the log, so that there is only the main file.
    Alone,
    /// Pages that were compared do not tell.
    Nothing,
}

/// Whether this process alone has a database open. The lock is held until the answer is dropped, or any other file of it is closed.
pub(super) fn alone(database: &Path) -> io::Result<Option<File>> {
    let file = match OpenOptions::new().write(true).open(database) {
        // Nothing can change.
        Err(error) if error.kind() == ErrorKind::ReadOnlyFilesystem => return File::open(database).map(Some),
        opened => opened?,
    };
    // Over all bytes, those that SQLite locks too.
    match fcntl_lock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(Some(file)),
        Err(rustix::io::Errno::AGAIN | rustix::io::Errno::ACCESS) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// What is wrong with a database, read without changing anything.
fn wrong(database: &Path, access: Access) -> Result<Option<String>, Error> {
    let check = || {
        let raw = access.connect(database, Role::Reader)?;
        // Else the last connection writes the log back.
        raw.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        raw.query_row("PRAGMA integrity_check(1)", [], |row| row.get::<_, String>(0))
    };
    match check().map_err(|error| fault("look", &Folder::of(database), error)) {
        Ok(said) => Ok(Some(said).filter(|said| said != "ok")),
        Err(Error::Corrupt(why)) => Ok(Some(why)),
        Err(error) => Err(error),
    }
}

fn refusal(database: &Path, lost: &str, why: &str) -> String {
    let (wal, shm) = (beside(database, "-wal"), beside(database, "-shm"));
    let (database, wal, shm) = (database.display(), wal.display(), shm.display());
    format!(
        "its write-ahead log is damaged ({lost}), and {why}; nothing was changed. Keep {database}, {wal} and {shm} elsewhere, and put back a \
         copy of {database} without the other two"
    )
}

fn buffered(file: File) -> BufReader<File> {
    BufReader::with_capacity(1 << 20, file)
}
