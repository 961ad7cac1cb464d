//! The revision of a registry: every change of what decides requests to it raises it, so that what nodes remember of it is forgotten
//! ([`wharf_kernel::memory`]). [`change`] is the one way to change repositories, resource tags, policies and settings.

pub(crate) mod store;

use wharf_aws::AccountId;
use wharf_kernel::memory::Revisions;
use wharf_kernel::{Cell, Extension};
use wharf_sql::{Error, Scope, Transaction};

/// The state of a registry, as far as it decides requests.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Revision {
    account: AccountId,
    number: i64,
}

/// The revisions of a Region's registries, as a node knows them.
#[derive(Default)]
struct Known(Revisions<Revision>);

impl Extension for Known {}

/// The state of an account's registry now.
pub(crate) async fn current(cell: &Cell, owner: &AccountId) -> Result<Revision, Error> {
    let known = cell.extensions.get::<Known>();
    known.0.current(owner, || read(cell, owner)).await
}

/// The state of an account's registry as the database has it now, to be compared after something was loaded.
pub(crate) async fn again(cell: &Cell, owner: &AccountId) -> Result<Revision, Error> {
    let known = cell.extensions.get::<Known>();
    known.0.again(owner, || read(cell, owner)).await
}

async fn read(cell: &Cell, owner: &AccountId) -> Result<Revision, Error> {
    let number = store::read(&cell.database, &cell.scope(owner)).await?;
    Ok(Revision {
        account: *owner,
        number,
    })
}

/// Runs a closure that changes what decides requests to a registry as one transaction, and has every node forget what it
/// decided.
pub(crate) async fn change<T, E, F>(
    cell: &Cell,
    name: &'static str,
    owner: &AccountId,
    mut closure: F,
) -> Result<T, E>
where
    T: Send + 'static,
    E: From<Error> + Send + 'static,
    F: FnMut(&mut Transaction<'_>, &Scope) -> Result<T, E> + Send + 'static,
{
    let (scope, now) = (cell.scope(owner), cell.clock.now());
    let outcome = cell
        .database
        .transaction(name, move |transaction| {
            let done = closure(transaction, &scope)?;
            store::bump(transaction, &scope, now)?;
            Ok(done)
        })
        .await;
    // Also after a failure: the answer may have been lost, not the change.
    cell.extensions.get::<Known>().0.changed(Some(owner));
    outcome
}
