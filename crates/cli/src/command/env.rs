//! `wharf env`: the variables that make a shell an account's root user, a user or a role.

use std::process::ExitCode;

use wharf_aws::AccountId;

use super::env_people;
use super::operate::block_on;
use super::root::{self, Root};
use crate::Environment;
use crate::arguments::{Env, Shell};
use crate::environment::SERVICE_ENDPOINTS;
use crate::exit::Usage;
use crate::folder::quoted;
use crate::{doctor, output};

/// Left over from something else, each would send requests elsewhere, as those of single services do, or spoil their signature, or name
/// another registry. Those that the command has a value for are set after that.
const UNSET: &[&str] = &[
    "AWS_SESSION_TOKEN",
    "AWS_CREDENTIAL_EXPIRATION",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
    "AWS_PROFILE",
    "AWS_CA_BUNDLE",
    "WHARF_REGISTRY",
];

pub(crate) fn run(arguments: &Env, environment: &Environment) -> anyhow::Result<ExitCode> {
    let variables = block_on(variables(arguments, environment))?;
    match arguments.format {
        Shell::Sh => output::exact(&sh(&variables)),
        Shell::Powershell => output::exact(&powershell(&variables)),
        Shell::Json => output::json(
            &variables
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value.into()))
                .collect::<serde_json::Map<_, _>>(),
        )?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Names and values, in the order in which they are printed.
type Variables = Vec<(&'static str, String)>;

async fn variables(arguments: &Env, environment: &Environment) -> anyhow::Result<Variables> {
    let is_person = arguments.user.is_some() || arguments.role.is_some();
    match &arguments.account {
        Some(account) if !is_person && arguments.endpoint.profile.is_none() => {
            if arguments.endpoint.endpoint_url.is_some() {
                let said = "--endpoint-url goes with --user, --role or --profile: the root user is of the node of the data folder";
                return Err(Usage(said.to_owned()).into());
            }
            of_root(account, arguments, environment).await
        }
        None if !is_person && arguments.endpoint.profile.is_none() => {
            let said = "say who the shell is to be: --account ID is that account's root user, --user NAME a user whose key a profile has, \
                        --role NAME a role, --profile NAME the identity of that profile";
            Err(Usage(said.to_owned()).into())
        }
        _ => env_people::variables(arguments, environment).await,
    }
}

async fn of_root(
    account: &AccountId,
    arguments: &Env,
    environment: &Environment,
) -> anyhow::Result<Variables> {
    let Root {
        node,
        identity,
        data_flag,
    } = root::of(account, &arguments.place, environment).await?;
    let region = arguments
        .endpoint
        .region
        .as_ref()
        .map_or(node.region.clone(), ToString::to_string);
    let registry = node.registry_address(account, &region);
    let name = node.registry_name(account, &region);
    if registry.starts_with(&name) && doctor::lacks_line(&node, &name) {
        let fix = doctor::fix_command(&node, &data_flag, (account, &region));
        output::note(&format!(
            "docker and others do not find {name}, which WHARF_REGISTRY names, without a line in /etc/hosts; this adds it: {fix}"
        ));
    }
    let mut variables = vec![
        ("AWS_ENDPOINT_URL", node.endpoint.clone()),
        ("AWS_ACCESS_KEY_ID", identity.access_key_id),
        ("AWS_SECRET_ACCESS_KEY", identity.secret.expose().to_owned()),
        ("AWS_REGION", region.clone()),
        ("AWS_DEFAULT_REGION", region),
        ("WHARF_REGISTRY", registry),
    ];
    // A certificate of the operator's own may be of an authority that only the shell knows.
    let known = environment.get("AWS_CA_BUNDLE").filter(|_| node.tls == "files");
    let authority = node.ca.as_ref().map(|file| file.display().to_string());
    let authority = authority.or_else(|| known.map(str::to_owned));
    variables.extend(authority.map(|file| ("AWS_CA_BUNDLE", file)));
    Ok(variables)
}

fn unset() -> impl Iterator<Item = &'static str> {
    SERVICE_ENDPOINTS.into_iter().chain(UNSET.iter().copied())
}

fn sh(variables: &[(&str, String)]) -> String {
    let mut text = format!("unset {}\n", unset().collect::<Vec<_>>().join(" "));
    for (name, value) in variables {
        text.push_str(&format!("export {name}={}\n", quoted(value)));
    }
    text
}

fn powershell(variables: &[(&str, String)]) -> String {
    let mut text = String::new();
    for name in unset() {
        text.push_str(&format!("$env:{name} = $null\n"));
    }
    for (name, value) in variables {
        text.push_str(&format!("$env:{name} = '{}'\n", value.replace('\'', "''")));
    }
    text
}
