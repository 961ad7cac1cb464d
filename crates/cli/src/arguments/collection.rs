//! `wharf collect` and `wharf why`.

use super::Format;
use crate::config::flags::PlaceFlags;

/// `wharf collect`.
#[derive(Debug, clap::Args)]
pub(crate) struct CollectArguments {
    /// Only report what would be removed.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// For how many hours bytes must have had no reference.
    #[arg(long, value_name = "HOURS", default_value_t = 24)]
    pub(crate) grace: u32,
    /// A line for people, or one JSON object on a line.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) place: PlaceFlags,
}

/// `wharf why`.
#[derive(Debug, clap::Args)]
pub(crate) struct Why {
    /// The digest of a layer.
    pub(crate) digest: String,
    /// A line for people, or one JSON object on a line.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) place: PlaceFlags,
}
