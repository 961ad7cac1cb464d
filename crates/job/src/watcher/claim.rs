//! Taking rows, and giving those up whose attempts all ended with the process that made them.

use wharf_sql::{Error, Transaction};

use super::Watcher;
use crate::backoff::LONGEST_WAIT;
use crate::job::Registered;
use crate::lease::LEASE;
use crate::row::{NEVER, Row, State, micros};
use crate::store::{self, Failure};

/// Why a row is given up, or waits long, whose attempts all ended with the process that made them.
const ABANDONED: &str = "the last attempts ended with the process that made them";

impl<C: Clone + Send + Sync + 'static> Watcher<C> {
    /// Takes rows. One whose attempts all ended with the process that made them is a dead letter, or waits long when its job is
    /// a recurring one.
    pub(super) async fn claim(&self, job: &Registered<C>, rows: Vec<Row>) -> Result<Vec<Row>, Error> {
        if rows.is_empty() {
            return Ok(rows);
        }
        let (now, attempts, given_up) = (
            self.environment.now(),
            i64::from(job.limits.attempts),
            job.given_up,
        );
        let until = now.saturating_add(micros(LEASE));
        let (state, due_at) = match job.is_recurring() {
            true => (State::Failed, now.saturating_add(micros(LONGEST_WAIT))),
            false => (State::Dead, NEVER),
        };
        let claim = move |transaction: &mut Transaction<'_>| {
            let (mut claimed, mut abandoned) = (Vec::new(), Vec::new());
            for row in &rows {
                let is_worn_out = row.attempts >= most_attempts(attempts, row.last_error.is_some());
                if !is_worn_out || row.state != State::Running {
                    claimed.extend(store::claim(transaction, row, now, until)?);
                    continue;
                }
                let failure = Failure {
                    state,
                    due_at,
                    // A turn has one more attempt, then it waits again.
                    attempts: if state == State::Dead {
                        row.attempts
                    } else {
                        most_attempts(attempts, true) - 1
                    },
                    reason: ABANDONED.to_owned(),
                };
                if store::abandon(transaction, row, &failure, now)? {
                    if state == State::Dead {
                        given_up(transaction, &row.id)?;
                    }
                    abandoned.push(row.id.clone());
                }
            }
            Ok::<_, Error>((claimed, abandoned))
        };
        let (claimed, abandoned) = self.database.transaction("job.claim", claim).await?;
        for id in abandoned {
            match state {
                State::Dead => tracing::error!(job = %id, reason = ABANDONED, "a job is a dead letter"),
                _ => tracing::error!(job = %id, reason = ABANDONED, "a job waits for long"),
            }
        }
        Ok(claimed)
    }
}

/// How often a row is begun before it is given up with its last holder. An attempt that the end of a process cut short is made
/// again when those before it failed, but not without end.
fn most_attempts(limit: i64, has_failed: bool) -> i64 {
    limit * (1 + i64::from(has_failed))
}
