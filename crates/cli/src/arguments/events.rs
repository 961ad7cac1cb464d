//! `wharf events` and `wharf webhook`.

use clap::Subcommand;
use wharf_aws::{AccountId, Region};

use super::{Format, Moment, Ring};
use crate::config::flags::PlaceFlags;

/// `wharf events`.
#[derive(Debug, clap::Args)]
pub(crate) struct Events {
    /// Only of this account's registries.
    #[arg(long, value_name = "ID")]
    pub(crate) account: Option<AccountId>,
    /// Only of this Region.
    #[arg(long, value_parser = Region::spelled)]
    pub(crate) region: Option<Region>,
    /// Only of this repository.
    #[arg(long, value_name = "NAME")]
    pub(crate) repository: Option<String>,
    /// From this time on: 2026-11-27T10:00:00Z, or an age such as 2h [default: all that is kept].
    #[arg(long, value_name = "TIME")]
    pub(crate) since: Option<Moment>,
    /// Keep showing new events; past ones only with --since.
    #[arg(long, short)]
    pub(crate) follow: bool,
    /// A line for people, or one JSON object on a line.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) place: PlaceFlags,
}

/// `wharf webhook`.
#[derive(Debug, Subcommand)]
pub(crate) enum Webhook {
    /// Have the events of a registry posted to a URL, and print the secret that signs them, once.
    #[command(after_help = "\
Posts are those of Standard Webhooks: webhook-id, webhook-timestamp, and webhook-signature, an HMAC-SHA256 of
id.timestamp.body under the secret. An event that is answered with 2xx is delivered; any other is posted again for a day, while
the later events of its repository wait.")]
    Create {
        /// Its name.
        name: String,
        /// Where to post.
        #[arg(long)]
        url: String,
        /// Only the events of repositories with this name; * stands for any text.
        #[arg(long, value_name = "PATTERN", default_value = "*")]
        repository: String,
        #[command(flatten)]
        registry: Ring,
    },
    /// List the webhooks of a registry, with how many events wait for each.
    List {
        #[command(flatten)]
        registry: Ring,
    },
    /// Remove a webhook, with everything that waits for it.
    Delete {
        /// Its name.
        name: String,
        #[command(flatten)]
        registry: Ring,
    },
    /// Show the events that could not be delivered, with the reason.
    DeadLetters {
        /// Its name.
        name: String,
        #[command(flatten)]
        registry: Ring,
    },
    /// Queue again the events that could not be delivered.
    Redeliver {
        /// Its name.
        name: String,
        #[command(flatten)]
        registry: Ring,
    },
}
