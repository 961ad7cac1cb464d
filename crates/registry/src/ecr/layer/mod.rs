//! The room of layers: which bytes a repository holds.
//!
//! Storage may share bytes; a row here is what makes a layer available in one repository. No answer tells
//! whether another repository or account holds the same bytes.

pub mod damage;
pub mod dropped;
mod known;
mod model;
mod operations;
pub(crate) mod store;

pub(crate) use model::Damage;
pub(crate) use operations::download_path;
pub use operations::{DownloadError, GetDownloadUrlForLayer, LayerDownload, download_caller, open_download};
pub(crate) use store::{STATEMENTS, SWEEPS};

use wharf_aws::ecr::Fault;
use wharf_aws::{AccountId, Timestamp};
use wharf_blob::Blobs;
use wharf_failpoint::fail_point;
use wharf_oci::digest::Digest;
use wharf_oci::name::RepositoryName;

use super::layer_bytes::ByteQuota;
use super::{encryption, repository};
use wharf_kernel::{Cell, Error, Unavailable};

/// A layer as a push wrote its row.
#[derive(Clone, Copy)]
pub(crate) struct Pushed<'a> {
    pub(crate) digest: &'a Digest,
    pub(crate) data_key: &'a str,
    pub(crate) uploaded_at: Timestamp,
}

/// Makes sure of the bytes of a layer whose row was just committed: they may have been on their way out meanwhile
/// (`crate::collection`). No client is told of the layer before. Without them the row goes, unless another push wrote it since:
/// that one may have been told already that its bytes are there.
///
/// # Errors
/// The bytes are gone, which is an outage: they can only come from the client, which sends them again. Or a store fails.
pub(crate) async fn keep(
    cell: &Cell,
    registry: &AccountId,
    repository: &str,
    Pushed {
        digest,
        data_key,
        uploaded_at,
    }: Pushed<'_>,
) -> Result<(), Error<Fault>> {
    let bytes = encryption::closed_bytes(cell, data_key).await?;
    if recovered(&*bytes.blobs, digest).await? {
        damage::pushed(cell, digest, data_key).await;
        return Ok(());
    }
    let (scope, repository, name) = (cell.scope(registry), repository.to_owned(), digest.to_string());
    cell.database
        .transaction("ecr.layer.lost", move |transaction| {
            store::delete(transaction, &scope, &repository, &name, uploaded_at)
        })
        .await?;
    let text = format!("the bytes of {digest} were collected while they were pushed");
    Err(Unavailable::Outage(text).into())
}

/// Whether the bytes are there, or there again.
async fn recovered(blobs: &dyn Blobs, digest: &Digest) -> Result<bool, wharf_blob::Error> {
    fail_point!("ecr.layer.keep", |_| Ok(false));
    blobs.recover(digest).await
}

/// Refuses a layer that would be more bytes than the registry may have. One that the repository holds needs no room: it has to hold
/// all of the digests, because which of them the bytes have is known only once they are published.
pub(crate) async fn require_room(
    cell: &Cell,
    quota: ByteQuota,
    (registry, repository): (&AccountId, &RepositoryName),
    digests: &[Digest],
    size: u64,
) -> Result<(), Error<Fault>> {
    if !quota.is_set() || size <= quota.room(cell).await? {
        return Ok(());
    }
    for digest in digests {
        let held = store::find(&cell.database, &cell.scope(registry), repository, digest.as_str()).await?;
        if held.is_none() {
            return Err(quota.exceeded().into());
        }
    }
    Ok(())
}

/// How many bytes an upload may have. If it ends as a layer that the repository holds it needs no room, and may have the bytes of that one.
pub(crate) async fn room_of_upload(
    cell: &Cell,
    quota: ByteQuota,
    (registry, repository): (&AccountId, &RepositoryName),
    digest: Option<&Digest>,
) -> Result<u64, wharf_sql::Error> {
    let room = quota.room_of_upload(cell).await?;
    let Some(digest) = digest.filter(|_| quota.is_set()) else {
        return Ok(room);
    };
    let held = store::find(&cell.database, &cell.scope(registry), repository, digest.as_str()).await?;
    Ok(room.max(held.map_or(0, |held| held.size)))
}

/// Says that a client asked for a layer: it may be about to push an image that names it.
pub(crate) async fn touch(
    cell: &Cell,
    registry: &AccountId,
    name: &RepositoryName,
    digest: &Digest,
) -> Result<(), wharf_sql::Error> {
    let (scope, name, digest) = (cell.scope(registry), name.clone(), digest.to_string());
    cell.database
        .transaction(
            "ecr.layer.touch",
            move |transaction| match repository::store::find_in(transaction, &scope, &name)? {
                Some(repository) => store::touch(transaction, &scope, &repository.id, &digest),
                None => Ok(()),
            },
        )
        .await
}
