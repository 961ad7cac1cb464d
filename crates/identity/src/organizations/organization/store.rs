//! The SQL of organizations.

use wharf_sql::{Error, Row, Statement, Transaction, params};

use super::OrganizationRow;

static FIND: Statement = Statement::global(
    "organizations.organization.find",
    "SELECT id, management_account, root, feature_set, service_control, resource_control, resource_policy_id, \
     resource_policy FROM organizations WHERE id = $1",
);
static FIRST_TWO: Statement = Statement::global(
    "organizations.organization.first_two",
    "SELECT id, management_account, root, feature_set, service_control, resource_control, resource_policy_id, \
     resource_policy FROM organizations WHERE id > '' ORDER BY id LIMIT 2",
);
static INSERT: Statement = Statement::global(
    "organizations.organization.insert",
    "INSERT INTO organizations (id, management_account, root, feature_set, service_control, resource_control, \
     resource_policy_id, resource_policy) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
);
static UPDATE: Statement = Statement::global(
    "organizations.organization.update",
    "UPDATE organizations SET feature_set = $2, service_control = $3, resource_control = $4, \
     resource_policy_id = $5, resource_policy = $6 WHERE id = $1",
);
static DELETE: Statement = Statement::global(
    "organizations.organization.delete",
    "DELETE FROM organizations WHERE id = $1",
);

pub(crate) static STATEMENTS: &[&Statement] = &[&FIND, &FIRST_TWO, &INSERT, &UPDATE, &DELETE];

pub(crate) fn find(transaction: &mut Transaction<'_>, id: &str) -> Result<Option<OrganizationRow>, Error> {
    let row = transaction.query_one_global(&FIND, params![id])?;
    row.as_ref().map(read).transpose()
}

pub(crate) fn any(transaction: &mut Transaction<'_>) -> Result<bool, Error> {
    Ok(!transaction.query_global(&FIRST_TWO, params![])?.is_empty())
}

/// The organization, when there is exactly one.
pub(crate) fn the_only_one(transaction: &mut Transaction<'_>) -> Result<Option<OrganizationRow>, Error> {
    match transaction.query_global(&FIRST_TWO, params![])?.as_slice() {
        [row] => read(row).map(Some),
        _ => Ok(None),
    }
}

pub(crate) fn insert(transaction: &mut Transaction<'_>, row: &OrganizationRow) -> Result<(), Error> {
    let (policy_id, policy) = row.resource_policy.clone().unwrap_or_default();
    let values = params![
        row.id.as_str(),
        row.management.as_str(),
        row.root.as_str(),
        row.feature_set.as_str(),
        row.service_control,
        row.resource_control,
        policy_id,
        policy
    ];
    transaction.execute_global(&INSERT, values).map(drop)
}

/// Writes what can change.
pub(crate) fn update(transaction: &mut Transaction<'_>, row: &OrganizationRow) -> Result<(), Error> {
    let (policy_id, policy) = row.resource_policy.clone().unwrap_or_default();
    let values = params![
        row.id.as_str(),
        row.feature_set.as_str(),
        row.service_control,
        row.resource_control,
        policy_id,
        policy
    ];
    transaction.execute_global(&UPDATE, values).map(drop)
}

pub(crate) fn delete(transaction: &mut Transaction<'_>, id: &str) -> Result<(), Error> {
    transaction.execute_global(&DELETE, params![id]).map(drop)
}

fn read(row: &Row) -> Result<OrganizationRow, Error> {
    let corrupt = |column: &str| Error::Corrupt(format!("organizations.{column}"));
    let policy = (row.text(6)?.to_owned(), row.text(7)?.to_owned());
    Ok(OrganizationRow {
        id: row.text(0)?.to_owned(),
        management: row.text(1)?.parse().map_err(|_| corrupt("management_account"))?,
        root: row.text(2)?.to_owned(),
        feature_set: row.text(3)?.parse().map_err(|_| corrupt("feature_set"))?,
        service_control: row.boolean(4)?,
        resource_control: row.boolean(5)?,
        resource_policy: Some(policy).filter(|(id, _)| !id.is_empty()),
    })
}
