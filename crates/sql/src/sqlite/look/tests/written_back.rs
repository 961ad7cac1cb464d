//! Logs whose changes the main file has already, all or some of them.

use super::*;

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
