//! The OCI Distribution Specification's operations that have no twin among ECR's API calls: lists of names, one
//! manifest, bytes down, bytes up.
//!
//! They act on ECR's rooms and demand ECR's permissions. `PUT` of a manifest, `DELETE` of one and the list of referrers
//! are ECR's `PutImage`, `BatchDeleteImage` and `ListImageReferrers`, decoded by another front end.

mod blob;
mod catalog;
mod manifest;
mod parameters;
mod table;
mod tags;
mod upload;
mod version;

pub use blob::{BlobInput, GetBlob, HeadBlob, LocateBlob};
pub use catalog::{ListCatalog, ListCatalogInput};
pub use manifest::{GetManifest, GetManifestInput};
pub use table::{DISTRIBUTION, ROWS};
pub use tags::{ListTags, ListTagsInput};
pub use upload::{
    AppendUpload, AppendUploadInput, CancelUpload, FinishUpload, FinishUploadInput, GetUpload, Mount,
    PushBlob, PushBlobInput, StartUpload, StartUploadInput, Started, UploadInput,
};
pub use version::{CheckVersion, CheckVersionInput};

use wharf_aws::{AccountId, ecr};
use wharf_oci::name::RepositoryName;

use crate::ecr::layer_upload::MAX_LAYER_SIZE;
use wharf_kernel::Error;
use wharf_kernel::audit::Failure;

/// A repository and its registry, as a host and a path name them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The owner of the registry: the host says it.
    pub registry: AccountId,
    /// The repository: the path says it.
    pub repository: RepositoryName,
}

/// The part of a `last` that a database takes. No name has a NUL, so what sorts after the whole is what sorts after this.
fn before_nul(last: &str) -> &str {
    last.split('\0').next().unwrap_or_default()
}

/// What the registry protocol can answer beside ECR's faults. Displayed as clients and records see it.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A fault that the API has too.
    #[error("{}", .0.message())]
    Ecr(ecr::Fault),
    /// No such manifest.
    #[error("Requested image not found")]
    ManifestUnknown,
    /// The repository holds no such blob.
    #[error("The layer does not exist in this repository")]
    BlobUnknown,
    /// A chunk that does not begin where the upload ends.
    #[error("First byte of the layer part is {received} instead of {expected}")]
    OutOfOrder {
        /// The first byte that the chunk announced.
        received: u64,
        /// The upload's length: the only right answer.
        expected: u64,
    },
    /// A chunk whose length is not the announced one.
    #[error("The chunk has {received} bytes, but its Content-Range announced {announced}")]
    ChunkLength {
        /// What `Content-Range` announced.
        announced: u64,
        /// What arrived.
        received: u64,
    },
    /// A chunk that goes on after the announced length.
    #[error("The chunk has more than the {announced} bytes that its Content-Range announced")]
    LongChunk {
        /// What `Content-Range` announced.
        announced: u64,
    },
    /// A blob beyond the limit.
    #[error("A layer can have at most {} MiB", MAX_LAYER_SIZE / (1024 * 1024))]
    TooLarge,
    /// The client's body broke off; there is no client left to answer.
    #[error("The request body broke off")]
    BodyBroken,
}

impl From<ecr::Fault> for Fault {
    fn from(fault: ecr::Fault) -> Fault {
        Fault::Ecr(fault)
    }
}

impl From<Fault> for Error<Fault> {
    fn from(fault: Fault) -> Error<Fault> {
        Error::Fault(fault)
    }
}

/// What an operation of ECR's rooms failed with.
fn of_ecr(error: Error<ecr::Fault>) -> Error<Fault> {
    error.map_fault(Fault::Ecr)
}

impl Failure for Fault {
    fn code(&self) -> String {
        match self {
            Fault::Ecr(fault) => Failure::code(fault),
            Fault::ManifestUnknown => "ImageNotFoundException".to_owned(),
            Fault::BlobUnknown => "LayersNotFoundException".to_owned(),
            Fault::OutOfOrder { .. } | Fault::ChunkLength { .. } | Fault::LongChunk { .. } => {
                "InvalidLayerPartException".to_owned()
            }
            Fault::TooLarge => "LimitExceededException".to_owned(),
            Fault::BodyBroken => "InvalidLayerException".to_owned(),
        }
    }

    fn text(&self) -> String {
        self.to_string()
    }
}
