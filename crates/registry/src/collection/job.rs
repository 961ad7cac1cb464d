//! Collecting again and again.

use std::time::Duration;

use wharf_job::{Cadence, Job, Lease, Limits, Outcome, StepError};

use super::operations::stopped;
use super::{Collect, Finding, Position, Stepped, step};
use wharf_kernel::work::{TURN, Work};

/// How often bytes without a reference are looked for.
const EVERY: Duration = Duration::from_secs(60 * 60);

/// The job.
pub struct Collection;

impl Job<Work> for Collection {
    const NAME: &'static str = "collection";
    const CADENCE: Option<Cadence> = Some(Cadence {
        first: EVERY,
        every: EVERY,
    });
    const LIMITS: Limits = TURN;
    const FREES: bool = true;

    async fn step(work: &Work, lease: &Lease) -> Result<Outcome, StepError> {
        let grace = work.node.settings.collect_after;
        if grace.is_zero() {
            return Ok(Outcome::Done);
        }
        let (mut blobs, mut bytes) = (0_u64, 0_u64);
        let region = &work.cell.region;
        let mut count = |finding: &Finding| match finding {
            Finding::Removed { size, .. } => {
                blobs += 1;
                bytes += size;
            }
            Finding::LostReferences {
                account,
                repository,
                digest,
            } => tracing::error!(
                %region, account, repository, digest,
                "rows that say what an image names were lost, and are written again: its layers stay"
            ),
            Finding::UnreadManifest {
                account,
                repository,
                digest,
            } => tracing::error!(
                %region, account, repository, digest,
                "the manifest of an image cannot be read: no layer of its repository is collected"
            ),
            _ => {}
        };
        // What another program wrote there is no reason to stop: it begins anew.
        let from = lease.progress().and_then(|text| text.parse().ok());
        let how = Collect::after(grace, false);
        let from: Position = from.unwrap_or_default();
        let stepped = step(Some(lease), &work.node, &work.cell, how, from, &mut count).await?;
        if blobs > 0 {
            tracing::info!(region = %work.cell.region, blobs, bytes, "unreferenced bytes removed");
        }
        match stepped {
            Stepped::Done => Ok(Outcome::Done),
            // Told at every turn, by `/readyz` and by `wharf doctor`.
            Stepped::Stopped(counted) => {
                tracing::error!("{}", stopped(&work.cell, counted));
                Ok(Outcome::Done)
            }
            Stepped::To(position) => Ok(Outcome::More(position.to_string())),
            Stepped::Busy => {
                let reason = "another collection of the Region is under way";
                Err(StepError::Outage(reason.to_owned()))
            }
        }
    }
}
