//! `wharf serve`: everything put together, run, and taken apart in order.

mod certificate;
mod default_account;
mod figures;
mod log;
mod named_files;
mod port;
mod process;
mod welcome;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, anyhow, bail};
use futures_util::future::LocalBoxFuture;
use wharf_aws::AccountId;
use wharf_node::bootstrap::{Bootstrap, bootstrap};
use wharf_node::events::Posting;
use wharf_node::iam::access_key::{self, AccessKey};
use wharf_node::iam::account;
use wharf_node::master_key::MasterKeyError;
use wharf_node::space::{Closed, Held};
use wharf_node::{Clock, Entropy, Identity, MasterKey, Node, Sealer, jobs, maintenance};
use wharf_server::{Exposed, Hosts, HttpWebhooks, Metrics, MetricsPort, OperatorSocket, Options, Server};

use self::certificate::Certificate;
use crate::Environment;
use crate::arguments;
use crate::audit::AuditWriter;
use crate::command::next;
use crate::config::flags::ServeFlags;
use crate::config::{Layers, Place, Serve};
use crate::folder::Folder;
use crate::node_file::NodeFile;
use crate::{clock_doubt, files, master_key, node, store};

/// How long a stopping node waits for jobs that are under way. Those that take longer go on after the next start, or on another node.
const JOBS_DRAIN: Duration = Duration::from_secs(5);
/// How long what is only in memory may take to be written down for the last time: a database may answer, and make no commits.
const WRITING_DOWN: Duration = Duration::from_secs(3);
/// How long a request waits for a Region that is being opened, as one whose disk hangs: it would keep one of its caller's places for as long.
const OPENING: Duration = Duration::from_secs(10);
/// How long a stop may take beside its delay and its drain. With a drain of 30 seconds it ends within the 40 that our Compose file gives
/// it, and on Kubernetes within what operators are told to give it.
const ENDING: Duration = Duration::from_secs(9);

pub(crate) fn run(arguments: &arguments::Serve, environment: &Environment) -> anyhow::Result<ExitCode> {
    let start = Start {
        fix: arguments.fix,
        ..Start::default()
    };
    run_with(&arguments.settings, environment, start)
}

/// What a start is asked for beside its settings.
#[derive(Default)]
pub(super) struct Start {
    /// The accounts that it makes.
    pub(super) made: Vec<AccountId>,
    /// Whether it adds what `/etc/hosts` lacks for the default registry.
    pub(super) fix: bool,
    /// What is done first.
    pub(super) when_up: Option<WhenUp>,
}

/// What to do as soon as the node answers, with the first account's root user.
pub(super) type WhenUp =
    Box<dyn for<'a> FnOnce(&'a NodeFile, &'a Folder, AccessKey) -> LocalBoxFuture<'a, anyhow::Result<()>>>;

/// Serves, and does what it is asked for as soon as the node answers.
pub(super) fn run_with(
    flags: &ServeFlags,
    environment: &Environment,
    start: Start,
) -> anyhow::Result<ExitCode> {
    let (_, (place, settings)) = Layers::load(flags, environment, |layers| {
        Ok((Place::new(layers)?, Serve::new(layers)?))
    })?;
    log::start(&settings, environment)?;
    process::raise_open_files();
    arm_fail_points(environment)?;
    let runtime = process::runtime()?;
    let outcome = runtime.block_on(serve(place, settings, start));
    // Calls that a disk or a server does not answer end with the process, and are not waited for.
    runtime.shutdown_background();
    outcome.map(|()| ExitCode::SUCCESS)
}

async fn serve(place: Place, settings: Serve, start: Start) -> anyhow::Result<()> {
    let before_the_end = settings.shutdown_delay.saturating_add(settings.drain);
    let signals = process::Signals::listen(before_the_end.saturating_add(ENDING))?;
    let folder = Folder::of(&place);
    // Where another process serves the folder, that is said: it has the port too.
    let mut taken = port::taken(&settings);
    if folder.holder().is_none()
        && let Some(error) = taken.take()
    {
        return Err(error);
    }
    if settings.read_only {
        store::is_there_to_read(&place, &folder)?;
    }
    folder.make()?;
    let is_ours = folder.is_ours();
    let _lock = folder.lock()?;
    if let Some(error) = taken {
        return Err(error);
    }
    store::has_its_database(&place, &folder)?;
    if is_ours {
        folder.tighten();
    }
    let (assembled, held) = Assembled::open(&place, &folder, &settings).await?;
    let database = place.database.as_deref();
    assembled.node.wait_for_regions_at_most(OPENING);
    store::belong_together(&assembled.node, &place, &folder).await?;
    default_account::check(&assembled.node.identity, &settings, &start.made).await?;
    let times = tokio::spawn(clock_doubt::keep(folder.clone(), assembled.clock.clone()));
    let outcome = assembled
        .serve(&folder, (&settings, database), signals, (start, held))
        .await;
    times.abort();
    // However it went: what is only in memory is written down.
    assembled.close().await;
    outcome
}

