//! How often a transaction that met others is run again, and how long it pauses before.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::Error;

const ATTEMPTS: u32 = 40;
const SPAN: Duration = Duration::from_secs(10);
/// From this attempt on, the retries of this process take turns instead of meeting each other again.
const TURNS_FROM: u32 = 3;
const LONGEST_PAUSE: Duration = Duration::from_millis(50);

/// Violations of a unique index that are taken for conflicts.
const VIOLATIONS: u32 = 5;

pub(super) struct Retry {
    attempts: u32,
    violations: u32,
    started: Instant,
}

impl Retry {
    pub(super) fn new() -> Self {
        Self {
            attempts: 1,
            violations: 0,
            started: Instant::now(),
        }
    }

    /// How many attempts were begun.
    pub(super) const fn attempts(&self) -> u32 {
        self.attempts
    }

    pub(super) const fn takes_turns(&self) -> bool {
        self.attempts > TURNS_FROM
    }

    /// The pause before the next attempt, or `None` when another one makes no sense.
    pub(super) fn after(&mut self, error: &Error) -> Option<Duration> {
        let again = match error {
            Error::Busy => self.attempts < ATTEMPTS && self.started.elapsed() < SPAN,
            // Under SERIALIZABLE a conflict may show as a violation although the closure has looked before. Run
            // again, the closure sees the other's row, unless that went away and came back meanwhile; or it violates the
            // index by itself, every time.
            Error::UniqueViolation => {
                self.violations += 1;
                self.violations <= VIOLATIONS
            }
            // A lost connection is replaced once: nothing was committed.
            Error::Unavailable(_) => self.attempts == 1,
            _ => false,
        };
        again.then(|| {
            self.attempts += 1;
            self.pause()
        })
    }

    /// Doubles, and is spread so that those who met do not meet again.
    fn pause(&self) -> Duration {
        static TICKET: AtomicU64 = AtomicU64::new(0);
        let ticket = TICKET.fetch_add(1, Ordering::Relaxed);
        let spread = ticket.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 54; // 0..1024
        let longest = LONGEST_PAUSE.min(Duration::from_millis(1 << self.attempts.min(6)));
        longest.mul_f64(0.25 + 0.75 * (spread as f64 / 1024.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conflicts_are_retried_within_bounds() {
        let mut retry = Retry::new();
        let mut pauses = Vec::new();
        while let Some(pause) = retry.after(&Error::Busy) {
            pauses.push(pause);
        }
        assert_eq!(pauses.len(), ATTEMPTS as usize - 1);
        assert!(
            pauses
                .iter()
                .all(|pause| *pause > Duration::ZERO && *pause <= LONGEST_PAUSE)
        );
    }

    #[test]
    fn a_violation_is_tried_a_few_times_more_and_a_refusal_never() {
        let mut retry = Retry::new();
        for _ in 0..VIOLATIONS {
            assert!(retry.after(&Error::UniqueViolation).is_some());
        }
        assert!(retry.after(&Error::UniqueViolation).is_none());
        assert!(Retry::new().after(&Error::Full).is_none());
        assert!(Retry::new().after(&Error::OutcomeUnknown).is_none());
    }
}
