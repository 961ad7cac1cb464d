//! The SQL of tags.

use wharf_sql::{Error, Row, Statement, Transaction, params};

static LIST: Statement = Statement::global(
    "organizations.tag.list",
    "SELECT tag_key, tag_value FROM organization_tags WHERE organization = $1 AND resource = $2 ORDER BY tag_key",
);
static PUT: Statement = Statement::global(
    "organizations.tag.put",
    "INSERT INTO organization_tags (organization, resource, tag_key, tag_value) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (organization, resource, tag_key) DO UPDATE SET tag_value = excluded.tag_value",
);
static DELETE: Statement = Statement::global(
    "organizations.tag.delete",
    "DELETE FROM organization_tags WHERE organization = $1 AND resource = $2 AND tag_key = $3",
);
static DELETE_ALL: Statement = Statement::global(
    "organizations.tag.delete_all",
    "DELETE FROM organization_tags WHERE organization = $1 AND resource = $2",
);
static DELETE_ORGANIZATION: Statement = Statement::global(
    "organizations.tag.delete_organization",
    "DELETE FROM organization_tags WHERE organization = $1",
);

pub(crate) static STATEMENTS: &[&Statement] = &[&LIST, &PUT, &DELETE, &DELETE_ALL, &DELETE_ORGANIZATION];

/// The tags of a thing by key. A quota bounds their number.
pub(crate) fn list(
    transaction: &mut Transaction<'_>,
    organization: &str,
    resource: &str,
) -> Result<Vec<(String, String)>, Error> {
    let rows = transaction.query_global(&LIST, params![organization, resource])?;
    let read = |row: &Row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned()));
    rows.iter().map(read).collect()
}

pub(crate) fn put(
    transaction: &mut Transaction<'_>,
    organization: &str,
    resource: &str,
    key: &str,
    value: &str,
) -> Result<(), Error> {
    transaction
        .execute_global(&PUT, params![organization, resource, key, value])
        .map(drop)
}

pub(crate) fn delete(
    transaction: &mut Transaction<'_>,
    organization: &str,
    resource: &str,
    key: &str,
) -> Result<(), Error> {
    transaction
        .execute_global(&DELETE, params![organization, resource, key])
        .map(drop)
}

/// Takes all tags of a thing that is about to be deleted.
pub(crate) fn delete_all(
    transaction: &mut Transaction<'_>,
    organization: &str,
    resource: &str,
) -> Result<(), Error> {
    transaction
        .execute_global(&DELETE_ALL, params![organization, resource])
        .map(drop)
}

/// Takes all tags of an organization that is about to be deleted.
pub(crate) fn delete_organization(
    transaction: &mut Transaction<'_>,
    organization: &str,
) -> Result<(), Error> {
    transaction
        .execute_global(&DELETE_ORGANIZATION, params![organization])
        .map(drop)
}
