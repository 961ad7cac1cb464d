//! `POST /v2/<name>/blobs/uploads/?digest=<digest>`: a whole blob in one request.
//!
//! It is an upload like any other, so that bytes of a client that goes away are found and swept like any others.

use std::fmt;

use wharf_blob::ByteStream;
use wharf_oci::digest::Digest;

use super::super::Target;
use crate::distribution::of_ecr;
use crate::ecr::layer_upload;
use wharf_kernel::Access;
use wharf_kernel::operation::operation;

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

operation! {
    /// Uploads a blob at once.
    PushBlob(PushBlobInput) -> Digest,
    access(input, _) {
        let Target { registry, repository } = &input.target;
        ["InitiateLayerUpload", "UploadLayerPart", "CompleteLayerUpload"]
            .map(|action| Access::repository(action, registry, repository))
            .to_vec()
    },
    run(context, input) {
        let PushBlobInput { target, digest, body } = input;
        let cell = context.cell().await?;
        let Target { registry, repository } = &target;
        let id = super::begin(context, &cell, &target).await?;
        let upload = layer_upload::require(&cell, registry, repository, &id.to_string()).await.map_err(of_ecr)?;
        let pushed = async {
            super::append(context, &cell, &target, &upload, None, body, Some(&digest)).await?;
            super::publish(context, &cell, &target, &upload, digest).await
        };
        let pushed = pushed.await;
        if pushed.is_err() {
            // No client knows the id: the upload cannot go on. The caller learns of the first failure; what this one
            // leaves expires.
            if let Err(error) = layer_upload::give_up(&cell, registry, &upload).await {
                tracing::warn!(upload = %upload.id, %error, "the bytes of a failed push stay for now");
            }
        }
        pushed
    }
}
