//! `node.json` in the data folder: how the process that serves it is reached. Written at every start; `wharf env` and
//! `wharf doctor` read it.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4};
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};
use wharf_aws::{AccountId, Region};
use wharf_server::Aliases;

use crate::config::{self, Tls};
use crate::files;
use crate::folder::Folder;

/// How long a client waits for a node that is starting.
const STARTING: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(50);

/// What a node says about itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NodeFile {
    /// The URL of the APIs.
    pub endpoint: String,
    /// Where it listens.
    pub listen: SocketAddr,
    /// The DNS zone of registry hosts.
    pub zone: String,
    /// The default Region.
    pub region: String,
    /// The Regions that it serves; none in the file of an older program, which did not say.
    #[serde(default)]
    pub regions: Vec<String>,
    /// The account that a bare host means.
    pub account: String,
    /// `off`, `development` or `files`.
    pub tls: String,
    /// The certificate that clients must trust, with TLS `development`.
    pub ca: Option<PathBuf>,
    /// Other hosts of registries, as the setting `alias` has them; none in the file of an older program, which did not say.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The database that has what is not in the folder, without its password; none with SQLite.
    #[serde(default)]
    pub database: Option<String>,
    /// The process.
    pub pid: u32,
}

impl NodeFile {
    /// What a node that listens at `listen` says.
    pub fn new(
        listen: SocketAddr,
        zone: &str,
        (region, regions): (&Region, &BTreeSet<Region>),
        account: &AccountId,
        tls: &Tls,
        ca: Option<PathBuf>,
    ) -> NodeFile {
        NodeFile {
            endpoint: endpoint(listen, zone, region, tls),
            listen,
            zone: zone.to_owned(),
            region: region.to_string(),
            regions: regions.iter().map(ToString::to_string).collect(),
            account: account.to_string(),
            tls: tls.as_str().to_owned(),
            ca,
            aliases: Vec::new(),
            database: None,
            pid: std::process::id(),
        }
    }

    /// The same, with other hosts of registries.
    #[must_use]
    pub fn with_aliases(self, aliases: &Aliases) -> NodeFile {
        NodeFile {
            aliases: aliases.shown().collect(),
            ..self
        }
    }

    /// The same, with the URL of a database.
    pub(crate) fn with_database(self, url: Option<&str>) -> NodeFile {
        NodeFile {
            database: url.map(without_password),
            ..self
        }
    }

    /// Writes it into the folder, whole or not at all. On a disk that takes nothing the one of an earlier start may be left: the
    /// node serves without it.
    pub(crate) fn write(&self, folder: &Folder) -> anyhow::Result<()> {
        let path = folder.node_file();
        let text = serde_json::to_string_pretty(self)? + "\n";
        match files::write(&path, text.as_bytes(), 0o644) {
            Err(error) if files::takes_nothing(&error) => {
                if let Err(error) = files::overwrite(&path, text.as_bytes()) {
                    tracing::warn!(file = %path.display(), %error, "how this process is reached cannot be written down");
                }
                Ok(())
            }
            written => written.with_context(|| format!("{} cannot be written", path.display())),
        }
    }

    /// Reads it.
    pub(crate) fn read(folder: &Folder) -> anyhow::Result<NodeFile> {
        let path = folder.node_file();
        let text =
            files::read_if_there(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        let Some(text) = text else {
            bail!(
                "{} was never served: there is no node.json in it. Start `wharf serve{}`, or name the right \
                 folder with --data",
                folder.path().display(),
                folder.flag()
            );
        };
        let read = serde_json::from_str(&text).map_err(anyhow::Error::from);
        read.and_then(NodeFile::checked)
            .with_context(|| format!("{} is not what a node writes", path.display()))
    }

    /// The same, unless a text in it is none that a node writes. Root may read a folder that is another user's, and what is read comes into
    /// `/etc/hosts` and into commands that are shown.
    fn checked(self) -> anyhow::Result<NodeFile> {
        if config::zone(&self.zone).ok().as_ref() != Some(&self.zone) {
            bail!("the zone {:?} is no domain name", self.zone);
        }
        for region in self.regions.iter().chain([&self.region]) {
            region
                .parse::<Region>()
                .with_context(|| format!("the Region {region:?}"))?;
        }
        self.account
            .parse::<AccountId>()
            .with_context(|| format!("the account {:?}", self.account))?;
        let (_, address) = self.endpoint.split_once("://").unwrap_or_default();
        let is_of = |text: &str, more: &[u8]| {
            text.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || more.contains(&byte))
        };
        if !self.endpoint.starts_with("http") || address.is_empty() || !is_of(&self.endpoint, b"-.:[]/") {
            bail!("the endpoint {:?} is no address", self.endpoint);
        }
        if let Some(alias) = self.aliases.iter().find(|alias| !is_of(alias, b"-.*=/")) {
            bail!("the alias {alias:?} is none");
        }
        if !is_of(&self.tls, b"") {
            bail!("TLS is {:?}", self.tls);
        }
        Ok(self)
    }

