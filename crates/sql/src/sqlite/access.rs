//! How the file is opened: as it usually is, where there is no space for a file beside it, and on a read-only disk.
//!
//! In WAL mode SQLite keeps an index of the log in a file of its own (`-shm`), which it makes when the first connection opens and
//! removes with the last. A disk that is full or read-only takes no such file, and what can be read must be served from it.

use std::fs;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::kept::beside;

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Writer,
    Reader,
}

/// How the file is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// Other processes may have it open too.
    Shared,
    /// This process alone may have it open, so that the log's index is in its memory.
    Alone,
    /// It does not change, and has no log.
    Still,
    /// It does not change, and each connection keeps an index of the log in its memory.
    StillWithLog,
}

impl Access {
    /// That of a file on a read-only disk; none for any other.
    pub(super) fn of_read_only_disk(path: &Path) -> Option<Self> {
        // It is not opened for that: closing it would end the locks that this process has on it.
        let refused = rustix::fs::access(path, rustix::fs::Access::WRITE_OK).err()?;
        if refused != rustix::io::Errno::ROFS {
            return None;
        }
        let has_log = fs::metadata(beside(path, "-wal")).is_ok_and(|log| log.len() > 0);
        Some(match has_log {
            true => Self::StillWithLog,
            false => Self::Still,
        })
    }

    pub(super) fn connect(self, path: &Path, role: Role) -> rusqlite::Result<Connection> {
        let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        if role == Role::Writer {
            flags |= OpenFlags::SQLITE_OPEN_CREATE;
        }
        let reading = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        match self {
            Self::Shared => Connection::open_with_flags(path, flags),
            Self::Alone => Connection::open_with_flags_and_vfs(path, flags, "unix-excl"),
            Self::Still => {
                let flags = reading | OpenFlags::SQLITE_OPEN_URI;
                Connection::open_with_flags(immutable(path), flags)
            }
            Self::StillWithLog => {
                let raw = Connection::open_with_flags_and_vfs(path, reading, "unix-none")?;
                // Of several connections none locks anything, so each may believe that it is the only one.
                raw.execute_batch("PRAGMA locking_mode = EXCLUSIVE")?;
                Ok(raw)
            }
        }
    }
}

/// The address of a file that does not change.
fn immutable(path: &Path) -> String {
    let mut address = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
                address.push(char::from(*byte));
            }
            other => address.push_str(&format!("%{other:02X}")),
        }
    }
    address + "?immutable=1"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_may_have_any_characters() {
        let address = immutable(Path::new("/da ta/a?b#c%d/é.db"));
        assert_eq!(address, "file:/da%20ta/a%3Fb%23c%25d/%C3%A9.db?immutable=1");
    }
}
