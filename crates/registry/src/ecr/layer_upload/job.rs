//! Uploads that were not finished within a day (Amazon ECR lets them expire silently).

use std::time::Duration;

use serde::{Deserialize, Serialize};
use wharf_aws::Timestamp;
use wharf_blob::UploadId;
use wharf_job::{Cadence, Job, Lease, Limits, Outcome, StepError};
use wharf_sql::{Scope, Transaction};

use super::store::{self, Expired};
use crate::ecr::encryption::{self, CompartmentKey};
use crate::expiry;
use wharf_kernel::Unavailable;
use wharf_kernel::work::{TURN, Work};

/// How long an upload may take.
const LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);
/// Uploads of one page.
const STEP: i64 = 500;
/// Pages and compartments of one step.
const PARTS: usize = 50;

/// The job.
pub struct UploadExpiry;

impl Job<Work> for UploadExpiry {
    const NAME: &'static str = "upload-expiry";
    const CADENCE: Option<Cadence> = expiry::UPLOADS;
    const LIMITS: Limits = TURN;
    const FREES: bool = true;

    /// Each part of the walk is looked at once; one that fails is tried once more, and then left to the next turn.
    async fn step(work: &Work, lease: &Lease) -> Result<Outcome, StepError> {
        let cutoff = work.node.clock.now().minus(LIFETIME);
        // What another program wrote there is no reason to stop: it begins anew.
        let from = lease.progress().and_then(|text| serde_json::from_str(text).ok());
        let mut at: Position = from.unwrap_or_default();
        for _ in 0..PARTS {
            let (next, failed) = match at {
                Position::Rows(created_at, id) => rows(work, lease, cutoff, (created_at, &id)).await?,
                Position::Bytes(compartment) => bytes(work, cutoff, compartment.as_ref()).await?,
            };
            if let Some(error) = failed {
                if lease.attempts() == 1 {
                    return Err(error);
                }
                tracing::warn!(region = %work.cell.region, %error, "an upload does not expire");
            }
            match next {
                Some(next) => at = next,
                None => return Ok(Outcome::Done),
            }
        }
        Ok(Outcome::More(
            serde_json::to_string(&at).map_err(StepError::failed)?,
        ))
    }
}

/// How far a turn has come.
#[derive(Debug, Serialize, Deserialize)]
enum Position {
    /// Uploads that began then, after that id.
    Rows(i64, String),
    /// Bytes of the compartments after this one.
    Bytes(Option<CompartmentKey>),
}

impl Default for Position {
    fn default() -> Position {
        Position::Rows(0, String::new())
    }
}

/// Where it goes on, and why something was not removed.
type Part = (Option<Position>, Option<StepError>);

/// Removes a page of uploads that began before `cutoff`. One that does not go keeps no other.
async fn rows(work: &Work, lease: &Lease, cutoff: Timestamp, after: (i64, &str)) -> Result<Part, StepError> {
    let region = work.cell.region.as_str();
    let page = store::expired(&work.cell.database, region, cutoff, after, STEP).await?;
    let Some(last) = page.last() else {
        return Ok((Some(Position::Bytes(None)), None));
    };
    let (next, mut failed) = (Position::Rows(last.created_at, last.id.clone()), None);
    for upload in page {
        match give_up(work, lease, upload).await {
            Err(error @ StepError::Failed(_)) => failed = Some(error),
            other => other?,
        }
    }
    Ok((Some(next), failed))
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

/// Removes bytes of one compartment whose row was never written, because the process died between the two.
async fn bytes(work: &Work, cutoff: Timestamp, after: Option<&CompartmentKey>) -> Result<Part, StepError> {
    let Some(compartment) = encryption::next_compartment(&work.cell, after).await? else {
        return Ok((None, None));
    };
    let place = encryption::closed_bytes(&work.cell, &compartment.data_key).await?;
    let mut failed = None;
    for upload in place.uploads.list().await.map_err(Unavailable::from)? {
        if upload.modified_micros >= cutoff.micros() {
            continue;
        }
        if let Err(error) = place.uploads.abort(&upload.id).await {
            failed = Some(Unavailable::from(error).into());
        }
    }
    Ok((Some(Position::Bytes(Some(compartment))), failed))
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
