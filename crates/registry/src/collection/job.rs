//! Collecting again and again.

use std::time::Duration;

use wharf_job::{Cadence, Job, Lease, Limits, Outcome, StepError};

use super::{Collect, Finding, collect_under};
use wharf_kernel::work::{TURN, Work};

/// How often bytes without a reference are looked for, and how long those that were found wait for a second look.
const EVERY: Duration = Duration::from_secs(60 * 60);

/// The job.
pub struct Collection;

impl Job<Work> for Collection {
    const NAME: &'static str = "collection";
    const CADENCE: Option<Cadence> = Some(Cadence {
        first: EVERY,
        every: EVERY,
    });
    const LIMITS: Limits = Limits {
        // It goes slowly, so that pushes do not wait, and a turn that is broken off begins from the first byte.
        time: Duration::from_secs(24 * 60 * 60),
        ..TURN
    };

    async fn step(work: &Work, lease: &Lease) -> Result<Outcome, StepError> {
        let grace = work.node.settings.collect_after;
        if grace.is_zero() {
            return Ok(Outcome::Again(EVERY));
        }
        let how = Collect {
            grace,
            wait: EVERY,
            dry_run: false,
        };
        let (mut blobs, mut bytes) = (0_u64, 0_u64);
        let mut count = |finding: &Finding| {
            if let Finding::Removed { size, .. } = finding {
                blobs += 1;
                bytes += size;
            }
        };
        let now = work.node.clock.now();
        // Another collection of the Region does this one's work.
        collect_under(Some(lease), &work.cell, now, how, &mut count).await?;
        if blobs > 0 {
            tracing::info!(region = %work.cell.region, blobs, bytes, "unreferenced bytes removed");
        }
        Ok(Outcome::Again(EVERY))
    }
}
