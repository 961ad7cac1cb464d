//! The SQL of last uses.

use std::collections::HashMap;

use wharf_aws::Timestamp;
use wharf_sql::{Error, Row, Statement, Transaction, params};

use super::Use;
use crate::iam::entity::NameRange;

static FIND: Statement = Statement::global(
    "iam.last_use.find",
    "SELECT account, used_at, service, region FROM iam_last_uses WHERE subject = $1",
);
static OF_PAGE: Statement = Statement::global(
    "iam.last_use.of_page",
    "SELECT u.account, u.used_at, u.service, u.region, u.subject FROM iam_entities e CROSS JOIN iam_last_uses u \
     WHERE e.account = $1 AND e.kind = $2 AND e.folded_name > $3 AND e.folded_name <= $4 AND u.subject = e.id",
);
static PUT: Statement = Statement::global(
    "iam.last_use.put",
    "INSERT INTO iam_last_uses (account, subject, used_at, service, region) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (subject) DO UPDATE SET used_at = excluded.used_at, service = excluded.service, \
     region = excluded.region WHERE iam_last_uses.used_at < excluded.used_at",
);
static DELETE: Statement = Statement::global(
    "iam.last_use.delete",
    "DELETE FROM iam_last_uses WHERE subject = $1",
);

pub(crate) static STATEMENTS: &[&Statement] = &[&FIND, &OF_PAGE, &PUT, &DELETE];

pub(super) fn find(transaction: &mut Transaction<'_>, subject: &str) -> Result<Option<Use>, Error> {
    let row = transaction.query_one_global(&FIND, params![subject])?;
    row.as_ref().map(read).transpose()
}

/// The last uses of all entities in a range of names, by unique id.
pub(super) fn of_page(
    transaction: &mut Transaction<'_>,
    range: &NameRange,
) -> Result<HashMap<String, Use>, Error> {
    let rows = transaction.query_global(&OF_PAGE, range.params())?;
    rows.iter()
        .map(|row| Ok((row.text(4)?.to_owned(), read(row)?)))
        .collect()
}

fn read(row: &Row) -> Result<Use, Error> {
    let corrupt = |_| Error::Corrupt("iam_last_uses.account".to_owned());
    Ok(Use {
        account: row.text(0)?.parse().map_err(corrupt)?,
        at: Timestamp::from_micros(row.integer(1)?),
        service: row.text(2)?.to_owned(),
        region: row.text(3)?.to_owned(),
    })
}

/// Keeps the later of two uses: nodes write in any order.
pub(super) fn put(transaction: &mut Transaction<'_>, subject: &str, used: &Use) -> Result<(), Error> {
    let values = params![
        used.account.as_str(),
        subject,
        used.at.micros(),
        used.service.as_str(),
        used.region.as_str()
    ];
    transaction.execute_global(&PUT, values).map(drop)
}

pub(crate) fn delete(transaction: &mut Transaction<'_>, subject: &str) -> Result<(), Error> {
    transaction.execute_global(&DELETE, params![subject]).map(drop)
}
