//! Previews: what a policy would do, as rows. A preview is begun by an operation and made by a job; it can be read for a day.

mod job;
mod operations;
pub(crate) mod store;

use std::time::Duration;

pub use job::PreviewMaking;
pub use operations::*;

/// How long a preview can be read.
const LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);
