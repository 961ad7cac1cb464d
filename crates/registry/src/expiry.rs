//! Forgetting rows that are older than they are kept, a few at a time.

use wharf_job::{Lease, Outcome, StepError};
use wharf_sql::{Error, Transaction};

/// Rows of each table that one transaction removes: pushes wait for it.
const STEP: i64 = 500;
/// Transactions of one step.
const TRANSACTIONS: usize = 100;

/// Has `forget` remove so many rows at most, and say how many it did, until none is left or the step has done its part.
///
/// # Errors
/// The lease is lost, or the database fails.
pub(crate) async fn step<F>(lease: &Lease, name: &'static str, forget: F) -> Result<Outcome, StepError>
where
    F: Fn(&mut Transaction<'_>, i64) -> Result<u64, Error> + Clone + Send + 'static,
{
    for _ in 0..TRANSACTIONS {
        let forget = forget.clone();
        let some = move |transaction: &mut Transaction<'_>| forget(transaction, STEP);
        if lease.write(name, some).await? == 0 {
            return Ok(Outcome::Done);
        }
    }
    Ok(Outcome::More(String::new()))
}
