//! The process: everything that an operation may need, made once by the composition root.

mod directory;
mod gate;
mod holdings;
mod refusals;
mod unreadable_records;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use wharf_aws::{AccountId, Region, RequestId};
use wharf_sql::Scope;

pub use directory::{Directory, FoundRole, UnknownPrincipal};
pub use gate::{Caller, Gate};
pub use holdings::Holdings;

use crate::apart::Apart;
use crate::audit::{AuditLog, Record};
use crate::cell::Cells;
use crate::rate::{Buckets, Rates};
use crate::space::Space;
use crate::{
    Cell, CellError, Clock, Entropy, Extension, Extensions, HasStore, Identity, ListRegions, MasterKey,
    OpenCell, Quotas, Sealer, Unavailable,
};

/// What the operator decided.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The DNS zone of registry hosts: `<account>.dkr.ecr.<region>.<zone>`.
    pub zone: String,
    /// The registry that a bare host means.
    pub default_registry: (AccountId, Region),
    /// The Regions that are served.
    pub regions: BTreeSet<Region>,
    /// Whether a push may mount a layer of another repository of the same registry where the registry's owner has not said
    /// (ECR: account setting `BLOB_MOUNTING`, off in a fresh registry).
    pub blob_mounting: bool,
    /// Whether the node seals the layers of repositories whose encryption is `AES256`; otherwise the storage
    /// below it may do so.
    pub seal_layers: bool,
    /// How many requests a second each account and each principal may make.
    pub rates: Rates,
    /// How many things each registry may have.
    pub quotas: Quotas,
    /// Whether the node refuses what would change what is stored, and does nothing by itself.
    pub read_only: bool,
    /// How long deleted images can be restored; zero for never.
    pub keep_deleted: Duration,
    /// How long events can be looked up; zero is without limit.
    pub keep_events: Duration,
    /// How long usage can be looked up; zero is without limit.
    pub keep_usage: Duration,
    /// How long bytes without a reference stay; with zero the node does not collect them.
    pub collect_after: Duration,
    /// The most bytes in a second that the node reads to verify them; with zero it does not verify.
    pub verify_rate: u64,
}

/// A running node.
pub struct Node {
    /// The identity plane.
    pub identity: Identity,
    cells: Cells,
    /// Seals secrets and tokens.
    pub sealer: Sealer,
    /// The time.
    pub clock: Clock,
    /// Random bytes.
    pub entropy: Entropy,
    /// What the operator decided.
    pub settings: Settings,
    /// Whether it takes changes.
    pub space: Arc<Space>,
    /// Where records of calls go.
    pub audit: Option<Arc<dyn AuditLog>>,
    pub(crate) buckets: Buckets,
    /// What goes on without its caller; each has a receiver.
    pub(crate) finishing: watch::Sender<()>,
    /// Where what takes long is computed.
    pub apart: Apart,
    /// Where there may be work beside the Regions that are open.
    pub list_regions: Option<ListRegions>,
    has_store: Option<HasStore>,
    /// The supervisor of the node's jobs.
    pub jobs: wharf_job::Handle,
    /// What lets calls through to operations.
    pub gate: &'static dyn Gate,
    /// What the rooms of registries, and records of refusals, ask about accounts and principals.
    pub directory: &'static dyn Directory,
    /// What the rooms of the identity plane ask about registries.
    pub holdings: &'static dyn Holdings,
    /// What rooms keep in the node's memory.
    pub extensions: Extensions,
}

