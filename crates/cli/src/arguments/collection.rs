//! `wharf collect`, `wharf adopt`, `wharf verify` and `wharf why`.

use clap::ValueEnum;
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
    /// good right away instead of an hour later. Beside a server, and with --database, this takes layers whose manifest has not come
    /// yet, so that pushes under way fail: it demands --force=pushes.
    #[arg(long, value_name = "HOURS", default_value_t = 24, value_parser = hours)]
    pub(crate) grace: u32,
    /// Only in this Region.
    #[arg(long, value_parser = Region::spelled)]
    pub(crate) region: Option<Region>,
    /// Also remove what is otherwise kept; several words with commas between them. `pushes`: layers of pushes under way, with --grace 0
    /// beside a server or with --database. `restorable`: deleted images that could still be restored, and can be no more then.
    /// `unrecorded`: with --grace 0, bytes younger than a day that the database never had as layers. `all`, which is meant without a word:
    /// layers of pushes, all bytes that the database never had as layers, and what is kept since the database was restored or the bytes
    /// were adopted, but no restorable images; first make sure, with --dry-run, that the database is the right one.
    #[arg(long, value_name = "WHAT", value_enum, num_args = 0..=1, require_equals = true, default_missing_value = "all",
        value_delimiter = ',')]
    pub(crate) force: Vec<Force>,
    /// Ask nothing. Otherwise, at a terminal, --force says how much would go, and asks.
    #[arg(long)]
    pub(crate) yes: bool,
    /// A line for people, or one JSON object on a line.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) place: PlaceFlags,
}

/// What a collection may remove that it keeps otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Force {
    /// Everything that no image names, but for restorable ones.
    All,
    /// Layers of pushes under way.
    Pushes,
    /// Deleted images that could be restored.
    Restorable,
    /// Young bytes that the database never had as layers.
    Unrecorded,
}

/// The word on the command line.
impl std::fmt::Display for Force {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let value = self.to_possible_value();
        f.write_str(value.as_ref().map_or("", |value| value.get_name()))
    }
}

/// `wharf adopt`.
#[derive(Debug, clap::Args)]
pub(crate) struct Adopt {
    /// The Region whose bytes are adopted.
    #[arg(long, value_parser = Region::spelled)]
    pub(crate) region: Region,
    /// The bytes are lost for good: the layers of the database are missing until clients push them again.
    #[arg(long)]
    pub(crate) without_bytes: bool,
    /// For people or for programs.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) place: PlaceFlags,
}

/// `wharf verify`.
#[derive(Debug, clap::Args)]
pub(crate) struct Verify {
    /// Mend rows that follow from others: what images name, and what is counted.
    #[arg(long)]
    pub(crate) repair: bool,
    /// Only in this Region.
    #[arg(long, value_parser = Region::spelled)]
    pub(crate) region: Option<Region>,
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

fn hours(text: &str) -> Result<u32, &'static str> {
    text.parse()
        .map_err(|_| "it is a number of whole hours, such as 24")
}
