//! The server under test: booted, stopped, started again over the same stores.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use wharf_aws::{AccountId, Region, Timestamp};
use wharf_node::iam::{access_key, account};
use wharf_node::{Clock, Entropy, Identity, MasterKey, Node, Quotas, Rates, Sealer, Settings};
use wharf_server::tls::{Development, Names, development};
use wharf_server::{
    CorsOrigins, Downloads, Exposed, Hosts, Metrics, MetricsPort, Options, PublicUrl, Server, TrustedProxies,
};
use wharf_sql::Database;

use crate::{Account, Audit, Connection, Engine, Faults, Http2, Request, Response, Storage, stores::Stores};

/// The Region of most tests.
pub const REGION: &str = "us-east-1";
/// Another Region that is served.
pub const ELSEWHERE: &str = "eu-west-1";
/// The zone of registry hosts.
pub const ZONE: &str = "wharf.test";
/// When every kit's clock begins: 2026-03-05T10:00:00Z.
pub const NOW_MICROS: i64 = 1_772_704_800_000_000;

const MASTER_KEY: [u8; 32] = [7; 32];

/// How a server is set up.
#[derive(Clone, Debug)]
pub struct Setup {
    /// Where metadata is.
    pub engine: Engine,
    /// Where bytes are.
    pub storage: Storage,
    /// How layers are downloaded.
    pub downloads: Downloads,
    /// Whether layers can be mounted.
    pub blob_mounting: bool,
    /// How many requests a second each account may make.
    pub rates: Rates,
    /// How many things each registry may have.
    pub quotas: Quotas,
    /// Whether nothing may change once the kit is made.
    pub read_only: bool,
    /// Whether to serve TLS, with a development authority.
    pub tls: bool,
    /// How long a drain waits.
    pub drain: Duration,
    /// How many files the server may think that it can open.
    pub open_files: usize,
    /// The address by which clients are told to reach it.
    pub public_url: Option<PublicUrl>,
    /// The proxies that it believes.
    pub proxies: TrustedProxies,
    /// The origins whose pages browsers let call it.
    pub cors: CorsOrigins,
    /// Where calls are recorded, if anywhere.
    pub audit: Option<Arc<Audit>>,
    /// What the process counts, if it is shown: without a token, and with all of it at a port of its own.
    pub metrics: Option<Metrics>,
}

impl Default for Setup {
    fn default() -> Setup {
        Setup {
            engine: Engine::Sqlite,
            storage: Storage::Files,
            downloads: Downloads::Direct,
            blob_mounting: true,
            rates: Rates::off(),
            quotas: Quotas::default(),
            read_only: false,
            tls: false,
            drain: Duration::from_secs(20),
            open_files: 20_000,
            public_url: None,
            proxies: TrustedProxies::default(),
            cors: CorsOrigins::default(),
            audit: None,
            metrics: None,
        }
    }
}

/// A running server and all that a test needs around it.
pub struct Kit {
    /// The account whose registry a bare host means.
    pub first: Account,
    /// Another account.
    pub second: Account,
    /// The server's time.
    pub clock: Clock,
    /// What is served.
    pub node: Arc<Node>,
    /// The identity plane's database.
    pub identity: Database,
    home: Home,
    address: SocketAddr,
    metrics_address: Option<SocketAddr>,
    certificate: Option<PathBuf>,
    shutdown: Option<oneshot::Sender<()>>,
    server: JoinHandle<()>,
}

/// What a server leaves behind: start it again with [`Stopped::start`].
pub struct Stopped {
    home: Home,
    clock: Clock,
}

struct Home {
    folder: tempfile::TempDir,
    stores: Arc<Stores>,
    setup: Setup,
}

impl Kit {
    /// A server with the usual setup.
    pub async fn start() -> Kit {
        Kit::with(Setup::default()).await
    }

    /// A server with a setup of its own.
    pub async fn with(setup: Setup) -> Kit {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let stores = Stores::new(folder.path(), setup.engine, setup.storage.clone());
        let home = Home {
            folder,
            stores,
            setup,
        };
        let kit = Kit::boot(home, Clock::fixed(Timestamp::from_micros(NOW_MICROS))).await;
        for (account, name) in [(&kit.first, "first"), (&kit.second, "second")] {
            kit.open(account, name).await;
        }
        kit
    }

    /// Another account, in no organization.
    pub async fn account(&self, id: &AccountId, name: &str) -> Account {
        let account = Account::of(id);
        self.open(&account, name).await;
        account
    }

    /// The root user of an account that is there, with a key that the test knows. It is asked for once.
    pub async fn root_of(&self, id: &AccountId) -> Account {
        let account = Account::of(id);
        self.insert_key(&account).await;
        account
    }

    async fn open(&self, account: &Account, name: &str) {
        account::create(&self.node.identity, &account.id, name, self.clock.now())
            .await
            .expect("an account");
        self.insert_key(account).await;
    }

    async fn insert_key(&self, account: &Account) {
        let sealer = Sealer::new(&MasterKey::new(MASTER_KEY), Entropy::system());
        let key = account.access_key(self.clock.now());
        access_key::insert(&self.node.identity, &sealer, &key)
            .await
            .expect("an access key");
    }

