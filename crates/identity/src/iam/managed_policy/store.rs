//! The SQL of managed policies and their versions.

use wharf_aws::{AccountId, Timestamp};
use wharf_sql::{Error, Row, Statement, Transaction, params};

static FIND: Statement = Statement::global(
    "iam.managed_policy.find",
    "SELECT default_version, last_version, updated_at FROM iam_managed_policies WHERE id = $1",
);
static PUT: Statement = Statement::global(
    "iam.managed_policy.put",
    "INSERT INTO iam_managed_policies (account, id, default_version, last_version, updated_at) \
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO UPDATE SET default_version = excluded.default_version, \
     last_version = excluded.last_version, updated_at = excluded.updated_at",
);
static DELETE: Statement = Statement::global(
    "iam.managed_policy.delete",
    "DELETE FROM iam_managed_policies WHERE id = $1",
);
static FIND_VERSION: Statement = Statement::global(
    "iam.policy_version.find",
    "SELECT version, document, created_at FROM iam_policy_versions \
     WHERE account = $1 AND policy = $2 AND version = $3",
);
static VERSIONS: Statement = Statement::global(
    "iam.policy_version.list",
    "SELECT version, document, created_at FROM iam_policy_versions WHERE account = $1 AND policy = $2 \
     ORDER BY version DESC",
);
static INSERT_VERSION: Statement = Statement::global(
    "iam.policy_version.insert",
    "INSERT INTO iam_policy_versions (account, policy, version, document, created_at) VALUES ($1, $2, $3, $4, $5)",
);
static DELETE_VERSION: Statement = Statement::global(
    "iam.policy_version.delete",
    "DELETE FROM iam_policy_versions WHERE account = $1 AND policy = $2 AND version = $3",
);

pub(crate) static STATEMENTS: &[&Statement] = &[
    &FIND,
    &PUT,
    &DELETE,
    &FIND_VERSION,
    &VERSIONS,
    &INSERT_VERSION,
    &DELETE_VERSION,
];

/// What only policies have.
#[derive(Clone, Debug)]
pub(crate) struct PolicyRow {
    pub(crate) default_version: i64,
    pub(crate) last_version: i64,
    pub(crate) updated_at: Timestamp,
}

/// One version.
#[derive(Clone, Debug)]
pub(crate) struct VersionRow {
    pub(crate) version: i64,
    pub(crate) document: String,
    pub(crate) created_at: Timestamp,
}

pub(super) fn find(transaction: &mut Transaction<'_>, id: &str) -> Result<Option<PolicyRow>, Error> {
    let row = transaction.query_one_global(&FIND, params![id])?;
    row.map(|row| {
        Ok(PolicyRow {
            default_version: row.integer(0)?,
            last_version: row.integer(1)?,
            updated_at: Timestamp::from_micros(row.integer(2)?),
        })
    })
    .transpose()
}

pub(super) fn put(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    id: &str,
    policy: &PolicyRow,
) -> Result<(), Error> {
    let values = params![
        account.as_str(),
        id,
        policy.default_version,
        policy.last_version,
        policy.updated_at.micros()
    ];
    transaction.execute_global(&PUT, values).map(drop)
}

pub(super) fn delete(transaction: &mut Transaction<'_>, id: &str) -> Result<(), Error> {
    transaction.execute_global(&DELETE, params![id]).map(drop)
}

pub(crate) fn find_version(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    policy: &str,
    version: i64,
) -> Result<Option<VersionRow>, Error> {
    let row = transaction.query_one_global(&FIND_VERSION, params![account.as_str(), policy, version])?;
    row.as_ref().map(read).transpose()
}

/// All versions, the newest first; there are at most five.
pub(crate) fn versions(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    policy: &str,
) -> Result<Vec<VersionRow>, Error> {
    let rows = transaction.query_global(&VERSIONS, params![account.as_str(), policy])?;
    rows.iter().map(read).collect()
}

pub(super) fn insert_version(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    policy: &str,
    version: &VersionRow,
) -> Result<(), Error> {
    let values = params![
        account.as_str(),
        policy,
        version.version,
        version.document.as_str(),
        version.created_at.micros()
    ];
    transaction.execute_global(&INSERT_VERSION, values).map(drop)
}

/// Whether there was one.
pub(super) fn delete_version(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    policy: &str,
    version: i64,
) -> Result<bool, Error> {
    Ok(transaction.execute_global(&DELETE_VERSION, params![account.as_str(), policy, version])? == 1)
}

fn read(row: &Row) -> Result<VersionRow, Error> {
    Ok(VersionRow {
        version: row.integer(0)?,
        document: row.text(1)?.to_owned(),
        created_at: Timestamp::from_micros(row.integer(2)?),
    })
}
