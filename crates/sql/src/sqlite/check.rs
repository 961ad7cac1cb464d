//! Checks of tables, each of which reads all of a table: one at a time, so that the other reads keep a connection, and none goes on
//! when its caller has gone or the database closes.
//!
//! A check is not paced: it keeps the log from being written back for as long as it runs, so a slow one would let the log grow.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::Semaphore;

use super::CheckedTable;
use super::connection::Connection;
use super::readers::Readers;
use crate::Error;

pub(super) struct Checks {
    /// Closed when the database is.
    turn: Arc<Semaphore>,
    closing: Arc<AtomicBool>,
}

/// Says that a caller has gone when it is dropped.
#[derive(Default)]
struct Caller(Arc<AtomicBool>);

impl Drop for Caller {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Default for Checks {
    fn default() -> Self {
        Self {
            turn: Arc::new(Semaphore::new(1)),
            closing: Arc::default(),
        }
    }
}

impl Checks {
    /// The table after another one, and what is wrong with it and its indexes.
    pub(super) async fn table(
        &self,
        readers: &Arc<Readers>,
        after: &str,
    ) -> Result<Option<CheckedTable>, Error> {
        let after = after.to_owned();
        self.run(readers, move |reader| table(reader, &after)).await
    }

    /// Ends the check that runs, and refuses those that wait.
    pub(super) fn close(&self) {
        self.closing.store(true, Ordering::Relaxed);
        self.turn.close();
    }

    async fn run<T: Send + 'static>(
        &self,
        readers: &Arc<Readers>,
        read: impl FnOnce(&Connection) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let turn = Arc::clone(&self.turn).acquire_owned().await;
        let turn = turn.map_err(|_| Error::Closed)?;
        let caller = Caller::default();
        let (gone, closing) = (Arc::clone(&caller.0), Arc::clone(&self.closing));
        let stop = move || gone.load(Ordering::Relaxed) || closing.load(Ordering::Relaxed);
        let read = Arc::clone(readers).blocking(move |reader| {
            // Until it has ended, even when the caller goes away.
            let _turn = turn;
            reader.until(stop, read)
        });
        read.await
    }
}

fn table(reader: &Connection, after: &str) -> Result<Option<CheckedTable>, Error> {
    let Some(name) = reader.table_after(after)? else {
        return Ok(None);
    };
    let problems = match reader.integrity(&name) {
        Err(Error::Corrupt(why)) => vec![why],
        problems => problems?,
    };
    Ok(Some(CheckedTable { name, problems }))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::access::{Access, Role};
    use super::super::options::SqliteOptions;
    use super::super::shared::Shared;
    use super::*;

    const LONG: Duration = Duration::from_secs(30);

    struct Opened {
        readers: Arc<Readers>,
        checks: Checks,
        _folder: tempfile::TempDir,
    }

    fn open() -> Opened {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("test.db");
        let (options, shared) = (SqliteOptions::default(), Arc::new(Shared::default()));
        let role = (Role::Writer, Access::Shared);
        let writer = Connection::open(&path, role, &options, Arc::clone(&shared)).unwrap();
        let table = "CREATE TABLE things (id BIGINT, text TEXT); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n \
                     WHERE i < 5000) INSERT INTO things SELECT i, 'some text of a thing' FROM n;";
        writer.batch("test", table).unwrap();
        Opened {
            readers: Arc::new(Readers::new((path, Access::Shared), options, shared).unwrap()),
            checks: Checks::default(),
            _folder: folder,
        }
    }

    /// A read that never ends by itself, and says when it has begun.
    fn endless(begun: tokio::sync::oneshot::Sender<()>) -> impl FnOnce(&Connection) -> Result<(), Error> {
        move |reader| {
            begun.send(()).unwrap();
            let numbers =
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n";
            reader.batch("test", numbers)
        }
    }

    #[tokio::test]
    async fn a_check_ends_with_its_caller_and_lets_the_next_one_begin() {
        let Opened {
            readers,
            checks,
            _folder,
        } = open();
        let (begun, has_begun) = tokio::sync::oneshot::channel();
        tokio::select! {
            ended = checks.run(&readers, endless(begun)) => panic!("{ended:?}"),
            _ = has_begun => {}
        }
        let next = tokio::time::timeout(LONG, checks.table(&readers, "")).await;
        let table = next.expect("the first one has ended").unwrap().unwrap();
        assert_eq!((table.name.as_str(), table.problems), ("things", vec![]));
    }

    #[tokio::test]
    async fn a_check_ends_when_the_database_closes() {
        let Opened {
            readers,
            checks,
            _folder,
        } = open();
        let (begun, has_begun) = tokio::sync::oneshot::channel();
        let close = async {
            has_begun.await.unwrap();
            checks.close();
            Arc::clone(&readers).close().await;
        };
        let both = async { tokio::join!(checks.run(&readers, endless(begun)), close) };
        let (ended, ()) = tokio::time::timeout(LONG, both).await.expect("it closes");
        assert_eq!(ended, Err(Error::Closed));
        assert_eq!(checks.table(&readers, "").await, Err(Error::Closed));
    }

    #[test]
    fn the_engine_s_check_can_be_ended() {
        let opened = open();
        let readers = &opened.readers;
        let checked = readers
            .open_first()
            .unwrap()
            .until(|| true, |reader| reader.integrity("things"));
        assert_eq!(checked, Err(Error::Closed));
    }
}
