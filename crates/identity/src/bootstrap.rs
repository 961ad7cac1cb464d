//! The first start: an account with a root user that the operator can sign in as, and an organization of which it is the
//! management account.

use wharf_aws::organizations::OrganizationFeatureSet;
use wharf_aws::{AccessKeyId, AccountId, SecretKey, Timestamp};

use crate::iam::access_key::{self, AccessKey};
use crate::iam::account::{self, Account};
use crate::master_key::{self, Check, MasterKeyError};
use crate::organizations::create_organization;
use crate::organizations::organization::{self, OrganizationRow};
use wharf_kernel::{Changed, Entropy, Identity, Sealer};
use wharf_sql::Error;

/// What the operator wants the first account to be.
pub struct Bootstrap {
    /// Its id.
    pub account: AccountId,
    /// The root user's access key, or `None` to have one made.
    pub key: Option<(AccessKeyId, SecretKey)>,
}

/// Makes the first account with an access key of its root user, unless there are accounts already.
///
/// Given keys are installed at every start that finds them missing or changed, so that a deployment can rotate them from its
/// environment. A start that has nothing to change writes nothing. Returns the key when it was made now: the only time that its
/// secret is shown without being asked for.
pub async fn bootstrap(
    identity: &Identity,
    sealer: &Sealer,
    entropy: &Entropy,
    now: Timestamp,
    wanted: Bootstrap,
) -> Result<Option<AccessKey>, MasterKeyError> {
    if let Some((id, secret)) = wanted.key {
        if is_installed(identity, sealer, &wanted.account, (&id, &secret)).await? {
            adopt(identity, sealer).await?;
            return Ok(None);
        }
        let key = AccessKey {
            id,
            account: wanted.account,
            user: None,
            secret,
            active: true,
            created_at: now,
        };
        store_first_account(identity, sealer, entropy, now, (&key, true)).await?;
        return Ok(None);
    }
    if account::first(identity).await?.is_some() {
        adopt(identity, sealer).await?;
        return Ok(None);
    }
    let key = AccessKey::generate(&wanted.account, entropy, now);
    let is_stored = store_first_account(identity, sealer, entropy, now, (&key, false)).await?;
    Ok(is_stored.then_some(key))
}

/// What tells this identity plane from every other one: the account that was made first, and when. Nothing while there is no account.
///
/// # Errors
/// The database fails.
pub async fn plane(identity: &Identity) -> Result<Option<String>, Error> {
    let Some(first) = account::first(identity).await? else {
        return Ok(None);
    };
    let first = account::find(identity, &first).await?;
    Ok(first.map(|first| format!("{}@{}", first.id, first.created_at.micros())))
}

/// Whether the account's root user has this key, and may use it.
async fn is_installed(
    identity: &Identity,
    sealer: &Sealer,
    account: &AccountId,
    (id, secret): (&AccessKeyId, &SecretKey),
) -> Result<bool, Error> {
    let known = access_key::open_keys_of_root(identity, sealer, account).await?;
    let is_it = |key: &AccessKey| key.active && key.id == *id && key.secret.expose() == secret.expose();
    Ok(known.iter().any(is_it))
}

/// [`master_key::adopt`]; at a later start, where nothing can be written.
async fn adopt(identity: &Identity, sealer: &Sealer) -> Result<(), MasterKeyError> {
    match master_key::adopt(identity, sealer).await {
        Err(MasterKeyError::Sql(error)) if error.is_full() || error.is_read_only() => Ok(()),
        adopted => adopted,
    }
}

/// Stores the key's account, if it is not there, and the key. One that was not given is the first start's: `false`, and it is not
/// stored, when another process made the first account meanwhile.
async fn store_first_account(
    identity: &Identity,
    sealer: &Sealer,
    entropy: &Entropy,
    now: Timestamp,
    (key, is_given): (&AccessKey, bool),
) -> Result<bool, MasterKeyError> {
    let id = key.account;
    let first = Account {
        id,
        name: "management".to_owned(),
        email: None,
        created_at: now,
        closed_at: None,
    };
    let organization = OrganizationRow::new(entropy, id, OrganizationFeatureSet::All);
    loop {
        let row = access_key::seal(key, sealer);
        let has_accounts = account::first(identity).await?.is_some();
        let check = Check::of(identity, sealer, has_accounts).await?;
        let (first, organization) = (first.clone(), organization.clone());
        let is_stored = identity
            // Of all: a key that the operator gives may have been another account's before.
            .change("iam.bootstrap", Changed::AllAccounts, move |transaction| {
                if !check.keep(transaction)? {
                    return Ok(None);
                }
                if !is_given && account::has_first(transaction)? {
                    return Ok(Some(false));
                }
                if account::insert_if_absent(transaction, &first)? && organization::is_first(transaction)? {
                    create_organization::create(transaction, &organization, now)?;
                }
                access_key::insert_or_replace_row(transaction, &row)?;
                Ok::<_, wharf_sql::Error>(Some(true))
            })
            .await?;
        if let Some(is_stored) = is_stored {
            return Ok(is_stored);
        }
    }
}
