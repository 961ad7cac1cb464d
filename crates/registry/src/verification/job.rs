//! Verifying again and again, slowly.

use std::time::Duration;

use wharf_job::{Cadence, Job, Lease, Limits, Outcome, StepError};

use super::{Finding, Position, Stepped, Verify, step};
use wharf_kernel::work::{TURN, Work};

/// From the first opening of a Region to its first verification.
const FIRST: Duration = Duration::from_secs(24 * 60 * 60);
/// From the end of one to the next.
const EVERY: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// The job.
pub struct Verification;

impl Job<Work> for Verification {
    const NAME: &'static str = "verification";
    const CADENCE: Option<Cadence> = Some(Cadence {
        first: FIRST,
        every: EVERY,
    });
    /// A step reads a blob to its end, and the largest one takes 15 hours at the lowest rate.
    const LIMITS: Limits = Limits {
        time: Duration::from_secs(24 * 60 * 60),
        ..TURN
    };

    async fn step(work: &Work, lease: &Lease) -> Result<Outcome, StepError> {
        let rate = work.node.settings.verify_rate;
        if rate == 0 {
            return Ok(Outcome::Done);
        }
        let region = &work.cell.region;
        let mut report = |finding: Finding| {
            let Finding {
                account,
                repository,
                digest,
                detail,
                ..
            } = finding;
            tracing::error!(
                %region, account, repository, digest, "verification found something wrong: {detail}"
            );
        };
        // What another program wrote there is no reason to stop: it begins anew.
        let from = lease.progress().and_then(|text| text.parse().ok());
        let from: Position = from.unwrap_or_default();
        let how = Verify {
            repair: false,
            rate: Some(rate),
        };
        match step(&work.node, &work.cell, how, from, &mut report).await? {
            Stepped::To(position) => Ok(Outcome::More(position.to_string())),
            Stepped::Done(checked) => {
                tracing::info!(
                    %region, blobs = checked.blobs, bytes = checked.bytes, images = checked.images,
                    deleted_images = checked.deleted_images, damaged = checked.damaged, "everything that is stored was verified"
                );
                Ok(Outcome::Done)
            }
        }
    }
}
