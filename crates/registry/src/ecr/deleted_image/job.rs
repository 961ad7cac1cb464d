//! Forgetting deleted images whose time is over.

use std::time::Duration;

use wharf_job::{Cadence, Job, Lease, Limits, Outcome, StepError};
use wharf_sql::Transaction;

use crate::ecr::image::store::deleted as store;
use crate::load;
use wharf_kernel::work::{TURN, Work};

/// Images that one transaction forgets at most, fewer where their manifests are large: pushes wait for it.
const STEP: i64 = 100;
/// Transactions of one step.
const TRANSACTIONS: usize = 100;
const EVERY: Duration = Duration::from_secs(10 * 60);

/// The job.
pub struct DeletedImageExpiry;

impl Job<Work> for DeletedImageExpiry {
    const NAME: &'static str = "deleted-image-expiry";
    const CADENCE: Option<Cadence> = Some(Cadence {
        first: Duration::from_secs(60),
        every: EVERY,
    });
    const LIMITS: Limits = TURN;
    const FREES: bool = true;

    async fn step(work: &Work, lease: &Lease) -> Result<Outcome, StepError> {
        for _ in 0..TRANSACTIONS {
            let (region, now) = (work.cell.region.as_str(), work.node.clock.now());
            let expired = store::expired(&work.cell.database, region, now, STEP).await?;
            if expired.is_empty() {
                return Ok(Outcome::Done);
            }
            let some = load::first(expired.iter().map(|expired| expired.bytes));
            let forget = move |transaction: &mut Transaction<'_>| {
                expired.iter().take(some).try_for_each(|image| {
                    store::forget(transaction, &image.scope, &image.repository, &image.digest)
                })
            };
            lease.write("ecr.deleted_image.forget", forget).await?;
        }
        Ok(Outcome::More(String::new()))
    }
}
