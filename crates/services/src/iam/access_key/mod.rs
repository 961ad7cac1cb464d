//! The room of access keys: the long-term credentials of principals.
//!
//! The secret half is sealed with the master key, bound to its key id, and opened only to check a signature or to show
//! it to the operator of this node. A key that is made inactive, or deleted, stops every later request at once,
//! including those made with authorization tokens that it obtained.

mod store;

use wharf_aws::{AccessKeyId, AccountId, SecretKey, Timestamp};
use wharf_policy::Principal;
use wharf_sql::{Database, Transaction};

pub(crate) use store::STATEMENTS;

use crate::{Entropy, Node, Purpose, Sealer};

/// An access key with its secret.
pub struct AccessKey {
    /// The public half, `AKIA…`.
    pub id: AccessKeyId,
    /// The account whose root user it belongs to.
    pub account: AccountId,
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
            secret: SecretKey::generate(entropy.bytes()),
            active: true,
            created_at: now,
        }
    }
}

/// Stores a key.
pub async fn insert(identity: &Database, sealer: &Sealer, key: &AccessKey) -> Result<(), wharf_sql::Error> {
    let row = store::KeyRow::seal(key, sealer);
    identity
        .transaction("iam.access_key.insert", move |transaction| {
            store::insert(transaction, &row)
        })
        .await
}

/// A key ready to be stored in somebody else's transaction.
pub(crate) fn sealed(key: &AccessKey, sealer: &Sealer) -> store::KeyRow {
    store::KeyRow::seal(key, sealer)
}

/// Stores a key as the operator gives it at a start, whatever was known under its id.
pub(crate) fn install_sealed(
    transaction: &mut Transaction<'_>,
    row: &store::KeyRow,
) -> Result<(), wharf_sql::Error> {
    store::install(transaction, row)
}

/// The keys of an account's root user, by id.
pub async fn list(
    identity: &Database,
    sealer: &Sealer,
    account: &AccountId,
) -> Result<Vec<AccessKey>, wharf_sql::Error> {
    store::list(identity, account)
        .await?
        .into_iter()
        .map(|row| row.open(sealer))
        .collect()
}

/// Makes a key active or inactive; `false` when there is none.
pub async fn set_active(
    identity: &Database,
    id: &AccessKeyId,
    active: bool,
) -> Result<bool, wharf_sql::Error> {
    let id = id.clone();
    identity
        .transaction("iam.access_key.set_active", move |transaction| {
            store::set_active(transaction, &id, active)
        })
        .await
}

/// The principal and the secret behind an active key id; `None` when there is no such key.
pub async fn find_active(node: &Node, id: &str) -> Result<Option<(Principal, SecretKey)>, wharf_sql::Error> {
    let Some(row) = store::find(&node.identity, id).await? else {
        return Ok(None);
    };
    let key = row.open(&node.sealer)?;
    Ok(key.active.then(|| (Principal::root(&key.account), key.secret)))
}

/// The principal behind an active key id, without opening its secret.
pub(crate) async fn find_principal(node: &Node, id: &str) -> Result<Option<Principal>, wharf_sql::Error> {
    let row = store::find(&node.identity, id).await?;
    row.filter(|row| row.active)
        .map(|row| Ok(Principal::root(&row.account()?)))
        .transpose()
}

fn open_secret(sealer: &Sealer, id: &str, sealed: &[u8]) -> Result<SecretKey, wharf_sql::Error> {
    sealer
        .open(Purpose::AccessKeySecret, id.as_bytes(), sealed)
        .and_then(|plain| String::from_utf8(plain).ok())
        .map(SecretKey::new)
        .ok_or_else(|| {
            wharf_sql::Error::Corrupt(format!("access key {id} was sealed with another master key"))
        })
}
