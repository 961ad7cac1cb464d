//! How fast is read.

use std::time::{Duration, Instant};

use parking_lot::Mutex;
use wharf_kernel::Extension;

/// When the node may read on: one for all of its Regions, as they may have one disk.
#[derive(Default)]
pub(super) struct Pace(Mutex<Option<Instant>>);

impl Extension for Pace {}

impl Pace {
    /// Notes bytes that were read, and waits until that many may have been, at so many a second; nothing for as fast as it goes.
    pub(super) async fn took(&self, bytes: u64, rate: Option<u64>) {
        let wait = self.wait(Instant::now(), time(bytes, rate));
        if !wait.is_zero() {
            tokio::time::sleep(wait).await;
        }
    }

    /// How long to wait now for what takes so long.
    fn wait(&self, now: Instant, takes: Duration) -> Duration {
        if takes.is_zero() {
            return takes;
        }
        let mut due = self.0.lock();
        let next = due.map_or(now, |due| due.max(now)) + takes;
        *due = Some(next);
        next - now
    }
}

/// How long so many bytes take.
fn time(bytes: u64, rate: Option<u64>) -> Duration {
    match rate.filter(|rate| *rate > 0) {
        Some(rate) => {
            Duration::from_secs(bytes / rate)
                + Duration::from_nanos((bytes % rate).saturating_mul(1_000_000_000) / rate)
        }
        None => Duration::ZERO,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_bytes_by_time() {
        assert_eq!(time(10_000_000, Some(10_000_000)), Duration::from_secs(1));
        assert_eq!(time(15_000_000, Some(10_000_000)), Duration::from_millis(1500));
        assert_eq!(time(1_000_000, Some(4_000_000)), Duration::from_millis(250));
        assert_eq!(time(u64::MAX, None), Duration::ZERO);
    }

    #[test]
    fn all_who_read_share_the_rate() {
        let (pace, begun, second) = (Pace::default(), Instant::now(), Duration::from_secs(1));
        assert_eq!(pace.wait(begun, second), second);
        assert_eq!(pace.wait(begun, second), 2 * second);
        assert_eq!(pace.wait(begun, Duration::ZERO), Duration::ZERO);
        // What was not read meanwhile is not read faster now.
        assert_eq!(pace.wait(begun + 10 * second, second), second);
    }
}
