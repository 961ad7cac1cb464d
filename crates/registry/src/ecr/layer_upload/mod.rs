//! The room of layer uploads: bytes on their way to be a layer.
//!
//! A row says that the upload exists and whose it is; how many bytes have arrived is the blob store's to say, so the
//! two cannot disagree. An upload ends by becoming a layer, by being given up, after a day (`job`), or for another one where its registry
//! has as many as it may and it has had no byte for an hour (`idle`).
//! The registry protocol (`distribution`) and the API's three calls share this room.

mod idle;
mod job;
mod operations;
pub(crate) mod store;

use idle::Idle;
pub use job::UploadExpiry;
pub(crate) use job::give_up_all;
pub use operations::{CompleteLayerUpload, InitiateLayerUpload, UploadLayerPart};
pub(crate) use store::STATEMENTS;

use std::sync::Arc;

use wharf_aws::ecr::Fault;
use wharf_aws::{AccountId, Timestamp};
use wharf_blob::{Compartment, UploadId};
use wharf_failpoint::fail_point;
use wharf_oci::digest::Digest;
use wharf_oci::name::RepositoryName;

use super::fault::{NamedRepository, repository_not_found, too_many_uploads, upload_not_found};
use super::layer::store::Stored;
use super::{encryption, layer, repository};
use crate::store_identity;
use wharf_kernel::{Cell, Context, Error, Unavailable};

/// The size of the parts that the API's clients should send (Amazon ECR API Reference, *InitiateLayerUpload*).
pub const PART_SIZE: i64 = 10 * 1024 * 1024;
/// The size that every part but the last must have.
const MIN_PART_SIZE: i64 = 5 * 1024 * 1024;
/// The most that one part may have, and the most parts that an upload may have (Amazon ECR User Guide, *Amazon ECR service
/// quotas*).
const MAX_PART_SIZE: i64 = PART_SIZE;
const MAX_PARTS: i64 = 4200;
/// The most that one layer may have (Amazon ECR User Guide, *Amazon ECR service quotas*).
pub(crate) const MAX_LAYER_SIZE: u64 = 52_000 * 1024 * 1024;

/// An upload under way.
#[derive(Clone, Debug)]
pub(crate) struct Upload {
    pub(crate) id: UploadId,
    /// The id of the repository that it is for.
    pub(crate) repository: String,
    /// With which data key its bytes are sealed; empty for none.
    pub(crate) data_key: String,
    parts: i64,
    /// Where its first short part ends; only the last part may be short.
    short_part_end: Option<i64>,
}

/// Begins an upload. Where the registry has as many as it may, the longest idle one is given up for it, if it is idle enough.
pub(crate) async fn begin(
    context: &Context<'_>,
    cell: &Cell,
    registry: &AccountId,
    name: &RepositoryName,
) -> Result<UploadId, Error<Fault>> {
    if let Some(id) = begin_within_quota(context, cell, registry, name).await? {
        return Ok(id);
    }
    let most = context.node.settings.quotas.open_uploads.unwrap_or_default();
    let next = match idle::give_up(cell, registry, context.node.clock.now()).await? {
        Idle::GivenUp => match begin_within_quota(context, cell, registry, name).await? {
            Some(id) => return Ok(id),
            // Another client was faster.
            None => None,
        },
        Idle::NoneBefore(next) => next,
    };
    Err(too_many_uploads(registry, most, next).into())
}

/// Begins an upload; none where the registry has as many as it may.
async fn begin_within_quota(
    context: &Context<'_>,
    cell: &Cell,
    registry: &AccountId,
    name: &RepositoryName,
) -> Result<Option<UploadId>, Error<Fault>> {
    let repository = repository::require(cell, registry, name).await?;
    store_identity::require_before_bytes(cell).await?;
    let id = UploadId::from_random(context.node.entropy.bytes());
    // Bytes first: a row without its file would be an upload that fails at its first chunk.
    let data_key = encryption::for_upload(context.node, &repository.encryption);
    let bytes = encryption::bytes(context.node, cell, registry, &data_key).await?;
    bytes.uploads.begin(&id).await?;
    fail_point!("ecr.layer_upload.before-row");
    let (scope, now) = (cell.scope(registry), context.node.clock.now());
    let most = context.node.settings.quotas.open_uploads;
    let begun = cell
        .database
        .transaction("ecr.layer_upload.begin", move |transaction| {
            if let Some(most) = most
                && store::count(transaction, &scope, most)? >= most
            {
                return Ok(false);
            }
            store::insert(transaction, &scope, &repository.id, (&id, &data_key), now)?;
            Ok::<_, wharf_sql::Error>(true)
        });
    if !begun.await? {
        bytes.uploads.abort(&id).await?;
        return Ok(None);
    }
    Ok(Some(id))
}

/// The upload of that id in the repository, or the fault that there is none.
pub(crate) async fn require(
    cell: &Cell,
    registry: &AccountId,
    name: &RepositoryName,
    id: &str,
) -> Result<Upload, Error<Fault>> {
    let found = match id.parse::<UploadId>() {
        Ok(id) => store::find(&cell.database, &cell.scope(registry), name, &id).await?,
        Err(_) => None,
    };
    if let Some(upload) = found {
        return Ok(upload);
    }
    repository::require(cell, registry, name).await?;
    Err(upload_not_found(
        NamedRepository {
            registry,
            repository: name,
        },
        id,
    )
    .into())
}

