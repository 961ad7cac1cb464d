//! Collection: bytes that nothing refers to are freed, while clients push and pull.
//!
//! 1. A layer that no image names is marked; naming it, uploading it or asking for it clears the mark. When the mark is
//!    older than the grace period, the row goes.
//! 2. A blob older than the grace period to which no row of any account refers is *set aside* (`blob::Blobs::discard`).
//! 3. What is set aside is looked at once more, and removed for good.
//!
//! A reference may come between the look and the removal. So code that writes a row that refers to bytes makes sure of
//! them *after* the row is committed and before the client is told (`ecr::layer::keep`): what was set aside is taken back,
//! and what is gone makes the upload fail. A reader who misses bytes takes them back as well. An error counts as a reference.
//!
//! Every step may be interrupted anywhere and repeated.

mod job;
mod store;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::Serialize;
use wharf_aws::Timestamp;
use wharf_blob::Blobs;
use wharf_failpoint::fail_point;
use wharf_job::{Lease, StepError};
use wharf_sql::Transaction;

pub use job::Collection;
pub(crate) use store::STATEMENTS;
pub use wharf_oci::digest::Digest;

use crate::ecr::encryption::{self, PlacesWalk};
use store::{Layer, LayerKey};
use wharf_kernel::{Cell, Unavailable};

/// How to collect.
#[derive(Clone, Copy, Debug)]
pub struct Collect {
    /// How long something must have been without a reference.
    pub grace: Duration,
    /// How long what was set aside waits until it is removed for good.
    pub wait: Duration,
    /// Whether it only reports what it would do.
    pub dry_run: bool,
}

/// What was found, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", tag = "what")]
pub enum Finding {
    /// A repository holds a layer that none of its images names.
    OrphanedLayer {
        /// The registry's account.
        account: String,
        /// The repository; nothing when it is deleted.
        repository: Option<String>,
        /// The layer.
        digest: String,
        /// Its bytes.
        size: i64,
        /// Whether its time has come; else it waits.
        removed: bool,
    },
    /// Bytes that no repository holds.
    UnreferencedBlob {
        /// Their digest.
        digest: String,
        /// How many.
        size: u64,
    },
    /// Bytes that had been set aside and are removed.
    Removed {
        /// Their digest.
        digest: String,
        /// How many.
        size: u64,
    },
    /// Bytes that had been set aside and to which a row refers by now.
    TakenBack {
        /// Their digest.
        digest: String,
    },
}

type Report<'a> = &'a mut (dyn FnMut(&Finding) + Send);

/// Collects in one Region.
///
/// Gives `false`, and does nothing, while another collection of the Region is under way in any process.
pub async fn collect(
    cell: &Cell,
    now: Timestamp,
    how: Collect,
    report: Report<'_>,
) -> Result<bool, Unavailable> {
    match collect_under(None, cell, now, how, report).await {
        Ok(done) => Ok(done),
        Err(StepError::Outage(reason)) => Err(Unavailable::Outage(reason)),
        Err(error) => Err(Unavailable::Internal(error.to_string())),
    }
}

/// The same, of a job: rows are written under its lease.
async fn collect_under(
    lease: Option<&Lease>,
    cell: &Cell,
    now: Timestamp,
    how: Collect,
    report: Report<'_>,
) -> Result<bool, StepError> {
    // Two of them could remove for good what the other one had just set aside.
    let Some(_right) = cell.bytes.begin_collection().await.map_err(Unavailable::from)? else {
        return Ok(false);
    };
    let gone = orphans(lease, cell, now, how, report).await?;
    let mut walk = PlacesWalk::default();
    loop {
        let data_keys = encryption::places(cell, &mut walk).await?;
        if data_keys.is_empty() {
            return Ok(true);
        }
        for data_key in data_keys {
            let blobs = encryption::closed_bytes(cell, &data_key).await?.blobs;
            let place = Bytes { data_key, blobs };
            unreferenced(cell, &place, now, how, &gone, report).await?;
            removal(cell, &place, now, how, report).await?;
        }
    }
}

/// The bytes that are sealed with one data key, or with none.
struct Bytes {
    data_key: String,
    blobs: Arc<dyn Blobs>,
}

/// How many rows of a digest would go, by the data key that seals it.
type Gone = HashMap<(String, String), i64>;

