//! Whether a node takes changes: not without space, and not on a read-only disk.
//!
//! What a change needs stands in the row of its operation ([`Room`]). Without space, those are refused that need some before they
//! write anything, those that free some go on with a reserve that is kept for them, and reading goes on. A part of the reserve is given
//! up while one of those is under way and there is no space, so nothing else may take space then: stores ask [`Space::intake`] before
//! each piece of a body, jobs ask [`Space::admit`], and what is only in memory is written down later.
//!
//! What is below, and how a reserve is kept there, the composition root knows ([`Ground`]).

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::Notify;
use wharf_aws::Region;
use wharf_blob::Intake;

use crate::Unavailable;

/// How long what frees space waits for a look at it.
const PATIENCE: Duration = Duration::from_secs(2);

/// What an operation needs of the storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// Nothing is written.
    Nothing,
    /// What it writes stays.
    More,
    /// It frees some, or takes a right away, and may use the reserve for that.
    Frees,
}

/// Why a node takes no changes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Closed {
    /// So many bytes must become free.
    #[error("no space: {missing} bytes are missing in {place}")]
    NoSpace {
        /// The folder.
        place: String,
        /// How many.
        missing: u64,
    },
    /// So many files must become free.
    #[error("no space: {missing} files are missing in {place}")]
    NoFiles {
        /// The folder.
        place: String,
        /// How many.
        missing: u64,
    },
    /// The disk takes none at all.
    #[error("the disk of {place} is read-only")]
    ReadOnlyDisk {
        /// The folder.
        place: String,
    },
}

impl Closed {
    /// Whether the disk is full: of bytes or of files. What frees some goes on then.
    pub fn is_full(&self) -> bool {
        match self {
            Closed::NoSpace { .. } | Closed::NoFiles { .. } => true,
            Closed::ReadOnlyDisk { .. } => false,
        }
    }

    /// What clients and probes are told, who need not know folders.
    pub fn reason(&self) -> &'static str {
        match self.is_full() {
            true => "no space",
            false => "read-only disk",
        }
    }
}

impl From<&Closed> for Unavailable {
    fn from(closed: &Closed) -> Unavailable {
        match closed.is_full() {
            true => Unavailable::Full,
            false => Unavailable::ReadOnly,
        }
    }
}

/// What is below the stores of a node, and the reserve there. Its functions block, but not for long.
pub trait Ground: Send + Sync + 'static {
    /// Looks whether there is space; `was_closed` when there was none, so that more is demanded than to stay open. With `refill`, the
    /// reserve is made whole as far as there is room. There is space only while the reserve is whole, or cannot be kept.
    ///
    /// What is missing is always what must become free before there is space *again*, so that the log, the metric and later looks agree.
    fn look(&self, was_closed: bool, refill: bool) -> Option<Closed>;

    /// Gives up a part of the reserve, where there is not as much free: what one operation that frees space needs. After so many
    /// `refusals` of such operations in a row it is more, as that was not enough. Or all of it, `everywhere`.
    fn give_up(&self, everywhere: bool, refusals: u32);

    /// For how long the disk of a Region has not answered, if it does not. It does not wait for the disk.
    fn silent_for(&self, _region: &Region) -> Option<Duration> {
        None
    }
}

/// Whether a node takes changes.
#[derive(Default)]
pub struct Space {
    ground: Option<Arc<dyn Ground>>,
    state: Arc<State>,
}

