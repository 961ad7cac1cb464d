//! The process: everything that an operation may need, made once by the composition root.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use wharf_aws::{AccountId, Region, RequestId};
use wharf_sql::Scope;

use crate::audit::{AuditLog, Record};
use crate::cell::Cells;
use crate::events::Webhooks;
use crate::rate::{Buckets, Rates};
use crate::sts::web_identity::{IssuerDocuments, Issuers};
use crate::usage::Usage;
use crate::{Cell, CellError, Clock, Entropy, Identity, ListRegions, MasterKey, OpenCell, Quotas, Sealer};

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
    /// Whether the node seals the layers of repositories whose encryption is `AES256`; else the storage below it does, or
    /// nobody.
    pub seal_layers: bool,
    /// How many requests a second each account may make.
    pub rates: Rates,
    /// How many things each registry may have.
    pub quotas: Quotas,
    /// How long deleted images can be restored; zero for never.
    pub keep_deleted: Duration,
    /// How long events can be looked up; zero for ever.
    pub keep_events: Duration,
    /// How long bytes without a reference stay; zero for ever.
    pub collect_after: Duration,
}

/// A running node.
pub struct Node {
    /// The identity plane.
    pub identity: Identity,
    pub(crate) cells: Cells,
    pub(crate) sealer: Sealer,
    /// The time.
    pub clock: Clock,
    /// Random bytes.
    pub entropy: Entropy,
    /// What the operator decided.
    pub settings: Settings,
    /// The identity providers whose tokens prove who asks.
    pub(crate) issuers: Issuers,
    /// Where records of calls go.
    pub(crate) audit: Option<Arc<dyn AuditLog>>,
    pub(crate) buckets: Buckets,
    /// What was asked and taken, and is not written down yet.
    pub(crate) usage: Usage,
    /// How events are posted.
    pub(crate) webhooks: Option<Arc<dyn Webhooks>>,
    /// Where there may be work beside the Regions that are open.
    pub(crate) list_regions: Option<ListRegions>,
    /// The supervisor of the node's jobs.
    pub jobs: wharf_job::Handle,
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
            issuers: Issuers::unreachable(),
            audit: None,
            buckets,
            usage: Usage::default(),
            webhooks: None,
            list_regions: None,
            jobs,
        }
    }

    /// The same, with a way to reach identity providers. Without one their tokens are refused.
    #[must_use]
    pub fn reaching(self, documents: Arc<dyn IssuerDocuments>) -> Node {
        Node {
            issuers: Issuers::new(documents),
            ..self
        }
    }

    /// The same, with a place for the records of calls. Without one there are none.
    #[must_use]
    pub fn auditing(self, log: Arc<dyn AuditLog>) -> Node {
        Node {
            audit: Some(log),
            ..self
        }
    }

    /// The same, with a way to post events. Without one they wait.
    #[must_use]
    pub fn delivering(self, webhooks: Arc<dyn Webhooks>) -> Node {
        Node {
            webhooks: Some(webhooks),
            ..self
        }
    }

    /// The same, with a way to find the Regions that have a store. Without one it works for those that were called.
    #[must_use]
    pub fn finding(self, list_regions: ListRegions) -> Node {
        Node {
            list_regions: Some(list_regions),
            ..self
        }
    }

    /// Writes down what the node did by itself in a registry.
    pub(crate) async fn note(
        &self,
        cell: &Cell,
        scope: &Scope,
        name: &'static str,
        details: serde_json::Value,
    ) {
        let (Some(log), Ok(account)) = (&self.audit, scope.first().parse()) else {
            return;
        };
        let record = Record::of_service(self.clock.now(), cell.region.clone(), account, name, details);
        log.write(record).await;
    }

    /// The store of a Region, opened if this is its first use.
    pub async fn cell(&self, region: &Region) -> Result<Arc<Cell>, CellError> {
        self.cells.get(region).await
    }

    /// Whether this node serves the Region.
    pub fn serves(&self, region: &Region) -> bool {
        self.cells.serves(region)
    }

    /// The Regions whose stores are open.
    pub fn open_cells(&self) -> Vec<Arc<Cell>> {
        self.cells.opened()
    }

    /// Whether the databases answer.
    pub async fn is_ready(&self) -> bool {
        let mut ready = self.identity.database().is_ready().await;
        for cell in self.open_cells() {
            ready &= cell.database.is_ready().await;
        }
        ready
    }

    /// A fresh request id.
    pub fn request_id(&self) -> RequestId {
        RequestId::from_random(self.entropy.bytes())
    }
}
