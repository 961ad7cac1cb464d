//! `wharf access-key`.

use clap::Subcommand;
use wharf_aws::{AccessKeyId, AccountId};

use super::Format;
use crate::config::flags::PlaceFlags;

/// `wharf access-key`.
#[derive(Debug, Subcommand)]
pub(crate) enum AccessKey {
    /// Make another access key.
    Create {
        /// The account that owns it.
        #[arg(long, value_name = "ID")]
        account: AccountId,
        /// For people or for programs.
        #[arg(long, value_enum, default_value_t)]
        format: Format,
        #[command(flatten)]
        place: PlaceFlags,
    },
    /// List an account's access keys, without their secrets.
    List {
        /// The account that owns it.
        #[arg(long, value_name = "ID")]
        account: AccountId,
        /// For people or for programs.
        #[arg(long, value_enum, default_value_t)]
        format: Format,
        #[command(flatten)]
        place: PlaceFlags,
    },
    /// Let an access key be used again.
    Activate {
        /// The key, `AKIA…`.
        #[arg(long, value_name = "KEY")]
        id: AccessKeyId,
        /// For people or for programs.
        #[arg(long, value_enum, default_value_t)]
        format: Format,
        #[command(flatten)]
        place: PlaceFlags,
    },
    /// Refuse an access key, and every token that was obtained with it, from the next request on.
    Deactivate {
        /// The key, `AKIA…`.
        #[arg(long, value_name = "KEY")]
        id: AccessKeyId,
        /// For people or for programs.
        #[arg(long, value_enum, default_value_t)]
        format: Format,
        #[command(flatten)]
        place: PlaceFlags,
    },
    /// Remove an access key for good, active or not: a root user has at most two.
    Delete {
        /// The key, `AKIA…`.
        #[arg(long, value_name = "KEY")]
        id: AccessKeyId,
        /// For people or for programs.
        #[arg(long, value_enum, default_value_t)]
        format: Format,
        #[command(flatten)]
        place: PlaceFlags,
    },
}
