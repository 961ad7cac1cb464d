//! What a collection leaves where it is.

use std::collections::HashSet;

use wharf_oci::digest::Digest;

/// What of a page stays.
pub(super) struct Kept {
    pub(super) referred: HashSet<String>,
    /// What rows that were restored had as layers: the rest stays too.
    pub(super) had: Option<HashSet<String>>,
}

impl Kept {
    pub(super) fn has(&self, digest: &Digest) -> bool {
        let is_unknown = |had: &HashSet<String>| !had.contains(digest.as_str());
        self.referred.contains(digest.as_str()) || self.had.as_ref().is_some_and(is_unknown)
    }
}
