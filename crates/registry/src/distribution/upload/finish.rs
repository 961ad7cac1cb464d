//! `PUT /v2/<name>/blobs/uploads/<id>?digest=<digest>`: the last chunk, if any, and the end.

use std::fmt;
use std::ops::RangeInclusive;

use wharf_blob::ByteStream;
use wharf_oci::digest::Digest;

use super::super::Target;
use crate::distribution::of_ecr;
use crate::ecr::layer_upload;
use wharf_kernel::Access;
use wharf_kernel::operation::operation;

/// What ends.
pub struct FinishUploadInput {
    /// For which repository.
    pub target: Target,
    /// The upload.
    pub id: String,
    /// The digest that all bytes must have.
    pub digest: Digest,
    /// What the client says the last chunk is.
    pub range: Option<RangeInclusive<u64>>,
    /// The last chunk.
    pub body: Option<ByteStream>,
}

impl fmt::Debug for FinishUploadInput {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("FinishUploadInput")
            .field("target", &self.target)
            .finish_non_exhaustive()
    }
}

operation! {
    /// Ends an upload: its bytes are a layer.
    FinishUpload(FinishUploadInput) -> Digest,
    access(input, _) {
        let Target { registry, repository } = &input.target;
        let mut access = vec![Access::repository("CompleteLayerUpload", registry, repository)];
        if input.body.is_some() {
            access.push(Access::repository("UploadLayerPart", registry, repository));
        }
        access
    },
    run(context, input) {
        let FinishUploadInput {
            target,
            id,
            digest,
            range,
            body,
        } = input;
        let cell = context.cell().await?;
        let Target { registry, repository } = &target;
        let upload = layer_upload::require(&cell, registry, repository, &id).await.map_err(of_ecr)?;
        if let Some(body) = body {
            super::append(context, &cell, &target, &upload, range.as_ref(), body, Some(&digest)).await?;
        }
        super::publish(context, &cell, &target, &upload, digest).await
    }
}
