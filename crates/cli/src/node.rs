//! A node over a data folder, as `wharf serve` runs it and as a command of the operator's runs it for a moment.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use wharf_blob::Intake;
use wharf_node::space::Space;
use wharf_node::store_identity::operations::Anew;
use wharf_node::store_identity::{Unattached, Unmade};
use wharf_node::{Clock, Entropy, Identity, MasterKey, Node, Settings};
use wharf_sql::Database;

use crate::audit::{AuditWriter, Recorded};
use crate::config::{Place, Serve};
use crate::folder::Folder;
use crate::reserve::Reserve;
use crate::store::{self, Missing};

/// How long the records of calls whose callers have gone may take once the databases are closed.
const FINISHING: Duration = Duration::from_secs(10);

/// Closes what a node stands on, once nothing is asked of it any more. Of the databases the slowest one is waited for, and not each
/// after the other.
pub(crate) async fn close(node: &Node, audit: Option<&AuditWriter>) {
    join_all(databases(node).iter().map(Database::close)).await;
    for cell in node.open_cells() {
        if let Some(unmade) = cell.extensions.find::<Unmade>() {
            unmade.leave();
        }
    }
    if let Some(audit) = audit {
        // A push whose client has gone is recorded by itself.
        if tokio::time::timeout(FINISHING, node.finished()).await.is_err() {
            tracing::warn!("closed before all pushes whose clients have gone were recorded");
        }
        audit.stop().await;
    }
}

/// The open databases, each once: on PostgreSQL the Regions share one.
fn databases(node: &Node) -> Vec<Database> {
    let mut databases = vec![node.identity.database().clone()];
    for cell in node.open_cells() {
        if !databases.iter().any(|known| known.is_same(&cell.database)) {
            databases.push(cell.database.clone());
        }
    }
    databases
}

/// Whether there is space below a data folder, as it was last looked at.
pub(crate) fn space(folder: &Folder, is_set_read_only: bool) -> Arc<Space> {
    let ground = Arc::new(Reserve::of(folder));
    Arc::new(Space::over(ground, Intake::default(), is_set_read_only))
}

/// Puts a node together; the writer of its records is stopped after it. Of calls that change nothing it writes those that come while
/// `records` are taken.
pub(crate) fn build(
    place: &Place,
    folder: &Folder,
    settings: &Serve,
    (identity, master_key): (Database, &MasterKey),
    (clock, entropy): (&Clock, &Entropy),
    (space, records): (Arc<Space>, Intake),
) -> anyhow::Result<(Node, Option<Arc<AuditWriter>>)> {
    let missing = match settings.read_only {
        true => Missing::LeftOut,
        false => Missing::Made,
    };
    let regions = store::regions(place, folder, (&identity, clock), (space.intake(), missing));
    let node = wharf_node::compose(
        Identity::new(identity, clock.clone()),
        regions.open,
        master_key,
        clock.clone(),
        entropy.clone(),
        Settings {
            zone: settings.zone.clone(),
            default_registry: (settings.default_account, settings.region.clone()),
            regions: settings.regions.clone(),
            blob_mounting: settings.blob_mounting,
            seal_layers: settings.seal_layers,
            rates: settings.rates.clone(),
            quotas: settings.quotas.clone(),
            read_only: settings.read_only,
            keep_deleted: settings.keep_deleted,
            keep_events: settings.keep_events,
            keep_usage: settings.keep_usage,
            collect_after: Duration::from_secs(u64::from(settings.collect_after) * 60 * 60),
            verify_rate: u64::from(settings.verify_rate) * 1_000_000,
        },
    );
    let node = node
        .within(space)
        .finding(regions.list, regions.has_store)
        .with(Unattached(regions.open_unattached))
        .with(Anew(regions.open_anew));
    if settings.audit == Recorded::Off {
        return Ok((node, None));
    }
    let kept = (settings.audit, settings.audit_days);
    let writer = AuditWriter::start(folder.audit(), kept, clock, records)?;
    let writer = Arc::new(writer);
    Ok((node.auditing(Arc::<AuditWriter>::clone(&writer)), Some(writer)))
}
