//! The room of deleted images: for a while, the operator can undo a deletion.
//!
//! For ECR a deleted image is gone at once: no list, no pull, no failure code knows of it, and its place in the quota is free.
//! Its rows are kept apart, and so long collection leaves its layers alone. Restoring puts them back, with the tags that no
//! other image has taken meanwhile, and the images that an index names. Anything else that a deletion removed (a tag,
//! a whole repository) stays removed.

mod job;
pub mod operations;
mod restore;

pub use super::image::DeletedImage;
pub use job::DeletedImageExpiry;
pub use restore::{RestoreError, Restored, list, restore};
