//! `wharf usage`.

use clap::ValueEnum;
use wharf_aws::AccountId;

use crate::config::flags::PlaceFlags;

/// `wharf usage`.
#[derive(Debug, clap::Args)]
pub(crate) struct Usage {
    /// Only what this account owns, requests or pulls.
    #[arg(long, value_name = "ID")]
    pub(crate) account: Option<AccountId>,
    /// From this day on, such as 2026-11-01 [default: the first of the month].
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(crate) from: Option<String>,
    /// Up to this day [default: today].
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(crate) to: Option<String>,
    /// How to show it.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: UsageFormat,
    #[command(flatten)]
    pub(crate) place: PlaceFlags,
}

/// How usage is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum UsageFormat {
    /// Two tables.
    #[default]
    Text,
    /// An object with `storage` and `traffic`.
    Json,
    /// One row for each day, Region, owner and account; those without an account say what the owner held.
    Csv,
}

fn day(text: &str) -> Result<String, String> {
    let whole: Result<wharf_aws::Timestamp, _> = format!("{text}T00:00:00Z").parse();
    match whole {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err("a day is written 2026-11-27".to_owned()),
    }
}
