//! Watching one database: which queues have rows that are due, and a place for each.
//!
//! Regions that share a database share its watcher, and so one look. A look and a claim are short; steps run by themselves.

mod claim;
mod step;
mod strays;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use wharf_sql::{Database, Error, Transaction};

use crate::environment::Environment;
use crate::health::Health;
use crate::lease::Lease;
use crate::row::Id;
use crate::store::{self, Queue};
use crate::{Registered, observe};

/// How long work that another process made may wait until this one looks.
const LOOK: Duration = Duration::from_millis(500);
/// The least from one look to the next.
const GAP: Duration = Duration::from_millis(5);
/// How often the table's figures are taken.
const OBSERVE: Duration = Duration::from_secs(30);
/// Rows that one transaction claims.
const MOST: usize = 32;

/// What a watcher is told.
pub(crate) struct Signals<C> {
    /// Regions that were opened.
    pub(crate) regions: mpsc::UnboundedReceiver<(String, C)>,
    /// There may be work.
    pub(crate) wake: watch::Receiver<()>,
    /// Claim no more, and wait so long for what is under way.
    pub(crate) stop: watch::Receiver<Option<Duration>>,
}

pub(crate) struct Watcher<C> {
    jobs: Arc<Vec<Registered<C>>>,
    environment: Environment,
    database: Database,
    regions: HashMap<String, C>,
    steps: JoinSet<()>,
    under_way: HashMap<tokio::task::Id, Taken>,
    /// Queues whose rows could not be taken at the last look.
    stuck: HashSet<String>,
    observed: Option<Instant>,
    /// When stray rows were looked for: by the process's clock, and by the one that rows are written with.
    gathered: Option<(Instant, i64)>,
}

/// A place that is taken.
struct Taken {
    lease: Lease,
    queue: String,
}

