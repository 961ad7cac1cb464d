//! What a process leaves that is killed, and what happens to it then.

mod written_back;

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt as _;
use std::process::Command;
use std::sync::mpsc::channel;
use std::time::Duration;

use rustix::fs::OFlags;

use super::super::Engine;
use super::super::access::{Access, Role};
use super::super::connection::Connection;
use super::super::kept::beside;
use super::super::log;
use super::super::options::SqliteOptions;
use super::*;
use crate::Statement;

/// What takes longer hangs.
const LONG: Duration = Duration::from_secs(10);
/// A frame of a page of 4096 bytes.
const FRAME: usize = 24 + 4096;

fn open(path: &Path, role: Role) -> Connection {
    let options = SqliteOptions::default();
    Connection::open(path, (role, Access::Shared), &options, Default::default()).unwrap()
}

/// An open database with 2000 rows in its main file, and nothing in its log.
fn live(folder: &Path) -> (Connection, PathBuf) {
    let path = folder.join("live.db");
    let connection = open(&path, Role::Writer);
    let many = "CREATE TABLE things (id BIGINT, text TEXT); CREATE INDEX texts ON things (text); \
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) \
                INSERT INTO things SELECT i, hex(randomblob(20)) FROM n; PRAGMA wal_checkpoint(TRUNCATE);";
    connection.batch("test", many).unwrap();
    (connection, path)
}

/// Transactions with 20 rows each.
fn insert(connection: &Connection, transactions: usize) {
    let some = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20) \
                INSERT INTO things SELECT i, hex(randomblob(20)) FROM n";
    for _ in 0..transactions {
        connection.batch("test", some).unwrap();
    }
}

fn checkpoint(connection: &Connection) {
    connection
        .batch("test", "PRAGMA wal_checkpoint(PASSIVE)")
        .unwrap();
}

/// The files as a process leaves them that is killed now.
fn kill(live: &Path) -> PathBuf {
    let copy = live.with_file_name("test.db");
    for suffix in ["", "-wal", "-shm"] {
        fs::copy(beside(live, suffix), beside(&copy, suffix)).unwrap();
    }
    copy
}

/// Rows in the log, and rows in the main file.
fn killed(folder: &Path) -> PathBuf {
    let (connection, path) = live(folder);
    insert(&connection, 5);
    kill(&path)
}

/// Where a flip takes all of the log but its first transactions.
fn frame_after(path: &Path, transactions: u32) -> usize {
    let bytes = fs::read(beside(path, "-wal")).unwrap();
    let is_commit = |at: &usize| bytes[at + 4..at + 8] != [0; 4];
    let frames = (32..).step_by(FRAME).take_while(|at| at + FRAME <= bytes.len());
    let mut commits = frames.filter(is_commit);
    commits.nth(transactions as usize - 1).unwrap() + FRAME
}

fn flip_after(path: &Path, transactions: u32) {
    let at = frame_after(path, transactions) + 24 + 4000;
    change(&beside(path, "-wal"), |bytes| bytes[at] ^= 1);
}

fn told(path: &Path) -> Result<Vec<String>, Error> {
    look(path).map(|(_, looked)| looked.told)
}

/// Opens it as a node does; what is told, the rows, and what is wrong with them.
async fn opened(path: &Path) -> (Vec<String>, i64, Vec<String>) {
    static COUNT: Statement = Statement::global("test.count", "SELECT COUNT(*) FROM things");
    let engine = Engine::open(path, &[], &SqliteOptions::default()).unwrap();
    let rows = engine.query(&COUNT, None, Vec::new()).await.unwrap();
    let checked = engine.check_table("").await.unwrap().unwrap();
    let doubts = engine.doubts().to_vec();
    engine.close().await;
    (doubts, rows[0].integer(0).unwrap(), checked.problems)
}

