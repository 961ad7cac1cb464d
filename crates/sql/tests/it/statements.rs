//! Values, orders, conflicts and refusals: the same answers from both engines.

use bytes::Bytes;
use wharf_sql::testing::on_both;
use wharf_sql::{Database, Error, Scope, Statement, Value, params};

use crate::schema::*;

async fn insert(database: &Database, scope: Scope, name: &'static str, size: i64) -> Result<u64, Error> {
    database
        .transaction("insert", move |tx| {
            tx.execute(&INSERT, &scope, params![name, size, None::<&str>, None::<Bytes>])
        })
        .await
}

on_both!(values_come_back_as_they_went, MIGRATIONS, |db| async {
    let body = Bytes::from((0..=255).collect::<Vec<u8>>());
    let sent = body.clone();
    db.transaction("insert", move |tx| {
        tx.execute(
            &INSERT,
            &scope(),
            params![
                "snow ☃ and 🦀",
                i64::MIN,
                Some("it's \"quoted\" $1"),
                sent.clone()
            ],
        )?;
        tx.execute(&INSERT, &scope(), params!["empty", i64::MAX, "", Bytes::new()])?;
        tx.execute(&INSERT, &scope(), params!["null", 0, Value::Null, None::<Bytes>])
    })
    .await
    .unwrap();

    let rows = db.query(&FIND, &scope(), params!["snow ☃ and 🦀"]).await.unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].integer(1), Ok(i64::MIN));
    assert_eq!(rows[0].opt_text(2), Ok(Some("it's \"quoted\" $1")));
    assert_eq!(rows[0].blob(3), Ok(body));

    let rows = db.query(&FIND, &scope(), params!["empty"]).await.unwrap();
    assert_eq!(rows[0].integer(1), Ok(i64::MAX));
    assert_eq!((rows[0].text(2), rows[0].blob(3)), (Ok(""), Ok(Bytes::new())));

    let rows = db.query(&FIND, &scope(), params!["null"]).await.unwrap();
    assert_eq!((rows[0].opt_text(2), rows[0].opt_blob(3)), (Ok(None), Ok(None)));
    assert_eq!(rows[0].boolean(1), Ok(false));
    assert!(matches!(
        rows[0].text(2),
        Err(Error::Column {
            column: 2,
            found: "NULL",
            ..
        })
    ));
    assert!(matches!(rows[0].text(4), Err(Error::Column { column: 4, .. })));
});

on_both!(rows_are_changed_and_counted, MIGRATIONS, |db| async {
    assert_eq!(insert(&db, scope(), "a", 1).await, Ok(1));
    assert_eq!(insert(&db, scope(), "b", 2).await, Ok(1));
    let summary = db.query(&SUMMARY, &scope(), params![2]).await.unwrap();
    assert_eq!((summary[0].integer(0), summary[0].integer(1)), (Ok(2), Ok(3)));
    assert_eq!(summary[0].boolean(2), Ok(true));
    let deleted = db
        .transaction("delete", |tx| tx.execute(&DELETE, &scope(), params!["a"]))
        .await;
    assert_eq!(deleted, Ok::<_, Error>(1));
    let summary = db.query(&SUMMARY, &scope(), params![1]).await.unwrap();
    assert_eq!((summary[0].integer(0), summary[0].boolean(2)), (Ok(1), Ok(false)));
    let deleted = db
        .transaction("delete", |tx| tx.execute(&DELETE, &scope(), params!["a"]))
        .await;
    assert_eq!(deleted, Ok::<_, Error>(0));
});

on_both!(conflicts_update_or_do_nothing, MIGRATIONS, |db| async {
    let results = db
        .transaction("upsert", |tx| {
            let first = tx.query_one(&UPSERT, &scope(), params!["a", 1])?;
            let second = tx.query_one(&UPSERT, &scope(), params!["a", 7])?;
            let nothing = tx.execute(&INSERT_NEW, &scope(), params!["a", 9])?;
            Ok::<_, Error>((first, second, nothing))
        })
        .await
        .unwrap();
    let (Some(first), Some(second), 0) = results else {
        panic!("{results:?}")
    };
    assert_eq!((first.integer(0), first.opt_text(1)), (Ok(1), Ok(None)));
    assert_eq!((second.integer(0), second.text(1)), (Ok(7), Ok("again")));
});

on_both!(texts_are_ordered_by_bytes, MIGRATIONS, |db| async {
    let mut names = vec![
        "a", "B", "b", "A", "ä", "z", "Z", "_", "-", "10", "9", "é", "e", "☃", "🦀", "a-b", "a b",
    ];
    for name in &names {
        insert(&db, scope(), name, 1).await.unwrap();
    }
    names.sort_unstable();
    let rows = db.query(&LIST, &scope(), params!["", 100]).await.unwrap();
    assert_eq!(
        rows.iter().map(|row| row.text(0).unwrap()).collect::<Vec<_>>(),
        names
    );
    let rows = db.query(&LIST, &scope(), params!["Z", 2]).await.unwrap();
    assert_eq!(
        rows.iter().map(|row| row.text(0).unwrap()).collect::<Vec<_>>(),
        ["_", "a"]
    );
});

