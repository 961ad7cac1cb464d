//! The SQL of keys, aliases and data keys.

use wharf_aws::Timestamp;
use wharf_sql::{Database, Error, Row, Scope, Statement, Transaction, params};

use super::model::{Key, KeyState, NewDataKey, Sealed};

macro_rules! select {
    ($name:literal, $rest:literal) => {
        Statement::scoped(
            $name,
            concat!(
                "SELECT k.id, k.description, k.state, k.manager, k.version, k.created_at FROM kms_keys k ",
                $rest
            ),
        )
    };
}

static FIND: Statement = select!(
    "kms.key.find",
    "WHERE k.account = $1 AND k.region = $2 AND k.id = $3"
)
.point();
static FIND_BY_ALIAS: Statement = select!(
    "kms.key.find_by_alias",
    "JOIN kms_aliases a ON a.account = k.account AND a.region = k.region AND a.kms_key = k.id \
     WHERE k.account = $1 AND k.region = $2 AND a.alias = $3"
)
.point();
static PAGE: Statement = select!(
    "kms.key.page",
    "WHERE k.account = $1 AND k.region = $2 AND k.id > $3 ORDER BY k.id LIMIT $4"
);
static ALIAS_PAGE: Statement = Statement::scoped(
    "kms.alias.page",
    "SELECT alias, kms_key FROM kms_aliases WHERE account = $1 AND region = $2 AND alias > $3 \
     AND ($4 = '' OR kms_key = $4) ORDER BY alias LIMIT $5",
);
static VERSIONS: Statement = Statement::scoped(
    "kms.key.versions",
    "SELECT version, created_at FROM kms_key_versions WHERE account = $1 AND region = $2 AND kms_key = $3 \
     AND version > $4 ORDER BY version LIMIT $5",
);
static INSERT: Statement = Statement::scoped(
    "kms.key.insert",
    "INSERT INTO kms_keys (account, region, id, description, state, manager, version, created_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
);
static INSERT_VERSION: Statement = Statement::scoped(
    "kms.key.insert_version",
    "INSERT INTO kms_key_versions (account, region, kms_key, version, material, created_at) \
     VALUES ($1, $2, $3, $4, $5, $6)",
);
static SET_VERSION: Statement = Statement::scoped(
    "kms.key.set_version",
    "UPDATE kms_keys SET version = $4 WHERE account = $1 AND region = $2 AND id = $3 AND version = $4 - 1 \
     AND state = 'Enabled'",
);
static SET_STATE: Statement = Statement::scoped(
    "kms.key.set_state",
    "UPDATE kms_keys SET state = $4 WHERE account = $1 AND region = $2 AND id = $3",
);
static NAME: Statement = Statement::scoped(
    "kms.key.name",
    "INSERT INTO kms_aliases (account, region, alias, kms_key) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (account, region, alias) DO NOTHING",
);
static FIND_VERSION: Statement = Statement::scoped(
    "kms.key.find_version",
    "SELECT material FROM kms_key_versions WHERE account = $1 AND region = $2 AND kms_key = $3 AND version = $4",
)
.point();
static FIND_DATA_KEY: Statement = Statement::scoped(
    "kms.data_key.find",
    "SELECT d.kms_key, d.version, d.sealed, v.material, k.state FROM data_keys d \
     JOIN kms_keys k ON k.account = d.account AND k.region = d.region AND k.id = d.kms_key \
     JOIN kms_key_versions v ON v.account = d.account AND v.region = d.region AND v.kms_key = d.kms_key \
     AND v.version = d.version WHERE d.account = $1 AND d.region = $2 AND d.id = $3",
)
.point();
static INSERT_DATA_KEY: Statement = Statement::scoped(
    "kms.data_key.insert",
    "INSERT INTO data_keys (account, region, id, kms_key, version, sealed, created_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7)",
);
static NEXT_DATA_KEY: Statement = Statement::global(
    "kms.data_key.next",
    "SELECT account, id FROM data_keys WHERE (account, region, id) > ($1, $2, $3) AND region = $2 \
     ORDER BY account, region, id LIMIT 1",
);

/// Asked of keys that do not open only.
static NEEDED_DATA_KEY: Statement = Statement::scoped(
    "kms.data_key.needed",
    "SELECT 1 FROM repositories WHERE account = $1 AND region = $2 AND data_key = $3 LIMIT 1",
);

pub(crate) static STATEMENTS: &[&Statement] = &[
    &FIND,
    &FIND_BY_ALIAS,
    &PAGE,
    &ALIAS_PAGE,
    &VERSIONS,
    &INSERT,
    &INSERT_VERSION,
    &SET_VERSION,
    &SET_STATE,
    &NAME,
    &FIND_VERSION,
    &FIND_DATA_KEY,
    &INSERT_DATA_KEY,
    &NEXT_DATA_KEY,
    &NEEDED_DATA_KEY,
];

fn read(row: &Row) -> Result<Key, Error> {
    let corrupt = |column: &str| Error::Corrupt(format!("kms_keys.{column}"));
    Ok(Key {
        id: row.text(0)?.to_owned(),
        description: row.text(1)?.to_owned(),
        state: row.text(2)?.parse().map_err(|()| corrupt("state"))?,
        manager: row.text(3)?.parse().map_err(|()| corrupt("manager"))?,
        version: row.integer(4)?,
        created_at: Timestamp::from_micros(row.integer(5)?),
    })
}

