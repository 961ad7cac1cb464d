//! A Region: its own metadata and its own bytes, opened when it is first used.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, Shared};
use parking_lot::{Mutex, RwLock};
use tokio::time::timeout;
use wharf_aws::Region;
use wharf_sql::{Database, Scope};

use crate::{CellError, Clock, Extensions, Unavailable};

/// The store of one Region.
pub struct Cell {
    /// The Region's name.
    pub region: Region,
    /// The metadata.
    pub database: Database,
    /// The bytes.
    pub bytes: Arc<dyn wharf_blob::Store>,
    /// What gives changes their numbers.
    pub clock: Clock,
    /// What rooms keep in memory of the Region.
    pub extensions: Extensions,
}

impl Cell {
    /// A Region over its metadata and its bytes.
    pub fn new(region: Region, database: Database, bytes: Arc<dyn wharf_blob::Store>, clock: Clock) -> Cell {
        Cell {
            region,
            database,
            bytes,
            clock,
            extensions: Extensions::default(),
        }
    }

    /// The scope of an account's rows in this Region.
    pub fn scope(&self, account: &wharf_aws::AccountId) -> Scope {
        Scope::new(account.as_str(), self.region.as_str())
    }
}

/// Opens a Region's store; the composition root knows where it is.
pub type OpenCell = Arc<dyn Fn(Region) -> BoxFuture<'static, Result<Cell, Unavailable>> + Send + Sync>;

/// Which Regions have a store, opened or not; the composition root knows where to look.
pub type ListRegions = Arc<dyn Fn() -> BoxFuture<'static, Result<Vec<Region>, Unavailable>> + Send + Sync>;

/// Whether a Region has a store, opened or not, so that what only looks need not make one.
pub type HasStore = Arc<dyn Fn(Region) -> BoxFuture<'static, Result<bool, Unavailable>> + Send + Sync>;

/// The Regions that this node serves.
pub(crate) struct Cells {
    served: BTreeSet<Region>,
    open: OpenCell,
    jobs: wharf_job::Handle,
    doors: Arc<Doors>,
    /// How long a Region that is being opened is waited for; without it, until it is open. It goes on opening: on a disk that hangs until that
    /// answers.
    patience: OnceLock<Duration>,
}

/// The Regions that are open or are being opened.
#[derive(Default)]
struct Doors {
    opened: RwLock<HashMap<Region, Arc<Cell>>>,
    /// The openings that are under way. Requests that need the Region wait for the same one: two must not open one folder.
    opening: Mutex<HashMap<Region, Opening>>,
    /// Those that did not open when it was tried last, and why.
    failed: RwLock<BTreeMap<Region, Unavailable>>,
    /// Those whose opening takes longer than one waits for it.
    late: RwLock<BTreeSet<Region>>,
}

type Opening = Shared<BoxFuture<'static, Result<Arc<Cell>, Unavailable>>>;

impl Cells {
    pub(crate) fn new(served: BTreeSet<Region>, open: OpenCell, jobs: wharf_job::Handle) -> Cells {
        Cells {
            served,
            open,
            jobs,
            doors: Arc::default(),
            patience: OnceLock::new(),
        }
    }

    /// From now on a Region is waited for no longer than that.
    pub(crate) fn wait_at_most(&self, patience: Duration) {
        // The first one is as good as another.
        let _ = self.patience.set(patience);
    }

    pub(crate) fn serves(&self, region: &Region) -> bool {
        self.served.contains(region)
    }

    pub(crate) fn is_open(&self, region: &Region) -> bool {
        self.doors.opened.read().contains_key(region)
    }

    pub(crate) async fn get(&self, region: &Region) -> Result<Arc<Cell>, CellError> {
        if let Some(cell) = self.doors.opened.read().get(region) {
            return Ok(Arc::clone(cell));
        }
        if !self.serves(region) {
            return Err(CellError::NotServed(region.clone()));
        }
        if self.doors.late.read().contains(region) {
            return Err(late(region).into());
        }
        let opening = self.opening(region);
        match self.patience.get() {
            None => Ok(opening.await?),
            Some(patience) => match timeout(*patience, opening).await {
                Ok(opened) => Ok(opened?),
                Err(_) => Err(self.doors.note_late(region).into()),
            },
        }
    }

