//! The SQL of the organization's policies.

use wharf_sql::{Error, Row, Statement, Transaction, params};

use super::PolicyRow;
use crate::organizations::policy_kind::PolicyKind;
use crate::packed::{key, packed, wanted};

static FIND: Statement = Statement::global(
    "organizations.policy.find",
    "SELECT id, policy_type, name, description, content FROM organization_policies \
     WHERE organization = $1 AND id = $2",
);
static FIND_BY_NAME: Statement = Statement::global(
    "organizations.policy.find_by_name",
    "SELECT id, policy_type, name, description, content FROM organization_policies \
     WHERE organization = $1 AND policy_type = $2 AND name = $3",
);
static LIST: Statement = Statement::global(
    "organizations.policy.list",
    "SELECT id, policy_type, name, description, content FROM organization_policies \
     WHERE organization = $1 AND policy_type = $2 AND id > $3 ORDER BY id LIMIT $4",
);
static OF_TARGETS: Statement = Statement::global(
    "organizations.policy.of_targets",
    concat!(
        wanted!("$2", 20),
        " SELECT a.policy, a.policy_type, p.name, p.description, p.content, a.target \
         FROM wanted w CROSS JOIN organization_attachments a \
         LEFT JOIN organization_policies p ON p.organization = a.organization AND p.id = a.policy \
         WHERE a.organization = $1 AND a.target = ",
        key!("$2", 20)
    ),
);
static ANY: Statement = Statement::global(
    "organizations.policy.any",
    "SELECT 1 FROM organization_policies WHERE organization = $1 LIMIT 1",
);
static COUNT: Statement = Statement::global(
    "organizations.policy.count",
    "SELECT COUNT(*) FROM organization_policies WHERE organization = $1 AND policy_type = $2",
);
static INSERT: Statement = Statement::global(
    "organizations.policy.insert",
    "INSERT INTO organization_policies (organization, id, policy_type, name, description, content) \
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (organization, policy_type, name) DO NOTHING",
);
static UPDATE: Statement = Statement::global(
    "organizations.policy.update",
    "UPDATE organization_policies SET name = $3, description = $4, content = $5 WHERE organization = $1 AND id = $2",
);
static DELETE: Statement = Statement::global(
    "organizations.policy.delete",
    "DELETE FROM organization_policies WHERE organization = $1 AND id = $2",
);

pub(crate) static STATEMENTS: &[&Statement] = &[
    &FIND,
    &FIND_BY_NAME,
    &LIST,
    &OF_TARGETS,
    &ANY,
    &COUNT,
    &INSERT,
    &UPDATE,
    &DELETE,
];

pub(super) fn find(
    transaction: &mut Transaction<'_>,
    organization: &str,
    id: &str,
) -> Result<Option<PolicyRow>, Error> {
    let row = transaction.query_one_global(&FIND, params![organization, id])?;
    row.as_ref().map(read).transpose()
}

pub(super) fn find_by_name(
    transaction: &mut Transaction<'_>,
    organization: &str,
    kind: PolicyKind,
    name: &str,
) -> Result<Option<PolicyRow>, Error> {
    let row = transaction.query_one_global(&FIND_BY_NAME, params![organization, kind.word(), name])?;
    row.as_ref().map(read).transpose()
}

/// The customer's policies of a kind by id, after one.
pub(super) fn list(
    transaction: &mut Transaction<'_>,
    organization: &str,
    kind: PolicyKind,
    after: &str,
    limit: i64,
) -> Result<Vec<PolicyRow>, Error> {
    let rows = transaction.query_global(&LIST, params![organization, kind.word(), after, limit])?;
    rows.iter().map(read).collect()
}

/// A customer's policy, or the id of another.
pub(super) type Attached = Result<PolicyRow, String>;

/// What is attached to some targets, in no order, with the target's id.
pub(super) fn of_targets<'a>(
    transaction: &mut Transaction<'_>,
    organization: &str,
    targets: impl IntoIterator<Item = &'a str>,
) -> Result<Vec<(String, Attached)>, Error> {
    let rows = transaction.query_global(&OF_TARGETS, params![organization, packed(targets, 20)])?;
    let attached = |row: &Row| {
        let policy = match row.opt_text(2)? {
            Some(_) => Ok(read(row)?),
            None => Err(row.text(0)?.to_owned()),
        };
        Ok((row.text(5)?.to_owned(), policy))
    };
    rows.iter().map(attached).collect()
}

pub(crate) fn any(transaction: &mut Transaction<'_>, organization: &str) -> Result<bool, Error> {
    Ok(transaction
        .query_one_global(&ANY, params![organization])?
        .is_some())
}

pub(super) fn count(
    transaction: &mut Transaction<'_>,
    organization: &str,
    kind: PolicyKind,
) -> Result<i64, Error> {
    let row = transaction.query_one_global(&COUNT, params![organization, kind.word()])?;
    row.map_or(Ok(0), |row| row.integer(0))
}

/// Whether it was inserted: its name may be taken.
pub(super) fn insert(
    transaction: &mut Transaction<'_>,
    organization: &str,
    policy: &PolicyRow,
) -> Result<bool, Error> {
    let values = params![
        organization,
        policy.id.as_str(),
        policy.kind.word(),
        policy.name.as_str(),
        policy.description.as_str(),
        policy.content.as_str()
    ];
    Ok(transaction.execute_global(&INSERT, values)? == 1)
}

pub(super) fn update(
    transaction: &mut Transaction<'_>,
    organization: &str,
    policy: &PolicyRow,
) -> Result<(), Error> {
    let values = params![
        organization,
        policy.id.as_str(),
        policy.name.as_str(),
        policy.description.as_str(),
        policy.content.as_str()
    ];
    transaction.execute_global(&UPDATE, values).map(drop)
}

pub(super) fn delete(transaction: &mut Transaction<'_>, organization: &str, id: &str) -> Result<(), Error> {
    transaction
        .execute_global(&DELETE, params![organization, id])
        .map(drop)
}

fn read(row: &Row) -> Result<PolicyRow, Error> {
    let corrupt = || Error::Corrupt("organization_policies.policy_type".to_owned());
    let kind = row.text(1)?.parse().ok().and_then(PolicyKind::from_wire);
    Ok(PolicyRow {
        id: row.text(0)?.to_owned(),
        kind: kind.ok_or_else(corrupt)?,
        name: row.text(2)?.to_owned(),
        description: row.text(3)?.to_owned(),
        content: row.text(4)?.to_owned(),
        aws_managed: false,
    })
}
