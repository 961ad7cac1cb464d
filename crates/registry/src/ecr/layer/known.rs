//! What a process knows of damaged layers without a look into the database: how many are marked, and those that it could not mark.
//!
//! A node that is read only, or has no space, marks nothing and moves nothing. What it finds is noted here, so that it is counted,
//! told and not served; the notes go with the process, and a later verification finds the same again.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::atomic::{AtomicI64, Ordering};

use parking_lot::Mutex;
use wharf_aws::Timestamp;
use wharf_blob::Version;
use wharf_kernel::{Cell, Extension};

use super::model::{Damage, DamagedBlob, Meant};

/// Notes that are kept at most.
const MOST: usize = 10_000;
/// How many are looked for in the database at once.
const SOME: usize = 100;

/// A data key and a digest.
type Name = (String, String);

/// What a process knows of a Region.
#[derive(Default)]
pub(super) struct Known {
    marked: AtomicI64,
    noted: Mutex<BTreeMap<Name, Note>>,
    /// Up to which name was looked whether a layer has it.
    looked_at: Mutex<Name>,
}

impl Extension for Known {}

#[derive(Clone, Copy)]
struct Note {
    damage: Damage,
    found_at: Timestamp,
    /// Of bytes that are others and still have the name: which ones.
    version: Option<Version>,
}

fn name(meant: Meant<'_>) -> Name {
    (meant.data_key.to_owned(), meant.digest.to_string())
}

impl Known {
    pub(super) fn of(cell: &Cell) -> std::sync::Arc<Known> {
        cell.extensions.get()
    }

    /// Notes how many are marked.
    pub(super) fn set_marked(&self, count: i64) {
        self.marked.store(count, Ordering::Relaxed);
    }

    /// How many are damaged, as far as this process knows.
    pub(super) fn count(&self) -> i64 {
        let noted = i64::try_from(self.noted.lock().len()).unwrap_or(i64::MAX);
        self.marked.load(Ordering::Relaxed).saturating_add(noted)
    }

    /// The names of some, others the next time.
    pub(super) fn some(&self) -> Vec<Name> {
        let (noted, mut last) = (self.noted.lock(), self.looked_at.lock());
        let after = noted.range((Bound::Excluded(last.clone()), Bound::Unbounded));
        let some: Vec<Name> = after.map(|(name, _)| name.clone()).take(SOME).collect();
        *last = some.last().cloned().unwrap_or_default();
        some
    }

    /// Notes what cannot be marked; whether that is news.
    pub(super) fn note(&self, meant: Meant<'_>, damage: Damage, found_at: Timestamp) -> bool {
        self.insert(meant, damage, (found_at, None))
    }

    /// Notes bytes that are others and cannot be moved out of the way; whether that is news.
    pub(super) fn note_altered(&self, meant: Meant<'_>, version: Version, found_at: Timestamp) -> bool {
        self.insert(meant, Damage::Altered, (found_at, Some(version)))
    }

    fn insert(
        &self,
        meant: Meant<'_>,
        damage: Damage,
        (found_at, version): (Timestamp, Option<Version>),
    ) -> bool {
        let mut noted = self.noted.lock();
        let name = name(meant);
        let known = noted.get(&name).copied();
        if known.is_none() && noted.len() >= MOST {
            // What every look finds again makes room for what none does.
            let other = noted.iter().find(|(_, note)| note.version.is_none());
            let Some(other) = other.map(|(name, _)| name.clone()).filter(|_| version.is_some()) else {
                return false;
            };
            noted.remove(&other);
        }
        let note = Note {
            damage,
            found_at,
            version: version.or(known.and_then(|known| known.version)),
        };
        noted.insert(name, note);
        known.is_none_or(|known| known.damage != damage)
    }

    /// Forgets what is whole, or marked.
    pub(super) fn forget(&self, meant: Meant<'_>) {
        let mut noted = self.noted.lock();
        if !noted.is_empty() {
            noted.remove(&name(meant));
        }
    }

    /// Forgets what no layer has.
    pub(super) fn forget_name(&self, name: &Name) {
        self.noted.lock().remove(name);
    }

    /// Whether something is noted of these bytes.
    pub(super) fn has(&self, meant: Meant<'_>) -> bool {
        let noted = self.noted.lock();
        !noted.is_empty() && noted.contains_key(&name(meant))
    }

    /// Which bytes were found to be others than the digest says.
    pub(super) fn altered(&self, meant: Meant<'_>) -> Option<Version> {
        let noted = self.noted.lock();
        match noted.is_empty() {
            true => None,
            false => noted.get(&name(meant))?.version,
        }
    }

    /// When that was found.
    pub(super) fn found_at(&self, meant: Meant<'_>) -> Option<Timestamp> {
        self.noted.lock().get(&name(meant)).map(|note| note.found_at)
    }

    /// Those that are not marked.
    pub(super) fn list(&self) -> Vec<DamagedBlob> {
        let noted = self.noted.lock();
        let shown = noted.iter().map(|((_, digest), note)| DamagedBlob {
            digest: digest.clone(),
            damage: note.damage.as_str().to_owned(),
            found_at: note.found_at,
        });
        shown.collect()
    }
}
