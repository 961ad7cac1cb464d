//! The steps of a collection, each from where the one before it ended.

mod aside;
mod count;
mod fate;
mod kept;
mod pause;
mod references;
mod restorable;

use std::collections::HashSet;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use wharf_aws::Timestamp;
use wharf_blob::StoredBlob;
use wharf_failpoint::fail_point;
use wharf_job::{Lease, StepError};
use wharf_oci::digest::Digest;
use wharf_sql::Transaction;

use super::store::{self, Layer, LayerKey};
use super::{Collect, Finding};
use crate::ecr::encryption::{self, CompartmentKey};
use crate::ecr::layer;
use crate::store_identity;
use crate::verification::{MOST_BYTES, Place};
pub use count::Counted;
use fate::Fate;
use kept::Kept;
use pause::Pause;
use references::Compared;
use wharf_kernel::{Cell, Node, Unavailable};

/// Layers, blobs and compartments that one step looks at, but for what is left of a page.
const MOST: usize = 2000;

/// How far a collection has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    at: At,
    counted: Counted,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
enum At {
    /// Nothing was looked at.
    #[default]
    Begin,
    /// Blobs of a compartment after this one are counted.
    Count(CompartmentKey, Option<String>),
    /// What was set aside there, after this one, is counted.
    CountAside(CompartmentKey, Option<String>),
    /// Deleted images are given up.
    Restorable,
    /// Layers after this one are looked at.
    Layers(LayerKey, Compared),
    /// Manifests of a repository after this one are compared with rows, before layers after the first one go.
    Manifests(LayerKey, Place, String),
    /// The same of its deleted images that can be restored.
    Kept(LayerKey, Place, String),
    /// Blobs of a compartment after this one.
    Blobs(CompartmentKey, Option<String>),
    /// What was set aside there, after this one.
    Aside(CompartmentKey, Option<String>),
}

/// What came of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stepped {
    /// Nothing was done: another step, of this process or of another one, has the right to collect.
    Busy,
    /// There is more to do, from here on.
    To(Box<Position>),
    /// Nothing is removed: too much of it no row ever had as a layer.
    Stopped(Counted),
    /// That was the last one.
    Done,
}

/// As it is written down.
impl std::fmt::Display for Position {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&serde_json::to_string(self).map_err(|_| std::fmt::Error)?)
    }
}

impl std::str::FromStr for Position {
    type Err = serde_json::Error;

    fn from_str(text: &str) -> Result<Position, serde_json::Error> {
        serde_json::from_str(text)
    }
}

/// What a step reports to.
type Report<'a> = &'a mut (dyn FnMut(&Finding) + Send);

/// Collects in one Region, from a position on. A job's rows are written under its lease.
///
/// # Errors
/// The lease is lost, or a store fails.
pub async fn step(
    lease: Option<&Lease>,
    node: &Node,
    cell: &Cell,
    how: Collect,
    from: Position,
    report: Report<'_>,
) -> Result<Stepped, StepError> {
    // Of two at once, each would act upon what it saw: the one could remove for good what the other has just set aside.
    let Some(_right) = cell.bytes.begin_collection().await.map_err(Unavailable::from)? else {
        return Ok(Stepped::Busy);
    };
    let now = node.clock.now();
    let collection = Collection {
        lease,
        node,
        cell,
        now,
        how,
        kept_before: kept_before(cell, how, now).await?,
    };
    let Position { mut at, mut counted } = from;
    let (mut looked, mut read) = (0, 0);
    while looked < MOST && read < MOST_BYTES {
        let (next, count) = match at {
            At::Begin => collection.count_after(None).await?,
            At::Count(place, after) => collection.count(place, after, &mut counted).await?,
            At::CountAside(place, after) => {
                let next = collection.count_aside(place, after, &mut counted).await?;
                if let (Some(At::Layers(..) | At::Restorable), _) = next
                    && !collection.may_go_on(counted).await?
                {
                    return Ok(Stepped::Stopped(counted));
                }
                next
            }
            At::Restorable => collection.restorable(report).await?,
            At::Layers(after, compared) => collection.layers(&after, &compared, report).await?,
            At::Manifests(before, place, after) => {
                let page = (before, place, after);
                collection.manifests(page, false, &mut read, report).await?
            }
            At::Kept(before, place, after) => {
                let page = (before, place, after);
                collection.manifests(page, true, &mut read, report).await?
            }
            At::Blobs(place, after) => collection.blobs(place, after, report).await?,
            At::Aside(place, after) => collection.aside(place, after, report).await?,
        };
        let Some(next) = next else {
            return Ok(Stepped::Done);
        };
        (at, looked) = (next, looked + count.max(1));
    }
    Ok(Stepped::To(Box::new(Position { at, counted })))
}

