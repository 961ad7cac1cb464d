//! `wharf collect`, `wharf adopt` and `wharf why`.

use wharf_aws::Region;

use super::Format;
use crate::config::flags::PlaceFlags;

/// `wharf collect`.
#[derive(Debug, clap::Args)]
pub(crate) struct CollectArguments {
    /// Only report what would be removed.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// For how many hours layers must have had no image. With 0 they go at once, and bytes that nothing holds are removed for
    /// good right away instead of an hour later: a push that is under way may have to send them again.
    #[arg(long, value_name = "HOURS", default_value_t = 24, value_parser = hours)]
    pub(crate) grace: u32,
    /// Only in this Region.
    #[arg(long)]
    pub(crate) region: Option<Region>,
    /// Also remove bytes that the database never had as layers, and what is kept since the database was restored or the bytes were
    /// adopted. First make sure, with --dry-run, that the database is the right one.
    #[arg(long)]
    pub(crate) force: bool,
    /// A line for people, or one JSON object on a line.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) place: PlaceFlags,
}

/// `wharf adopt`.
#[derive(Debug, clap::Args)]
pub(crate) struct Adopt {
    /// The Region whose bytes are adopted.
    #[arg(long)]
    pub(crate) region: Region,
    /// For people or for programs.
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

fn hours(text: &str) -> Result<u32, &'static str> {
    text.parse()
        .map_err(|_| "it is a number of whole hours, such as 24")
}
