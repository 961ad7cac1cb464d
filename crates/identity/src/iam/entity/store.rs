//! The SQL of named things.

use wharf_aws::{AccountId, Timestamp};
use wharf_sql::{Error, Row, Statement, Transaction, params};

use super::{EntityKind, EntityRow, fold};
use crate::packed::{key, packed, wanted};

/// The columns of an entity `e`, in the order in which [`read`] takes them.
macro_rules! columns {
    () => {
        "e.account, e.kind, e.name, e.path, e.id, e.created_at, e.description, e.boundary"
    };
}
pub(in crate::iam) use columns;

static FIND: Statement = Statement::global(
    "iam.entity.find",
    concat!(
        "SELECT ",
        columns!(),
        " FROM iam_entities e WHERE e.account = $1 AND e.kind = $2 AND e.folded_name = $3"
    ),
);
static FIND_BY_ID: Statement = Statement::global(
    "iam.entity.find_by_id",
    concat!("SELECT ", columns!(), " FROM iam_entities e WHERE e.id = $1"),
);
static FIND_ALL: Statement = Statement::global(
    "iam.entity.find_all",
    concat!(
        wanted!("$1", 21),
        " SELECT ",
        columns!(),
        " FROM wanted w CROSS JOIN iam_entities e WHERE e.id = ",
        key!("$1", 21)
    ),
);
static LIST: Statement = Statement::global(
    "iam.entity.list",
    concat!(
        "SELECT ",
        columns!(),
        " FROM iam_entities e WHERE e.account = $1 AND e.kind = $2 AND e.folded_name > $3 \
         ORDER BY e.folded_name LIMIT $4"
    ),
);
static COUNT: Statement = Statement::global(
    "iam.entity.count",
    "SELECT COUNT(*) FROM iam_entities WHERE account = $1 AND kind = $2",
);
static INSERT: Statement = Statement::global(
    "iam.entity.insert",
    "INSERT INTO iam_entities (account, kind, folded_name, name, path, id, created_at, description, boundary) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (account, kind, folded_name) DO NOTHING",
);
static RENAME: Statement = Statement::global(
    "iam.entity.rename",
    "UPDATE iam_entities SET folded_name = $2, name = $3, path = $4 WHERE id = $1",
);
static DESCRIBE: Statement = Statement::global(
    "iam.entity.describe",
    "UPDATE iam_entities SET description = $2 WHERE id = $1",
);
static BOUND: Statement = Statement::global(
    "iam.entity.bound",
    "UPDATE iam_entities SET boundary = $2 WHERE id = $1",
);
static BOUND_BY: Statement = Statement::global(
    "iam.entity.bound_by",
    concat!(
        "SELECT ",
        columns!(),
        " FROM iam_entities e WHERE e.account = $1 AND e.boundary = $2 AND e.boundary <> '' AND e.id > $3 \
         ORDER BY e.id LIMIT $4"
    ),
);
static COUNT_BOUND_BY: Statement = Statement::global(
    "iam.entity.count_bound_by",
    "SELECT COUNT(*) FROM iam_entities WHERE account = $1 AND boundary = $2 AND boundary <> ''",
);
static COUNT_ALL_BOUND_BY: Statement = Statement::global(
    "iam.entity.count_all_bound_by",
    concat!(
        wanted!("$2", 700),
        " SELECT (SELECT COUNT(*) FROM iam_entities e WHERE e.account = $1 AND e.boundary <> '' AND e.boundary = ",
        key!("$2", 700),
        ") FROM wanted w"
    ),
);
static DELETE: Statement = Statement::global("iam.entity.delete", "DELETE FROM iam_entities WHERE id = $1");

pub(crate) static STATEMENTS: &[&Statement] = &[
    &FIND,
    &FIND_BY_ID,
    &FIND_ALL,
    &LIST,
    &COUNT,
    &INSERT,
    &RENAME,
    &DESCRIBE,
    &BOUND,
    &BOUND_BY,
    &COUNT_BOUND_BY,
    &COUNT_ALL_BOUND_BY,
    &DELETE,
];

pub(crate) fn find(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    kind: EntityKind,
    name: &str,
) -> Result<Option<EntityRow>, Error> {
    let values = params![account.as_str(), kind.word(), fold(name)];
    transaction
        .query_one_global(&FIND, values)?
        .as_ref()
        .map(read)
        .transpose()
}

pub(crate) fn find_by_id(transaction: &mut Transaction<'_>, id: &str) -> Result<Option<EntityRow>, Error> {
    let row = transaction.query_one_global(&FIND_BY_ID, params![id])?;
    row.as_ref().map(read).transpose()
}

