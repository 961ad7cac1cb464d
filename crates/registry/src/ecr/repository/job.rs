//! Removing the rows of repositories whose names are gone.

use wharf_job::{Job, Lease, Limits, Outcome, StepError};
use wharf_sql::Transaction;

use super::store;
use crate::ecr::encryption;
use crate::repository_key::RepositoryKey;
use wharf_kernel::Unavailable;
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

    async fn step(work: &Work, lease: &Lease) -> Result<Outcome, StepError> {
        give_up_uploads(work, lease).await?;
        for _ in 0..TRANSACTIONS {
            if remove(lease).await? == 0 {
                let (scope, key) = (lease.scope().clone(), lease.key().to_owned());
                let last = move |transaction: &mut Transaction<'_>| {
                    store::remove_last(transaction, &scope, RepositoryKey::of_text(&key).id)
                };
                lease.write("ecr.repository.removal.last", last).await?;
                return Ok(Outcome::Done);
            }
        }
        Ok(Outcome::More(String::new()))
    }
}

async fn remove(lease: &Lease) -> Result<u64, StepError> {
    let (scope, key) = (lease.scope().clone(), lease.key().to_owned());
    let remove = move |transaction: &mut Transaction<'_>| {
        store::remove(transaction, &scope, RepositoryKey::of_text(&key).id, STEP)
    };
    lease.write("ecr.repository.removal.step", remove).await
}

async fn give_up_uploads(work: &Work, lease: &Lease) -> Result<(), StepError> {
    let repository = RepositoryKey::of_text(lease.key()).id;
    loop {
        let uploads = store::uploads(&work.cell.database, lease.scope(), repository, STEP).await?;
        if uploads.is_empty() {
            return Ok(());
        }
        for (upload, data_key) in uploads {
            let place = encryption::closed_bytes(&work.cell, &data_key).await?;
            if let Ok(bytes) = upload.parse() {
                place.abort(&bytes).await.map_err(Unavailable::from)?;
            }
            let (scope, of) = (lease.scope().clone(), repository.to_owned());
            let forget = move |transaction: &mut Transaction<'_>| {
                store::remove_upload(transaction, &scope, &of, &upload)
            };
            lease.write("ecr.repository.removal.upload", forget).await?;
        }
    }
}
