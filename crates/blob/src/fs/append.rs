//! Appending a body to an upload.

use std::sync::Arc;

use futures_util::StreamExt;
use wharf_oci::digest::Algorithm;

use super::Shared;
use super::pipeline::Pipeline;
use super::writer::Writer;
use crate::{ByteStream, Error, UploadId};

pub(super) async fn append(
    shared: &Arc<Shared>,
    id: UploadId,
    expected_offset: Option<u64>,
    mut body: ByteStream,
    hash_hint: Option<Algorithm>,
    limit: u64,
) -> Result<u64, Error> {
    let lock = shared.running.lock_soon(&id).await?;
    let owned = Arc::clone(shared);
    let open = move || Writer::open(owned, &id, lock, expected_offset, hash_hint, limit);
    let opened = shared.threads.run(open).await;
    if let Err(Error::UploadUnknown) = opened {
        shared.running.release(&id);
    }
    let mut pipeline = Pipeline::new(Arc::clone(shared), opened?);
    while let Some(frame) = body.next().await {
        match frame {
            Ok(frame) => pipeline.push(&frame).await?,
            Err(error) => {
                pipeline.finish().await?;
                return Err(Error::Body(error));
            }
        }
    }
    Ok(pipeline.finish().await?.length())
}
