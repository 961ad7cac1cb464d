//! What the node does by itself, in bounded steps, as often as it likes: each step is safe to repeat and to interrupt.

pub mod collection;
mod deleted_repositories;
mod expire_uploads;
mod restore_images;

pub use deleted_repositories::sweep_deleted_repositories;
pub use expire_uploads::expire_uploads;
pub use restore_images::restore_images;

use crate::ecr::deleted_image;
use crate::ecr::image::pull_time;
use crate::ecr::lifecycle::{job, preview};
use crate::iam::last_use;
use crate::{Cell, Node, events, usage};

/// The statements of the sweeps.
pub(crate) fn statements() -> Vec<&'static wharf_sql::Statement> {
    [
        deleted_repositories::STATEMENTS,
        expire_uploads::STATEMENTS,
        collection::STATEMENTS,
    ]
    .concat()
}

/// One round over every Region that is open.
pub async fn round(node: &Node) {
    for cell in node.open_cells() {
        if let Err(error) = sweep_deleted_repositories(&cell).await {
            tracing::warn!(region = %cell.region, %error, "rows of deleted repositories stay for now");
        }
        if let Err(error) = expire_uploads(&cell, node.clock.now()).await {
            tracing::warn!(region = %cell.region, %error, "abandoned uploads stay for now");
        }
        if let Err(error) = forget_deleted_images(node, &cell).await {
            tracing::warn!(region = %cell.region, %error, "images that were deleted long ago stay for now");
        }
        if let Err(error) = forget_events(node, &cell).await {
            tracing::warn!(region = %cell.region, %error, "old events stay for now");
        }
    }
}

/// Ends the keeping of deleted images whose time is over.
async fn forget_deleted_images(node: &Node, cell: &Cell) -> Result<(), wharf_sql::Error> {
    const STEP: i64 = 100;
    loop {
        let (region, now) = (cell.region.as_str(), node.clock.now());
        let expired = deleted_image::store::expired(&cell.database, region, now, STEP).await?;
        if expired.is_empty() {
            return Ok(());
        }
        cell.database
            .transaction("ecr.deleted_image.forget", move |transaction| {
                expired.iter().try_for_each(|(scope, repository, digest)| {
                    deleted_image::store::forget(transaction, scope, repository, digest)
                })
            })
            .await?;
    }
}

/// Removes events that are older than anybody may look back.
async fn forget_events(node: &Node, cell: &Cell) -> Result<(), wharf_sql::Error> {
    const STEP: i64 = 500;
    let keep = node.settings.keep_events;
    if keep.is_zero() {
        return Ok(());
    }
    loop {
        let (region, before) = (cell.region.clone(), node.clock.now().minus(keep));
        let forgotten = cell.database.transaction("events.forget", move |transaction| {
            events::forget(transaction, region.as_str(), before, STEP)
        });
        if forgotten.await? == 0 {
            return Ok(());
        }
        tokio::task::yield_now().await;
    }
}

/// Measures what registries hold, in every Region that is open.
pub async fn measure_usage(node: &Node) {
    for cell in node.open_cells() {
        if let Err(error) = usage::measure(&cell, node.clock.now()).await {
            tracing::warn!(region = %cell.region, %error, "what registries hold was not measured");
        }
    }
}

/// Delivers events to webhooks, in every Region that is open.
pub async fn deliver_events(node: &Node) {
    for cell in node.open_cells() {
        if let Err(error) = events::deliver(node, &cell).await {
            tracing::warn!(region = %cell.region, %error, "events wait to be delivered");
        }
    }
}

/// Frees bytes that nobody refers to, in every Region that is open.
pub async fn collect(node: &Node, how: collection::Collect) {
    for cell in node.open_cells() {
        let (mut blobs, mut bytes) = (0_u64, 0_u64);
        let mut count = |finding: &collection::Finding| {
            if let collection::Finding::Removed { size, .. } = finding {
                blobs += 1;
                bytes += size;
            }
        };
        match collection::collect(&cell, node.clock.now(), how, &mut count).await {
            Ok(_) if blobs > 0 => {
                tracing::info!(region = %cell.region, blobs, bytes, "unreferenced bytes removed");
            }
            Ok(_) => {}
            Err(error) => {
                tracing::warn!(region = %cell.region, %error, "unreferenced bytes stay for now");
            }
        }
    }
}

/// Ends what requests began and somebody waits for, in every Region that is open.
pub async fn finish(node: &Node) {
    for cell in node.open_cells() {
        if let Err(error) = restore_images(node, &cell).await {
            tracing::warn!(region = %cell.region, %error, "images that are being restored wait");
        }
        if let Err(error) = preview::finish(node, &cell).await {
            tracing::warn!(region = %cell.region, %error, "previews of lifecycle policies wait");
        }
    }
}

/// Carries out the lifecycle policies that are due, in every Region that is open.
pub async fn carry_out_lifecycle_policies(node: &Node) {
    for cell in node.open_cells() {
        if let Err(error) = job::run_due(node, &cell).await {
            tracing::warn!(region = %cell.region, %error, "lifecycle policies wait");
        }
    }
}

/// Writes down what the node has only in memory; a node does it once more when it stops.
pub async fn write_down(node: &Node) {
    if let Err(error) = last_use::write_down(&node.identity).await {
        tracing::warn!(%error, "last uses of credentials are not written down yet");
    }
    for cell in node.open_cells() {
        if let Err(error) = pull_time::write_down(&cell).await {
            tracing::warn!(region = %cell.region, %error, "pull times are not written down yet");
        }
        if let Err(error) = usage::write_down(node, &cell).await {
            tracing::warn!(region = %cell.region, %error, "usage is not written down yet");
        }
    }
}
