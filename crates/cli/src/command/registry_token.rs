//! The registry's password for a caller, and docker signed in with it.

use std::io::{ErrorKind, Write as _};
use std::process::{Command, Stdio};

use anyhow::{Context as _, anyhow, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::AUTHORIZATION;
use serde_json::json;
use wharf_topology::live::{Client, Service};

use crate::node_file::is_registry_address;

/// What opens a registry.
pub(super) struct RegistryToken {
    /// By what clients on this machine reach it: host and port.
    pub(super) registry: String,
    user: String,
    password: String,
}

/// Asks for the token of the caller's own registry.
pub(super) async fn of(client: &Client) -> anyhow::Result<RegistryToken> {
    let given = client
        .call(Service::Ecr, "GetAuthorizationToken", json!({}))
        .await?;
    let given = &given["authorizationData"][0];
    let (Some(token), Some(proxy)) = (
        given["authorizationToken"].as_str(),
        given["proxyEndpoint"].as_str(),
    ) else {
        bail!("the answer of GetAuthorizationToken has no token");
    };
    let host = proxy.split_once("://").map_or(proxy, |(_, host)| host);
    let decoded = STANDARD.decode(token).ok();
    let decoded = decoded.and_then(|bytes| String::from_utf8(bytes).ok());
    let decoded = decoded.context("the token of GetAuthorizationToken cannot be read")?;
    let (user, password) = decoded
        .split_once(':')
        .context("the token of GetAuthorizationToken cannot be read")?;
    Ok(RegistryToken {
        registry: address_of(client, host, token).await.unwrap_or(host).to_owned(),
        user: user.to_owned(),
        password: password.to_owned(),
    })
}

/// The endpoint's own address, which needs no resolver, where that means the registry with this host and every client takes it for one.
/// The server is asked: what a bare address means depends on its settings.
async fn address_of<'a>(client: &'a Client, host: &str, token: &str) -> Option<&'a str> {
    let url = client.endpoint()?;
    let (_, address) = url.split_once("://")?;
    let name = address.rsplit_once(':').map_or(address, |(name, _)| name);
    if name != "localhost" && !is_registry_address(address) {
        return None;
    }
    let asked = client.http().get(format!("{url}/v2/"));
    let answer = asked
        .header(AUTHORIZATION, format!("Basic {token}"))
        .send()
        .await
        .ok()?;
    let meant = answer.headers().get("oci-namespace")?.to_str().ok()?;
    (meant == host).then_some(address)
}

impl RegistryToken {
    /// Has docker keep it, where docker keeps what it signs in with. `false` when there is no docker on this machine.
    pub(super) fn sign_docker_in(&self) -> anyhow::Result<bool> {
        let started = Command::new("docker")
            .args([
                "login",
                "--username",
                &self.user,
                "--password-stdin",
                &self.registry,
            ])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn();
        let mut docker = match started {
            Ok(docker) => docker,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(anyhow!(error).context("docker cannot be started")),
        };
        if let Some(mut input) = docker.stdin.take() {
            // One that ends before it read says why itself.
            let _ = input.write_all(self.password.as_bytes());
        }
        let ended = docker.wait_with_output().context("docker does not end")?;
        if !ended.status.success() {
            let said = String::from_utf8_lossy(&ended.stderr);
            bail!("docker login {}: {}", self.registry, said.trim());
        }
        Ok(true)
    }
}
