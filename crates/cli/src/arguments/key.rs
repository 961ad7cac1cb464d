//! `wharf key`.

use clap::Subcommand;
use wharf_aws::{AccountId, Region};

use super::Format;
use crate::config::flags::PlaceFlags;

/// `wharf key`.
#[derive(Debug, Subcommand)]
pub(crate) enum Key {
    /// Make a key.
    Create {
        /// A name for it: letters, digits, `/`, `_` and `-`.
        #[arg(long)]
        alias: Option<String>,
        /// What it is for.
        #[arg(long, default_value = "")]
        description: String,
        #[command(flatten)]
        ring: Ring,
    },
    /// List the keys of an account in a Region.
    List {
        #[command(flatten)]
        ring: Ring,
    },
    /// Give a key new material for repositories that are made from now on. Those that exist keep theirs, also for new pushes.
    Rotate {
        #[command(flatten)]
        key: Named,
    },
    /// Block pushes and pulls of all that a key seals, from the next request on; nothing is lost.
    Disable {
        #[command(flatten)]
        key: Named,
    },
    /// Make a disabled key usable again.
    Enable {
        #[command(flatten)]
        key: Named,
    },
}

/// Of which registry.
#[derive(Debug, clap::Args)]
pub(crate) struct Ring {
    /// The account that owns it.
    #[arg(long, value_name = "ID")]
    pub(crate) account: AccountId,
    /// The Region [default: the node's].
    #[arg(long, value_parser = Region::spelled)]
    pub(crate) region: Option<Region>,
    /// For people or for programs.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) place: PlaceFlags,
}

/// One key.
#[derive(Debug, clap::Args)]
pub(crate) struct Named {
    /// Its id, its alias (`alias/images`) or the ARN of either.
    pub(crate) key: String,
    #[command(flatten)]
    pub(crate) ring: Ring,
}
