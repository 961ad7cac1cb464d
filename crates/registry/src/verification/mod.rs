//! Verification: everything that is stored is read, and compared with what is said of it.
//!
//! 1. Each table of the database, where its engine can check one.
//! 2. Each blob against its digest, sealed ones too where their key opens. One whose bytes are others is moved out of
//!    the way and marked (`ecr::layer::damage`): its layer is not available, and the next push heals it. One that the disk does not
//!    read stays where it is.
//! 3. Repository by repository: each layer's row against its bytes; each manifest, those of deleted images that can be restored too, against
//!    its digest, and against the rows that say what it names; tags against images; and what is counted against what there is.
//!
//! A verification goes on step by step, as a collection does: those of the node's job (`job`), which reads no faster than it is told to,
//! and those that an operator asks for. Anything may change between two steps. What one transaction reads is of one moment, so what
//! it finds is no push that is under way.
//!
//! Bytes can only come from who pushed them. Of the rows, `repair` mends those that follow from others.

mod job;
mod manifest;
pub mod operations;
mod pace;
mod place;
mod step;
mod store;

pub use job::Verification;
pub(crate) use manifest::{Read, compare, read};
pub(crate) use place::Place;
pub(crate) use step::MOST_BYTES;
pub use step::{Position, Stepped, Verify, step};
pub(crate) use store::{Image, images, kept_images, name_again};

use serde::{Deserialize, Serialize};
use wharf_sql::Statement;

/// The statements of a verification.
pub(crate) fn statements() -> Vec<&'static Statement> {
    [store::STATEMENTS, store::registries::STATEMENTS].concat()
}

/// What was looked at so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// Blobs that were read.
    pub blobs: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Blobs that were not read, because their key does not open.
    pub locked_blobs: u64,
    /// Manifests that were not read for the same reason.
    #[serde(default)]
    pub locked_manifests: u64,
    /// Layers of repositories.
    pub layers: u64,
    /// Images.
    pub images: u64,
    /// Deleted images that can be restored.
    #[serde(default)]
    pub deleted_images: u64,
    /// Images whose subject is not there, which is no error: a signature may come first.
    pub referrers_without_subject: u64,
    /// What was found wrong, and not mended.
    pub damaged: u64,
    /// What was found wrong, and mended.
    pub mended: u64,
}

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub what: What,
    /// The registry's account, of what is one registry's.
    pub account: Option<String>,
    /// The repository, of what is one repository's.
    pub repository: Option<String>,
    /// The digest of the blob, the layer or the image.
    pub digest: Option<String>,
    /// How, for people.
    pub detail: String,
    /// Whether it was mended.
    pub is_mended: bool,
}

/// What may be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A table of the database.
    Table,
    /// The bytes of a blob are others than its digest says.
    AlteredBlob,
    /// The disk does not read a blob.
    UnreadableBlob,
    /// A layer's bytes are not there.
    MissingBytes,
    /// A layer's bytes are of another length than its row says.
    ShortBytes,
    /// A manifest is another than its digest says.
    AlteredManifest,
    /// An image has no manifest.
    MissingManifest,
    /// The repository does not hold a layer that an image names.
    MissingLayer,
    /// The repository does not hold an image that an index names.
    MissingImage,
    /// The rows that say what an image names are not what its manifest names.
    WrongReferences,
    /// A tag names an image that is not there.
    WrongTag,
    /// A number is not that of what it counts.
    WrongCount,
}
