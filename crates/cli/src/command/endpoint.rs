//! A way to an AWS-compatible endpoint, found as the aws command line finds it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, anyhow, bail};
use aws_config::ecs::EcsCredentialsProvider;
use aws_config::imds::credentials::ImdsCredentialsProvider;
use aws_config::meta::credentials::CredentialsProviderChain;
use aws_config::profile::ProfileFileCredentialsProvider;
use aws_config::provider_config::ProviderConfig;
use aws_config::{BehaviorVersion, ConfigLoader, Region, SdkConfig};
use aws_credential_types::provider::ProvideCredentials;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore};
use serde_json::json;
use wharf_aws::SecretKey;
use wharf_node::Clock;
use wharf_topology::live::{Client, Identity, Service};

use super::aws_profile;
use crate::arguments::{self, Endpoint};
use crate::aws_files::{self, AwsFiles};
use crate::{Environment, files};

/// How long an endpoint may take to answer.
const ANSWER: Duration = Duration::from_secs(60);
/// The Region when nothing says one: organization-wide work is done there.
const REGION: &str = "us-east-1";

/// A client with the credentials that the environment, a profile or a role gives.
pub(super) async fn client(flags: &Endpoint, environment: &Environment) -> anyhow::Result<Client> {
    let files = AwsFiles::read(environment)?;
    let authority = authority(&files, profile(flags, environment), environment);
    client_that_trusts(authority.as_deref(), flags, &files, environment).await
}

/// The same, with authorities that are known already.
pub(super) async fn client_that_trusts(
    authority: Option<&Path>,
    flags: &Endpoint,
    files: &AwsFiles,
    environment: &Environment,
) -> anyhow::Result<Client> {
    aws_profile::check(files, flags.profile.as_deref(), environment)?;
    let profile = profile(flags, environment);
    let own = own(flags, files, profile, environment)?;
    // The library panics where a file has no certificates.
    let http = http(authority)?;
    let mut loader = trusting(aws_config::defaults(BehaviorVersion::latest()), authority)?;
    if let Some(profile) = &flags.profile {
        loader = loader.profile_name(profile);
    }
    if let Some(region) = &flags.region {
        loader = loader.region(Region::new(region.to_string()));
    }
    if let Some(url) = endpoint_url(flags, environment)? {
        loader = loader.endpoint_url(url);
    }
    let config = loader.load().await;
    let identity = match (own, &flags.profile) {
        (Some(identity), _) => identity,
        (None, Some(named)) => of_profile(named, files, &config).await?,
        (None, None) => provided(&config).await?,
    };
    // The SDK's library passes over profiles with names in quotes and over files with deep lines, which the aws command line takes.
    let region = config.region().map(Region::as_ref);
    let region = region.or_else(|| files.get(profile, "region"));
    let url = match config.endpoint_url() {
        Some(url) => Some(url.to_owned()),
        None => endpoint_url_of(files, profile, environment)?,
    };
    Ok(Client::new(http, url, region.unwrap_or(REGION), identity, now))
}

/// The profile that is meant.
pub(super) fn profile<'a>(flags: &'a Endpoint, environment: &'a Environment) -> &'a str {
    let named = flags
        .profile
        .as_deref()
        .or_else(|| environment.get("AWS_PROFILE"));
    named.unwrap_or(aws_files::DEFAULT)
}

/// The authorities to trust besides the machine's: a file.
pub(super) fn authority(files: &AwsFiles, profile: &str, environment: &Environment) -> Option<PathBuf> {
    let named = environment.get("AWS_CA_BUNDLE");
    named
        .or_else(|| files.get(profile, "ca_bundle"))
        .map(PathBuf::from)
}

/// The key or session that the profile has itself, unless the environment has a key and no profile is named.
fn own(
    flags: &Endpoint,
    files: &AwsFiles,
    profile: &str,
    environment: &Environment,
) -> anyhow::Result<Option<Identity>> {
    if flags.profile.is_none() && environment.get("AWS_ACCESS_KEY_ID").is_some() {
        return Ok(None);
    }
    let ended = files
        .expires(profile)
        .filter(|expires| *expires <= Clock::system().now());
    if let Some(ended) = ended {
        bail!(
            "the session of the profile {profile} ended at {ended}; `wharf login --profile {profile}` begins another"
        );
    }
    // A role that is to be taken stands above a key beside it.
    if files.get(profile, "role_arn").is_some() {
        return Ok(None);
    }
    Ok(files.identity(profile))
}

