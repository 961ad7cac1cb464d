//! Do the hosts' names lead to the server?

use std::collections::HashSet;
use std::fs;
use std::io::{self, Write as _};
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use wharf_aws::AccountId;

use super::machine::PATIENCE;
use super::{Finding, Machine, Subject, sudo};
use crate::Environment;
use crate::node_file::NodeFile;

pub(super) fn check(machine: &Machine, subject: &Subject) -> Vec<Finding> {
    let name = subject.registry_name();
    let mut registry = host(machine, subject, "registry name", &name);
    let called = subject.node.registry_address(&subject.account, &subject.region);
    if registry.outcome == super::Outcome::Fail && !called.starts_with(&name) {
        // What serves the default registry is called by its address: only the names in answers lead nowhere.
        registry.outcome = super::Outcome::Warn;
        registry
            .found
            .push_str(&format!("; clients call the registry by {called}"));
    }
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
    [registry, api].into_iter().chain(address(subject)).collect()
}

/// That the server's own address is an IPv6 one, by which some clients call no registry.
fn address(subject: &Subject) -> Option<Finding> {
    let address = Some(subject.node.address()).filter(SocketAddr::is_ipv6)?;
    let found = format!(
        "{address} is an IPv6 address, which skopeo and others do not take for a registry: let clients call {}",
        subject.registry()
    );
    Some(Finding::ok("registry address", found))
}

fn host(machine: &Machine, subject: &Subject, check: &'static str, name: &str) -> Finding {
    let wanted = subject.node.address().ip();
    let line = line(&subject.node, name);
    let (found, why) = match (machine.resolve)(name) {
        Ok(found) => (found, String::new()),
        Err(error) if error.kind() == io::ErrorKind::TimedOut => {
            (Vec::new(), format!(": the resolver gave {error}"))
        }
        Err(_) => (Vec::new(), String::new()),
    };
    if found.is_empty() {
        return Finding::fail(check, format!("{name} does not resolve{why}")).hosts_line(line, subject);
    }
    let shown = found.iter().map(IpAddr::to_string).collect::<Vec<_>>().join(", ");
    let everywhere = subject.node.listen.ip().is_unspecified();
    if !found.contains(&wanted) && !everywhere {
        return Finding::fail(
            check,
            format!("{name} resolves to {shown}, the server listens on {wanted}"),
        )
        .hosts_line(line, subject);
    }
    if is_localhost(name) && !in_hosts_file(machine, &subject.node, name) {
        // nss-myhostname and systemd-resolved know *.localhost; programs that do not ask the system's resolver do not.
        return Finding::warn(
            check,
            format!(
                "{name} resolves to {shown}, but is not in /etc/hosts: docker and other static Go programs will not \
                 find it"
            ),
        )
        .hosts_line(line, subject);
    }
    Finding::ok(check, format!("{name} resolves to {shown}"))
}

/// The line of `/etc/hosts` that leads a name, or several with spaces in between, to the node.
pub(crate) fn line(node: &NodeFile, name: &str) -> String {
    format!("{} {name}", node.address().ip())
}

/// The command that adds a line to `/etc/hosts`.
pub(crate) fn append_command(line: &str) -> String {
    format!("echo '{line}' | {}tee -a /etc/hosts", sudo())
}

/// The command that adds, as root, what `/etc/hosts` lacks for a registry. The path of `sudo` seldom leads to the program.
pub(crate) fn fix_command(node: &NodeFile, data_flag: &str, (account, region): (&AccountId, &str)) -> String {
    let mut command = match sudo() {
        "" => format!("wharf doctor --fix{data_flag}"),
        sudo => format!("{sudo}\"$(command -v wharf)\" doctor --fix{data_flag}"),
    };
    if account.as_str() != node.account {
        command.push_str(&format!(" --account {account}"));
    }
    if region != node.region {
        command.push_str(&format!(" --region {region}"));
    }
    command
}

/// Whether static programs on this machine do not find a name without that line. The resolver is not asked, which may take seconds.
pub(crate) fn lacks_line(node: &NodeFile, name: &str) -> bool {
    let machine = Machine::this(&Environment::default());
    is_localhost(name) && !in_hosts_file(&machine, node, name)
}

