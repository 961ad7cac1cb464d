//! The grammar of host names: those of the registries and of the APIs, in any zone.

use wharf_aws::{AccountId, Region};

/// The zones in which AWS has its own hosts. Some clients know registries by them.
pub const AWS_ZONES: [&str; 4] = ["amazonaws.com", "amazonaws.com.cn", "amazonaws.eu", "on.aws"];

/// What a host is by its name alone.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum HostName<'a> {
    /// `<account>.dkr.ecr.<region>.<zone>`, and its dual-stack and FIPS forms.
    Registry {
        account: AccountId,
        region: Region,
        zone: &'a str,
    },
    /// `api.ecr.<region>.<zone>`, `sts.<region>.<zone>` and so on for each service, and their dual-stack and FIPS forms.
    Api {
        region: Region,
        /// The zone in which the registries are.
        zone: &'a str,
        /// What the service's hosts begin with.
        service: &'static str,
    },
}

impl<'a> HostName<'a> {
    /// Reads a name in lower case without a final dot; nothing when it is none of these.
    pub(crate) fn parse(host: &'a str) -> Option<HostName<'a>> {
        registry(host).or_else(|| api(host))
    }
}

/// The registry whose own name a host, in lower case, is; in any zone.
pub fn registry_of(host: &str) -> Option<(AccountId, Region)> {
    match registry(host) {
        Some(HostName::Registry { account, region, .. }) => Some((account, region)),
        _ => None,
    }
}

fn registry(host: &str) -> Option<HostName<'_>> {
    let (account, rest) = host.split_once('.')?;
    let account = account.parse().ok()?;
    let rest = rest
        .strip_prefix("dkr.ecr")
        .or_else(|| rest.strip_prefix("dkr-ecr"))?;
    let (region, zone) = region_and_zone(rest)?;
    Some(HostName::Registry {
        account,
        region,
        zone,
    })
}

fn api(host: &str) -> Option<HostName<'_>> {
    wharf_node::services().find_map(|service| {
        let prefix = service.model.endpoint_prefix;
        let rest = host.strip_prefix(prefix).or_else(|| {
            // The dual-stack form of `api.ecr` is `ecr`.
            host.strip_prefix(prefix.strip_prefix("api.")?)
        })?;
        let (region, zone) = region_and_zone(rest)?;
        // `ecr.<region>.api.aws`: its registries are in `on.aws`.
        let zone = if zone == "api.aws" { "on.aws" } else { zone };
        Some(HostName::Api {
            region,
            zone,
            service: prefix,
        })
    })
}

/// `[-fips].<region>.<zone>`
fn region_and_zone(rest: &str) -> Option<(Region, &str)> {
    let rest = rest.strip_prefix("-fips").unwrap_or(rest).strip_prefix('.')?;
    let (region, zone) = rest.split_once('.')?;
    (!zone.is_empty()).then_some((region.parse().ok()?, zone))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_service_has_hosts() {
        for service in wharf_node::services() {
            let prefix = service.model.endpoint_prefix;
            for host in [
                format!("{prefix}.eu-west-1.any.zone"),
                format!("{prefix}-fips.eu-west-1.any.zone"),
            ] {
                let expected = HostName::Api {
                    region: "eu-west-1".parse().unwrap(),
                    zone: "any.zone",
                    service: prefix,
                };
                assert_eq!(HostName::parse(&host), Some(expected), "{host}");
            }
            for host in [
                format!("{prefix}.eu-west-1"),
                format!("{prefix}.nowhere.any.zone"),
                format!("{prefix}x.eu-west-1.any.zone"),
                format!("x{prefix}.eu-west-1.any.zone"),
            ] {
                assert_eq!(HostName::parse(&host), None, "{host}");
            }
        }
    }
}
