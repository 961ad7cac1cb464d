//! Bytes up: `/v2/<name>/blobs/uploads/…`. Each file is a step of a push.

mod append;
mod finish;
mod push;
mod session;
mod start;

pub use append::{AppendUpload, AppendUploadInput};
pub use finish::{FinishUpload, FinishUploadInput};
pub use push::{PushBlob, PushBlobInput};
pub use session::{CancelUpload, GetUpload, UploadInput};
pub use start::{Mount, StartUpload, StartUploadInput, Started};

use std::ops::RangeInclusive;
use std::sync::Arc;

use wharf_blob::{ByteStream, UploadId};
use wharf_oci::digest::Digest;

use super::{Fault, Target};
use crate::distribution::of_ecr;
use crate::ecr::fault::{NamedRepository, upload_not_found};
use crate::ecr::layer_bytes::ByteQuota;
use crate::ecr::layer_upload::{self, MAX_LAYER_SIZE, Upload};
use crate::ecr::{creation_template, encryption, layer};
use crate::store_identity;
use wharf_kernel::{Cell, Context, Error};

/// Begins an upload, in a repository that is made for it if a creation template says so.
async fn begin(context: &Context<'_>, cell: &Cell, target: &Target) -> Result<UploadId, Error<Fault>> {
    let Target { registry, repository } = target;
    match layer_upload::begin(context, cell, registry, repository).await {
        Err(Error::Fault(missing @ crate::ecr::Fault::RepositoryNotFound { .. })) => {
            if !creation_template::create::on_push(context, cell, registry, repository)
                .await
                .map_err(of_ecr)?
            {
                return Err(Fault::Ecr(missing).into());
            }
            Ok(layer_upload::begin(context, cell, registry, repository)
                .await
                .map_err(of_ecr)?)
        }
        begun => Ok(begun.map_err(of_ecr)?),
    }
}

/// Appends a body to an upload's bytes and gives the new length. `range` is what the client says the body is, `digest` that of all bytes,
/// where it is the last one.
async fn append(
    context: &Context<'_>,
    cell: &Cell,
    target: &Target,
    upload: &Upload,
    range: Option<&RangeInclusive<u64>>,
    body: ByteStream,
    digest: Option<&Digest>,
) -> Result<u64, Error<Fault>> {
    let offset = range.map(|range| *range.start());
    let place = NamedRepository {
        registry: &target.registry,
        repository: &target.repository,
    };
    // More than announced is taken back as it arrives; less is a chunk that broke off, and its bytes are a good beginning.
    let end = range.map_or(u64::MAX, |range| range.end().saturating_add(1));
    let quota = ByteQuota::of(context, &target.registry);
    let room = layer::room_of_upload(cell, quota, (&target.registry, &target.repository), digest).await?;
    let most = room.min(MAX_LAYER_SIZE);
    let limit = end.min(most);
    let hash_hint = digest.map(Digest::algorithm);
    let (id, key) = (&upload.id, &upload.data_key);
    let bytes = encryption::bytes(context.node, cell, &target.registry, key)
        .await
        .map_err(of_ecr)?;
    let length = match bytes.uploads.append(id, offset, body, hash_hint, limit).await {
        Ok(length) => length,
        Err(wharf_blob::Error::OffsetMismatch { current }) => {
            return Err(Fault::OutOfOrder {
                received: offset.unwrap_or(0),
                expected: current,
            }
            .into());
        }
        Err(wharf_blob::Error::UploadUnknown) => {
            store_identity::here(cell).await?;
            return Err(Fault::Ecr(upload_not_found(place, &id.to_string())).into());
        }
        Err(wharf_blob::Error::TooLarge) => {
            return Err(match range {
                Some(range) if end <= most => Fault::LongChunk {
                    announced: (range.end() - range.start()).saturating_add(1),
                },
                _ if most < MAX_LAYER_SIZE => Fault::Ecr(quota.exceeded()),
                _ => Fault::TooLarge,
            }
            .into());
        }
        Err(wharf_blob::Error::Body(_)) => return Err(Fault::BodyBroken.into()),
        Err(error) => return Err(error.into()),
    };
    if let Some(range) = range {
        let (announced, received) = (
            (range.end() - range.start()).saturating_add(1),
            length - range.start(),
        );
        if announced != received {
            return Err(Fault::ChunkLength { announced, received }.into());
        }
    }
    Ok(length)
}

/// Makes a layer of an upload, if the registry may have so many bytes. One that it may not have goes on when there is room again.
async fn publish(
    context: &Context<'_>,
    cell: &Arc<Cell>,
    Target { registry, repository }: &Target,
    upload: &Upload,
    digest: Digest,
) -> Result<Digest, Error<Fault>> {
    let quota = ByteQuota::of(context, registry);
    if quota.is_set() {
        let bytes = encryption::closed_bytes(cell, &upload.data_key).await?;
        match bytes.uploads.length(&upload.id).await {
            Ok(length) => {
                let digests = std::slice::from_ref(&digest);
                let required = layer::require_room(cell, quota, (registry, repository), digests, length);
                required.await.map_err(of_ecr)?;
            }
            // Noticed below.
            Err(wharf_blob::Error::UploadUnknown) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let digests = [digest];
    let published = layer_upload::publish(context, cell, registry, repository, upload, &digests).await;
    Ok(published.map_err(of_ecr)?.digest)
}
