//! How fast the body of a request comes, and whether it comes too slowly to keep a place that another client needs.
//!
//! Only the time counts in which the node waits for the client: that of a slow disk is none of it. A body has some time to spare at
//! first, and gains more by each byte, never more than at first: one that came fast cannot stop for hours because of that. No body ends
//! only for being slow here: it gives way when all places are taken (`slots`). What is collected in memory has a deadline of its own.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Context;
use std::time::Duration;

use futures_util::task::AtomicWaker;
use parking_lot::Mutex;
use tokio::time::Instant;

/// How long a body may keep the node waiting at first.
pub(crate) const SPARE: Duration = Duration::from_secs(30);
/// The slowest that a body may come then, in bytes a second.
pub(crate) const SLOWEST: u64 = 16 * 1024;

/// How fast one body comes.
pub(crate) struct Pace {
    waits: Mutex<Waits>,
    is_told: AtomicBool,
    /// Whether who read the body was told.
    has_given_way: AtomicBool,
    told: AtomicWaker,
}

struct Waits {
    /// For how long it may still keep the node waiting.
    spare: Duration,
    /// Since when the node waits, while it does.
    since: Option<Instant>,
}

impl Default for Pace {
    fn default() -> Pace {
        Pace {
            waits: Mutex::new(Waits {
                spare: SPARE,
                since: None,
            }),
            is_told: AtomicBool::new(false),
            has_given_way: AtomicBool::new(false),
            told: AtomicWaker::new(),
        }
    }
}

impl Pace {
    /// Says that the node waits for more, after so many bytes that came without waiting.
    pub(crate) fn wait(&self, came: u64) {
        let gained = Duration::from_micros(came.saturating_mul(1_000_000) / SLOWEST);
        let mut waits = self.waits.lock();
        waits.spare = waits.spare.saturating_add(gained).min(SPARE);
        waits.since = Some(Instant::now());
    }

    /// Says that it waits no more.
    pub(crate) fn came(&self) {
        let mut waits = self.waits.lock();
        if let Some(since) = waits.since.take() {
            waits.spare = waits.spare.saturating_sub(since.elapsed());
        }
    }

    /// Since when the body is slower than it may be, if it is.
    pub(crate) fn trickles_since(&self) -> Option<Instant> {
        let waits = self.waits.lock();
        let end = waits.since? + waits.spare;
        (end <= Instant::now()).then_some(end)
    }

    /// Ends the body for the sake of another client, when it next keeps the node waiting.
    pub(crate) fn give_way(&self) {
        self.is_told.store(true, Ordering::Release);
        self.told.wake();
    }

    /// The end of a body that has to give way, for who waits for it; else that one is woken when it has to.
    pub(crate) fn told(&self, context: &mut Context<'_>) -> Option<io::Error> {
        self.told.register(context.waker());
        if !self.is_told.load(Ordering::Acquire) {
            return None;
        }
        self.has_given_way.store(true, Ordering::Release);
        Some(io::ErrorKind::ResourceBusy.into())
    }

    /// Whether it ended for the sake of another client.
    pub(crate) fn has_given_way(&self) -> bool {
        self.has_given_way.load(Ordering::Acquire)
    }
}

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use tokio::time::advance;

    use super::*;

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[tokio::test(start_paused = true)]
    async fn only_time_in_which_the_node_waits_for_the_client_counts() {
        let pace = Pace::default();
        advance(seconds(100)).await;
        assert_eq!(pace.trickles_since(), None, "nothing was waited for");
        pace.wait(0);
        advance(seconds(29)).await;
        assert_eq!(pace.trickles_since(), None);
        pace.came();
        // The disk takes its time.
        advance(seconds(100)).await;
        pace.wait(1);
        assert_eq!(pace.trickles_since(), None);
        advance(seconds(2)).await;
        let since = pace.trickles_since().unwrap();
        assert_eq!(since.elapsed().as_millis(), 999, "a byte gains 61 microseconds");
        pace.came();
        assert_eq!(pace.trickles_since(), None, "it is there");
    }

    #[tokio::test(start_paused = true)]
    async fn what_came_fast_is_no_leave_to_stop() {
        let pace = Pace::default();
        pace.wait(0);
        advance(seconds(20)).await;
        pace.came();
        pace.wait(5 * SLOWEST);
        advance(seconds(14)).await;
        assert_eq!(
            pace.trickles_since(),
            None,
            "ten seconds were left, and five were gained"
        );
        pace.came();
        pace.wait(u64::MAX);
        advance(seconds(29)).await;
        assert_eq!(pace.trickles_since(), None);
        advance(seconds(2)).await;
        assert!(pace.trickles_since().is_some());
    }

    #[test]
    fn who_waits_is_told() {
        let pace = Pace::default();
        let mut context = Context::from_waker(Waker::noop());
        assert!(pace.told(&mut context).is_none() && !pace.has_given_way());
        pace.give_way();
        assert!(!pace.has_given_way(), "it may still come to its end");
        let told = pace.told(&mut context).map(|error| error.kind());
        assert_eq!(told, Some(io::ErrorKind::ResourceBusy));
        assert!(pace.has_given_way());
    }
}