    /// Reads that of the process that serves the folder now; a process that is just starting gets a moment to write it,
    /// so that `wharf serve & eval "$(wharf env …)"` works.
    pub(crate) async fn current(folder: &Folder) -> anyhow::Result<NodeFile> {
        for _ in 0..STARTING.as_millis() / PAUSE.as_millis() {
            let read = NodeFile::read(folder);
            match (&read, folder.holder()) {
                (Err(_), Some(_)) => {}
                (Ok(node), Some(holder)) if node.pid != holder => {}
                _ => return read,
            }
            tokio::time::sleep(PAUSE).await;
        }
        NodeFile::read(folder)
    }

    /// Whether clients speak TLS.
    pub fn is_secure(&self) -> bool {
        self.tls != "off"
    }

    /// The address at which this machine reaches it.
    pub fn address(&self) -> SocketAddr {
        reachable(self.listen)
    }

    /// The host of the endpoint where that is a name, which a resolver must know.
    pub(crate) fn endpoint_name(&self) -> Option<&str> {
        let (_, address) = self.endpoint.split_once("://")?;
        let host = address.rsplit_once(':').map_or(address, |(host, _)| host);
        let is_address = address.parse::<SocketAddr>().is_ok() || address.parse::<IpAddr>().is_ok();
        (!is_address).then_some(host)
    }

    /// The host of a registry, with its port unless it is the scheme's own.
    pub fn registry_host(&self, account: &AccountId, region: &str) -> String {
        let own = if self.is_secure() { 443 } else { 80 };
        let port = self.listen.port();
        let port = if port == own {
            String::new()
        } else {
            format!(":{port}")
        };
        format!("{}{port}", self.registry_name(account, region))
    }

    /// By what clients on this machine reach a registry: the node's own address, which needs no resolver, where that means it; else the
    /// registry's host. Not every client takes an IPv6 address for a registry.
    pub fn registry_address(&self, account: &AccountId, region: &str) -> String {
        let is_default = account.as_str() == self.account && region == self.region;
        let address = self.endpoint.split_once("://").map(|(_, address)| address);
        match address.filter(|address| is_default && is_registry_address(address)) {
            Some(address) => address.to_owned(),
            None => self.registry_host(account, region),
        }
    }

    /// The host of a registry, without a port.
    pub fn registry_name(&self, account: &AccountId, region: &str) -> String {
        format!("{account}.dkr.ecr.{region}.{}", self.zone)
    }

    /// The host of a Region's API, without a port.
    pub fn api_name(&self, region: &str) -> String {
        format!("api.ecr.{region}.{}", self.zone)
    }
}

/// Whether a host and port are an address that every client takes for a registry. An IPv6 address is an invalid reference to skopeo 1.9 and
/// others.
pub(crate) fn is_registry_address(address: &str) -> bool {
    address.parse::<SocketAddrV4>().is_ok()
}

/// An address serves every Region and needs no name to be resolved. With the operator's own certificate it must be a
/// name, for certificates seldom have addresses.
fn endpoint(listen: SocketAddr, zone: &str, region: &Region, tls: &Tls) -> String {
    match tls {
        Tls::Off => format!("http://{}", reachable(listen)),
        Tls::Development => format!("https://{}", reachable(listen)),
        Tls::Files { .. } if listen.port() == 443 => format!("https://api.ecr.{region}.{zone}"),
        Tls::Files { .. } => format!("https://api.ecr.{region}.{zone}:{}", listen.port()),
    }
}

/// A URL of a database without the password, which stands behind the user or among the options.
pub(crate) fn without_password(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("postgres", url));
    let place = rest.split('?').next().unwrap_or_default();
    match place.rsplit_once('@') {
        Some((user, host)) => {
            let user = user.split(':').next().unwrap_or_default();
            format!("{scheme}://{user}@{host}")
        }
        // A question mark in the password, where it should not be.
        None if rest.contains('@') && place.contains(':') => format!("{scheme}://…"),
        None => format!("{scheme}://{place}"),
    }
}

/// The unspecified address is every address of the machine; the loopback one is reached from here.
fn reachable(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_not_written_down() {
        for (url, shown) in [
            ("postgres://wharf:secret@db/wharf", "postgres://wharf@db/wharf"),
            (
                "postgres://wharf:se@cret@db:5432/wharf?sslmode=require",
                "postgres://wharf@db:5432/wharf",
            ),
            (
                "postgresql://db/wharf?password=secret&user=a",
                "postgresql://db/wharf",
            ),
            ("postgres://wharf:secret?@db/wharf", "postgres://…"),
            ("postgres:///wharf", "postgres:///wharf"),
        ] {
            assert_eq!(without_password(url), shown);
        }
    }
}
