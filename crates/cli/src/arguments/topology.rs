//! The arguments of the commands that take an organization file.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use clap::ValueEnum;
use wharf_aws::Region;

use super::Format;
use crate::config::flags::ServeFlags;

pub(super) const APPLY_HELP: &str = "\
The endpoint, the Region and the credentials are found as the aws command line finds them: flags, environment
variables, profiles, roles. The credentials must be those of a user or role of the organization's management account that
may use Organizations and assume OrganizationAccountAccessRole in its accounts.
Signs: + is made, ~ is changed, - is removed, ! is left alone, = is as it should be (shown with --all).
`plan` ends with 2 when something differs. At a terminal `apply` asks first where it removes something, or makes or changes more
than 10 things; --yes, and a script, are not asked.";

/// `wharf up`.
#[derive(Debug, clap::Args)]
pub(crate) struct Up {
    /// The organization file.
    pub(crate) file: PathBuf,
    /// Add the lines for the registries' names that /etc/hosts lacks; root may.
    #[arg(long)]
    pub(crate) fix: bool,
    #[command(flatten)]
    pub(crate) serve: ServeFlags,
}

/// `wharf plan`.
#[derive(Debug, clap::Args)]
pub(crate) struct Reconcile {
    /// The organization file.
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) endpoint: Endpoint,
    /// Also show what is already as it should be.
    #[arg(long)]
    pub(crate) all: bool,
    /// For people, or one JSON object on a line.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// `wharf apply` and `wharf destroy`.
#[derive(Debug, clap::Args)]
pub(crate) struct Apply {
    #[command(flatten)]
    pub(crate) reconcile: Reconcile,
    /// Change nothing, only show.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Ask nothing: what goes may go.
    #[arg(long)]
    pub(crate) yes: bool,
}

/// `wharf init`.
#[derive(Debug, clap::Args)]
pub(crate) struct Init {
    /// Where to write it.
    #[arg(default_value = "organization.yaml")]
    pub(crate) file: PathBuf,
    /// The organization's name.
    #[arg(long, value_name = "NAME")]
    pub(crate) organization: Option<String>,
    /// Accounts: names, or name=id.
    #[arg(long, value_name = "NAME,…")]
    pub(crate) accounts: Option<String>,
    /// Repositories.
    #[arg(long, value_name = "NAME,…")]
    pub(crate) repositories: Option<String>,
    /// Regions.
    #[arg(long, value_name = "REGION,…")]
    pub(crate) regions: Option<String>,
    /// The topology: where images live.
    #[arg(long, value_name = "NAME")]
    pub(crate) topology: Option<String>,
    /// Ask nothing.
    #[arg(long)]
    pub(crate) yes: bool,
    /// Only print the JSON Schema of organization files, for editors.
    #[arg(long)]
    pub(crate) schema: bool,
}

/// `wharf import`.
#[derive(Debug, clap::Args)]
pub(crate) struct Import {
    /// Where to write it; - is standard output.
    #[arg(default_value = "organization.yaml")]
    pub(crate) file: PathBuf,
    /// The Regions whose registries are looked at.
    #[arg(
        long,
        value_name = "REGION,…",
        value_delimiter = ',',
        default_value = "us-east-1",
        value_parser = Region::spelled
    )]
    pub(crate) regions: Vec<Region>,
    #[command(flatten)]
    pub(crate) endpoint: Endpoint,
}

/// `wharf draw`.
#[derive(Debug, clap::Args)]
pub(crate) struct Draw {
    /// The organization file.
    pub(crate) file: PathBuf,
    /// A picture, a page around it, or text that other tools draw.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Picture,
    /// As the one who looks prefers it, or always on white or on black.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) theme: Theme,
}

/// How `wharf draw` draws.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum Picture {
    /// SVG.
    #[default]
    Svg,
    /// A Mermaid flow chart.
    Mermaid,
    /// A page that needs no other file: equal accounts can be shown one by one, and pointing at something tells what it is.
    Html,
}

/// On what `wharf draw` draws.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum Theme {
    /// As the one who looks prefers it.
    #[default]
    Auto,
    /// On white.
    Light,
    /// On black.
    Dark,
}

/// `wharf export`.
#[derive(Debug, clap::Args)]
pub(crate) struct Export {
    /// The organization file.
    pub(crate) file: PathBuf,
    /// In which language.
    #[arg(long, value_enum)]
    pub(crate) format: Language,
    /// The folder for the files.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: PathBuf,
    /// Take ids from the live organization.
    #[arg(long)]
    pub(crate) live: bool,
    #[command(flatten)]
    pub(crate) endpoint: Endpoint,
}

/// The languages of `wharf export`.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Language {
    /// Stacks for the organization, each account's roles and each registry, and their order.
    Cloudformation,
    /// A module in HCL.
    Terraform,
    /// A module in Terraform's JSON.
    TerraformJson,
    /// A script for the aws CLI.
    Script,
    /// Each policy as a file.
    Policies,
}

/// `wharf promote`.
#[derive(Debug, clap::Args)]
pub(crate) struct Promote {
    /// The image.
    pub(crate) source: String,
    /// The repository that it goes to, and the tag that it gets there [default: the source's tag].
    pub(crate) destination: String,
    /// One more tag.
    #[arg(long)]
    pub(crate) tag: Vec<String>,
    /// A command that must exit with 0 before anything is copied.
    #[arg(long, value_name = "COMMAND")]
    pub(crate) gate: Vec<String>,
    /// The profile that writes, if it is not the one that reads.
    #[arg(long, value_name = "NAME")]
    pub(crate) to_profile: Option<String>,
    /// Only find the image and run the gates.
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) endpoint: Endpoint,
    /// For people, or one JSON object on a line.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// `wharf check`.
