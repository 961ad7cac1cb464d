//! What a node has in memory only, written down now and then: flushes, which are no jobs because nothing of them outlives the
//! process.

pub mod operations;

use std::fmt::Display;
use std::time::Duration;

use futures_util::future::{join, join_all};
use tokio::time::timeout;
use wharf_identity::iam::last_use;
use wharf_kernel::{Node, Unavailable};
use wharf_registry::ecr::image::{self, pull_time};
use wharf_registry::ecr::layer::{damage, dropped};
use wharf_registry::{events, store_identity, usage};

/// How long a Region's disk may take to answer until it is asked next time: one that hangs keeps no other Region from its look.
const PATIENCE: Duration = Duration::from_secs(5);

/// Writes down what the node has only in memory; later, where there is no space.
pub async fn write_down(node: &Node) {
    if node.space.closed().is_some() {
        return;
    }
    write_all_down(node, false).await;
}

/// The same for the last time, before the node stops.
pub async fn write_down_last(node: &Node) {
    write_all_down(node, true).await;
}

async fn write_all_down(node: &Node, is_last: bool) {
    if node.settings.read_only {
        return;
    }
    if let Err(error) = last_use::write_down(&node.identity).await {
        note(
            "last uses of credentials are not written down yet",
            "",
            &error.into(),
        );
    }
    let open = node.open_cells();
    // Side by side: a database that hangs keeps no other from it.
    let written = open.iter().map(|cell| async move {
        if let Err(error) = pull_time::write_down(cell).await {
            note("pull times are not written down yet", &cell.region, &error.into());
        }
        if let Err(error) = dropped::write_down(cell).await {
            note(
                "bytes that became no layer are not noted yet",
                &cell.region,
                &error.into(),
            );
        }
        if let Err(error) = usage::write_down(node, cell).await {
            note("usage is not written down yet", &cell.region, &error.into());
        }
    });
    join_all(written).await;
    tell_all_stores(node, is_last).await;
}

/// Tells each Region's store how far its database has come, where bytes came since; later, where there is no space.
pub async fn tell_stores(node: &Node) {
    if node.settings.read_only || node.space.closed().is_some() {
        return;
    }
    tell_all_stores(node, false).await;
}

async fn tell_all_stores(node: &Node, is_last: bool) {
    let open = node.open_cells();
    let told = open.iter().map(|cell| async move {
        if let Err(why) = store_identity::tell(cell, &node.clock, (PATIENCE, is_last)).await {
            note(
                "the store is not told yet how far the database is",
                &cell.region,
                &why,
            );
        }
    });
    join_all(told).await;
}

/// Shows in the node's metrics what registries hold, as a node last measured it.
pub async fn show_usage(node: &Node) {
    for cell in node.open_cells() {
        if let Err(error) = usage::show(node, &cell).await {
            note("what registries hold is not shown", &cell.region, &error);
        }
        if let Err(error) = store_identity::refresh(&cell).await {
            tracing::warn!(region = %cell.region, %error, "whether collection is stopped is not known");
        }
        if let Err(error) = damage::show(&cell).await {
            note("how many layers are damaged is not shown", &cell.region, &error);
        }
        if let Err(error) = image::damage::review(node, &cell).await {
            note(
                "how many manifests are damaged is not shown",
                &cell.region,
                &error,
            );
        }
        if let Err(error) = events::show(&cell).await {
            note(
                "how many dead letters there are is not shown",
                &cell.region,
                &error,
            );
        }
    }
}

/// Looks whether each Region's bytes are there: their disk may have gone away, or may be back, of one that was not opened without it.
pub async fn look_at_stores(node: &Node) {
    let mut closed = node.failed_cells();
    closed.retain(|_, why| why.closed().is_some());
    let opening = closed.keys().map(|region| async move {
        if let Ok(Ok(_)) = timeout(PATIENCE, node.cell(region)).await {
            tracing::info!(%region, "the Region opens again");
        }
    });
    let open = node.open_cells();
    let looks = open.iter().map(|cell| async move {
        if let Err(why) = store_identity::watch(cell, PATIENCE).await {
            note("whether the bytes are there is not known", &cell.region, &why);
        }
    });
    join(join_all(opening), join_all(looks)).await;
}

/// Logs that something was not done. That a database does not answer is in the log already, once.
fn note(what: &'static str, region: impl Display, error: &Unavailable) {
    match error {
        Unavailable::Outage(_) => tracing::debug!(%region, %error, what),
        _ => tracing::warn!(%region, %error, what),
    }
}
