//! What a host name means (Amazon ECR User Guide, *Amazon ECR private registry*; endpoints and quotas).
//!
//! | host | meaning |
//! |---|---|
//! | `<account>.dkr.ecr[-fips].<region>.<any zone>` | that registry |
//! | `<account>.dkr-ecr[-fips].<region>.<any zone>` | that registry |
//! | `api.ecr.<region>.<zone>`, `ecr.<region>.<zone>`, and the like for each service | the API; registry hosts are shown in that zone |
//! | a configured alias | the registry that the operator gave it, or the default one |
//! | a host in a domain of which all are aliases | the same, unless it is one of the names above |
//! | an IP address, `localhost`, the zone itself, the public address's host, a name without dots | the default registry |

mod alias;
mod name;

use std::net::IpAddr;

pub use alias::{Aliases, covers};
pub(crate) use name::HostName;
pub use name::{AWS_ZONES, registry_of};
use wharf_aws::{AccountId, Region};

use crate::public_url::PublicUrl;

/// The host names of this node.
#[derive(Clone, Debug)]
pub struct Hosts {
    zone: String,
    default: (AccountId, Region),
    aliases: Aliases,
    /// Another bare host: that of the public address.
    public: Option<String>,
}

impl Hosts {
    /// Host names in `zone`; a bare host means `default`.
    pub fn new(zone: String, default: (AccountId, Region), aliases: Aliases) -> Hosts {
        Hosts {
            zone: zone.to_ascii_lowercase(),
            default,
            aliases,
            public: None,
        }
    }

    /// The same, and the host of the node's public address means the default registry, unless it means another by its name.
    #[must_use]
    pub fn with_public(self, url: Option<&PublicUrl>) -> Hosts {
        Hosts {
            public: url.map(|url| host_name(url.host())),
            ..self
        }
    }

    /// The registry that a `Host` header names; `None` when it names none.
    pub(crate) fn registry(&self, authority: &str) -> Option<(AccountId, Region)> {
        match self.meaning(&host_name(authority))? {
            Meaning::Registry(account, region) => Some((account, region)),
            Meaning::Alias(registry) => Some(registry.unwrap_or_else(|| self.default.clone())),
            Meaning::Default => Some(self.default.clone()),
        }
    }

    /// The registry of a host that a client names without calling it. An address or a name without dots may be any machine's there, so
    /// only this machine's own are taken for the default registry.
    pub(crate) fn named(&self, authority: &str) -> Option<(AccountId, Region)> {
        let host = host_name(authority);
        match self.meaning(&host)? {
            Meaning::Default if !self.is_own(&host) => None,
            _ => self.registry(authority),
        }
    }

    /// Whether a host means the default registry because it names no other.
    pub(crate) fn is_default(&self, authority: &str) -> bool {
        matches!(
            self.meaning(&host_name(authority)),
            Some(Meaning::Default | Meaning::Alias(None))
        )
    }

    /// The alias that a client called, without its port, and the registry that it stands for.
    pub(crate) fn alias(&self, authority: &str) -> Option<(String, (AccountId, Region))> {
        // Every request asks.
        if self.aliases.is_empty() {
            return None;
        }
        let host = host_name(authority);
        match self.meaning(&host)? {
            Meaning::Alias(registry) => Some((host, registry.unwrap_or_else(|| self.default.clone()))),
            Meaning::Registry(..) | Meaning::Default => None,
        }
    }

    fn meaning(&self, host: &str) -> Option<Meaning> {
        if let Some(registry) = self.aliases.of_host(host) {
            return Some(Meaning::Alias(registry.cloned()));
        }
        if let Some(HostName::Registry { account, region, .. }) = HostName::parse(host) {
            return Some(Meaning::Registry(account, region));
        }
        if let Some(registry) = self.aliases.of_domain(host) {
            return Some(Meaning::Alias(registry.cloned()));
        }
        self.is_bare(host).then_some(Meaning::Default)
    }

    /// The zone in which the registries of a client that called this host can be reached.
    pub(crate) fn zone(&self, authority: &str) -> String {
        let host = host_name(authority);
        match self.parse(&host) {
            Some(HostName::Registry { zone, .. } | HostName::Api { zone, .. }) => zone.to_owned(),
            None => self.zone.clone(),
        }
    }

    /// The Region that an API host names.
    pub(crate) fn api_region(&self, authority: &str) -> Option<Region> {
        match self.parse(&host_name(authority)) {
            Some(HostName::Api { region, .. }) => Some(region),
            _ => None,
        }
    }

    /// What a host is by its name. The zone itself may look like a host of an API, and is none.
    fn parse<'a>(&self, host: &'a str) -> Option<HostName<'a>> {
        HostName::parse(host).filter(|_| host != self.zone)
    }

    fn is_bare(&self, host: &str) -> bool {
        self.is_own(host) || !host.contains('.') || host.parse::<IpAddr>().is_ok()
    }

    /// Whether a bare host is surely this node's: the zone, the public address's host, `localhost`, an address of the loopback.
    fn is_own(&self, host: &str) -> bool {
        host == self.zone
            || self.public.as_deref() == Some(host)
            || host == "localhost"
            || host
                .parse::<IpAddr>()
                .is_ok_and(|address| address.to_canonical().is_loopback())
    }
}

