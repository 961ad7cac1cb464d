//! `wharf user`.

use clap::Subcommand;
use wharf_aws::AccountId;

use super::{Endpoint, Format};
use crate::aws_files::profile_name;
use crate::config::flags::PlaceFlags;

/// `wharf user`.
#[derive(Debug, Subcommand)]
pub(crate) enum User {
    /// Make a user with an access key, and give it policies.
    #[command(after_help = "\
POLICY is the ARN of a managed policy, a file with a policy, or one of ECR's own: read-only, pull-only, power-user, full-access;
administrator may do everything in the account. Either the user is there with all of it, or nothing was made.")]
    Create {
        /// What it is called.
        name: String,
        /// A policy that it gets; more than once for several.
        #[arg(long, value_name = "POLICY")]
        policy: Vec<String>,
        /// A group that it joins; more than once for several.
        #[arg(long, value_name = "NAME")]
        group: Vec<String>,
        /// Keep its key in this profile of the aws command line, for `wharf env --user` and `aws --profile`.
        #[arg(long, value_name = "PROFILE", value_parser = profile_name)]
        save_profile: Option<String>,
        /// For people or for programs.
        #[arg(long, value_enum, default_value_t)]
        format: Format,
        #[command(flatten)]
        administrator: Administrator,
    },
    /// List an account's users.
    List {
        /// For people or for programs.
        #[arg(long, value_enum, default_value_t)]
        format: Format,
        #[command(flatten)]
        administrator: Administrator,
    },
    /// Remove a user, its access keys and its policies.
    Delete {
        /// What it is called.
        name: String,
        #[command(flatten)]
        administrator: Administrator,
    },
}

/// Who asks for it: the root user of an account, by the data folder, or the caller that the aws command line would have.
#[derive(Debug, clap::Args)]
pub(crate) struct Administrator {
    /// The account. Without --profile and --endpoint-url its root user asks, by the data folder.
    #[arg(long, value_name = "ID")]
    pub(crate) account: Option<AccountId>,
    #[command(flatten)]
    pub(crate) endpoint: Endpoint,
    #[command(flatten)]
    pub(crate) place: PlaceFlags,
}
