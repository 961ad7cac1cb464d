//! `PATCH /v2/<name>/blobs/uploads/<id>`: a chunk, or the whole stream.

use std::fmt;
use std::ops::RangeInclusive;

use wharf_blob::ByteStream;

use super::super::Target;
use crate::distribution::of_ecr;
use crate::ecr::layer_upload;
use wharf_kernel::Access;
use wharf_kernel::operation::operation;

/// What is appended.
pub struct AppendUploadInput {
    /// For which repository.
    pub target: Target,
    /// The upload.
    pub id: String,
    /// What the client says the body is: the bytes from the first to the last of these.
    pub range: Option<RangeInclusive<u64>>,
    /// The body.
    pub body: ByteStream,
}

impl fmt::Debug for AppendUploadInput {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("AppendUploadInput")
            .field("target", &self.target)
            .finish_non_exhaustive()
    }
}

operation! {
    /// Appends to an upload.
    AppendUpload(AppendUploadInput) -> u64,
    access(input, _) {
        let Target { registry, repository } = &input.target;
        vec![Access::repository("UploadLayerPart", registry, repository)]
    },
    run(context, input) {
        let AppendUploadInput {
            target,
            id,
            range,
            body,
        } = input;
        let cell = context.cell().await?;
        let upload = layer_upload::require(&cell, &target.registry, &target.repository, &id).await.map_err(of_ecr)?;
        super::append(context, &cell, &target, &upload, range.as_ref(), body, None).await
    }
}
