//! Forgetting the usage of days that are older than they are kept.

use std::time::Duration;

use wharf_job::{Cadence, Job, Lease, Limits, Outcome, StepError};
use wharf_sql::{Error, Transaction};

use super::store;
use wharf_kernel::work::{TURN, Work};

/// Rows of each table that one transaction removes: pushes wait for it.
const STEP: i64 = 500;
/// Transactions of one step.
const TRANSACTIONS: usize = 100;
const EVERY: Duration = Duration::from_secs(60 * 60);

/// The job.
pub struct UsageExpiry;

impl Job<Work> for UsageExpiry {
    const NAME: &'static str = "usage-expiry";
    const CADENCE: Option<Cadence> = Some(Cadence {
        first: Duration::from_secs(60),
        every: EVERY,
    });
    const LIMITS: Limits = TURN;
    const FREES: bool = true;

    async fn step(work: &Work, lease: &Lease) -> Result<Outcome, StepError> {
        let keep = work.node.settings.keep_usage;
        if keep.is_zero() {
            return Ok(Outcome::Done);
        }
        for _ in 0..TRANSACTIONS {
            let (region, before) = (work.cell.region.clone(), work.node.clock.now().minus(keep).day());
            let forget = move |transaction: &mut Transaction<'_>| {
                store::forget(transaction, region.as_str(), &before, STEP)
            };
            if lease.write::<_, Error, _>("usage.forget", forget).await? == 0 {
                return Ok(Outcome::Done);
            }
        }
        Ok(Outcome::More(String::new()))
    }
}