    async fn boot(home: Home, clock: Clock) -> Kit {
        let setup = &home.setup;
        let (first, second) = (Account::first(), Account::second());
        let default = (first.id, region(REGION));
        let identity = home.stores.identity().await;
        let settings = Settings {
            zone: ZONE.to_owned(),
            default_registry: default.clone(),
            regions: BTreeSet::from([region(REGION), region(ELSEWHERE)]),
            blob_mounting: setup.blob_mounting,
            seal_layers: false,
            rates: setup.rates.clone(),
            quotas: setup.quotas.clone(),
            read_only: setup.read_only,
            keep_deleted: Duration::ZERO,
            keep_events: Duration::from_secs(7 * 24 * 60 * 60),
            keep_usage: Duration::ZERO,
            collect_after: Duration::ZERO,
            verify_rate: 0,
        };
        let node = wharf_node::compose(
            Identity::new(identity.clone(), clock.clone()),
            home.stores.cells(&clock),
            &MasterKey::new(MASTER_KEY),
            clock.clone(),
            Entropy::system(),
            settings,
        );
        let node = match &setup.audit {
            Some(audit) => node.auditing(Arc::<Audit>::clone(audit)),
            None => node,
        };
        let node = Arc::new(node);
        let tls = setup.tls.then(|| authority(home.folder.path()));
        let aliases = [
            ("images.corp", Some((second.id, region(ELSEWHERE)))),
            ("host.docker.internal", None),
            ("*.svc.cluster.local", None),
        ];
        let aliases = aliases.map(|(host, registry)| (host.to_owned(), registry));
        let mut metrics_port = None;
        if let Some(metrics) = &setup.metrics {
            let any = SocketAddr::from(([127, 0, 0, 1], 0));
            let port = MetricsPort::bind(any, metrics.clone()).await;
            metrics_port = Some(port.expect("a free port"));
        }
        let metrics_address = metrics_port.as_ref().map(MetricsPort::address);
        let exposed = setup
            .metrics
            .clone()
            .map(|metrics| Exposed { metrics, token: None });
        let options = Options {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            tls: tls.as_ref().map(|tls| Arc::clone(&tls.config)),
            hosts: Hosts::new(ZONE.to_owned(), default, aliases.into_iter().collect())
                .with_public(setup.public_url.as_ref()),
            public_url: setup.public_url.clone(),
            proxies: setup.proxies.clone(),
            cors: setup.cors.clone(),
            downloads: setup.downloads,
            shutdown_delay: Duration::ZERO,
            drain: setup.drain,
            metrics: exposed,
            metrics_port,
            operators: None,
            open_files: setup.open_files,
        };
        let server = Server::bind(Arc::clone(&node), options)
            .await
            .expect("a free port");
        let address = server.address();
        let (shutdown, wanted) = oneshot::channel::<()>();
        let server = tokio::spawn(server.run(async move { drop(wanted.await) }));
        Kit {
            first,
            second,
            clock,
            node,
            identity,
            home,
            address,
            metrics_address,
            certificate: tls.map(|tls| tls.certificate),
            shutdown: Some(shutdown),
            server,
        }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where all of the metrics are shown.
    pub fn metrics_address(&self) -> SocketAddr {
        self.metrics_address.expect("a port of metrics")
    }

    /// The folder of everything that is stored.
    pub fn folder(&self) -> &Path {
        self.home.folder.path()
    }

    /// The host of an account's registry in a Region.
    pub fn host(&self, account: &Account, region: &str) -> String {
        format!("{}.dkr.ecr.{region}.{ZONE}", account.id)
    }

    /// The ways to break the bytes of a Region that was used.
    pub fn faults(&self, name: &str) -> Faults {
        self.home.stores.faults(&region(name))
    }

    /// A connection of its own for odd bytes.
    pub async fn connect(&self) -> Connection {
        Connection::open(self.address).await
    }

    /// Sends one request over a connection of its own.
    pub async fn send(&self, request: &Request) -> Response {
        self.connect().await.exchange(request).await
    }

    /// An HTTP/2 connection: over TLS to `host` when the server has it, else with prior knowledge.
    pub async fn http2(&self, host: &str) -> Http2 {
        self.http2_with(host, 1024 * 1024).await
    }

    /// The same with a window of so many bytes for each answer.
    pub async fn http2_with(&self, host: &str, window: u32) -> Http2 {
        Http2::open(self.address, host, self.certificate.as_deref(), window).await
    }

    /// Asks the server to end, as SIGTERM does, and does not wait.
    pub fn terminate(&mut self) {
        drop(self.shutdown.take());
    }

    /// Whether the server has ended.
    pub fn has_ended(&self) -> bool {
        self.server.is_finished()
    }

    /// Waits until the server has ended.
    pub async fn ended(&mut self) {
        (&mut self.server).await.expect("the server ends without a panic");
    }

    /// Ends the server and closes its stores.
    pub async fn stop(mut self) -> Stopped {
        self.terminate();
        self.ended().await;
        for cell in self.node.open_cells() {
            cell.database.close().await;
        }
        self.identity.close().await;
        Stopped {
            home: self.home,
            clock: self.clock,
        }
    }
}

impl Stopped {
    /// A new server over the same stores.
    pub async fn start(self) -> Kit {
        Kit::boot(self.home, self.clock).await
    }

    /// The same, set up otherwise; the stores stay those that they are.
    pub async fn start_with(self, setup: Setup) -> Kit {
        let home = Home { setup, ..self.home };
        Kit::boot(home, self.clock).await
    }
}

fn authority(folder: &Path) -> Development {
    let names = Names::new(ZONE, ["images.corp".to_owned()], &[]);
    development(&folder.join("tls"), names, Clock::system(), Entropy::system()).expect("an authority")
}

fn region(name: &str) -> Region {
    name.parse().expect("a Region")
}
