//! Group commit: who shares a commit, and who is on his own.

use std::sync::mpsc;

use tokio::task::JoinHandle;
use wharf_sql::testing::sqlite;
use wharf_sql::{Database, Error, Transaction, params};

use crate::schema::*;

/// Holds the writer until the returned sender is used, so that what is queued meanwhile becomes one group.
pub(crate) fn hold(db: &Database) -> (mpsc::Sender<()>, JoinHandle<Result<(), Error>>) {
    let (release, released) = mpsc::channel();
    let (started, has_started) = mpsc::channel();
    let holder = db.clone();
    let task = tokio::spawn(async move {
        holder
            .transaction("hold", move |_| {
                started.send(()).unwrap();
                released.recv().unwrap();
                Ok(())
            })
            .await
    });
    // The transaction that holds must not be joined by others: its group's time is over when it is released.
    has_started.recv().unwrap();
    (release, task)
}

/// Queues a transaction and makes sure that it stands in the queue before the next one does.
pub(crate) async fn queue<F>(db: &Database, closure: F) -> JoinHandle<Result<u64, Error>>
where
    F: FnMut(&mut Transaction<'_>) -> Result<u64, Error> + Send + 'static,
{
    let db = db.clone();
    let (polled, was_polled) = tokio::sync::oneshot::channel();
    let task = tokio::spawn(async move {
        let work = db.transaction("member", closure);
        tokio::pin!(work);
        // The first poll puts it into the queue.
        let first = std::future::poll_fn(|context| std::task::Poll::Ready(work.as_mut().poll(context)));
        let first = first.await;
        polled.send(()).unwrap();
        match first {
            std::task::Poll::Ready(result) => result,
            std::task::Poll::Pending => work.await,
        }
    });
    was_polled.await.unwrap();
    task
}

pub(crate) async fn release(release: mpsc::Sender<()>, holder: JoinHandle<Result<(), Error>>) {
    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    release.send(()).unwrap();
    holder.await.unwrap().unwrap();
}

pub(crate) async fn names(db: &Database) -> Vec<String> {
    let rows = db.query_global(&COUNTER_ALL, params![]).await.unwrap();
    rows.iter().map(|row| row.text(0).unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_member_takes_back_its_own_work_only() {
    let db = sqlite(MIGRATIONS);
    let (go, holder) = hold(&db);
    let first = queue(&db, |tx| tx.execute_global(&COUNTER_NEW, params!["first", 1])).await;
    let failing = queue(&db, |tx| {
        tx.execute_global(&COUNTER_NEW, params!["failing", 1])?;
        tx.execute_global(&COUNTER_NEW, params!["first", 2])
    })
    .await;
    let panicking = queue(&db, |tx| {
        tx.execute_global(&COUNTER_NEW, params!["panicking", 1])?;
        panic!("as the test wants it");
    })
    .await;
    let refusing = queue(&db, |tx| {
        tx.execute_global(&COUNTER_NEW, params!["refusing", 1])?;
        Err(Error::Busy)
    })
    .await;
    let last = queue(&db, |tx| {
        // Sees what those before it left, and nothing of those that were rolled back.
        let seen = tx.query_global(&COUNTER_ALL, params![])?.len() as u64;
        tx.execute_global(&COUNTER_NEW, params!["last", 1])?;
        Ok(seen)
    })
    .await;
    release(go, holder).await;
    assert_eq!(first.await.unwrap(), Ok(1));
    assert_eq!(failing.await.unwrap(), Err(Error::UniqueViolation));
    assert_eq!(panicking.await.unwrap(), Err(Error::Panicked));
    assert_eq!(refusing.await.unwrap(), Err(Error::Busy));
    assert_eq!(last.await.unwrap(), Ok(1));
    assert_eq!(names(&db).await, ["first", "last"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn more_than_one_group_fits_the_queue() {
    let db = sqlite(MIGRATIONS);
    let (go, holder) = hold(&db);
    let mut members = Vec::new();
    for number in 0..200 {
        let name = format!("n{number:03}");
        members.push(queue(&db, move |tx| tx.execute_global(&COUNTER_NEW, params![&name, 1])).await);
    }
    release(go, holder).await;
    for member in members {
        assert_eq!(member.await.unwrap(), Ok(1));
    }
    assert_eq!(names(&db).await.len(), 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_went_away_before_his_turn_is_passed_over() {
    let db = sqlite(MIGRATIONS);
    let (go, holder) = hold(&db);
    let gone = queue(&db, |tx| tx.execute_global(&COUNTER_NEW, params!["gone", 1])).await;
    let there = queue(&db, |tx| tx.execute_global(&COUNTER_NEW, params!["there", 1])).await;
    gone.abort();
    assert!(gone.await.is_err());
    release(go, holder).await;
    assert_eq!(there.await.unwrap(), Ok(1));
    assert_eq!(names(&db).await, ["there"]);
}
