//! One step of one row: done, guarded, and written down.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt as _;
use wharf_sql::Transaction;

use crate::backoff::{LONGEST_WAIT, with_jitter};
use crate::job::{Outcome, Registered};
use crate::lease::{LEASE, Lease, StepError};
use crate::observe;
use crate::row::{NEVER, State, micros};
use crate::store::{self, Failure};
use crate::task::message;

/// How long a step that ended waits for a database that does not answer, until it tries again to write what came of it. Given up, it
/// would be done again, and its attempt would count.
const SILENCE: Duration = Duration::from_millis(200);

pub(super) async fn run<C: Send + Sync + 'static>(
    jobs: Arc<Vec<Registered<C>>>,
    place: usize,
    context: C,
    lease: Lease,
) {
    let job = &jobs[place];
    let under_way = observe::began(job.name, lease.scope().second());
    let outcome = attempt(job, &context, &lease).await;
    let ended = match &outcome {
        Ok(Outcome::Done | Outcome::Again(_)) => "done",
        Ok(Outcome::More(_)) => "more",
        Err(StepError::Lost) => "lost",
        Err(StepError::Outage(_) | StepError::Full) => "outage",
        Err(StepError::Failed(_)) => "failed",
    };
    let written = loop {
        let written = match outcome.clone() {
            Ok(outcome) => settle(job, &lease, outcome).await,
            Err(StepError::Lost) => Ok(false),
            Err(error) => failed(job, &lease, error).await,
        };
        // The lease may run out meanwhile; then another holder's number refuses what is written late.
        match written {
            Err(wharf_sql::Error::Unavailable(_) | wharf_sql::Error::OutcomeUnknown) => {
                tokio::time::sleep(SILENCE).await;
            }
            other => break other,
        }
    };
    let is_written = written.unwrap_or_else(|error| {
        tracing::warn!(job = %lease.row().id, %error, "what came of a step is not written; it is done again when its lease ends");
        false
    });
    under_way.ended(if is_written { ended } else { "lost" });
}

/// The step itself, as long as its time and its lease last.
async fn attempt<C>(job: &Registered<C>, context: &C, lease: &Lease) -> Result<Outcome, StepError> {
    let step = AssertUnwindSafe((job.step)(context, lease)).catch_unwind();
    tokio::select! {
        ended = tokio::time::timeout(job.limits.time, step) => match ended {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(panic)) => {
                let said = message(panic.as_ref());
                metrics::counter!("wharf_job_panics_total", "job" => job.name).increment(1);
                tracing::error!(job = %lease.row().id, panic = said, "a step panicked");
                Err(StepError::failed(format!("panicked: {said}")))
            }
            Err(_) => Err(StepError::failed(format!("not done after {:?}", job.limits.time))),
        },
        () = lease.renew() => Err(StepError::Lost),
    }
}

/// Writes what a step that ended well leaves to do; `false` when the lease is lost.
async fn settle<C>(job: &Registered<C>, lease: &Lease, outcome: Outcome) -> Result<bool, wharf_sql::Error> {
    let (row, now) = (lease.row().clone(), lease.now());
    let next = match outcome {
        Outcome::Done => job
            .cadence
            .map(|cadence| (now.saturating_add(micros(cadence.every)), None)),
        Outcome::Again(time) => Some((now.saturating_add(micros(time)), None)),
        Outcome::More(progress) => Some((now, Some(progress))),
    };
    let write = move |transaction: &mut Transaction<'_>| {
        let next = next
            .as_ref()
            .map(|(due_at, progress)| (*due_at, progress.as_deref()));
        store::settle(transaction, &row, next, now)
    };
    lease.database().transaction("job.settle", write).await
}

/// Writes that a step failed; `false` when the lease is lost.
async fn failed<C>(job: &Registered<C>, lease: &Lease, error: StepError) -> Result<bool, wharf_sql::Error> {
    let (row, now, attempts) = (lease.row().clone(), lease.now(), lease.attempts());
    let random = lease.random();
    let wait = |wait| now.saturating_add(micros(with_jitter(wait, random)));
    let (state, due_at, counted) = match error {
        // The next attempt comes soon after the outage, however long that is.
        StepError::Outage(_) | StepError::Full => {
            (State::Failed, wait(LEASE / 4), attempts.saturating_sub(1))
        }
        _ if attempts < job.limits.attempts => (State::Failed, wait((job.backoff)(attempts)), attempts),
        _ if job.cadence.is_some() => (State::Failed, wait(LONGEST_WAIT), attempts),
        _ => (State::Dead, NEVER, attempts),
    };
    let failure = Failure {
        state,
        due_at,
        attempts: i64::from(counted),
        reason: error.kept(),
    };
    let (given_up, reason) = (job.given_up, failure.reason.clone());
    let write = move |transaction: &mut Transaction<'_>| {
        // Work that was asked for during the last attempt has attempts of its own.
        if state == State::Dead && store::is_wanted_again(transaction, &row)? {
            let held = store::settle(transaction, &row, Some((now, None)), now)?;
            return Ok((held, State::Waiting));
        }
        let held = store::failed(transaction, &row, &failure)?;
        if held && state == State::Dead {
            given_up(transaction, &row.id)?;
        }
        Ok::<_, wharf_sql::Error>((held, state))
    };
    let written = lease.database().transaction("job.failed", write).await?;
    let id = &lease.row().id;
    match written {
        (false, _) => {}
        (true, State::Dead) => tracing::error!(job = %id, reason, attempts, "a job is a dead letter"),
        (true, _) => tracing::warn!(job = %id, reason, attempts, "a step failed and is tried again"),
    }
    Ok(written.0)
}
