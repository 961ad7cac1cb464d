//! The room of access keys: the long-term credentials of principals.
//!
//! The secret half is sealed with the master key, bound to its key id, and opened only to check a signature or to show
//! it to the operator of this node. A key that is made inactive, or deleted, stops every later request at once,
//! including those made with authorization tokens that it obtained. So does one whose secret does not open.

mod operations;
mod store;

use std::sync::Arc;

use futures_util::FutureExt as _;
use moka::sync::Cache;
use wharf_aws::{AccessKeyId, AccountId, SecretKey, Timestamp};
use wharf_kernel::identity::Revision;
use wharf_kernel::memory::Memory;
use wharf_sql::Transaction;

pub use operations::*;
pub use store::KeyRow;
pub(crate) use store::{STATEMENTS, count_of, insert as insert_row, sample};

use wharf_kernel::{
    Changed, Entropy, Error, Extension, Identity, Node, Purpose, Sealer, Unavailable, Unreadable,
};

/// An access key with its secret.
pub struct AccessKey {
    /// The public half, `AKIA…`.
    pub id: AccessKeyId,
    /// The account that it belongs to.
    pub account: AccountId,
    /// The unique id of the user whose key it is; `None` for the root user's.
    pub user: Option<String>,
    /// The secret half.
    pub secret: SecretKey,
    /// Whether it may be used.
    pub active: bool,
    /// When it was made.
    pub created_at: Timestamp,
}

impl AccessKey {
    /// A fresh key of the root user of `account`.
    pub fn generate(account: &AccountId, entropy: &Entropy, now: Timestamp) -> AccessKey {
        AccessKey {
            id: AccessKeyId::long_term(entropy.bytes()),
            account: *account,
            user: None,
            secret: SecretKey::generate(entropy.bytes()),
            active: true,
            created_at: now,
        }
    }
}

/// Stores a key.
pub async fn insert(identity: &Identity, sealer: &Sealer, key: &AccessKey) -> Result<(), wharf_sql::Error> {
    let row = store::KeyRow::seal(key, sealer);
    let changed = Changed::Account(key.account);
    identity
        .change("iam.access_key.insert", changed, move |transaction| {
            store::insert(transaction, &row)
        })
        .await
}

/// A key as it is stored, with its secret sealed.
pub(crate) fn seal(key: &AccessKey, sealer: &Sealer) -> store::KeyRow {
    store::KeyRow::seal(key, sealer)
}

/// Stores a key as the operator gives it at a start, and replaces what was known under its id.
pub(crate) fn insert_or_replace_row(
    transaction: &mut Transaction<'_>,
    row: &store::KeyRow,
) -> Result<(), wharf_sql::Error> {
    store::install(transaction, row)
}

/// The key with an id, if it is the account's.
pub(crate) fn find_of(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    id: &str,
) -> Result<Option<KeyRow>, wharf_sql::Error> {
    let found = store::find_in(transaction, id)?;
    Ok(found.filter(|row| row.account().is_ok_and(|owner| owner == *account)))
}