/// What a host stands for under `/v2`.
enum Meaning {
    /// The registry that is in its name.
    Registry(AccountId, Region),
    /// What the operator gave it: a registry, or the default one.
    Alias(Option<(AccountId, Region)>),
    /// The default registry.
    Default,
}

/// The host without port and brackets, in lower case.
pub(crate) fn host_name(authority: &str) -> String {
    let host = match authority.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, _)) => address,
        None => authority.rsplit_once(':').map_or(authority, |(host, port)| {
            if port.bytes().all(|byte| byte.is_ascii_digit()) {
                host
            } else {
                authority
            }
        }),
    };
    host.trim_end_matches('.').to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts() -> Hosts {
        let registry = |account: &str, region: &str| (account.parse().unwrap(), region.parse().unwrap());
        let aliases = [
            ("Registry.Corp", Some(registry("222233334444", "eu-west-1"))),
            ("host.docker.internal", None),
            ("*.svc.cluster.local", None),
            (
                "*.eu.svc.cluster.local",
                Some(registry("222233334444", "eu-west-1")),
            ),
        ];
        let aliases = aliases
            .map(|(host, registry)| (host.to_owned(), registry))
            .into_iter()
            .collect();
        Hosts::new(
            "wharf.test".to_owned(),
            registry("111122223333", "us-east-1"),
            aliases,
        )
    }

    #[test]
    fn a_host_names_a_registry() {
        for (host, expected) in [
            (
                "123456789012.dkr.ecr.eu-central-1.amazonaws.com",
                Some(("123456789012", "eu-central-1")),
            ),
            (
                "123456789012.dkr.ecr.eu-central-1.amazonaws.com:8443",
                Some(("123456789012", "eu-central-1")),
            ),
            (
                "123456789012.DKR.ECR.eu-central-1.AMAZONAWS.COM.",
                Some(("123456789012", "eu-central-1")),
            ),
            (
                "123456789012.dkr.ecr-fips.us-east-1.amazonaws.com",
                Some(("123456789012", "us-east-1")),
            ),
            (
                "123456789012.dkr-ecr.us-east-1.on.aws",
                Some(("123456789012", "us-east-1")),
            ),
            (
                "123456789012.dkr.ecr.us-east-1.localhost:5000",
                Some(("123456789012", "us-east-1")),
            ),
            ("registry.corp:443", Some(("222233334444", "eu-west-1"))),
            ("localhost:5000", Some(("111122223333", "us-east-1"))),
            ("127.0.0.1:5000", Some(("111122223333", "us-east-1"))),
            ("[::1]:5000", Some(("111122223333", "us-east-1"))),
            ("registry", Some(("111122223333", "us-east-1"))),
            ("wharf.test", Some(("111122223333", "us-east-1"))),
            ("host.docker.internal:5000", Some(("111122223333", "us-east-1"))),
            (
                "wharf.registry.svc.cluster.local:5000",
                Some(("111122223333", "us-east-1")),
            ),
            ("wharf.EU.svc.cluster.local.", Some(("222233334444", "eu-west-1"))),
            // A registry's own name is that, also where all hosts of a domain are aliases.
            (
                "123456789012.dkr.ecr.us-east-1.svc.cluster.local",
                Some(("123456789012", "us-east-1")),
            ),
            ("svc.cluster.local", None),
            ("x.host.docker.internal", None),
            ("evilsvc.cluster.local", None),
            ("12345678901.dkr.ecr.us-east-1.amazonaws.com", None),
            ("123456789012.dkr.ecr.nowhere.amazonaws.com", None),
            ("123456789012.dkr.ecr.us-east-1.", None),
            ("example.com", None),
            // A name of another service, or a misspelt registry.
            ("registry.localhost:5000", None),
        ] {
            let registry = hosts().registry(host);
            let shown = registry
                .as_ref()
                .map(|(account, region)| (account.as_str(), region.as_str()));
            assert_eq!(shown, expected, "{host}");
        }
    }

    #[test]
    fn a_host_that_names_no_registry_means_the_default_one() {
        for (host, is_default) in [
            ("127.0.0.1:5000", true),
            ("wharf", true),
            ("host.docker.internal", true),
            ("a.b.svc.cluster.local", true),
            ("registry.corp", false),
            ("111122223333.dkr.ecr.us-east-1.wharf.test", false),
            ("example.com", false),
        ] {
            assert_eq!(hosts().is_default(host), is_default, "{host}");
        }
    }

    #[test]
    fn the_zone_is_the_one_that_the_client_can_reach() {
        for (host, zone) in [
            ("api.ecr.us-east-1.amazonaws.com", "amazonaws.com"),
            ("ecr.us-east-1.api.aws", "on.aws"),
            ("sts.eu-west-1.amazonaws.com", "amazonaws.com"),
            ("iam.amazonaws.com", "wharf.test"),
            ("127.0.0.1:5000", "wharf.test"),
            ("api.ecr.us-east-1.wharf.test:5000", "wharf.test"),
        ] {
            assert_eq!(hosts().zone(host), zone, "{host}");
        }
    }
}
