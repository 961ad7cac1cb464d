//! Streams of HTTP/2: what makes sure that the client of each takes something from time to time.
//!
//! A connection may be alive, its PINGs answered, while the client of a stream opens no window for it. The library then waits
//! for ever and does not ask the answer's body for more, so a body cannot notice by itself. Each stream is a future, though, that
//! the library gives to an executor: this one drops it when the client took nothing for too long, which resets the stream.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use hyper::rt::Executor;
use parking_lot::Mutex;
use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until};

/// How long a client may leave its answer unread, on a stream or on a connection.
pub(crate) const STALL: Duration = Duration::from_secs(120);
/// How long it may do so when another client needs its place.
pub(crate) const UNREAD: Duration = Duration::from_secs(10);

tokio::task_local! {
    static STREAM: Arc<Progress>;
}

/// Runs the streams of a connection.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Streams;

/// How far the answer on a stream has come.
pub(crate) struct Progress {
    /// When the client last took something, or the node last gave something.
    last: Mutex<Instant>,
    /// Whether the node has to find the next bytes: that is no fault of the client.
    is_ours: AtomicBool,
    begun: Notify,
    given_up: Notify,
}

impl<F> Executor<F> for Streams
where
    F: Future + Send + 'static,
{
    fn execute(&self, stream: F) {
        let progress = Arc::new(Progress::new());
        let of = Arc::clone(&progress);
        let stream = async move {
            tokio::select! {
                biased;
                _ = stream => {}
                () = of.stalled() => metrics::counter!("wharf_stalled_streams_total").increment(1),
            }
        };
        tokio::spawn(STREAM.scope(progress, stream));
    }
}

impl Progress {
    pub(crate) fn new() -> Progress {
        Progress {
            last: Mutex::new(Instant::now()),
            is_ours: AtomicBool::new(false),
            begun: Notify::new(),
            given_up: Notify::new(),
        }
    }

    /// That of the stream in which this is asked; none with HTTP/1, whose socket knows.
    pub(crate) fn of_stream() -> Option<Arc<Progress>> {
        STREAM.try_with(Arc::clone).ok()
    }

    /// Says that the answer is there: from now on the client has to take it.
    pub(crate) fn begin(&self) {
        self.note();
        self.begun.notify_one();
    }

    /// Says that the client took bytes.
    pub(crate) fn note(&self) {
        *self.last.lock() = Instant::now();
    }

    /// Says whether the node is looking for the next bytes.
    pub(crate) fn wait_for_us(&self, is_ours: bool) {
        if self.is_ours.swap(is_ours, Ordering::Relaxed) && !is_ours {
            self.note();
        }
    }

    /// Ends the stream for the sake of another client.
    pub(crate) fn give_up(&self) {
        self.given_up.notify_one();
    }

    /// Since when the client takes nothing, where that is too long for a node without a free place.
    pub(crate) fn unread_since(&self) -> Option<Instant> {
        let last = *self.last.lock();
        (!self.is_ours.load(Ordering::Relaxed) && last.elapsed() >= UNREAD).then_some(last)
    }

    /// Waits until the client has taken nothing for too long, or its place is another's.
    async fn stalled(&self) {
        self.begun.notified().await;
        tokio::select! {
            () = self.given_up.notified() => {}
            () = self.unread() => {}
        }
    }

    async fn unread(&self) {
        loop {
            let end = *self.last.lock() + STALL;
            let is_over = end <= Instant::now();
            match (is_over, self.is_ours.load(Ordering::Relaxed)) {
                (false, _) => sleep_until(end).await,
                (true, true) => sleep_until(Instant::now() + STALL).await,
                (true, false) => return,
            }
        }
    }
}