/// What is known of the ground, which a look that was given up by its caller still writes.
#[derive(Default)]
struct State {
    /// Whether the node is read only by its settings, with space or without.
    is_set_read_only: bool,
    intake: Intake,
    closed: Mutex<Option<Closed>>,
    is_closed: AtomicBool,
    /// A store had no space although there was some here: a quota, or a database on another machine.
    was_refused: AtomicBool,
    /// The same for the last time that the reserve was not given up, and only for want of space.
    was_full: AtomicBool,
    /// Whether it was given up for that.
    for_refusal: AtomicBool,
    /// What uses the reserve.
    held: AtomicUsize,
    /// Whether something has since it was looked.
    was_held: AtomicBool,
    /// How many operations that free space were refused for want of it, one after the other.
    refusals: AtomicU32,
    /// That it is time to look.
    wake: Notify,
    /// One look at a time: a disk that hangs takes one thread.
    turn: Arc<tokio::sync::Mutex<()>>,
    /// Looks that have begun.
    begun: AtomicU64,
    /// One was waited for in vain, and has not ended since.
    is_late: AtomicBool,
}

/// The right to use the reserve, for as long as it is kept.
pub struct Held(Arc<State>);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.held.fetch_sub(1, Ordering::SeqCst);
        // What was freed goes back to the reserve before others take it.
        if self.0.is_closed.load(Ordering::Relaxed) {
            self.0.wake.notify_one();
        }
    }
}

impl Space {
    /// Over this ground, of a node that is read only by its settings or not. The stores of the node ask the intake.
    pub fn over(ground: Arc<dyn Ground>, intake: Intake, is_set_read_only: bool) -> Space {
        let state = State {
            is_set_read_only,
            intake,
            ..State::default()
        };
        Space {
            ground: Some(ground),
            state: Arc::new(state),
        }
    }

    /// What stores ask before they take bytes.
    pub fn intake(&self) -> &Intake {
        &self.state.intake
    }

    /// Why no changes are taken, if none are.
    pub fn closed(&self) -> Option<Closed> {
        match self.state.is_closed.load(Ordering::Relaxed) {
            true => self.state.closed.lock().clone(),
            false => None,
        }
    }

    /// For how long the disk of a Region has not answered, if it does not.
    pub fn silent_for(&self, region: &Region) -> Option<Duration> {
        self.ground.as_ref()?.silent_for(region)
    }

    /// Whether the last change that was tried was refused for want of space that cannot be seen from here.
    pub fn was_refused(&self) -> bool {
        self.state.was_refused.load(Ordering::Relaxed)
    }

    /// Lets an operation begin, or says why not.
    ///
    /// # Errors
    /// It needs space, and there is none; or the disk is read-only.
    pub async fn admit(&self, room: Room) -> Result<Option<Held>, Unavailable> {
        match (room, self.closed()) {
            (Room::Nothing, _) | (Room::More, None) => Ok(None),
            (Room::More, Some(closed)) | (Room::Frees, Some(closed @ Closed::ReadOnlyDisk { .. })) => {
                Err((&closed).into())
            }
            (Room::Frees, _) => Ok(Some(self.hold().await)),
        }
    }

    /// Gives up the reserve, where there is no space, for as long as what this gives is kept.
    pub async fn hold(&self) -> Held {
        self.state.held.fetch_add(1, Ordering::SeqCst);
        self.state.was_held.store(true, Ordering::SeqCst);
        let held = Held(Arc::clone(&self.state));
        // What is to be freed may be on another disk than the one that does not answer, which not each waits for.
        if !self.state.is_late.load(Ordering::Relaxed)
            && tokio::time::timeout(PATIENCE, self.look()).await.is_err()
        {
            self.state.is_late.store(true, Ordering::Relaxed);
        }
        held
    }

    /// Notes how a change ended.
    pub fn note(&self, failure: Option<&Unavailable>) {
        let was_refused = &self.state.was_refused;
        match failure {
            Some(Unavailable::Full | Unavailable::ReadOnly) => {
                was_refused.store(true, Ordering::Relaxed);
                // A refusal by this node itself is none of a store.
                if matches!(failure, Some(Unavailable::Full)) && !self.state.intake.is_stopped() {
                    self.state.was_full.store(true, Ordering::Relaxed);
                }
                self.state.wake.notify_one();
            }
            Some(_) => {}
            None if self.was_refused() => {
                was_refused.store(false, Ordering::Relaxed);
                self.state.was_full.store(false, Ordering::Relaxed);
            }
            None => {}
        }
    }

