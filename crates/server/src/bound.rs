//! A bound that becomes smaller while it holds: files that clients might have had are needed by the node.

use std::sync::atomic::{AtomicUsize, Ordering};

/// How many there may be: one at least.
pub(crate) struct Bound(AtomicUsize);

impl Bound {
    /// So many.
    pub(crate) fn new(most: usize) -> Bound {
        Bound(AtomicUsize::new(most.max(1)))
    }

    /// How many by now.
    pub(crate) fn get(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }

    /// No more than so many from now on. What is beyond that keeps its place until it ends or gives way.
    pub(crate) fn narrow(&self, most: usize) {
        self.0.fetch_min(most.max(1), Ordering::Relaxed);
    }
}
