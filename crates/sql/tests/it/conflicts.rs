//! Transactions that meet each other: no update is lost, and a check inside a transaction can be relied upon.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use wharf_sql::testing::{on_both, postgres};
use wharf_sql::{Database, Error, params};

use crate::schema::*;

/// Reads, then writes what it computed: the pattern that loses updates under a weaker isolation.
async fn increment(db: &Database, runs: Arc<AtomicU32>) -> Result<(), Error> {
    db.transaction("increment", move |tx| {
        runs.fetch_add(1, Ordering::Relaxed);
        let value = tx
            .query_one_global(&COUNTER_GET, params!["a"])?
            .map_or(Ok(0), |row| row.integer(0))?;
        tx.execute_global(&COUNTER_SET, params!["a", value + 1]).map(drop)
    })
    .await
}

on_both!(no_update_is_lost, MIGRATIONS, |db| async {
    let runs = Arc::new(AtomicU32::new(0));
    let tasks = (0..16).map(|_| {
        let (db, runs) = (db.clone(), Arc::clone(&runs));
        tokio::spawn(async move {
            for _ in 0..10 {
                increment(&db, Arc::clone(&runs)).await.unwrap();
            }
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.unwrap();
    }
    let rows = db.query_global(&COUNTER_GET, params!["a"]).await.unwrap();
    assert_eq!(rows[0].integer(0), Ok(160));
    assert!(runs.load(Ordering::Relaxed) >= 160);
});

on_both!(no_update_is_lost_between_two_nodes, MIGRATIONS, |db| async {
    let other = db.reopen().await;
    let tasks = [db.clone(), other]
        .into_iter()
        .flat_map(|node| vec![node; 4])
        .map(|node| {
            tokio::spawn(async move {
                for _ in 0..10 {
                    increment(&node, Arc::default()).await.unwrap();
                }
            })
        });
    for task in tasks.collect::<Vec<_>>() {
        task.await.unwrap();
    }
    let rows = db.query_global(&COUNTER_GET, params!["a"]).await.unwrap();
    assert_eq!(rows[0].integer(0), Ok(80));
});

on_both!(looking_before_inserting_is_enough, MIGRATIONS, |db| async {
    for round in 0..20 {
        let tasks = (0..4).map(|_| {
            let db = db.clone();
            tokio::spawn(async move {
                db.transaction("create", move |tx| {
                    let name = format!("n{round}");
                    if tx.query_one_global(&COUNTER_GET, params![&name])?.is_some() {
                        return Ok(false);
                    }
                    tx.execute_global(&COUNTER_NEW, params![&name, 1])?;
                    Ok::<_, Error>(true)
                })
                .await
            })
        });
        let mut created = 0;
        for task in tasks.collect::<Vec<_>>() {
            created += u32::from(task.await.unwrap().unwrap());
        }
        assert_eq!(created, 1);
    }
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_serialization_failure_is_run_again() {
    let db = postgres(MIGRATIONS).await;
    // Write skew: each of the two reads what the other writes. The barrier makes their first runs overlap.
    let barrier = Arc::new(std::sync::Barrier::new(2));
    let runs = Arc::new(AtomicU32::new(0));
    let skew = |mine: &'static str, other: &'static str| {
        let (db, barrier, runs) = (db.clone(), Arc::clone(&barrier), Arc::clone(&runs));
        tokio::spawn(async move {
            let mut first = true;
            db.transaction("skew", move |tx| {
                runs.fetch_add(1, Ordering::Relaxed);
                let taken = tx.query_one_global(&COUNTER_GET, params![other])?.is_some();
                if std::mem::take(&mut first) {
                    barrier.wait();
                }
                if !taken {
                    tx.execute_global(&COUNTER_SET, params![mine, 1])?;
                }
                Ok::<_, Error>(!taken)
            })
            .await
        })
    };
    let (a, b) = (skew("a", "b"), skew("b", "a"));
    let (a, b) = (a.await.unwrap().unwrap(), b.await.unwrap().unwrap());
    assert!(a != b, "exactly one may have it: {a} {b}");
    assert!(runs.load(Ordering::Relaxed) >= 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_broken_connection_is_replaced() {
    use wharf_sql::Statement;
    const KILL_OTHERS: Statement = Statement::global(
        "kill-others",
        "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );
    let db = postgres(MIGRATIONS).await;
    db.transaction("set", |tx| tx.execute_global(&COUNTER_SET, params!["a", 1]))
        .await
        .unwrap();
    let killer = db.reopen().await;
    for round in 0..5 {
        killer.query_global(&KILL_OTHERS, params![]).await.unwrap();
        let rows = db.query_global(&COUNTER_GET, params!["a"]).await.unwrap();
        assert_eq!(rows[0].integer(0), Ok(1), "round {round}");
        killer.query_global(&KILL_OTHERS, params![]).await.unwrap();
        let seen = db.snapshot::<_, Error, _>("get", |tx| tx.query_one_global(&COUNTER_GET, params!["a"]));
        assert_eq!(seen.await.unwrap().unwrap().integer(0), Ok(1), "round {round}");
        killer.query_global(&KILL_OTHERS, params![]).await.unwrap();
        db.transaction("set", |tx| tx.execute_global(&COUNTER_SET, params!["a", 1]))
            .await
            .unwrap();
    }
}
