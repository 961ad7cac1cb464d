//! A look at a database's files before SQLite opens them: what SQLite would drop, or begin anew, without a word.
//!
//! It reads the log, which is short, and the header of the main file, and not the pages: those have no checksums, and
//! `integrity_check` reads all of them, which is for `Database::check_table`. So it costs the same for any length of the database.

use std::fs::{self, File};
use std::io::{self, BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use parking_lot::Mutex;

use super::log::{self, Log, Salts, checksum};
use crate::Error;

const MAGIC: &[u8; 16] = b"SQLite format 3\0";
const HEADER: usize = 100;
/// No page of a database is the one at this byte, which SQLite locks.
const LOCKED_BYTE: u64 = 1 << 30;
/// Where the index of a log has its first copy of the header, and how long that is.
const INDEX: usize = 48;

/// Files that this process has open. To close a file ends all locks that the process has on it, those of SQLite too.
static OPEN: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A database that this process has open, until it is dropped.
pub(super) struct Held(PathBuf);

impl Drop for Held {
    fn drop(&mut self) {
        let mut open = OPEN.lock();
        if let Some(at) = open.iter().position(|path| *path == self.0) {
            open.swap_remove(at);
        }
    }
}

/// Looks at a database that is about to be opened; what SQLite would lose of it, for people.
///
/// # Errors
/// The main file is not what its header says: SQLite would take it for another one, or for a new one.
pub(super) fn look(database: &Path) -> Result<(Held, Vec<String>), Error> {
    let path = database.canonicalize().unwrap_or_else(|_| database.to_owned());
    let mut open = OPEN.lock();
    let is_open = open.contains(&path);
    open.push(path.clone());
    let held = Held(path);
    // While it is held no other caller opens the same one, and closes it under this look.
    let told = match is_open {
        true => Vec::new(),
        false => {
            let told = files(database);
            drop(open);
            told?
        }
    };
    Ok((held, told))
}

fn files(database: &Path) -> Result<Vec<String>, Error> {
    let failed = |error: io::Error| Error::engine("look", error);
    let wal = beside(database, "-wal");
    let log = match File::open(&wal) {
        Ok(file) => Some(log::read(BufReader::with_capacity(1 << 20, file)).map_err(failed)?),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(failed(error)),
    };
    main_file(database, log.as_ref())?;
    let mut told = Vec::new();
    if let Some(log) = log {
        let indexed = index(&beside(database, "-shm")).map_err(failed)?;
        if let Some(lost) = lost(&log, indexed) {
            tracing::error!(database = %database.display(), "the database's log is damaged: {lost}");
            if let Err(error) = keep(&wal) {
                // A disk that takes nothing is no reason not to serve what is left.
                told.push(format!(
                    "its write-ahead log is damaged ({lost}), and no copy of it could be kept ({error})"
                ));
            }
        }
    }
    for kept in kept(database).map_err(failed)? {
        told.push(format!(
            "its write-ahead log was damaged when it was opened, and the last changes before that may be lost: {} is a copy of it; \
             remove that when you know what is missing",
            kept.display()
        ));
    }
    Ok(told)
}

/// What SQLite drops of a log, if that may have been acknowledged.
fn lost(log: &Log, indexed: Option<(Salts, u32)>) -> Option<String> {
    let Some(salts) = log.salts else {
        return (log.frames > 0).then(|| "its header is not one, so that nothing of it is read".to_owned());
    };
    if log.behind.acknowledged > 0 {
        return Some(format!(
            "behind change {} there are {} frames that SQLite drops, with {} transactions that were acknowledged",
            log.committed, log.behind.frames, log.behind.acknowledged
        ));
    }
    let (_, indexed) = indexed.filter(|(of, _)| *of == salts)?;
    (indexed > log.committed).then(|| {
        format!(
            "{} frames were written and synced, and only {} of them are whole",
            indexed, log.committed
        )
    })
}

/// The log and the last frame of it that an index knows, which a process leaves that is killed. It is written after the frames are
/// synced.
fn index(path: &Path) -> io::Result<Option<(Salts, u32)>> {
    let mut bytes = [0; 2 * INDEX];
    match File::open(path).and_then(|mut file| file.read_exact(&mut bytes)) {
        Ok(()) => {}
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::UnexpectedEof) => {
            return Ok(None);
        }
        Err(error) => return Err(error),
    }
    let native = |at: usize| u32::from_ne_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    let sums = checksum((0, 0), &bytes[..40], cfg!(target_endian = "big"));
    let is_whole = bytes[..INDEX] == bytes[INDEX..] && bytes[12] != 0 && sums == (native(40), native(44));
    let salts: Salts = [32, 33, 34, 35, 36, 37, 38, 39].map(|at| bytes[at]);
    Ok(is_whole.then(|| (salts, native(16))))
}