    /// Notes how an operation ended that frees space: whether what was given up for it was too little.
    pub fn note_freeing(&self, was_too_little: bool) {
        match was_too_little {
            true => drop(self.state.refusals.fetch_add(1, Ordering::SeqCst)),
            false => self.state.refusals.store(0, Ordering::SeqCst),
        }
    }

    /// Waits until a store said that it has no space: then it is time to look.
    pub async fn was_noted(&self) {
        self.state.wake.notified().await;
    }

    /// Looks whether there is space. Where there is none, or a store said so, a part of the reserve is given up while it is used; else it
    /// is made whole.
    ///
    /// Those that come while one looks share the next look.
    pub async fn look(&self) {
        let Some(ground) = self.ground.clone() else {
            return;
        };
        let begun = self.state.begun.load(Ordering::SeqCst);
        let turn = Arc::clone(&self.state.turn).lock_owned().await;
        if self.state.begun.load(Ordering::SeqCst) != begun {
            return;
        }
        let state = Arc::clone(&self.state);
        let looked = tokio::task::spawn_blocking(move || {
            // It is kept by the look, which goes on when its caller does not.
            let _turn = turn;
            state.begun.fetch_add(1, Ordering::SeqCst);
            state.look(&*ground);
        });
        let _ = looked.await;
    }

    /// The same when nothing uses the reserve any more.
    pub async fn settle(&self) {
        self.state.was_held.store(false, Ordering::SeqCst);
        self.look().await;
    }
}

impl State {
    fn look(&self, ground: &dyn Ground) {
        let is_used = self.held.load(Ordering::SeqCst) > 0;
        // What it was used for may still be written after it, such as its record.
        let was_used = is_used || self.was_held.swap(false, Ordering::SeqCst);
        let was_closed = self.is_closed.load(Ordering::Relaxed);
        let found = ground.look(was_closed, !was_used);
        let is_full = found.as_ref().is_some_and(Closed::is_full);
        let is_open = found.is_none();
        if found.is_some() || (!is_used && self.for_refusal.swap(false, Ordering::SeqCst)) {
            self.was_full.store(false, Ordering::Relaxed);
        }
        let everywhere = is_used && self.was_full.load(Ordering::Relaxed);
        // The intake is stopped first: nothing else may take what is given up.
        self.intake.stop(found.is_some() || everywhere);
        self.set(found);
        if everywhere {
            self.for_refusal.store(true, Ordering::SeqCst);
        }
        if everywhere || (is_used && is_full) {
            ground.give_up(everywhere, self.refusals.load(Ordering::SeqCst));
        }
        if is_open {
            self.refusals.store(0, Ordering::SeqCst);
        }
        self.is_late.store(false, Ordering::Relaxed);
    }

    fn set(&self, found: Option<Closed>) {
        let (bytes, files) = match &found {
            Some(Closed::NoSpace { missing, .. }) => (*missing, 0),
            Some(Closed::NoFiles { missing, .. }) => (0, *missing),
            Some(Closed::ReadOnlyDisk { .. }) | None => (0, 0),
        };
        metrics::gauge!("wharf_space_missing_bytes").set(bytes as f64);
        metrics::gauge!("wharf_space_missing_files").set(files as f64);
        let is_read_only = self.is_set_read_only || found.is_some();
        metrics::gauge!("wharf_read_only").set(if is_read_only { 1.0 } else { 0.0 });
        let mut closed = self.closed.lock();
        match (&*closed, &found) {
            (None, Some(why)) => {
                tracing::error!(%why, "the node is read only: it takes no changes but those that free space");
            }
            (Some(_), None) => {
                self.was_refused.store(false, Ordering::Relaxed);
                tracing::info!("there is space again: the node takes changes");
            }
            _ => {}
        }
        self.is_closed.store(found.is_some(), Ordering::Relaxed);
        *closed = found;
    }
}

#[cfg(test)]
mod tests;
