//! `POST /v2/<name>/blobs/uploads/?digest=<digest>`: a whole blob in one request.
//!
//! It is an upload like any other, so that bytes of a client that goes away are found and swept like any others.

use std::fmt;

use wharf_blob::ByteStream;
use wharf_oci::digest::Digest;

use super::super::{Fault, Target};
use crate::ecr::layer_upload;
use crate::{Access, Authorized, Call, Context, Error, Operation};

/// Uploads a blob at once.
pub struct PushBlob;

/// What is uploaded.
pub struct PushBlobInput {
    /// For which repository.
    pub target: Target,
    /// The digest that the bytes must have.
    pub digest: Digest,
    /// The bytes.
    pub body: ByteStream,
}

impl fmt::Debug for PushBlobInput {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("PushBlobInput")
            .field("target", &self.target)
            .finish_non_exhaustive()
    }
}

impl Operation for PushBlob {
    const SERVICE: &'static str = "distribution";
    const NAME: &'static str = "PushBlob";
    type Input = PushBlobInput;
    type Output = Digest;
    type Fault = Fault;

    fn access(input: &Self::Input, _call: &Call) -> Vec<Access> {
        let Target { registry, repository } = &input.target;
        ["InitiateLayerUpload", "UploadLayerPart", "CompleteLayerUpload"]
            .map(|action| Access::repository(action, registry, repository))
            .to_vec()
    }

    async fn run(
        context: &Context<'_>,
        input: Authorized<Self::Input>,
    ) -> Result<Self::Output, Error<Self::Fault>> {
        let PushBlobInput { target, digest, body } = input.into_inner();
        let cell = context.cell().await?;
        let Target { registry, repository } = &target;
        let id = super::begin(context, &cell, &target).await?;
        let upload = layer_upload::require(&cell, registry, repository, &id.to_string()).await?;
        let pushed = async {
            let hint = Some(digest.algorithm());
            super::append(context, &cell, &target, &upload, None, body, hint).await?;
            let digests = [digest];
            let publish = layer_upload::publish(context, &cell, registry, repository, &upload, &digests);
            Ok(publish.await?.digest)
        };
        let pushed = pushed.await;
        if pushed.is_err() {
            // Nobody knows the id: the upload cannot go on. The caller learns of the first failure; what this one
            // leaves expires.
            if let Err(error) = layer_upload::give_up(&cell, registry, &upload).await {
                tracing::warn!(upload = %upload.id, %error, "the bytes of a failed push stay for now");
            }
        }
        pushed
    }
}
