//! The SQL of what only roles have.

use wharf_aws::AccountId;
use wharf_sql::{Error, Statement, Transaction, params};

static FIND: Statement = Statement::global(
    "iam.role.find",
    "SELECT trust_policy, max_session_seconds FROM iam_roles WHERE id = $1",
);
static PUT: Statement = Statement::global(
    "iam.role.put",
    "INSERT INTO iam_roles (account, id, trust_policy, max_session_seconds) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (id) DO UPDATE SET trust_policy = excluded.trust_policy, \
     max_session_seconds = excluded.max_session_seconds",
);
static DELETE: Statement = Statement::global("iam.role.delete", "DELETE FROM iam_roles WHERE id = $1");

pub(crate) static STATEMENTS: &[&Statement] = &[&FIND, &PUT, &DELETE];

/// What only roles have.
#[derive(Clone, Debug)]
pub(crate) struct RoleRow {
    /// With unique ids in place of users and roles.
    pub(crate) trust_policy: String,
    pub(crate) max_session_seconds: i64,
}

pub(crate) fn find(transaction: &mut Transaction<'_>, id: &str) -> Result<Option<RoleRow>, Error> {
    let row = transaction.query_one_global(&FIND, params![id])?;
    row.map(|row| {
        Ok(RoleRow {
            trust_policy: row.text(0)?.to_owned(),
            max_session_seconds: row.integer(1)?,
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

pub(super) fn delete(transaction: &mut Transaction<'_>, id: &str) -> Result<(), Error> {
    transaction.execute_global(&DELETE, params![id]).map(drop)
}
