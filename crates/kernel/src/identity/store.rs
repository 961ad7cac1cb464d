//! The SQL of the identity plane's revisions.

use wharf_aws::AccountId;
use wharf_sql::{Database, Error, Statement, Transaction, params};

static BUMP: Statement = Statement::global(
    "identity.revision.bump",
    "INSERT INTO identity_revisions (account, revision) VALUES ($1, 1) \
     ON CONFLICT (account) DO UPDATE SET revision = identity_revisions.revision + 1",
);
static READ: Statement = Statement::global(
    "identity.revision.read",
    "SELECT account, revision FROM identity_revisions WHERE account IN ($1, '')",
)
.point();

/// Every statement of the revisions.
pub static STATEMENTS: &[&Statement] = &[&BUMP, &READ];

/// Adds one to an account's revision; the empty name stands for all accounts.
pub(super) fn bump(transaction: &mut Transaction<'_>, account: &str) -> Result<(), Error> {
    transaction.execute_global(&BUMP, params![account]).map(drop)
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
