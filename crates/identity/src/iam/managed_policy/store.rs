//! The SQL of managed policies and their versions.

use std::collections::HashMap;

use wharf_aws::{AccountId, Timestamp};
use wharf_sql::{Error, Row, Statement, Transaction, params};

use crate::iam::entity::store::columns;
use crate::iam::entity::{self, EntityRow, NameRange};
use crate::packed::{key, packed, wanted};

static FIND: Statement = Statement::global(
    "iam.managed_policy.find",
    "SELECT default_version, last_version, updated_at FROM iam_managed_policies WHERE id = $1",
);
static PAGE: Statement = Statement::global(
    "iam.managed_policy.page",
    "SELECT p.default_version, p.last_version, p.updated_at, p.id FROM iam_entities e \
     CROSS JOIN iam_managed_policies p WHERE e.account = $1 AND e.kind = $2 AND e.folded_name > $3 \
     AND e.folded_name <= $4 AND p.id = e.id",
);
static DEFAULTS: Statement = Statement::global(
    "iam.managed_policy.defaults",
    concat!(
        wanted!("$2", 128),
        " SELECT ",
        columns!(),
        ", v.document FROM wanted w CROSS JOIN iam_entities e CROSS JOIN iam_managed_policies p \
         CROSS JOIN iam_policy_versions v WHERE e.account = $1 AND e.kind = 'policy' AND e.folded_name = ",
        key!("$2", 128),
        " AND p.id = e.id AND v.account = e.account AND v.policy = e.id AND v.version = p.default_version"
    ),
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
static VERSIONS_OF_PAGE: Statement = Statement::global(
    "iam.policy_version.of_page",
    "SELECT v.version, v.document, v.created_at, v.policy FROM iam_entities e CROSS JOIN iam_policy_versions v \
     WHERE e.account = $1 AND e.kind = $2 AND e.folded_name > $3 AND e.folded_name <= $4 \
     AND v.account = e.account AND v.policy = e.id",
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
    &PAGE,
    &DEFAULTS,
    &PUT,
    &DELETE,
    &FIND_VERSION,
    &VERSIONS,
    &VERSIONS_OF_PAGE,
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
    row.as_ref().map(read_policy).transpose()
}

/// What only policies have, of all in a range of names, by unique id.
pub(crate) fn page(
    transaction: &mut Transaction<'_>,
    range: &NameRange,
) -> Result<HashMap<String, PolicyRow>, Error> {
    let rows = transaction.query_global(&PAGE, range.params())?;
    rows.iter()
        .map(|row| Ok((row.text(3)?.to_owned(), read_policy(row)?)))
        .collect()
}

/// The policies of some folded names with the texts of their default versions, in no order.
pub(super) fn defaults<'a>(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    folded_names: impl IntoIterator<Item = &'a str>,
) -> Result<Vec<(EntityRow, String)>, Error> {
    let values = params![account.as_str(), packed(folded_names, 128)];
    let rows = transaction.query_global(&DEFAULTS, values)?;
    rows.iter()
        .map(|row| Ok((entity::store::read(row)?, row.text(8)?.to_owned())))
        .collect()
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

/// All versions of all policies in a range of names, the newest first, by the policy's unique id.
pub(crate) fn versions_of_page(
    transaction: &mut Transaction<'_>,
    range: &NameRange,
) -> Result<HashMap<String, Vec<VersionRow>>, Error> {
    let mut versions: HashMap<String, Vec<VersionRow>> = HashMap::new();
    for row in transaction.query_global(&VERSIONS_OF_PAGE, range.params())? {
        let of_policy = versions.entry(row.text(3)?.to_owned()).or_default();
        of_policy.push(read(&row)?);
    }
    for of_policy in versions.values_mut() {
        of_policy.sort_unstable_by_key(|version| std::cmp::Reverse(version.version));
    }
    Ok(versions)
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

fn read_policy(row: &Row) -> Result<PolicyRow, Error> {
    Ok(PolicyRow {
        default_version: row.integer(0)?,
        last_version: row.integer(1)?,
        updated_at: Timestamp::from_micros(row.integer(2)?),
    })
}

fn read(row: &Row) -> Result<VersionRow, Error> {
    Ok(VersionRow {
        version: row.integer(0)?,
        document: row.text(1)?.to_owned(),
        created_at: Timestamp::from_micros(row.integer(2)?),
    })
}
