//! `wharf login`: a person signs in at the company's issuer, and a profile gets a role's session.

mod remembered;

use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

use anyhow::Context as _;
use reqwest::Url;
use serde_json::json;
use wharf_topology::live::{Client, Service};

use super::operate::block_on;
use super::session::{self, Session};
use super::{endpoint, registry_token};
use crate::arguments::{Format, Login, is_loopback};
use crate::aws_files::AwsFiles;
use crate::exit::Usage;
use crate::login::{self, Request};
use crate::{Environment, output};
use remembered::Remembered;

pub(crate) fn run(arguments: &Login, environment: &Environment) -> anyhow::Result<ExitCode> {
    block_on(sign_in(arguments, environment))?;
    Ok(ExitCode::SUCCESS)
}

async fn sign_in(arguments: &Login, environment: &Environment) -> anyhow::Result<()> {
    let files = AwsFiles::read(environment)?;
    let of = Remembered::find(arguments, &files, environment)?;
    require_private(&of.endpoint_url)?;
    let request = Request {
        issuer: &of.issuer,
        client_id: &of.client_id,
        scopes: &of.scopes,
        authority: of.issuer_ca.as_deref().map(Path::new),
        redirect_port: of.redirect_port,
        patience: Duration::from_secs(arguments.timeout),
    };
    let identified = login::sign_in(&request, |address| {
        output::note(&format!("sign in at this address:\n  {address}"));
        if !arguments.no_browser {
            open(address, environment);
        }
    })
    .await?;
    let authority = of.ca_bundle.as_deref().map(Path::new);
    let node = Client::unsigned(
        endpoint::http(authority)?,
        Some(of.endpoint_url.clone()),
        &of.region,
        endpoint::now,
    );
    let input = json!({
        "RoleArn": of.role,
        "RoleSessionName": session::name_for(identified.claims.person()),
        "WebIdentityToken": identified.token,
        "DurationSeconds": of.duration,
    });
    let given = node.call(Service::Sts, "AssumeRoleWithWebIdentity", input).await;
    let given = given.with_context(|| {
        format!(
            "{} does not give {} for the token of {}",
            of.endpoint_url, of.role, of.issuer
        )
    })?;
    let session = Session::read(&given)?;
    // Read again: signing in takes people minutes, and other programs write there too.
    let mut files = AwsFiles::read(environment)?;
    files.configure(&arguments.profile, &of.values())?;
    files.sign(
        &arguments.profile,
        &session.identity,
        Some(session.expires.clone()),
    )?;
    files.write()?;
    let unsigned = || {
        let profile = &arguments.profile;
        format!("the profile {profile} has the session, but docker is not signed in")
    };
    let registry = match registry_token::of(&node.with(session.identity.clone())).await {
        Ok(token) if arguments.docker => Some(with_docker(token, &arguments.profile).with_context(unsigned)?),
        Ok(token) => Some(token.registry),
        Err(error) if arguments.docker => return Err(error.context(unsigned())),
        // A role need not have a registry.
        Err(_) => None,
    };
    tell(arguments, &session, registry.as_deref())
}

/// Refuses an address on the way to which others could read the identity token and the session.
fn require_private(endpoint: &str) -> anyhow::Result<()> {
    let url =
        Url::parse(endpoint).with_context(|| format!("the address {endpoint} of the node is no URL"))?;
    let host = url.host_str().unwrap_or_default();
    let host = host.trim_start_matches('[').trim_end_matches(']');
    if url.scheme() == "https" || is_loopback(host) || host.ends_with(".localhost") {
        return Ok(());
    }
    let said = format!(
        "{endpoint} is not https://: who is on the way would read the identity token and the session. Plain HTTP is for a node on \
         this machine only"
    );
    Err(Usage(said).into())
}

fn with_docker(token: registry_token::RegistryToken, profile: &str) -> anyhow::Result<String> {
    if !token.sign_docker_in()? {
        output::note(&format!(
            "there is no docker on this machine; where there is one:\n  {}",
            docker_login(profile, &token.registry)
        ));
    }
    Ok(token.registry)
}

fn docker_login(profile: &str, registry: &str) -> String {
    format!(
        "aws --profile {profile} ecr get-login-password | docker login --username AWS --password-stdin {registry}"
    )
}

fn tell(arguments: &Login, session: &Session, registry: Option<&str>) -> anyhow::Result<()> {
    let (profile, arn, expires) = (&arguments.profile, &session.arn, &session.expires);
    if arguments.format == Format::Json {
        return output::json(&json!({
            "profile": profile, "arn": arn, "expires_at": expires, "registry": registry,
        }));
    }
    let mut text = format!(
        "Signed in as {arn} until {expires}. The profile {profile} has the session.\n\nNext:\n  eval \"$(wharf env --profile {profile})\"\n"
    );
    if let Some(registry) = registry.filter(|_| !arguments.docker) {
        text.push_str(&format!("  {}\n", docker_login(profile, registry)));
    }
    text.push_str(&format!("`wharf login --profile {profile}` signs in again.\n"));
    output::print(&text);
    Ok(())
}

/// Starts a browser, if this machine has one that can be seen; the address was printed in any case.
fn open(address: &str, environment: &Environment) {
    let is_seen = ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| environment.get(name).is_some());
    let program = match environment.get("BROWSER") {
        Some(program) => program,
        None if is_seen => "xdg-open",
        None => return,
    };
    let mut browser = Command::new(program);
    browser
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    // Some browsers stay until their window is closed.
    std::thread::spawn(move || browser.status());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_goes_in_clear_to_this_machine_only() {
        for url in [
            "https://registry.example.com",
            "http://127.0.0.1:5000",
            "http://[::1]:5000",
            "http://localhost:5000",
            "http://api.ecr.us-east-1.localhost:5000",
        ] {
            assert!(require_private(url).is_ok(), "{url}");
        }
        for url in [
            "http://registry.example.com",
            "http://127.0.0.1@registry.example.com",
            "http://localhost.example.com",
            "http://10.0.0.5:5000",
        ] {
            assert!(require_private(url).is_err(), "{url}");
        }
    }
}
