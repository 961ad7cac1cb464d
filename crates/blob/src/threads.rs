//! The threads that one store may have of the process.
//!
//! A call to a filesystem whose disk or server does not answer keeps its thread for as long as that lasts. All stores of a
//! process share its threads with the databases, so each has a part of them: then the others go on.

use std::io;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::{JoinError, JoinHandle};

use crate::Error;

/// Threads of one store: more than a disk has use for, and fewer than half of those that a node has.
const THREADS: usize = 24;
/// How many of them may go on with what has begun, so that calls that wait for an answer do not queue behind long downloads.
const BEGUN: usize = 16;
/// How long a call waits for one. Where disks are only slow, threads are free again long before.
const PATIENCE: Duration = Duration::from_secs(10);

/// The threads of one store. Clones share them.
#[derive(Clone)]
pub(crate) struct Threads {
    all: Arc<Semaphore>,
    begun: Arc<Semaphore>,
}

impl Default for Threads {
    fn default() -> Self {
        Self {
            all: Arc::new(Semaphore::new(THREADS)),
            begun: Arc::new(Semaphore::new(BEGUN)),
        }
    }
}

/// The right to a thread, until it is dropped; none is missed when the semaphore is closed, which it never is.
type Place = Option<OwnedSemaphorePermit>;

impl Threads {
    /// Runs `job` on the blocking pool, if a thread is free in time. A failure to get one is transient.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let waited = tokio::time::timeout(PATIENCE, self.place()).await;
        let place = waited.map_err(|_elapsed| Error::Io {
            action: "run a storage job",
            source: io::Error::new(
                io::ErrorKind::TimedOut,
                "the storage does not answer earlier ones",
            ),
        })?;
        joined(start_at(&Handle::current(), place, job).await)
    }

    /// Starts `job` on the blocking pool, as soon as a thread is free: for what has begun, and may be slow.
    pub(crate) fn start<T: Send + 'static>(
        &self,
        runtime: &Handle,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> JoinHandle<T> {
        let at_once = Arc::clone(&self.begun).try_acquire_owned();
        if let (Ok(begun), Ok(place)) = (at_once, Arc::clone(&self.all).try_acquire_owned()) {
            return start_at(runtime, (begun, place), job);
        }
        let (threads, on) = (self.clone(), runtime.clone());
        runtime.spawn(async move {
            let begun = Arc::clone(&threads.begun).acquire_owned().await.ok();
            let place = threads.place().await;
            match start_at(&on, (begun, place), job)
                .await
                .map_err(JoinError::try_into_panic)
            {
                Ok(outcome) => outcome,
                Err(Ok(panic)) => resume_unwind(panic),
                // The runtime ends.
                Err(Err(_cancelled)) => std::future::pending().await,
            }
        })
    }

    async fn place(&self) -> Place {
        Arc::clone(&self.all).acquire_owned().await.ok()
    }
}

fn start_at<T: Send + 'static>(
    runtime: &Handle,
    place: impl Send + 'static,
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
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_store_that_hangs_leaves_threads_to_others() {
        let (hung, other) = (Threads::default(), Threads::default());
        let mut held = Vec::new();
        for _ in 0..THREADS {
            held.push(hung.place().await);
        }
        let refused = hung.run(|| Ok(())).await.unwrap_err();
        assert!(refused.is_transient(), "{refused:?}");
        assert!(other.run(|| Ok(())).await.is_ok());

        // What has begun goes on when the storage answers again.
        let begun = hung.start(&Handle::current(), || 7);
        tokio::time::sleep(2 * PATIENCE).await;
        assert!(!begun.is_finished());
        drop(held);
        assert_eq!(begun.await.unwrap(), 7);
        assert!(hung.run(|| Ok(())).await.is_ok());
    }

    #[tokio::test]
    async fn what_has_begun_leaves_threads_to_calls() {
        let threads = Threads::default();
        let (release, released) = std::sync::mpsc::channel::<()>();
        let released = Arc::new(std::sync::Mutex::new(released));
        let begun: Vec<_> = (0..2 * THREADS)
            .map(|_| {
                let released = Arc::clone(&released);
                threads.start(&Handle::current(), move || {
                    let _ = released.lock().unwrap().recv();
                })
            })
            .collect();
        assert!(threads.run(|| Ok(())).await.is_ok());
        drop(release);
        for job in begun {
            job.await.unwrap();
        }
    }
}
