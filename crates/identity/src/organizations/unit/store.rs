//! The SQL of organizational units.

use std::collections::HashMap;

use wharf_sql::{Error, Row, Statement, Transaction, params};

use super::UnitRow;
use crate::packed::{key, packed, wanted};

static FIND: Statement = Statement::global(
    "organizations.unit.find",
    "SELECT id, parent, name FROM organization_units WHERE organization = $1 AND id = $2",
);
static FIND_ALL: Statement = Statement::global(
    "organizations.unit.find_all",
    concat!(
        wanted!("$2", 20),
        " SELECT u.id, u.parent, u.name FROM wanted w CROSS JOIN organization_units u \
         WHERE u.organization = $1 AND u.id = ",
        key!("$2", 20)
    ),
);
static ABOVE: Statement = Statement::global(
    "organizations.unit.above",
    concat!(
        wanted!("$2", 20),
        ", above (id, parent, steps) AS (SELECT u.id, u.parent, 1 FROM wanted w CROSS JOIN organization_units u \
         WHERE u.organization = $1 AND u.id = ",
        key!("$2", 20),
        " UNION SELECT u.id, u.parent, a.steps + 1 FROM above a CROSS JOIN organization_units u \
         WHERE u.organization = $1 AND u.id = a.parent AND a.steps < CAST($3 AS BIGINT)) SELECT id, parent FROM above"
    ),
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

pub(crate) static STATEMENTS: &[&Statement] = &[
    &FIND,
    &FIND_ALL,
    &ABOVE,
    &CHILDREN,
    &COUNT,
    &INSERT,
    &FIND_BY_NAME,
    &RENAME,
    &DELETE,
];

pub(crate) fn find(
    transaction: &mut Transaction<'_>,
    organization: &str,
    id: &str,
) -> Result<Option<UnitRow>, Error> {
    let row = transaction.query_one_global(&FIND, params![organization, id])?;
    row.as_ref().map(read).transpose()
}

/// Those of some ids, in no order.
pub(crate) fn find_all<'a>(
    transaction: &mut Transaction<'_>,
    organization: &str,
    ids: impl IntoIterator<Item = &'a str>,
) -> Result<Vec<UnitRow>, Error> {
    let rows = transaction.query_global(&FIND_ALL, params![organization, packed(ids, 20)])?;
    rows.iter().map(read).collect()
}

/// The parents of some units and of the units above them, up to a number of steps: by the unit's id.
pub(super) fn above<'a>(
    transaction: &mut Transaction<'_>,
    organization: &str,
    ids: impl IntoIterator<Item = &'a str>,
    steps: usize,
) -> Result<HashMap<String, String>, Error> {
    let steps = i64::try_from(steps).unwrap_or(i64::MAX);
    let rows = transaction.query_global(&ABOVE, params![organization, packed(ids, 20), steps])?;
    rows.iter()
        .map(|row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())))
        .collect()
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