fn names(path: &Path, part: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(path.parent().unwrap()).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.to_str().unwrap().contains(part))
        .collect()
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
    assert_eq!(fs::read(&names(&path, ".damaged-")[0]).unwrap(), damaged);
    // SQLite drops the rest.
    fs::remove_file(&wal).unwrap();
    assert_eq!(told(&path).unwrap(), first);
}

#[test]
fn a_log_that_was_cut_is_told_by_its_index() {
    let folder = tempfile::tempdir().unwrap();
    let path = killed(folder.path());
    change(&beside(&path, "-wal"), |bytes| bytes.truncate(32 + FRAME));
    assert_eq!(told(&path).unwrap().len(), 1);
}

#[tokio::test]
async fn a_loss_of_which_no_copy_could_be_kept_is_told_after_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let path = killed(folder.path());
    let wal = beside(&path, "-wal");
    flip_after(&path, 1);
    // No file can be copied to a device that is full.
    std::os::unix::fs::symlink("/dev/full", beside(&wal, ".copying")).unwrap();
    let engine = Engine::open(&path, &[], &SqliteOptions::default()).unwrap();
    let first = engine.doubts().join("\n");
    assert!(first.contains("no copy of it could be kept"), "{first}");
    let left = log::read(&fs::read(&wal).unwrap()[..]).unwrap();
    assert!(left.behind.acknowledged > 0, "it can be copied next time");
    // In order, so that no log stays.
    engine.close().await;
    drop(engine);
    assert!(!wal.exists());
    let (again, rows, _) = opened(&path).await;
    assert!(
        again.len() == 1 && again[0].contains("no copy is left"),
        "{again:?}"
    );
    assert_eq!(rows, 2020);
}

#[test]
fn a_copy_is_made_when_there_is_room_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = killed(folder.path());
    let wal = beside(&path, "-wal");
    flip_after(&path, 1);
    let damaged = fs::read(&wal).unwrap();
    std::os::unix::fs::symlink("/dev/full", beside(&wal, ".copying")).unwrap();
    assert_eq!(told(&path).unwrap().len(), 2);
    assert_eq!(told(&path).unwrap().len(), 1);
    assert_eq!(fs::read(&names(&path, ".damaged-")[0]).unwrap(), damaged);
}

#[test]
fn a_loss_is_found_once_and_not_after_each_kill() {
    let folder = tempfile::tempdir().unwrap();
    let path = killed(folder.path());
    let wal = beside(&path, "-wal");
    flip_after(&path, 1);
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
        ("missing at the end", |bytes| bytes.truncate(bytes.len() / 2)),
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

#[test]
fn a_look_that_takes_long_holds_up_no_other_file() {
    let folder = tempfile::tempdir().unwrap();
    let (slow, other) = (folder.path().join("slow.db"), folder.path().join("other.db"));
    let log = beside(&slow, "-wal");
    assert!(Command::new("mkfifo").arg(&log).status().unwrap().success());
    std::thread::scope(|threads| {
        let looks = threads.spawn(|| look(&slow).map(drop));
        // There is a writer as soon as someone reads, who then waits for what it writes.
        let mut options = OpenOptions::new();
        options.write(true).custom_flags(OFlags::NONBLOCK.bits() as i32);
        let written = loop {
            match options.open(&log) {
                Ok(written) => break written,
                Err(_) => std::thread::sleep(Duration::from_millis(1)),
            }
        };
        let (said, told) = channel();
        let other = &other;
        threads.spawn(move || said.send(look(other).map(drop)));
        let answer = told.recv_timeout(LONG);
        // Who opens the same file waits for the look.
        let (said, told) = channel();
        let slow = &slow;
        threads.spawn(move || said.send(look(slow).map(drop)));
        let same = told.recv_timeout(Duration::from_millis(100));
        drop(written);
        assert_eq!(looks.join().unwrap(), Ok(()));
        assert_eq!(told.recv_timeout(LONG), Ok(Ok(())));
        assert!(same.is_err(), "{same:?}");
        assert_eq!(answer, Ok(Ok(())));
    });
}
