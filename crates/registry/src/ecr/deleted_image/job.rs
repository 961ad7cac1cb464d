//! Forgetting deleted images whose time is over.

use wharf_job::{Cadence, Job, Lease, Limits, Outcome, StepError};
use wharf_sql::Transaction;

use super::{forget, page};
use crate::expiry;
use wharf_kernel::work::{TURN, Work};

/// Transactions of one step.
const TRANSACTIONS: usize = 100;

/// The job.
pub struct DeletedImageExpiry;

impl Job<Work> for DeletedImageExpiry {
    const NAME: &'static str = "deleted-image-expiry";
    const CADENCE: Option<Cadence> = expiry::DELETED_IMAGES;
    const LIMITS: Limits = TURN;
    const FREES: bool = true;

    async fn step(work: &Work, lease: &Lease) -> Result<Outcome, StepError> {
        for _ in 0..TRANSACTIONS {
            let expired = page(&work.cell, Some(work.node.clock.now())).await?;
            if expired.is_empty() {
                return Ok(Outcome::Done);
            }
            let forget = move |transaction: &mut Transaction<'_>| forget(transaction, &expired);
            lease.write("ecr.deleted_image.forget", forget).await?;
        }
        Ok(Outcome::More(String::new()))
    }
}
