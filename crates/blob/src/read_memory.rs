//! Memory for pieces of blobs that were read and have not gone: what a process has for them, and what one stream may hold of it.
//!
//! A client that takes nothing holds what was read for it, and thousands may do so. Each stream may hold a part of what is left:
//! the few that have a node for themselves hold all that makes them fast, and the more is held the less each may add, down to one short
//! piece. None is refused for that, and none waits for another: a stream that holds its part waits until a piece of its own has gone.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};

use futures_util::task::AtomicWaker;

/// One stream may hold one in so many bytes of what is left.
const PART: u64 = 32;
/// The shortest piece that is read, in bytes. Each stream may hold one, however little is left.
pub(crate) const SHORTEST: u64 = 16 * 1024;
/// The longest, in bytes.
pub(crate) const LONGEST: u64 = 256 * 1024;

/// The memory of a process for pieces of blobs. Clones share it.
#[derive(Clone, Debug)]
pub struct ReadMemory {
    most: u64,
    held: Arc<AtomicU64>,
}

/// What one stream may hold.
#[derive(Debug)]
pub struct ReadShare {
    memory: ReadMemory,
    /// Bytes that the stream was asked for.
    taken: AtomicU64,
    /// Bytes that are read before it is asked for them.
    ahead: AtomicU64,
    gone: AtomicWaker,
}

/// Room for one piece, given back when it is dropped.
#[derive(Debug)]
pub struct ReadRoom {
    share: Arc<ReadShare>,
    bytes: u64,
    is_ahead: bool,
}

impl ReadMemory {
    /// So many bytes, and one short piece of 16 KiB more for each stream.
    #[must_use]
    pub fn new(most: u64) -> Self {
        Self {
            most,
            held: Arc::default(),
        }
    }

    /// The share of a stream that begins.
    #[must_use]
    pub fn share(&self) -> Arc<ReadShare> {
        Arc::new(ReadShare {
            memory: self.clone(),
            taken: AtomicU64::new(0),
            ahead: AtomicU64::new(0),
            gone: AtomicWaker::new(),
        })
    }

    /// Bytes that all streams hold.
    #[must_use]
    pub fn held(&self) -> u64 {
        self.held.load(Ordering::Relaxed)
    }
}

impl ReadShare {
    /// Bytes that the stream holds.
    fn held(&self) -> u64 {
        self.taken.load(Ordering::Relaxed) + self.ahead.load(Ordering::Relaxed)
    }

    /// Bytes that it may hold now: a part of what the others leave.
    fn most(&self) -> u64 {
        let others = self.memory.held().saturating_sub(self.held());
        let left = self.memory.most.saturating_sub(others);
        (left / PART).max(SHORTEST)
    }

    /// How long the next piece may be, in bytes: a power of two, of which the share has two where more is left than the least.
    #[must_use]
    pub fn piece(&self) -> u64 {
        1_u64 << (self.most() / 2).clamp(SHORTEST, LONGEST).ilog2()
    }

    /// Waits for room for the next piece that the stream is asked for. One that holds none gets it at once.
    pub fn poll_take(self: &Arc<Self>, context: &mut Context<'_>) -> Poll<ReadRoom> {
        if let Some(room) = self.take(false) {
            return Poll::Ready(room);
        }
        self.gone.register(context.waker());
        // A piece that went before told no one.
        self.take(false).map_or(Poll::Pending, Poll::Ready)
    }

    /// Room for a piece that is read before the stream is asked for it, if it may hold one more.
    pub(crate) fn take_ahead(self: &Arc<Self>) -> Option<ReadRoom> {
        self.take(true)
    }

    /// Only who polls the stream adds to what it holds, so that nothing is added between the look and the taking.
    fn take(self: &Arc<Self>, is_ahead: bool) -> Option<ReadRoom> {
        let bytes = self.piece();
        let is_first = !is_ahead && self.taken.load(Ordering::Relaxed) == 0;
        if !is_first && self.held() + bytes > self.most() {
            return None;
        }
        self.add(bytes, is_ahead);
        Some(ReadRoom {
            share: Arc::clone(self),
            bytes,
            is_ahead,
        })
    }

    fn count(&self, is_ahead: bool) -> &AtomicU64 {
        match is_ahead {
            true => &self.ahead,
            false => &self.taken,
        }
    }