/// What a profile that is named leads to: the session of a role, what a program prints. It wins over the environment's key and token
/// file, as with the aws command line; the library's usual way would take those first, and work in another account than was named.
async fn of_profile(named: &str, files: &AwsFiles, config: &SdkConfig) -> anyhow::Result<Identity> {
    let region = config.region().cloned();
    let mut settings =
        ProviderConfig::without_region().with_region(region.or(Some(Region::from_static(REGION))));
    if let Some(http) = config.http_client() {
        settings = settings.with_http_client(http);
    }
    let profile = ProfileFileCredentialsProvider::builder()
        .configure(&settings)
        .profile_name(named)
        .build();
    let mut chain = CredentialsProviderChain::first_try("Profile", profile);
    // One that says nothing about credentials leaves them to the machine that it is used on.
    if files.source(named).is_none() {
        let container = EcsCredentialsProvider::builder().configure(&settings).build();
        let machine = ImdsCredentialsProvider::builder().configure(&settings).build();
        chain = chain
            .or_else("EcsContainer", container)
            .or_else("Ec2InstanceMetadata", machine);
    }
    identity(&chain)
        .await
        .with_context(|| format!("the profile {named} gives no credentials"))
}

/// The library takes roles by requests of its own, and reads neither `AWS_CA_BUNDLE` nor a profile's `ca_bundle`.
fn trusting(loader: ConfigLoader, authority: Option<&Path>) -> anyhow::Result<ConfigLoader> {
    let Some(file) = authority else {
        return Ok(loader);
    };
    let text = files::read_pem(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let trusted = TrustStore::default().with_pem_certificate(text);
    let context = TlsContext::builder().with_trust_store(trusted).build()?;
    let http = aws_smithy_http_client::Builder::new()
        .tls_provider(Provider::Rustls(CryptoMode::AwsLc))
        .tls_context(context);
    Ok(loader.http_client(http.build_https()))
}

/// What the SDK's library finds.
async fn provided(config: &SdkConfig) -> anyhow::Result<Identity> {
    let Some(provider) = config.credentials_provider() else {
        bail!("no AWS credentials were found");
    };
    identity(&provider).await.context(
        "no AWS credentials were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a profile with --profile, \
         or take those of `wharf up`",
    )
}

async fn identity(provider: &impl ProvideCredentials) -> anyhow::Result<Identity> {
    let credentials = provider.provide_credentials().await?;
    Ok(Identity {
        access_key_id: credentials.access_key_id().to_owned(),
        secret: SecretKey::new(credentials.secret_access_key().to_owned()),
        session_token: credentials.session_token().map(str::to_owned),
    })
}

/// The address that a flag or the environment gives. That of a profile is read by the loader.
fn endpoint_url(flags: &Endpoint, environment: &Environment) -> anyhow::Result<Option<String>> {
    if flags.endpoint_url.is_some() {
        return Ok(flags.endpoint_url.clone());
    }
    let named = environment
        .get("AWS_ENDPOINT_URL")
        .filter(|_| !ignores_urls(environment));
    let read =
        |url| arguments::endpoint_url(url).map_err(|error| anyhow!("AWS_ENDPOINT_URL: '{url}': {error}"));
    named.map(read).transpose()
}

/// The address that a profile has.
pub(super) fn endpoint_url_of(
    files: &AwsFiles,
    profile: &str,
    environment: &Environment,
) -> anyhow::Result<Option<String>> {
    let named = files
        .get(profile, "endpoint_url")
        .filter(|_| !ignores_urls(environment));
    let read = |url| {
        arguments::endpoint_url(url)
            .map_err(|error| anyhow!("endpoint_url of the profile {profile}: '{url}': {error}"))
    };
    named.map(read).transpose()
}

/// Whether addresses of the environment and of profiles count for nothing.
fn ignores_urls(environment: &Environment) -> bool {
    environment
        .get("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")
        .is_some_and(|value| value.eq_ignore_ascii_case("true"))
}

/// HTTP with the machine's authorities, and those of a file. The AWS protocols have no redirects: one that was followed would take
/// what was sent, such as an identity token, to another host.
pub(super) fn http(authority: Option<&Path>) -> anyhow::Result<reqwest::Client> {
    let mut builder = reqwest::Client::builder()
        .timeout(ANSWER)
        .redirect(reqwest::redirect::Policy::none())
        .user_agent(concat!("wharf/", env!("CARGO_PKG_VERSION")));
    if let Some(file) = authority {
        let text = files::read_pem(file).with_context(|| format!("{} cannot be read", file.display()))?;
        let certificates = reqwest::Certificate::from_pem_bundle(&text)
            .with_context(|| format!("{} has no certificates", file.display()))?;
        for certificate in certificates {
            builder = builder.add_root_certificate(certificate);
        }
    }
    builder.build().context("HTTP cannot be spoken")
}

/// The time of signatures.
pub(super) fn now() -> i64 {
    Clock::system().now().micros()
}

/// Refuses the root user, who cannot assume roles.
pub(super) async fn require_no_root(client: &Client) -> anyhow::Result<()> {
    let who = client.call(Service::Sts, "GetCallerIdentity", json!({})).await?;
    let arn = who["Arn"].as_str().unwrap_or_default();
    if arn.ends_with(":root") {
        bail!(
            "{arn} is a root user, who cannot assume the roles by which accounts are entered: use a user or a role of \
             the management account, or let `wharf up` make one"
        );
    }
    Ok(())
}
