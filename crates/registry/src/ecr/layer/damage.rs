//! Layers whose bytes are missing, of another length than their rows say, or others than their digest says.
//!
//! Their bytes are marked, once for all repositories that have them: then the layer is not available, clients push it again, and
//! that heals it for all. Bytes that are back, as after a disk was mounted again, heal it as well. Where the whole store is not
//! there, nothing is marked: that is an outage.
//!
//! A look tells what is missing and what has another length. That bytes are others only shows when they are read (`verification`), and
//! then they are moved out of the way before they are marked: so they are missing for every look.
//!
//! A node that is read only by its settings marks nothing, takes no mark away and moves nothing, and one without space cannot: what it
//! finds is noted in its memory (`known`), and is served as little.

use wharf_aws::Timestamp;
use wharf_blob::{Compartment, Download, Version};
use wharf_oci::digest::Digest;

use super::known::Known;
use super::model::Damage;
pub use super::model::DamagedBlob;
pub(crate) use super::model::Meant;
use super::store::{self, Held};
use crate::ecr::encryption;
use crate::store_identity;
use wharf_kernel::{Cell, Node, Unavailable};

/// Marks that are counted at most.
const MOST: i64 = 10_000;

impl<'a> Meant<'a> {
    fn by(held: &'a Held, digest: &'a Digest) -> Meant<'a> {
        Meant {
            digest,
            data_key: &held.data_key,
            size: held.size,
        }
    }
}

/// The layer, if its bytes are there, and as long as its row says. Else they are marked.
pub(crate) async fn whole(
    node: &Node,
    cell: &Cell,
    digest: &Digest,
    held: Held,
) -> Result<Option<Held>, Unavailable> {
    let meant = Meant::by(&held, digest);
    let damage = examine(node, cell, meant, held.is_damaged).await?;
    Ok(damage.is_none().then_some(held))
}

/// Where nothing can be written it is noted later, and so all the same.
pub(crate) fn tolerate(noted: Result<(), Unavailable>) -> Result<(), Unavailable> {
    match noted {
        Err(why) if why.takes_nothing() => Ok(()),
        noted => noted,
    }
}

/// What is wrong with the bytes of a layer, which are marked or not. What is not right is marked then, and what is right is not.
pub(crate) async fn examine(
    node: &Node,
    cell: &Cell,
    meant: Meant<'_>,
    is_marked: bool,
) -> Result<Option<Damage>, Unavailable> {
    match (look(node, cell, meant).await?, is_marked) {
        (None, is_marked) => {
            Known::of(cell).forget(meant);
            if is_marked && !node.settings.read_only {
                tolerate(heal(cell, meant).await)?;
            }
            Ok(None)
        }
        (Some(damage), true) => Ok(Some(damage)),
        (Some(damage), false) => {
            mark(node, cell, meant, damage).await?;
            Ok(Some(damage))
        }
    }
}

/// What is wrong with a layer's bytes. Those that were set aside are taken back, where something may be moved.
async fn look(node: &Node, cell: &Cell, meant: Meant<'_>) -> Result<Option<Damage>, Unavailable> {
    let (digest, blobs) = (
        meant.digest,
        encryption::closed_bytes(cell, meant.data_key).await?.blobs,
    );
    let found = match blobs.stat(digest).await {
        Err(wharf_blob::Error::BlobUnknown) if !node.settings.read_only && blobs.recover(digest).await? => {
            blobs.stat(digest).await
        }
        found => found,
    };
    match found {
        Ok(size) if size == meant.size => {
            let altered = Known::of(cell).altered(meant);
            let is_altered = altered.is_some() && altered == Some(blobs.version(digest).await?);
            Ok(is_altered.then_some(Damage::Altered))
        }
        Ok(size) => Ok(Some(Damage::Short(size))),
        Err(wharf_blob::Error::BlobUnknown) => Ok(Some(Damage::Missing)),
        Err(error) => Err(error.into()),
    }
}

/// Marks the bytes of a layer, and tells the repositories that have it. Where nothing can be written, or is to be, that is noted.
///
/// # Errors
/// The store is not there.
pub(crate) async fn mark(
    node: &Node,
    cell: &Cell,
    meant: Meant<'_>,
    damage: Damage,
) -> Result<(), Unavailable> {
    // Those of a store that is not there are not damaged.
    store_identity::require(cell).await?;
    let now = node.clock.now();
    let marked = match node.settings.read_only {
        true => Err(Unavailable::ReadOnly),
        false => mark_now(node, cell, meant, damage).await,
    };
    match marked {
        Err(why) if why.takes_nothing() => {
            let is_news = Known::of(cell).note(meant, damage, now);
            noted(cell, meant, damage, is_news).await
        }
        marked => marked,
    }
}

async fn mark_now(node: &Node, cell: &Cell, meant: Meant<'_>, damage: Damage) -> Result<(), Unavailable> {
    let now = node.clock.now();
    let Meant { digest, data_key, .. } = meant;
    if let Some(version) = Known::of(cell)
        .altered(meant)
        .filter(|_| damage == Damage::Altered)
    {
        let blobs = encryption::closed_bytes(cell, data_key).await?.blobs;
        // Marked while they have the name, they would be whole for every other look.
        if let Err(why) = blobs.put_away(digest, version).await {
            tracing::debug!(region = %cell.region, %digest, %why, "altered bytes are not moved out of the way yet");
            return Ok(());
        }
    }
    store::mark(cell, digest.as_str(), data_key, (damage, now)).await?;
    Known::of(cell).forget(meant);
    // They may have been pushed since they were looked at.
    if look(node, cell, meant).await?.is_none() {
        return heal(cell, meant).await;
    }
    tell_now(cell, meant, damage, now).await
}