pub(super) async fn find(database: &Database, scope: &Scope, id: &str) -> Result<Option<Key>, Error> {
    let rows = database.query(&FIND, scope, params![id]).await?;
    rows.first().map(read).transpose()
}

pub(super) async fn find_by_alias(
    database: &Database,
    scope: &Scope,
    alias: &str,
) -> Result<Option<Key>, Error> {
    let rows = database.query(&FIND_BY_ALIAS, scope, params![alias]).await?;
    rows.first().map(read).transpose()
}

pub(super) async fn page(
    database: &Database,
    scope: &Scope,
    after: &str,
    most: i64,
) -> Result<Vec<Key>, Error> {
    let rows = database.query(&PAGE, scope, params![after, most]).await?;
    rows.iter().map(read).collect()
}

/// Aliases with the ids of their keys; of one key unless it is empty.
pub(super) async fn alias_page(
    database: &Database,
    scope: &Scope,
    key: &str,
    after: &str,
    most: i64,
) -> Result<Vec<(String, String)>, Error> {
    let rows = database
        .query(&ALIAS_PAGE, scope, params![after, key, most])
        .await?;
    rows.iter()
        .map(|row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())))
        .collect()
}

/// The versions of a key's material, and when each was made.
pub(super) async fn versions(
    database: &Database,
    scope: &Scope,
    key: &str,
    after: i64,
    most: i64,
) -> Result<Vec<(i64, wharf_aws::Timestamp)>, Error> {
    let rows = database
        .query(&VERSIONS, scope, params![key, after, most])
        .await?;
    let read = |row: &Row| {
        Ok((
            row.integer(0)?,
            wharf_aws::Timestamp::from_micros(row.integer(1)?),
        ))
    };
    rows.iter().map(read).collect()
}

pub(super) fn insert(transaction: &mut Transaction<'_>, scope: &Scope, key: &Key) -> Result<(), Error> {
    let values = params![
        key.id.as_str(),
        key.description.as_str(),
        key.state.as_str(),
        key.manager.as_str(),
        key.version,
        key.created_at.micros()
    ];
    transaction.execute(&INSERT, scope, values).map(drop)
}

pub(super) fn insert_version(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    (key, version): (&str, i64),
    material: &[u8],
    now: Timestamp,
) -> Result<(), Error> {
    let values = params![key, version, material.to_vec(), now.micros()];
    transaction.execute(&INSERT_VERSION, scope, values).map(drop)
}

/// Makes a version the newest; `false` when it is not the next one, or the key is disabled.
pub(super) fn add_version(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    (key, version): (&str, i64),
    material: &[u8],
    now: Timestamp,
) -> Result<bool, Error> {
    let next = transaction.execute(&SET_VERSION, scope, params![key, version])? == 1;
    if next {
        insert_version(transaction, scope, (key, version), material, now)?;
    }
    Ok(next)
}

pub(super) fn set_state(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    key: &str,
    state: KeyState,
) -> Result<(), Error> {
    transaction
        .execute(&SET_STATE, scope, params![key, state.as_str()])
        .map(drop)
}

/// Gives a key an alias; `false` when it is taken.
pub(super) fn name(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    alias: &str,
    key: &str,
) -> Result<bool, Error> {
    Ok(transaction.execute(&NAME, scope, params![alias, key])? == 1)
}

/// A version of a key's material, sealed.
pub(super) async fn material(
    database: &Database,
    scope: &Scope,
    (key, version): (&str, i64),
) -> Result<Option<Vec<u8>>, Error> {
    let rows = database
        .query(&FIND_VERSION, scope, params![key, version])
        .await?;
    rows.first().map(|row| Ok(row.blob(0)?.to_vec())).transpose()
}

pub(super) async fn find_data_key(
    database: &Database,
    scope: &Scope,
    id: &str,
) -> Result<Option<Sealed>, Error> {
    let rows = database.query(&FIND_DATA_KEY, scope, params![id]).await?;
    let read = |row: &Row| {
        let state = row.text(4)?.parse();
        Ok(Sealed {
            kms_key: row.text(0)?.to_owned(),
            version: row.integer(1)?,
            sealed: row.blob(2)?.to_vec(),
            material: row.blob(3)?.to_vec(),
            state: state.map_err(|()| Error::Corrupt("kms_keys.state".to_owned()))?,
        })
    };
    rows.first().map(read).transpose()
}

/// Whether a repository is sealed with a data key.
pub(super) async fn is_needed(database: &Database, scope: &Scope, id: &str) -> Result<bool, Error> {
    let rows = database.query(&NEEDED_DATA_KEY, scope, params![id]).await?;
    Ok(!rows.is_empty())
}

/// Writes a data key down.
pub(crate) fn insert_data_key(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    key: &NewDataKey,
) -> Result<(), Error> {
    let values = params![
        key.id.as_str(),
        key.kms_key.as_str(),
        key.version,
        key.sealed.clone(),
        key.created_at.micros()
    ];
    transaction.execute(&INSERT_DATA_KEY, scope, values).map(drop)
}

/// The Region's data key (account and id) after another one; nothing at the end.
pub(crate) async fn next_data_key(
    database: &Database,
    region: &str,
    (account, id): (&str, &str),
) -> Result<Option<(String, String)>, Error> {
    let rows = database
        .query_global(&NEXT_DATA_KEY, params![account, region, id])
        .await?;
    let read = |row: &Row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned()));
    rows.first().map(read).transpose()
}
