//! The one place that reads the time of day, and whether it went on evenly.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use parking_lot::Mutex;
use wharf_aws::Timestamp;

/// The clock was set when it is this far from where it would have come by itself: what ages is kept for an hour at least.
const JUMP: u64 = 60 * 60 * 1_000_000;
/// A clock that was set is believed once it went on evenly for so long.
const PROOF: i64 = 60 * 60 * 1_000_000;

/// Supplies the time. Tests hold a clock that they move by days.
#[derive(Clone, Debug)]
pub struct Clock {
    source: Source,
    evenness: Arc<Mutex<Evenness>>,
}

#[derive(Clone, Debug)]
enum Source {
    /// The machine's; counted from when the clock was made.
    System(Instant),
    Fixed(Arc<Fixed>),
}

/// A clock that stands: the time of day, and for how long it has been moved, in microseconds.
#[derive(Debug)]
struct Fixed {
    now: AtomicI64,
    gone: AtomicI64,
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Clock {
        Clock::of(Source::System(Instant::now()))
    }

    /// A clock that stands at `now` until it is moved.
    pub fn fixed(now: Timestamp) -> Clock {
        Clock::of(Source::Fixed(Arc::new(Fixed {
            now: AtomicI64::new(now.micros()),
            gone: AtomicI64::new(0),
        })))
    }

    fn of(source: Source) -> Clock {
        let (now, gone) = source.read();
        Clock {
            source,
            evenness: Arc::new(Mutex::new(Evenness {
                believed: Some(now - gone),
                doubted: None,
            })),
        }
    }

    /// Moves a fixed clock forward; the machine's clock moves by itself.
    pub fn advance(&self, by: Duration) {
        if let Source::Fixed(fixed) = &self.source {
            let by = i64::try_from(by.as_micros()).unwrap_or(i64::MAX);
            fixed.now.fetch_add(by, Ordering::SeqCst);
            fixed.gone.fetch_add(by, Ordering::SeqCst);
        }
    }

    /// Sets a fixed clock, as a wrong server of the time sets a machine's: no time has gone by.
    pub fn set(&self, now: Timestamp) {
        if let Source::Fixed(fixed) = &self.source {
            fixed.now.store(now.micros(), Ordering::SeqCst);
        }
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.source.read().0)
    }

    /// Takes the clock for one that was set: it is believed once it went on evenly for an hour.
    pub fn doubt(&self) {
        let (now, gone) = self.source.read();
        *self.evenness.lock() = Evenness {
            believed: None,
            doubted: Some((now - gone, gone)),
        };
    }

    /// Whether the time of day went on as the machine counts time, since the last look: what removes things for good because they
    /// are old does not do it by a clock that was just set. After an hour the new time is believed.
    pub fn is_even(&self) -> bool {
        let (now, gone) = self.source.read();
        self.evenness.lock().look(now, gone)
    }
}

impl Source {
    /// The time of day, and how long the clock has been there.
    fn read(&self) -> (i64, i64) {
        match self {
            Source::System(begun) => {
                let gone = begun.elapsed().as_micros();
                (system_micros(), i64::try_from(gone).unwrap_or(i64::MAX))
            }
            Source::Fixed(fixed) => (
                fixed.now.load(Ordering::SeqCst),
                fixed.gone.load(Ordering::SeqCst),
            ),
        }
    }
}

/// What was seen of a clock: how far the time of day is ahead of the time that the machine counts.
#[derive(Debug)]
struct Evenness {
    believed: Option<i64>,
    /// Another distance, and when it was first seen.
    doubted: Option<(i64, i64)>,
}

impl Evenness {
    fn look(&mut self, now: i64, gone: i64) -> bool {
        let distance = now.saturating_sub(gone);
        let is_near = |other: i64| distance.abs_diff(other) < JUMP;
        let since = match self.doubted {
            _ if self.believed.is_some_and(is_near) => None,
            Some((doubted, since)) if is_near(doubted) && gone - since >= PROOF => None,
            Some((doubted, since)) if is_near(doubted) => Some(since),
            _ => Some(gone),
        };
        self.doubted = since.map(|since| (distance, since));
        if since.is_none() {
            self.believed = Some(distance);
        }
        since.is_none()
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the time of day"
)]
fn system_micros() -> i64 {
    let since_epoch = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since_epoch.as_micros()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const YEAR: i64 = 365 * 24 * 60 * 60;

    #[test]
    fn a_clock_that_was_set_is_believed_after_an_hour() {
        let start = Timestamp::from_seconds(1_800_000_000);
        let later = |seconds: i64| Timestamp::from_micros(start.micros() + seconds * 1_000_000);
        let minutes = |minutes: u64| Duration::from_secs(minutes * 60);
        let clock = Clock::fixed(start);
        clock.advance(minutes(100 * 24 * 60));
        assert!(clock.is_even(), "time that goes by");
        let now = clock.now();
        clock.set(later(YEAR));
        assert!(!clock.is_even());
        clock.advance(minutes(59));
        assert!(!clock.is_even());
        clock.set(now);
        assert!(clock.is_even(), "it came back");
        for wrong in [YEAR, -YEAR, YEAR] {
            clock.set(later(wrong));
            assert!(!clock.is_even(), "each jump is one");
            clock.advance(minutes(30));
        }
        clock.advance(minutes(29));
        assert!(!clock.is_even());
        clock.advance(minutes(1));
        assert!(clock.is_even(), "it stays there");
        clock.set(now);
        assert!(!clock.is_even());
    }

    #[test]
    fn a_clock_that_is_doubted_from_the_start_is_believed_after_an_hour() {
        let clock = Clock::fixed(Timestamp::from_seconds(1_800_000_000));
        clock.doubt();
        assert!(!clock.is_even());
        clock.advance(Duration::from_secs(59 * 60));
        assert!(!clock.is_even());
        clock.advance(Duration::from_secs(60));
        assert!(clock.is_even());
    }
}
