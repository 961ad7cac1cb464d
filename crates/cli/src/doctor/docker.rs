//! Will docker's engine talk plain HTTP to us?

use std::net::IpAddr;
use std::path::PathBuf;

use serde_json::Value;

use super::{Finding, Machine, Subject, programs};
use crate::files;

const CHECK: &str = "docker";

pub(super) fn check(machine: &Machine, subject: &Subject) -> Vec<Finding> {
    if programs::lacks(machine, &["docker"]) {
        let finding = Finding::warn(CHECK, "not installed: it is not in PATH");
        return vec![
            finding.todo("install docker, or use podman or skopeo, as docs/how-to/registry-hosts.md says"),
        ];
    }
    if subject.node.is_secure() {
        return Vec::new();
    }
    let registry = subject.registry();
    let addresses = (machine.resolve)(&subject.registry_name()).unwrap_or_default();
    let files = settings_files(machine);
    let mut findings = Vec::new();
    for file in &files {
        let Ok(text) = files::read_text(file) else {
            continue;
        };
        match serde_json::from_str::<Value>(&text) {
            Ok(settings) if allows(&settings, &registry, &addresses) => {
                return vec![Finding::ok(
                    CHECK,
                    format!("{} allows plain HTTP to {registry}", file.display()),
                )];
            }
            Ok(_) => {}
            Err(error) => findings.push(Finding::fail(
                CHECK,
                format!("{} is not JSON: {error}", file.display()),
            )),
        }
    }
    let is_loopback = |address: &IpAddr| matches!(address, IpAddr::V4(address) if address.is_loopback());
    if addresses.is_empty() && is_loopback(&subject.node.address().ip()) {
        let found = format!("once {registry} resolves into 127.0.0.0/8, plain HTTP to it is allowed");
        findings.push(Finding::warn(CHECK, found).todo("see the check `registry name`"));
    } else if addresses.iter().any(is_loopback) {
        findings.push(Finding::ok(
            CHECK,
            format!("plain HTTP to {registry} is allowed, because it resolves into 127.0.0.0/8"),
        ));
    } else {
        findings.push(
            Finding::warn(CHECK, format!("docker refuses plain HTTP to {registry}"))
                .todo(format!(
                    "in /etc/docker/daemon.json (rootless: ~/.config/docker/daemon.json): {{\"insecure-registries\": \
                     [\"{registry}\"]}}, then restart docker"
                ))
                .todo("or serve TLS: wharf serve --tls development"),
        );
    }
    findings
}

/// The engine's settings: the machine's, and those of a rootless engine.
fn settings_files(machine: &Machine) -> Vec<PathBuf> {
    let system = machine.root.join("etc/docker/daemon.json");
    let rootless = machine
        .user_config()
        .map(|config| config.join("docker/daemon.json"));
    [Some(system), rootless].into_iter().flatten().collect()
}

fn allows(settings: &Value, registry: &str, addresses: &[IpAddr]) -> bool {
    let Some(listed) = settings.get("insecure-registries").and_then(Value::as_array) else {
        return false;
    };
    let host = registry.rsplit_once(':').map_or(registry, |(host, _)| host);
    listed.iter().filter_map(Value::as_str).any(|entry| {
        entry == registry || entry == host || addresses.iter().any(|address| is_in(*address, entry))
    })
}

/// Whether an address is in a network such as `10.0.0.0/8`.
fn is_in(address: IpAddr, network: &str) -> bool {
    let Some((base, length)) = network.split_once('/') else {
        return false;
    };
    let (Ok(base), Ok(length)) = (base.parse::<IpAddr>(), length.parse::<u32>()) else {
        return false;
    };
    let (a, b, width) = match (address, base) {
        (IpAddr::V4(a), IpAddr::V4(b)) => (u128::from(u32::from(a)), u128::from(u32::from(b)), 32),
        (IpAddr::V6(a), IpAddr::V6(b)) => (u128::from(a), u128::from(b), 128),
        _ => return false,
    };
    length == 0 || (length <= width && (a ^ b) >> (width - length) == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks() {
        for (address, network, expected) in [
            ("127.0.0.1", "127.0.0.0/8", true),
            ("10.1.2.3", "10.1.0.0/16", true),
            ("10.2.2.3", "10.1.0.0/16", false),
            ("10.2.2.3", "0.0.0.0/0", true),
            ("10.2.2.3", "10.2.2.3/32", true),
            ("10.2.2.3", "10.2.2.3/33", false),
            ("::1", "::/0", true),
            ("fd00::1", "fd00::/8", true),
            ("fd00::1", "127.0.0.0/8", false),
            ("127.0.0.1", "127.0.0.1", false),
        ] {
            assert_eq!(
                is_in(address.parse().unwrap(), network),
                expected,
                "{address} in {network}"
            );
        }
    }
}
