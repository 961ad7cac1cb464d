//! How fast is read.

use std::time::{Duration, Instant};

/// The most bytes of a second, and how many there were.
pub(super) struct Pace {
    begun: Instant,
    /// Bytes a second; nothing for as fast as it goes.
    rate: Option<u64>,
    read: u64,
}

impl Pace {
    pub(super) fn begin(rate: Option<u64>) -> Pace {
        Pace {
            begun: Instant::now(),
            rate,
            read: 0,
        }
    }

    /// Notes bytes that were read, and waits until that many may have been.
    pub(super) async fn took(&mut self, bytes: u64) {
        self.read = self.read.saturating_add(bytes);
        let due = due(self.read, self.rate);
        if let Some(wait) = due
            .checked_sub(self.begun.elapsed())
            .filter(|wait| !wait.is_zero())
        {
            tokio::time::sleep(wait).await;
        }
    }

    /// Bytes that were read.
    pub(super) fn read(&self) -> u64 {
        self.read
    }
}

/// After what time so many bytes may have been read.
fn due(bytes: u64, rate: Option<u64>) -> Duration {
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
        assert_eq!(due(10_000_000, Some(10_000_000)), Duration::from_secs(1));
        assert_eq!(due(15_000_000, Some(10_000_000)), Duration::from_millis(1500));
        assert_eq!(due(1_000_000, Some(4_000_000)), Duration::from_millis(250));
        assert_eq!(due(u64::MAX, None), Duration::ZERO);
    }
}
