//! Preparing and explaining statements without running them.

use wharf_sql::testing::{full_scans, on_both};
use wharf_sql::{Error, Statement};

use crate::schema::*;

const ALL: &[&Statement] = &[
    &INSERT,
    &UPSERT,
    &INSERT_NEW,
    &FIND,
    &LIST,
    &LIST_BY_SIZE,
    &SUMMARY,
    &DELETE,
    &DELETE_ALL,
    &COUNTER_SET,
    &COUNTER_GET,
    &COUNTER_NEW,
    &COUNTER_ALL,
];

on_both!(every_statement_is_prepared, MIGRATIONS, |db| async {
    db.prepare_all(ALL).await.unwrap();
});

on_both!(a_scoped_statement_must_use_its_scope, MIGRATIONS, |db| async {
    const FORGETFUL: [Statement; 3] = [
        Statement::scoped("no second", "SELECT name FROM item WHERE account = $1"),
        Statement::scoped("no first", "SELECT name FROM item WHERE region = $2"),
        Statement::scoped(
            "quoted",
            "SELECT name FROM item WHERE account = '$1' AND region = '$2' AND name = $3",
        ),
    ];
    for statement in &FORGETFUL {
        let refused = db.prepare_all(&[&FIND, statement]).await;
        assert!(matches!(refused, Err(Error::Misuse { .. })), "{refused:?}");
    }
});

on_both!(nonsense_is_refused, MIGRATIONS, |db| async {
    const NONSENSE: [Statement; 3] = [
        Statement::global("nonsense", "SELEKT 1"),
        Statement::global("no such column", "SELECT nothing FROM item"),
        Statement::global(
            "double-quoted text",
            "SELECT name FROM counter WHERE name = \"a\"",
        ),
    ];
    for statement in &NONSENSE {
        let refused = db.prepare_all(&[statement]).await;
        assert!(matches!(refused, Err(Error::Engine { .. })), "{refused:?}");
    }
});

#[tokio::test]
async fn types_that_are_not_portable_are_refused() {
    const SUM: Statement = Statement::global("sum", "SELECT SUM(value) FROM counter");
    let db = wharf_sql::testing::postgres(MIGRATIONS).await;
    let refused = db.prepare_all(&[&SUM]).await;
    assert!(
        matches!(&refused, Err(Error::Misuse { reason, .. }) if reason.contains("numeric")),
        "{refused:?}"
    );
}

on_both!(plans_show_full_scans, MIGRATIONS, |db| async {
    for statement in [&FIND, &LIST, &LIST_BY_SIZE, &UPSERT, &DELETE, &COUNTER_GET] {
        let plan = db.explain(statement).await.unwrap();
        assert!(full_scans(&plan).is_empty(), "{}: {plan}", statement.name);
    }
    const UNINDEXED: Statement = Statement::global("unindexed", "SELECT value FROM counter WHERE value = $1");
    for statement in [&UNINDEXED, &COUNTER_ALL, &SUMMARY] {
        let plan = db.explain(statement).await.unwrap();
        assert_eq!(full_scans(&plan).len(), 1, "{}: {plan}", statement.name);
    }
    db.prepare_all(ALL).await.unwrap();
});