/// A node and what it stands on.
struct Assembled {
    node: Arc<Node>,
    sealer: Sealer,
    audit: Option<Arc<AuditWriter>>,
    metrics: Metrics,
    clock: Clock,
    entropy: Entropy,
}

impl Assembled {
    /// Opens what the node stands on; with it comes the right to use the reserve, where a start cannot do without.
    async fn open(
        place: &Place,
        folder: &Folder,
        settings: &Serve,
    ) -> anyhow::Result<(Assembled, Option<Held>)> {
        let metrics = process::metrics(place.engine())?;
        let space = node::space(folder, settings.read_only);
        space.look().await;
        // A start needs no bytes, but files: the logs of databases and the socket.
        let held = match space.closed() {
            Some(Closed::NoFiles { .. }) => Some(space.hold().await),
            _ => None,
        };
        let (clock, entropy) = (clock_doubt::clock(folder), Entropy::system());
        let identity = store::identity(place, folder).await?;
        let plane = Identity::new(identity.clone(), clock.clone());
        let master_key = unlock(place, folder, &plane, &entropy).await?;
        let issuers = named_files::issuers(settings)?;
        let records = space.intake().clone();
        let (node, audit) = node::build(
            place,
            folder,
            settings,
            (identity, &master_key),
            (&clock, &entropy),
            (space, records),
        )?;
        let node = node
            .with(issuers)
            .with(Posting(Arc::new(HttpWebhooks::default())));
        let assembled = Assembled {
            node: Arc::new(node),
            sealer: Sealer::new(&master_key, entropy.clone()),
            audit,
            metrics,
            clock,
            entropy,
        };
        Ok((assembled, held))
    }

    /// Serves until a signal comes, or until what is to be done first fails.
    async fn serve(
        &self,
        folder: &Folder,
        (settings, database): (&Serve, Option<&str>),
        signals: process::Signals,
        (start, held): (Start, Option<Held>),
    ) -> anyhow::Result<()> {
        let mut certificate = certificate::open(settings, folder, &self.clock, &self.entropy)?;
        let server = self.bind(folder, settings, &certificate).await?;
        // After the port is ours: the first start makes the account and shows its credentials, so nothing may fail after it that
        // could fail before it.
        let made = self.bootstrap(settings).await?;
        let about = NodeFile::new(
            server.address(),
            &settings.zone,
            (&settings.region, &settings.regions),
            &settings.default_account,
            &settings.tls,
            certificate.ca.clone(),
        )
        .with_aliases(&settings.aliases)
        .with_database(database);
        about.write(folder)?;
        drop(held);
        let next = match &start.when_up {
            None => next::of_node(&about, folder, start.fix).await,
            Some(_) => String::new(),
        };
        welcome::say(&about, folder, &certificate, made.as_ref(), &next);
        let tasks = process::tasks(&self.node, self.metrics.clone(), certificate.reload.take());
        let supervisor = jobs::supervisor(&self.node);
        // On a read-only disk no job can do anything.
        let is_read_only_disk = matches!(self.node.space.closed(), Some(Closed::ReadOnlyDisk { .. }));
        if !settings.read_only && !is_read_only_disk {
            supervisor.start();
        }
        let outcome = match start.when_up {
            None => {
                server.run(signals.first()).await;
                Ok(())
            }
            Some(when_up) => {
                let first = self.when_up(&about, folder, settings, when_up);
                process::run_beside(server, signals, first).await
            }
        };
        supervisor.stop(JOBS_DRAIN).await;
        drop(tasks);
        outcome
    }

    async fn bind(
        &self,
        folder: &Folder,
        settings: &Serve,
        certificate: &Certificate,
    ) -> anyhow::Result<Server> {
        let options = Options {
            listen: settings.listen,
            tls: certificate.config.clone(),
            hosts: Hosts::new(
                settings.zone.clone(),
                (settings.default_account, settings.region.clone()),
                settings.aliases.clone(),
            )
            .with_public(settings.public_url.as_ref()),
            public_url: settings.public_url.clone(),
            proxies: settings.proxies.clone(),
            cors: settings.cors.clone(),
            downloads: settings.downloads,
            shutdown_delay: settings.shutdown_delay,
            drain: settings.drain,
            metrics: Some(Exposed {
                metrics: self.metrics.clone(),
                token: named_files::metrics_token(settings)?,
            }),
            metrics_port: self.metrics_port(settings).await?,
            operators: operators(folder)?,
            open_files: process::open_files(),
        };
        Server::bind(Arc::clone(&self.node), options)
            .await
            .map_err(|error| port::cannot(settings.listen, "--listen", &error))
    }