    /// The opening that is under way, or a new one. It goes on when the caller that began it goes away.
    fn opening(&self, region: &Region) -> Opening {
        let mut under_way = self.doors.opening.lock();
        if let Some(opening) = under_way.get(region) {
            return opening.clone();
        }
        if let Some(cell) = self.doors.opened.read().get(region) {
            // It ended since the caller looked.
            return futures_util::future::ready(Ok(Arc::clone(cell))).boxed().shared();
        }
        let opened = AssertUnwindSafe((self.open)(region.clone())).catch_unwind();
        let (doors, jobs, name) = (Arc::clone(&self.doors), self.jobs.clone(), region.clone());
        let task = tokio::spawn(async move {
            let panicked = |_| Err(Unavailable::Internal(format!("opening {name} panicked")));
            let result = opened.await.unwrap_or_else(panicked).map(Arc::new);
            let mut under_way = doors.opening.lock();
            match &result {
                Ok(cell) => {
                    doors.opened.write().insert(name.clone(), Arc::clone(cell));
                    doors.failed.write().remove(&name);
                    jobs.region_opened();
                }
                Err(why) => {
                    doors.failed.write().insert(name.clone(), why.clone());
                }
            }
            under_way.remove(&name);
            if doors.late.write().remove(&name) {
                tracing::info!(region = %name, is_open = result.is_ok(), "what the Region is opened from answers again");
            }
            result
        });
        let ended = async move {
            let stopped = |_| Err(Unavailable::Outage("the node stops".to_owned()));
            task.await.unwrap_or_else(stopped)
        };
        let opening = ended.boxed().shared();
        under_way.insert(region.clone(), opening.clone());
        opening
    }

    pub(crate) fn opened(&self) -> Vec<Arc<Cell>> {
        self.doors.opened.read().values().cloned().collect()
    }

    /// How many databases those have that are open.
    pub(crate) fn databases(&self) -> usize {
        let opened = self.doors.opened.read();
        let mut cells = opened.values();
        match (cells.next(), cells.next()) {
            // Either each has one, or all share one.
            (Some(one), Some(other)) if one.database.is_same(&other.database) => 1,
            _ => opened.len(),
        }
    }

    pub(crate) fn failed(&self) -> BTreeMap<Region, Unavailable> {
        self.doors.failed.read().clone()
    }
}

impl Doors {
    /// Notes, and logs, that a Region is not open yet, where it is still being opened.
    fn note_late(&self, region: &Region) -> Unavailable {
        let (under_way, why) = (self.opening.lock(), late(region));
        if !under_way.contains_key(region) || !self.late.write().insert(region.clone()) {
            return why;
        }
        tracing::error!(
            %region, %why,
            "requests to the Region are refused until it opens: see to the disk of its folder, and to its database; the node goes on with it by \
             itself"
        );
        self.failed.write().insert(region.clone(), why.clone());
        why
    }
}

fn late(region: &Region) -> Unavailable {
    Unavailable::Outage(format!(
        "{region} does not open: its disk, or its database, does not answer"
    ))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// A node whose `us-east-1` never opens, and whose `eu-central-1` has no room; how often one was tried.
    fn cells() -> (Cells, Arc<AtomicUsize>) {
        let tried = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&tried);
        let open = move |region: Region| {
            count.fetch_add(1, Ordering::SeqCst);
            async move {
                match region.as_str() {
                    "us-east-1" => std::future::pending().await,
                    _ => Err(Unavailable::Full),
                }
            }
            .boxed()
        };
        let served = ["us-east-1", "eu-central-1"].map(|region| region.parse().unwrap());
        let cells = Cells::new(served.into(), Arc::new(open), wharf_job::Handle::default());
        (cells, tried)
    }

    #[tokio::test(start_paused = true)]
    async fn a_region_that_does_not_open_holds_up_no_other() {
        let (cells, tried) = cells();
        let (hanging, other) = ("us-east-1".parse().unwrap(), "eu-central-1".parse().unwrap());
        let caller = tokio::time::timeout(Duration::from_secs(1), cells.get(&hanging));
        assert!(caller.await.is_err());
        let waits = cells.opening(&hanging);
        let answered = async {
            let answer = tokio::time::timeout(Duration::from_secs(1), cells.get(&other)).await;
            answer.expect("it does not wait")
        };
        tokio::select! {
            _ = waits => panic!("it never opens"),
            answer = answered => assert!(matches!(answer, Err(CellError::Unavailable(Unavailable::Full)))),
        }
        assert_eq!(tried.load(Ordering::SeqCst), 2, "the hanging one was tried once");
        let again = cells.get(&other).await;
        assert!(
            again.is_err() && tried.load(Ordering::SeqCst) == 3,
            "a failure is tried again"
        );
        cells.wait_at_most(Duration::from_secs(10));
        let refused = cells.get(&hanging).await;
        let is_told = matches!(refused, Err(CellError::Unavailable(Unavailable::Outage(_))));
        assert!(is_told && cells.failed().contains_key(&hanging));
        let at_once = cells.get(&hanging).now_or_never();
        assert!(at_once.is_some_and(|refused| refused.is_err()), "it is known");
    }
}