/// Those with some unique ids, in no order.
pub(crate) fn find_all<'a>(
    transaction: &mut Transaction<'_>,
    ids: impl IntoIterator<Item = &'a str>,
) -> Result<Vec<EntityRow>, Error> {
    let rows = transaction.query_global(&FIND_ALL, params![packed(ids, 21)])?;
    rows.iter().map(read).collect()
}

/// Those of a kind in the order of their names, after a folded name.
pub(crate) fn list(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    kind: EntityKind,
    after: &str,
    limit: i64,
) -> Result<Vec<EntityRow>, Error> {
    let values = params![account.as_str(), kind.word(), after, limit];
    transaction
        .query_global(&LIST, values)?
        .iter()
        .map(read)
        .collect()
}

pub(crate) fn count(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    kind: EntityKind,
) -> Result<i64, Error> {
    let row = transaction.query_one_global(&COUNT, params![account.as_str(), kind.word()])?;
    row.map_or(Ok(0), |row| row.integer(0))
}

/// Whether it was inserted: its name may be taken.
pub(crate) fn insert(transaction: &mut Transaction<'_>, row: &EntityRow) -> Result<bool, Error> {
    let values = params![
        row.account.as_str(),
        row.kind.word(),
        row.folded_name(),
        row.name.as_str(),
        row.path.as_str(),
        row.id.as_str(),
        row.created_at.micros(),
        row.description.as_str(),
        row.boundary.as_deref().unwrap_or_default()
    ];
    Ok(transaction.execute_global(&INSERT, values)? == 1)
}

/// Gives it another name or path. The name must be free.
pub(crate) fn rename(
    transaction: &mut Transaction<'_>,
    id: &str,
    name: &str,
    path: &str,
) -> Result<(), Error> {
    let values = params![id, fold(name), name, path];
    transaction.execute_global(&RENAME, values).map(drop)
}

pub(crate) fn describe(transaction: &mut Transaction<'_>, id: &str, description: &str) -> Result<(), Error> {
    transaction
        .execute_global(&DESCRIBE, params![id, description])
        .map(drop)
}

pub(crate) fn bound(
    transaction: &mut Transaction<'_>,
    id: &str,
    boundary: Option<&str>,
) -> Result<(), Error> {
    let values = params![id, boundary.unwrap_or_default()];
    transaction.execute_global(&BOUND, values).map(drop)
}

/// Those that a policy bounds by unique id, after one.
pub(crate) fn bound_by(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    policy: &str,
    after: &str,
    limit: i64,
) -> Result<Vec<EntityRow>, Error> {
    let values = params![account.as_str(), policy, after, limit];
    let rows = transaction.query_global(&BOUND_BY, values)?;
    rows.iter().map(read).collect()
}

/// How many a policy bounds.
pub(crate) fn count_bound_by(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    policy: &str,
) -> Result<i64, Error> {
    let row = transaction.query_one_global(&COUNT_BOUND_BY, params![account.as_str(), policy])?;
    row.map_or(Ok(0), |row| row.integer(0))
}

/// How many each of some policies bounds, in their order.
pub(crate) fn count_all_bound_by<'a>(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    policies: impl IntoIterator<Item = &'a str>,
) -> Result<Vec<i64>, Error> {
    let values = params![account.as_str(), packed(policies, 700)];
    let rows = transaction.query_global(&COUNT_ALL_BOUND_BY, values)?;
    rows.iter().map(|row| row.integer(0)).collect()
}

pub(crate) fn delete(transaction: &mut Transaction<'_>, id: &str) -> Result<(), Error> {
    transaction.execute_global(&DELETE, params![id]).map(drop)
}

/// An entity from a row that begins with its columns: rooms join them to theirs too.
pub(in crate::iam) fn read(row: &Row) -> Result<EntityRow, Error> {
    let corrupt = |column: &str| Error::Corrupt(format!("iam_entities.{column}"));
    Ok(EntityRow {
        account: row.text(0)?.parse().map_err(|_| corrupt("account"))?,
        kind: EntityKind::from_word(row.text(1)?).ok_or_else(|| corrupt("kind"))?,
        name: row.text(2)?.to_owned(),
        path: row.text(3)?.to_owned(),
        id: row.text(4)?.to_owned(),
        created_at: Timestamp::from_micros(row.integer(5)?),
        description: row.text(6)?.to_owned(),
        boundary: Some(row.text(7)?.to_owned()).filter(|boundary| !boundary.is_empty()),
    })
}
