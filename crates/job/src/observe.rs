//! Metrics of jobs. Read from the table: `wharf_jobs_due`, `wharf_jobs_failed`, `wharf_jobs_dead` and `wharf_jobs_oldest_seconds`.
//! Of this process's own steps: `wharf_jobs_running`, `wharf_job_steps_total` and `wharf_job_step_seconds`.

use std::collections::BTreeMap;

use wharf_sql::{Database, Error};

use crate::row::State;
use crate::store::{self, Figures, Queue};

/// Sets what the table says of the jobs of some Regions.
pub(crate) async fn table(
    database: &Database,
    regions: &[String],
    jobs: &[&'static str],
    queues: &[Queue],
    now: i64,
) -> Result<(), Error> {
    for region in regions {
        let mut due: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
        for queue in queues
            .iter()
            .filter(|queue| queue.region == *region && queue.due_at <= now)
        {
            let (count, oldest) = due.entry(&queue.job).or_default();
            *count += store::count_due(database, &queue.name, now, Figures::MOST).await?;
            *oldest = (*oldest).max(now.saturating_sub(queue.due_at));
        }
        let figures = store::failures(database, region).await?;
        for job in jobs {
            let (count, oldest) = due.get(job).copied().unwrap_or_default();
            let labels = [("job", (*job).to_owned()), ("region", region.clone())];
            metrics::gauge!("wharf_jobs_due", &labels).set(count as f64);
            metrics::gauge!("wharf_jobs_oldest_seconds", &labels).set(oldest as f64 / 1e6);
            metrics::gauge!("wharf_jobs_failed", &labels).set(figures.count(job, State::Failed) as f64);
            metrics::gauge!("wharf_jobs_dead", &labels).set(figures.count(job, State::Dead) as f64);
        }
    }
    Ok(())
}

/// Notes that a step began, and gives what notes its end.
pub(crate) fn began(job: &'static str, region: &str) -> UnderWay {
    let labels = [("job", job.to_owned()), ("region", region.to_owned())];
    metrics::gauge!("wharf_jobs_running", &labels).increment(1.0);
    UnderWay {
        labels,
        began: std::time::Instant::now(),
    }
}

/// A step that is under way; it is over when this is dropped.
pub(crate) struct UnderWay {
    labels: [(&'static str, String); 2],
    began: std::time::Instant,
}

impl UnderWay {
    pub(crate) fn ended(&self, outcome: &'static str) {
        let [(job, name), (region, place)] = self.labels.clone();
        metrics::counter!("wharf_job_steps_total", job => name, region => place, "outcome" => outcome)
            .increment(1);
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        metrics::gauge!("wharf_jobs_running", &self.labels).decrement(1.0);
        metrics::histogram!("wharf_job_step_seconds", &self.labels)
            .record(self.began.elapsed().as_secs_f64());
    }
}