    fn add(&self, bytes: u64, is_ahead: bool) {
        self.count(is_ahead).fetch_add(bytes, Ordering::Relaxed);
        self.memory.held.fetch_add(bytes, Ordering::Relaxed);
    }

    fn remove(&self, bytes: u64, is_ahead: bool) {
        self.count(is_ahead).fetch_sub(bytes, Ordering::Relaxed);
        self.memory.held.fetch_sub(bytes, Ordering::Relaxed);
    }
}

impl ReadRoom {
    /// Keeps room for so many bytes: the piece that was read.
    pub fn resize(&mut self, bytes: u64) {
        // In this order no count is ever less than nothing.
        self.share.add(bytes, self.is_ahead);
        self.share.remove(self.bytes, self.is_ahead);
        self.bytes = bytes;
    }
}

impl Drop for ReadRoom {
    fn drop(&mut self) {
        self.share.remove(self.bytes, self.is_ahead);
        self.share.gone.wake();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;
    use std::task::{Wake, Waker};

    use super::*;

    const MIB: u64 = 1024 * 1024;

    /// All that a stream gets before it has to wait.
    fn fill(share: &Arc<ReadShare>) -> Vec<ReadRoom> {
        let mut context = Context::from_waker(Waker::noop());
        std::iter::from_fn(|| match share.poll_take(&mut context) {
            Poll::Ready(room) => Some(room),
            Poll::Pending => None,
        })
        .collect()
    }

    fn bytes(rooms: &[ReadRoom]) -> u64 {
        rooms.iter().map(|room| room.bytes).sum()
    }

    #[test]
    fn few_streams_hold_what_makes_them_fast_and_many_hold_little() {
        let memory = ReadMemory::new(24 * MIB);
        let mut held = Vec::new();
        for number in 1..=4096 {
            let share = memory.share();
            let rooms = fill(&share);
            let (all, longest) = (bytes(&rooms), rooms[0].bytes);
            match number {
                1 => assert_eq!((all, longest), (3 * MIB / 4, LONGEST)),
                ..=16 => assert!(all >= 256 * 1024 && longest >= 128 * 1024, "{number}: {all}"),
                500.. => assert_eq!((all, longest), (SHORTEST, SHORTEST)),
                _ => assert!((SHORTEST..=MIB).contains(&all), "{number}: {all}"),
            }
            held.push(rooms);
            assert!(memory.held() <= 24 * MIB + number * SHORTEST, "{number}");
        }
        // 2,000 clients that take nothing: a quarter of the 200 MB that a node may have then.
        held.truncate(2000);
        assert!(memory.held() < 56 * MIB, "{}", memory.held());
        drop(held);
        assert_eq!(memory.held(), 0);
    }

    struct Count(AtomicUsize);

    impl Wake for Count {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    #[test]
    fn a_stream_that_waits_goes_on_when_a_piece_of_its_own_has_gone() {
        let memory = ReadMemory::new(MIB);
        let (share, other) = (memory.share(), memory.share());
        let count = Arc::new(Count(AtomicUsize::new(0)));
        let waker = Waker::from(Arc::clone(&count));
        let mut context = Context::from_waker(&waker);
        let mut rooms = fill(&share);
        assert!(share.poll_take(&mut context).is_pending());
        drop(fill(&other));
        assert_eq!(count.0.load(Ordering::Relaxed), 0, "that was another's");
        // A piece that turned out to be short leaves room for the next.
        rooms[0].resize(1);
        rooms.truncate(1);
        assert_eq!(count.0.load(Ordering::Relaxed), 1);
        assert!(share.poll_take(&mut context).is_ready());
    }

    #[test]
    fn what_is_read_ahead_counts_and_holds_nothing_up() {
        let memory = ReadMemory::new(MIB);
        let share = memory.share();
        let mut context = Context::from_waker(Waker::noop());
        let ahead = [share.take_ahead(), share.take_ahead(), share.take_ahead()];
        assert!(ahead[0].is_some() && ahead[2].is_none());
        assert!(memory.held() >= SHORTEST);
        assert!(
            share.poll_take(&mut context).is_ready(),
            "the connection has none"
        );
    }
}
