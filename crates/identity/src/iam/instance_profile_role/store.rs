//! The SQL of which profile has which role.

use wharf_aws::AccountId;
use wharf_sql::{Error, Statement, Transaction, params};

use crate::iam::entity::store::columns;
use crate::iam::entity::{self, EntityRow};

static ROLE: Statement = Statement::global(
    "iam.instance_profile.role",
    "SELECT role_id FROM iam_instance_profile_roles WHERE account = $1 AND profile_id = $2",
);
static PROFILES: Statement = Statement::global(
    "iam.instance_profile.profiles_of",
    concat!(
        "SELECT ",
        columns!(),
        " FROM iam_instance_profile_roles m JOIN iam_entities e ON e.id = m.profile_id \
         WHERE m.account = $1 AND m.role_id = $2 AND m.profile_id > $3 ORDER BY m.profile_id LIMIT $4"
    ),
);
static ADD: Statement = Statement::global(
    "iam.instance_profile.add",
    "INSERT INTO iam_instance_profile_roles (account, profile_id, role_id) VALUES ($1, $2, $3) \
     ON CONFLICT (account, profile_id) DO NOTHING",
);
static REMOVE: Statement = Statement::global(
    "iam.instance_profile.remove",
    "DELETE FROM iam_instance_profile_roles WHERE account = $1 AND profile_id = $2 AND role_id = $3",
);

pub(crate) static STATEMENTS: &[&Statement] = &[&ROLE, &PROFILES, &ADD, &REMOVE];

/// The unique id of a profile's role.
pub(crate) fn role(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    profile: &str,
) -> Result<Option<String>, Error> {
    let row = transaction.query_one_global(&ROLE, params![account.as_str(), profile])?;
    row.map(|row| row.text(0).map(str::to_owned)).transpose()
}

/// A role's profiles by unique id, after one.
pub(crate) fn profiles_of(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    role: &str,
    after: &str,
    limit: i64,
) -> Result<Vec<EntityRow>, Error> {
    let rows = transaction.query_global(&PROFILES, params![account.as_str(), role, after, limit])?;
    rows.iter().map(entity::store::read).collect()
}

/// Whether there was no role yet.
pub(crate) fn add(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    profile: &str,
    role: &str,
) -> Result<bool, Error> {
    Ok(transaction.execute_global(&ADD, params![account.as_str(), profile, role])? == 1)
}

/// Whether it had that role.
pub(crate) fn remove(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    profile: &str,
    role: &str,
) -> Result<bool, Error> {
    Ok(transaction.execute_global(&REMOVE, params![account.as_str(), profile, role])? == 1)
}
