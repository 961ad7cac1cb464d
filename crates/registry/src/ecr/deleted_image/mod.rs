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

use wharf_aws::Timestamp;
use wharf_kernel::{Cell, Unavailable};

/// Images that are counted at most.
const MOST: i64 = 10_000;

/// How many deleted images of the Region can still be restored, counted up to 10,000: their layers stay.
pub(crate) async fn count(cell: &Cell, now: Timestamp) -> Result<i64, Unavailable> {
    Ok(super::image::store::deleted::count(cell, now, MOST).await?)
}
