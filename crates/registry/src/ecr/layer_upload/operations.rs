//! The API's way to upload a layer: initiate, parts, complete (Amazon ECR API Reference).

use std::time::Duration;

use bytes::Bytes;
use wharf_aws::ecr::{
    CompleteLayerUploadRequest, CompleteLayerUploadResponse, Fault, InitiateLayerUploadRequest,
    InitiateLayerUploadResponse, UploadLayerPartRequest, UploadLayerPartResponse,
};
use wharf_blob::Uploads;
use wharf_oci::digest::Digest;

use super::super::fault::{
    self, NamedRepository, empty_upload, invalid_digest, invalid_layer_part, layer_already_exists,
};
use super::super::layer_bytes::ByteQuota;
use super::super::{encryption, layer};
use super::{
    MAX_LAYER_SIZE, MAX_PART_SIZE, MAX_PARTS, MIN_PART_SIZE, PART_SIZE, Upload, begin, give_up, publish,
    require, store,
};
use crate::store_identity;
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Error};

/// When a client may try again whose registry has as many uploads under way as it may.
const TRY_AGAIN: Duration = Duration::from_secs(5);

operation! {
    /// `InitiateLayerUpload`.
    InitiateLayerUpload(InitiateLayerUploadRequest) -> InitiateLayerUploadResponse,
    access(input, call) {
        let registry = call.registry(input.registry_id.as_ref());
        vec![Access::repository(
            "InitiateLayerUpload",
            &registry,
            &input.repository_name,
        )]
    },
    run(context, input) {
        let registry = context.call.registry(input.registry_id.as_ref());
        let cell = context.cell().await?;
        let begun = begin(context, &cell, &registry, &input.repository_name).await;
        let id = begun.map_err(|error| match error {
            // The model has no fault for it; this one every SDK knows, and it tries again.
            // Its text is of a rate, so the reason is in the log.
            Error::Fault(Fault::LimitExceeded { message, .. }) => {
                tracing::info!(reason = %message, "an upload was refused as throttled");
                Error::Throttled(TRY_AGAIN)
            }
            error => error,
        })?;
        Ok(InitiateLayerUploadResponse {
            upload_id: Some(id.to_string()),
            part_size: Some(PART_SIZE),
        })
    }
}

operation! {
    /// `UploadLayerPart`.
    UploadLayerPart(UploadLayerPartRequest) -> UploadLayerPartResponse,
    access(input, call) {
        let registry = call.registry(input.registry_id.as_ref());
        vec![Access::repository(
            "UploadLayerPart",
            &registry,
            &input.repository_name,
        )]
    },
    run(context, input) {
        let registry = context.call.registry(input.registry_id.as_ref());
        let cell = context.cell().await?;
        let place = NamedRepository {
            registry: &registry,
            repository: &input.repository_name,
        };
        let upload = require(&cell, &registry, &input.repository_name, &input.upload_id).await?;
        let bytes = encryption::bytes(context.node, &cell, &registry, &upload.data_key).await?;
        let size = i64::try_from(input.layer_part_blob.len()).unwrap_or(i64::MAX);
        if size > MAX_PART_SIZE {
            let text = format!("A layer part has at most {MAX_PART_SIZE} bytes");
            return Err(fault::limit_exceeded(text).into());
        }
        // Before the bytes are taken; once more when the part is counted.
        if upload.parts >= MAX_PARTS {
            return Err(too_many_parts().into());
        }
        let announced = input
            .part_last_byte
            .checked_sub(input.part_first_byte)
            .and_then(|bytes| bytes.checked_add(1));
        let quota = ByteQuota::of(context, &registry);
        let limit = quota.room_of_upload(&cell).await?.min(MAX_LAYER_SIZE);
        let received = match announced == Some(size) && size > 0 {
            true => {
                let part = (input.part_first_byte, input.layer_part_blob);
                append(bytes.uploads.as_ref(), &upload, part, limit).await
            }
            false => Err(bytes.uploads.length(&upload.id).await),
        };
        let length = match received {
            Ok(length) => length,
            Err(current) => {
                if let Err(wharf_blob::Error::UploadUnknown) = current {
                    store_identity::here(&cell).await?;
                }
                let current = current.map_err(|error| match error {
                    wharf_blob::Error::TooLarge if limit < MAX_LAYER_SIZE => quota.exceeded().into(),
                    error => unknown_or_broken(error, place, &upload),
                })?;
                let last_valid = i64::try_from(current)
                    .ok()
                    .and_then(|current| current.checked_sub(1));
                return Err(invalid_layer_part(
                    place,
                    &input.upload_id,
                    last_valid.filter(|last| *last >= 0),
                )
                .into());
            }
        };
        let end = i64::try_from(length).unwrap_or(i64::MAX);
        let (scope, short_end) = (cell.scope(&registry), (size < MIN_PART_SIZE).then_some(end));
        let counted = cell
            .database
            .transaction("ecr.layer_upload.part", move |transaction| {
                store::add_part(transaction, &scope, &upload, short_end, MAX_PARTS)
            });
        if !counted.await? {
            return Err(too_many_parts().into());
        }
        Ok(UploadLayerPartResponse {
            registry_id: Some(registry),
            repository_name: Some(input.repository_name),
            upload_id: Some(input.upload_id),
            last_byte_received: Some(end - 1),
        })
    }
}

