//! `wharf env`.

use clap::ValueEnum;
use wharf_aws::AccountId;

use super::Endpoint;
use crate::config::flags::PlaceFlags;

/// `wharf env`.
#[derive(Debug, clap::Args)]
pub(crate) struct Env {
    /// The account: whose root user to act as, or where the user or the role is.
    #[arg(long, value_name = "ID")]
    pub(crate) account: Option<AccountId>,
    /// Act as this user, with the key that a profile has.
    #[arg(long, value_name = "NAME", conflicts_with = "role")]
    pub(crate) user: Option<String>,
    /// Act as this role: a session, taken by the caller that the aws command line would have.
    #[arg(long, value_name = "NAME|ARN")]
    pub(crate) role: Option<String>,
    /// How long the role's session lasts [default: an hour].
    #[arg(long, value_name = "SECONDS", requires = "role")]
    pub(crate) duration: Option<u32>,
    /// For which shell, or as a flat JSON object.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Shell,
    #[command(flatten)]
    pub(crate) endpoint: Endpoint,
    #[command(flatten)]
    pub(crate) place: PlaceFlags,
}

/// How `wharf env` writes variables.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum Shell {
    /// `export NAME='value'`
    #[default]
    Sh,
    /// A flat object.
    Json,
    /// `$env:NAME = 'value'`
    Powershell,
}
