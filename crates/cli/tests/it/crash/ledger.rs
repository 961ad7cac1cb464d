//! What clients know at the moment their server is gone.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::lab::Image;

/// What was acknowledged and what was under way.
#[derive(Default)]
pub(super) struct Ledger {
    /// The bytes of every blob that a client ever sent.
    pub(super) blobs: BTreeMap<String, Arc<Vec<u8>>>,
    /// Those whose push was acknowledged.
    pub(super) durable_blobs: BTreeSet<String>,
    /// Every image whose manifest a client ever sent.
    pub(super) images: BTreeMap<String, Arc<Image>>,
    /// Those whose push was acknowledged and whose deletion no client asked for.
    pub(super) durable_images: BTreeSet<String>,
    /// What each tag may name: one thing when the last change was acknowledged; `None` is: the tag is not there.
    pub(super) tags: BTreeMap<String, Vec<Option<String>>>,
    /// Uploads that began and did not end.
    pub(super) uploads: Vec<Upload>,
}

/// An upload under way.
#[derive(Clone)]
pub(super) struct Upload {
    pub(super) location: String,
    /// How many bytes were acknowledged.
    pub(super) acknowledged: usize,
    /// Whether its end had been asked for: then it may be over.
    pub(super) ending: bool,
    pub(super) content: Arc<Vec<u8>>,
}

impl Ledger {
    /// A tag is about to name this, or nothing.
    pub(super) fn tag_may_become(&mut self, tag: &str, state: Option<String>) {
        self.tags
            .entry(tag.to_owned())
            .or_insert_with(|| vec![None])
            .push(state);
    }

    /// The last change of a tag was acknowledged.
    pub(super) fn tag_is(&mut self, tag: &str) {
        let states = self.tags.get_mut(tag).unwrap();
        states.drain(..states.len() - 1);
    }

    /// Adds what another client knows. Tags are each one client's own.
    pub(super) fn merge(&mut self, other: Ledger) {
        self.blobs.extend(other.blobs);
        self.durable_blobs.extend(other.durable_blobs);
        self.images.extend(other.images);
        self.durable_images.extend(other.durable_images);
        self.tags.extend(other.tags);
        self.uploads.extend(other.uploads);
    }
}
