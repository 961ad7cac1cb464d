//! The damaged manifests that a process knows of. They go with the process: a read or a verification finds them again.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use parking_lot::Mutex;
use wharf_aws::AccountId;
use wharf_kernel::{Cell, Extension};
use wharf_oci::name::RepositoryName;

/// Notes that are kept at most.
const MOST: usize = 1000;

/// Registry, repository, digest.
pub(super) type Name = (AccountId, RepositoryName, String);

/// What a process knows of a Region.
#[derive(Default)]
pub(super) struct Known {
    noted: Mutex<BTreeSet<Name>>,
    /// How many are noted: every read asks.
    count: AtomicUsize,
}

impl Extension for Known {}

impl Known {
    pub(super) fn of(cell: &Cell) -> Arc<Known> {
        cell.extensions.get()
    }

    pub(super) fn count(&self) -> usize {
        self.count.load(Ordering::Relaxed)
    }

    pub(super) fn all(&self) -> Vec<Name> {
        self.noted.lock().iter().cloned().collect()
    }

    /// Notes one; whether that is news.
    pub(super) fn note(&self, name: Name) -> bool {
        let mut noted = self.noted.lock();
        let is_news = noted.len() < MOST && noted.insert(name);
        self.count.store(noted.len(), Ordering::Relaxed);
        is_news
    }

    /// Forgets one; whether it was noted.
    pub(super) fn forget(&self, name: &Name) -> bool {
        let mut noted = self.noted.lock();
        let was_noted = noted.remove(name);
        self.count.store(noted.len(), Ordering::Relaxed);
        was_noted
    }
}
