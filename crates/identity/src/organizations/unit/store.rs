//! The SQL of organizational units.

use wharf_sql::{Error, Row, Statement, Transaction, params};

use super::UnitRow;

static FIND: Statement = Statement::global(
    "organizations.unit.find",
    "SELECT id, parent, name FROM organization_units WHERE organization = $1 AND id = $2",
);
static CHILDREN: Statement = Statement::global(
    "organizations.unit.children",
    "SELECT id, parent, name FROM organization_units WHERE organization = $1 AND parent = $2 AND id > $3 \
     ORDER BY id LIMIT $4",
);
static COUNT: Statement = Statement::global(
    "organizations.unit.count",
    "SELECT COUNT(*) FROM organization_units WHERE organization = $1",
);
static INSERT: Statement = Statement::global(
    "organizations.unit.insert",
    "INSERT INTO organization_units (organization, id, parent, name) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (organization, parent, name) DO NOTHING",
);
static FIND_BY_NAME: Statement = Statement::global(
    "organizations.unit.find_by_name",
    "SELECT id, parent, name FROM organization_units WHERE organization = $1 AND parent = $2 AND name = $3",
);
static RENAME: Statement = Statement::global(
    "organizations.unit.rename",
    "UPDATE organization_units SET name = $3 WHERE organization = $1 AND id = $2",
);
static DELETE: Statement = Statement::global(
    "organizations.unit.delete",
    "DELETE FROM organization_units WHERE organization = $1 AND id = $2",
);

pub(crate) static STATEMENTS: &[&Statement] =
    &[&FIND, &CHILDREN, &COUNT, &INSERT, &FIND_BY_NAME, &RENAME, &DELETE];

pub(crate) fn find(
    transaction: &mut Transaction<'_>,
    organization: &str,
    id: &str,
) -> Result<Option<UnitRow>, Error> {
    let row = transaction.query_one_global(&FIND, params![organization, id])?;
    row.as_ref().map(read).transpose()
}

/// The units below a parent, after an id.
pub(crate) fn children(
    transaction: &mut Transaction<'_>,
    organization: &str,
    parent: &str,
    after: &str,
    limit: i64,
) -> Result<Vec<UnitRow>, Error> {
    let rows = transaction.query_global(&CHILDREN, params![organization, parent, after, limit])?;
    rows.iter().map(read).collect()
}

pub(super) fn count(transaction: &mut Transaction<'_>, organization: &str) -> Result<i64, Error> {
    let row = transaction.query_one_global(&COUNT, params![organization])?;
    row.map_or(Ok(0), |row| row.integer(0))
}

/// Whether it was inserted: its name may be taken below its parent.
pub(super) fn insert(
    transaction: &mut Transaction<'_>,
    organization: &str,
    unit: &UnitRow,
) -> Result<bool, Error> {
    let values = params![
        organization,
        unit.id.as_str(),
        unit.parent.as_str(),
        unit.name.as_str()
    ];
    Ok(transaction.execute_global(&INSERT, values)? == 1)
}

pub(super) fn find_by_name(
    transaction: &mut Transaction<'_>,
    organization: &str,
    parent: &str,
    name: &str,
) -> Result<Option<UnitRow>, Error> {
    let row = transaction.query_one_global(&FIND_BY_NAME, params![organization, parent, name])?;
    row.as_ref().map(read).transpose()
}

pub(super) fn rename(
    transaction: &mut Transaction<'_>,
    organization: &str,
    id: &str,
    name: &str,
) -> Result<(), Error> {
    transaction
        .execute_global(&RENAME, params![organization, id, name])
        .map(drop)
}

pub(super) fn delete(transaction: &mut Transaction<'_>, organization: &str, id: &str) -> Result<(), Error> {
    transaction
        .execute_global(&DELETE, params![organization, id])
        .map(drop)
}

fn read(row: &Row) -> Result<UnitRow, Error> {
    Ok(UnitRow {
        id: row.text(0)?.to_owned(),
        parent: row.text(1)?.to_owned(),
        name: row.text(2)?.to_owned(),
    })
}
