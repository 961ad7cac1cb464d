//! The room of deleted images: for a while, the operator can undo a deletion.
//!
//! For ECR a deleted image is gone at once: no list, no pull, no failure code knows of it, and its place in the quota is free.
//! Its rows are kept apart, and so long collection leaves its layers alone. Restoring puts them back, with the tags that no
//! other image has taken meanwhile, and the images that an index names. Whatever a deletion removed that is no image (a tag,
//! a whole repository) stays removed.

mod job;
mod operations;
mod restore;
pub(crate) mod store;

use wharf_aws::Timestamp;

pub use job::DeletedImageExpiry;
pub use operations::{ListDeletedImages, RestoreImage};
pub use restore::{DeletedImage, RestoreError, Restored, list, restore};
pub(crate) use store::STATEMENTS;

use wharf_kernel::Node;

/// When a deletion happens, and until when it can be undone; never, without an end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deletion {
    pub(crate) now: Timestamp,
    pub(crate) kept_until: Option<Timestamp>,
}

impl Deletion {
    /// A deletion now.
    pub(crate) fn now(node: &Node) -> Deletion {
        let now = node.clock.now();
        let keep = node.settings.keep_deleted;
        Deletion {
            now,
            kept_until: (!keep.is_zero()).then(|| now.plus(keep)),
        }
    }
}
