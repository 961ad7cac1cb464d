//! Forgetting the usage of days that are older than they are kept.

use wharf_job::{Cadence, Job, Lease, Limits, Outcome, StepError};
use wharf_sql::Transaction;

use super::store;
use crate::expiry;
use wharf_kernel::work::{TURN, Work};

/// The job.
pub struct UsageExpiry;

impl Job<Work> for UsageExpiry {
    const NAME: &'static str = "usage-expiry";
    const CADENCE: Option<Cadence> = expiry::USAGE;
    const LIMITS: Limits = TURN;
    const FREES: bool = true;

    async fn step(work: &Work, lease: &Lease) -> Result<Outcome, StepError> {
        let keep = work.node.settings.keep_usage;
        if keep.is_zero() {
            return Ok(Outcome::Done);
        }
        let (region, before) = (work.cell.region.clone(), work.node.clock.now().minus(keep).day());
        let forget = move |transaction: &mut Transaction<'_>, most| {
            store::forget(transaction, region.as_str(), &before, most)
        };
        expiry::step(lease, "usage.forget", forget).await
    }
}
