//! `PUT /v2/<name>/blobs/uploads/<id>?digest=<digest>`: the last chunk, if any, and the end.

use std::fmt;
use std::ops::RangeInclusive;

use wharf_blob::ByteStream;
use wharf_oci::digest::Digest;

use super::super::{Fault, Target};
use crate::ecr::layer_upload;
use crate::{Access, Authorized, Call, Context, Error, Operation};

/// Ends an upload: its bytes are a layer.
pub struct FinishUpload;

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

impl Operation for FinishUpload {
    const SERVICE: &'static str = "distribution";
    const NAME: &'static str = "FinishUpload";
    type Input = FinishUploadInput;
    type Output = Digest;
    type Fault = Fault;

    fn access(input: &Self::Input, _call: &Call) -> Vec<Access> {
        let Target { registry, repository } = &input.target;
        let mut access = vec![Access::repository("CompleteLayerUpload", registry, repository)];
        if input.body.is_some() {
            access.push(Access::repository("UploadLayerPart", registry, repository));
        }
        access
    }

    async fn run(
        context: &Context<'_>,
        input: Authorized<Self::Input>,
    ) -> Result<Self::Output, Error<Self::Fault>> {
        let FinishUploadInput {
            target,
            id,
            digest,
            range,
            body,
        } = input.into_inner();
        let cell = context.cell().await?;
        let Target { registry, repository } = &target;
        let upload = layer_upload::require(&cell, registry, repository, &id).await?;
        if let Some(body) = body {
            let hint = Some(digest.algorithm());
            super::append(context, &cell, &target, &upload, range.as_ref(), body, hint).await?;
        }
        let digests = [digest];
        let published =
            layer_upload::publish(context, &cell, registry, repository, &upload, &digests).await?;
        Ok(published.digest)
    }
}
