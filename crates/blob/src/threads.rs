//! The threads that stores may have of the process.
//!
//! A call to a filesystem whose disk or server does not answer keeps its thread for as long as that lasts. All stores of a
//! process share its threads with the databases. So all stores together have a part of them, and each store has two of that part
//! to itself and half of what the others leave of the rest: however many of them hang, those that were open before go on, and so do the
//! databases. One that is opened while four others hang may find none.
//!
//! A call that reads a long file takes a thread for each piece of it and comes again for the next, and few such calls have their turn
//! at a time. So the others wait for a piece at most.

use std::io;
use std::panic::resume_unwind;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use parking_lot::Mutex;
use tokio::runtime::Handle;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::task::{JoinError, JoinHandle};

use crate::Error;

/// Threads of all stores together. A node has 64: the others are the databases'.
const ALL: usize = 48;
/// Threads that a store has to itself: one of them for calls. There are as many for each of 24 stores.
const LEAST: usize = 2;
/// Threads of one store, though the others have none: more than a disk has use for.
const MOST: usize = 24;
/// Calls of one store that read long files at a time: a third of its threads.
const READERS: usize = MOST / 3;
/// How long a call waits for a thread. No call reads more than a piece of a file on one, so where disks are only slow, threads are free
/// again long before.
const PATIENCE: Duration = Duration::from_secs(10);

/// The threads that the stores of a process have together. Clones are the same.
#[derive(Clone, Debug, Default)]
pub struct SharedThreads(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    taken: Mutex<Taken>,
    /// Told when there may be a thread for who waits.
    freed: Notify,
}

/// What stores have of their threads.
#[derive(Debug, Default)]
struct Taken {
    /// How many stores there are; one that is closed counts until its last thread comes back.
    stores: usize,
    /// Threads of all of them.
    all: usize,
    /// Those of them that stores have beyond what each has to itself.
    beyond: usize,
}

impl Taken {
    /// The most threads that a store may have which has so many now. What they have beyond their own never comes to more than is left
    /// when each has its own, so each finds these.
    fn share(&self, of_store: usize) -> usize {
        let rest = ALL.saturating_sub(LEAST * self.stores);
        let of_others = self.beyond.saturating_sub(of_store.saturating_sub(LEAST));
        let left = rest.saturating_sub(of_others);
        (LEAST + left.div_ceil(2)).min(MOST)
    }
}

/// The threads of one store. Clones are the same.
#[derive(Clone)]
pub(crate) struct Threads(Arc<OfStore>);

struct OfStore {
    shared: SharedThreads,
    /// Changes only while what all stores have is locked.
    own: Mutex<Own>,
    /// The turn of the call that waits for a thread; the others wait for the turn.
    calls: tokio::sync::Mutex<()>,
    /// The same for what has begun.
    begun: tokio::sync::Mutex<()>,
    /// The turns of calls that read long files.
    readers: Arc<Semaphore>,
    /// How many pieces they have read.
    pieces: AtomicU64,
}

/// What a store has.
#[derive(Default)]
struct Own {
    all: usize,
    /// Those that go on with what has begun.
    begun: usize,
}

impl OfStore {
    /// A thread, if the store may have one more. What has begun gets two thirds of them at most, so that calls that wait for an answer do
    /// not queue behind long downloads.
    fn take(self: &Arc<Self>, has_begun: bool) -> Option<Place> {
        let mut taken = self.shared.0.taken.lock();
        let mut own = self.own.lock();
        let share = taken.share(own.all);
        let may = own.all < share && taken.all < ALL;
        if !may || (has_begun && own.begun >= share * 2 / 3) {
            return None;
        }
        own.all += 1;
        own.begun += usize::from(has_begun);
        taken.all += 1;
        taken.beyond += usize::from(own.all > LEAST);
        let of = Arc::clone(self);
        Some(Place { of, has_begun })
    }

    fn give_back(&self, has_begun: bool) {
        let mut taken = self.shared.0.taken.lock();
        let mut own = self.own.lock();
        taken.beyond -= usize::from(own.all > LEAST);
        taken.all -= 1;
        own.begun -= usize::from(has_begun);
        own.all -= 1;
        drop((own, taken));
        self.shared.0.freed.notify_waiters();
    }
}

impl Drop for OfStore {
    fn drop(&mut self) {
        self.shared.0.taken.lock().stores -= 1;
        self.shared.0.freed.notify_waiters();
    }
}

