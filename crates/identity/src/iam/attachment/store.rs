//! The SQL of attachments.

use wharf_aws::AccountId;
use wharf_sql::{Error, Row, Statement, Transaction, params};

use crate::iam::entity::{self, EntityRow};

static ALL: Statement = Statement::global(
    "iam.attachment.all",
    "SELECT policy FROM iam_attachments WHERE account = $1 AND owner = $2 ORDER BY policy",
);
static OWNERS: Statement = Statement::global(
    "iam.attachment.owners",
    "SELECT e.account, e.kind, e.name, e.path, e.id, e.created_at, e.description, e.boundary \
     FROM iam_attachments a JOIN iam_entities e ON e.id = a.owner \
     WHERE a.account = $1 AND a.policy = $2 AND a.owner > $3 ORDER BY a.owner LIMIT $4",
);
static COUNT: Statement = Statement::global(
    "iam.attachment.count",
    "SELECT COUNT(*) FROM iam_attachments WHERE account = $1 AND policy = $2",
);
static ATTACH: Statement = Statement::global(
    "iam.attachment.attach",
    "INSERT INTO iam_attachments (account, owner, policy) VALUES ($1, $2, $3) \
     ON CONFLICT (account, owner, policy) DO NOTHING",
);
static DETACH: Statement = Statement::global(
    "iam.attachment.detach",
    "DELETE FROM iam_attachments WHERE account = $1 AND owner = $2 AND policy = $3",
);

pub(crate) static STATEMENTS: &[&Statement] = &[&ALL, &OWNERS, &COUNT, &ATTACH, &DETACH];

/// The policies of an owner, by ARN. A quota bounds their number.
pub(crate) fn all(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    owner: &str,
) -> Result<Vec<String>, Error> {
    texts(&transaction.query_global(&ALL, params![account.as_str(), owner])?)
}

/// Those that have a policy by unique id, after one.
pub(crate) fn owners(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    policy: &str,
    after: &str,
    limit: i64,
) -> Result<Vec<EntityRow>, Error> {
    let rows = transaction.query_global(&OWNERS, params![account.as_str(), policy, after, limit])?;
    rows.iter().map(entity::store::read).collect()
}

pub(crate) fn count(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    policy: &str,
) -> Result<i64, Error> {
    let row = transaction.query_one_global(&COUNT, params![account.as_str(), policy])?;
    row.map_or(Ok(0), |row| row.integer(0))
}

pub(crate) fn attach(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    owner: &str,
    policy: &str,
) -> Result<(), Error> {
    let values = params![account.as_str(), owner, policy];
    transaction.execute_global(&ATTACH, values).map(drop)
}

/// Whether it was attached.
pub(crate) fn detach(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    owner: &str,
    policy: &str,
) -> Result<bool, Error> {
    Ok(transaction.execute_global(&DETACH, params![account.as_str(), owner, policy])? == 1)
}

fn texts(rows: &[Row]) -> Result<Vec<String>, Error> {
    rows.iter().map(|row| row.text(0).map(str::to_owned)).collect()
}
