//! Does a host by which containers or clusters call the server mean the registry that is wanted?
//!
//! The server itself is asked, with that host: what it takes a host for depends on its settings alone. Whether the host resolves where
//! the containers are is not seen from here.

use std::io;
use std::net::Ipv6Addr;

use wharf_aws::{AccountId, Region};

use super::{Finding, Machine, Subject, reach};

const CHECK: &str = "host";

pub(super) fn check(machine: &Machine, subject: &Subject) -> Vec<Finding> {
    let hosts = subject.hosts.iter();
    hosts
        .flat_map(|host| {
            // With or without the port that clients add.
            let host = without_port(host);
            let heard = is_heard(subject, &host);
            std::iter::once(meaning(machine, subject, &host)).chain(heard)
        })
        .collect()
}

/// A host in lower case; an IPv6 address without brackets.
fn without_port(host: &str) -> String {
    let bracketed = host.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let host = match bracketed {
        Some((address, _)) => address,
        None if host.parse::<Ipv6Addr>().is_ok() => host,
        None => host.split(':').next().unwrap_or(host),
    };
    host.to_ascii_lowercase()
}

/// What the server takes the host for.
fn meaning(machine: &Machine, subject: &Subject, host: &str) -> Finding {
    let registry = format!("the registry of {} in {}", subject.account, subject.region);
    let named = wharf_server::registry_of_name(host);
    if let Some((account, region)) = named.filter(|named| !is_of(subject, named)) {
        // No alias may be that.
        let found =
            format!("{host} is the own name of the registry of {account} in {region}, and not of {registry}");
        return Finding::fail(CHECK, found);
    }
    let alias = alias(subject, host);
    match reach::get(machine, subject, host, "/v2/").map(|(status, _)| status) {
        Ok(404) => propose(
            subject,
            &alias,
            Finding::fail(CHECK, format!("{host} names no registry")),
        ),
        Ok(_) if is_alias(subject, &alias) => Finding::ok(CHECK, format!("{host} is an alias of {registry}")),
        Ok(_) if subject.node.registry_name(&subject.account, &subject.region) == host => {
            Finding::ok(CHECK, format!("{host} names {registry}"))
        }
        Ok(_) => {
            let found = format!(
                "{host} names a registry, but answers to a client that calls it name {}",
                subject.registry()
            );
            propose(subject, &alias, Finding::warn(CHECK, found))
        }
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            let finding = Finding::fail(CHECK, format!("TLS with {host} fails: {error}"));
            // The development authority makes certificates for aliases.
            let finding = match subject.authority() {
                Some(_) => finding,
                None => finding.todo(format!("serve a certificate that names {host}")),
            };
            propose(subject, &alias, finding)
        }
        Err(error) => Finding::warn(CHECK, format!("the server cannot be asked about {host}: {error}"))
            .todo("see the check `server`"),
    }
}

fn is_of(subject: &Subject, (account, region): &(AccountId, Region)) -> bool {
    *account == subject.account && region.as_str() == subject.region
}

/// The alias that makes the host mean the registry.
fn alias(subject: &Subject, host: &str) -> String {
    let (account, node) = (&subject.account, &subject.node);
    match account.as_str() == node.account && subject.region == node.region {
        true => host.to_owned(),
        false => format!("{host}={account}/{}", subject.region),
    }
}

/// Whether the server has the alias, for the host itself or for all of its domain.
fn is_alias(subject: &Subject, alias: &str) -> bool {
    let (host, registry) = alias.split_once('=').unwrap_or((alias, ""));
    subject.node.aliases.iter().any(|known| {
        let (pattern, theirs) = known.split_once('=').unwrap_or((known, ""));
        let explicit = format!("{}/{}", subject.account, subject.region);
        let same = theirs == registry || theirs == explicit;
        same && wharf_server::alias_covers(pattern, host)
    })
}

fn propose(subject: &Subject, alias: &str, finding: Finding) -> Finding {
    if alias.contains(':') {
        return finding.todo("an IPv6 address cannot be an alias: let clients call a name");
    }
    let mut all = subject.node.aliases.clone();
    all.push(alias.to_owned());
    let (line, variable) = (format!("{all:?}"), all.join(","));
    finding
        .todo(format!(
            "start the server with the aliases that it has and this one more: --alias {alias}"
        ))
        .todo(format!("or in its TOML file: alias = {line}"))
        .todo(format!("or in its environment: WHARF_ALIAS='{variable}'"))
}

/// Whether a container's call can arrive.
fn is_heard(subject: &Subject, host: &str) -> Option<Finding> {
    let listen = subject.node.listen;
    if !listen.ip().is_loopback() || host == "localhost" || host.ends_with(".localhost") {
        return None;
    }
    let found = format!(
        "the server listens on {}, which containers and other machines do not reach",
        listen.ip()
    );
    Some(Finding::warn(CHECK, found).todo(format!(
        "wharf serve --listen 0.0.0.0:{}, with TLS or in a network of your own; Docker Desktop brings {host} to this address as it is",
        listen.port()
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_are_left_out() {
        for (host, expected) in [
            ("host.Docker.internal:5000", "host.docker.internal"),
            ("wharf", "wharf"),
            ("127.0.0.1:5000", "127.0.0.1"),
            ("[::1]:5000", "::1"),
            ("[::1]", "::1"),
            ("::1", "::1"),
        ] {
            assert_eq!(without_port(host), expected);
        }
    }
}
