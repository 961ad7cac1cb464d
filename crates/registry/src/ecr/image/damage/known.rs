//! The damaged manifests of a Region that a process knows of: those that are marked, and those that it could not mark.
//!
//! A node that is read only, or has no space, marks nothing. What it finds is noted here, so that it is counted and told; the notes go with the
//! process, and a later read or verification finds the same again.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use parking_lot::Mutex;
use wharf_aws::{AccountId, Timestamp};
use wharf_kernel::{Cell, Extension};
use wharf_oci::name::RepositoryName;

/// Notes that are kept at most.
pub(super) const MOST: usize = 1000;

/// Registry, repository, digest.
pub(super) type Name = (AccountId, RepositoryName, String);

/// What is known of one.
#[derive(Clone, Debug)]
pub(super) struct Note {
    /// `missing`, `altered`.
    pub(super) damage: String,
    pub(super) found_at: Timestamp,
    /// The id of the repository under which it is marked, if it is.
    pub(super) marked: Option<String>,
}

/// What a process knows of a Region.
#[derive(Default)]
pub(super) struct Known {
    noted: Mutex<BTreeMap<Name, Note>>,
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

    pub(super) fn all(&self) -> BTreeMap<Name, Note> {
        self.noted.lock().clone()
    }

    pub(super) fn get(&self, name: &Name) -> Option<Note> {
        self.noted.lock().get(name).cloned()
    }

    /// Notes one; whether that is news.
    pub(super) fn note(&self, name: Name, note: Note) -> bool {
        self.change(|noted| match noted.get_mut(&name) {
            Some(known) => {
                *known = note;
                false
            }
            None => noted.len() < MOST && noted.insert(name, note).is_none(),
        })
    }

    /// Forgets one.
    pub(super) fn forget(&self, name: &Name) {
        self.change(|noted| noted.remove(name));
    }

    /// Notes which ones are marked. Those that could not be stay noted.
    pub(super) fn set_marked(&self, marked: BTreeMap<Name, Note>) {
        self.change(|noted| {
            noted.retain(|_, note| note.marked.is_none());
            for (name, note) in marked {
                if noted.len() < MOST || noted.contains_key(&name) {
                    noted.insert(name, note);
                }
            }
        });
    }

    fn change<T>(&self, change: impl FnOnce(&mut BTreeMap<Name, Note>) -> T) -> T {
        let mut noted = self.noted.lock();
        let changed = change(&mut noted);
        self.count.store(noted.len(), Ordering::Relaxed);
        changed
    }
}