impl Node {
    /// A node over an identity plane and a way to open Regions.
    pub fn new(
        identity: Identity,
        open_cell: OpenCell,
        master_key: &MasterKey,
        clock: Clock,
        entropy: Entropy,
        settings: Settings,
        (gate, directory, holdings): (&'static dyn Gate, &'static dyn Directory, &'static dyn Holdings),
    ) -> Node {
        let sealer = Sealer::new(master_key, entropy.clone());
        let jobs = wharf_job::Handle::default();
        let cells = Cells::new(settings.regions.clone(), open_cell, jobs.clone());
        let buckets = Buckets::new(&settings.rates);
        Node {
            identity,
            cells,
            sealer,
            clock,
            entropy,
            settings,
            space: Arc::default(),
            audit: None,
            buckets,
            finishing: watch::Sender::new(()),
            apart: Apart::default(),
            list_regions: None,
            has_store: None,
            jobs,
            gate,
            directory,
            holdings,
            extensions: Extensions::default(),
        }
    }

    /// The same, with a value for the rooms that look for its type: how they reach what is outside.
    #[must_use]
    pub fn with(self, value: impl Extension) -> Node {
        self.extensions.set(value);
        self
    }

    /// The same, with a place for the records of calls. Without one there are none.
    #[must_use]
    pub fn auditing(self, log: Arc<dyn AuditLog>) -> Node {
        Node {
            audit: Some(log),
            ..self
        }
    }

    /// The same, taking changes only as long as there is space. Without one it always takes them.
    #[must_use]
    pub fn within(self, space: Arc<Space>) -> Node {
        Node { space, ..self }
    }

    /// The same, with a way to find the Regions that have a store. Without one it works for those that were called, and takes
    /// every Region for one that has a store.
    #[must_use]
    pub fn finding(self, list_regions: ListRegions, has_store: HasStore) -> Node {
        Node {
            list_regions: Some(list_regions),
            has_store: Some(has_store),
            ..self
        }
    }

    /// Writes down what the node did by itself in a registry.
    pub async fn note(
        &self,
        cell: &Cell,
        scope: &Scope,
        (source, name): (&'static str, &'static str),
        details: serde_json::Value,
    ) {
        let (Some(log), Ok(account)) = (&self.audit, scope.first().parse()) else {
            return;
        };
        let record = Record::of_service(
            self.clock.now(),
            cell.region.clone(),
            account,
            (source, name),
            details,
        );
        log.write(record).await;
    }

    /// From now on who needs a Region that is being opened waits for it no longer than that: it has a caller who wants an answer.
    pub fn wait_for_regions_at_most(&self, patience: Duration) {
        self.cells.wait_at_most(patience);
    }

    /// The store of a Region, opened if this is its first use.
    pub async fn cell(&self, region: &Region) -> Result<Arc<Cell>, CellError> {
        self.cells.get(region).await
    }

    /// The same for what only looks: a Region that has no store gets none.
    pub async fn cell_if_made(&self, region: &Region) -> Result<Option<Arc<Cell>>, CellError> {
        if let Some(has_store) = &self.has_store
            && self.serves(region)
            && !self.cells.is_open(region)
            && !has_store(region.clone()).await?
        {
            return Ok(None);
        }
        self.cell(region).await.map(Some)
    }

    /// Whether this node serves the Region.
    pub fn serves(&self, region: &Region) -> bool {
        self.cells.serves(region)
    }

    /// The Regions whose stores are open.
    pub fn open_cells(&self) -> Vec<Arc<Cell>> {
        self.cells.opened()
    }

    /// How many databases the open Regions have: one each, or one together.
    pub fn open_databases(&self) -> usize {
        self.cells.databases()
    }

    /// The Regions that did not open when it was tried last, and why.
    pub fn failed_cells(&self) -> BTreeMap<Region, Unavailable> {
        self.cells.failed()
    }

    /// Which database does not answer, for probes, if one does not. One is enough: Regions may share it, and each look takes its time.
    pub async fn silent_database(&self) -> Option<String> {
        if !self.identity.database().is_ready().await {
            return Some("a database does not answer".to_owned());
        }
        for cell in self.open_cells() {
            if !cell.database.is_ready().await {
                return Some(format!(
                    "the database of {} does not answer: see the log",
                    cell.region
                ));
            }
        }
        None
    }

    /// Waits until all that goes on without its caller has ended, and is recorded.
    pub async fn finished(&self) {
        self.finishing.closed().await;
    }

    /// Whether what is stored may change, as far as the node can tell.
    pub fn takes_changes(&self) -> bool {
        !self.settings.read_only && self.space.closed().is_none()
    }

    /// Why it takes no changes, as people and probes are told; nothing where it takes them, as far as it can tell.
    pub fn read_only(&self) -> Option<&'static str> {
        let space = &self.space;
        let set = self.settings.read_only.then_some("by its settings");
        let why = set.or_else(|| space.closed().map(|closed| closed.reason()));
        why.or_else(|| {
            let refused = "no space, or a read-only store, at the last change";
            space.was_refused().then_some(refused)
        })
    }

    /// Gives back the memory of callers that have not called for a while.
    pub fn shrink(&self) {
        self.buckets.shrink();
        self.apart.shrink();
    }

    /// A fresh request id.
    pub fn request_id(&self) -> RequestId {
        RequestId::from_random(self.entropy.id())
    }
}
