//! Other hosts of registries, which the operator named: `registry.corp`, or `*.svc.cluster.local` for all hosts in a domain.

use std::collections::BTreeMap;

use wharf_aws::{AccountId, Region};

/// Each host or domain with the registry that it stands for; without one it stands for the default registry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aliases(BTreeMap<String, Option<(AccountId, Region)>>);

impl Aliases {
    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Hosts and domains, in order.
    pub fn hosts(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The accounts that they name.
    pub fn accounts(&self) -> impl Iterator<Item = AccountId> {
        self.0.values().flatten().map(|(account, _)| *account)
    }

    /// Each as the setting `alias` has it.
    pub fn shown(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|(host, registry)| match registry {
            Some((account, region)) => format!("{host}={account}/{region}"),
            None => host.clone(),
        })
    }

    /// What a host, in lower case, stands for by its own name.
    pub(super) fn of_host(&self, host: &str) -> Option<Option<&(AccountId, Region)>> {
        self.0.get(host).map(Option::as_ref)
    }

    /// What a host, in lower case, stands for by its domain: by the longest one where it is in several.
    pub(super) fn of_domain(&self, host: &str) -> Option<Option<&(AccountId, Region)>> {
        let within = self.0.iter().filter(|(domain, _)| is_in_domain(host, domain));
        let longest = within.max_by_key(|(domain, _)| domain.len());
        longest.map(|(_, registry)| registry.as_ref())
    }
}

impl FromIterator<(String, Option<(AccountId, Region)>)> for Aliases {
    fn from_iter<T: IntoIterator<Item = (String, Option<(AccountId, Region)>)>>(aliases: T) -> Aliases {
        let aliases = aliases.into_iter();
        Aliases(
            aliases
                .map(|(host, registry)| (host.to_ascii_lowercase(), registry))
                .collect(),
        )
    }
}

/// Whether a host, in lower case, is an alias or in the domain of one such as `*.svc.cluster.local`.
pub fn covers(alias: &str, host: &str) -> bool {
    alias == host || is_in_domain(host, alias)
}

/// Whether a host is in the domain of an alias such as `*.svc.cluster.local`, at any depth.
fn is_in_domain(host: &str, alias: &str) -> bool {
    alias.strip_prefix('*').is_some_and(|domain| {
        host.strip_suffix(domain)
            .is_some_and(|front| !front.is_empty() && !front.starts_with('.'))
    })
}
