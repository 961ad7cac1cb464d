//! How the data is served: what `wharf serve` needs beside the place.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use wharf_aws::{AccessKeyId, AccountId, Region, SecretKey};
use wharf_node::{Quotas, Rates, StoredBytes};
use wharf_server::{Aliases, CorsOrigins, Downloads, PublicUrl, TrustedProxies, registry_of_name};

use super::first_key::first_key;
use super::values::{address, count, days, off_or, origin, proxy, seconds, zone};
use super::{ConfigError, Layers, Origin};
use crate::audit::Recorded;

/// The settings of a node.
pub struct Serve {
    /// Where to listen.
    pub listen: SocketAddr,
    /// The DNS zone of registry hosts, in lower case.
    pub zone: String,
    /// The default Region.
    pub region: Region,
    /// The Regions that are served; the default one is among them.
    pub regions: BTreeSet<Region>,
    /// Which certificate is served, if any.
    pub tls: Tls,
    /// Other hosts of registries.
    pub aliases: Aliases,
    /// The address by which clients reach the node, where it is a proxy's.
    pub public_url: Option<PublicUrl>,
    /// The proxies whose words about clients are believed.
    pub proxies: TrustedProxies,
    /// The origins whose pages browsers let call the node.
    pub cors: CorsOrigins,
    /// The account that a bare host means.
    pub default_account: AccountId,
    /// How layers are downloaded.
    pub downloads: Downloads,
    /// Whether layers may be mounted from another repository.
    pub blob_mounting: bool,
    /// Whether the node encrypts layers whose encryption is `AES256`.
    pub seal_layers: bool,
    /// How many requests a second each account may make.
    pub rates: Rates,
    /// How many things each registry may have.
    pub quotas: Quotas,
    /// Whether nothing may change.
    pub read_only: bool,
    /// Which calls are recorded.
    pub audit: Recorded,
    /// For how many days; 0 for good.
    pub audit_days: u32,
    /// How long deleted images can be restored; zero for never.
    pub keep_deleted: Duration,
    /// How long events can be looked up; zero is without limit.
    pub keep_events: Duration,
    /// How long usage can be looked up; zero is without limit.
    pub keep_usage: Duration,
    /// Hours after which unreferenced bytes are freed; 0 for never.
    pub collect_after: u32,
    /// Megabytes that are verified in a second at most; 0 for none.
    pub verify_rate: u32,
    /// The file with the authorities of private identity providers, if there are any.
    pub oidc_authorities: Option<PathBuf>,
    /// What is logged.
    pub log: String,
    /// How it is logged.
    pub log_format: LogFormat,
    /// Where metrics have a port of their own.
    pub metrics_listen: Option<SocketAddr>,
    /// The file with the token that shows the figures of accounts at the port that clients call.
    pub metrics_token_file: Option<PathBuf>,
    /// How long the node says that it is not ready before it drains.
    pub shutdown_delay: Duration,
    /// How long a drain may take.
    pub drain: Duration,
    /// The account that the first start makes.
    pub first_account: AccountId,
    /// Its root user's access key, if the operator brings one.
    pub first_key: Option<(AccessKeyId, SecretKey)>,
    is_behind_proxy: bool,
    named: Named,
}

/// What was set, of settings whose defaults do not say what people will use.
#[derive(Clone, Copy, Debug)]
struct Named {
    default_account: bool,
    zone: bool,
    regions: bool,
}

/// Which certificate is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tls {
    /// Plain HTTP.
    Off,
    /// Certificates by an authority in the data folder.
    Development,
    /// The operator's own.
    Files {
        /// The chain, in PEM.
        certificate: PathBuf,
        /// The key, in PEM.
        key: PathBuf,
    },
}

impl Tls {
    /// The name, as the setting has it.
    pub fn as_str(&self) -> &'static str {
        match self {
            Tls::Off => "off",
            Tls::Development => "development",
            Tls::Files { .. } => "files",
        }
    }
}

/// How events are logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
}

