//! The identity plane as the rooms see it: its database, the one way to change it, and what this node remembers of it.
//!
//! Everything here belongs to an account. A change says whose; it adds one to that account's revision in its own
//! transaction, so that every node stops using what it remembers of the account: this one at once, others within
//! [`crate::memory::RECHECK`]. Reads that decide nothing go to the [`Database`] directly.

mod store;

use std::sync::Arc;

use moka::sync::Cache;
use wharf_aws::AccountId;
use wharf_sql::{Database, Error, Transaction};

pub(crate) use store::STATEMENTS;

use crate::authorize::Caller;
use crate::iam::access_key::KeyRow;
use crate::iam::last_use::LastUses;
use crate::iam::principal::{self, Entity};
use crate::memory::{Memory, Revisions};
use crate::organizations::guardrail::{self, Guardrails};

/// How many things of each kind a node remembers.
const REMEMBERED: u64 = 10_000;

/// Whose requests a change may decide otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// Those of one account's principals, and those to its roles and resources.
    Account(AccountId),
    /// Everybody's: the organization's tree or policies changed.
    AllAccounts,
}

/// The state of an account, as far as it decides requests.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Revision {
    account: AccountId,
    own: i64,
    common: i64,
}

/// The identity plane.
pub struct Identity {
    database: Database,
    revisions: Revisions<Revision>,
    key_owners: Cache<Box<str>, AccountId>,
    keys: Memory<Revision, Option<KeyRow>>,
    entities: Memory<Revision, Option<Entity>>,
    guardrails: Memory<Revision, Guardrails>,
    callers: Memory<Revision, Caller>,
    /// When credentials were used, until that is written down.
    pub(crate) last_uses: LastUses,
}

impl Identity {
    /// The plane in a database.
    pub fn new(database: Database) -> Identity {
        Identity {
            database,
            revisions: Revisions::default(),
            key_owners: Cache::new(REMEMBERED),
            keys: Memory::new(REMEMBERED),
            entities: Memory::new(REMEMBERED),
            guardrails: Memory::new(REMEMBERED),
            callers: Memory::new(REMEMBERED),
            last_uses: LastUses::default(),
        }
    }

    /// The database, to read from. Writes go through [`Identity::change`].
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// Runs a closure that changes rows as one transaction, and has every node forget what it decides.
    pub async fn change<T, E, F>(&self, name: &'static str, changed: Changed, mut closure: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: FnMut(&mut Transaction<'_>) -> Result<T, E> + Send + 'static,
    {
        let row = match &changed {
            Changed::Account(account) => account.to_string(),
            Changed::AllAccounts => String::new(),
        };
        let outcome = self
            .database
            .transaction(name, move |transaction| {
                let done = closure(transaction)?;
                store::bump(transaction, row.as_str())?;
                Ok(done)
            })
            .await;
        // Also after a failure: the answer may have been lost, not the change.
        match &changed {
            Changed::Account(account) => self.revisions.changed(Some(account)),
            Changed::AllAccounts => self.revisions.changed(None),
        }
        outcome
    }

    pub(crate) async fn revision(&self, account: &AccountId) -> Result<Revision, Error> {
        let read = async {
            let (own, common) = store::read(&self.database, account).await?;
            Ok(Revision {
                account: *account,
                own,
                common,
            })
        };
        self.revisions.current(account, read).await
    }

    /// The access key with an id, active or not.
    pub(crate) async fn access_key(&self, id: &str) -> Result<Option<Arc<Option<KeyRow>>>, Error> {
        // A key never changes its account, so whose it is may be remembered for ever.
        let owner = match self.key_owners.get(id) {
            Some(owner) => owner,
            None => {
                let Some(row) = KeyRow::find(&self.database, id).await? else {
                    return Ok(None);
                };
                let owner = row.account()?;
                self.key_owners.insert(id.into(), owner);
                owner
            }
        };
        let revision = self.revision(&owner).await?;
        let row = self.keys.get(&revision, id, KeyRow::find(&self.database, id));
        row.await.map(Some)
    }

    /// The role of a name.
    pub(crate) async fn role(&self, account: &AccountId, name: &str) -> Result<Arc<Option<Entity>>, Error> {
        let revision = self.revision(account).await?;
        let load = principal::load_role(&self.database, account, name);
        let name = format!("role/{}", name.to_lowercase());
        self.entities.get(&revision, &name, load).await
    }

    /// The user or role with a unique id.
    pub(crate) async fn entity(&self, account: &AccountId, id: &str) -> Result<Arc<Option<Entity>>, Error> {
        let revision = self.revision(account).await?;
        let load = principal::load(&self.database, account, id);
        self.entities.get(&revision, id, load).await
    }

    /// What the organization lets an account do.
    pub(crate) async fn guardrails(&self, account: &AccountId) -> Result<Arc<Guardrails>, Error> {
        let revision = self.revision(account).await?;
        let load = guardrail::load(&self.database, account);
        self.guardrails.get(&revision, "", load).await
    }

    /// What decides the requests that are made with a credential of `account`.
    pub(crate) async fn caller(
        &self,
        account: &AccountId,
        credential: &str,
        load: impl Future<Output = Result<Caller, Error>>,
    ) -> Result<Arc<Caller>, Error> {
        let revision = self.revision(account).await?;
        self.callers.get(&revision, credential, load).await
    }
}
