//! Layers whose bytes are missing, or of another length than their rows say.
//!
//! Their bytes are marked, once for all repositories that have them: then the layer is not available, clients push it again, and
//! that heals it for all. Bytes that are back, as after a disk was mounted again, heal it as well. Where the whole store is not
//! there, nothing is marked: that is an outage.

use wharf_aws::Timestamp;
use wharf_blob::{Compartment, Download};
use wharf_oci::digest::Digest;

use super::model::Damage;
use super::store::{self, Held};
use crate::ecr::encryption;
use crate::store_identity;
use wharf_kernel::{Cell, Unavailable};

/// The layer, if its bytes are there, and as long as its row says. Else they are marked.
pub(crate) async fn whole(
    cell: &Cell,
    digest: &Digest,
    held: Held,
    now: Timestamp,
) -> Result<Option<Held>, Unavailable> {
    match (look(cell, digest, &held).await?, held.is_damaged) {
        (None, false) => Ok(Some(held)),
        (None, true) => {
            store::heal(cell, digest.as_str(), &held.data_key).await?;
            Ok(Some(held))
        }
        (Some(_), true) => Ok(None),
        (Some(damage), false) => {
            mark(cell, digest, &held, damage, now).await?;
            Ok(None)
        }
    }
}

/// What is wrong with a layer's bytes. Those that were set aside are taken back.
async fn look(cell: &Cell, digest: &Digest, held: &Held) -> Result<Option<Damage>, Unavailable> {
    let blobs = encryption::closed_bytes(cell, &held.data_key).await?.blobs;
    let found = match blobs.stat(digest).await {
        Err(wharf_blob::Error::BlobUnknown) if blobs.recover(digest).await? => blobs.stat(digest).await,
        found => found,
    };
    match found {
        Ok(size) if size == held.size => Ok(None),
        Ok(_) => Ok(Some(Damage::Short)),
        Err(wharf_blob::Error::BlobUnknown) => Ok(Some(Damage::Missing)),
        Err(error) => Err(error.into()),
    }
}

/// Marks the bytes of a layer.
///
/// # Errors
/// The store is not there.
pub(crate) async fn mark(
    cell: &Cell,
    digest: &Digest,
    held: &Held,
    damage: Damage,
    now: Timestamp,
) -> Result<(), Unavailable> {
    if !store_identity::is_here(cell).await? {
        let text = format!(
            "the bytes of {} are not there: is their disk mounted?",
            cell.region
        );
        return Err(Unavailable::Outage(text));
    }
    store::mark(cell, digest.as_str(), &held.data_key, (damage, now)).await?;
    // They may have been pushed since they were looked at.
    if look(cell, digest, held).await?.is_none() {
        store::heal(cell, digest.as_str(), &held.data_key).await?;
        return Ok(());
    }
    metrics::counter!("wharf_damaged_blobs_total").increment(1);
    tracing::error!(
        region = %cell.region, %digest, damage = damage.as_str(),
        "the bytes of a layer are damaged: it is not available until it is pushed again"
    );
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
    mark(cell, digest, &held, damage, now).await?;
    Ok(None)
}
