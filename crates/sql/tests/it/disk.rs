//! An embedded database that runs out of space: an error of its own, nothing half-written, and life goes on.

use wharf_sql::testing::sqlite;
use wharf_sql::{Database, Error, Statement, params};

use crate::group::{hold, queue, release};
use crate::schema::*;

const PAGES: Statement = Statement::global("pages", "PRAGMA page_count");
const LIMIT_60: Statement = Statement::global("limit", "PRAGMA max_page_count = 60");
const NO_LIMIT: Statement = Statement::global("limit", "PRAGMA max_page_count = 1000000");

async fn limit(db: &Database, statement: &'static Statement) {
    db.transaction("limit", |tx| tx.query_global(statement, params![]))
        .await
        .unwrap();
}

async fn count(db: &Database) -> i64 {
    db.query(&SUMMARY, &scope(), params![0]).await.unwrap()[0]
        .integer(0)
        .unwrap()
}

fn big() -> Vec<u8> {
    vec![7; 120 * 1024]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_says_so_and_stays_usable() {
    let db = sqlite(MIGRATIONS);
    limit(&db, &LIMIT_60).await;
    let insert = |name: &'static str| {
        db.transaction("insert", move |tx| {
            tx.execute(&INSERT_NEW, &scope(), params![format!("{name}-small"), 1])?;
            tx.execute(&INSERT, &scope(), params![name, 1, None::<&str>, big()])
        })
    };
    insert("a").await.unwrap();
    assert_eq!(insert("b").await, Err(Error::Full));
    assert!(Error::Full.is_full());
    assert_eq!(
        count(&db).await,
        2,
        "the small row of the failed transaction is gone as well"
    );
    assert!(db.is_ready().await);

    let deleted = db
        .transaction("delete", |tx| tx.execute(&DELETE, &scope(), params!["a"]))
        .await;
    assert_eq!(deleted, Ok::<_, Error>(1), "what frees space works");
    insert("b").await.unwrap();
    assert_eq!(insert("c").await, Err(Error::Full));
    limit(&db, &NO_LIMIT).await;
    insert("c").await.unwrap();
    let again = db.reopen().await;
    assert_eq!(
        again.query(&LIST, &scope(), params!["", 10]).await.unwrap().len(),
        5
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_group_is_kept_or_refused_member_by_member() {
    let db = sqlite(MIGRATIONS);
    limit(&db, &LIMIT_60).await;
    let (go, holder) = hold(&db);
    let before = queue(&db, |tx| tx.execute(&INSERT_NEW, &scope(), params!["before", 1])).await;
    let full = queue(&db, |tx| {
        tx.execute(&INSERT_NEW, &scope(), params!["half", 1])?;
        tx.execute(
            &INSERT,
            &scope(),
            params!["full", 1, None::<&str>, vec![7; 400 * 1024]],
        )
    })
    .await;
    let after = queue(&db, |tx| tx.execute(&INSERT_NEW, &scope(), params!["after", 1])).await;
    release(go, holder).await;
    assert_eq!(full.await.unwrap(), Err(Error::Full));
    // The engine may do either with the others: a member that was told "done" is there, one that was told "full" is not.
    let mut expected = Vec::new();
    for (name, member) in [("after", after), ("before", before)] {
        match member.await.unwrap() {
            Ok(_) => expected.push(name.to_owned()),
            Err(error) => assert_eq!(error, Error::Full),
        }
    }
    let rows = db.query(&LIST, &scope(), params!["", 10]).await.unwrap();
    let found: Vec<_> = rows.iter().map(|row| row.text(0).unwrap().to_owned()).collect();
    assert_eq!(found, expected);
    let pages = db.query_global(&PAGES, params![]).await.unwrap()[0]
        .integer(0)
        .unwrap();
    assert!(pages <= 60);
}
