//! Opening, closing, and opening again.

use wharf_sql::testing::on_both;
use wharf_sql::{Database, Error, PostgresOptions, SqliteOptions, params};

use crate::schema::*;

on_both!(a_closed_database_answers_closed, MIGRATIONS, |db| async {
    assert!(db.is_ready().await);
    db.transaction("set", |tx| tx.execute_global(&COUNTER_SET, params!["a", 1]))
        .await
        .unwrap();
    let clone = db.clone();
    db.close().await;
    db.close().await;
    assert!(!clone.is_ready().await);
    assert_eq!(
        clone.query_global(&COUNTER_GET, params!["a"]).await.unwrap_err(),
        Error::Closed
    );
    assert_eq!(
        clone.query_global(&COUNTER_ALL, params![]).await.unwrap_err(),
        Error::Closed
    );
    let write = clone
        .transaction("set", |tx| tx.execute_global(&COUNTER_SET, params!["a", 2]))
        .await;
    assert_eq!(write, Err(Error::Closed));
    let again = db.reopen().await;
    assert_eq!(
        again.query_global(&COUNTER_GET, params!["a"]).await.unwrap()[0].integer(0),
        Ok(1)
    );
});

on_both!(closing_answers_what_is_queued, MIGRATIONS, |db| async {
    let tasks = (0..32).map(|number| {
        let db = db.clone();
        tokio::spawn(async move {
            db.transaction("set", move |tx| {
                tx.execute_global(&COUNTER_SET, params![format!("n{number}"), number])
            })
            .await
        })
    });
    let tasks = tasks.collect::<Vec<_>>();
    tokio::task::yield_now().await;
    db.close().await;
    let mut kept = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(_) => kept += 1,
            Err(error) => assert_eq!(error, Error::Closed),
        }
    }
    let again = db.reopen().await;
    assert_eq!(
        again.query_global(&COUNTER_ALL, params![]).await.unwrap().len(),
        kept
    );
});

#[test]
fn an_embedded_database_is_private_and_tidies_up() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("metadata.sqlite");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    runtime.block_on(async {
        let db = Database::sqlite(&path, MIGRATIONS, &SqliteOptions::default()).unwrap();
        db.transaction("set", |tx| tx.execute_global(&COUNTER_SET, params!["a", 1]))
            .await
            .unwrap();
        for entry in folder.path().read_dir().unwrap() {
            assert_eq!(
                entry.unwrap().metadata().unwrap().permissions().mode() & 0o777,
                0o600
            );
        }
        db.close().await;
    });
    assert_eq!(folder.path().read_dir().unwrap().count(), 1);
}

/// The files as they lie there at some moment are what a killed process leaves behind.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_answered_survives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("metadata.sqlite");
    let db = Database::sqlite(&path, MIGRATIONS, &SqliteOptions::default()).unwrap();
    for round in 0..3 {
        db.transaction("set", move |tx| {
            tx.execute_global(&COUNTER_SET, params!["a", round])
        })
        .await
        .unwrap();
        let image = tempfile::tempdir().unwrap();
        for file in ["metadata.sqlite", "metadata.sqlite-wal"] {
            std::fs::copy(folder.path().join(file), image.path().join(file)).unwrap();
        }
        let path = image.path().join("metadata.sqlite");
        let after = Database::sqlite(&path, MIGRATIONS, &SqliteOptions::default()).unwrap();
        assert_eq!(
            after.query_global(&COUNTER_GET, params!["a"]).await.unwrap()[0].integer(0),
            Ok(round)
        );
    }
}

#[tokio::test]
async fn what_cannot_be_opened_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing").join("metadata.sqlite");
    let refused = Database::sqlite(&missing, MIGRATIONS, &SqliteOptions::default());
    assert!(
        matches!(
            refused,
            Err(Error::Engine {
                statement: "open",
                ..
            })
        ),
        "{refused:?}"
    );

    let garbage = folder.path().join("garbage");
    std::fs::write(&garbage, vec![7; 8192]).unwrap();
    let refused = Database::sqlite(&garbage, MIGRATIONS, &SqliteOptions::default());
    assert!(matches!(refused, Err(Error::Corrupt(_))), "{refused:?}");

    let options = PostgresOptions::default();
    let missing = format!(
        "postgresql:///x?host={}&user=x&password=hush",
        folder.path().display()
    );
    let refused = Database::postgres(&missing, MIGRATIONS, &options)
        .await
        .unwrap_err();
    assert!(matches!(refused, Error::Unavailable(_)), "{refused:?}");
    assert!(!refused.to_string().contains("hush"));
    let refused = Database::postgres("postgresql://h/x?sslmode=require", MIGRATIONS, &options)
        .await
        .unwrap_err();
    assert!(refused.to_string().contains("TLS"), "{refused:?}");
}

/// Else each caller that does not wait would leave one more thread behind that does.
#[test]
fn a_read_keeps_its_place_when_its_caller_goes_away() {
    use std::sync::{Arc, mpsc};
    use std::time::Duration;

    use tokio::sync::Notify;
    use tokio::time::timeout;
    let folder = tempfile::tempdir().unwrap();
    let options = SqliteOptions {
        readers: 2,
        ..SqliteOptions::default()
    };
    let db = Database::sqlite(&folder.path().join("metadata.sqlite"), MIGRATIONS, &options).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .max_blocking_threads(2)
        .build()
        .unwrap();
    runtime.block_on(async {
        let (go_on, waits) = mpsc::channel::<()>();
        let begun = Arc::new(Notify::new());
        let begins = Arc::clone(&begun);
        let long = db.snapshot::<(), Error, _>("long", move |_| {
            begins.notify_one();
            let _ = waits.recv();
            Ok(())
        });
        tokio::select! {
            _ = long => panic!("it goes on when it is let"),
            () = begun.notified() => {}
        }
        let next = db.snapshot::<_, Error, _>("next", |tx| tx.query_global(&COUNTER_ALL, params![]));
        assert!(
            timeout(Duration::from_millis(100), next).await.is_err(),
            "there is one place"
        );
        let free = tokio::task::spawn_blocking(|| {});
        assert!(
            timeout(Duration::from_secs(5), free).await.is_ok(),
            "no thread waits for it"
        );
        go_on.send(()).unwrap();
        db.close().await;
    });
}

#[test]
fn errors_and_values_do_not_show_what_they_hold() {
    let values = format!("{:?}", params!["secret", 4711, bytes::Bytes::from("secret")]);
    assert!(!values.contains("secret") && !values.contains("4711"), "{values}");
}
