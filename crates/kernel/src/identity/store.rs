//! The SQL of the identity plane's revisions.

use wharf_aws::{AccountId, Timestamp};
use wharf_sql::{Database, Error, Statement, Transaction, params};

static BUMP: Statement = Statement::global(
    "identity.revision.bump",
    "INSERT INTO identity_revisions (account, revision) VALUES ($1, $2) \
     ON CONFLICT (account) DO UPDATE SET revision = CASE WHEN identity_revisions.revision < excluded.revision \
     THEN excluded.revision ELSE identity_revisions.revision + 1 END",
);
static READ: Statement = Statement::global(
    "identity.revision.read",
    "SELECT account, revision FROM identity_revisions WHERE account IN ($1, '')",
)
.point();

/// Every statement of the revisions.
pub static STATEMENTS: &[&Statement] = &[&BUMP, &READ];

/// Raises an account's revision to the time, or by one where it is later than that; the empty name stands for all accounts.
pub(super) fn bump(transaction: &mut Transaction<'_>, account: &str, now: Timestamp) -> Result<(), Error> {
    let values = params![account, now.micros()];
    transaction.execute_global(&BUMP, values).map(drop)
}

/// An account's own revision, and that of what concerns all.
pub(super) async fn read(database: &Database, account: &AccountId) -> Result<(i64, i64), Error> {
    let (mut own, mut common) = (0, 0);
    for row in database.query_global(&READ, params![account.as_str()]).await? {
        match row.text(0)? {
            "" => common = row.integer(1)?,
            _ => own = row.integer(1)?,
        }
    }
    Ok((own, common))
}
