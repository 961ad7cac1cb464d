//! The room of accounts: who owns registries.
//!
//! An account is known by its twelve digits, which are never given again: a closed account stays. Accounts are made by the operator (`wharf account create`), by the bootstrap
//! and by `organizations::account`, which also says where an account is in its organization.

mod store;

use wharf_aws::{AccountId, Region, Timestamp};
use wharf_policy::AccountLife;
use wharf_sql::Transaction;

pub(crate) use store::{STATEMENTS, has_first};

use wharf_kernel::{Changed, Identity, Unavailable};

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its twelve digits.
    pub id: AccountId,
    /// What people call it.
    pub name: String,
    /// Its address, when it has one: no two accounts have the same.
    pub email: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was closed, if it was.
    pub closed_at: Option<Timestamp>,
}

/// Why an account was not made.
#[derive(Debug, thiserror::Error)]
pub enum CreateAccountError {
    /// There is one with this id.
    #[error("account {0} exists already")]
    Exists(AccountId),
    /// There is one with this address.
    #[error("another account has the address {0}")]
    EmailTaken(String),
    /// The database failed.
    #[error(transparent)]
    Sql(#[from] wharf_sql::Error),
    /// What belongs to it could not be made.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// Makes an account that is in no organization.
pub async fn create(
    identity: &Identity,
    id: &AccountId,
    name: &str,
    now: Timestamp,
) -> Result<Account, CreateAccountError> {
    let account = Account {
        id: *id,
        name: name.to_owned(),
        email: None,
        created_at: now,
        closed_at: None,
    };
    let made = account.clone();
    let inserted = identity
        .change("iam.account.create", Changed::Account(*id), move |transaction| {
            insert_if_absent(transaction, &made)
        })
        .await?;
    if inserted {
        Ok(account)
    } else {
        Err(CreateAccountError::Exists(*id))
    }
}

/// Inserts unless there is one with this id or address; says whether it did.
pub(crate) fn insert_if_absent(
    transaction: &mut Transaction<'_>,
    account: &Account,
) -> Result<bool, wharf_sql::Error> {
    store::insert(transaction, account)
}

/// Some accounts, by id, after one.
pub async fn list_page(
    identity: &Identity,
    after: &str,
    most: i64,
) -> Result<Vec<Account>, wharf_sql::Error> {
    store::list_page(identity.database(), after, most).await
}

/// The account that was made first, which operates the node; `None` before the first start. It is written down when it is made:
/// a clock that was wrong then, or is set later, makes no other account the first.
pub async fn first(identity: &Identity) -> Result<Option<AccountId>, wharf_sql::Error> {
    store::first(identity.database()).await
}

/// Why an id is not given: nothing says who had what is there.
pub(crate) fn had_repositories(id: &AccountId, region: &Region) -> String {
    format!(
        "There is no account {id}, but repositories of it in {region}, as after an older identity database was put back: an account with this \
         id gets them. Put the newer database back, or make the account with `wharf account create --with-repositories`."
    )
}

/// One account.
pub async fn find(identity: &Identity, id: &AccountId) -> Result<Option<Account>, wharf_sql::Error> {
    store::find(identity.database(), id).await
}

/// Which saved policies mean the account with this id, there or not, as a transaction sees it.
pub(crate) fn life(
    transaction: &mut Transaction<'_>,
    id: &AccountId,
) -> Result<AccountLife, wharf_sql::Error> {
    store::life(transaction, id)
}

/// One account, as a transaction sees it.
pub(crate) fn find_in(
    transaction: &mut Transaction<'_>,
    id: &AccountId,
) -> Result<Option<Account>, wharf_sql::Error> {
    store::find_in(transaction, id)
}

/// Those of some ids, in no order, as a transaction sees them.
pub(crate) fn find_all<'a>(
    transaction: &mut Transaction<'_>,
    ids: impl IntoIterator<Item = &'a str>,
) -> Result<Vec<Account>, wharf_sql::Error> {
    store::find_all(transaction, ids)
}

/// Whether an account has this address; case does not matter.
pub(crate) fn has_email(transaction: &mut Transaction<'_>, email: &str) -> Result<bool, wharf_sql::Error> {
    store::has_email(transaction, email)
}

/// Closes an account; says whether it was open.
pub(crate) fn close(
    transaction: &mut Transaction<'_>,
    id: &AccountId,
    now: Timestamp,
) -> Result<bool, wharf_sql::Error> {
    store::close(transaction, id, now)
}