    /// Where metrics have a port of their own.
    async fn metrics_port(&self, settings: &Serve) -> anyhow::Result<Option<MetricsPort>> {
        let Some(address) = settings.metrics_listen else {
            return Ok(None);
        };
        let bound = MetricsPort::bind(address, self.metrics.clone()).await;
        let port = bound.map_err(|error| port::cannot(address, "--metrics-listen", &error))?;
        tracing::info!(address = %port.address(), "metrics have a port of their own");
        Ok(Some(port))
    }

    /// Makes the first account where there is none.
    async fn bootstrap(&self, settings: &Serve) -> anyhow::Result<Option<AccessKey>> {
        let wanted = Bootstrap {
            account: settings.first_account,
            key: settings.first_key.clone(),
        };
        let (node, now) = (&self.node, self.clock.now());
        match bootstrap(&node.identity, &self.sealer, &node.entropy, now, wanted).await {
            Err(error @ MasterKeyError::Other) => {
                let advice = "nothing was done here: name the other process's key with --master-key-file or WHARF_MASTER_KEY";
                Err(anyhow!(error).context(advice))
            }
            Err(MasterKeyError::Sql(error))
                if (error.is_full() || error.is_read_only())
                    && account::first(&node.identity).await?.is_some() =>
            {
                tracing::warn!(%error, "the access key of the environment is not installed: there is no space");
                Ok(None)
            }
            made => made.context("the first account cannot be made"),
        }
    }

    /// What to do as soon as the node answers.
    async fn when_up(
        &self,
        about: &NodeFile,
        folder: &Folder,
        settings: &Serve,
        when_up: WhenUp,
    ) -> anyhow::Result<()> {
        let first = default_account(&self.node, settings.default_account).await?;
        let root = access_key::open_keys_of_root(&self.node.identity, &self.sealer, &first).await?;
        let root = root.into_iter().find(|key| key.active);
        let root = root.with_context(|| format!("the root user of {first} has no active access key"))?;
        when_up(about, folder, root).await
    }

    /// Writes down what the node remembers, and closes what it stands on.
    async fn close(self) {
        let written = maintenance::write_down_last(&self.node);
        if tokio::time::timeout(WRITING_DOWN, written).await.is_err() {
            tracing::warn!("stopped before all that was only in memory was written down");
        }
        node::close(&self.node, self.audit.as_deref()).await;
        self.node.space.settle().await;
        tracing::info!("stopped");
    }
}

/// The socket through which operators reach this node; none on a disk that takes none.
fn operators(folder: &Folder) -> anyhow::Result<Option<OperatorSocket>> {
    let (held, path) = folder.operators()?;
    match OperatorSocket::bind(&path, held) {
        Err(error) if files::takes_nothing(&error) => {
            tracing::warn!(%error, "operators cannot reach this node: their socket cannot be made");
            Ok(None)
        }
        bound => Ok(Some(bound.with_context(|| {
            format!(
                "the operators' socket in {} cannot be made",
                folder.path().display()
            )
        })?)),
    }
}

/// The account whose root user applies files: the first one that was made.
async fn default_account(node: &Node, asked: AccountId) -> anyhow::Result<AccountId> {
    Ok(account::first(&node.identity).await?.unwrap_or(asked))
}

/// The master key that the identity database was sealed with; a new one only for an empty database.
async fn unlock(
    place: &Place,
    folder: &Folder,
    identity: &Identity,
    entropy: &Entropy,
) -> anyhow::Result<MasterKey> {
    let Some(found) = master_key::find(place, folder)? else {
        if account::first(identity).await?.is_some() {
            bail!(
                "{} is missing, and the identity database holds secrets that were sealed with it: put it back, or \
                 name it with --master-key-file or WHARF_MASTER_KEY",
                folder.master_key().display()
            );
        }
        let made = master_key::make(folder, entropy)?;
        return master_key::compare(made, identity, entropy).await;
    };
    master_key::compare(found, identity, entropy).await
}

#[cfg(feature = "fail-points")]
#[expect(clippy::unnecessary_wraps, reason = "the other build refuses")]
pub(super) fn arm_fail_points(environment: &Environment) -> anyhow::Result<()> {
    if let Some(points) = environment.get("WHARF_FAIL_POINT") {
        wharf_failpoint::arm(points);
        tracing::warn!(points, "fail points are armed");
    }
    Ok(())
}

#[cfg(not(feature = "fail-points"))]
pub(super) fn arm_fail_points(environment: &Environment) -> anyhow::Result<()> {
    if environment.get("WHARF_FAIL_POINT").is_some() {
        // A crash test must not pass because its crash never happened.
        bail!("WHARF_FAIL_POINT is set, and this build has no fail points");
    }
    Ok(())
}