impl Serve {
    /// Reads it from the layers.
    ///
    /// # Errors
    /// A value is not what its setting needs, or two contradict each other.
    pub fn new(layers: &Layers) -> Result<Serve, ConfigError> {
        let region: Region = required(layers, "region", Region::spelled)?;
        let regions = regions(layers, &region)?;
        let first_account: AccountId = required(layers, "bootstrap-account-id", str::parse)?;
        let default_account = layers.parse("default-account", str::parse)?;
        let default = default_account.unwrap_or(first_account);
        let listen = required(layers, "listen", address)?;
        let public_url = layers.parse("public-url", str::parse)?;
        let proxies = layers.parse_all("trusted-proxies", proxy)?;
        let is_behind_proxy = public_url.is_some() || !proxies.is_empty();
        Ok(Serve {
            listen,
            public_url,
            proxies: TrustedProxies::new(proxies),
            cors: CorsOrigins::new(layers.parse_all("cors-origins", origin)?),
            is_behind_proxy,
            named: Named {
                default_account: default_account.is_some(),
                zone: layers.value("zone").origin != Origin::Default,
                regions: layers.value("regions").origin != Origin::Default,
            },
            zone: required(layers, "zone", zone)?,
            tls: tls(layers)?,
            aliases: aliases(layers, &regions, (default, &region))?,
            default_account: default,
            downloads: choice(
                layers,
                "downloads",
                &[("direct", Downloads::Direct), ("redirect", Downloads::Redirect)],
            )?,
            blob_mounting: choice(layers, "blob-mounting", &[("true", true), ("false", false)])?,
            seal_layers: choice(layers, "seal-layers", &[("true", true), ("false", false)])?,
            rates: rates(layers, listen.ip().is_loopback() && !is_behind_proxy)?,
            quotas: Quotas {
                repositories: required(layers, "repositories", count)?,
                images: required(layers, "images", count)?,
                stored_bytes: required(layers, "stored-bytes", StoredBytes::parse)?,
                open_uploads: required(layers, "open-uploads", off_or(count))?,
            },
            read_only: choice(layers, "read-only", &[("true", true), ("false", false)])?,
            audit: choice(
                layers,
                "audit",
                &[
                    ("all", Recorded::All),
                    ("changes", Recorded::Changes),
                    ("off", Recorded::Off),
                ],
            )?,
            audit_days: required(layers, "audit-days", |text| {
                text.parse().map_err(|_| "a whole number of days is needed")
            })?,
            keep_deleted: required(layers, "restore-days", days)?,
            keep_events: required(layers, "event-days", days)?,
            keep_usage: required(layers, "usage-days", days)?,
            collect_after: required(layers, "collect-after", |text| {
                text.parse().map_err(|_| "a whole number of hours is needed")
            })?,
            verify_rate: required(layers, "verify-rate", |text| {
                text.parse().map_err(|_| "a whole number of megabytes is needed")
            })?,
            oidc_authorities: layers.text("oidc-ca-file").map(PathBuf::from),
            log: required(layers, "log", |text| {
                tracing_subscriber::EnvFilter::try_new(text).map(|_| text.to_owned())
            })?,
            log_format: choice(
                layers,
                "log-format",
                &[("text", LogFormat::Text), ("json", LogFormat::Json)],
            )?,
            metrics_listen: layers.parse("metrics-listen", address)?,
            metrics_token_file: layers.text("metrics-token-file").map(PathBuf::from),
            shutdown_delay: required(layers, "shutdown-delay", seconds)?,
            drain: required(layers, "drain", seconds)?,
            first_account,
            first_key: first_key(layers)?,
            region,
            regions,
        })
    }
}

impl Serve {
    /// The account that a bare host means, if the settings say.
    pub fn named_default_account(&self) -> Option<AccountId> {
        self.named.default_account.then_some(self.default_account)
    }

    /// The host names that clients will surely call, as far as the settings say: none where a proxy stands before the node.
    pub fn known_hosts(&self) -> Vec<String> {
        if self.is_behind_proxy {
            return Vec::new();
        }
        // Which hosts a domain has is not known.
        let aliases = self.aliases.hosts().filter(|host| !host.starts_with('*'));
        let mut hosts: Vec<String> = aliases.map(str::to_owned).collect();
        if self.named.zone {
            let all = self
                .regions
                .iter()
                .filter(|region| self.named.regions || **region == self.region);
            for region in all {
                hosts.push(format!("{}.dkr.ecr.{region}.{}", self.default_account, self.zone));
                hosts.push(format!("api.ecr.{region}.{}", self.zone));
            }
        }
        hosts
    }

    /// Whether clients come through a proxy, as far as the settings say.
    pub fn is_behind_proxy(&self) -> bool {
        self.is_behind_proxy
    }
}

