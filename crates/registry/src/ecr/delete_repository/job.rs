//! Removing the rows of repositories whose names are gone.

use wharf_job::{Job, Lease, Limits, Outcome, StepError};
use wharf_sql::Transaction;

use super::sweeps;
use crate::ecr::layer_upload;
use crate::ecr::repository::store;
use crate::repository_key::RepositoryKey;
use wharf_kernel::work::Work;

/// Rows that one transaction removes from one table: pushes wait for it.
const STEP: i64 = 500;
/// Transactions of one step.
const TRANSACTIONS: usize = 50;

/// The job.
pub struct RepositoryRemoval;

impl Job<Work> for RepositoryRemoval {
    const NAME: &'static str = store::REMOVAL;
    const LIMITS: Limits = Limits {
        at_once: 2,
        ..Limits::DEFAULT
    };
    const FREES: bool = true;

    async fn step(work: &Work, lease: &Lease) -> Result<Outcome, StepError> {
        layer_upload::give_up_all(work, lease, RepositoryKey::of_text(lease.key()).id).await?;
        for _ in 0..TRANSACTIONS {
            if remove(lease).await? == 0 {
                return Ok(Outcome::Done);
            }
        }
        Ok(Outcome::More(String::new()))
    }
}

/// Removes some rows of each table; how many.
async fn remove(lease: &Lease) -> Result<u64, StepError> {
    let (scope, key) = (lease.scope().clone(), lease.key().to_owned());
    let remove = move |transaction: &mut Transaction<'_>| {
        let repository = RepositoryKey::of_text(&key).id;
        sweeps()
            .map(|sweep| sweep.step(transaction, &scope, repository, STEP))
            .sum()
    };
    lease.write("ecr.repository.removal.step", remove).await
}
