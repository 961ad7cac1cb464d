//! What is remembered of running uploads between two calls: a lock each, and how far the hash has come.
//!
//! All of it can be forgotten at any time (that is also what a restart does): the file is the truth, and what the
//! hash has not seen is read again at commit.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::Mutex;
use tokio::sync::OwnedMutexGuard;
use wharf_oci::digest::{Algorithm, Hasher};

use crate::uploads::TURN;
use crate::{Error, UploadId};

/// Uploads remembered at most, apart from those in use. One is about 300 bytes.
const REMEMBERED: usize = 4096;

/// Calls that may have the slot of an upload in hand, when an append comes to wait for its turn.
const WAITING: usize = 16;

/// The hash of the upload's first `covered` bytes.
#[derive(Clone)]
pub(super) struct Progress {
    pub(super) hasher: Hasher,
    pub(super) covered: u64,
}

impl Progress {
    pub(super) fn start(algorithm: Algorithm) -> Self {
        Self {
            hasher: Hasher::new(algorithm),
            covered: 0,
        }
    }

    pub(super) fn update(&mut self, bytes: &[u8]) {
        self.hasher.update(bytes);
        self.covered += bytes.len() as u64;
    }
}

/// The right to change one upload, and its hash so far. `None`: nothing is known of it.
pub(super) type Lock = OwnedMutexGuard<Option<Progress>>;

type Slot = Arc<tokio::sync::Mutex<Option<Progress>>>;

struct Entry {
    slot: Slot,
    last_used: u64,
}

#[derive(Default)]
struct Entries {
    map: HashMap<UploadId, Entry>,
    uses: u64,
}

/// The running uploads.
#[derive(Default)]
pub(super) struct Running {
    entries: Mutex<Entries>,
}

impl Running {
    /// Waits for the right to change an upload.
    pub(super) async fn lock(&self, id: &UploadId) -> Lock {
        self.slot(id).lock_owned().await
    }

    /// The same for an append, whose client sends while it waits: it is refused where the turn does not come soon, and at once
    /// where many wait already.
    pub(super) async fn lock_soon(&self, id: &UploadId) -> Result<Lock, Error> {
        let slot = self.slot(id);
        if Arc::strong_count(&slot) > WAITING {
            return Err(Error::Busy);
        }
        let turn = tokio::time::timeout(TURN, slot.lock_owned()).await;
        turn.map_err(|_elapsed| Error::Busy)
    }

    /// Forgets an upload that has ended, unless a writer waits for it.
    pub(super) fn release(&self, id: &UploadId) {
        let mut entries = self.entries.lock();
        if entries.map.get(id).is_some_and(Entry::is_idle) {
            entries.map.remove(id);
        }
    }

    fn slot(&self, id: &UploadId) -> Slot {
        let mut entries = self.entries.lock();
        entries.uses += 1;
        let last_used = entries.uses;
        if !entries.map.contains_key(id) {
            entries.make_room();
        }
        let entry = entries.map.entry(*id).or_insert_with(|| Entry {
            slot: Slot::default(),
            last_used,
        });
        entry.last_used = last_used;
        Arc::clone(&entry.slot)
    }
}

impl Entry {
    /// No writer holds or awaits the lock. Slots are handed out under the map's lock only, so this stays true under it.
    fn is_idle(&self) -> bool {
        Arc::strong_count(&self.slot) == 1
    }
}

impl Entries {
    /// When full, forgets the older half of what is idle: the walk is paid by thousands of calls.
    fn make_room(&mut self) {
        if self.map.len() < REMEMBERED {
            return;
        }
        let mut idle: Vec<u64> = self
            .map
            .values()
            .filter(|entry| entry.is_idle())
            .map(|entry| entry.last_used)
            .collect();
        idle.sort_unstable();
        let Some(&newest) = idle.get(idle.len() / 2) else {
            return;
        };
        self.map
            .retain(|_, entry| !entry.is_idle() || entry.last_used > newest);
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;
    use futures_util::future::join_all;

    use super::*;

    fn id(number: usize) -> UploadId {
        let mut random = [0; 16];
        random[8..].copy_from_slice(&number.to_be_bytes());
        random[8] = 0;
        UploadId::from_random(random)
    }

    #[tokio::test(start_paused = true)]
    async fn an_append_waits_a_moment_and_beside_few_others() {
        let (uploads, id) = (Running::default(), id(0));
        let held = uploads.lock(&id).await;
        let all = join_all((0..100).map(|_| uploads.lock_soon(&id)));
        let begun = tokio::time::Instant::now();
        let refused = all.await;
        assert!(refused.iter().all(|lock| matches!(lock, Err(Error::Busy))));
        assert_eq!(begun.elapsed().as_secs(), TURN.as_secs());

        let mut waiting: Vec<_> = (0..100).map(|_| Box::pin(uploads.lock_soon(&id))).collect();
        let at_once = waiting.iter_mut().filter_map(|lock| lock.now_or_never());
        assert_eq!(
            at_once.count(),
            100 + 2 - WAITING,
            "the slot is in the map, and one has it"
        );
        drop((waiting, held));
        assert!(uploads.lock_soon(&id).await.is_ok());
    }

    #[tokio::test]
    async fn memory_is_bounded_and_locks_in_use_survive() {
        let uploads = Running::default();
        let held = uploads.lock(&id(0)).await;
        for number in 1..3 * REMEMBERED {
            *uploads.lock(&id(number)).await = Some(Progress::start(Algorithm::Sha256));
        }
        assert!(uploads.entries.lock().map.len() <= REMEMBERED);
        assert!(
            uploads.slot(&id(0)).try_lock().is_err(),
            "a second lock for the same upload"
        );
        assert!(
            uploads.lock(&id(3 * REMEMBERED - 1)).await.is_some(),
            "the newest was forgotten"
        );
        assert!(uploads.lock(&id(1)).await.is_none(), "the oldest was kept");
        uploads.release(&id(0));
        assert!(uploads.slot(&id(0)).try_lock().is_err(), "released while held");
        drop(held);
        uploads.release(&id(0));
        assert!(!uploads.entries.lock().map.contains_key(&id(0)));
    }
}
