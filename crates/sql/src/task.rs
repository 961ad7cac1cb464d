//! Runs a caller's closure once and tells whether its work may stay. Both engines and both kinds (transaction and
//! snapshot) go through here, so that panics and swallowed errors mean the same everywhere.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::{Error, Transaction};

/// Runs the closure. `Ok` means that the work may be committed; `Err` that it must be rolled back.
pub(crate) fn attempt<T, E, F>(closure: &mut F, transaction: &mut Transaction<'_>) -> Result<T, E>
where
    F: FnMut(&mut Transaction<'_>) -> Result<T, E>,
    E: From<Error>,
{
    let result = catch_unwind(AssertUnwindSafe(|| closure(transaction)))
        .unwrap_or_else(|_| Err(Error::Panicked.into()));
    match (result, transaction.failed()) {
        // The closure swallowed the error of a statement; its work is not whole.
        (Ok(_), Some(error)) => Err(error.clone().into()),
        (result, _) => result,
    }
}