/// Why a stored key gives no secret.
#[derive(Debug, thiserror::Error)]
pub enum OpenKeyError {
    /// The master key does not open it.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// Its row cannot be read.
    #[error(transparent)]
    Sql(#[from] wharf_sql::Error),
}

impl From<OpenKeyError> for Unavailable {
    fn from(error: OpenKeyError) -> Unavailable {
        match error {
            OpenKeyError::Unreadable(unreadable) => unreadable.into(),
            OpenKeyError::Sql(error) => error.into(),
        }
    }
}

impl<F> From<OpenKeyError> for Error<F> {
    fn from(error: OpenKeyError) -> Error<F> {
        Error::Unavailable(error.into())
    }
}

/// A key with its secret. One that does not open is noted.
///
/// # Errors
/// The master key does not open it, or its row cannot be read.
pub fn open(node: &Node, row: &KeyRow) -> Result<AccessKey, OpenKeyError> {
    let opened = row.open(&node.sealer);
    if let Err(OpenKeyError::Unreadable(unreadable)) = &opened {
        let id = row.id().to_owned();
        node.note_unreadable(unreadable, None, move |node| {
            is_unreadable(node, id.clone()).boxed()
        });
    }
    opened
}

/// Whether a key is still there and does not open.
async fn is_unreadable(node: &Node, id: String) -> Result<bool, Unavailable> {
    let row = KeyRow::find(node.identity.database(), &id).await?;
    match row.map(|row| row.open(&node.sealer)) {
        Some(Err(OpenKeyError::Unreadable(_))) => return Ok(true),
        // Who puts a row back raises no revision: the node would go on with the one that it remembers.
        Some(Ok(_)) => node.identity.extensions.get::<Remembered>().keys.forget_all(),
        _ => {}
    }
    Ok(false)
}

/// Looks whether keys open, as many as one statement reads, and notes those that do not.
pub async fn look_at_some(node: &Node) -> Result<(), wharf_sql::Error> {
    for row in sample(node.identity.database()).await? {
        open(node, &row).map(drop).ok();
    }
    Ok(())
}

/// The keys of an account's root user, by id, with their secrets. One that does not open is told in the log and left out.
pub async fn open_keys_of_root(
    identity: &Identity,
    sealer: &Sealer,
    account: &AccountId,
) -> Result<Vec<AccessKey>, wharf_sql::Error> {
    let rows = rows_of_root(identity, account).await?;
    let mut keys = Vec::new();
    for row in rows {
        match row.open(sealer) {
            Ok(key) => keys.push(key),
            Err(OpenKeyError::Unreadable(unreadable)) => {
                tracing::error!(%unreadable, "an access key cannot be used")
            }
            Err(OpenKeyError::Sql(error)) => return Err(error),
        }
    }
    Ok(keys)
}

/// The keys of an account's root user, by id, as they are stored.
pub(crate) async fn rows_of_root(
    identity: &Identity,
    account: &AccountId,
) -> Result<Vec<KeyRow>, wharf_sql::Error> {
    store::rows_of_root(identity.database(), account).await
}

/// Stores a key of a root user in a caller's transaction; `false` when the root user has as many as it may.
pub(crate) fn insert_row_of_root(
    transaction: &mut Transaction<'_>,
    row: &KeyRow,
) -> Result<bool, wharf_sql::Error> {
    if count_of(transaction, &row.account()?, "")? >= MAX_KEYS {
        return Ok(false);
    }
    store::insert(transaction, row)?;
    Ok(true)
}

/// How many keys a node remembers.
const REMEMBERED: u64 = 10_000;

/// What a node remembers of keys.
struct Remembered {
    /// Under whose revision each key is remembered: its account when it was last read.
    owners: Cache<Box<str>, AccountId>,
    keys: Memory<Revision, Option<KeyRow>>,
}

impl Extension for Remembered {}

impl Default for Remembered {
    fn default() -> Remembered {
        Remembered {
            owners: Cache::new(REMEMBERED),
            keys: Memory::new(REMEMBERED),
        }
    }
}

/// The access key with an id, active or not, from memory.
pub async fn known(identity: &Identity, id: &str) -> Result<Option<Arc<Option<KeyRow>>>, wharf_sql::Error> {
    let remembered = identity.extensions.get::<Remembered>();
    let mut owner = match remembered.owners.get(id) {
        Some(owner) => owner,
        None => {
            let Some(row) = KeyRow::find(identity.database(), id).await? else {
                return Ok(None);
            };
            let owner = row.account()?;
            remembered.owners.insert(id.into(), owner);
            owner
        }
    };
    loop {
        let revision = identity.revision(&owner).await?;
        let load = || KeyRow::find(identity.database(), id);
        let again = || identity.revision_again(&owner);
        let known = remembered.keys.get(&revision, id, load, again).await?;
        match known.as_ref() {
            // The operator gave it to another account, whose changes count from then on.
            Some(row) if row.account()? != owner => {
                owner = row.account()?;
                remembered.owners.insert(id.into(), owner);
            }
            _ => return Ok(Some(known)),
        }
    }
}

/// Makes a key active or inactive; `false` when there is none.
pub async fn set_active(
    identity: &Identity,
    id: &AccessKeyId,
    active: bool,
) -> Result<bool, wharf_sql::Error> {
    let switched = switch(identity, id, active, |_| true).await?;
    Ok(switched.is_some())
}

/// Makes a key of a root user active or inactive, and gives it as it is then; `None` when there is none.
pub(crate) async fn switch_of_root(
    identity: &Identity,
    id: &AccessKeyId,
    active: bool,
) -> Result<Option<KeyRow>, wharf_sql::Error> {
    switch(identity, id, active, |row| row.user().is_none()).await
}

/// Removes a key of a root user, and gives it as it was; `None` when there is none.
pub(crate) async fn delete_of_root(
    identity: &Identity,
    id: &str,
) -> Result<Option<KeyRow>, wharf_sql::Error> {
    let Some(row) = KeyRow::find(identity.database(), id).await? else {
        return Ok(None);
    };
    let (id, account) = (id.to_owned(), row.account()?);
    identity
        .change(
            "operator.access_key.delete",
            Changed::Account(account),
            move |transaction| {
                let found = find_of(transaction, &account, &id)?.filter(|row| row.user().is_none());
                if found.is_some() {
                    crate::iam::last_use::store::delete(transaction, &id)?;
                    store::delete(transaction, &id)?;
                }
                Ok(found)
            },
        )
        .await
}

async fn switch(
    identity: &Identity,
    id: &AccessKeyId,
    active: bool,
    is_meant: fn(&KeyRow) -> bool,
) -> Result<Option<KeyRow>, wharf_sql::Error> {
    let Some(row) = KeyRow::find(identity.database(), id.as_str()).await? else {
        return Ok(None);
    };
    let (id, account) = (id.clone(), row.account()?);
    identity
        .change(
            "iam.access_key.set_active",
            Changed::Account(account),
            move |transaction| {
                let found = find_of(transaction, &account, id.as_str())?;
                let Some(mut found) = found.filter(is_meant) else {
                    return Ok(None);
                };
                store::set_active(transaction, &id, active)?;
                found.active = active;
                Ok(Some(found))
            },
        )
        .await
}

fn open_secret(sealer: &Sealer, id: &str, sealed: &[u8]) -> Option<SecretKey> {
    let plain = sealer.open(Purpose::AccessKeySecret, id.as_bytes(), sealed)?;
    String::from_utf8(plain).ok().map(SecretKey::new)
}
