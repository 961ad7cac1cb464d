//! The identity plane as the rooms see it: its database, the one way to change it, and what this node remembers of it.
//!
//! Everything here belongs to an account. A change names its account and raises the account's revision in its own
//! transaction, so that every node stops using what it remembers of the account: this one at once, others within
//! [`crate::memory::RECHECK`]. Reads that decide nothing go to the [`Database`] directly.

mod store;

use wharf_aws::AccountId;
use wharf_sql::{Database, Error, Transaction};

pub use store::STATEMENTS;

use crate::memory::Revisions;
use crate::{Clock, Extensions};

/// The accounts that a change is about: it may decide requests of theirs otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// One account: requests of its principals, and requests to its roles and resources.
    Account(AccountId),
    /// All accounts: the organization's tree or policies changed.
    AllAccounts,
}

/// The state of an account, as far as it decides requests.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Revision {
    account: AccountId,
    own: i64,
    common: i64,
}

impl Revision {
    /// Whose state it is.
    pub const fn account(&self) -> &AccountId {
        &self.account
    }
}

/// The identity plane.
pub struct Identity {
    database: Database,
    clock: Clock,
    revisions: Revisions<Revision>,
    /// What rooms keep in memory of the plane.
    pub extensions: Extensions,
}

impl Identity {
    /// The plane in a database; the clock gives changes their numbers.
    pub fn new(database: Database, clock: Clock) -> Identity {
        Identity {
            database,
            clock,
            revisions: Revisions::default(),
            extensions: Extensions::default(),
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
        let now = self.clock.now();
        let outcome = self
            .database
            .transaction(name, move |transaction| {
                let done = closure(transaction)?;
                store::bump(transaction, row.as_str(), now)?;
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

    /// The state of an account: what is remembered under it holds as long as it is this one.
    pub async fn revision(&self, account: &AccountId) -> Result<Revision, Error> {
        self.revisions.current(account, || self.read(account)).await
    }

    /// The state of an account as the database has it now, to be compared after something was loaded.
    pub async fn revision_again(&self, account: &AccountId) -> Result<Revision, Error> {
        self.revisions.again(account, || self.read(account)).await
    }

    async fn read(&self, account: &AccountId) -> Result<Revision, Error> {
        let (own, common) = store::read(&self.database, account).await?;
        Ok(Revision {
            account: *account,
            own,
            common,
        })
    }
}
