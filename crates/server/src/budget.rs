//! Memory for bodies whose signature covers them without saying their hash: they are kept until all is there, from clients of
//! whom only the name of a key is known.
//!
//! All such bodies share one budget. When it is used up, a body that arrives slowly gives way to the next one; when none does,
//! the next one is refused.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::Notify;
use tokio::time::Instant;

/// Bytes in all: two parts of layers of 20 MiB at a time, which are 27 MiB in base64.
const MOST: usize = 64 * 1024 * 1024;
/// Bytes of a body that are not counted. Most requests are shorter, and are served while larger ones wait.
const SMALL: usize = 16 * 1024;
/// A body that comes more slowly than this after its first moment gives way.
const MOMENT: Duration = Duration::from_secs(1);
const BYTES_A_SECOND: u64 = 64 * 1024;

/// The budget of a process.
#[derive(Clone, Default)]
pub(crate) struct Budget(Arc<Mutex<Held>>);

#[derive(Default)]
struct Held {
    used: usize,
    last: u64,
    bodies: HashMap<u64, Account>,
}

/// What one body holds.
struct Account {
    begun: Instant,
    received: u64,
    charged: usize,
    gave_way: Arc<Notify>,
}

/// The share of one body, given back when it is dropped.
pub(crate) struct Share {
    held: Arc<Mutex<Held>>,
    id: u64,
    gave_way: Arc<Notify>,
}

/// There is no room for the body.
#[derive(Debug)]
pub(crate) struct UsedUp;

impl Budget {
    /// The share of a body that begins.
    pub(crate) fn share(&self) -> Share {
        let mut held = self.0.lock();
        held.last += 1;
        let (id, gave_way) = (held.last, Arc::<Notify>::default());
        held.bodies.insert(
            id,
            Account {
                begun: Instant::now(),
                received: 0,
                charged: 0,
                gave_way: Arc::clone(&gave_way),
            },
        );
        drop(held);
        Share {
            held: Arc::clone(&self.0),
            id,
            gave_way,
        }
    }
}

impl Share {
    /// Takes room for a body of `length` bytes, of which `received` are there.
    pub(crate) fn reserve(&self, length: usize, received: usize) -> Result<(), UsedUp> {
        let mut held = self.held.lock();
        let body = held.bodies.get_mut(&self.id).ok_or(UsedUp)?;
        body.received = received as u64;
        let more = length.saturating_sub(SMALL).saturating_sub(body.charged);
        let missing = (held.used + more).saturating_sub(MOST);
        if more > 0 && missing > 0 {
            held.make_room(missing, self.id)?;
        }
        held.used += more;
        if let Some(body) = held.bodies.get_mut(&self.id) {
            body.charged += more;
        }
        Ok(())
    }

    /// Waits until the body has to give way to another.
    pub(crate) async fn gave_way(&self) {
        self.gave_way.notified().await;
    }
}

impl Held {
    /// Ends the slowest bodies until so many bytes are free; none when that is not enough.
    fn make_room(&mut self, bytes: usize, besides: u64) -> Result<(), UsedUp> {
        let now = Instant::now();
        let mut slow: Vec<(Duration, u64, usize)> = self
            .bodies
            .iter()
            .filter(|(id, body)| **id != besides && body.charged > 0)
            .filter_map(|(id, body)| Some((body.late(now)?, *id, body.charged)))
            .collect();
        if slow.iter().map(|(_, _, charged)| charged).sum::<usize>() < bytes {
            return Err(UsedUp);
        }
        slow.sort_unstable();
        let mut missing = bytes;
        while missing > 0
            && let Some((_, id, charged)) = slow.pop()
        {
            if let Some(body) = self.bodies.remove(&id) {
                body.gave_way.notify_one();
            }
            self.used -= charged;
            missing = missing.saturating_sub(charged);
        }
        Ok(())
    }
}

impl Account {
    /// How long after its time the body is.
    fn late(&self, now: Instant) -> Option<Duration> {
        let due = MOMENT + Duration::from_secs(self.received / BYTES_A_SECOND);
        now.checked_duration_since(self.begun + due)
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut held = self.held.lock();
        if let Some(body) = held.bodies.remove(&self.id) {
            held.used -= body.charged;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LARGE: usize = MOST / 2 + SMALL;

    #[tokio::test(start_paused = true)]
    async fn what_is_used_up_is_refused_and_small_bodies_are_not() {
        let budget = Budget::default();
        let shares: Vec<Share> = (0..2).map(|_| budget.share()).collect();
        for share in &shares {
            share.reserve(LARGE, 0).unwrap();
        }
        let next = budget.share();
        assert!(next.reserve(SMALL + 1, 0).is_err());
        next.reserve(SMALL, 0).unwrap();
        drop(shares);
        next.reserve(LARGE, 0).unwrap();
        drop(next);
        let held = budget.0.lock();
        assert_eq!((held.used, held.bodies.len()), (0, 0));
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_body_gives_way_to_the_next_and_a_quick_one_does_not() {
        let budget = Budget::default();
        let (slow, quick, next) = (budget.share(), budget.share(), budget.share());
        slow.reserve(LARGE, 0).unwrap();
        quick.reserve(LARGE, 0).unwrap();
        tokio::time::advance(Duration::from_secs(3)).await;
        quick.reserve(LARGE, 10 * 1024 * 1024).unwrap();
        next.reserve(LARGE, 0).unwrap();
        slow.gave_way().await;
        assert!(slow.reserve(LARGE, LARGE).is_err(), "it is over");
        quick.reserve(LARGE, LARGE).unwrap();
        drop((slow, quick, next));
        assert_eq!(budget.0.lock().used, 0);
    }
}
