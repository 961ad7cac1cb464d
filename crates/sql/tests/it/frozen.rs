//! A PostgreSQL server that does not answer: frozen, stopped, only slow, or one that holds commits.

use std::future::Future;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::task::JoinSet;
use wharf_sql::testing::Cluster;
use wharf_sql::{Database, Error, PostgresOptions, Statement, params};

use crate::schema::*;

/// What takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(15);

async fn open(cluster: &Cluster, options: &PostgresOptions) -> Database {
    let database = Database::postgres(cluster.url(), MIGRATIONS, options).await;
    database.expect("a database")
}

pub(crate) async fn soon<T>(what: &str, answer: impl Future<Output = T>) -> T {
    let answer = tokio::time::timeout(PATIENCE, answer).await;
    answer.unwrap_or_else(|_| panic!("it hangs: {what}"))
}

pub(crate) async fn set(db: &Database, value: i64) -> Result<(), Error> {
    let set = move |tx: &mut wharf_sql::Transaction<'_>| {
        tx.execute_global(&COUNTER_SET, params!["a", value]).map(drop)
    };
    db.transaction("set", set).await
}

async fn get(db: &Database) -> Result<i64, Error> {
    db.query_global(&COUNTER_GET, params!["a"]).await?[0].integer(0)
}