/// Step 1. Of a dry run: how many rows of each digest would go.
async fn orphans(
    lease: Option<&Lease>,
    cell: &Cell,
    now: Timestamp,
    how: Collect,
    report: Report<'_>,
) -> Result<Gone, StepError> {
    let cutoff = now.minus(how.grace);
    let (mut after, mut gone) = (LayerKey::default(), HashMap::new());
    loop {
        let page = store::layers(cell, &after).await?;
        let Some(last) = page.last() else {
            return Ok(gone);
        };
        after = last.place.clone();
        let touched: Vec<Layer> = page
            .into_iter()
            .filter(|layer| layer.place.region == cell.region.as_str() && layer.needs_a_look())
            .collect();
        if touched.is_empty() {
            continue;
        }
        let begun = Instant::now();
        let removed: Vec<bool> = if how.dry_run {
            touched.iter().map(|layer| layer.is_due(cutoff)).collect()
        } else {
            let layers = touched.clone();
            let look = move |transaction: &mut Transaction<'_>| {
                let look = |layer: &Layer| store::look(transaction, layer, now, cutoff);
                layers
                    .iter()
                    .map(look)
                    .collect::<Result<Vec<bool>, wharf_sql::Error>>()
            };
            match lease {
                Some(lease) => lease.write("collection.orphans", look).await?,
                None => cell.database.transaction("collection.orphans", look).await?,
            }
        };
        fail_point!("collection.after-rows");
        for (layer, removed) in touched.into_iter().zip(removed) {
            if layer.is_named {
                continue;
            }
            if removed {
                let of = (layer.place.digest.clone(), layer.data_key.clone());
                *gone.entry(of).or_default() += 1;
            }
            report(&Finding::OrphanedLayer {
                account: layer.place.account,
                repository: layer.name,
                digest: layer.place.digest,
                size: layer.size,
                removed,
            });
        }
        // Pushes go first, for as long as they had to wait.
        tokio::time::sleep(begun.elapsed()).await;
    }
}

/// Step 2.
async fn unreferenced(
    cell: &Cell,
    place: &Bytes,
    now: Timestamp,
    how: Collect,
    gone: &Gone,
    report: Report<'_>,
) -> Result<(), Unavailable> {
    let mut after = None;
    loop {
        let page = place.blobs.list(after.as_ref()).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(last.digest.clone());
        for blob in page {
            if !is_older(blob.since_micros, now, how.grace) {
                continue;
            }
            let rows = store::references(cell, blob.digest.as_str(), &place.data_key).await?;
            let would_go = if how.dry_run {
                let of = (blob.digest.to_string(), place.data_key.clone());
                gone.get(&of).copied().unwrap_or(0)
            } else {
                0
            };
            if rows > would_go {
                continue;
            }
            if !how.dry_run {
                place.blobs.discard(&blob.digest).await?;
                fail_point!("collection.after-discard");
            }
            report(&Finding::UnreferencedBlob {
                digest: blob.digest.to_string(),
                size: blob.size,
            });
        }
        tokio::task::yield_now().await;
    }
}

/// Step 3.
async fn removal(
    cell: &Cell,
    place: &Bytes,
    now: Timestamp,
    how: Collect,
    report: Report<'_>,
) -> Result<(), Unavailable> {
    for blob in place.blobs.discarded().await? {
        if how.dry_run || !is_older(blob.since_micros, now, how.wait) {
            continue;
        }
        let digest = blob.digest.to_string();
        if store::references(cell, &digest, &place.data_key).await? > 0 {
            if place.blobs.recover(&blob.digest).await? {
                report(&Finding::TakenBack { digest });
            }
            continue;
        }
        fail_point!("collection.before-purge");
        place.blobs.purge(&blob.digest).await?;
        metrics::counter!("wharf_collected_bytes_total").increment(blob.size);
        metrics::counter!("wharf_collected_blobs_total").increment(1);
        report(&Finding::Removed {
            digest,
            size: blob.size,
        });
    }
    Ok(())
}

/// Whether something is at least that old. With a time of zero everything is.
fn is_older(since_micros: i64, now: Timestamp, time: Duration) -> bool {
    time.is_zero() || since_micros < now.minus(time).micros()
}

/// What keeps a digest's bytes: who holds it as a layer, and which images name it there.
pub async fn why(cell: &Cell, digest: &str) -> Result<Vec<Holder>, Unavailable> {
    Ok(store::holders(cell, digest).await?)
}

/// A repository that holds a layer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Holder {
    /// The registry's account.
    pub account: String,
    /// The repository; nothing when it is deleted and waits to be swept.
    pub repository: Option<String>,
    /// An image that names the layer, if any does.
    pub image: Option<String>,
    /// Whether that image is deleted, and kept to be restored.
    pub deleted: bool,
}
