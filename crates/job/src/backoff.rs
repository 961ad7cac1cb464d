//! How long a failed step waits.

use std::time::Duration;

/// The wait after the first failure, which doubles with every further one.
const FIRST: Duration = Duration::from_secs(5);
/// The longest.
pub(crate) const LONGEST_WAIT: Duration = Duration::from_secs(60 * 60);

/// Five seconds, doubled with every attempt, at most an hour.
pub(crate) fn exponential(attempts: u32) -> Duration {
    let doubled = FIRST.saturating_mul(1 << attempts.saturating_sub(1).min(16));
    doubled.min(LONGEST_WAIT)
}

/// Up to a tenth less, so that rows that failed together are not retried together.
pub(crate) fn with_jitter(wait: Duration, random: u64) -> Duration {
    let part = (random >> 48) as u32;
    wait - wait / 10 * part / (1 << 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_an_hour() {
        let seconds: Vec<u64> = (1..=12).map(|attempt| exponential(attempt).as_secs()).collect();
        assert_eq!(
            seconds,
            [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600]
        );
        assert_eq!(exponential(u32::MAX), LONGEST_WAIT);
        assert_eq!(exponential(0), FIRST);
    }

    #[test]
    fn jitter_is_at_most_a_tenth() {
        let wait = Duration::from_secs(100);
        assert_eq!(with_jitter(wait, 0), wait);
        let least = with_jitter(wait, u64::MAX);
        assert!(least < wait && least >= wait - wait / 10, "{least:?}");
    }
}
