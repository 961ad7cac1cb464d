//! Bytes that are taken for those of the rows on purpose.

use wharf_blob::StoreIdentity;
use wharf_kernel::{Cell, Clock, Entropy, Unavailable};

use super::plan::Mismatch;
use super::{AttachError, Standing, after_all, new_id, standing, store};

/// Takes the bytes for those of the rows on purpose, even where both say something else; those that are there now are kept until it is
/// settled.
///
/// # Errors
/// There are layers and no bytes, and that these are lost is not said (`without_bytes`); or one of them fails.
pub async fn adopt(
    cell: &Cell,
    accounts: Option<&str>,
    (clock, entropy): (&Clock, &Entropy),
    without_bytes: bool,
) -> Result<Standing, AttachError> {
    if !without_bytes
        && cell.bytes.sample(1).await.map_err(Unavailable::from)?.is_empty()
        && store::has_layers(cell).await.map_err(Unavailable::from)?
    {
        return Err(Mismatch::NoBytes.into());
    }
    Ok(adopt_bytes(cell, accounts, (clock, entropy)).await?)
}

async fn adopt_bytes(
    cell: &Cell,
    accounts: Option<&str>,
    (clock, entropy): (&Clock, &Entropy),
) -> Result<Standing, Unavailable> {
    let known = match cell.bytes.identity().await {
        // It says nothing that could be read.
        Err(wharf_blob::Error::Identity(_)) => None,
        said => said?,
    };
    let next = StoreIdentity {
        // Another one than both had: a third database or store that had the same is not taken for this one.
        id: new_id(entropy),
        epoch: known.as_ref().map_or(0, |known| known.epoch) + 1,
        raised_at_micros: known
            .as_ref()
            .map_or(0, |known| known.raised_at_micros)
            .max(clock.now().micros()),
    };
    if !cell.bytes.identify(known.as_ref(), &next).await? {
        return Err(Unavailable::Outage(
            "another process changed the store meanwhile".to_owned(),
        ));
    }
    store::replace(cell, &next, accounts, after_all(known.as_ref(), clock.now())).await?;
    standing(cell)
        .await?
        .ok_or_else(|| Unavailable::Internal("the database forgot its store".to_owned()))
}
