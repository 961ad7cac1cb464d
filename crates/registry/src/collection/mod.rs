//! Collection: bytes that nothing refers to are freed, while clients push and pull.
//!
//! 1. Blobs that would go are counted, those among them that no row ever had as a layer. When they are more than 100 and a
//!    twentieth of all, the rows are likely not those of the bytes: nothing is done until an operator says so (`store_identity`).
//!    Where an operator says so, deleted images that could be restored are given up then (`ecr::deleted_image`).
//! 2. A layer that no image names is marked; naming it, uploading it or asking for it clears the mark. When the mark is
//!    older than the grace period, the row goes. Before, the manifests of its repository are compared with the rows that say what they
//!    name (`step/references.rs`): rows that are lost are written again, and where a manifest cannot be read no layer of the repository goes.
//! 3. A blob older than the grace period to which no row of any account refers is *set aside* (`blob::Blobs::discard`).
//! 4. What is set aside is looked at once more, and removed for good.
//!
//! A reference may come between the look and the removal. So code that writes a row that refers to bytes makes sure of
//! them *after* the row is committed and before the client is told (`ecr::layer::keep`): what was set aside is taken back,
//! and what is gone makes the upload fail. A reader who misses bytes takes them back as well. An error counts as a reference.
//!
//! A collection goes on step by step (`step`), each of which looks at so much and says how far it came: those of the node's job,
//! and those that an operator asks for. A step may be interrupted anywhere and repeated.

mod job;
pub mod operations;
mod step;
mod store;

use std::time::Duration;

pub use job::Collection;
pub use step::{Counted, Position, Stepped, step};
pub(crate) use store::STATEMENTS;

use wharf_aws::Timestamp;
use wharf_kernel::{Cell, Extension, Unavailable};

/// How long what was set aside waits for a second look.
const WAIT: Duration = Duration::from_secs(60 * 60);
/// How old bytes must be at least that no row ever had as a layer, where there is no grace: the rows may be a copy that is a moment
/// old, which nothing else tells.
const UNRECORDED: Duration = Duration::from_secs(24 * 60 * 60);

/// Where the clock is not believed they are never old enough.
const FOREVER: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

/// Says that no node serves the data: the process has all of it for one command, and nothing is pushed meanwhile.
pub struct Unserved;

impl Extension for Unserved {}

/// How to collect.
#[derive(Clone, Copy, Debug)]
pub struct Collect {
    /// How long something must have been without a reference.
    pub grace: Duration,
    /// How long what was set aside waits until it is removed for good.
    pub wait: Duration,
    /// Whether it only reports what it would do.
    pub dry_run: bool,
    /// Whether it goes on where it would stop, and removes what would be kept because the rows were restored.
    pub force: bool,
    /// How old bytes must be that no row ever had as a layer, if that is more than the grace.
    pub unrecorded: Duration,
    /// Whether deleted images are given up that could be restored.
    pub restorable: bool,
}

impl Collect {
    /// Collecting what has been without a reference for so long. Where that is no time at all, what is set aside goes at once.
    #[must_use]
    pub fn after(grace: Duration, dry_run: bool) -> Collect {
        let (wait, unrecorded) = match grace.is_zero() {
            true => (Duration::ZERO, UNRECORDED),
            false => (WAIT, Duration::ZERO),
        };
        Collect {
            grace,
            wait,
            dry_run,
            force: false,
            unrecorded,
            restorable: false,
        }
    }
}

/// What was found, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// A repository holds a layer that none of its images names.
    OrphanedLayer {
        /// The registry's account.
        account: String,
        /// The repository; nothing when it is deleted.
        repository: Option<String>,
        /// The layer.
        digest: String,
        /// Its bytes.
        size: i64,
        /// Whether its time has come; else it waits.
        removed: bool,
    },
    /// Bytes that no repository holds.
    UnreferencedBlob {
        /// Their digest.
        digest: String,
        /// How many.
        size: u64,
    },
    /// Bytes that had been set aside and are removed.
    Removed {
        /// Their digest.
        digest: String,
        /// How many.
        size: u64,
    },
    /// Bytes that had been set aside and to which a row refers by now.
    TakenBack {
        /// Their digest.
        digest: String,
    },
    /// Bytes that no repository holds, and that are younger than the grace. Only a dry run and a forced one tell of them.
    WaitingBlob {
        /// Their digest.
        digest: String,
        /// How many.
        size: u64,
        /// When they may go.
        goes_at: Timestamp,
    },
    /// Bytes that no row ever had as a layer, and that are too young to go without grace.
    UnrecordedBlob {
        /// Their digest.
        digest: String,
        /// How many.
        size: u64,
        /// When they may go.
        goes_at: Timestamp,
    },
    /// A deleted image that can be restored no more.
    GivenUpImage {
        /// The registry's account.
        account: String,
        /// Its digest.
        digest: String,
    },
    /// Rows that say what an image names were lost, and are written again, but in a dry run: its layers stay.
    LostReferences {
        /// The registry's account.
        account: String,
        /// The repository.
        repository: String,
        /// The image.
        digest: String,
    },
    /// The manifest of an image cannot be read, so that no layer of its repository goes.
    UnreadManifest {
        /// The registry's account.
        account: String,
        /// The repository.
        repository: String,
        /// The image.
        digest: String,
    },
}

/// What keeps a digest's bytes: who holds it as a layer, and which images name it there.
pub async fn why(cell: &Cell, digest: &str) -> Result<Vec<Holder>, Unavailable> {
    Ok(store::holders(cell, digest).await?)
}

/// A repository that holds a layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The registry's account.
    pub account: String,
    /// The repository; nothing when it is deleted and waits to be swept.
    pub repository: Option<String>,
    /// An image that names the layer, if any does.
    pub image: Option<String>,
    /// Whether that image is deleted, and kept to be restored.
    pub deleted: bool,
}
