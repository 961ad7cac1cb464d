//! What a process leaves that is killed, and what happens to it then.

use super::super::Engine;
use super::super::access::{Access, Role};
use super::super::connection::Connection;
use super::super::kept::beside;
use super::super::log;
use super::super::options::SqliteOptions;
use super::*;
use crate::Statement;

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

/// What a damage of the log finds, when its changes are in the main file already.
type Leave = fn(&Connection, &Path) -> PathBuf;

fn idle(connection: &Connection, live: &Path) -> PathBuf {
    insert(connection, 5);
    checkpoint(connection);
    kill(live)
}

fn idle_without_index(connection: &Connection, live: &Path) -> PathBuf {
    let path = idle(connection, live);
    fs::remove_file(beside(&path, "-shm")).unwrap();
    path
}

/// The next process makes a new index, which does not know what the main file has.
fn killed_twice(connection: &Connection, live: &Path) -> PathBuf {
    let path = idle(connection, live);
    let next = open(&path, Role::Writer);
    next.query(&ROWS, None, &[]).unwrap();
    let twice = path.with_file_name("twice.db");
    for suffix in ["", "-wal", "-shm"] {
        fs::copy(beside(&path, suffix), beside(&twice, suffix)).unwrap();
    }
    twice
}

/// The index is that of the next log, whose frames are not written yet.
fn about_to_begin_anew(connection: &Connection, live: &Path) -> PathBuf {
    let path = idle(connection, live);
    connection
        .batch("test", "PRAGMA wal_checkpoint(TRUNCATE)")
        .unwrap();
    fs::copy(beside(live, "-shm"), beside(&path, "-shm")).unwrap();
    path
}

static ROWS: Statement = Statement::global("test.rows", "SELECT COUNT(*) FROM things");

#[tokio::test]
async fn a_damaged_log_is_not_written_over_what_the_main_file_has() {
    let ways: [(&str, Leave); 4] = [
        ("idle", idle),
        ("without its index", idle_without_index),
        ("killed twice", killed_twice),
        ("about to begin anew", about_to_begin_anew),
    ];
    for (way, leave) in ways {
        let folder = tempfile::tempdir().unwrap();
        let (connection, live) = live(folder.path());
        let path = leave(&connection, &live);
        flip_after(&path, 2);
        let before = (fs::read(&path).unwrap(), fs::read(beside(&path, "-wal")).unwrap());
        for start in ["first", "second"] {
            let (told, rows, problems) = opened(&path).await;
            assert_eq!((rows, problems), (2100, vec![]), "{way}, {start}");
            assert!(
                told.len() == 1 && told[0].contains("nothing is lost"),
                "{way}: {told:?}"
            );
        }
        let kept = names(&path, "-wal.written-back-");
        assert_eq!(fs::read(&kept[0]).unwrap(), before.1, "{way}");
        // The first start makes the table of migrations.
        assert!(fs::read(&path).unwrap().len() >= before.0.len(), "{way}");
    }
}

#[test]
fn a_main_file_between_two_states_of_the_log_is_refused() {
    for has_index in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        let (connection, live) = live(folder.path());
        insert(&connection, 1);
        // All pages of the table and its index, so that older ones of either do not go with newer ones of the other.
        connection
            .batch("test", "UPDATE things SET text = 'x' || text")
            .unwrap();
        let reader = open(&live, Role::Reader);
        reader
            .batch("test", "BEGIN; SELECT COUNT(*) FROM things")
            .unwrap();
        insert(&connection, 2);
        checkpoint(&connection);
        let path = kill(&live);
        reader.batch("test", "ROLLBACK").unwrap();
        if !has_index {
            fs::remove_file(beside(&path, "-shm")).unwrap();
        }
        assert_eq!(told(&path), Ok(vec![]), "it is whole");
        flip_after(&path, 1);
        let files = || ["", "-wal"].map(|suffix| fs::read(beside(&path, suffix)).unwrap());
        let before = files();
        let Err(Error::Corrupt(why)) = Engine::open(&path, &[], &SqliteOptions::default()).map(drop) else {
            panic!("it is opened: {has_index}");
        };
        assert!(
            why.contains("put back a copy") && why.contains("test.db-wal"),
            "{why}"
        );
        assert!(files() == before && names(&path, "-wal.").is_empty());
        // Without the log it is not whole either.
        fs::remove_file(beside(&path, "-wal")).unwrap();
        if has_index {
            let refused = told(&path).unwrap_err();
            assert!(matches!(refused, Error::Corrupt(_)), "{refused}");
        }
    }
}

/// What was written back lies before the damage, so that SQLite takes all of it.
#[tokio::test]
async fn a_main_file_that_is_older_than_the_damage_is_read_with_the_log() {
    let folder = tempfile::tempdir().unwrap();
    let (connection, live) = live(folder.path());
    insert(&connection, 2);
    let reader = open(&live, Role::Reader);
    reader
        .batch("test", "BEGIN; SELECT COUNT(*) FROM things")
        .unwrap();
    insert(&connection, 3);
    checkpoint(&connection);
    let path = kill(&live);
    reader.batch("test", "ROLLBACK").unwrap();
    flip_after(&path, 3);
    let (told, rows, problems) = opened(&path).await;
    assert_eq!((rows, problems), (2060, vec![]));
    assert!(told.len() == 1 && told[0].contains("may be lost"), "{told:?}");
}

#[tokio::test]
async fn a_log_that_is_gone_is_told_by_its_index() {
    for length in [None, Some(0), Some(31)] {
        let folder = tempfile::tempdir().unwrap();
        let path = killed(folder.path());
        let wal = beside(&path, "-wal");
        match length {
            None => fs::remove_file(&wal).unwrap(),
            Some(length) => change(&wal, |bytes| bytes.truncate(length)),
        }
        for start in ["first", "second"] {
            let (told, rows, problems) = opened(&path).await;
            assert_eq!((rows, problems), (2000, vec![]));
            assert!(
                told.len() == 1 && told[0].contains("may be lost"),
                "{length:?}, {start}: {told:?}"
            );
        }
    }
}

/// SQLite removes the index before the log, and the log only when all of it is in the main file.
#[test]
fn a_log_that_sqlite_removes_is_no_loss() {
    let folder = tempfile::tempdir().unwrap();
    let (connection, live) = live(folder.path());
    let path = idle(&connection, &live);
    fs::remove_file(beside(&path, "-wal")).unwrap();
    assert_eq!(told(&path), Ok(vec![]), "written back, and removed");
    drop(connection);
    assert!(!beside(&live, "-wal").exists() && !beside(&live, "-shm").exists());
    let path = idle_without_index(&open(&live, Role::Writer), &live);
    assert_eq!(told(&path), Ok(vec![]), "killed between the two");
}

/// The log's first bytes say nothing, and the index says that the main file has all of it.
#[tokio::test]
async fn a_log_without_a_header_may_have_been_written_back() {
    let folder = tempfile::tempdir().unwrap();
    let (connection, live) = live(folder.path());
    let path = idle(&connection, &live);
    change(&beside(&path, "-wal"), |bytes| bytes[20] ^= 1);
    let (told, rows, _) = opened(&path).await;
    assert_eq!(rows, 2100);
    assert!(told.len() == 1 && told[0].contains("nothing is lost"), "{told:?}");
}
