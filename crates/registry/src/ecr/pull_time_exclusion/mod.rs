//! The room of pull time exclusions: principals whose pulls leave no trace in `lastRecordedPullTime` (Amazon ECR User
//! Guide, *Pull-time update exclusions*).
//!
//! What the list does is in `image::pull_time`, which asks what the node remembers of the registry.

mod operations;
pub(crate) mod store;

pub use operations::*;
pub(crate) use store::STATEMENTS;

/// The most that one registry can have (Amazon ECR User Guide, *Amazon ECR service quotas*).
pub(crate) const MOST: usize = 100;
