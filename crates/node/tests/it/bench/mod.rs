//! What every test stands on: a node over one of the two databases, a store that can be told to fail, a clock that
//! stands still, and two accounts that are nothing to each other.

mod ask;
pub(crate) mod counted;
mod database;
pub(crate) mod iam;
mod image;
mod invariants;
mod look;
mod push;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::FutureExt as _;
use wharf_aws::{AccountId, Region, RequestId, Timestamp};
use wharf_blob::faulty::FaultyStore;
use wharf_blob::fs::FileStore;
use wharf_blob::{ByteStream, Download};
use wharf_node::collection::{Collect, Counted, Finding, Position, Stepped, step};
use wharf_node::distribution::Target;
use wharf_node::iam::access_key::{self, AccessKey};
use wharf_node::{
    AnswerMemory, Call, Cell, Clock, Endpoint, Entropy, Identity, MasterKey, Node, Quotas, Rates, Sealer,
    Settings, jobs,
};
use wharf_oci::digest::{Algorithm, Digest};
use wharf_policy::Principal;

pub(crate) use ask::{Api, Refusal, Take};
pub(crate) use database::{Engine, Plane, REGISTRY_TABLES, Rented};
pub(crate) use image::{Index, TestImage, artifact, digest_of};
pub(crate) use look::id;

/// The Region of every test that does not say otherwise.
pub(crate) const REGION: &str = "eu-central-1";
/// Another Region that the node serves, with a store of its own.
pub(crate) const OTHER_REGION: &str = "us-east-1";
/// When the clock stands: 2020-01-01T12:00:00Z, before the storage's clock on any machine.
pub(crate) const NOW: i64 = 1_577_880_000;
const MASTER_KEY: [u8; 32] = [7; 32];

/// An account with an access key of its root user.
pub(crate) struct Tenant {
    pub(crate) id: AccountId,
    pub(crate) key: AccessKey,
}

/// A node and all that it stands on.
pub(crate) struct Bench {
    pub(crate) node: Arc<Node>,
    pub(crate) clock: Clock,
    /// The bytes of [`REGION`], to be told to fail.
    pub(crate) bytes: Arc<FaultyStore>,
    /// The rows of [`REGION`].
    pub(crate) registry: Rented,
    pub(crate) identity: Rented,
    pub(crate) alice: Tenant,
    pub(crate) bob: Tenant,
    /// The rows of [`OTHER_REGION`], which few tests look at.
    other: Rented,
    folder: tempfile::TempDir,
}

impl Bench {
    /// A bench whose settings a test may change.
    pub(crate) async fn with(engine: Engine, change: impl FnOnce(&mut Settings)) -> Bench {
        let folder = tempfile::tempdir().unwrap();
        let identity = engine.open(Plane::Identity, folder.path()).await;
        let registry = engine.open(Plane::Registry, folder.path()).await;
        // The other Region's store is SQLite under either engine: it is there to be another one.
        let elsewhere = folder.path().join("elsewhere");
        std::fs::create_dir(&elsewhere).unwrap();
        let other = Engine::Sqlite.open(Plane::Registry, &elsewhere).await;
        let stores: BTreeMap<&str, _> = [(REGION, &registry), (OTHER_REGION, &other)]
            .map(|(region, database)| {
                let files = FileStore::open(&folder.path().join(region)).unwrap();
                let bytes = Arc::new(FaultyStore::new(Arc::new(files)));
                (region, ((**database).clone(), bytes))
            })
            .into();
        let bytes = Arc::clone(&stores[REGION].1);
        let clock = Clock::fixed(Timestamp::from_seconds(NOW));
        let of_cells = clock.clone();
        let open = move |region: Region| {
            let ((database, bytes), clock) = (stores[region.as_str()].clone(), of_cells.clone());
            async move { Ok(Cell::new(region, database, bytes, clock)) }.boxed()
        };
        let mut settings = Settings {
            zone: "registry.test".to_owned(),
            default_registry: ("111111111111".parse().unwrap(), REGION.parse().unwrap()),
            regions: BTreeSet::from([REGION, OTHER_REGION].map(|region| region.parse().unwrap())),
            blob_mounting: false,
            seal_layers: false,
            rates: Rates::off(),
            quotas: Quotas::default(),
            read_only: false,
            keep_deleted: Duration::ZERO,
            keep_events: Duration::from_secs(7 * 24 * 60 * 60),
            keep_usage: Duration::from_secs(430 * 24 * 60 * 60),
            collect_after: Duration::ZERO,
            verify_rate: 0,
        };
        change(&mut settings);
        let entropy = Entropy::system();
        let sealer = Sealer::new(&master_key(), entropy.clone());
        let plane = Identity::new((*identity).clone(), clock.clone());
        let mut tenants = Vec::new();
        for id in ["111111111111", "222222222222"] {
            let id: AccountId = id.parse().unwrap();
            wharf_node::iam::account::create(&plane, &id, "test", clock.now())
                .await
                .unwrap();
            let key = AccessKey::generate(&id, &entropy, clock.now());
            access_key::insert(&plane, &sealer, &key).await.unwrap();
            tenants.push(Tenant { id, key });
        }
        let [alice, bob] = <[Tenant; 2]>::try_from(tenants).unwrap_or_else(|_| unreachable!());
        let node = wharf_node::compose(
            plane,
            Arc::new(open),
            &master_key(),
            clock.clone(),
            entropy,
            settings,
        );
        Bench {
            node: Arc::new(node),
            clock,
            bytes,
            registry,
            identity,
            alice,
            bob,
            other,
            folder,
        }
    }

