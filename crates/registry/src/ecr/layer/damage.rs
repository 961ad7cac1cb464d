//! Layers whose bytes are missing, of another length than their rows say, or others than their digest says.
//!
//! Their bytes are marked, once for all repositories that have them: then the layer is not available, clients push it again, and
//! that heals it for all. Bytes that are back, as after a disk was mounted again, heal it as well. Where the whole store is not
//! there, nothing is marked: that is an outage.
//!
//! A look tells what is missing and what has another length. That bytes are others only shows when they are read (`verification`), and
//! then they are moved out of the way before they are marked: so they are missing for every look.

use wharf_aws::Timestamp;
use wharf_blob::{Compartment, Download};
use wharf_oci::digest::Digest;

use super::model::Damage;
pub use super::model::DamagedBlob;
use super::store::{self, Held};
use crate::ecr::encryption;
use crate::store_identity;
use wharf_kernel::{Cell, Unavailable};

/// Marks that are counted at most.
const MOST: i64 = 10_000;

/// The bytes that a layer's row means.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Meant<'a> {
    pub(crate) digest: &'a Digest,
    pub(crate) data_key: &'a str,
    pub(crate) size: u64,
}

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
    cell: &Cell,
    digest: &Digest,
    held: Held,
    now: Timestamp,
) -> Result<Option<Held>, Unavailable> {
    let meant = Meant::by(&held, digest);
    let damage = examine(cell, meant, held.is_damaged, now).await?;
    Ok(damage.is_none().then_some(held))
}

/// Where nothing can be written it is noted later, and so all the same.
pub(crate) fn tolerate(noted: Result<(), Unavailable>) -> Result<(), Unavailable> {
    match noted {
        Err(Unavailable::Full | Unavailable::ReadOnly) => Ok(()),
        noted => noted,
    }
}

/// What is wrong with the bytes of a layer, which are marked or not. What is not right is marked then, and what is right is not.
pub(crate) async fn examine(
    cell: &Cell,
    meant: Meant<'_>,
    is_marked: bool,
    now: Timestamp,
) -> Result<Option<Damage>, Unavailable> {
    match (look(cell, meant).await?, is_marked) {
        (None, false) => Ok(None),
        (None, true) => {
            tolerate(heal(cell, meant).await)?;
            Ok(None)
        }
        (Some(damage), true) => Ok(Some(damage)),
        (Some(damage), false) => {
            tolerate(mark(cell, meant, damage, now).await)?;
            Ok(Some(damage))
        }
    }
}

/// What is wrong with a layer's bytes. Those that were set aside are taken back.
async fn look(cell: &Cell, meant: Meant<'_>) -> Result<Option<Damage>, Unavailable> {
    let (digest, blobs) = (
        meant.digest,
        encryption::closed_bytes(cell, meant.data_key).await?.blobs,
    );
    let found = match blobs.stat(digest).await {
        Err(wharf_blob::Error::BlobUnknown) if blobs.recover(digest).await? => blobs.stat(digest).await,
        found => found,
    };
    match found {
        Ok(size) if size == meant.size => Ok(None),
        Ok(_) => Ok(Some(Damage::Short)),
        Err(wharf_blob::Error::BlobUnknown) => Ok(Some(Damage::Missing)),
        Err(error) => Err(error.into()),
    }
}

/// Refuses to take the bytes of a store that is not there for damaged ones.
pub(crate) async fn require_store(cell: &Cell) -> Result<(), Unavailable> {
    if store_identity::is_here(cell).await? {
        return Ok(());
    }
    let text = format!(
        "the bytes of {} are not there: is their disk mounted?",
        cell.region
    );
    Err(Unavailable::Outage(text))
}

/// Marks the bytes of a layer, and tells the repositories that have it.
///
/// # Errors
/// The store is not there.
pub(crate) async fn mark(
    cell: &Cell,
    meant: Meant<'_>,
    damage: Damage,
    now: Timestamp,
) -> Result<(), Unavailable> {
    require_store(cell).await?;
    let Meant { digest, data_key, .. } = meant;
    store::mark(cell, digest.as_str(), data_key, (damage, now)).await?;
    // They may have been pushed since they were looked at.
    if look(cell, meant).await?.is_none() {
        return heal(cell, meant).await;
    }
    tell(cell, meant, damage, now).await
}

/// Tells the repositories that have marked bytes, unless they were told: a node may have died between the two.
pub(crate) async fn tell(
    cell: &Cell,
    meant: Meant<'_>,
    damage: Damage,
    now: Timestamp,
) -> Result<(), Unavailable> {
    let Meant { digest, data_key, .. } = meant;
    if store::tell(cell, digest.as_str(), data_key, now).await? {
        metrics::counter!("wharf_damaged_blobs_total").increment(1);
        tracing::error!(
            region = %cell.region, %digest, damage = damage.as_str(),
            "the bytes of a layer are damaged: it is not available until it is pushed again"
        );
        show(cell).await?;
    }
    Ok(())
}

async fn heal(cell: &Cell, meant: Meant<'_>) -> Result<(), Unavailable> {
    store::heal(cell, meant.digest.as_str(), meant.data_key).await?;
    show(cell).await
}

/// How many blobs of the Region are damaged, counted up to 10,000.
///
/// # Errors
/// The database fails.
pub async fn count(cell: &Cell) -> Result<i64, Unavailable> {
    Ok(store::count_damaged(cell, MOST).await?)
}

/// The damaged blobs of the Region that were found first.
///
/// # Errors
/// The database fails.
pub async fn list(cell: &Cell, most: i64) -> Result<Vec<DamagedBlob>, Unavailable> {
    Ok(store::list_damaged(cell, most).await?)
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
    cell: &Cell,
    bytes: &Compartment,
    (digest, held): (&Digest, Held),
    now: Timestamp,
) -> Result<Option<Download>, Unavailable> {
    if held.is_damaged && whole(cell, digest, held.clone(), now).await?.is_none() {
        return Ok(None);
    }
    let damage = match bytes.blobs.download(digest).await {
        Ok(download) if download.size() == held.size => return Ok(Some(download)),
        Ok(_) => Damage::Short,
        Err(wharf_blob::Error::BlobUnknown) => Damage::Missing,
        Err(error) => return Err(error.into()),
    };
    mark(cell, Meant::by(&held, digest), damage, now).await?;
    Ok(None)
}
