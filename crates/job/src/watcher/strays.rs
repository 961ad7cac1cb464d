//! Rows that a wrong clock put too far away: they are due now.

use std::time::{Duration, Instant};

use wharf_sql::{Error, Transaction};

use super::Watcher;
use crate::row::{Id, LONGEST_LEASE, Row, micros};
use crate::store::{self, Queue};

/// How often they are looked for.
const STRAYS: Duration = Duration::from_secs(5 * 60);
/// The clock was set when it moved by so much more or less than time went by.
const JUMP: Duration = Duration::from_secs(60);

impl<C: Clone + Send + Sync + 'static> Watcher<C> {
    /// From time to time, and when the clock was set.
    pub(super) fn is_time_to_gather(&self, now: i64) -> bool {
        let Some((at, clock)) = self.gathered else {
            return true;
        };
        let (gone, moved) = (micros(at.elapsed()), now.saturating_sub(clock));
        at.elapsed() >= STRAYS || moved.abs_diff(gone) > JUMP.as_micros() as u64
    }

    /// Makes rows due that would wait longer than their job ever lets one wait: the clock was ahead when they were written.
    pub(super) async fn gather(&mut self, queues: &[Queue], now: i64) -> Result<bool, Error> {
        const STEP: i64 = 500;
        self.gathered = Some((Instant::now(), now));
        let mut found = self.gather_held(now, STEP).await?;
        for queue in queues {
            let job = self.jobs.iter().find(|job| job.name == queue.job);
            let Some(job) = job.filter(|_| self.regions.contains_key(&queue.region)) else {
                continue;
            };
            let horizon = now.saturating_add(micros(job.horizon()));
            loop {
                let rows = store::strays(&self.database, &queue.name, horizon, STEP).await?;
                let Some(first) = rows.first() else { break };
                tracing::warn!(job = %first.id, rows = rows.len(), "jobs wait for a time too far away: they are due now");
                found = true;
                self.recall(rows, now).await?;
            }
        }
        Ok(found)
    }

    /// Makes rows due that a holder took while the clock was ahead, unless this process is at it.
    async fn gather_held(&self, now: i64, most: i64) -> Result<bool, Error> {
        let bound = now.saturating_add(micros(LONGEST_LEASE));
        let mut found = false;
        for region in self.regions.keys() {
            let mut rows = store::held_too_long(&self.database, region, bound, most).await?;
            let is_mine = |id: &Id| {
                let mut taken = self.under_way.values();
                taken.any(|taken| taken.lease.row().id == *id)
            };
            rows.retain(|row| !is_mine(&row.id));
            let Some(first) = rows.first() else { continue };
            tracing::warn!(job = %first.id, rows = rows.len(), "jobs are held until a time too far away: they are due now");
            found = true;
            self.recall(rows, now).await?;
        }
        Ok(found)
    }

    /// Makes rows due now; their holders, if they have any, lose them.
    async fn recall(&self, rows: Vec<Row>, now: i64) -> Result<(), Error> {
        let recall = move |transaction: &mut Transaction<'_>| {
            rows.iter()
                .try_for_each(|row| store::recall(transaction, row, now))
        };
        self.database.transaction("job.recall", recall).await
    }
}