/// Before which time bytes came that are kept, because the rows were restored to an earlier time and may not know them: it was
/// noticed then.
pub(super) async fn kept_before(
    cell: &Cell,
    how: Collect,
    now: Timestamp,
) -> Result<Option<Timestamp>, Unavailable> {
    let standing = store_identity::notice(cell, now).await?;
    Ok(standing.restored_at.filter(|_| !how.force))
}

struct Collection<'a> {
    lease: Option<&'a Lease>,
    node: &'a Node,
    cell: &'a Cell,
    now: Timestamp,
    how: Collect,
    kept_before: Option<Timestamp>,
}

/// Where it goes on, and how much was looked at.
type Next = (Option<At>, usize);

impl Collection<'_> {
    /// Whether bytes are old enough to go, and came after those that are kept.
    fn is_due(&self, blob: &StoredBlob, age: Duration) -> bool {
        !self.came_before_restore(blob) && is_older(blob.since_micros, self.now, age)
    }

    /// A page of layers: those without an image are marked, and go when their time has come. It ends before one that may go and
    /// whose repository was not compared.
    async fn layers(
        &self,
        after: &LayerKey,
        compared: &Compared,
        report: Report<'_>,
    ) -> Result<Next, StepError> {
        let cell = self.cell;
        let mut page = store::layers(cell, after).await?;
        if page.is_empty() {
            return self.compartment_after(None).await;
        }
        let uncompared = page.iter().position(|layer| self.is_uncompared(layer, compared));
        let rest = uncompared.map(|at| page.split_off(at));
        let last = page.last().map_or(after, |layer| &layer.place).clone();
        let next = match rest.as_ref().and_then(|rest| rest.first()) {
            Some(layer) => self.to_compare(last, layer).await?,
            None => At::Layers(last, compared.clone()),
        };
        let next = (Some(next), page.len());
        let touched: Vec<Layer> = page
            .into_iter()
            .filter(|layer| layer.place.region == cell.region.as_str() && layer.needs_a_look())
            .filter(|layer| layer.is_named || !compared.keeps(layer))
            .collect();
        if touched.is_empty() {
            return Ok(next);
        }
        let begun = Pause::begin();
        let removed = self.look(touched.clone()).await?;
        fail_point!("collection.after-rows");
        for (layer, removed) in touched.into_iter().zip(removed) {
            if layer.is_named {
                continue;
            }
            report(&Finding::OrphanedLayer {
                account: layer.place.account,
                repository: layer.name,
                digest: layer.place.digest,
                size: layer.size,
                removed,
            });
        }
        begun.end().await;
        Ok(next)
    }

    /// Marks layers, or removes them; which were removed, or would be.
    async fn look(&self, layers: Vec<Layer>) -> Result<Vec<bool>, StepError> {
        let (now, cutoff) = (self.now, self.now.minus(self.how.grace));
        if self.how.dry_run {
            return Ok(layers.iter().map(|layer| layer.is_due(cutoff)).collect());
        }
        let region = self.cell.region.clone();
        let look = move |transaction: &mut Transaction<'_>| {
            store::look(transaction, &region, &layers, (now, cutoff))
        };
        self.write("collection.orphans", look).await
    }

    /// Runs a transaction, under the lease of a job.
    async fn write<T: Send + 'static>(
        &self,
        name: &'static str,
        write: impl FnMut(&mut Transaction<'_>) -> Result<T, wharf_sql::Error> + Send + 'static,
    ) -> Result<T, StepError> {
        match self.lease {
            Some(lease) => lease.write(name, write).await,
            None => Ok(self.cell.database.transaction(name, write).await?),
        }
    }

    async fn compartment_after(&self, last: Option<&CompartmentKey>) -> Result<Next, StepError> {
        let next = encryption::next_compartment(self.cell, last).await?;
        Ok((next.map(|next| At::Blobs(next, None)), 0))
    }

    /// A page of blobs: those without a reference are set aside.
    async fn blobs(
        &self,
        place: CompartmentKey,
        after: Option<String>,
        report: Report<'_>,
    ) -> Result<Next, StepError> {
        let (bytes, how) = (
            encryption::closed_bytes(self.cell, &place.data_key).await?.blobs,
            self.how,
        );
        let page = bytes
            .list(parse(after)?.as_ref())
            .await
            .map_err(Unavailable::from)?;
        let Some(last) = page.last() else {
            return Ok((Some(At::Aside(place, None)), 0));
        };
        let (last, count) = (last.digest.to_string(), page.len());
        let after = how.dry_run.then(|| self.now.minus(how.grace));
        let kept = self.kept(&page, &place, after).await?;
        let mut due = Vec::new();
        for blob in page {
            match self.fate(&blob, &kept, how.grace) {
                Fate::Stays => {}
                Fate::Waits(finding) => report(&finding),
                Fate::Goes => due.push(blob),
            }
        }
        if !how.dry_run {
            // They are known to the next round, which is not to stop for what this one may do.
            self.note_dropped(&place, &due).await?;
        }
        for blob in due {
            let digest = blob.digest.to_string();
            if !how.dry_run {
                bytes.discard(&blob.digest).await.map_err(Unavailable::from)?;
                fail_point!("collection.after-discard");
            }
            let size = blob.size;
            report(&Finding::UnreferencedBlob { digest, size });
        }
        Ok((Some(At::Blobs(place, Some(last))), count))
    }

    /// Notes bytes that are about to be set aside.
    async fn note_dropped(&self, place: &CompartmentKey, blobs: &[StoredBlob]) -> Result<(), StepError> {
        if blobs.is_empty() {
            return Ok(());
        }
        let digests: Vec<String> = blobs.iter().map(|blob| blob.digest.to_string()).collect();
        let (region, data_key) = (self.cell.region.clone(), place.data_key.clone());
        let note = move |transaction: &mut Transaction<'_>| {
            let mut digests = digests.iter();
            digests
                .try_for_each(|digest| layer::store::note_dropped(transaction, (&region, &data_key), digest))
        };
        self.write("collection.note_dropped", note).await
    }

    /// Which blobs of a page, in the order of their digests, rows refer to; with `after`, leaves out rows that
    /// a collection at that time would drop.
    async fn referred(
        &self,
        page: &[StoredBlob],
        place: &CompartmentKey,
        after: Option<Timestamp>,
    ) -> Result<HashSet<String>, Unavailable> {
        Ok(store::referred(self.cell, between(page), &place.data_key, after).await?)
    }
}

fn parse(digest: Option<String>) -> Result<Option<Digest>, StepError> {
    let parsed = digest.map(|digest| digest.parse()).transpose();
    parsed.map_err(|_| StepError::failed("the position of the collection holds something that is no digest"))
}

/// The first and the last digest of a page.
fn between(page: &[StoredBlob]) -> (&str, &str) {
    match (page.first(), page.last()) {
        (Some(first), Some(last)) => (first.digest.as_str(), last.digest.as_str()),
        _ => ("", ""),
    }
}

/// Whether something is at least that old. With a time of zero everything is.
fn is_older(since_micros: i64, now: Timestamp, time: Duration) -> bool {
    time.is_zero() || since_micros < now.minus(time).micros()
}
