//! What a profile remembers of a login, so that `wharf login --profile NAME` does it again.

use std::path::PathBuf;

use anyhow::{Context as _, bail};

use crate::Environment;
use crate::arguments::Login;
use crate::aws_files::{AwsFiles, EXPIRES};
use crate::exit::Usage;

const ISSUER: &str = "wharf_issuer";
const CLIENT_ID: &str = "wharf_client_id";
const ROLE: &str = "wharf_role";
const SCOPES: &str = "wharf_scopes";
const ISSUER_CA: &str = "wharf_issuer_ca";
const REDIRECT_PORT: &str = "wharf_redirect_port";
const DURATION: &str = "wharf_duration";
const ENDPOINT: &str = "endpoint_url";
const CA_BUNDLE: &str = "ca_bundle";

/// Everything that a login needs.
pub(super) struct Remembered {
    pub(super) issuer: String,
    pub(super) client_id: String,
    pub(super) role: String,
    pub(super) scopes: Vec<String>,
    pub(super) issuer_ca: Option<String>,
    pub(super) redirect_port: Option<u16>,
    pub(super) duration: Option<u32>,
    pub(super) endpoint_url: String,
    pub(super) ca_bundle: Option<String>,
    pub(super) region: String,
}

impl Remembered {
    /// What flags say, else what the profile remembers, else what the environment says.
    pub(super) fn find(
        arguments: &Login,
        files: &AwsFiles,
        environment: &Environment,
    ) -> anyhow::Result<Remembered> {
        let profile = &arguments.profile;
        // Sessions are written over; a key of another kind would be lost.
        if let Some(key) = files.source(profile)
            && files.get(profile, EXPIRES).is_none()
        {
            bail!(
                "the profile {profile} has {key}, which is not of `wharf login`; name another with --profile"
            );
        }
        let kept = |key: &str| files.get(profile, key).map(str::to_owned);
        let need = |flag: &Option<String>, key: &str, name: &str| {
            flag.clone()
                .or_else(|| kept(key))
                .ok_or_else(|| Usage(format!("say --{name}: the profile {profile} remembers none")))
        };
        let number = |key: &str| {
            let text = kept(key);
            text.map(|text| {
                text.parse::<u32>()
                    .with_context(|| format!("{key} of the profile {profile} is no number"))
            })
            .transpose()
        };
        let variable = |name: &str| environment.get(name).map(str::to_owned);
        let endpoint_url = arguments.endpoint_url.clone().or_else(|| kept(ENDPOINT));
        let redirect_port = match arguments.redirect_port {
            Some(port) => Some(port),
            None => number(REDIRECT_PORT)?.and_then(|port| u16::try_from(port).ok()),
        };
        let duration = match arguments.duration {
            Some(duration) => Some(duration),
            None => number(DURATION)?,
        };
        let region = arguments.region.as_ref().map(ToString::to_string);
        Ok(Remembered {
            issuer: need(&arguments.issuer, ISSUER, "issuer")?,
            client_id: need(&arguments.client_id, CLIENT_ID, "client-id")?,
            role: need(&arguments.role, ROLE, "role")?,
            scopes: match arguments.scope.is_empty() {
                false => arguments.scope.clone(),
                true => kept(SCOPES)
                    .unwrap_or_default()
                    .split_whitespace()
                    .map(str::to_owned)
                    .collect(),
            },
            issuer_ca: absolute(&arguments.issuer_ca)?.or_else(|| kept(ISSUER_CA)),
            redirect_port,
            duration,
            endpoint_url: need(
                &endpoint_url.or_else(|| variable("AWS_ENDPOINT_URL")),
                ENDPOINT,
                "endpoint-url",
            )?,
            ca_bundle: absolute(&arguments.ca_bundle)?
                .or_else(|| kept(CA_BUNDLE))
                .or_else(|| variable("AWS_CA_BUNDLE")),
            region: region
                .or_else(|| kept("region"))
                .or_else(|| variable("AWS_REGION"))
                .unwrap_or_else(|| "us-east-1".to_owned()),
        })
    }

    /// The keys of the profile.
    pub(super) fn values(&self) -> Vec<(&'static str, Option<String>)> {
        let scopes = (!self.scopes.is_empty()).then(|| self.scopes.join(" "));
        vec![
            ("region", Some(self.region.clone())),
            (ENDPOINT, Some(self.endpoint_url.clone())),
            (CA_BUNDLE, self.ca_bundle.clone()),
            (ISSUER, Some(self.issuer.clone())),
            (CLIENT_ID, Some(self.client_id.clone())),
            (ROLE, Some(self.role.clone())),
            (SCOPES, scopes),
            (ISSUER_CA, self.issuer_ca.clone()),
            (REDIRECT_PORT, self.redirect_port.map(|port| port.to_string())),
            (DURATION, self.duration.map(|duration| duration.to_string())),
        ]
    }
}

/// A file as it is found from any folder.
fn absolute(file: &Option<PathBuf>) -> anyhow::Result<Option<String>> {
    let Some(file) = file else { return Ok(None) };
    let found = file
        .canonicalize()
        .with_context(|| format!("{} cannot be read", file.display()))?;
    Ok(Some(found.display().to_string()))
}