async fn answers_again(db: &Database) {
    soon("the database comes back", async {
        while get(db).await.is_err() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
}

/// A pause for the closure of a transaction, which tells that it has begun. It ends when the sender does, and is made once only.
pub(crate) fn pause() -> (impl FnMut() + Send, oneshot::Receiver<()>, mpsc::Sender<()>) {
    let (go_on, waits) = mpsc::channel();
    let (begins, begun) = oneshot::channel();
    let mut begins = Some(begins);
    let pause = move || {
        if let Some(begins) = begins.take() {
            let _ = begins.send(());
            let _ = waits.recv();
        }
    };
    (pause, begun, go_on)
}

fn is_unavailable<T>(answer: &Result<T, Error>) -> bool {
    matches!(answer, Err(Error::Unavailable(_)))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_on_a_frozen_server_give_up() {
    let cluster = Cluster::start().unwrap();
    let options = PostgresOptions {
        connections: 8,
        ..PostgresOptions::default()
    };
    let db = open(&cluster, &options).await;
    set(&db, 1).await.unwrap();
    // A transaction that has begun: its next statement is the first that meets the frozen server.
    let (mut pause, begun, go_on) = pause();
    let under_way = tokio::spawn({
        let db = db.clone();
        async move {
            db.transaction("under way", move |tx| {
                tx.query_global(&COUNTER_ALL, params![])?;
                pause();
                tx.execute_global(&COUNTER_SET, params!["a", 2]).map(drop)
            })
            .await
        }
    });
    begun.await.unwrap();
    cluster.freeze();
    go_on.send(()).unwrap();
    let mut calls = JoinSet::new();
    for number in 0..30 {
        let db = db.clone();
        calls.spawn(async move {
            match number % 3 {
                0 => get(&db).await.map(drop),
                1 => set(&db, number).await,
                _ => {
                    let all = db.snapshot("all", |tx| tx.query_global(&COUNTER_ALL, params![]).map(drop));
                    all.await
                }
            }
        });
    }
    let answer = soon("a transaction under way", under_way).await.unwrap();
    assert!(is_unavailable(&answer), "{answer:?}");
    while let Some(answer) = soon("a call", calls.join_next()).await {
        let answer = answer.unwrap();
        assert!(is_unavailable(&answer), "{answer:?}");
    }
    // Now it counts as silent: this call does not even wait as long as one that finds that out.
    let at_once = tokio::time::timeout(Duration::from_secs(1), get(&db)).await;
    assert!(at_once.is_ok_and(|answer| is_unavailable(&answer)));
    assert!(!soon("a look", db.is_ready()).await);
    cluster.thaw();
    answers_again(&db).await;
    assert_eq!(get(&db).await, Ok(1), "nothing was committed");
    let mut calls = JoinSet::new();
    for number in 0..30 {
        let db = db.clone();
        calls.spawn(async move { set(&db, number).await });
    }
    while let Some(answer) = soon("a call", calls.join_next()).await {
        answer.unwrap().unwrap();
    }
    soon("closing", db.close()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_that_is_not_answered_has_an_unknown_outcome() {
    let cluster = Arc::new(Cluster::start().unwrap());
    let db = open(&cluster, &PostgresOptions::default()).await;
    let freezes = Arc::clone(&cluster);
    let answer = db.transaction("set", move |tx| {
        tx.execute_global(&COUNTER_SET, params!["a", 1])?;
        freezes.freeze();
        Ok(())
    });
    assert_eq!(soon("a commit", answer).await, Err(Error::OutcomeUnknown));
    cluster.thaw();
    soon("the database comes back", async {
        while set(&db, 2).await.is_err() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
    assert_eq!(get(&db).await, Ok(2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_frozen_server_is_not_waited_for_at_a_start() {
    let cluster = Cluster::start().unwrap();
    cluster.freeze();
    let options = PostgresOptions::default();
    let opened = soon("opening", Database::postgres(cluster.url(), MIGRATIONS, &options)).await;
    assert!(is_unavailable(&opened), "{opened:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stopped_server_is_found_again() {
    let cluster = Cluster::start().unwrap();
    let db = open(&cluster, &PostgresOptions::default()).await;
    set(&db, 1).await.unwrap();
    cluster.stop().unwrap();
    for _ in 0..3 {
        let answer = soon("a read", get(&db)).await;
        assert!(is_unavailable(&answer), "{answer:?}");
        let answer = soon("a write", set(&db, 2)).await;
        assert!(is_unavailable(&answer), "{answer:?}");
    }
    cluster.launch().unwrap();
    answers_again(&db).await;
    set(&db, 3).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_statement_is_waited_for() {
    const SLOW: Statement = Statement::global("slow", "SELECT 1 FROM pg_sleep(4.5)");
    let cluster = Cluster::start().unwrap();
    let db = open(&cluster, &PostgresOptions::default()).await;
    let (read, written) = tokio::join!(
        db.query_global(&SLOW, params![]),
        db.transaction::<_, Error, _>("slow", |tx| tx.query_global(&SLOW, params![])),
    );
    assert_eq!((read.unwrap().len(), written.unwrap().len()), (1, 1));
}

/// Else every request behind a database that does not answer would add to the line.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_line_is_not_joined() {
    const CALLS: usize = 500;
    let cluster = Cluster::start().unwrap();
    let options = PostgresOptions {
        connections: 1,
        patience: Duration::from_secs(60),
        ..PostgresOptions::default()
    };
    let db = open(&cluster, &options).await;
    set(&db, 1).await.unwrap();
    let (mut pause, begun, go_on) = pause();
    let long = tokio::spawn({
        let db = db.clone();
        async move {
            db.transaction::<_, Error, _>("long", move |_| {
                pause();
                Ok(())
            })
            .await
        }
    });
    begun.await.unwrap();
    let mut calls = JoinSet::new();
    for _ in 0..CALLS {
        let db = db.clone();
        calls.spawn(async move { get(&db).await });
    }
    // One place waits for each connection that there may be, times 256.
    for _ in 0..CALLS - 256 {
        let answer = soon("a refusal", calls.join_next()).await.unwrap().unwrap();
        assert_eq!(answer, Err(Error::Busy));
    }
    go_on.send(()).unwrap();
    long.await.unwrap().unwrap();
    while let Some(answer) = soon("a call", calls.join_next()).await {
        assert_eq!(answer.unwrap(), Ok(1));
    }
}

static LOCK: Statement = Statement::global("lock", "LOCK TABLE counter IN ACCESS EXCLUSIVE MODE");

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_on_a_locked_table_give_up() {
    let cluster = Cluster::start().unwrap();
    let db = open(&cluster, &PostgresOptions::default()).await;
    set(&db, 1).await.unwrap();
    let (mut pause, locked, go_on) = pause();
    let holder = tokio::spawn({
        let db = db.clone();
        async move {
            db.transaction("lock", move |tx| {
                tx.execute_global(&LOCK, params![])?;
                pause();
                Ok::<_, Error>(())
            })
            .await
        }
    });
    locked.await.unwrap();
    let mut calls = JoinSet::new();
    for number in 0..12 {
        let db = db.clone();
        calls.spawn(async move {
            match number % 2 {
                0 => get(&db).await,
                _ => set(&db, number).await.map(|()| number),
            }
        });
    }
    while let Some(answer) = soon("a call", calls.join_next()).await {
        assert_eq!(answer.unwrap(), Err(Error::Locked));
    }
    go_on.send(()).unwrap();
    holder.await.unwrap().unwrap();
    assert_eq!(get(&db).await, Ok(1));
}

static HELD: Statement = Statement::global(
    "held",
    "SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'",
);

/// Waits until the server holds so many commits.
async fn are_held(db: &Database, commits: i64) {
    soon("commits are held", async {
        while db.query_global(&HELD, params![]).await.unwrap()[0].integer(0) != Ok(commits) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commits_that_are_held_give_up_and_reads_go_on_beside_them() {
    let cluster = Cluster::start().unwrap();
    cluster.wait_for_standbys().await.unwrap();
    let options = PostgresOptions {
        connections: 4,
        ..PostgresOptions::default()
    };
    let db = open(&cluster, &options).await;
    set(&db, 1).await.unwrap();
    cluster.demand_standby(true).await.unwrap();
    let mut calls = JoinSet::new();
    for number in 0..12 {
        let db = db.clone();
        calls.spawn(async move {
            let set = move |tx: &mut wharf_sql::Transaction<'_>| {
                tx.execute_global(&COUNTER_SET, params![format!("n{number}"), 1])
            };
            // Until it is held.
            loop {
                if let Err::<u64, Error>(error) = db.transaction("set", set).await {
                    return error;
                }
            }
        });
    }
    // One connection of the four is left to reads: to this one, too.
    are_held(&db, 3).await;
    assert_eq!(soon("a read", get(&db)).await, Ok(1));
    let mut unknown = 0;
    while let Some(error) = soon("a call", calls.join_next()).await {
        let error = error.unwrap();
        assert!(error.is_outage(), "{error:?}");
        unknown += usize::from(error == Error::OutcomeUnknown);
    }
    assert!(unknown >= 3, "{unknown}");
    // None is cancelled, for that would make it without the standby; and there are never more than may write at a time.
    are_held(&db, 3).await;
    assert!(soon("a call", set(&db, 3)).await.is_err());
    assert_eq!(soon("a read", get(&db)).await, Ok(1));
    cluster.demand_standby(false).await.unwrap();
    soon("a commit", async { while set(&db, 2).await.is_err() {} }).await;
    assert_eq!(get(&db).await, Ok(2));
}

/// Else a node could not stop while the standby is lost; and a commit that is cancelled is made without it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_is_closed_beside_a_commit_that_is_held_and_does_not_cancel_it() {
    let cluster = Cluster::start().unwrap();
    cluster.wait_for_standbys().await.unwrap();
    let options = PostgresOptions::default();
    let (db, another) = (open(&cluster, &options).await, open(&cluster, &options).await);
    let mut value = 1;
    set(&db, value).await.unwrap();
    cluster.demand_standby(true).await.unwrap();
    // Until it is held.
    let given_up = loop {
        match soon("a commit", set(&db, value + 1)).await {
            Ok(()) => value += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(given_up, Error::OutcomeUnknown);
    soon("closing", db.close()).await;
    drop(db);
    are_held(&another, 1).await;
    assert_eq!(get(&another).await, Ok(value));
    cluster.demand_standby(false).await.unwrap();
    are_held(&another, 0).await;
    soon("the commit is made", async {
        while get(&another).await != Ok(value + 1) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_statement_that_takes_too_long_is_an_outage() {
    const LONG: Statement = Statement::global("long", "SELECT 1 FROM pg_sleep(10)");
    let cluster = Cluster::start().unwrap();
    let options = PostgresOptions {
        statement_timeout: Duration::from_millis(500),
        ..PostgresOptions::default()
    };
    let db = open(&cluster, &options).await;
    let (read, written) = tokio::join!(
        db.query_global(&LONG, params![]),
        db.transaction::<_, Error, _>("long", |tx| tx.query_global(&LONG, params![])),
    );
    assert_eq!(
        (read.err(), written.err()),
        (Some(Error::TooSlow), Some(Error::TooSlow))
    );
    assert!(Error::TooSlow.is_outage());
}
