//! The supervisor: every Region that exists is watched, each by itself.

mod closed;

use std::collections::{HashMap, HashSet};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use parking_lot::Mutex;
use tokio::sync::{mpsc, watch};
use tokio::task::{JoinHandle, JoinSet};
use wharf_sql::Database;

use self::closed::Closed;
use crate::environment::Environment;
use crate::handle::Handle;
use crate::row::micros;
use crate::watcher::{Signals, Watcher};
use crate::{Registered, store, task};

/// How often Regions are looked for that are new.
const DISCOVER: Duration = Duration::from_secs(10);
/// How long a Region may take to open until its jobs are said to wait. It goes on opening.
const OPENING: Duration = Duration::from_secs(60);
/// How long what panicked waits until it goes on.
const PAUSE: Duration = Duration::from_secs(1);
/// The supervisor's own name among its parts.
const SELF: &str = "supervisor";

/// The Regions of a process.
pub trait Source<C>: Send + Sync + 'static {
    /// Those that exist, open or not.
    fn regions(&self) -> BoxFuture<'_, Result<Vec<String>, String>>;
    /// Opens one, if it is not open.
    fn open(&self, region: String) -> BoxFuture<'_, Result<Opened<C>, String>>;
}

/// A Region that is open.
#[derive(Clone)]
pub struct Opened<C> {
    /// Where its rows are; Regions may share a database.
    pub database: Database,
    /// What its steps get.
    pub context: C,
}

/// Does the work of jobs.
pub struct Supervisor<C> {
    source: Arc<dyn Source<C>>,
    jobs: Arc<Vec<Registered<C>>>,
    environment: Environment,
    handle: Handle,
    stop: watch::Sender<Option<Duration>>,
    running: Mutex<Option<JoinHandle<()>>>,
}

/// A watcher, as the supervisor knows it.
struct Watched<C> {
    database: Database,
    name: String,
    task: tokio::task::Id,
    regions: mpsc::UnboundedSender<(String, C)>,
    opened: Vec<(String, C)>,
}