#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// The organization file.
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) origin: Origin,
    /// Also end with 2 when the file has no assertions.
    #[arg(long)]
    pub(crate) strict: bool,
    /// Where the registries are: for Wharf, the services of AWS that cannot be pointed at it are named.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) target: Target,
    /// For people, one JSON object on a line, or JUnit XML for CI.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: CheckFormat,
}

/// Where registries are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Target {
    /// In Wharf.
    #[default]
    Wharf,
    /// In Amazon ECR.
    Aws,
}

/// How `wharf check` answers.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum CheckFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object on a line.
    Json,
    /// JUnit XML.
    Junit,
}

/// What access is computed from.
#[derive(Debug, clap::Args)]
pub(crate) struct Origin {
    /// Use the policies of the live endpoint instead of those that the file asks for.
    #[arg(long, conflicts_with = "snapshot")]
    pub(crate) live: bool,
    /// Use the policies of a snapshot that --save wrote.
    #[arg(long, value_name = "FILE")]
    pub(crate) snapshot: Option<PathBuf>,
    /// Decide as if every session of a role had this session policy.
    #[arg(long, value_name = "FILE")]
    pub(crate) session_policy: Option<PathBuf>,
    /// Save the policies that were used to a file.
    #[arg(long, value_name = "FILE")]
    pub(crate) save: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) endpoint: Endpoint,
}

/// `wharf access`.
#[derive(Debug, clap::Args)]
pub(crate) struct Access {
    /// The organization file.
    pub(crate) file: PathBuf,
    /// Only principals whose name contains this: what can they do?
    #[arg(long, value_name = "TEXT", visible_alias = "what-can")]
    pub(crate) who: Option<String>,
    /// Only repositories whose name contains this.
    #[arg(long, value_name = "TEXT")]
    pub(crate) repository: Option<String>,
    /// Only principals that can do this: who are they?
    #[arg(long, value_name = "ACTION", value_parser = action, visible_alias = "who-can")]
    pub(crate) can: Option<wharf_topology::Action>,
    /// Group principals that can do the same, and repositories that policies do not tell apart.
    #[arg(long, conflicts_with_all = ["why", "diff"])]
    pub(crate) summary: bool,
    /// Say which statements decide.
    #[arg(long)]
    pub(crate) why: bool,
    /// Show what access this other file would give and take away.
    #[arg(long, value_name = "FILE", conflicts_with = "why")]
    pub(crate) diff: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) origin: Origin,
    /// For people, or one JSON object on a line.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

fn action(text: &str) -> Result<wharf_topology::Action, String> {
    let found = wharf_topology::Action::ALL
        .into_iter()
        .find(|action| action.as_str() == text);
    found.ok_or_else(|| "an action is pull, push, delete or administer".to_owned())
}

/// How an AWS-compatible endpoint is found, where the environment and the profile do not say it.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct Endpoint {
    /// One address for all services, such as `http://127.0.0.1:5000` or `localhost:5000` [env: AWS_ENDPOINT_URL].
    #[arg(long, visible_alias = "endpoint", value_name = "URL", value_parser = endpoint_url)]
    pub(crate) endpoint_url: Option<String>,
    /// The Region [env: AWS_REGION].
    #[arg(long, value_name = "REGION", value_parser = Region::spelled)]
    pub(crate) region: Option<Region>,
    /// The profile of the aws command line [env: AWS_PROFILE].
    #[arg(long, value_name = "NAME")]
    pub(crate) profile: Option<String>,
}

/// An address with a scheme. One of this machine needs none: it is plain HTTP.
pub(crate) fn endpoint_url(text: &str) -> Result<String, String> {
    if text.starts_with("http://") || text.starts_with("https://") {
        return Ok(text.to_owned());
    }
    if text.contains("://") {
        return Err("an endpoint begins with http:// or https://".to_owned());
    }
    let authority = text.split('/').next().unwrap_or_default();
    let is_here = match authority.parse::<SocketAddr>() {
        Ok(address) => address.ip().is_loopback(),
        Err(_) => {
            let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
            is_loopback(host)
        }
    };
    match is_here {
        true => Ok(format!("http://{text}")),
        false => Err(format!(
            "an endpoint is a URL: https://{text}, or http://{text} for a node without TLS"
        )),
    }
}

/// Whether a host is the machine itself.
pub(crate) fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|host| host.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::endpoint_url;

    #[test]
    fn this_machine_needs_no_scheme() {
        for (text, url) in [
            ("localhost:5000", "http://localhost:5000"),
            ("127.0.0.1:5000", "http://127.0.0.1:5000"),
            ("[::1]:5000", "http://[::1]:5000"),
            ("localhost", "http://localhost"),
            ("https://wharf.example.com", "https://wharf.example.com"),
        ] {
            assert_eq!(endpoint_url(text).as_deref(), Ok(url));
        }
        for (text, said) in [
            ("wharf.example.com:5000", "https://wharf.example.com:5000"),
            ("ftp://localhost", "begins with http://"),
            ("192.0.2.1:5000", "http://192.0.2.1:5000"),
        ] {
            let refused = endpoint_url(text).unwrap_err();
            assert!(refused.contains(said), "{refused}");
        }
    }
}