fn too_many_parts() -> Fault {
    fault::limit_exceeded(format!("A layer upload has at most {MAX_PARTS} parts"))
}

type Length = Result<u64, wharf_blob::Error>;

/// Appends a part at its place. What does not fit is an error with the upload's length.
async fn append(
    uploads: &dyn Uploads,
    upload: &Upload,
    (first_byte, part): (i64, Bytes),
    limit: u64,
) -> Result<u64, Length> {
    let offset = u64::try_from(first_byte).map_err(|_| Ok(0))?;
    let body = Box::pin(futures_util::stream::iter([Ok(part)]));
    match uploads.append(&upload.id, Some(offset), body, None, limit).await {
        Ok(length) => Ok(length),
        Err(wharf_blob::Error::OffsetMismatch { current }) => Err(Ok(current)),
        Err(error) => Err(Err(error)),
    }
}

fn unknown_or_broken(error: wharf_blob::Error, place: NamedRepository<'_>, upload: &Upload) -> Error<Fault> {
    match error {
        wharf_blob::Error::UploadUnknown => fault::upload_not_found(place, &upload.id.to_string()).into(),
        wharf_blob::Error::TooLarge => {
            fault::limit_exceeded(format!("A layer has at most {MAX_LAYER_SIZE} bytes")).into()
        }
        error => error.into(),
    }
}

operation! {
    /// `CompleteLayerUpload`.
    CompleteLayerUpload(CompleteLayerUploadRequest) -> CompleteLayerUploadResponse,
    access(input, call) {
        let registry = call.registry(input.registry_id.as_ref());
        vec![Access::repository(
            "CompleteLayerUpload",
            &registry,
            &input.repository_name,
        )]
    },
    run(context, input) {
        let registry = context.call.registry(input.registry_id.as_ref());
        let cell = context.cell().await?;
        let place = NamedRepository {
            registry: &registry,
            repository: &input.repository_name,
        };
        let digests = input
            .layer_digests
            .iter()
            .map(|digest| digest.parse::<Digest>())
            .collect();
        let digests: Vec<Digest> = Result::map_err(digests, |_| invalid_digest("layerDigests"))?;
        let upload = require(&cell, &registry, &input.repository_name, &input.upload_id).await?;
        let bytes = encryption::bytes(context.node, &cell, &registry, &upload.data_key).await?;
        let length = match bytes.uploads.length(&upload.id).await {
            Ok(0) => return Err(empty_upload(place, &input.upload_id).into()),
            Ok(length) => i64::try_from(length).unwrap_or(i64::MAX),
            // What is gone by now is noticed, and cleared away, when it is published.
            Err(wharf_blob::Error::UploadUnknown) => 0,
            Err(error) => return Err(error.into()),
        };
        if upload.short_part_end.is_some_and(|end| end < length) {
            give_up(&cell, &registry, &upload).await?;
            return Err(fault::layer_part_too_small(place, &input.upload_id).into());
        }
        let quota = ByteQuota::of(context, &registry);
        let size = u64::try_from(length).unwrap_or(0);
        let repository = (&registry, &input.repository_name);
        layer::require_room(&cell, quota, repository, &digests, size).await?;
        let published = publish(
            context,
            &cell,
            &registry,
            &input.repository_name,
            &upload,
            &digests,
        )
        .await?;
        if published.existed {
            return Err(layer_already_exists(place, published.digest.as_str()).into());
        }
        Ok(CompleteLayerUploadResponse {
            registry_id: Some(registry),
            repository_name: Some(input.repository_name),
            upload_id: Some(input.upload_id),
            layer_digest: Some(published.digest.to_string()),
        })
    }
}