impl<C: Clone + Send + Sync + 'static> Supervisor<C> {
    /// A supervisor of these jobs in these Regions; it does nothing yet.
    pub fn new(
        source: Arc<dyn Source<C>>,
        jobs: Vec<Registered<C>>,
        environment: Environment,
        handle: Handle,
    ) -> Arc<Supervisor<C>> {
        Arc::new(Supervisor {
            source,
            jobs: Arc::new(jobs),
            environment,
            handle,
            stop: watch::Sender::new(None),
            running: Mutex::new(None),
        })
    }

    /// What the rest of the program holds of it.
    #[must_use]
    pub fn handle(&self) -> &Handle {
        &self.handle
    }

    /// Begins to work, on tasks of its own.
    pub fn start(self: &Arc<Self>) {
        self.handle.health.beat(SELF);
        let this = Arc::clone(self);
        *self.running.lock() = Some(tokio::spawn(async move {
            while let Err(panic) = AssertUnwindSafe(this.supervise()).catch_unwind().await {
                metrics::counter!("wharf_supervisor_panics_total").increment(1);
                tracing::error!(
                    panic = task::message(panic.as_ref()),
                    "the supervisor panicked and begins anew"
                );
                this.handle.health.clear();
                tokio::time::sleep(PAUSE).await;
            }
            this.handle.health.clear();
        }));
    }

    /// Claims no more, waits so long for what is under way, and lets the rest go.
    pub async fn stop(&self, bound: Duration) {
        self.stop.send_replace(Some(bound));
        let running = self.running.lock().take();
        if let Some(running) = running
            && running.await.is_err()
        {
            tracing::error!("the supervisor did not end as it should");
        }
    }

    /// Does everything that is due in every Region, and what becomes due by that, then ends: for tests, which move the clock,
    /// and for programs that live as long as the work.
    ///
    /// # Errors
    /// A Region does not open, or its database fails.
    pub async fn drain(&self) -> Result<(), String> {
        let mut watchers: Vec<(Database, Watcher<C>)> = Vec::new();
        for region in self.source.regions().await? {
            let opened = self.open(region.clone()).await?;
            let found = watchers
                .iter_mut()
                .find(|(database, _)| database.is_same(&opened.database));
            match found {
                Some((_, watcher)) => watcher.add(region, opened.context),
                None => {
                    let mut watcher = self.watcher(&opened.database);
                    watcher.add(region, opened.context);
                    watchers.push((opened.database, watcher));
                }
            }
        }
        let drained = watchers.iter_mut().map(|(_, watcher)| watcher.drain());
        let ended = futures_util::future::join_all(drained).await;
        ended
            .into_iter()
            .collect::<Result<(), _>>()
            .map_err(|error| error.to_string())
    }

    fn watcher(&self, database: &Database) -> Watcher<C> {
        Watcher::new(Arc::clone(&self.jobs), self.environment.clone(), database.clone())
    }

    /// Opens a Region and makes the rows of the jobs that come again and again.
    async fn open(&self, region: String) -> Result<Opened<C>, String> {
        let opened = self.source.open(region.clone()).await?;
        let now = self.environment.now();
        let standing = self.jobs.iter().filter_map(|job| {
            let cadence = job.cadence?;
            Some((job.name, now.saturating_add(micros(cadence.first))))
        });
        store::ensure(&opened.database, &region, standing.collect(), now)
            .await
            .map_err(|error| error.to_string())?;
        Ok(opened)
    }

    /// Finds Regions, and has each watched, until it is told to stop.
    async fn supervise(self: &Arc<Self>) {
        let mut stop = self.stop.subscribe();
        let mut known: HashSet<String> = HashSet::new();
        let mut closed: HashMap<String, Closed> = HashMap::new();
        let mut opening = JoinSet::new();
        let mut watching = JoinSet::new();
        let mut watchers: HashMap<tokio::task::Id, Watched<C>> = HashMap::new();
        let mut is_known = true;
        loop {
            self.handle.health.beat(SELF);
            let found = match self.discover().await {
                Ok(found) => Some(found),
                Err(error) => {
                    // Once, not every time until it is known again.
                    if is_known {
                        tracing::warn!(%error, "which Regions there are is not known");
                    }
                    None
                }
            };
            is_known = found.is_some();
            if let Some(found) = &found {
                closed.retain(|region, _| found.contains(region));
            }
            for region in found.unwrap_or_default() {
                if closed.get(&region).is_some_and(Closed::waits) {
                    continue;
                }
                if known.insert(region.clone()) {
                    let this = Arc::clone(self);
                    opening.spawn(async move {
                        let opened = tokio::time::timeout(OPENING, this.open(region.clone())).await;
                        (
                            region,
                            opened.unwrap_or_else(|_| Err(format!("not open after {OPENING:?}"))),
                        )
                    });
                }
            }
            metrics::gauge!("wharf_regions_not_open").set(closed.len() as f64);
            let stopped = async { drop(stop.wait_for(Option::is_some).await) };
            tokio::select! {
                () = stopped => break,
                () = tokio::time::sleep(DISCOVER) => {}
                () = self.handle.opened.notified() => closed.clear(),
                Some(opened) = opening.join_next() => match opened {
                    Ok((region, Ok(opened))) => {
                        closed.remove(&region);
                        self.watch(region, opened, &mut watchers, &mut watching);
                    }
                    Ok((region, Err(error))) => {
                        tracing::warn!(region, %error, "a Region does not open: its jobs wait");
                        known.remove(&region);
                        closed.entry(region).or_default().failed();
                    }
                    Err(error) => {
                        tracing::error!(%error, "opening a Region panicked");
                        known.retain(|region| watchers.values().any(|watched| watched.has(region)));
                    }
                },
                Some(Err(error)) = watching.join_next_with_id() => {
                    if let Some(watched) = watchers.remove(&error.id()) {
                        self.handle.health.ended(&watched.name);
                        metrics::counter!("wharf_supervisor_panics_total").increment(1);
                        tracing::error!(regions = watched.name, "a watcher panicked and begins anew");
                        tokio::time::sleep(PAUSE).await;
                        for (region, context) in watched.opened {
                            let opened = Opened { database: watched.database.clone(), context };
                            self.watch(region, opened, &mut watchers, &mut watching);
                        }
                    }
                }
            }
        }
        opening.abort_all();
        while watching.join_next().await.is_some() {}
    }

    /// The Regions that there are.
    async fn discover(&self) -> Result<Vec<String>, String> {
        let found = tokio::time::timeout(DISCOVER, self.source.regions()).await;
        found.unwrap_or_else(|_| Err(format!("no answer within {DISCOVER:?}")))
    }

    /// Gives a Region to the watcher of its database.
    fn watch(
        &self,
        region: String,
        opened: Opened<C>,
        watchers: &mut HashMap<tokio::task::Id, Watched<C>>,
        watching: &mut JoinSet<()>,
    ) {
        let place = (region, opened.context);
        let found = watchers
            .values_mut()
            .find(|watched| watched.database.is_same(&opened.database));
        if let Some(watched) = found {
            // A watcher that panicked meanwhile gets it when it begins anew.
            let _ = watched.regions.send(place.clone());
            watched.opened.push(place);
            return;
        }
        let (regions, told) = mpsc::unbounded_channel();
        let signals = Signals {
            regions: told,
            wake: self.handle.wake.subscribe(),
            stop: self.stop.subscribe(),
        };
        let mut watcher = self.watcher(&opened.database);
        watcher.add(place.0.clone(), place.1.clone());
        let name = place.0.clone();
        let run = watcher.run(signals, Arc::clone(&self.handle.health), name.clone());
        let task = watching.spawn(run).id();
        let watched = Watched {
            database: opened.database,
            name,
            task,
            regions,
            opened: vec![place],
        };
        watchers.insert(watched.task, watched);
    }
}

impl<C> Watched<C> {
    fn has(&self, region: &str) -> bool {
        self.opened.iter().any(|(name, _)| name == region)
    }
}
