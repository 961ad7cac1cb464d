//! The room of deleted images: for a while, the operator can undo a deletion.
//!
//! For ECR a deleted image is gone at once: no list, no pull, no failure code knows of it, and its place in the quota is free.
//! Its rows are kept apart, and so long collection leaves its layers alone. Restoring puts them back, with the tags that no
//! other image has taken meanwhile, and the images that an index names. They are forgotten when their time is over (`job`), or when
//! an operator gives them up for their bytes (`collection`). Anything else that a deletion removed (a tag,
//! a whole repository) stays removed.

mod job;
pub mod operations;
mod restore;

pub use super::image::DeletedImage;
pub use job::DeletedImageExpiry;
pub use restore::{RestoreError, Restored, list, restore};

use std::collections::BTreeMap;

use wharf_aws::Timestamp;
use wharf_kernel::{Cell, Unavailable};
use wharf_sql::{Scope, Transaction};

use super::image::store::deleted::{self as store, Expired};
use super::layer_bytes::store::Freed;
use crate::load;

/// Images that are counted at most.
const MOST: i64 = 10_000;
/// Images that one transaction forgets: pushes wait for it, and on a full disk its log has to find room.
const PAGE: i64 = 50;

/// Some of the Region's deleted images, as many as one transaction forgets: those that are kept until a time or less, or any of them.
pub(crate) async fn page(cell: &Cell, until: Option<Timestamp>) -> Result<Vec<Expired>, wharf_sql::Error> {
    let until = until.unwrap_or(Timestamp::from_micros(i64::MAX));
    let mut page = store::expired(&cell.database, cell.region.as_str(), until, PAGE).await?;
    let some = load::first(page.iter().map(|image| image.bytes));
    page.truncate(some);
    Ok(page)
}

/// Forgets deleted images, which cannot be restored any more.
pub(crate) fn forget(transaction: &mut Transaction<'_>, page: &[Expired]) -> Result<(), wharf_sql::Error> {
    let mut registries: BTreeMap<&str, (&Scope, Freed)> = BTreeMap::new();
    for image in page {
        let scope = &image.scope;
        let bytes = store::forget(transaction, scope, &image.repository, &image.digest)?;
        let registry = registries.entry(scope.first());
        let (_, freed) = registry.or_insert_with(|| (scope, Freed::default()));
        freed.add(&image.digest, bytes);
    }
    let mut registries = registries.into_values();
    registries.try_for_each(|(scope, freed)| freed.subtract(transaction, scope))
}

/// How many deleted images of the Region can still be restored, counted up to 10,000: their layers stay.
pub(crate) async fn count(cell: &Cell, now: Timestamp) -> Result<i64, Unavailable> {
    Ok(store::count(cell, now, MOST).await?)
}