    /// The node after a restart: the same rows and bytes, nothing remembered.
    pub(crate) fn restarted(&self) -> Node {
        let (database, clock) = ((*self.registry).clone(), self.clock.clone());
        let folder = self.folder.path().join(REGION);
        let open = move |region| {
            let bytes = Arc::new(FileStore::open(&folder).unwrap());
            let (database, clock) = (database.clone(), clock.clone());
            async move { Ok(Cell::new(region, database, bytes, clock)) }.boxed()
        };
        wharf_node::compose(
            Identity::new((*self.identity).clone(), self.clock.clone()),
            Arc::new(open),
            &master_key(),
            self.clock.clone(),
            Entropy::system(),
            self.node.settings.clone(),
        )
    }

    /// A call of the tenant's root user in [`REGION`].
    pub(crate) fn call(&self, tenant: &Tenant) -> Call {
        self.call_in(tenant, REGION)
    }

    pub(crate) fn call_in(&self, tenant: &Tenant, region: &str) -> Call {
        Call {
            principal: Principal::root(&tenant.id),
            account: tenant.id,
            session: None,
            user_agent: None,
            access_key_id: tenant.key.id.as_str().to_owned(),
            region: region.parse().unwrap(),
            endpoint: Endpoint {
                secure: true,
                authority: "wharf.test:8443".to_owned(),
                zone: "registry.test".to_owned(),
                alias: None,
            },
            source_ip: None,
            secure: true,
            request_id: RequestId::from_random([1; 16]),
            operator: None,
            memory: AnswerMemory::default(),
        }
    }

    /// The open store of [`REGION`].
    pub(crate) async fn cell(&self) -> Arc<Cell> {
        self.node.cell(&REGION.parse().unwrap()).await.unwrap()
    }

    /// A repository of Alice's.
    pub(crate) fn target(&self, repository: &str) -> Target {
        Target {
            registry: self.alice.id,
            repository: repository.parse().unwrap(),
        }
    }

    pub(crate) fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Has the node do what is due.
    pub(crate) async fn work(&self) {
        jobs::drain(&self.node).await.unwrap();
    }

    /// Collects in [`REGION`], to the end; what was found.
    pub(crate) async fn collect(&self, how: Collect) -> Vec<Finding> {
        let collected = self.collect_or_stop(how).await;
        collected.expect("it goes on to the end")
    }

    /// The same, or what was counted where it stopped.
    pub(crate) async fn collect_or_stop(&self, how: Collect) -> Result<Vec<Finding>, Counted> {
        let (cell, mut found, mut at) = (self.cell().await, Vec::new(), Position::default());
        loop {
            let mut report = |finding: &Finding| found.push(finding.clone());
            match step(None, &self.node, &cell, how, at, &mut report).await.unwrap() {
                Stepped::To(position) => at = *position,
                Stepped::Done => return Ok(found),
                Stepped::Stopped(counted) => return Err(counted),
                Stepped::Busy => panic!("another collection is under way"),
            }
        }
    }

    /// The rows of a job in [`REGION`].
    pub(crate) async fn jobs(&self, job: &str) -> Vec<jobs::Row> {
        let cell = self.cell().await;
        let filter = jobs::Filter {
            job: Some(job),
            ..jobs::Filter::default()
        };
        jobs::list(&cell, filter, None, 1000).await.unwrap()
    }

    /// Ends everything that still runs, so that the databases can go to the next test.
    pub(crate) async fn close(self) {
        for database in [&self.identity, &self.registry, &self.other] {
            database.close().await;
        }
    }

    pub(crate) fn advance(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }
}

pub(crate) fn master_key() -> MasterKey {
    MasterKey::new(MASTER_KEY)
}

/// A body of one frame.
pub(crate) fn body(bytes: impl Into<Bytes>) -> ByteStream {
    Box::pin(futures_util::stream::iter([Ok(bytes.into())]))
}

/// All bytes of a download that is read here.
pub(crate) async fn whole(download: Download) -> Bytes {
    let object = download.into_object().expect("no redirect");
    object.read(1 << 20).await.unwrap()
}

/// The SHA-256 digest.
pub(crate) fn sha256(bytes: impl AsRef<[u8]>) -> Digest {
    Digest::of(Algorithm::Sha256, bytes.as_ref())
}