/// The right to a thread, until it is dropped.
struct Place {
    of: Arc<OfStore>,
    has_begun: bool,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.of.give_back(self.has_begun);
    }
}

/// Those of a store that is alone.
impl Default for Threads {
    fn default() -> Self {
        Self::of(&SharedThreads::default())
    }
}

impl Threads {
    /// Those of one more store.
    pub(crate) fn of(shared: &SharedThreads) -> Self {
        shared.0.taken.lock().stores += 1;
        Self(Arc::new(OfStore {
            shared: shared.clone(),
            own: Mutex::default(),
            calls: tokio::sync::Mutex::default(),
            begun: tokio::sync::Mutex::default(),
            readers: Arc::new(Semaphore::new(READERS)),
            pieces: AtomicU64::new(0),
        }))
    }

    /// Runs `job` on the blocking pool, if a thread is free in time. A failure to get one is transient.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let waited = tokio::time::timeout(PATIENCE, self.place(false)).await;
        let place = waited.map_err(|_elapsed| unanswered())?;
        joined(start_at(&Handle::current(), place, job).await)
    }

    /// The turn of a call that reads a long file. It waits for as long as those before it get on; a failure to get it is transient.
    pub(crate) async fn turn_to_read(&self) -> Result<TurnToRead, Error> {
        let mut turn = pin!(Arc::clone(&self.0.readers).acquire_owned());
        loop {
            let before = self.0.pieces.load(Ordering::Relaxed);
            match tokio::time::timeout(PATIENCE, turn.as_mut()).await {
                Ok(turn) => {
                    return Ok(TurnToRead {
                        threads: self.clone(),
                        _turn: turn.expect("INVARIANT: the turns of a store are never closed"),
                    });
                }
                Err(_elapsed) if self.0.pieces.load(Ordering::Relaxed) == before => {
                    return Err(unanswered());
                }
                Err(_elapsed) => {}
            }
        }
    }

    /// Starts `job` on the blocking pool, as soon as a thread is free: for what has begun, and may be slow.
    pub(crate) fn start<T: Send + 'static>(
        &self,
        runtime: &Handle,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> JoinHandle<T> {
        if let Ok(_turn) = self.0.begun.try_lock()
            && let Some(place) = self.0.take(true)
        {
            return start_at(runtime, place, job);
        }
        let (threads, on) = (self.clone(), runtime.clone());
        runtime.spawn(async move {
            let place = threads.place(true).await;
            match start_at(&on, place, job).await.map_err(JoinError::try_into_panic) {
                Ok(outcome) => outcome,
                Err(Ok(panic)) => resume_unwind(panic),
                // The runtime ends.
                Err(Err(_cancelled)) => std::future::pending().await,
            }
        })
    }

    /// Waits for a thread.
    async fn place(&self, has_begun: bool) -> Place {
        let turn = match has_begun {
            true => &self.0.begun,
            false => &self.0.calls,
        };
        // One of each kind waits for what other stores free, so that a thread that is free does not wake all.
        let _turn = turn.lock().await;
        loop {
            // From here on it is told, so no thread is missed that is freed after the look.
            let freed = self.0.shared.0.freed.notified();
            if let Some(place) = self.0.take(has_begun) {
                return place;
            }
            freed.await;
        }
    }
}

/// The turn of a call that reads a long file, until it is dropped.
pub(crate) struct TurnToRead {
    threads: Threads,
    _turn: OwnedSemaphorePermit,
}

impl TurnToRead {
    /// [`Threads::run`] for one piece.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        piece: impl FnOnce() -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let read = self.threads.run(piece).await?;
        self.threads.0.pieces.fetch_add(1, Ordering::Relaxed);
        Ok(read)
    }
}

fn unanswered() -> Error {
    Error::Io {
        action: "run a storage job",
        source: io::Error::new(
            io::ErrorKind::TimedOut,
            "the storage does not answer earlier ones",
        ),
    }
}

fn start_at<T: Send + 'static>(
    runtime: &Handle,
    place: Place,
    job: impl FnOnce() -> T + Send + 'static,
) -> JoinHandle<T> {
    runtime.spawn_blocking(move || {
        let _place = place;
        job()
    })
}

/// A job's outcome; a job that panicked is a failure of the storage.
pub(crate) fn joined<T>(outcome: Result<Result<T, Error>, JoinError>) -> Result<T, Error> {
    outcome.unwrap_or_else(|error| {
        Err(Error::Io {
            action: "run a storage job",
            source: io::Error::other(error),
        })
    })
}

#[cfg(test)]
mod tests;
