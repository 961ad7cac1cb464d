//! Whether a master key is the one that the secrets of this installation are sealed with: asked before anything is sealed.
//!
//! A record that was sealed with another key would never open again, and what needs it would fail from then on. The database
//! holds a known text, sealed at its first start, and every process compares its key with that.

use wharf_kernel::{Identity, Purpose, Sealer};
use wharf_sql::{Error, Row, Statement, Transaction, params};

use crate::iam::access_key;

static FIND: Statement = Statement::global(
    "master_key.find",
    "SELECT check_value FROM master_key WHERE one = 1",
)
.point();
static INSERT: Statement = Statement::global(
    "master_key.insert",
    "INSERT INTO master_key (one, check_value) VALUES (1, $1) ON CONFLICT (one) DO NOTHING",
);

pub(crate) static STATEMENTS: &[&Statement] = &[&FIND, &INSERT];

/// The known text.
const TEXT: &[u8] = b"wharf";

/// Whether the sealer has the master key of this database. A database that was made before keys were compared, or that is new,
/// takes this one, unless its oldest access key was sealed with another.
pub async fn is_that_of(identity: &Identity, sealer: &Sealer) -> Result<bool, Error> {
    let database = identity.database();
    let opens = |row: &Row| {
        Ok(sealer
            .open(Purpose::MasterKeyCheck, TEXT, &row.blob(0)?)
            .is_some())
    };
    if let Some(row) = database.query_global(&FIND, params![]).await?.first() {
        return opens(row);
    }
    if let Some(key) = access_key::oldest(database).await?
        && key.open(sealer).is_err()
    {
        return Ok(false);
    }
    let sealed = sealer.seal(Purpose::MasterKeyCheck, TEXT, TEXT);
    let note = move |transaction: &mut Transaction<'_>| {
        transaction.execute_global(&INSERT, params![sealed.clone()])?;
        // Of two first starts, the one that wrote before the other has the key.
        transaction.query_one_global(&FIND, params![])
    };
    let row = database.transaction("master_key.note", note).await?;
    row.as_ref().map_or(Ok(false), opens)
}
