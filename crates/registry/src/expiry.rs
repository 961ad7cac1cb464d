//! Forgetting what is older than it is kept: how often each job looks, and how rows go, a few at a time.

use std::time::Duration;

use wharf_job::{Cadence, Lease, Outcome, StepError};
use wharf_sql::{Error, Transaction};

/// Uploads that were not finished.
pub(crate) const UPLOADS: Option<Cadence> = every(10);
/// Deleted images whose time is over.
pub(crate) const DELETED_IMAGES: Option<Cadence> = every(10);
/// Events.
pub(crate) const EVENTS: Option<Cadence> = every(10);
/// The usage of days.
pub(crate) const USAGE: Option<Cadence> = every(60);

/// A minute after the Region was first opened, and then after so many minutes.
const fn every(minutes: u64) -> Option<Cadence> {
    Some(Cadence {
        first: Duration::from_secs(60),
        every: Duration::from_secs(minutes * 60),
    })
}

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
