//! A process that has as many files open as it may: that is no fault of a statement, and goes by.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use wharf_sql::{Database, Error, SqliteOptions, params};

use crate::schema::*;

/// Lets this process open no more files until it is dropped. Each test is a process of its own.
struct NoMore(Rlimit);

impl NoMore {
    fn files() -> NoMore {
        let before = getrlimit(Resource::Nofile);
        let none = Rlimit {
            current: Some(0),
            maximum: before.maximum,
        };
        setrlimit(Resource::Nofile, none).unwrap();
        NoMore(before)
    }
}

impl Drop for NoMore {
    fn drop(&mut self) {
        let Rlimit { current, maximum } = self.0;
        setrlimit(Resource::Nofile, Rlimit { current, maximum }).unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_needs_one_more_file_is_an_outage() {
    let folder = tempfile::tempdir().unwrap();
    let open =
        |name: &str| Database::sqlite(&folder.path().join(name), MIGRATIONS, &SqliteOptions::default());
    let db = open("test.db").unwrap();
    let limit = NoMore::files();
    // A connection for long reads is opened when it is needed first.
    let read = db.query(&LIST, &scope(), params!["", 10]).await;
    let opened = open("other.db");
    drop(limit);
    assert_eq!(read.map(drop), Err(Error::OutOfFiles));
    assert_eq!(opened.map(drop), Err(Error::OutOfFiles));
    assert!(Error::OutOfFiles.is_outage());
    assert!(
        db.query(&LIST, &scope(), params!["", 10])
            .await
            .unwrap()
            .is_empty()
    );
    open("other.db").unwrap();
}
