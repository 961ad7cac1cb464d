//! `wharf login`.

use std::path::PathBuf;

use wharf_aws::Region;

use super::{Format, endpoint_url};
use crate::aws_files::profile_name;

/// `wharf login`.
#[derive(Debug, clap::Args)]
pub(crate) struct Login {
    /// The profile of the aws command line that gets the session, and remembers the flags below.
    #[arg(long, value_name = "NAME", default_value = "wharf", value_parser = profile_name)]
    pub(crate) profile: String,
    /// The issuer: the URL of an OpenID Connect provider of the role's account.
    #[arg(long, value_name = "URL")]
    pub(crate) issuer: Option<String>,
    /// As what the issuer knows this program: a public client.
    #[arg(long, value_name = "ID")]
    pub(crate) client_id: Option<String>,
    /// The role to take.
    #[arg(long, value_name = "ARN")]
    pub(crate) role: Option<String>,
    /// What is asked of the issuer besides `openid`; more than once for several.
    #[arg(long, value_name = "SCOPE")]
    pub(crate) scope: Vec<String>,
    /// Authorities to trust at the issuer besides the machine's, in PEM.
    #[arg(long, value_name = "FILE")]
    pub(crate) issuer_ca: Option<PathBuf>,
    /// The port on 127.0.0.1 to which the browser comes back, where the issuer wants it to be known [default: any].
    #[arg(long, value_name = "PORT")]
    pub(crate) redirect_port: Option<u16>,
    /// How long the session lasts, in seconds [default: an hour].
    #[arg(long, value_name = "SECONDS")]
    pub(crate) duration: Option<u32>,
    /// The address of the node [env: AWS_ENDPOINT_URL].
    #[arg(long, visible_alias = "endpoint", value_name = "URL", value_parser = endpoint_url)]
    pub(crate) endpoint_url: Option<String>,
    /// The Region [env: AWS_REGION] [default: us-east-1].
    #[arg(long, value_parser = Region::spelled)]
    pub(crate) region: Option<Region>,
    /// Authorities to trust at the node besides the machine's, in PEM [env: AWS_CA_BUNDLE].
    #[arg(long, value_name = "FILE")]
    pub(crate) ca_bundle: Option<PathBuf>,
    /// Only print the address, and start no browser.
    #[arg(long)]
    pub(crate) no_browser: bool,
    /// How long to wait for the browser, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    pub(crate) timeout: u64,
    /// Sign docker in to the account's registry too.
    #[arg(long)]
    pub(crate) docker: bool,
    /// For people or for programs.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}