/// Keeps a copy of a log that SQLite is about to shorten.
fn keep(wal: &Path) -> io::Result<()> {
    let written = fs::metadata(wal)?.modified()?;
    let written = written
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    let copy = beside(wal, &format!(".damaged-{written}"));
    if copy.try_exists()? {
        return Ok(());
    }
    // Under its name only when it is whole: a part would be taken for the copy.
    let part = beside(wal, ".copying");
    let copied = fs::copy(wal, &part)
        .and_then(|_| File::open(&part)?.sync_all())
        .and_then(|()| fs::rename(&part, &copy));
    if copied.is_err() {
        // It takes space, and is of no use.
        let _ = fs::remove_file(&part);
    }
    copied
}

/// Copies of logs that were damaged.
fn kept(database: &Path) -> io::Result<Vec<PathBuf>> {
    let prefix = beside(database, "-wal.damaged-");
    let prefix = prefix.file_name().unwrap_or_default().to_string_lossy();
    let mut found = Vec::new();
    let entries = match fs::read_dir(super::fault::parent(database)) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(found),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(&*prefix) {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Refuses a main file that is not what its header, or the log, says.
fn main_file(path: &Path, log: Option<&Log>) -> Result<(), Error> {
    let failed = |error: io::Error| Error::engine("look", error);
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
            Some(_) => Err("the file is empty, and its write-ahead log is not".to_owned()),
            None => Ok(()),
        };
    }
    let Some(header) = header.get(..HEADER) else {
        return Err(format!("the file has only {size} bytes"));
    };
    if !header.starts_with(MAGIC) {
        return Err("the file does not begin as a database of SQLite does".to_owned());
    }
    let page = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        page => u64::from(page),
    };
    if !page.is_power_of_two() || page < 512 {
        return Err(format!("the file says that its pages have {page} bytes"));
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
mod tests {
    use super::super::Engine;
    use super::super::access::{Access, Role};
    use super::super::connection::Connection;
    use super::super::options::SqliteOptions;
    use super::*;

    /// A folder as a process leaves it that is killed: rows in the log, and rows in the main file.
    fn killed(folder: &Path) -> PathBuf {
        let (path, copy) = (folder.join("live.db"), folder.join("test.db"));
        let connection = Connection::open(
            &path,
            (Role::Writer, Access::Shared),
            &SqliteOptions::default(),
            Default::default(),
        )
        .unwrap();
        connection
            .batch("test", "CREATE TABLE things (id BIGINT, text TEXT)")
            .unwrap();
        let many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) \
                    INSERT INTO things SELECT i, 'some text of a thing' FROM n; PRAGMA wal_checkpoint(TRUNCATE);";
        connection.batch("test", many).unwrap();
        for number in 0..5 {
            let one = format!("INSERT INTO things VALUES ({number}, 'one more')");
            connection.batch("test", &one).unwrap();
        }
        for suffix in ["", "-wal", "-shm"] {
            fs::copy(beside(&path, suffix), beside(&copy, suffix)).unwrap();
        }
        copy
    }

    fn told(path: &Path) -> Result<Vec<String>, Error> {
        look(path).map(|(_, told)| told)
    }

    fn change(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
        let mut bytes = fs::read(path).unwrap();
        change(&mut bytes);
        fs::write(path, bytes).unwrap();
    }

    #[test]
    fn what_a_killed_process_leaves_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = killed(folder.path());
        assert_eq!(told(&path), Ok(vec![]));
        assert_eq!(told(&folder.path().join("none.db")), Ok(vec![]));
    }

    #[test]
    fn a_log_that_lost_acknowledged_changes_is_told_again_and_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = killed(folder.path());
        let wal = beside(&path, "-wal");
        fs::remove_file(beside(&path, "-shm")).unwrap();
        change(&wal, |bytes| bytes[32 + 24 + 100] ^= 1);
        let damaged = fs::read(&wal).unwrap();
        let first = told(&path).unwrap();
        assert!(
            first.len() == 1 && first[0].contains("test.db-wal.damaged-"),
            "{first:?}"
        );
        assert_eq!(fs::read(&kept(&path).unwrap()[0]).unwrap(), damaged);
        // SQLite drops the rest.
        fs::remove_file(&wal).unwrap();
        assert_eq!(told(&path).unwrap(), first);
    }

    #[test]
    fn a_log_that_was_cut_is_told_by_its_index() {
        let folder = tempfile::tempdir().unwrap();
        let path = killed(folder.path());
        change(&beside(&path, "-wal"), |bytes| bytes.truncate(32 + 24 + 4096));
        assert_eq!(told(&path).unwrap().len(), 1);
    }

    #[test]
    fn a_copy_that_could_not_be_made_whole_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = killed(folder.path());
        let wal = beside(&path, "-wal");
        change(&wal, |bytes| bytes[32 + 24 + 100] ^= 1);
        // No file can be copied to a device that is full.
        std::os::unix::fs::symlink("/dev/full", beside(&wal, ".copying")).unwrap();
        let first = told(&path).unwrap();
        assert!(first[0].contains("no copy of it could be kept"), "{first:?}");
        assert_eq!(kept(&path).unwrap(), Vec::<PathBuf>::new());
        assert_eq!(told(&path).unwrap().len(), 1);
        assert_eq!(kept(&path).unwrap().len(), 1);
    }

    #[test]
    fn a_loss_is_found_once_and_not_after_each_kill() {
        let folder = tempfile::tempdir().unwrap();
        let path = killed(folder.path());
        let wal = beside(&path, "-wal");
        change(&wal, |bytes| bytes[32 + 2 * (24 + 4096) + 24 + 100] ^= 1);
        let engine = Engine::open(&path, &[], &SqliteOptions::default()).unwrap();
        assert_eq!(engine.doubts().len(), 1);
        let left = log::read(&fs::read(&wal).unwrap()[..]).unwrap();
        assert_eq!(
            left.behind,
            log::Behind::default(),
            "the next look would find it again"
        );
    }

    #[test]
    fn a_log_without_its_header_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = killed(folder.path());
        change(&beside(&path, "-wal"), |bytes| bytes[20] ^= 1);
        assert_eq!(told(&path).unwrap().len(), 1);
    }

    #[test]
    fn a_main_file_that_was_cut_or_replaced_is_refused() {
        type Change = fn(&mut Vec<u8>);
        let changes: [(&str, Change); 4] = [
            ("missing at the end", |bytes| {
                bytes.truncate(bytes.len() - 3 * 4096)
            }),
            ("is empty", Vec::clear),
            ("does not begin", |bytes| bytes[3] ^= 1),
            ("only 50 bytes", |bytes| bytes.truncate(50)),
        ];
        for (said, damage) in changes {
            let folder = tempfile::tempdir().unwrap();
            let path = killed(folder.path());
            change(&path, damage);
            let refused = told(&path).unwrap_err();
            assert!(
                matches!(&refused, Error::Corrupt(why) if why.contains(said)),
                "{said}: {refused}"
            );
        }
    }

    #[test]
    fn a_main_file_is_cut_whether_it_has_a_log_or_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = killed(folder.path());
        for suffix in ["-wal", "-shm"] {
            fs::remove_file(beside(&path, suffix)).unwrap();
        }
        assert_eq!(told(&path), Ok(vec![]));
        change(&path, |bytes| bytes.truncate(bytes.len() / 2));
        assert!(told(&path).is_err());
    }
}
