//! Times on the wire and in the store.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// A time: microseconds since 1970-01-01T00:00:00Z. JSON 1.1 writes epoch seconds with a fraction, Query ISO 8601.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

/// The text or number is no time between the years −9999 and 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a time")]
pub struct TimestampError;

impl Timestamp {
    /// From microseconds since the epoch.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// From whole seconds since the epoch; saturates far outside of any calendar.
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1_000_000))
    }

    /// That much later; the last moment when there is none.
    #[must_use]
    pub fn plus(self, time: Duration) -> Self {
        let micros = i64::try_from(time.as_micros()).unwrap_or(i64::MAX);
        Self::from_micros(self.micros().saturating_add(micros))
    }

    /// That much earlier; the first moment when there is none.
    #[must_use]
    pub fn minus(self, time: Duration) -> Self {
        let micros = i64::try_from(time.as_micros()).unwrap_or(i64::MAX);
        Self::from_micros(self.micros().saturating_sub(micros))
    }

    /// From seconds since the epoch with a fraction, rounded to microseconds.
    pub fn from_seconds_f64(seconds: f64) -> Result<Self, TimestampError> {
        // 1e12 seconds: far beyond the year 9999, and still exact in an i64 of microseconds.
        if seconds.abs() < 1e12 {
            Ok(Self((seconds * 1e6).round() as i64))
        } else {
            Err(TimestampError)
        }
    }

    /// Microseconds since the epoch.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// The day in UTC, `2026-11-23`.
    #[must_use]
    pub fn day(self) -> String {
        let mut text = self.to_string();
        text.truncate(text.find('T').unwrap_or(text.len()));
        text
    }

    /// Seconds since the epoch with a fraction, as JSON 1.1 writes it. Exact to the microsecond until the year 2255.
    pub fn seconds_f64(self) -> f64 {
        self.0 as f64 / 1e6
    }
}

/// ISO 8601 in UTC without a fraction, `2026-11-23T15:25:10Z`; a time outside of the calendar shows as its edge.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let edge = if self.0 < 0 {
            jiff::Timestamp::MIN
        } else {
            jiff::Timestamp::MAX
        };
        let time = jiff::Timestamp::from_second(self.0.div_euclid(1_000_000)).unwrap_or(edge);
        write!(f, "{time:.0}")
    }
}

/// Reads ISO 8601 / RFC 3339 with an offset; digits below the microsecond are dropped.
impl FromStr for Timestamp {
    type Err = TimestampError;

    fn from_str(text: &str) -> Result<Self, TimestampError> {
        let time: jiff::Timestamp = text.parse().map_err(|_| TimestampError)?;
        Ok(Self(time.as_microsecond()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings() {
        for (micros, iso, seconds) in [
            (0, "1970-01-01T00:00:00Z", 0.0),
            (1_563_223_656_000_000, "2019-07-15T20:47:36Z", 1_563_223_656.0),
            (
                1_795_447_510_123_456,
                "2026-11-23T15:25:10Z",
                1_795_447_510.123_456,
            ),
            (-1_500_000, "1969-12-31T23:59:58Z", -1.5),
        ] {
            let time = Timestamp::from_micros(micros);
            assert_eq!(time.to_string(), iso);
            assert_eq!(time.day(), iso[..10]);
            assert_eq!(time.seconds_f64(), seconds);
            assert_eq!(Timestamp::from_seconds_f64(seconds), Ok(time));
        }
        assert_eq!(Timestamp::from_seconds(2).micros(), 2_000_000);
    }

    #[test]
    fn reads_iso_8601() {
        let time = Timestamp::from_seconds(1_563_223_656);
        for text in [
            "2019-07-15T20:47:36Z",
            "2019-07-15T22:47:36+02:00",
            "2019-07-15T20:47:36.000Z",
        ] {
            assert_eq!(text.parse(), Ok(time), "{text}");
        }
        for text in ["", "2019-07-15", "1563223656", "2019-13-15T20:47:36Z"] {
            assert_eq!(text.parse::<Timestamp>(), Err(TimestampError), "{text}");
        }
    }

    #[test]
    fn the_edges_do_not_panic() {
        for micros in [i64::MIN, i64::MAX] {
            assert!(!Timestamp::from_micros(micros).to_string().is_empty());
        }
        for seconds in [f64::NAN, f64::INFINITY, 1e300, -1e300] {
            assert_eq!(Timestamp::from_seconds_f64(seconds), Err(TimestampError));
        }
    }
}
