//! One query text over two engines: SQLite in the process, PostgreSQL over the network.
//!
//! What it owns: named [`Statement`]s and their placeholders, the [`Scope`] that every scoped statement is bound
//! with, values and rows, closures run as transactions, forward-only [`Migration`]s, and one [`Error`] for both
//! engines. A caller cannot tell the engines apart by an answer, only by [`Database::engine`].
//!
//! What is *not* here: domain words, query building, row mapping by derive, the time of day (only durations are measured: how
//! long a statement took, how long to go on trying), randomness. TLS towards PostgreSQL is not there yet either: connect over
//! a unix socket, loopback or a private network; a URL that demands TLS is refused.
//!
//! # The portable subset
//!
//! Statements are SQL that both engines read alike: placeholders `$1…`, types `TEXT`, `BIGINT`, `BLOB`,
//! `INSERT … ON CONFLICT … DO NOTHING|UPDATE`, `RETURNING`, row values `(a, b) > ($3, $4)`, `LIMIT`, partial
//! indexes, common table expressions. What differs, and what to write instead:
//!
//! | not portable | write |
//! |---|---|
//! | `SUM(x)`, `AVG(x)` (NUMERIC on PostgreSQL) | `CAST(SUM(x) AS BIGINT)` |
//! | where NULLs sort | `NULLS FIRST` or `NULLS LAST` |
//! | `x LIKE $3` | `x LIKE $3 ESCAPE '\'`; letters are told apart by case on both |
//! | catching a failed statement and going on | `ON CONFLICT`; after a failure the transaction is lost |
//! | `AUTOINCREMENT`, rowid, JSON functions, `REAL`, booleans in columns | keys and flags as BIGINT or TEXT |
//! | a NUL character inside a text (refused on both) | BLOB |
//!
//! Text is ordered by its UTF-8 bytes on both engines.

#![forbid(unsafe_code)]

mod database;
mod error;
mod migration;
mod observe;
mod postgres;
mod row;
mod scan;
mod sqlite;
mod statement;
mod task;
#[cfg(feature = "testing")]
pub mod testing;
mod transaction;
mod value;

pub use database::Database;
pub use error::Error;
pub use migration::Migration;
pub use postgres::PostgresOptions;
pub use row::Row;
pub use sqlite::{CheckedTable, SqliteOptions, Synchronous};
pub use statement::{Scope, Statement};
pub use transaction::Transaction;
pub use value::Value;
