//! What a collection leaves where it is.

use std::collections::HashSet;

use wharf_aws::Timestamp;
use wharf_blob::StoredBlob;
use wharf_kernel::Unavailable;
use wharf_oci::digest::Digest;

use super::{Collection, between};
use crate::ecr::encryption::CompartmentKey;
use crate::ecr::layer;

/// What of a page stays.
pub(super) struct Kept {
    pub(super) referred: HashSet<String>,
    /// What rows had as layers and dropped, where it matters.
    pub(super) had: Option<HashSet<String>>,
    /// Whether what they never had stays too, because they were restored.
    pub(super) keeps_unknown: bool,
}

impl Kept {
    pub(super) fn has(&self, digest: &Digest) -> bool {
        self.referred.contains(digest.as_str()) || (self.keeps_unknown && self.never_had(digest))
    }

    /// Whether no row ever had it as a layer, of what no row refers to.
    pub(super) fn never_had(&self, digest: &Digest) -> bool {
        let is_unknown = |had: &HashSet<String>| !had.contains(digest.as_str());
        self.had.as_ref().is_some_and(is_unknown)
    }
}

impl Collection<'_> {
    /// Which blobs of a page stay: those that rows refer to, and, where the rows were restored, those that they never had as layers.
    /// Those may also have to be older than others.
    pub(super) async fn kept(
        &self,
        page: &[StoredBlob],
        place: &CompartmentKey,
        after: Option<Timestamp>,
    ) -> Result<Kept, Unavailable> {
        let referred = self.referred(page, place, after).await?;
        let keeps_unknown = self.kept_before.is_some();
        let had = match keeps_unknown || !self.how.unrecorded.is_zero() {
            true => Some(layer::store::dropped(self.cell, between(page), &place.data_key).await?),
            false => None,
        };
        Ok(Kept {
            referred,
            had,
            keeps_unknown,
        })
    }
}
