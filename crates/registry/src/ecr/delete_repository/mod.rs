//! Delete a repository (Amazon ECR API Reference, *DeleteRepository*): its name goes in one step, what hung on it afterwards in
//! bounded steps (`job`), so that a repository of 100,000 images is deleted as fast as an empty one.
//!
//! Each room says how its rows go (`Sweep`); here is the list of them.

mod job;
mod operations;

pub use job::RepositoryRemoval;
pub use operations::DeleteRepository;

use super::{image, layer, lifecycle, resource_tag};
use crate::events;
use crate::sweep::Sweep;

/// The tables whose rows of a repository go with its name: there is one of each.
const AT_ONCE: [&str; 3] = ["repository_policies", "lifecycle_policies", "lifecycle_previews"];
/// Uploads are given up one by one, for each has bytes.
const ONE_BY_ONE: [&str; 1] = ["layer_uploads"];

/// What goes in steps. Tags go first: nothing may name an image that is gone.
fn sweeps() -> impl Iterator<Item = &'static Sweep> {
    let rooms: [&'static [Sweep]; 5] = [
        image::SWEEPS,
        layer::SWEEPS,
        resource_tag::SWEEPS,
        lifecycle::SWEEPS,
        events::SWEEPS,
    ];
    rooms.into_iter().flatten()
}

/// The tables that a deleted repository's rows are removed from.
pub fn tables() -> impl Iterator<Item = &'static str> {
    let swept = sweeps().map(|sweep| sweep.table);
    swept.chain(AT_ONCE).chain(ONE_BY_ONE)
}
