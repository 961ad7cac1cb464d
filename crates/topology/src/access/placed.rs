//! A name, and the registries where it is or can be.

use crate::company::Repository;

/// A name that stands for all that are like it.
pub(super) struct Name {
    pub(super) text: String,
    /// The registries that have it by the file, by their place in [`Places::registries`].
    pub(super) placed: Vec<usize>,
    /// The registries that can have it, those included.
    pub(super) possible: Vec<usize>,
    /// Those of them that have it, or get it by a push; without a live endpoint all of them.
    pub(super) present: Vec<usize>,
}

impl Name {
    /// Where one may do something with it, as far as it is known.
    pub(super) fn held(&self) -> &[usize] {
        match self.placed.is_empty() {
            true => &self.present,
            false => &self.placed,
        }
    }
}

/// A repository that the file does not list, as if it did.
pub(super) fn unlisted(name: &str) -> Repository {
    Repository {
        name: name.to_owned(),
        immutable: false,
        accounts: Vec::new(),
    }
}
