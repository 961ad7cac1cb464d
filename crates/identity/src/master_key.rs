//! Whether a master key is the one that the secrets of this installation are sealed with: asked before anything is sealed.
//!
//! A record that was sealed with another key would never open again, and what needs it would fail from then on. The database
//! holds a known text, sealed at its first start, and every process compares its key with that.

mod store;

use wharf_kernel::{Identity, Purpose, Sealer};
use wharf_sql::Error;

use crate::iam::access_key;

pub(crate) use store::STATEMENTS;

/// The known text.
const TEXT: &[u8] = b"wharf";

/// Whether the sealer has the master key of this database. A database that was made before keys were compared, or that is new,
/// takes this one, unless its oldest access key was sealed with another.
pub async fn is_that_of(identity: &Identity, sealer: &Sealer) -> Result<bool, Error> {
    let opens = |sealed: &[u8]| sealer.open(Purpose::MasterKeyCheck, TEXT, sealed).is_some();
    let database = identity.database();
    if let Some(sealed) = store::find(database).await? {
        return Ok(opens(&sealed));
    }
    if let Some(key) = access_key::oldest(database).await?
        && key.open(sealer).is_err()
    {
        return Ok(false);
    }
    let sealed = sealer.seal(Purpose::MasterKeyCheck, TEXT, TEXT);
    // Of two first starts, the one that writes before the other has the key.
    Ok(opens(&store::keep(database, sealed).await?))
}
