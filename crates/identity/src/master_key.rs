//! Whether a master key is the one that the secrets of this installation are sealed with: asked before anything is sealed.
//!
//! A record that was sealed with another key would never open again, and what needs it would fail from then on. The database
//! holds a known text, sealed when the first account is made, and every process compares its key with that.

mod store;

use std::cmp::Ordering;

use wharf_kernel::{Identity, Purpose, Sealer};
use wharf_sql::{Error, Transaction};

use crate::iam::access_key::{self, KeyRow};

pub(crate) use store::STATEMENTS;

/// The known text.
const TEXT: &[u8] = b"wharf";

/// What a database says of a master key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// It is that of the database.
    Same,
    /// The database was made before keys were compared, and most of its access keys open with this one; of as many that do not, the
    /// oldest does.
    Likely,
    /// Nothing tells: the database is new, or one of before, and has no access keys.
    Unknown,
    /// The database has another: nothing may be sealed with this one.
    Other,
}

/// Compares the sealer's master key with that of the database; writes nothing.
pub async fn compare(identity: &Identity, sealer: &Sealer) -> Result<Compared, Error> {
    let database = identity.database();
    if let Some(sealed) = store::find(database).await? {
        let is_same = sealer.open(Purpose::MasterKeyCheck, TEXT, &sealed).is_some();
        return Ok(if is_same { Compared::Same } else { Compared::Other });
    }
    // A command of an older version may have sealed some of them with any key, but not the first one.
    let keys = access_key::sample(database).await?;
    let opens = |key: &&KeyRow| key.open(sealer).is_ok();
    let Some(oldest) = keys.iter().min_by_key(|key| key.created_at()) else {
        return Ok(Compared::Unknown);
    };
    let is_likely = match (keys.iter().filter(opens).count() * 2).cmp(&keys.len()) {
        Ordering::Greater => true,
        Ordering::Equal => opens(&oldest),
        Ordering::Less => false,
    };
    Ok(if is_likely {
        Compared::Likely
    } else {
        Compared::Other
    })
}

/// Takes the sealer's master key for that of a database of an older version, when it is likely to be it.
///
/// # Errors
/// The database has another, as when another node made the first account since this one compared.
pub(crate) async fn adopt(identity: &Identity, sealer: &Sealer) -> Result<(), MasterKeyError> {
    match compare(identity, sealer).await? {
        Compared::Likely => {}
        Compared::Same | Compared::Unknown => return Ok(()),
        Compared::Other => return Err(MasterKeyError::Other),
    }
    let sealed = seal(sealer);
    let keep = move |transaction: &mut Transaction<'_>| store::keep(transaction, &sealed).map(drop);
    Ok(identity
        .database()
        .transaction::<_, Error, _>("master_key.adopt", keep)
        .await?)
}

/// Why a process may not use a master key.
#[derive(Debug, thiserror::Error)]
pub enum MasterKeyError {
    /// The database has another one, since this process compared.
    #[error("another process made the first account meanwhile, with another master key")]
    Other,
    /// The database fails.
    #[error(transparent)]
    Sql(#[from] Error),
}

/// What is to be kept in the transaction that makes the first account.
pub(crate) struct Check {
    /// The known text; nothing when it is kept already, or when nothing tells whether this is the key of an older database.
    sealed: Option<Vec<u8>>,
}

impl Check {
    /// What a start with this key has to keep; `has_accounts` when it is not the first.
    pub(crate) async fn of(
        identity: &Identity,
        sealer: &Sealer,
        has_accounts: bool,
    ) -> Result<Check, MasterKeyError> {
        let compared = compare(identity, sealer).await?;
        if compared == Compared::Other {
            return Err(MasterKeyError::Other);
        }
        let is_new = compared == Compared::Likely || compared == Compared::Unknown && !has_accounts;
        Ok(Check {
            sealed: is_new.then(|| seal(sealer)),
        })
    }

    /// Keeps it; `false`, and nothing of it is written, when another process did it first and its key is to be compared.
    pub(crate) fn keep(&self, transaction: &mut Transaction<'_>) -> Result<bool, Error> {
        match &self.sealed {
            Some(sealed) => Ok(store::keep(transaction, sealed)? == *sealed),
            None => Ok(true),
        }
    }
}

fn seal(sealer: &Sealer) -> Vec<u8> {
    sealer.seal(Purpose::MasterKeyCheck, TEXT, TEXT)
}