on_both!(pages_follow_each_other_by_row_values, MIGRATIONS, |db| async {
    db.transaction("fill", |tx| {
        for number in 0..25 {
            tx.execute(
                &INSERT_NEW,
                &scope(),
                params![format!("n{number:02}"), number / 7],
            )?;
        }
        Ok::<_, Error>(())
    })
    .await
    .unwrap();
    let (mut size, mut name, mut seen) = (-1, String::new(), Vec::new());
    loop {
        let page = db
            .query(&LIST_BY_SIZE, &scope(), params![size, &name, 4])
            .await
            .unwrap();
        let Some(last) = page.last() else { break };
        (size, name) = (last.integer(0).unwrap(), last.text(1).unwrap().to_owned());
        seen.extend(page.iter().map(|row| row.text(1).unwrap().to_owned()));
    }
    assert_eq!(
        seen,
        (0..25).map(|number| format!("n{number:02}")).collect::<Vec<_>>()
    );
});

on_both!(scopes_do_not_see_each_other, MIGRATIONS, |db| async {
    let other = Scope::new("111122223333", "us-east-1");
    insert(&db, scope(), "a", 1).await.unwrap();
    insert(&db, other.clone(), "a", 2).await.unwrap();
    assert_eq!(
        db.query(&FIND, &scope(), params!["a"]).await.unwrap()[0].integer(1),
        Ok(1)
    );
    assert_eq!(
        db.query(&FIND, &other, params!["a"]).await.unwrap()[0].integer(1),
        Ok(2)
    );
    let unused = Scope::new("444455556666", "us-east-1");
    assert!(db.query(&FIND, &unused, params!["a"]).await.unwrap().is_empty());
});

on_both!(
    a_scope_is_neither_forgotten_nor_brought_along,
    MIGRATIONS,
    |db| async {
        assert!(matches!(
            db.query_global(&FIND, params!["a", "b", "c"]).await,
            Err(Error::Misuse { .. })
        ));
        assert!(matches!(
            db.query(&COUNTER_GET, &scope(), params!["a"]).await,
            Err(Error::Misuse { .. })
        ));
        let result = db
            .transaction("misuse", |tx| tx.execute_global(&DELETE, params!["a", "b", "c"]))
            .await;
        assert!(matches!(result, Err(Error::Misuse { .. })));
    }
);

on_both!(calls_that_do_not_fit_are_refused, MIGRATIONS, |db| async {
    for params in [params![], params!["a", "b"]] {
        assert!(matches!(
            db.query(&FIND, &scope(), params).await,
            Err(Error::Misuse { .. })
        ));
    }
    let nul = db.query(&FIND, &scope(), params!["a\0b"]).await;
    assert!(matches!(nul, Err(Error::Misuse { .. })), "{nul:?}");
    const MISSING: Statement = Statement::global("missing", "SELECT a FROM no_such_table");
    let missing = db.query_global(&MISSING, params![]).await;
    assert!(
        matches!(
            missing,
            Err(Error::Engine {
                statement: "missing",
                ..
            })
        ),
        "{missing:?}"
    );
});

on_both!(
    a_write_outside_of_a_transaction_is_refused,
    MIGRATIONS,
    |db| async {
        for statement in [&UPSERT, &INSERT_NEW] {
            let written = db.query(statement, &scope(), params!["a", 1]).await;
            assert!(matches!(written, Err(Error::Engine { .. })), "{written:?}");
            let written = db
                .snapshot("write", |tx| tx.query(&UPSERT, &scope(), params!["a", 1]))
                .await;
            assert!(matches!(written, Err(Error::Engine { .. })), "{written:?}");
        }
        assert!(db.query(&FIND, &scope(), params!["a"]).await.unwrap().is_empty());
    }
);

on_both!(many_reads_at_once, MIGRATIONS, |db| async {
    insert(&db, scope(), "a", 42).await.unwrap();
    let readers = (0..64).map(|number| {
        let db = db.clone();
        tokio::spawn(async move {
            let rows = match number % 2 {
                0 => db.query(&FIND, &scope(), params!["a"]).await.unwrap(),
                _ => db.query(&LIST, &scope(), params!["", 10]).await.unwrap(),
            };
            assert_eq!(rows[0].integer(1), Ok(42));
        })
    });
    for reader in readers.collect::<Vec<_>>() {
        reader.await.unwrap();
    }
});

on_both!(patterns_tell_letters_apart, MIGRATIONS, |db| async {
    const LIKE: Statement = Statement::global(
        "like",
        "SELECT CASE WHEN 'aB_c' LIKE $1 ESCAPE '\\' THEN 1 ELSE 0 END",
    );
    for (pattern, matches) in [("aB%", true), ("ab%", false), ("aB\\_c", true), ("aB\\%", false)] {
        let rows = db.query_global(&LIKE, params![pattern]).await.unwrap();
        assert_eq!(rows[0].boolean(0), Ok(matches), "{pattern}");
    }
});
