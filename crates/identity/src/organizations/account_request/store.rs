//! The SQL of requests to create an account.

use wharf_aws::Timestamp;
use wharf_sql::{Error, Row, Statement, Transaction, params};

use super::RequestRow;

static FIND: Statement = Statement::global(
    "organizations.account_request.find",
    "SELECT id, account_name, requested_at, account, failure FROM organization_account_requests \
     WHERE organization = $1 AND id = $2",
);
static LIST: Statement = Statement::global(
    "organizations.account_request.list",
    "SELECT id, account_name, requested_at, account, failure FROM organization_account_requests \
     WHERE organization = $1 AND id > $2 ORDER BY id LIMIT $3",
);
static INSERT: Statement = Statement::global(
    "organizations.account_request.insert",
    "INSERT INTO organization_account_requests (organization, id, account_name, requested_at, account, failure) \
     VALUES ($1, $2, $3, $4, $5, $6)",
);

static DELETE_ORGANIZATION: Statement = Statement::global(
    "organizations.account_request.delete_organization",
    "DELETE FROM organization_account_requests WHERE organization = $1",
);

pub(crate) static STATEMENTS: &[&Statement] = &[&FIND, &LIST, &INSERT, &DELETE_ORGANIZATION];

pub(super) fn find(
    transaction: &mut Transaction<'_>,
    organization: &str,
    id: &str,
) -> Result<Option<RequestRow>, Error> {
    let row = transaction.query_one_global(&FIND, params![organization, id])?;
    row.as_ref().map(read).transpose()
}

/// The requests by id, after one.
pub(super) fn list(
    transaction: &mut Transaction<'_>,
    organization: &str,
    after: &str,
    limit: i64,
) -> Result<Vec<RequestRow>, Error> {
    let rows = transaction.query_global(&LIST, params![organization, after, limit])?;
    rows.iter().map(read).collect()
}

pub(crate) fn insert(
    transaction: &mut Transaction<'_>,
    organization: &str,
    request: &RequestRow,
) -> Result<(), Error> {
    let account = request.outcome.map(|id| id.to_string()).unwrap_or_default();
    let failure = request.outcome.err().map_or("", |reason| reason.as_str());
    let values = params![
        organization,
        request.id.as_str(),
        request.account_name.as_str(),
        request.requested_at.micros(),
        account,
        failure
    ];
    transaction.execute_global(&INSERT, values).map(drop)
}

/// Forgets the requests of an organization that is about to be deleted.
pub(crate) fn delete_organization(
    transaction: &mut Transaction<'_>,
    organization: &str,
) -> Result<(), Error> {
    transaction
        .execute_global(&DELETE_ORGANIZATION, params![organization])
        .map(drop)
}

fn read(row: &Row) -> Result<RequestRow, Error> {
    let corrupt = |column: &str| Error::Corrupt(format!("organization_account_requests.{column}"));
    let (account, failure) = (row.text(3)?, row.text(4)?);
    Ok(RequestRow {
        id: row.text(0)?.to_owned(),
        account_name: row.text(1)?.to_owned(),
        requested_at: Timestamp::from_micros(row.integer(2)?),
        outcome: match failure {
            "" => Ok(account.parse().map_err(|_| corrupt("account"))?),
            failure => Err(failure.parse().map_err(|_| corrupt("failure"))?),
        },
    })
}
