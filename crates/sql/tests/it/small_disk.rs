//! A disk that is full, or read-only: what is there can be read, also by a process that begins then, and nothing is lost.

use std::path::Path;

use wharf_sql::testing::SmallDisk;
use wharf_sql::{Database, Error, SqliteOptions, params};

use crate::group::{hold, queue, release};
use crate::schema::*;

fn open(folder: &Path) -> Result<Database, Error> {
    Database::sqlite(&folder.join("test.db"), MIGRATIONS, &SqliteOptions::default())
}

async fn insert(db: &Database, name: &str, kib: usize) -> Result<u64, Error> {
    let (name, body) = (name.to_owned(), vec![7; kib * 1024]);
    db.transaction("insert", move |tx| {
        tx.execute(
            &INSERT,
            &scope(),
            params![name.as_str(), 1, None::<&str>, body.clone()],
        )
    })
    .await
}

async fn delete(db: &Database, name: &'static str) -> Result<u64, Error> {
    db.transaction("delete", move |tx| tx.execute(&DELETE, &scope(), params![name]))
        .await
}

async fn names(db: &Database) -> Vec<String> {
    let rows = db.query(&LIST, &scope(), params!["", 1000]).await.unwrap();
    rows.iter().map(|row| row.text(0).unwrap().to_owned()).collect()
}

/// A full disk with a database that has `a` in its main file, and a short log.
async fn with_a_log_that_cannot_grow() -> (SmallDisk, Database) {
    let disk = SmallDisk::new(8);
    let db = open(disk.path()).unwrap();
    insert(&db, "a", 100).await.unwrap();
    insert(&db, "b", 1).await.unwrap();
    // The main file has the pages by now.
    db.close().await;
    let db = open(disk.path()).unwrap();
    delete(&db, "b").await.unwrap();
    disk.fill();
    (disk, db)
}

