//! Measuring what registries hold: a walk over the rows of layers, page by page, which no push waits for.
//!
//! *Logical* bytes are what the repositories of a registry hold, each by itself: what Amazon ECR bills. *Stored* bytes are
//! what is on the disk, where the same bytes are there once: each account that holds them has an equal part of them, so the
//! parts of all accounts together are the Region's layers on the disk.

use std::collections::BTreeMap;
use std::time::Duration;

use wharf_aws::Timestamp;
use wharf_job::{Cadence, Job, Lease, Limits, Outcome, StepError};
use wharf_sql::{Error, Scope, Transaction};

use super::model::Held;
use super::{report, store};
use wharf_kernel::work::{TURN, Work};
use wharf_kernel::{Cell, Node, Unavailable};

const EVERY: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// Registries that one transaction writes: pushes wait for it.
const STEP: usize = 500;

type Registries = BTreeMap<String, Held>;

/// The job.
pub struct Measuring;

impl Job<Work> for Measuring {
    const NAME: &'static str = "usage";
    const CADENCE: Option<Cadence> = Some(Cadence {
        first: Duration::from_secs(60),
        every: EVERY,
    });
    const LIMITS: Limits = TURN;

    /// Measures every registry of the Region, and writes it down as what it held today.
    async fn step(work: &Work, lease: &Lease) -> Result<Outcome, StepError> {
        for write in measured(&work.cell, work.node.clock.now()).await? {
            lease.write("usage.measure", write).await?;
        }
        show(&work.node, &work.cell).await?;
        Ok(Outcome::Done)
    }
}

/// Measures every registry of a Region now, for callers that do not want to wait for the job.
pub async fn measure(cell: &Cell, now: Timestamp) -> Result<(), Unavailable> {
    for write in measured(cell, now).await? {
        cell.database.transaction("usage.measure", write).await?;
    }
    Ok(())
}

/// Measures, and gives what writes it down, in steps.
async fn measured(
    cell: &Cell,
    now: Timestamp,
) -> Result<Vec<impl FnMut(&mut Transaction<'_>) -> Result<(), Error> + Send + 'static>, Unavailable> {
    let mut registries = Registries::new();
    repositories(cell, &mut registries).await?;
    images(cell, &mut registries).await?;
    layers(cell, &mut registries).await?;
    let registries: Vec<(String, Held)> = registries.into_iter().collect();
    let write = |step: &[(String, Held)]| {
        let (step, region, today) = (step.to_vec(), cell.region.clone(), now.day());
        move |transaction: &mut Transaction<'_>| {
            step.iter().try_for_each(|(account, held)| {
                let scope = Scope::new(account, region.as_str());
                store::put_storage(transaction, &scope, &today, held)
            })
        }
    };
    Ok(registries.chunks(STEP).map(write).collect())
}

/// Sets this node's metrics of what registries hold, also when another node measured it.
pub async fn show(node: &Node, cell: &Cell) -> Result<(), Unavailable> {
    let now = node.clock.now();
    let (storage, _) = report(cell, now.minus(DAY), now).await?;
    // By day, so that the last one of each registry stays.
    for held in storage {
        let labels = [("owner", held.owner), ("region", held.region)];
        metrics::gauge!("wharf_usage_logical_bytes", &labels).set(held.logical_bytes as f64);
        metrics::gauge!("wharf_usage_stored_bytes", &labels).set(held.stored_bytes as f64);
        metrics::gauge!("wharf_usage_images", &labels).set(held.images as f64);
        metrics::gauge!("wharf_usage_repositories", &labels).set(held.repositories as f64);
    }
    Ok(())
}

async fn repositories(cell: &Cell, registries: &mut Registries) -> Result<(), Unavailable> {
    let mut after = String::new();
    loop {
        let page = store::repositories(&cell.database, cell.region.as_str(), &after).await?;
        let Some((last, _)) = page.last() else {
            return Ok(());
        };
        after.clone_from(last);
        for (account, repositories) in page {
            registries.entry(account).or_default().repositories = repositories;
        }
    }
}

async fn images(cell: &Cell, registries: &mut Registries) -> Result<(), Unavailable> {
    let mut after = (String::new(), String::new());
    loop {
        let page = store::images(&cell.database, cell.region.as_str(), (&after.0, &after.1)).await?;
        let Some((account, repository, _)) = page.last() else {
            return Ok(());
        };
        after = (account.clone(), repository.clone());
        for (account, _, images) in page {
            registries.entry(account).or_default().images += images;
        }
    }
}

async fn layers(cell: &Cell, registries: &mut Registries) -> Result<(), Unavailable> {
    let mut after: [String; 3] = Default::default();
    // The accounts that hold the same bytes, as far as they were seen, and how many bytes those are.
    let (mut holders, mut size) = (Vec::new(), 0);
    loop {
        let page = store::held(&cell.database, cell.region.as_str(), &after).await?;
        let Some((last, ..)) = page.last() else {
            share(registries, &mut holders, size);
            return Ok(());
        };
        let last = last.clone();
        for (place, repositories, bytes) in page {
            if place[..2] != after[..2] {
                share(registries, &mut holders, size);
            }
            let held = registries.entry(place[2].clone()).or_default();
            held.logical_bytes = held
                .logical_bytes
                .saturating_add(repositories.saturating_mul(bytes));
            holders.push(place[2].clone());
            size = bytes;
            after = place;
        }
        after = last;
        tokio::task::yield_now().await;
    }
}

/// Gives each holder its part of the bytes; the first have one more where they do not divide.
fn share(registries: &mut Registries, holders: &mut Vec<String>, size: i64) {
    let count = i64::try_from(holders.len()).unwrap_or(i64::MAX).max(1);
    for (place, account) in (0..).zip(holders.drain(..)) {
        let part = size / count + i64::from(place < size % count);
        let held = registries.entry(account).or_default();
        held.stored_bytes = held.stored_bytes.saturating_add(part);
    }
}
