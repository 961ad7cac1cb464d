//! The SQL of what only roles have.

use wharf_aws::{AccountId, Timestamp};
use wharf_sql::{Error, Statement, Transaction, params};

static FIND: Statement = Statement::global(
    "iam.role.find",
    "SELECT trust_policy, max_session_seconds, last_used_at, last_used_region FROM iam_roles WHERE id = $1",
);
static PUT: Statement = Statement::global(
    "iam.role.put",
    "INSERT INTO iam_roles (account, id, trust_policy, max_session_seconds) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (id) DO UPDATE SET trust_policy = excluded.trust_policy, \
     max_session_seconds = excluded.max_session_seconds",
);
static USED: Statement = Statement::global(
    "iam.role.used",
    "UPDATE iam_roles SET last_used_at = $2, last_used_region = $3 WHERE id = $1",
);
static DELETE: Statement = Statement::global("iam.role.delete", "DELETE FROM iam_roles WHERE id = $1");

pub(crate) static STATEMENTS: &[&Statement] = &[&FIND, &PUT, &USED, &DELETE];

/// What only roles have.
#[derive(Clone, Debug)]
pub(crate) struct RoleRow {
    /// With unique ids in place of users and roles.
    pub(crate) trust_policy: String,
    pub(crate) max_session_seconds: i64,
    /// When and in which Region it was assumed last.
    pub(crate) last_used: Option<(Timestamp, String)>,
}

pub(crate) fn find(transaction: &mut Transaction<'_>, id: &str) -> Result<Option<RoleRow>, Error> {
    let row = transaction.query_one_global(&FIND, params![id])?;
    row.map(|row| {
        let last_used = match (row.opt_integer(2)?, row.opt_text(3)?) {
            (Some(at), Some(region)) => Some((Timestamp::from_micros(at), region.to_owned())),
            _ => None,
        };
        Ok(RoleRow {
            trust_policy: row.text(0)?.to_owned(),
            max_session_seconds: row.integer(1)?,
            last_used,
        })
    })
    .transpose()
}

pub(super) fn put(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    id: &str,
    role: &RoleRow,
) -> Result<(), Error> {
    let values = params![
        account.as_str(),
        id,
        role.trust_policy.as_str(),
        role.max_session_seconds
    ];
    transaction.execute_global(&PUT, values).map(drop)
}

/// Notes that a role was assumed.
pub(crate) fn used(
    transaction: &mut Transaction<'_>,
    id: &str,
    at: Timestamp,
    region: &str,
) -> Result<(), Error> {
    transaction
        .execute_global(&USED, params![id, at.micros(), region])
        .map(drop)
}

pub(super) fn delete(transaction: &mut Transaction<'_>, id: &str) -> Result<(), Error> {
    transaction.execute_global(&DELETE, params![id]).map(drop)
}
