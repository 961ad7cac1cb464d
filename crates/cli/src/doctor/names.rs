//! Do the hosts' names lead to the server?

use std::net::IpAddr;

use super::{Finding, Machine, Subject};

pub(super) fn check(machine: &Machine, subject: &Subject) -> Vec<Finding> {
    let registry = host(machine, subject, "registry name", &subject.registry_name());
    let mut api = host(
        machine,
        subject,
        "API name",
        &subject.node.api_name(&subject.region),
    );
    if !subject.node.endpoint.contains("//api.") {
        // `wharf env` gives clients an address: only those that ignore it need the name.
        api.outcome = api.outcome.min(super::Outcome::Warn);
    }
    vec![registry, api]
}

fn host(machine: &Machine, subject: &Subject, check: &'static str, name: &str) -> Finding {
    let wanted = subject.node.address().ip();
    let advice = format!("echo '{wanted} {name}' | sudo tee -a /etc/hosts");
    let found = (machine.resolve)(name).unwrap_or_default();
    if found.is_empty() {
        return Finding::fail(check, format!("{name} does not resolve")).todo(advice);
    }
    let shown = found.iter().map(IpAddr::to_string).collect::<Vec<_>>().join(", ");
    let everywhere = subject.node.listen.ip().is_unspecified();
    if !found.contains(&wanted) && !everywhere {
        return Finding::fail(
            check,
            format!("{name} resolves to {shown}, the server listens on {wanted}"),
        )
        .todo(advice);
    }
    if is_localhost(name) && !in_hosts_file(machine, name) {
        // nss-myhostname and systemd-resolved know *.localhost; programs that do not ask the system's resolver do not.
        return Finding::warn(
            check,
            format!(
                "{name} resolves to {shown}, but is not in /etc/hosts: docker and other static Go programs will not \
                 find it"
            ),
        )
        .todo(advice);
    }
    Finding::ok(check, format!("{name} resolves to {shown}"))
}

fn is_localhost(name: &str) -> bool {
    name == "localhost" || name.ends_with(".localhost")
}

fn in_hosts_file(machine: &Machine, name: &str) -> bool {
    let text = machine.system_file("etc/hosts").unwrap_or_default();
    text.lines()
        .map(|line| line.split('#').next().unwrap_or_default())
        .any(|line| line.split_whitespace().skip(1).any(|host| host == name))
}
