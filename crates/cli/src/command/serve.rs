//! `wharf serve`: everything put together, run, and taken apart in order.

mod certificate;
mod log;
mod process;
mod welcome;

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use futures_util::future::LocalBoxFuture;
use wharf_aws::AccountId;
use wharf_node::bootstrap::{Bootstrap, bootstrap};
use wharf_node::events::Posting;
use wharf_node::iam::access_key::{self, AccessKey};
use wharf_node::iam::account;
use wharf_node::sts::web_identity::Issuers;
use wharf_node::{Clock, Entropy, Identity, MasterKey, Node, Sealer, jobs, maintenance};
use wharf_server::{Hosts, HttpWebhooks, HttpsDocuments, OperatorSocket, Options, Server};

use crate::Environment;
use crate::config::flags::ServeFlags;
use crate::config::{Layers, Place, Serve};
use crate::folder::Folder;
use crate::node_file::NodeFile;
use crate::{master_key, node, store};

/// How long a stopping node waits for jobs that are under way. Those that take longer go on after the next start, or on another node.
const JOBS_DRAIN: Duration = Duration::from_secs(5);

pub(crate) fn run(flags: &ServeFlags, environment: &Environment) -> anyhow::Result<ExitCode> {
    run_with(flags, environment, None)
}

/// What to do as soon as the node answers, with the first account's root user.
pub(super) type WhenUp =
    Box<dyn for<'a> FnOnce(&'a NodeFile, &'a Folder, AccessKey) -> LocalBoxFuture<'a, anyhow::Result<()>>>;

/// Serves, and does something as soon as the node answers.
pub(super) fn run_with(
    flags: &ServeFlags,
    environment: &Environment,
    when_up: Option<WhenUp>,
) -> anyhow::Result<ExitCode> {
    let layers = Layers::resolve(flags, environment)?;
    let (place, settings) = (Place::new(&layers)?, Serve::new(&layers)?);
    log::start(&settings)?;
    log::warn_of_unknown_variables(environment);
    arm_fail_points(environment)?;
    process::runtime()?.block_on(serve(place, settings, when_up))?;
    Ok(ExitCode::SUCCESS)
}

async fn serve(place: Place, settings: Serve, when_up: Option<WhenUp>) -> anyhow::Result<()> {
    let signals = process::Signals::listen()?;
    let folder = Folder::new(&place.data);
    folder.make()?;
    let _lock = folder.lock()?;
    let identity = store::identity(&place, &folder).await?;
    let (clock, entropy) = (Clock::system(), Entropy::system());
    let master_key = unlock(&place, &folder, &Identity::new(identity.clone()), &entropy).await?;
    let metrics = process::metrics()?;
    let issuers = issuers(&settings)?;
    let (node, audit) = node::build(
        &place,
        &folder,
        &settings,
        (identity.clone(), &master_key),
        (&clock, &entropy),
    )?;
    let node = Arc::new(
        node.with(issuers)
            .with(Posting(Arc::new(HttpWebhooks::default()))),
    );
    let certificate = certificate::open(&settings, &folder, &clock, &entropy)?;
    let options = Options {
        listen: settings.listen,
        tls: certificate.config.clone(),
        hosts: Hosts::new(
            settings.zone.clone(),
            (settings.default_account, settings.region.clone()),
            settings.aliases.clone(),
        ),
        downloads: settings.downloads,
        drain: settings.drain,
        metrics: Some(metrics.clone()),
        operators: Some(operators(&folder)?),
    };
    let server = Server::bind(Arc::clone(&node), options)
        .await
        .with_context(|| format!("cannot listen on {}", settings.listen))?;
    // After the port is ours: the first start's credentials are shown once, so nothing may fail after it that could
    // fail before it.
    let wanted = Bootstrap {
        account: settings.first_account,
        key: settings.first_key.clone(),
    };
    let sealer = Sealer::new(&master_key, entropy);
    let made = bootstrap(&node.identity, &sealer, &node.entropy, clock.now(), wanted)
        .await
        .context("the first account cannot be made")?;
    let about = NodeFile::new(
        server.address(),
        &settings.zone,
        (&settings.region, &settings.regions),
        &settings.default_account,
        &settings.tls,
        certificate.ca.clone(),
    );
    about.write(&folder)?;
    welcome::say(&about, &folder, &certificate, made.as_ref());
    let tasks = process::tasks(&node, metrics, certificate.reload);
    let supervisor = jobs::supervisor(&node);
    supervisor.start();
    let run = server.run(signals.first());
    if let Some(when_up) = when_up {
        let first = default_account(&node, settings.default_account).await?;
        let root = access_key::list(&node.identity, &sealer, &first).await?;
        let root = root.into_iter().find(|key| key.active);
        let root = root.with_context(|| format!("the root user of {first} has no active access key"))?;
        let doing = when_up(&about, &folder, root);
        let mut run = std::pin::pin!(run);
        tokio::select! {
            () = &mut run => {}
            outcome = doing => {
                outcome?;
                run.await;
            }
        }
    } else {
        run.await;
    }
    supervisor.stop(JOBS_DRAIN).await;
    drop(tasks);
    maintenance::write_down(&node).await;
    for cell in node.open_cells() {
        cell.database.close().await;
    }
    identity.close().await;
    if let Some(audit) = audit {
        audit.stop().await;
    }
    tracing::info!("stopped");
    Ok(())
}

/// The socket through which operators reach this node.
fn operators(folder: &Folder) -> anyhow::Result<OperatorSocket> {
    let (held, path) = folder.operators()?;
    OperatorSocket::bind(&path, held).with_context(|| {
        format!(
            "the operators' socket in {} cannot be made",
            folder.path().display()
        )
    })
}

/// The account whose root user applies files: the first one that was made.
async fn default_account(node: &Node, asked: AccountId) -> anyhow::Result<AccountId> {
    Ok(account::first(&node.identity).await?.unwrap_or(asked))
}

/// The way to identity providers.
fn issuers(settings: &Serve) -> anyhow::Result<Issuers> {
    let made = match &settings.oidc_authorities {
        None => HttpsDocuments::new(None),
        Some(file) => {
            let text = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
            HttpsDocuments::new(Some(&text))
        }
    };
    let named = settings.oidc_authorities.as_deref().unwrap_or(Path::new(""));
    Ok(Issuers::new(Arc::new(
        made.with_context(|| format!("{} is of no use", named.display()))?,
    )))
}

/// The master key that the identity database was sealed with; a new one only for an empty database.
async fn unlock(
    place: &Place,
    folder: &Folder,
    identity: &Identity,
    entropy: &Entropy,
) -> anyhow::Result<MasterKey> {
    let first = account::first(identity).await?;
    let Some(found) = master_key::find(place, folder)? else {
        if first.is_some() {
            bail!(
                "{} is missing, and the identity database holds secrets that were sealed with it: put it back, or \
                 name it with --master-key-file or WHARF_MASTER_KEY",
                folder.master_key().display()
            );
        }
        return Ok(MasterKey::new(master_key::make(folder, entropy)?.bytes));
    };
    let key = MasterKey::new(found.bytes);
    let sealer = Sealer::new(&key, entropy.clone());
    if let Some(account) = first {
        access_key::list(identity, &sealer, &account)
            .await
            .with_context(|| format!("the master key of {} is not the one in use here", found.place))?;
    }
    Ok(key)
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
