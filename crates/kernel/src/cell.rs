//! A Region: its own metadata and its own bytes, opened when it is first used.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use futures_util::future::BoxFuture;
use tokio::sync::Mutex;
use wharf_aws::Region;
use wharf_sql::{Database, Scope};

use crate::{CellError, Extensions, Unavailable};

/// The store of one Region.
pub struct Cell {
    /// Which Region.
    pub region: Region,
    /// The metadata.
    pub database: Database,
    /// The bytes.
    pub bytes: Arc<dyn wharf_blob::Store>,
    /// What rooms keep in memory of the Region.
    pub extensions: Extensions,
}

impl Cell {
    /// A Region over its metadata and its bytes.
    pub fn new(region: Region, database: Database, bytes: Arc<dyn wharf_blob::Store>) -> Cell {
        Cell {
            region,
            database,
            bytes,
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

/// The Regions that this node serves.
pub(crate) struct Cells {
    served: BTreeSet<Region>,
    open: OpenCell,
    jobs: wharf_job::Handle,
    opened: parking_lot::RwLock<HashMap<Region, Arc<Cell>>>,
    opening: Mutex<()>,
}

impl Cells {
    pub(crate) fn new(served: BTreeSet<Region>, open: OpenCell, jobs: wharf_job::Handle) -> Cells {
        Cells {
            served,
            open,
            jobs,
            opened: parking_lot::RwLock::default(),
            opening: Mutex::new(()),
        }
    }

    pub(crate) fn serves(&self, region: &Region) -> bool {
        self.served.contains(region)
    }

    pub(crate) async fn get(&self, region: &Region) -> Result<Arc<Cell>, CellError> {
        if let Some(cell) = self.opened.read().get(region) {
            return Ok(Arc::clone(cell));
        }
        if !self.serves(region) {
            return Err(CellError::NotServed(region.clone()));
        }
        // One opening at a time: two first requests must not open one folder twice.
        let _opening = self.opening.lock().await;
        if let Some(cell) = self.opened.read().get(region) {
            return Ok(Arc::clone(cell));
        }
        let cell = Arc::new((self.open)(region.clone()).await?);
        self.opened.write().insert(region.clone(), Arc::clone(&cell));
        self.jobs.region_opened();
        Ok(cell)
    }

    pub(crate) fn opened(&self) -> Vec<Arc<Cell>> {
        self.opened.read().values().cloned().collect()
    }
}
