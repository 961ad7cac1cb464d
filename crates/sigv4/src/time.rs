//! The time of a request, in the three spellings that a signature may have.

use jiff::{Timestamp, civil, fmt::rfc2822, tz::Offset};

use crate::encode::echo;
use crate::fault::AuthFault;

/// When a request says that it was signed; whole seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RequestTime(Timestamp);

impl RequestTime {
    /// From microseconds since 1970, rounded down to the second, kept within the years 1970 to 9999.
    pub(crate) fn from_micros(micros: i64) -> Self {
        let latest = Timestamp::MAX.as_second();
        let second = micros.div_euclid(1_000_000).clamp(0, latest);
        Self(Timestamp::from_second(second).unwrap_or(Timestamp::UNIX_EPOCH))
    }

    /// `X-Amz-Date`: ISO 8601's basic format in UTC, and nothing else.
    pub(crate) fn from_basic(text: &str) -> Result<Self, AuthFault> {
        parse_basic(text).map(Self).ok_or_else(|| malformed(text))
    }

    /// `Date`: an HTTP date, or the basic format.
    pub(crate) fn from_date_header(text: &str) -> Result<Self, AuthFault> {
        let http = || rfc2822::DateTimeParser::new().parse_timestamp(text).ok();
        parse_basic(text)
            .or_else(http)
            .map(Self)
            .ok_or_else(|| malformed(text))
    }

    /// Seconds since 1970.
    pub(crate) fn second(self) -> i64 {
        self.0.as_second()
    }

    /// `yyyymmddThhmmssZ`
    pub(crate) fn basic(self) -> String {
        let at = Offset::UTC.to_datetime(self.0);
        let (year, month, day) = (at.year(), at.month(), at.day());
        format!(
            "{year:04}{month:02}{day:02}T{:02}{:02}{:02}Z",
            at.hour(),
            at.minute(),
            at.second()
        )
    }

    /// `yyyymmdd`
    pub(crate) fn day(self) -> String {
        let mut text = self.basic();
        text.truncate(8);
        text
    }
}

fn parse_basic(text: &str) -> Option<Timestamp> {
    let bytes: &[u8; 16] = text.as_bytes().try_into().ok()?;
    if bytes[8] != b'T' || bytes[15] != b'Z' {
        return None;
    }
    let number = |from: usize, to: usize| {
        bytes[from..to].iter().try_fold(0_i16, |sum, digit| {
            digit.is_ascii_digit().then(|| sum * 10 + i16::from(digit - b'0'))
        })
    };
    let small = |from: usize| number(from, from + 2).and_then(|value| i8::try_from(value).ok());
    let at = civil::DateTime::new(
        number(0, 4)?,
        small(4)?,
        small(6)?,
        small(9)?,
        small(11)?,
        small(13)?,
        0,
    )
    .ok()?;
    Offset::UTC.to_timestamp(at).ok()
}

fn malformed(text: &str) -> AuthFault {
    AuthFault::Incomplete(format!(
        "Date must be in ISO-8601 'basic format'. Got '{}'. See http://en.wikipedia.org/wiki/ISO_8601",
        echo(text)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings() {
        let expected = RequestTime::from_micros(1_440_938_160_999_999);
        assert_eq!(expected.basic(), "20150830T123600Z");
        assert_eq!(expected.day(), "20150830");
        for text in [
            "20150830T123600Z",
            "Sun, 30 Aug 2015 12:36:00 GMT",
            "Sun, 30 Aug 2015 12:36:00 -0000",
        ] {
            assert_eq!(RequestTime::from_date_header(text), Ok(expected), "{text}");
        }
        assert_eq!(RequestTime::from_basic("20150830T123600Z"), Ok(expected));
    }

    #[test]
    fn refused() {
        for text in [
            "",
            "20150830",
            "20150830T123600",
            "20150830T123600z",
            "20150830 123600Z",
            "2015083OT123600Z",
            "20150230T123600Z",
            "20150830T246000Z",
            "20150830T123660Z",
            "+2150830T123600Z",
            "Sun, 30 Aug 2015 12:36:00 GMT",
            "1440938160",
            "٢٠١٥٠٨٣٠",
        ] {
            assert!(
                matches!(RequestTime::from_basic(text), Err(AuthFault::Incomplete(_))),
                "{text}"
            );
        }
    }

    #[test]
    fn extremes_stay_within_four_digit_years() {
        assert_eq!(RequestTime::from_micros(i64::MIN).basic(), "19700101T000000Z");
        assert_eq!(RequestTime::from_micros(i64::MAX).basic().len(), 16);
    }
}