impl<C: Clone + Send + Sync + 'static> Watcher<C> {
    pub(crate) fn new(
        jobs: Arc<Vec<Registered<C>>>,
        environment: Environment,
        database: Database,
    ) -> Watcher<C> {
        Watcher {
            jobs,
            environment,
            database,
            regions: HashMap::new(),
            steps: JoinSet::new(),
            under_way: HashMap::new(),
            stuck: HashSet::new(),
            observed: None,
            gathered: None,
        }
    }

    pub(crate) fn add(&mut self, region: String, context: C) {
        self.regions.insert(region, context);
        // The new Region may have strays too.
        self.gathered = None;
    }

    /// Does what is due, and what becomes due by that, then ends.
    pub(crate) async fn drain(&mut self) -> Result<(), Error> {
        loop {
            self.look().await?;
            if self.steps.is_empty() {
                return Ok(());
            }
            self.step_ended().await;
        }
    }

    /// Watches until it is told to stop.
    pub(crate) async fn run(mut self, mut signals: Signals<C>, health: Arc<Health>, name: String) {
        let mut silent = false;
        loop {
            health.beat(&name);
            let looked = Instant::now();
            match self.look().await {
                Ok(()) => silent = false,
                Err(error) => {
                    if !silent {
                        tracing::warn!(%error, "jobs wait: the database does not say what is due");
                    }
                    silent = true;
                }
            }
            let stop = async { drop(signals.stop.wait_for(Option::is_some).await) };
            tokio::select! {
                () = stop => break,
                () = tokio::time::sleep(LOOK) => {}
                () = self.step_ended(), if !self.steps.is_empty() => {}
                Ok(()) = signals.wake.changed() => {}
                Some((region, context)) = signals.regions.recv() => self.add(region, context),
            }
            tokio::time::sleep(GAP.saturating_sub(looked.elapsed())).await;
        }
        let bound = signals.stop.borrow().unwrap_or_default();
        self.stop(bound).await;
        health.ended(&name);
    }

    /// Waits for the steps that are under way, and lets the rows of those go that take longer.
    async fn stop(mut self, bound: Duration) {
        let all = async {
            while !self.steps.is_empty() {
                self.step_ended().await;
            }
        };
        if tokio::time::timeout(bound, all).await.is_ok() {
            return;
        }
        self.steps.abort_all();
        while self.steps.join_next().await.is_some() {}
        let left: Vec<Lease> = self.under_way.drain().map(|(_, taken)| taken.lease).collect();
        tracing::info!(jobs = left.len(), "jobs go on elsewhere, or after the next start");
        let now = self.environment.now();
        let release = move |transaction: &mut Transaction<'_>| {
            left.iter()
                .try_for_each(|lease| store::release(transaction, lease.row(), now))
        };
        if let Err(error) = self
            .database
            .transaction::<_, Error, _>("job.release", release)
            .await
        {
            tracing::warn!(%error, "jobs wait for the end of their leases");
        }
    }

    async fn step_ended(&mut self) {
        let Some(ended) = self.steps.join_next_with_id().await else {
            return;
        };
        let id = ended.map_or_else(|error| error.id(), |(id, ())| id);
        self.under_way.remove(&id);
    }

    /// Fills the places that are free.
    async fn look(&mut self) -> Result<(), Error> {
        let mut queues = self.waiting().await?;
        let now = self.environment.now();
        if self.is_time_to_gather(now) && self.gather(&queues, now).await? {
            queues = self.waiting().await?;
        }
        let mut failure = None;
        for queue in queues.iter().filter(|queue| queue.due_at <= now) {
            match self.fill(queue, now).await {
                Ok(()) => drop(self.stuck.remove(&queue.name)),
                // The other queues have their turn all the same.
                Err(error) => {
                    if self.stuck.insert(queue.name.clone()) {
                        tracing::error!(queue = queue.name, %error, "the rows of a queue cannot be taken");
                    }
                    failure = Some(error);
                }
            }
        }
        if self.observed.is_none_or(|last| last.elapsed() >= OBSERVE) {
            self.observed = Some(Instant::now());
            let names: Vec<&'static str> = self.jobs.iter().map(Registered::name).collect();
            let regions: Vec<String> = self.regions.keys().cloned().collect();
            observe::table(&self.database, &regions, &names, &queues, now).await?;
        }
        failure.map_or(Ok(()), Err)
    }

    /// The queues, those first that have been due for longest: a job may have fewer places than destinations.
    async fn waiting(&self) -> Result<Vec<Queue>, Error> {
        let mut queues = store::waiting(&self.database).await?;
        queues.sort_by_key(|queue| queue.due_at);
        Ok(queues)
    }

    async fn fill(&mut self, queue: &Queue, now: i64) -> Result<(), Error> {
        let jobs = Arc::clone(&self.jobs);
        let Some(place) = jobs.iter().position(|job| job.name == queue.job) else {
            return Ok(());
        };
        let Some(context) = self.regions.get(&queue.region).cloned() else {
            return Ok(());
        };
        // A permit makes the node look at its disks.
        if self.free(&jobs[place], queue) == 0 {
            return Ok(());
        }
        let Some(permit) = self.environment.admission.admit(jobs[place].frees).await else {
            return Ok(());
        };
        let permit = Arc::new(permit);
        loop {
            let free = self.free(&jobs[place], queue).min(MOST);
            let heads = match free {
                0 => return Ok(()),
                _ => store::heads(&self.database, &queue.name, now, free).await?,
            };
            let last = heads.len() < free;
            for row in self.claim(&jobs[place], heads).await? {
                let lease = Lease::new(row, self.database.clone(), self.environment.clone());
                let step = step::run(Arc::clone(&jobs), place, context.clone(), lease.clone());
                let permit = Arc::clone(&permit);
                let permitted = async move {
                    step.await;
                    drop(permit);
                };
                let id = self.steps.spawn(permitted).id();
                let queue = queue.name.clone();
                self.under_way.insert(id, Taken { lease, queue });
            }
            if last {
                return Ok(());
            }
        }
    }

    fn free(&self, job: &Registered<C>, queue: &Queue) -> usize {
        let taken = self.under_way.values();
        let is_same_job = |id: &Id| id.job == queue.job && id.scope.second() == queue.region;
        let of_job = taken.clone().filter(|taken| is_same_job(&taken.lease.row().id));
        let of_queue = taken.filter(|taken| taken.queue == queue.name);
        let at_once = job.limits.at_once.saturating_sub(of_job.count());
        at_once.min(job.limits.per_destination.saturating_sub(of_queue.count()))
    }
}
