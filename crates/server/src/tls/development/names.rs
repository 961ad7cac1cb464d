//! Which names a development certificate is minted for.

use std::net::IpAddr;

use crate::hosts::{AWS_ZONES, HostName, covers};

/// Our own names. A client that trusts the development authority trusts it for all of these, so the list is no longer
/// than it must be: all names in our zone and in those of AWS, what the operator named, and in any other zone the hosts of
/// registries and of ECR's API, but of no other service.
#[derive(Clone, Debug)]
pub struct Names {
    zone: String,
    aliases: Vec<String>,
    addresses: Vec<IpAddr>,
}

impl Names {
    /// Names in `zone`, the operator's `aliases`, and `addresses` beside the loopback ones.
    pub fn new(zone: &str, aliases: impl IntoIterator<Item = String>, addresses: &[IpAddr]) -> Names {
        let mut all: Vec<IpAddr> = vec![[127, 0, 0, 1].into(), std::net::Ipv6Addr::LOCALHOST.into()];
        // The unspecified address is no place that a client can call.
        for address in addresses.iter().filter(|address| !address.is_unspecified()) {
            if !all.contains(address) {
                all.push(*address);
            }
        }
        Names {
            zone: zone.to_ascii_lowercase(),
            aliases: aliases
                .into_iter()
                .map(|alias| alias.to_ascii_lowercase())
                .collect(),
            addresses: all,
        }
    }

    /// Whether a name, in lower case and without a final dot, is ours.
    pub(super) fn include(&self, name: &str) -> bool {
        [self.zone.as_str(), "localhost"]
            .into_iter()
            .chain(AWS_ZONES)
            .any(|zone| is_within(name, zone))
            || self.aliases.iter().any(|alias| covers(alias, name))
            || match HostName::parse(name) {
                Some(HostName::Registry { .. }) => true,
                Some(HostName::Api { zone, service, .. }) => {
                    service == wharf_aws::ecr::SERVICE.endpoint_prefix || AWS_ZONES.contains(&zone)
                }
                None => false,
            }
    }

    /// What a client that calls an address, and so sends no name, may have called.
    pub(super) fn of_addresses(&self) -> Vec<String> {
        let mut names = vec!["localhost".to_owned()];
        names.extend(self.addresses.iter().map(IpAddr::to_string));
        names
    }
}

fn is_within(name: &str, zone: &str) -> bool {
    name.strip_suffix(zone)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ours_and_foreign() {
        let aliases = ["Registry.corp".to_owned(), "*.cluster.local".to_owned()];
        let names = Names::new("wharf.test", aliases, &[]);
        for ours in [
            "wharf.test",
            "anything.wharf.test",
            "localhost",
            "111122223333.dkr.ecr.us-east-1.localhost",
            "111122223333.dkr.ecr.us-east-1.any.zone",
            "111122223333.dkr-ecr.eu-west-1.on.aws",
            "111122223333.dkr.ecr-fips.us-gov-west-1.amazonaws.com",
            "api.ecr.us-east-1.any.zone",
            "ecr.us-east-1.api.aws",
            "sts.amazonaws.com",
            "ecr.us-east-1.any.zone",
            "sts.us-east-1.api.aws",
            "sts.eu-west-1.wharf.test",
            "registry.corp",
            "wharf.registry.svc.cluster.local",
        ] {
            assert!(names.include(ours), "{ours}");
        }
        for foreign in [
            "example.com",
            "notwharf.test",
            "wharf.test.example.com",
            "evilamazonaws.com",
            "11112222333.dkr.ecr.us-east-1.example.com",
            "111122223333.dkr.ecr.nowhere.example.com",
            "111122223333.dkr.ecr.us-east-1",
            "api.ecr.us-east-1",
            "api.ecr.example.com",
            "a.registry.corp",
            "cluster.local",
            ".cluster.local",
            "dkr.ecr.us-east-1.any.zone",
            "",
        ] {
            assert!(!names.include(foreign), "{foreign}");
        }
        for service in wharf_node::services().map(|service| service.model) {
            let host = format!("{}.us-east-1.any.zone", service.endpoint_prefix);
            let is_ecr = service.endpoint_prefix == "api.ecr";
            assert_eq!(names.include(&host), is_ecr, "{host}");
        }
    }

    #[test]
    fn addresses_beside_the_loopback() {
        let names = Names::new(
            "localhost",
            [],
            &[[0, 0, 0, 0].into(), [127, 0, 0, 1].into(), [192, 0, 2, 7].into()],
        );
        assert_eq!(
            names.of_addresses(),
            ["localhost", "127.0.0.1", "::1", "192.0.2.7"]
        );
    }
}
