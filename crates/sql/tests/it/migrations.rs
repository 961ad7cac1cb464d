//! The schema's history: what is applied once, and what is refused.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use wharf_sql::testing::on_both;
use wharf_sql::{Database, Error, Migration, SqliteOptions, params};

use crate::schema::*;

const LATER: &[Migration] = &[
    MIGRATIONS[0],
    MIGRATIONS[1],
    Migration {
        version: 3,
        name: "note",
        text: "ALTER TABLE counter ADD COLUMN note TEXT",
    },
];
const CHANGED: &[Migration] = &[
    MIGRATIONS[0],
    Migration {
        version: 2,
        name: "counters",
        text: "CREATE TABLE counter (name TEXT, value BIGINT)",
    },
];
const GAP: &[Migration] = &[
    MIGRATIONS[0],
    Migration {
        version: 3,
        name: "note",
        text: "SELECT 1",
    },
];
const BROKEN: &[Migration] = &[
    MIGRATIONS[0],
    MIGRATIONS[1],
    Migration {
        version: 3,
        name: "half",
        text: "CREATE TABLE half (a TEXT); CREATE TABLE half (a TEXT);",
    },
];

fn reason(result: Result<wharf_sql::Database, Error>) -> String {
    match result {
        Err(Error::Migration(reason)) => reason,
        other => panic!("{other:?}"),
    }
}

on_both!(they_are_applied_once, MIGRATIONS, |db| async {
    db.transaction("set", |tx| tx.execute_global(&COUNTER_SET, params!["a", 1]))
        .await
        .unwrap();
    let same = db.reopen().await;
    assert_eq!(
        same.query_global(&COUNTER_GET, params!["a"]).await.unwrap()[0].integer(0),
        Ok(1)
    );
    let later = db.reopen_with(LATER).await.unwrap();
    assert_eq!(
        later.query_global(&COUNTER_GET, params!["a"]).await.unwrap()[0].integer(0),
        Ok(1)
    );
});

on_both!(a_changed_text_is_refused, MIGRATIONS, |db| async {
    let reason = reason(db.reopen_with(CHANGED).await);
    assert!(
        reason.contains("version 2 (counters) was applied with another text"),
        "{reason}"
    );
});

on_both!(an_older_program_is_refused, LATER, |db| async {
    let reason = reason(db.reopen_with(MIGRATIONS).await);
    assert!(reason.contains("the database has version 3 (note)"), "{reason}");
    assert!(reason.contains("older than the database"), "{reason}");
});

on_both!(a_gap_is_refused, MIGRATIONS, |db| async {
    let reason = reason(db.reopen_with(GAP).await);
    assert!(
        reason.contains("version 3 (note) stands where 2 belongs"),
        "{reason}"
    );
});

on_both!(a_failing_one_leaves_nothing, MIGRATIONS, |db| async {
    let failed = db.reopen_with(BROKEN).await;
    assert!(
        matches!(
            failed,
            Err(Error::Engine {
                statement: "half",
                ..
            })
        ),
        "{failed:?}"
    );
    db.reopen_with(LATER).await.unwrap();
});

on_both!(many_at_once_are_safe, &[], |db| async {
    // The test's own handle has applied nothing; eight nodes with a schema start at the same moment.
    let db = std::sync::Arc::new(db);
    let nodes = (0..8).map(|_| {
        let db = std::sync::Arc::clone(&db);
        tokio::spawn(async move { db.reopen_with(MIGRATIONS).await.unwrap() })
    });
    for node in nodes.collect::<Vec<_>>() {
        let node = node.await.unwrap();
        node.transaction("set", |tx| tx.execute_global(&COUNTER_SET, params!["a", 1]))
            .await
            .unwrap();
    }
});

/// What is logged: the fields of each event, a line each.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

struct Line<'a>(&'a mut String);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let _ = write!(self.0, "{field}={value:?} ");
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut text = self.0.lock().unwrap();
        event.record(&mut Line(&mut text));
        text.push('\n');
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn an_upgrade_tells_each_step_before_it_begins() {
    let folder = tempfile::tempdir().unwrap();
    let open = |migrations| {
        let log = Log::default();
        let opened = tracing::subscriber::with_default(log.clone(), || {
            Database::sqlite(&folder.path().join("a.db"), migrations, &SqliteOptions::default())
        });
        drop(opened.unwrap());
        log.0.lock().unwrap().clone()
    };
    let is_told = |log: &str| log.contains("upgrading the database");
    let log = open(MIGRATIONS);
    assert!(!is_told(&log), "a new database is no upgrade");
    let told: Vec<&str> = log
        .lines()
        .filter(|line| line.contains("version=") || line.contains("migration"))
        .collect();
    assert!(
        matches!(told[..], [line] if line.contains("version=2 ") && line.contains("a new database was made")),
        "{log}"
    );
    assert!(!is_told(&open(MIGRATIONS)));
    let log = open(LATER);
    let lines: Vec<&str> = log.lines().collect();
    let begins = lines.iter().position(|line| is_told(line)).expect("it is told");
    for word in ["version=3 ", "name=\"note\" ", "step=1 ", "of=1 "] {
        assert!(lines[begins].contains(word), "{word} in {log}");
    }
    let applied = lines.iter().position(|line| line.contains("migration applied"));
    assert!(applied.is_some_and(|applied| begins < applied), "{log}");
}