/// Whether programs on a machine do not find the node by a name: static ones read `/etc/hosts` and do not know `*.localhost`, others ask the
/// resolver.
fn is_unknown(machine: &Machine, node: &NodeFile, name: &str) -> bool {
    match is_localhost(name) {
        true => !in_hosts_file(machine, node, name),
        false => (machine.resolve)(name).unwrap_or_default().is_empty(),
    }
}

/// Those of some names of the node that programs on this machine do not find. All of them together have as long as one name has.
pub(crate) async fn unknown(node: &NodeFile, names: Vec<String>) -> Vec<String> {
    let node = node.clone();
    let ask = move || {
        let machine = Machine::this(&Environment::default());
        move |name: &str| is_unknown(&machine, &node, name)
    };
    unknown_by(ask, names, PATIENCE).await
}

/// The same by a way to ask, which is made on the thread that asks.
async fn unknown_by<A: Fn(&str) -> bool>(
    ask: impl FnOnce() -> A + Send + 'static,
    names: Vec<String>,
    patience: Duration,
) -> Vec<String> {
    let (sender, mut known) = tokio::sync::mpsc::unbounded_channel();
    let asked = names.clone();
    // A thread of its own: the end of the process does not wait for it.
    std::thread::spawn(move || {
        let is_unknown = ask();
        for name in asked {
            if !is_unknown(&name) && sender.send(name).is_err() {
                return;
            }
        }
    });
    let mut found = HashSet::new();
    let all = async {
        while let Some(name) = known.recv().await {
            found.insert(name);
        }
    };
    let _ = tokio::time::timeout(patience, all).await;
    names.into_iter().filter(|name| !found.contains(name)).collect()
}

/// Adds the lines that names on this machine lack; those that were not there. A name of which the resolver says nothing for so long lacks its
/// line.
///
/// # Errors
/// The file cannot be written: it is root's.
pub(crate) async fn add_names(node: &NodeFile, names: Vec<String>) -> io::Result<Vec<String>> {
    let lacking = unknown(node, names).await;
    let lines: Vec<String> = lacking.iter().map(|name| line(node, name)).collect();
    add_lines(&Machine::this(&Environment::default()), &lines)
}

/// Adds lines to `/etc/hosts`; those that were not there.
///
/// # Errors
/// The file cannot be written: it is root's. Or a line is no address with one name.
pub(crate) fn add_lines(machine: &Machine, lines: &[String]) -> io::Result<Vec<String>> {
    if let Some(line) = lines.iter().find(|line| !is_line(line)) {
        let said = format!("{line:?} is not an address and a name");
        return Err(io::Error::new(io::ErrorKind::InvalidInput, said));
    }
    let path = machine.root.join("etc/hosts");
    let present = fs::read_to_string(&path)?;
    let mut added: Vec<String> = lines.to_vec();
    added.sort();
    added.dedup();
    added.retain(|line| !present.lines().any(|there| there.trim() == line));
    let start = match present.is_empty() || present.ends_with('\n') {
        true => "",
        false => "\n",
    };
    let text: String = added.iter().map(|line| format!("{line}\n")).collect();
    if !text.is_empty() {
        let mut file = fs::OpenOptions::new().append(true).open(&path)?;
        file.write_all(format!("{start}{text}").as_bytes())?;
    }
    Ok(added)
}

/// Whether it is an address and a host's name, and nothing more.
fn is_line(line: &str) -> bool {
    let is_of_names = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    line.split_once(' ').is_some_and(|(address, name)| {
        address.parse::<IpAddr>().is_ok() && !name.is_empty() && name.bytes().all(is_of_names)
    })
}

fn is_localhost(name: &str) -> bool {
    name == "localhost" || name.ends_with(".localhost")
}

