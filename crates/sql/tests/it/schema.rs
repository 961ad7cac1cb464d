//! The tables and statements that the tests share.

use wharf_sql::{Migration, Scope, Statement};

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 1,
        name: "items",
        text: "CREATE TABLE item (
                   account TEXT NOT NULL,
                   region TEXT NOT NULL,
                   name TEXT NOT NULL,
                   size BIGINT NOT NULL,
                   note TEXT,
                   body BLOB,
                   PRIMARY KEY (account, region, name)
               );
               CREATE INDEX item_by_size ON item (account, region, size, name) WHERE note IS NULL;",
    },
    Migration {
        version: 2,
        name: "counters",
        text: "CREATE TABLE counter (name TEXT NOT NULL PRIMARY KEY, value BIGINT NOT NULL)",
    },
];

pub(crate) const INSERT: Statement = Statement::scoped(
    "item.insert",
    "INSERT INTO item (account, region, name, size, note, body) VALUES ($1, $2, $3, $4, $5, $6)",
);
pub(crate) const UPSERT: Statement = Statement::scoped(
    "item.upsert",
    "INSERT INTO item (account, region, name, size) VALUES ($1, $2, $3, $4)
     ON CONFLICT (account, region, name) DO UPDATE SET size = excluded.size, note = 'again'
     RETURNING size, note",
);
pub(crate) const INSERT_NEW: Statement = Statement::scoped(
    "item.insert-new",
    "INSERT INTO item (account, region, name, size) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
);
pub(crate) const FIND: Statement = Statement::scoped(
    "item.find",
    "SELECT name, size, note, body FROM item WHERE account = $1 AND region = $2 AND name = $3",
)
.point();
pub(crate) const LIST: Statement = Statement::scoped(
    "item.list",
    "SELECT name, size FROM item WHERE account = $1 AND region = $2 AND name > $3 ORDER BY name LIMIT $4",
);
pub(crate) const LIST_BY_SIZE: Statement = Statement::scoped(
    "item.list-by-size",
    "SELECT size, name FROM item
     WHERE account = $1 AND region = $2 AND note IS NULL AND (size, name) > ($3, $4)
     ORDER BY size, name LIMIT $5",
);
pub(crate) const SUMMARY: Statement = Statement::scoped(
    "item.summary",
    "SELECT COUNT(*), CAST(SUM(size) AS BIGINT), EXISTS (SELECT 1 FROM item WHERE size = $3)
     FROM item WHERE account = $1 AND region = $2",
);
pub(crate) const DELETE: Statement = Statement::scoped(
    "item.delete",
    "DELETE FROM item WHERE account = $1 AND region = $2 AND name = $3",
);
pub(crate) const DELETE_ALL: Statement = Statement::global("item.delete-all", "DELETE FROM item");

pub(crate) const COUNTER_SET: Statement = Statement::global(
    "counter.set",
    "INSERT INTO counter (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
);
pub(crate) const COUNTER_GET: Statement =
    Statement::global("counter.get", "SELECT value FROM counter WHERE name = $1").point();
pub(crate) const COUNTER_NEW: Statement =
    Statement::global("counter.new", "INSERT INTO counter (name, value) VALUES ($1, $2)");
pub(crate) const COUNTER_ALL: Statement =
    Statement::global("counter.all", "SELECT name, value FROM counter ORDER BY name");

pub(crate) fn scope() -> Scope {
    Scope::new("111122223333", "eu-central-1")
}
