//! The SQL of usage.

use wharf_sql::{Database, Error, Row, Scope, Statement, Transaction, params};

use super::Counts;
use super::model::{Held, Storage, Traffic};

/// Rows of one page.
const PAGE: i64 = 500;

static ADD: Statement = Statement::scoped(
    "usage.traffic.add",
    "INSERT INTO usage_traffic (account, region, day, caller, requests, pulled_bytes) VALUES ($1, $2, $3, $4, $5, $6) \
     ON CONFLICT (account, region, day, caller) DO UPDATE SET requests = usage_traffic.requests + $5, \
     pulled_bytes = usage_traffic.pulled_bytes + $6",
);
static TRAFFIC: Statement = Statement::global(
    "usage.traffic.list",
    "SELECT day, account, caller, requests, pulled_bytes FROM usage_traffic \
     WHERE region = $1 AND day <= $2 AND (day, account, caller) > ($3, $4, $5) ORDER BY day, account, caller LIMIT $6",
);
static PUT_STORAGE: Statement = Statement::scoped(
    "usage.storage.put",
    "INSERT INTO usage_storage (account, region, day, logical_bytes, stored_bytes, images, repositories) \
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (account, region, day) DO UPDATE SET logical_bytes = $4, \
     stored_bytes = $5, images = $6, repositories = $7",
);
static STORAGE: Statement = Statement::global(
    "usage.storage.list",
    "SELECT day, account, logical_bytes, stored_bytes, images, repositories FROM usage_storage \
     WHERE region = $1 AND day <= $2 AND (day, account) > ($3, $4) ORDER BY day, account LIMIT $5",
);
static FORGET_TRAFFIC: Statement = Statement::global(
    "usage.traffic.forget",
    "DELETE FROM usage_traffic WHERE (account, region, day, caller) IN (SELECT account, region, day, caller FROM usage_traffic \
     WHERE region = $1 AND day < $2 LIMIT $3)",
);
static FORGET_STORAGE: Statement = Statement::global(
    "usage.storage.forget",
    "DELETE FROM usage_storage WHERE (account, region, day) IN (SELECT account, region, day FROM usage_storage \
     WHERE region = $1 AND day < $2 LIMIT $3)",
);
static HELD: Statement = Statement::global(
    "usage.held",
    "SELECT digest, data_key, account, COUNT(*), MAX(size) FROM layers WHERE region = $1 \
     AND (digest, data_key, account) > ($2, $3, $4) GROUP BY digest, data_key, account \
     ORDER BY digest, data_key, account LIMIT $5",
);
static IMAGES: Statement = Statement::global(
    "usage.images",
    "SELECT account, repository, images FROM image_counts WHERE region = $1 AND (account, region, repository) > ($2, $1, $3) \
     ORDER BY account, region, repository LIMIT $4",
);
static REPOSITORIES: Statement = Statement::global(
    "usage.repositories",
    "SELECT account, repositories FROM registry_revisions WHERE region = $1 AND (account, region) > ($2, $1) \
     ORDER BY account, region LIMIT $3",
);

pub(crate) static STATEMENTS: &[&Statement] = &[
    &ADD,
    &TRAFFIC,
    &PUT_STORAGE,
    &STORAGE,
    &FORGET_TRAFFIC,
    &FORGET_STORAGE,
    &HELD,
    &IMAGES,
    &REPOSITORIES,
];

/// Adds what was counted to a day.
pub(super) fn add(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    (day, caller): (&str, &str),
    counts: Counts,
) -> Result<(), Error> {
    let values = params![day, caller, counts.requests, counts.pulled_bytes];
    transaction.execute(&ADD, scope, values).map(drop)
}

/// Writes down what a registry holds on a day.
pub(super) fn put_storage(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    day: &str,
    held: &Held,
) -> Result<(), Error> {
    let values = params![
        day,
        held.logical_bytes,
        held.stored_bytes,
        held.images,
        held.repositories
    ];
    transaction.execute(&PUT_STORAGE, scope, values).map(drop)
}

/// Removes some of a Region's rows of days before `day`, from each table; how many.
pub(super) fn forget(
    transaction: &mut Transaction<'_>,
    region: &str,
    day: &str,
    most: i64,
) -> Result<u64, Error> {
    let traffic = transaction.execute_global(&FORGET_TRAFFIC, params![region, day, most])?;
    let storage = transaction.execute_global(&FORGET_STORAGE, params![region, day, most])?;
    Ok(traffic + storage)
}

/// How often an account holds the same bytes: digest, data key, account, repositories, size.
pub(super) type Holding = ([String; 3], i64, i64);

/// A page of who holds which bytes, in the order of the bytes.
pub(super) async fn held(
    database: &Database,
    region: &str,
    after: &[String; 3],
) -> Result<Vec<Holding>, Error> {
    let [digest, data_key, account] = after;
    let values = params![region, digest.as_str(), data_key.as_str(), account.as_str(), PAGE];
    let rows = database.query_global(&HELD, values).await?;
    let text = |row: &Row, column| row.text(column).map(str::to_owned);
    rows.iter()
        .map(|row| {
            Ok((
                [text(row, 0)?, text(row, 1)?, text(row, 2)?],
                row.integer(3)?,
                row.integer(4)?,
            ))
        })
        .collect()
}

/// A page of how many images repositories have: account, repository, images.
pub(super) async fn images(
    database: &Database,
    region: &str,
    (account, repository): (&str, &str),
) -> Result<Vec<(String, String, i64)>, Error> {
    let rows = database
        .query_global(&IMAGES, params![region, account, repository, PAGE])
        .await?;
    rows.iter()
        .map(|row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned(), row.integer(2)?)))
        .collect()
}

/// A page of how many repositories registries have: account, repositories.
pub(super) async fn repositories(
    database: &Database,
    region: &str,
    account: &str,
) -> Result<Vec<(String, i64)>, Error> {
    let rows = database
        .query_global(&REPOSITORIES, params![region, account, PAGE])
        .await?;
    rows.iter()
        .map(|row| Ok((row.text(0)?.to_owned(), row.integer(1)?)))
        .collect()
}

/// A page of traffic up to a day, after a row.
pub(super) async fn traffic(
    database: &Database,
    region: &str,
    until: &str,
    [day, account, caller]: [&str; 3],
    most: i64,
) -> Result<Vec<Traffic>, Error> {
    let values = params![region, until, day, account, caller, most];
    let rows = database.query_global(&TRAFFIC, values).await?;
    let read = |row: &Row| {
        Ok(Traffic {
            day: row.text(0)?.to_owned(),
            region: region.to_owned(),
            owner: row.text(1)?.to_owned(),
            account: row.text(2)?.to_owned(),
            requests: row.integer(3)?,
            pulled_bytes: row.integer(4)?,
        })
    };
    rows.iter().map(read).collect()
}

/// A page of what was held up to a day, after a row.
pub(super) async fn storage(
    database: &Database,
    region: &str,
    until: &str,
    [day, account]: [&str; 2],
    most: i64,
) -> Result<Vec<Storage>, Error> {
    let rows = database
        .query_global(&STORAGE, params![region, until, day, account, most])
        .await?;
    let read = |row: &Row| {
        Ok(Storage {
            day: row.text(0)?.to_owned(),
            region: region.to_owned(),
            owner: row.text(1)?.to_owned(),
            logical_bytes: row.integer(2)?,
            stored_bytes: row.integer(3)?,
            images: row.integer(4)?,
            repositories: row.integer(5)?,
        })
    };
    rows.iter().map(read).collect()
}