fn required<T, E: std::fmt::Display>(
    layers: &Layers,
    name: &str,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> Result<T, ConfigError> {
    Ok(layers
        .parse(name, parse)?
        .expect("INVARIANT: the table has a default"))
}

fn rates(layers: &Layers, is_local: bool) -> Result<Rates, ConfigError> {
    let rates = match layers.parse("rates", Rates::parse)? {
        Some(rates) => rates,
        // A node that serves only this machine is for development.
        None if is_local => Rates::off(),
        None => Rates::published(),
    };
    let principal = required(
        layers,
        "principal-rate",
        off_or(|text| {
            text.parse::<NonZeroU32>()
                .map_err(|_| "it is a number of requests, at least 1")
        }),
    )?;
    Ok(rates.for_each_principal(principal))
}

fn choice<T: Copy>(layers: &Layers, name: &str, choices: &[(&str, T)]) -> Result<T, ConfigError> {
    required(layers, name, |text| {
        let found = choices.iter().find(|(choice, _)| *choice == text);
        found.map(|(_, value)| *value).ok_or_else(|| {
            let names: Vec<_> = choices.iter().map(|(choice, _)| *choice).collect();
            format!("it is one of {}", names.join(", "))
        })
    })
}

fn regions(layers: &Layers, default: &Region) -> Result<BTreeSet<Region>, ConfigError> {
    let named: BTreeSet<Region> = layers
        .parse_all("regions", Region::spelled)?
        .into_iter()
        .collect();
    if named.is_empty() {
        let known = Region::well_known().iter().filter_map(|name| name.parse().ok());
        return Ok(known.chain([default.clone()]).collect());
    }
    if !named.contains(default) {
        let reason = format!("the default Region {default} must be one of them (--region)");
        return Err(ConfigError::invalid(
            "regions",
            &layers.value("regions").origin,
            reason,
        ));
    }
    Ok(named)
}

fn tls(layers: &Layers) -> Result<Tls, ConfigError> {
    let given = |name| layers.text(name).map(PathBuf::from);
    match required(layers, "tls", |text| Ok::<_, String>(text.to_owned()))?.as_str() {
        "off" => Ok(Tls::Off),
        "development" => Ok(Tls::Development),
        "files" => match (given("tls-certificate"), given("tls-key")) {
            (Some(certificate), Some(key)) => Ok(Tls::Files { certificate, key }),
            _ => Err(ConfigError::invalid(
                "tls",
                &layers.value("tls").origin,
                "`files` needs --tls-certificate and --tls-key",
            )),
        },
        other => Err(ConfigError::invalid(
            "tls",
            &layers.value("tls").origin,
            format!("'{other}': it is one of off, development, files"),
        )),
    }
}

fn aliases(
    layers: &Layers,
    regions: &BTreeSet<Region>,
    default: (AccountId, &Region),
) -> Result<Aliases, ConfigError> {
    let all = layers.parse_all("alias", |text| {
        let wrong = || {
            "an alias is HOST=ACCOUNT/REGION, such as registry.corp=111122223333/eu-west-1, or HOST alone for the default registry; HOST \
             may be *.DOMAIN, and has no port"
                .to_owned()
        };
        let (host, registry) = match text.split_once('=') {
            Some((host, registry)) => (host, Some(registry.split_once('/').ok_or_else(wrong)?)),
            None => (text, None),
        };
        let (star, name) = match host.strip_prefix("*.") {
            Some(domain) => ("*.", domain),
            None => ("", host),
        };
        let host = format!("{star}{}", zone(name).map_err(|_| wrong())?);
        // By its own name a registry is known to everyone; another one there would take its clients' images and passwords.
        let own = registry_of_name(&host);
        let is_another = |account: &AccountId, region: &Region| {
            let others = own.as_ref();
            others.is_some_and(|own| (&own.0, &own.1) != (account, region))
        };
        let of_another = || format!("{host} is another registry's own name");
        let Some((account, region)) = registry else {
            return match is_another(&default.0, default.1) {
                true => Err(of_another()),
                false => Ok((host, None)),
            };
        };
        let account = account.parse::<AccountId>().map_err(|error| error.to_string())?;
        let region = Region::spelled(region).map_err(|error| error.to_string())?;
        if !regions.contains(&region) {
            return Err(format!("{region} is not one of the served Regions (--regions)"));
        }
        if is_another(&account, &region) {
            return Err(of_another());
        }
        Ok((host, Some((account, region))))
    })?;
    Ok(all.into_iter().collect())
}
