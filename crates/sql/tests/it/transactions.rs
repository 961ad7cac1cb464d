//! What a transaction keeps, takes back and shows to others.

use std::sync::mpsc;

use wharf_sql::testing::on_both;
use wharf_sql::{Database, Error, Statement, Value, params};

use crate::schema::*;

/// A caller's own error, as a room has it.
#[derive(Debug, PartialEq)]
enum Refusal {
    Exists,
    Database(Error),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        match error {
            Error::UniqueViolation => Self::Exists,
            other => Self::Database(other),
        }
    }
}

async fn value(db: &Database, name: &str) -> Option<i64> {
    let rows = db.query_global(&COUNTER_GET, params![name]).await.unwrap();
    rows.first().map(|row| row.integer(0).unwrap())
}

on_both!(an_error_takes_everything_back, MIGRATIONS, |db| async {
    let refused = db
        .transaction("refuse", |tx| {
            tx.execute_global(&COUNTER_SET, params!["a", 1])?;
            assert_eq!(
                tx.query_one_global(&COUNTER_GET, params!["a"])?
                    .unwrap()
                    .integer(0),
                Ok(1)
            );
            Err::<(), _>(Refusal::Exists)
        })
        .await;
    assert_eq!(refused, Err(Refusal::Exists));
    assert_eq!(value(&db, "a").await, None);
});

on_both!(a_panic_takes_everything_back, MIGRATIONS, |db| async {
    let panicked = db
        .transaction("panic", |tx| -> Result<(), Error> {
            tx.execute_global(&COUNTER_SET, params!["a", 1])?;
            panic!("as the test wants it");
        })
        .await;
    assert_eq!(panicked, Err(Error::Panicked));
    let panicked = db
        .snapshot("panic", |_| -> Result<(), Error> {
            panic!("as the test wants it")
        })
        .await;
    assert_eq!(panicked, Err(Error::Panicked));
    assert_eq!(value(&db, "a").await, None);
    db.transaction("after", |tx| tx.execute_global(&COUNTER_SET, params!["a", 2]))
        .await
        .unwrap();
    assert_eq!(value(&db, "a").await, Some(2));
    assert!(db.is_ready().await);
});

on_both!(violations_have_an_error_of_their_own, MIGRATIONS, |db| async {
    db.transaction("first", |tx| tx.execute_global(&COUNTER_NEW, params!["a", 1]))
        .await
        .unwrap();
    let second = db
        .transaction("second", |tx| tx.execute_global(&COUNTER_NEW, params!["a", 2]))
        .await;
    assert_eq!(second, Err(Error::UniqueViolation));
    let third = db
        .transaction("third", |tx| {
            tx.execute_global(&COUNTER_NEW, params!["a", 3])?;
            Ok::<_, Refusal>(())
        })
        .await;
    assert_eq!(third, Err(Refusal::Exists));
    let null = db
        .transaction("null", |tx| {
            tx.execute_global(&COUNTER_NEW, params!["b", Value::Null])
        })
        .await;
    assert!(
        matches!(
            null,
            Err(Error::Engine {
                statement: "counter.new",
                ..
            })
        ),
        "{null:?}"
    );
});

on_both!(a_swallowed_error_is_not_committed, MIGRATIONS, |db| async {
    db.transaction("first", |tx| tx.execute_global(&COUNTER_NEW, params!["a", 1]))
        .await
        .unwrap();
    let swallowed = db
        .transaction("swallow", |tx| {
            tx.execute_global(&COUNTER_SET, params!["b", 1])?;
            let failed = tx.execute_global(&COUNTER_NEW, params!["a", 2]);
            assert_eq!(failed, Err(Error::UniqueViolation));
            assert_eq!(
                tx.execute_global(&COUNTER_SET, params!["c", 1]),
                Err(Error::UniqueViolation)
            );
            Ok::<_, Error>(())
        })
        .await;
    assert_eq!(swallowed, Err(Error::UniqueViolation));
    assert_eq!((value(&db, "b").await, value(&db, "c").await), (None, None));
});

on_both!(a_snapshot_does_not_change, MIGRATIONS, |db| async {
    db.transaction("before", |tx| tx.execute_global(&COUNTER_SET, params!["a", 1]))
        .await
        .unwrap();
    let (read, was_read) = mpsc::channel();
    let (write, was_written) = mpsc::channel();
    let reader = tokio::spawn({
        let db = db.clone();
        async move {
            db.snapshot("look twice", move |tx| {
                let first = tx
                    .query_one_global(&COUNTER_GET, params!["a"])?
                    .unwrap()
                    .integer(0)?;
                read.send(()).unwrap();
                was_written.recv().unwrap();
                let second = tx
                    .query_one_global(&COUNTER_GET, params!["a"])?
                    .unwrap()
                    .integer(0)?;
                Ok::<_, Error>((first, second, tx.query_global(&COUNTER_ALL, params![])?.len()))
            })
            .await
        }
    });
    tokio::task::spawn_blocking(move || was_read.recv().unwrap())
        .await
        .unwrap();
    db.transaction("between", |tx| {
        tx.execute_global(&COUNTER_SET, params!["a", 2])?;
        tx.execute_global(&COUNTER_SET, params!["b", 2])
    })
    .await
    .unwrap();
    assert_eq!(value(&db, "a").await, Some(2));
    write.send(()).unwrap();
    assert_eq!(reader.await.unwrap(), Ok((1, 1, 1)));
});

on_both!(
    a_caller_that_goes_away_does_not_break_the_next,
    MIGRATIONS,
    |db| async {
        for _ in 0..8 {
            let abandoned =
                db.transaction("abandoned", |tx| tx.execute_global(&COUNTER_SET, params!["a", 1]));
            let _ = tokio::time::timeout(std::time::Duration::ZERO, abandoned).await;
        }
        db.transaction("next", |tx| tx.execute_global(&COUNTER_SET, params!["b", 1]))
            .await
            .unwrap();
        assert_eq!(value(&db, "b").await, Some(1));
    }
);

/// As of a server that was made read-only because it has no space, or took over as a standby.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_takes_no_changes_is_read_only() {
    const READ_ONLY: Statement = Statement::global("test.read-only", "SET TRANSACTION READ ONLY");
    const NO_SPACE: Statement = Statement::global(
        "test.no-space",
        "DO 'BEGIN RAISE EXCEPTION ''no space'' USING ERRCODE = ''53100''; END'",
    );
    let db = wharf_sql::testing::postgres(MIGRATIONS).await;
    let refused = db.transaction("refused", |tx| {
        tx.execute_global(&READ_ONLY, params![])?;
        tx.execute(&INSERT_NEW, &scope(), params!["a", 1])
    });
    assert_eq!(refused.await, Err(Error::ReadOnly));
    let refused = db.transaction("refused", |tx| tx.execute_global(&NO_SPACE, params![]));
    assert_eq!(refused.await, Err(Error::Full));
    assert!(Error::ReadOnly.is_outage() && Error::ReadOnly.is_read_only());
}
