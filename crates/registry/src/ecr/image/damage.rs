//! Manifests that are missing, or others than their digests say.
//!
//! A manifest is compared with its digest when it is read. One that is damaged is answered like one that is not there: so clients push
//! the image again, and that mends its rows (`put`). What a read or a verification finds is noted in the process's memory, for metrics
//! and probes, until it is whole or gone: nothing else follows from it.

mod known;
mod verified;

use wharf_aws::AccountId;
use wharf_aws::ecr::Fault;
use wharf_oci::digest::Digest;

use super::model::{Manifest, StoredManifest};
use super::store;
use crate::ecr::encryption;
use crate::ecr::fault::NamedRepository;
use crate::ecr::layer::Damage;
use known::{Known, Name};
use verified::Verified;
use wharf_kernel::{Cell, Context, Error, Node, Unavailable};

/// The manifest, if it is what its digest says. Else that is noted.
///
/// # Errors
/// The key that seals it is disabled, or a store fails.
pub(crate) async fn whole(
    context: &Context<'_>,
    cell: &Cell,
    place: NamedRepository<'_>,
    stored: StoredManifest,
) -> Result<Option<Manifest>, Error<Fault>> {
    let damage = match stored.written {
        None => Damage::Missing,
        Some(_) => Damage::Altered,
    };
    let digest = stored.digest.clone();
    let read = read(
        context.node,
        cell,
        (&context.call.account, place.registry),
        stored,
    )
    .await?;
    match &read {
        Some(_) => healed(cell, place, &digest),
        None => note(cell, place, &digest, damage),
    }
    Ok(read)
}

/// The manifest, if it is what its digest says.
async fn read(
    node: &Node,
    cell: &Cell,
    (caller, registry): (&AccountId, &AccountId),
    stored: StoredManifest,
) -> Result<Option<Manifest>, Error<Fault>> {
    let StoredManifest { digest, data_key, .. } = stored;
    let Some(written) = stored.written else {
        return Ok(None);
    };
    let opened = encryption::open_manifest(node, cell, registry, &data_key, &digest, written).await?;
    let Some(bytes) = opened else {
        return Ok(None);
    };
    // A seal is of the digest, too: what was opened needs no hash.
    if data_key.is_empty() {
        let verified = cell.extensions.get::<Verified>();
        if !verified.has(&digest, &bytes) {
            let fits = || {
                let digest = digest.parse::<Digest>();
                digest.is_ok_and(|digest| digest.matches(&bytes))
            };
            if !node.apart.read(caller, "digest", bytes.len(), fits).await {
                return Ok(None);
            }
            verified.keep(&digest, &bytes);
        }
    }
    Ok(Some(Manifest {
        digest,
        media_type: stored.media_type,
        bytes,
        repository: stored.repository,
        pulled_at: stored.pulled_at,
        other_form: stored.other_form,
    }))
}

fn name(place: NamedRepository<'_>, digest: &str) -> Name {
    (*place.registry, place.repository.clone(), digest.to_owned())
}

/// Notes that a manifest is damaged; counts and logs it, if that is news.
pub(crate) fn note(cell: &Cell, place: NamedRepository<'_>, digest: &str, damage: Damage) {
    if !Known::of(cell).note(name(place, digest)) {
        return;
    }
    metrics::counter!("wharf_damaged_manifests_total").increment(1);
    tracing::error!(
        region = %cell.region, account = %place.registry, repository = %place.repository, %digest,
        damage = damage.as_str(), "the manifest of an image is damaged: it is not available until the image is pushed again"
    );
    show(cell);
}

/// Notes that a manifest is whole.
pub(crate) fn healed(cell: &Cell, place: NamedRepository<'_>, digest: &str) {
    let known = Known::of(cell);
    if known.count() > 0 && known.forget(&name(place, digest)) {
        show(cell);
    }
}

/// How many manifests of the Region are known to be damaged, up to 1,000. Asks no database.
pub fn last_count(cell: &Cell) -> usize {
    Known::of(cell).count()
}

/// Shows in the node's metrics how many manifests of the Region are damaged.
pub fn show(cell: &Cell) {
    let region = cell.region.to_string();
    metrics::gauge!("wharf_damaged_manifests", "region" => region).set(last_count(cell) as f64);
}

/// Looks again at the manifests that were damaged: other nodes take pushes too, and images go.
///
/// # Errors
/// A store fails.
pub async fn review(node: &Node, cell: &Cell) -> Result<(), Unavailable> {
    review_some(node, cell, Known::of(cell).all()).await
}

/// The same for one repository, of which images were deleted.
pub(crate) async fn review_repository(
    node: &Node,
    cell: &Cell,
    place: NamedRepository<'_>,
) -> Result<(), Unavailable> {
    let mut known = Known::of(cell).all();
    known.retain(|(registry, repository, _)| registry == place.registry && repository == place.repository);
    review_some(node, cell, known).await
}

async fn review_some(node: &Node, cell: &Cell, names: Vec<Name>) -> Result<(), Unavailable> {
    for name in names {
        if !is_damaged(node, cell, &name).await? {
            Known::of(cell).forget(&name);
        }
    }
    show(cell);
    Ok(())
}

async fn is_damaged(
    node: &Node,
    cell: &Cell,
    (registry, repository, digest): &Name,
) -> Result<bool, Unavailable> {
    let scope = cell.scope(registry);
    let found = store::find_in_any_state(&cell.database, &scope, repository, digest).await?;
    let Some(stored) = found else {
        return Ok(false);
    };
    match read(node, cell, (registry, registry), stored).await {
        Ok(read) => Ok(read.is_none()),
        Err(Error::Unavailable(unavailable)) => Err(unavailable),
        // Its key is disabled: nothing more is known.
        Err(_) => Ok(true),
    }
}
