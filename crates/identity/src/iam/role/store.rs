//! The SQL of what only roles have.

use std::collections::HashMap;

use wharf_aws::AccountId;
use wharf_sql::{Error, Row, Statement, Transaction, params};

use crate::iam::entity::NameRange;

static FIND: Statement = Statement::global(
    "iam.role.find",
    "SELECT trust_policy, max_session_seconds FROM iam_roles WHERE id = $1",
);
static PAGE: Statement = Statement::global(
    "iam.role.page",
    "SELECT r.trust_policy, r.max_session_seconds, r.id FROM iam_entities e CROSS JOIN iam_roles r \
     WHERE e.account = $1 AND e.kind = $2 AND e.folded_name > $3 AND e.folded_name <= $4 AND r.id = e.id",
);
static PUT: Statement = Statement::global(
    "iam.role.put",
    "INSERT INTO iam_roles (account, id, trust_policy, max_session_seconds) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (id) DO UPDATE SET trust_policy = excluded.trust_policy, \
     max_session_seconds = excluded.max_session_seconds",
);
static DELETE: Statement = Statement::global("iam.role.delete", "DELETE FROM iam_roles WHERE id = $1");

pub(crate) static STATEMENTS: &[&Statement] = &[&FIND, &PAGE, &PUT, &DELETE];

/// What only roles have.
#[derive(Clone, Debug)]
pub(crate) struct RoleRow {
    /// With unique ids in place of users and roles.
    pub(crate) trust_policy: String,
    pub(crate) max_session_seconds: i64,
}

pub(crate) fn find(transaction: &mut Transaction<'_>, id: &str) -> Result<Option<RoleRow>, Error> {
    let row = transaction.query_one_global(&FIND, params![id])?;
    row.as_ref().map(|row| read(row, 0)).transpose()
}

/// What only roles have, of all in a range of names, by unique id.
pub(super) fn page(
    transaction: &mut Transaction<'_>,
    range: &NameRange,
) -> Result<HashMap<String, RoleRow>, Error> {
    let rows = transaction.query_global(&PAGE, range.params())?;
    rows.iter()
        .map(|row| Ok((row.text(2)?.to_owned(), read(row, 0)?)))
        .collect()
}

/// What only roles have, from the columns of a row that begin at one: trust policy, longest session.
pub(in crate::iam) fn read(row: &Row, at: usize) -> Result<RoleRow, Error> {
    Ok(RoleRow {
        trust_policy: row.text(at)?.to_owned(),
        max_session_seconds: row.integer(at + 1)?,
    })
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