/// What became of an upload's bytes.
pub(crate) struct Published {
    pub(crate) digest: Digest,
    /// Whether the repository held the layer already.
    pub(crate) existed: bool,
}

/// Makes the bytes durable under one of the digests, then makes the layer available and ends the upload.
pub(crate) async fn publish(
    context: &Context<'_>,
    cell: &Arc<Cell>,
    registry: &AccountId,
    name: &RepositoryName,
    upload: &Upload,
    digests: &[Digest],
) -> Result<Published, Error<Fault>> {
    let bytes = encryption::bytes(context.node, cell, registry, &upload.data_key).await?;
    let (cell, digests, now) = (Arc::clone(cell), digests.to_vec(), context.node.clock.now());
    let (registry, name, upload) = (*registry, name.clone(), upload.clone());
    // It goes on when the client goes away: bytes are not left without a row because a connection broke.
    let published = tokio::spawn(async move {
        let place = NamedRepository {
            registry: &registry,
            repository: &name,
        };
        publish_to_the_end(&cell, &bytes, place, &upload, (&digests, now)).await
    });
    let ended = |error: tokio::task::JoinError| Err(Unavailable::Internal(error.to_string()).into());
    published.await.unwrap_or_else(ended)
}

async fn publish_to_the_end(
    cell: &Cell,
    bytes: &Compartment,
    place: NamedRepository<'_>,
    upload: &Upload,
    (digests, now): (&[Digest], Timestamp),
) -> Result<Published, Error<Fault>> {
    let (registry, name) = (place.registry, place.repository);
    let committed = match bytes.uploads.commit(&upload.id, digests).await {
        Ok(committed) => committed,
        Err(wharf_blob::Error::UploadUnknown) => {
            store_identity::here(cell).await?;
            // Its bytes are gone (a finished or given up upload): so is its row.
            forget(cell, registry, upload).await?;
            return Err(upload_not_found(place, &upload.id.to_string()).into());
        }
        Err(wharf_blob::Error::DigestMismatch { .. }) => {
            give_up(cell, registry, upload).await?;
            return Err(super::fault::invalid_layer().into());
        }
        Err(error) => return Err(error.into()),
    };
    fail_point!("ecr.layer_upload.before-publish");
    // After the bytes are durable: so they are in the store that was looked at.
    let here = store_identity::here(cell).await?;
    let scope = cell.scope(registry);
    let (owner, name, upload) = (*registry, name.clone(), upload.clone());
    let (digest, held_by) = (committed.digest.clone(), upload.repository.clone());
    let data_key = upload.data_key.clone();
    let inserted = cell
        .database
        .transaction("ecr.layer_upload.publish", move |transaction| {
            let place = NamedRepository {
                registry: &owner,
                repository: &name,
            };
            // The name may have been deleted, or deleted and made again, while the bytes arrived.
            repository::store::find_beside(transaction, &scope, &name, &here)?
                .filter(|repository| repository.id == upload.repository)
                .ok_or_else(|| Error::Fault(repository_not_found(place)))?;
            store::delete(transaction, &scope, &upload.repository, &upload.id.to_string())?;
            fail_point!("ecr.layer_upload.between-rows", |_| Err(
                wharf_sql::Error::Busy.into()
            ));
            let id = &upload.repository;
            let layer = Stored {
                digest: digest.as_str(),
                size: committed.size,
                data_key: &upload.data_key,
            };
            Ok::<_, Error<Fault>>(layer::store::insert(transaction, &scope, id, layer, now)?)
        })
        .await;
    store_identity::note(cell);
    if let Err(error) = &inserted {
        layer::dropped::remember(cell, &committed.digest, &data_key);
        // Where the database failed, it is asked later.
        if let Error::Fault(_) = error
            && let Err(error) = layer::dropped::write_down(cell).await
        {
            tracing::debug!(region = %cell.region, %error, "bytes that became no layer are not noted yet");
        }
    }
    let inserted = inserted?;
    fail_point!("ecr.layer_upload.after-publish");
    let layer = layer::Pushed {
        digest: &committed.digest,
        data_key: &data_key,
        uploaded_at: inserted.uploaded_at,
    };
    layer::keep(cell, registry, &held_by, layer).await?;
    Ok(Published {
        digest: committed.digest,
        existed: !inserted.is_new,
    })
}

/// Ends an upload and forgets its bytes.
pub(crate) async fn give_up(cell: &Cell, registry: &AccountId, upload: &Upload) -> Result<(), Error<Fault>> {
    let bytes = encryption::closed_bytes(cell, &upload.data_key).await?;
    bytes.uploads.abort(&upload.id).await?;
    forget(cell, registry, upload).await
}

async fn forget(cell: &Cell, registry: &AccountId, upload: &Upload) -> Result<(), Error<Fault>> {
    let (scope, upload) = (cell.scope(registry), upload.clone());
    cell.database
        .transaction("ecr.layer_upload.forget", move |transaction| {
            store::delete(transaction, &scope, &upload.repository, &upload.id.to_string())
        })
        .await?;
    Ok(())
}
