//! `wharf audit`.

use std::str::FromStr;
use std::time::Duration;

use clap::ValueEnum;
use wharf_aws::{AccountId, Timestamp};

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
    /// Only principals whose ARN contains this text; of the holder of an identity token, the provider's ARN with the token's subject.
    #[arg(long, value_name = "TEXT")]
    pub(crate) principal: Option<String>,
    /// Only this repository.
    #[arg(long, value_name = "NAME")]
    pub(crate) repository: Option<String>,
    /// Only what names this digest: of an image that went, or of one or a layer that was asked for.
    #[arg(long, value_name = "DIGEST", value_parser = digest)]
    pub(crate) digest: Option<String>,
    /// Only pulls: images that went to a caller; with --denied or --failed those that did not.
    #[arg(long)]
    pub(crate) pulls: bool,
    /// Only pushes of images, likewise; with --pulls both.
    #[arg(long)]
    pub(crate) pushes: bool,
    /// Only what policies refused.
    #[arg(long)]
    pub(crate) denied: bool,
    /// Only what failed, for any reason.
    #[arg(long)]
    pub(crate) failed: bool,
    /// Only from this time on: a day such as 2026-11-27, 2026-11-27T08:00:00Z, or an age such as 90s, 15m, 12h, 7d.
    #[arg(long, visible_alias = "from", value_name = "TIME")]
    pub(crate) since: Option<Moment>,
    /// Only up to this time; a day counts to its end.
    #[arg(long, visible_alias = "to", value_name = "TIME")]
    pub(crate) until: Option<Moment>,
    /// At most this many, the newest; 0 for all [default: all with --since, --format json or csv, else 100].
    #[arg(long, value_name = "NUMBER")]
    pub(crate) last: Option<usize>,
    /// Keep printing new records until interrupted.
    #[arg(long, short)]
    pub(crate) follow: bool,
    /// How to show them.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: AuditFormat,
    #[command(flatten)]
    pub(crate) place: PlaceFlags,
}

/// How records are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum AuditFormat {
    /// A line each, for people.
    #[default]
    Text,
    /// CloudTrail's JSON, a line each.
    Json,
    /// A table for spreadsheets, with a line of names.
    Csv,
}

fn digest(text: &str) -> Result<String, String> {
    match text.parse::<wharf_oci::digest::Digest>() {
        Ok(digest) => Ok(digest.to_string()),
        Err(_) => Err("a digest is sha256: and 64 digits in lower-case hexadecimal".to_owned()),
    }
}

/// A time, a day, or how long ago it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    At(Timestamp),
    /// Its begin.
    Day(Timestamp),
    Ago(Duration),
}

impl Moment {
    const DAY: Duration = Duration::from_secs(24 * 60 * 60);

    /// When it begins.
    pub(crate) fn begin(self, now: Timestamp) -> Timestamp {
        match self {
            Moment::At(at) | Moment::Day(at) => at,
            Moment::Ago(time) => now.minus(time),
        }
    }

    /// When it ends: a day has one of its own.
    pub(crate) fn end(self, now: Timestamp) -> Timestamp {
        match self {
            Moment::Day(begin) => begin.plus(Moment::DAY).minus(Duration::from_micros(1)),
            other => other.begin(now),
        }
    }
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
        if let Ok(begin) = format!("{text}T00:00:00Z").parse() {
            return Ok(Moment::Day(begin));
        }
        let wrong =
            "a time is a day such as 2026-11-27, 2026-11-27T08:00:00Z, or an age such as 90s, 15m, 12h, 7d";
        text.parse().map(Moment::At).map_err(|_| wrong.to_owned())
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
        let day: Moment = "1970-01-02".parse().unwrap();
        let now = Timestamp::from_seconds(0);
        assert_eq!(day.begin(now), Timestamp::from_seconds(86_400));
        assert_eq!(day.end(now).to_string(), "1970-01-02T23:59:59Z");
        for bad in ["", "m", "-1m", "1w", "yesterday", "99999999999999999999d"] {
            assert!(bad.parse::<Moment>().is_err(), "{bad}");
        }
    }
}
