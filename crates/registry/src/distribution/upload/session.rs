//! `GET` and `DELETE` of `/v2/<name>/blobs/uploads/<id>`: how far is it, and give it up.

use super::super::{Fault, Target};
use crate::distribution::of_ecr;
use crate::ecr::encryption;
use crate::ecr::fault::{NamedRepository, upload_not_found};
use crate::ecr::layer_upload;
use crate::store_identity;
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Call};

/// Which upload.
#[derive(Debug)]
pub struct UploadInput {
    /// For which repository.
    pub target: Target,
    /// Its id.
    pub id: String,
}

operation! {
    /// The length of an upload.
    GetUpload(UploadInput) -> u64,
    access(input, call) {
        access(input, call)
    },
    run(context, input) {
        let cell = context.cell().await?;
        let Target { registry, repository } = &input.target;
        let upload = layer_upload::require(&cell, registry, repository, &input.id).await.map_err(of_ecr)?;
        let bytes = encryption::closed_bytes(&cell, &upload.data_key).await?;
        match bytes.uploads.length(&upload.id).await {
            Ok(length) => Ok(length),
            Err(wharf_blob::Error::UploadUnknown) => {
                store_identity::here(&cell).await?;
                Err(Fault::Ecr(upload_not_found(NamedRepository { registry, repository }, &input.id)).into())
            }
            Err(error) => Err(error.into()),
        }
    }
}

operation! {
    /// Gives an upload up.
    CancelUpload(UploadInput) -> (),
    access(input, call) {
        access(input, call)
    },
    run(context, input) {
        let cell = context.cell().await?;
        let Target { registry, repository } = &input.target;
        let upload = layer_upload::require(&cell, registry, repository, &input.id).await.map_err(of_ecr)?;
        layer_upload::give_up(&cell, registry, &upload).await.map_err(of_ecr)
    }
}

fn access(input: &UploadInput, _call: &Call) -> Vec<Access> {
    let Target { registry, repository } = &input.target;
    vec![Access::repository("InitiateLayerUpload", registry, repository)]
}
