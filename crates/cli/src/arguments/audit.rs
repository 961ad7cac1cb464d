//! `wharf audit`.

use std::str::FromStr;
use std::time::Duration;

use wharf_aws::{AccountId, Timestamp};

use super::Format;
use crate::config::flags::PlaceFlags;

/// `wharf audit`.
#[derive(Debug, clap::Args)]
pub(crate) struct Audit {
    /// Only what is recorded for this account: calls of its principals, calls into its registries, and what operators did to it.
    #[arg(long, value_name = "ID")]
    pub(crate) account: Option<AccountId>,
    /// Only this operation, such as PutImage; may be repeated.
    #[arg(long, value_name = "NAME")]
    pub(crate) event: Vec<String>,
    /// Only principals whose ARN contains this text.
    #[arg(long, value_name = "TEXT")]
    pub(crate) principal: Option<String>,
    /// Only this repository.
    #[arg(long, value_name = "NAME")]
    pub(crate) repository: Option<String>,
    /// Only what policies refused.
    #[arg(long)]
    pub(crate) denied: bool,
    /// Only what failed, for any reason.
    #[arg(long)]
    pub(crate) failed: bool,
    /// Only from this time on: 2026-11-27T08:00:00Z, or an age such as 90s, 15m, 12h, 7d.
    #[arg(long, value_name = "TIME")]
    pub(crate) since: Option<Moment>,
    /// Only up to this time.
    #[arg(long, value_name = "TIME")]
    pub(crate) until: Option<Moment>,
    /// At most this many, the newest; 0 for all [default: 100 for people, all for programs].
    #[arg(long, value_name = "NUMBER")]
    pub(crate) last: Option<usize>,
    /// Keep printing new records until interrupted.
    #[arg(long, short)]
    pub(crate) follow: bool,
    /// A line for people, or CloudTrail's JSON.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) place: PlaceFlags,
}

/// A time, or how long ago it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    At(Timestamp),
    Ago(Duration),
}

impl FromStr for Moment {
    type Err = String;

    fn from_str(text: &str) -> Result<Moment, String> {
        let seconds = |unit| match unit {
            's' => Some(1),
            'm' => Some(60),
            'h' => Some(60 * 60),
            'd' => Some(24 * 60 * 60),
            _ => None,
        };
        let ago = || {
            let unit = text.chars().last()?;
            let number: u64 = text.strip_suffix(unit)?.parse().ok()?;
            Some(Duration::from_secs(number.checked_mul(seconds(unit)?)?))
        };
        if let Some(ago) = ago() {
            return Ok(Moment::Ago(ago));
        }
        text.parse()
            .map(Moment::At)
            .map_err(|_| "a time is 2026-11-27T08:00:00Z, or an age such as 90s, 15m, 12h, 7d".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_ages() {
        assert_eq!("15m".parse(), Ok(Moment::Ago(Duration::from_secs(900))));
        assert_eq!("7d".parse(), Ok(Moment::Ago(Duration::from_secs(604_800))));
        let at = "1970-01-01T00:00:01Z".parse::<Moment>();
        assert_eq!(at, Ok(Moment::At(Timestamp::from_seconds(1))));
        for bad in ["", "m", "-1m", "1w", "yesterday", "99999999999999999999d"] {
            assert!(bad.parse::<Moment>().is_err(), "{bad}");
        }
    }
}
