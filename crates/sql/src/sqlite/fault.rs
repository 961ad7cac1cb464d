//! SQLite's result codes as our errors, and the question what the system's reason for an I/O error was.

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use rusqlite::{ErrorCode, ffi};

use crate::Error;
use crate::error::is_out_of_files;

/// The folder that the database lies in.
#[derive(Debug, Clone)]
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn of(database: &Path) -> Self {
        Self(parent(database))
    }

    /// SQLite reports a write that met the end of a quota as a plain I/O error, and a file that could not be made, or for which the process
    /// had no descriptor left, as one that cannot be opened. It keeps the system's reason to itself, so we ask the disk: can a file of
    /// 64 KiB be written durably beside the database?
    fn says_why(&self) -> Option<Error> {
        let probe = self.0.join(".space-probe");
        let written = std::fs::File::create(&probe)
            .and_then(|mut file| file.write_all(&[0; 64 * 1024]).and_then(|()| file.sync_all()));
        let _ = std::fs::remove_file(&probe);
        let refused = written.err()?;
        match refused.kind() {
            _ if is_out_of_files(&refused) => Some(Error::OutOfFiles),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Some(Error::Full),
            ErrorKind::ReadOnlyFilesystem => Some(Error::ReadOnly),
            _ => None,
        }
    }
}

pub(super) fn fault(name: &'static str, folder: &Folder, error: rusqlite::Error) -> Error {
    let rusqlite::Error::SqliteFailure(failure, message) = &error else {
        return Error::engine(name, error);
    };
    match (failure.code, failure.extended_code) {
        (ErrorCode::DiskFull, _) | (_, ffi::SQLITE_IOERR_SHMSIZE) => Error::Full,
        (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => Error::Busy,
        (
            _,
            ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID,
        ) => Error::UniqueViolation,
        (ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase, _) => {
            Error::Corrupt(message.clone().unwrap_or_else(|| failure.to_string()))
        }
        (ErrorCode::ReadOnly, _) => Error::ReadOnly,
        (ErrorCode::SystemIoFailure | ErrorCode::CannotOpen, _) => {
            folder.says_why().unwrap_or_else(|| Error::engine(name, error))
        }
        _ => Error::engine(name, error),
    }
}

/// The folder of a database's file, as a path.
pub(super) fn parent(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}