/// Copies files of a disk to another.
fn copy(from: &SmallDisk, to: &SmallDisk, names: &[&str]) {
    for name in names {
        std::fs::copy(from.path().join(name), to.path().join(name)).unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_opened_and_read_and_takes_what_there_is_room_for() {
    let disk = SmallDisk::new(8);
    let db = open(disk.path()).unwrap();
    insert(&db, "a", 100).await.unwrap();
    disk.fill();
    assert_eq!(insert(&db, "b", 100).await, Err(Error::Full));
    assert_eq!(names(&db).await, ["a"]);
    db.close().await;
    // Neither the log nor its index is there now.
    disk.fill();
    let db = open(disk.path()).unwrap();
    assert_eq!(names(&db).await, ["a"]);
    assert_eq!(db.query(&FIND, &scope(), params!["a"]).await.unwrap().len(), 1);
    assert_eq!(insert(&db, "b", 100).await, Err(Error::Full));
    assert!(db.is_ready().await);
    disk.make_room();
    insert(&db, "b", 100).await.unwrap();
    assert_eq!(delete(&db, "a").await, Ok(1));
    db.close().await;
    assert_eq!(names(&open(disk.path()).unwrap()).await, ["b"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_that_cannot_grow_is_written_over() {
    let (_disk, db) = with_a_log_that_cannot_grow().await;
    for round in 0..100 {
        assert!(insert(&db, "b", 1).await.is_ok(), "round {round}");
        assert_eq!(delete(&db, "b").await, Ok(1), "round {round}");
    }
    assert_eq!(insert(&db, "c", 100).await, Err(Error::Full));
    assert_eq!(names(&db).await, ["a"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deletion_goes_on_beside_what_there_is_no_room_for() {
    let (_disk, db) = with_a_log_that_cannot_grow().await;
    insert(&db, "b", 1).await.unwrap();
    let (go, holder) = hold(&db);
    let deletion = queue(&db, |tx| tx.execute(&DELETE, &scope(), params!["b"])).await;
    let behind = queue(&db, |tx| {
        tx.execute(
            &INSERT,
            &scope(),
            params!["c", 1, None::<&str>, vec![7_u8; 100 * 1024]],
        )
    })
    .await;
    release(go, holder).await;
    assert_eq!(deletion.await.unwrap(), Ok(1));
    assert_eq!(behind.await.unwrap(), Err(Error::Full));
    assert_eq!(names(&db).await, ["a"]);
}

/// The log is written back into a file that cannot grow; the disk is filled while the log is short, long, and due.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_that_cannot_be_written_back_stays_and_is_read() {
    for before in [1, 100, 155] {
        let disk = SmallDisk::new(64);
        let db = open(disk.path()).unwrap();
        let mut kept = Vec::new();
        for number in 0..before {
            kept.push(format!("{number:03}"));
            insert(&db, kept.last().unwrap(), 100).await.unwrap();
        }
        // Room for the log to become due, and none for the file.
        disk.fill_but(300 * 1024);
        for number in before..before + 20 {
            let name = format!("{number:03}");
            match insert(&db, &name, 100).await {
                Ok(_) => kept.push(name),
                Err(error) => assert_eq!(error, Error::Full),
            }
        }
        assert_eq!(names(&db).await, kept, "{before}");
        db.close().await;
        let db = open(disk.path()).unwrap();
        assert_eq!(names(&db).await, kept, "{before}, opened again");
        disk.make_room();
        insert(&db, "last", 100).await.unwrap();
        kept.push("last".to_owned());
        db.close().await;
        assert_eq!(names(&open(disk.path()).unwrap()).await, kept);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_read_only_disk_is_read_with_its_log_and_without_the_logs_index() {
    let disk = SmallDisk::new(8);
    let db = open(disk.path()).unwrap();
    insert(&db, "a", 10).await.unwrap();
    let log = disk.path().join("test.db-wal");
    assert!(log.metadata().unwrap().len() > 0);
    // As after a process that was killed, on a disk that kept its log and not its index.
    let other = SmallDisk::new(8);
    copy(&disk, &other, &["test.db", "test.db-wal"]);
    db.close().await;
    assert!(!log.exists());
    for disk in [&disk, &other] {
        disk.set_read_only(true);
        let db = open(disk.path()).unwrap();
        assert_eq!(names(&db).await, ["a"]);
        let together = (0..8).map(|_| {
            let db = db.clone();
            tokio::spawn(async move { names(&db).await })
        });
        for found in together.collect::<Vec<_>>() {
            assert_eq!(found.await.unwrap(), ["a"]);
        }
        assert_eq!(insert(&db, "b", 1).await, Err(Error::ReadOnly));
        let seen = db.snapshot("read", |tx| tx.query(&FIND, &scope(), params!["a"]));
        let seen: Result<_, Error> = seen.await;
        assert_eq!(seen.unwrap().len(), 1);
        assert!(db.is_ready().await);
        db.close().await;
        disk.set_read_only(false);
        let db = open(disk.path()).unwrap();
        insert(&db, "b", 1).await.unwrap();
        assert_eq!(names(&db).await, ["a", "b"]);
        db.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_older_database_on_a_read_only_disk_is_told() {
    let disk = SmallDisk::new(8);
    let path = disk.path().join("test.db");
    let older = &MIGRATIONS[..1];
    Database::sqlite(&path, older, &SqliteOptions::default())
        .unwrap()
        .close()
        .await;
    disk.set_read_only(true);
    let Err(Error::Migration(said)) = open(disk.path()) else {
        panic!("it is opened");
    };
    assert!(said.contains("read-only disk"), "{said}");
}

/// Its log is damaged, and must not be read: the main file has newer pages.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_log_on_a_read_only_disk_is_not_read_when_the_main_file_has_it() {
    let (disk, other) = (SmallDisk::new(8), SmallDisk::new(8));
    let db = open(disk.path()).unwrap();
    for name in ["a", "b", "c"] {
        insert(&db, name, 1).await.unwrap();
    }
    // Only this writes the log back and keeps it.
    let text = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('PRAGMA wal_checkpoint(PASSIVE)').fetchall()";
    let done = std::process::Command::new("python3")
        .args(["-c", text])
        .arg(disk.path().join("test.db"))
        .status();
    assert!(done.unwrap().success());
    copy(&disk, &other, &["test.db", "test.db-wal", "test.db-shm"]);
    let log = other.path().join("test.db-wal");
    let mut bytes = std::fs::read(&log).unwrap();
    // In the last frame but one: the log ends before it for SQLite.
    let at = bytes.len() - 4120 - 100;
    bytes[at] ^= 1;
    std::fs::write(&log, bytes).unwrap();
    other.set_read_only(true);
    let db = open(other.path()).unwrap();
    assert_eq!(names(&db).await, ["a", "b", "c"]);
    let told = db.doubts().join("\n");
    assert!(told.contains("everything in it is in the main file"), "{told}");
}
