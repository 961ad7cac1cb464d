//! `wharf restore`.

use super::Ring;

/// `wharf restore`.
#[derive(Debug, clap::Args)]
pub(crate) struct Restore {
    /// REPOSITORY to list what can be restored of it, or REPOSITORY@DIGEST to restore that image.
    pub(crate) image: String,
    /// Restore every deleted image of the repository that is still kept.
    #[arg(long)]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) registry: Ring,
}