/// Whether `/etc/hosts` leads a name to the node: to its address, or to any where it listens on all.
fn in_hosts_file(machine: &Machine, node: &NodeFile, name: &str) -> bool {
    let text = machine.system_file("etc/hosts").unwrap_or_default();
    let leads_there = |address: &str| {
        let address = address.parse::<IpAddr>();
        address.is_ok_and(|address| node.listen.ip().is_unspecified() || address == node.listen.ip())
    };
    text.lines()
        .map(|line| line.split('#').next().unwrap_or_default())
        .any(|line| {
            let mut words = line.split_whitespace();
            words.next().is_some_and(leads_there) && words.any(|host| host == name)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(listen: &str) -> NodeFile {
        let (account, region) = ("111122223333".parse().unwrap(), "us-east-1".parse().unwrap());
        NodeFile::new(
            listen.parse().unwrap(),
            "localhost",
            (&region, &[region.clone()].into()),
            &account,
            &crate::config::Tls::Off,
            None,
        )
    }

    #[test]
    fn only_an_address_with_a_name_is_added() {
        let root = tempfile::tempdir().unwrap();
        let hosts = root.path().join("etc/hosts");
        fs::create_dir(root.path().join("etc")).unwrap();
        fs::write(&hosts, "127.0.0.1 localhost\n").unwrap();
        let mut machine = Machine::this(&Environment::default());
        machine.root = root.path().to_owned();
        for line in [
            "127.0.0.1 a.localhost\n6.6.6.6 bank.example\n#",
            "127.0.0.1 a.localhost #",
            "127.0.0.1 a b",
            "127.0.0.1",
            "host a.localhost",
        ] {
            assert!(add_lines(&machine, &[line.to_owned()]).is_err(), "{line}");
        }
        assert_eq!(fs::read_to_string(&hosts).unwrap(), "127.0.0.1 localhost\n");
        let line = "127.0.0.1 a.localhost".to_owned();
        assert_eq!(add_lines(&machine, std::slice::from_ref(&line)).unwrap(), [line]);
    }

    #[test]
    fn a_name_is_known_by_the_hosts_file_or_in_other_zones_by_the_resolver() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("etc")).unwrap();
        fs::write(
            root.path().join("etc/hosts"),
            "127.0.0.1 a.localhost b.localhost # c.localhost\n",
        )
        .unwrap();
        let mut machine = Machine::this(&Environment::default());
        machine.root = root.path().to_owned();
        // Some resolvers know all of localhost, and static programs do not ask them.
        machine.resolve = Box::new(|name| match name {
            "none.example" => Err(io::Error::other("no such name")),
            _ => Ok(vec![[127, 0, 0, 1].into()]),
        });
        for (name, expected) in [
            ("b.localhost", false),
            ("c.localhost", true),
            ("some.example", false),
            ("none.example", true),
        ] {
            assert_eq!(
                is_unknown(&machine, &node("127.0.0.1:5000"), name),
                expected,
                "{name}"
            );
        }
        for (listen, expected) in [
            ("[::1]:5000", true),
            ("[::]:5000", false),
            ("0.0.0.0:5000", false),
        ] {
            assert_eq!(
                is_unknown(&machine, &node(listen), "a.localhost"),
                expected,
                "{listen}"
            );
        }
    }

    #[tokio::test]
    async fn names_that_are_not_told_in_time_are_unknown() {
        let (hold, wait) = std::sync::mpsc::channel::<()>();
        let ask = move || {
            move |name: &str| {
                if name != "first.example" {
                    wait.recv().ok();
                }
                false
            }
        };
        let names = ["first.example", "second.example", "third.example"].map(str::to_owned);
        let unknown = unknown_by(ask, names.to_vec(), Duration::from_millis(200)).await;
        assert_eq!(unknown, names[1..]);
        drop(hold);
    }

    #[test]
    fn a_resolver_that_is_silent_is_told_beside_what_does_not_resolve() {
        let mut machine = Machine::this(&Environment::default());
        machine.resolve = Box::new(|_| Err(io::Error::new(io::ErrorKind::TimedOut, "no answer within 2s")));
        let subject = Subject {
            node: node("127.0.0.1:5000"),
            account: "111122223333".parse().unwrap(),
            region: "us-east-1".to_owned(),
            hosts: Vec::new(),
            data_flag: String::new(),
        };
        let found = &check(&machine, &subject)[0].found;
        assert!(
            found.contains(" does not resolve: the resolver gave no answer within 2s"),
            "{found}"
        );
    }

    #[test]
    fn the_command_names_the_registry_where_it_is_not_the_default_one() {
        let own = "111122223333".parse().unwrap();
        let node = node("127.0.0.1:5000");
        let command = |account: &AccountId, region| fix_command(&node, " --data d", (account, region));
        let plain = command(&own, "us-east-1");
        let program = match sudo() {
            "" => "wharf",
            _ => "sudo \"$(command -v wharf)\"",
        };
        assert_eq!(plain, format!("{program} doctor --fix --data d"));
        let other = "222233334444".parse().unwrap();
        let named = format!("{plain} --account 222233334444 --region eu-west-1");
        assert_eq!(command(&other, "eu-west-1"), named);
    }
}
