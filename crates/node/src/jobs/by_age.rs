//! Jobs that remove things for good because they are old: not by a clock that was just set.

use std::marker::PhantomData;
use std::time::Duration;

use wharf_job::{Cadence, Id, Job, Lease, Limits, Outcome, StepError};
use wharf_kernel::work::Work;
use wharf_sql::{Error, Transaction};

/// How long a row that was put waits until it is tried again.
const LATER: Duration = Duration::from_secs(60 * 60);

/// A job whose turns are left out while the clock is not believed.
pub(super) struct ByAge<J>(PhantomData<J>);

impl<J: Job<Work>> Job<Work> for ByAge<J> {
    const NAME: &'static str = J::NAME;
    const CADENCE: Option<Cadence> = J::CADENCE;
    const LIMITS: Limits = J::LIMITS;
    const FREES: bool = J::FREES;

    async fn step(work: &Work, lease: &Lease) -> Result<Outcome, StepError> {
        if work.node.clock.is_even() {
            return J::step(work, lease).await;
        }
        let (job, region) = (J::NAME, &work.cell.region);
        tracing::warn!(job, %region, "the clock is not believed (it was set, the machine slept, or it was far off at the start): nothing is removed for its age until it went on evenly for an hour");
        Ok(match J::CADENCE {
            Some(_) => Outcome::Done,
            None => Outcome::Again(LATER),
        })
    }

    fn backoff(attempts: u32) -> Duration {
        J::backoff(attempts)
    }

    fn given_up(transaction: &mut Transaction<'_>, id: &Id) -> Result<(), Error> {
        J::given_up(transaction, id)
    }
}