/// Notes bytes that are others than the digest says, and cannot be moved out of the way: no look would tell them.
pub(crate) async fn note_altered(
    node: &Node,
    cell: &Cell,
    meant: Meant<'_>,
    version: Version,
) -> Result<(), Unavailable> {
    let is_news = Known::of(cell).note_altered(meant, version, node.clock.now());
    noted(cell, meant, Damage::Altered, is_news).await
}

/// Tells what was noted, if it is news.
async fn noted(cell: &Cell, meant: Meant<'_>, damage: Damage, is_news: bool) -> Result<(), Unavailable> {
    match is_news {
        true => told(cell, meant.digest, damage).await,
        false => Ok(()),
    }
}

/// When the bytes were found to be damaged, if that is noted.
pub(crate) fn noted_at(cell: &Cell, meant: Meant<'_>) -> Option<Timestamp> {
    Known::of(cell).found_at(meant)
}

/// Tells the repositories that have marked bytes, unless they were told: a node may have died between the two.
pub(crate) async fn tell(
    node: &Node,
    cell: &Cell,
    meant: Meant<'_>,
    damage: Damage,
) -> Result<(), Unavailable> {
    match node.settings.read_only {
        true => Ok(()),
        false => tolerate(tell_now(cell, meant, damage, node.clock.now()).await),
    }
}

async fn tell_now(cell: &Cell, meant: Meant<'_>, damage: Damage, now: Timestamp) -> Result<(), Unavailable> {
    let Meant { digest, data_key, .. } = meant;
    match store::tell(cell, digest.as_str(), data_key, now).await? {
        true => told(cell, digest, damage).await,
        false => Ok(()),
    }
}

/// Counts and logs damage that was not known before.
async fn told(cell: &Cell, digest: &Digest, damage: Damage) -> Result<(), Unavailable> {
    metrics::counter!("wharf_damaged_blobs_total").increment(1);
    tracing::error!(
        region = %cell.region, %digest, damage = damage.as_str(),
        "the bytes of a layer are damaged: it is not available until it is pushed again"
    );
    show(cell).await
}

/// Notes that bytes were pushed, whose mark went with that.
pub(super) async fn pushed(cell: &Cell, digest: &Digest, data_key: &str) {
    let known = Known::of(cell);
    if known.count() == 0 {
        return;
    }
    let size = 0;
    known.forget(Meant {
        digest,
        data_key,
        size,
    });
    if let Err(error) = show(cell).await {
        tracing::debug!(region = %cell.region, %error, "how many layers are damaged is shown later");
    }
}

async fn heal(cell: &Cell, meant: Meant<'_>) -> Result<(), Unavailable> {
    store::heal(cell, meant.digest.as_str(), meant.data_key).await?;
    show(cell).await
}

/// How many blobs of the Region are damaged, counted up to 10,000, with those that this process could not mark.
///
/// # Errors
/// The database fails.
pub async fn count(cell: &Cell) -> Result<i64, Unavailable> {
    let marked = store::count_damaged(cell, MOST).await?;
    let known = Known::of(cell);
    known.set_marked(marked);
    for (data_key, digest) in known.some() {
        // No layer has them any more.
        if store::size(cell, &digest, &data_key, None).await?.is_none() {
            known.forget_name(&(data_key, digest));
        }
    }
    Ok(known.count())
}

/// The same as it was last counted, for probes that must not ask the database.
pub fn last_count(cell: &Cell) -> i64 {
    Known::of(cell).count()
}

/// The damaged blobs of the Region that were found first, and those that this process could not mark.
///
/// # Errors
/// The database fails.
pub async fn list(cell: &Cell, most: i64) -> Result<Vec<DamagedBlob>, Unavailable> {
    let mut listed = store::list_damaged(cell, most).await?;
    listed.extend(Known::of(cell).list());
    listed.truncate(usize::try_from(most).unwrap_or(0));
    Ok(listed)
}

/// Shows in the node's metrics how many blobs of the Region are damaged.
///
/// # Errors
/// The database fails.
pub async fn show(cell: &Cell) -> Result<(), Unavailable> {
    let count = count(cell).await?;
    metrics::gauge!("wharf_damaged_layers", "region" => cell.region.to_string()).set(count as f64);
    Ok(())
}

/// Opens a layer for a client; nothing where its bytes are damaged, which marks them.
pub(crate) async fn download(
    node: &Node,
    cell: &Cell,
    bytes: &Compartment,
    (digest, held): (&Digest, Held),
) -> Result<Option<Download>, Unavailable> {
    let meant = Meant::by(&held, digest);
    let is_doubted = held.is_damaged || Known::of(cell).has(meant);
    if is_doubted && examine(node, cell, meant, held.is_damaged).await?.is_some() {
        return Ok(None);
    }
    let damage = match bytes.blobs.download(digest).await {
        Ok(download) if download.size() == held.size => return Ok(Some(download)),
        Ok(download) => Damage::Short(download.size()),
        Err(wharf_blob::Error::BlobUnknown) => Damage::Missing,
        Err(error) => return Err(error.into()),
    };
    mark(node, cell, meant, damage).await?;
    Ok(None)
}
