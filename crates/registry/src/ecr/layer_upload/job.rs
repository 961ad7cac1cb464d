//! Uploads that were not finished within a day (Amazon ECR lets them expire silently).

use std::time::Duration;

use wharf_aws::Timestamp;
use wharf_blob::UploadId;
use wharf_job::{Cadence, Job, Lease, Limits, Outcome, StepError};
use wharf_sql::{Scope, Transaction};

use super::store::{self, Expired};
use crate::ecr::encryption;
use wharf_kernel::Unavailable;
use wharf_kernel::work::{TURN, Work};

/// How long an upload may take.
const LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);
const EVERY: Duration = Duration::from_secs(10 * 60);
/// Uploads of one page.
const STEP: i64 = 500;

/// The job.
pub struct UploadExpiry;

impl Job<Work> for UploadExpiry {
    const NAME: &'static str = "upload-expiry";
    const CADENCE: Option<Cadence> = Some(Cadence {
        first: Duration::from_secs(60),
        every: EVERY,
    });
    const LIMITS: Limits = TURN;

    async fn step(work: &Work, lease: &Lease) -> Result<Outcome, StepError> {
        let cutoff = work.node.clock.now().minus(LIFETIME);
        // One upload that does not go keeps no other.
        let mut failed = rows(work, lease, cutoff).await?;
        failed = failed.or(bytes(work, cutoff).await?);
        match failed {
            Some(error) => Err(error),
            None => Ok(Outcome::Again(EVERY)),
        }
    }
}

/// Removes uploads that began before `cutoff`; why one of them was not removed.
async fn rows(work: &Work, lease: &Lease, cutoff: Timestamp) -> Result<Option<StepError>, StepError> {
    let (mut after, mut failed) = ((0, String::new()), None);
    loop {
        let region = work.cell.region.as_str();
        let page = store::expired(&work.cell.database, region, cutoff, (after.0, &after.1), STEP).await?;
        let Some(last) = page.last() else {
            return Ok(failed);
        };
        after = (last.created_at, last.id.clone());
        for upload in page {
            match give_up(work, lease, upload).await {
                Err(error @ StepError::Failed(_)) => failed = Some(error),
                other => other?,
            }
        }
    }
}

async fn give_up(work: &Work, lease: &Lease, upload: Expired) -> Result<(), StepError> {
    let id: UploadId = upload
        .id
        .parse()
        .map_err(|_| StepError::failed(format!("{} is no id of an upload", upload.id)))?;
    let place = encryption::closed_bytes(&work.cell, &upload.data_key).await?;
    place.uploads.abort(&id).await.map_err(Unavailable::from)?;
    let delete = move |transaction: &mut Transaction<'_>| {
        let scope = Scope::new(&upload.account, &upload.region);
        store::delete(transaction, &scope, &upload.repository, &upload.id)
    };
    lease.write("ecr.layer_upload.expire", delete).await
}

/// Removes bytes whose row was never written, because the process died between the two.
async fn bytes(work: &Work, cutoff: Timestamp) -> Result<Option<StepError>, StepError> {
    let (mut compartment, mut failed) = (None, None);
    while let Some(next) = encryption::next_compartment(&work.cell, compartment.as_ref()).await? {
        let place = encryption::closed_bytes(&work.cell, &next.data_key).await?;
        for upload in place.uploads.list().await.map_err(Unavailable::from)? {
            if upload.modified_micros >= cutoff.micros() {
                continue;
            }
            if let Err(error) = place.uploads.abort(&upload.id).await {
                failed = Some(Unavailable::from(error).into());
            }
        }
        compartment = Some(next);
    }
    Ok(failed)
}

/// Gives up every upload into a repository whose name is gone, one by one.
pub(crate) async fn give_up_all(work: &Work, lease: &Lease, repository: &str) -> Result<(), StepError> {
    loop {
        let uploads = store::of_repository(&work.cell.database, lease.scope(), repository, STEP).await?;
        if uploads.is_empty() {
            return Ok(());
        }
        for (upload, data_key) in uploads {
            let place = encryption::closed_bytes(&work.cell, &data_key).await?;
            if let Ok(bytes) = upload.parse() {
                place.uploads.abort(&bytes).await.map_err(Unavailable::from)?;
            }
            let (scope, of) = (lease.scope().clone(), repository.to_owned());
            let delete =
                move |transaction: &mut Transaction<'_>| store::delete(transaction, &scope, &of, &upload);
            lease.write("ecr.layer_upload.give_up", delete).await?;
        }
    }
}
