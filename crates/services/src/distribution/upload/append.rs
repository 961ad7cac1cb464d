//! `PATCH /v2/<name>/blobs/uploads/<id>`: a chunk, or the whole stream.

use std::fmt;
use std::ops::RangeInclusive;

use wharf_blob::ByteStream;

use super::super::{Fault, Target};
use crate::ecr::layer_upload;
use crate::{Access, Authorized, Call, Context, Error, Operation};

/// Appends to an upload.
pub struct AppendUpload;

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

impl Operation for AppendUpload {
    const SERVICE: &'static str = "distribution";
    const NAME: &'static str = "AppendUpload";
    type Input = AppendUploadInput;
    /// The upload's length.
    type Output = u64;
    type Fault = Fault;

    fn access(input: &Self::Input, _call: &Call) -> Vec<Access> {
        let Target { registry, repository } = &input.target;
        vec![Access::repository("UploadLayerPart", registry, repository)]
    }

    async fn run(
        context: &Context<'_>,
        input: Authorized<Self::Input>,
    ) -> Result<Self::Output, Error<Self::Fault>> {
        let AppendUploadInput {
            target,
            id,
            range,
            body,
        } = input.into_inner();
        let cell = context.cell().await?;
        let upload = layer_upload::require(&cell, &target.registry, &target.repository, &id).await?;
        super::append(context, &cell, &target, &upload, range.as_ref(), body, None).await
    }
}
