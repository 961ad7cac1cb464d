//! The doctor, on machines that are only folders.

mod hosts;
mod jobs;
mod keys;
mod programs;
mod secrets;
mod stores;

use std::fs;
use std::net::{IpAddr, TcpListener};
use std::path::Path;

use tempfile::TempDir;
use wharf_cli::Environment;
use wharf_cli::config::Tls;
use wharf_cli::doctor::{Finding, Machine, Outcome, Subject, examine, sudo};
use wharf_cli::node_file::NodeFile;

use crate::program::{Node, failure};

/// A machine in a folder on which every name leads to one address.
struct Fake {
    folder: TempDir,
    environment: Environment,
    address: Option<IpAddr>,
}

impl Fake {
    fn new() -> Fake {
        Fake {
            folder: tempfile::tempdir().unwrap(),
            environment: Environment::default(),
            address: Some([127, 0, 0, 1].into()),
        }
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn examine(&self, subject: &Subject) -> Vec<Finding> {
        let address = self.address;
        let machine = Machine {
            root: self.folder.path().to_owned(),
            home: Some(self.folder.path().join("home")),
            environment: self.environment.clone(),
            resolve: Box::new(move |_| {
                address
                    .map(|ip| vec![ip])
                    .ok_or(std::io::ErrorKind::NotFound.into())
            }),
        };
        examine(&machine, subject)
    }
}

fn subject(zone: &str, tls: &Tls, ca: Option<&Path>) -> Subject {
    // A port that nothing listens on.
    let listen = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let (account, region) = ("111122223333".parse().unwrap(), "us-east-1".parse().unwrap());
    let node = NodeFile::new(
        listen,
        zone,
        (&region, &[region.clone()].into()),
        &account,
        tls,
        ca.map(Path::to_owned),
    );
    Subject {
        node,
        account,
        region: region.to_string(),
        hosts: Vec::new(),
        data_flag: String::new(),
    }
}

fn of<'a>(findings: &'a [Finding], check: &str) -> Vec<&'a Finding> {
    findings.iter().filter(|finding| finding.check == check).collect()
}

fn only<'a>(findings: &'a [Finding], check: &str) -> &'a Finding {
    let [finding] = of(findings, check)[..] else {
        panic!("{check}: {findings:#?}");
    };
    finding
}

#[test]
fn a_server_that_is_not_there() {
    let findings = Fake::new().examine(&subject("wharf.test", &Tls::Off, None));
    let server = only(&findings, "server");
    assert_eq!(server.outcome, Outcome::Fail);
    assert!(server.todo[0].contains("wharf serve"), "{server:?}");
}

#[test]
fn names_that_lead_nowhere_or_elsewhere() {
    let mut machine = Fake::new();
    let subject = subject("localhost", &Tls::Off, None);
    machine.address = None;
    // Another registry than the default one has no other name.
    let mut other = subject.clone();
    other.account = "222233334444".parse().unwrap();
    assert_eq!(
        only(&machine.examine(&other), "registry name").outcome,
        Outcome::Fail
    );
    let findings = machine.examine(&subject);
    let name = only(&findings, "registry name");
    let by_address = format!(
        "does not resolve; clients call the registry by {}",
        subject.node.listen
    );
    assert!(
        name.outcome == Outcome::Warn && name.found.ends_with(&by_address),
        "{name:?}"
    );
    let line = "echo '127.0.0.1 111122223333.dkr.ecr.us-east-1.localhost'";
    assert_eq!(name.todo[0], format!("{line} | {}tee -a /etc/hosts", sudo()));
    assert!(
        name.todo[1].starts_with("or ") && name.todo[1].ends_with(" doctor --fix"),
        "{name:?}"
    );
    assert_eq!(only(&findings, "API name").outcome, Outcome::Warn);

    machine.address = Some([192, 0, 2, 1].into());
    let findings = machine.examine(&subject);
    let name = only(&findings, "registry name");
    assert!(
        name.outcome == Outcome::Warn && name.found.contains("192.0.2.1"),
        "{name:?}"
    );

    // Resolved by the C library's plug-in only: static programs do not have it.
    machine.address = Some([127, 0, 0, 1].into());
    let findings = machine.examine(&subject);
    assert_eq!(only(&findings, "registry name").outcome, Outcome::Warn);
    machine.write(
        "etc/hosts",
        "127.0.0.1 x 111122223333.dkr.ecr.us-east-1.localhost # lab",
    );
    let findings = machine.examine(&subject);
    assert_eq!(only(&findings, "registry name").outcome, Outcome::Ok);
}

#[test]
fn docker_and_plain_http() {
    let mut machine = Fake::new();
    let mut subject = subject("wharf.test", &Tls::Off, None);
    let docker = |machine: &Fake, subject: &Subject| {
        let findings = machine.examine(subject);
        findings
            .into_iter()
            .find(|finding| finding.check == "docker")
            .unwrap()
    };
    assert_eq!(docker(&machine, &subject).outcome, Outcome::Ok, "loopback");
    machine.address = Some([10, 0, 0, 7].into());
    subject.node.listen = "10.0.0.7:5000".parse().unwrap();
    let refused = docker(&machine, &subject);
    let line = "{\"insecure-registries\": [\"111122223333.dkr.ecr.us-east-1.wharf.test:5000\"]}";
    assert!(
        refused.outcome == Outcome::Warn && refused.todo[0].contains(line),
        "{refused:?}"
    );
    for settings in [
        "{\"insecure-registries\": [\"10.0.0.0/8\"]}",
        "{\"insecure-registries\": [\"x\", \"111122223333.dkr.ecr.us-east-1.wharf.test:5000\"]}",
    ] {
        machine.write("etc/docker/daemon.json", settings);
        assert_eq!(docker(&machine, &subject).outcome, Outcome::Ok, "{settings}");
    }
    machine.write("etc/docker/daemon.json", "{");
    assert_eq!(docker(&machine, &subject).outcome, Outcome::Fail);
    machine.write(
        "home/.config/docker/daemon.json",
        "{\"insecure-registries\": [\"0.0.0.0/0\"]}",
    );
    assert!(docker(&machine, &subject).found.contains("home/.config"));
}

#[test]
fn podman_and_plain_http() {
    let machine = Fake::new();
    let subject = subject("wharf.test", &Tls::Off, None);
    let podman = |machine: &Fake| {
        only(&machine.examine(&subject), "podman, buildah, skopeo")
            .outcome
            .to_owned()
    };
    assert_eq!(podman(&machine), Outcome::Warn);
    let block =
        |name: &str, insecure| format!("[[registry]]\nlocation = \"{name}\"\ninsecure = {insecure}\n");
    let (registry, address) = (subject.registry(), subject.node.listen.to_string());
    for (text, expected) in [
        (block(&registry, false), Outcome::Warn),
        (block(&registry, true), Outcome::Warn),
        (block(&registry, true) + &block(&address, true), Outcome::Ok),
    ] {
        machine.write("etc/containers/registries.conf.d/wharf.conf", &text);
        assert_eq!(podman(&machine), expected, "{text}");
    }
    // What is printed is what is looked for.
    fs::remove_file(
        machine
            .folder
            .path()
            .join("etc/containers/registries.conf.d/wharf.conf"),
    )
    .unwrap();
    let todo = only(&machine.examine(&subject), "podman, buildah, skopeo").todo[1].clone();
    let (printf, _) = todo.split_once(" | ").unwrap();
    let printed = crate::program::stdout(std::process::Command::new("sh").args(["-c", printf]));
    assert_eq!(printed, block(&address, true) + &block(&registry, true));
}

#[test]
fn credential_helpers_that_refuse_our_names() {
    let machine = Fake::new();
    let own = subject("wharf.test", &Tls::Off, None);
    let helpers = |subject: &Subject| {
        format!(
            "{{\"credHelpers\": {{\"{}\": \"ecr-login\"}}}}",
            subject.registry()
        )
    };
    machine.write("home/.docker/config.json", &helpers(&own));
    let findings = machine.examine(&own);
    let credentials = only(&findings, "docker credentials");
    assert_eq!(credentials.outcome, Outcome::Fail);
    assert!(
        credentials.todo[0].starts_with("remove credHelpers"),
        "{credentials:?}"
    );
    machine.write("home/.docker/config.json", "{\"credsStore\": \"ecr-login\"}");
    assert_eq!(
        only(&machine.examine(&own), "docker credentials").outcome,
        Outcome::Fail
    );
    machine.write("home/.docker/config.json", "{\"credsStore\": \"desktop\"}");
    assert_eq!(
        only(&machine.examine(&own), "docker credentials").outcome,
        Outcome::Ok
    );

    let canonical = subject("amazonaws.com", &Tls::Off, None);
    machine.write("home/.docker/config.json", &helpers(&canonical));
    let findings = machine.examine(&canonical);
    assert_eq!(only(&findings, "docker credentials").outcome, Outcome::Ok);
    assert_eq!(
        only(&findings, "names").outcome,
        Outcome::Warn,
        "not on port 443 with TLS"
    );
}

#[test]
fn variables_that_send_aws_elsewhere() {
    let mut machine = Fake::new();
    let subject = subject("wharf.test", &Tls::Off, None);
    let endpoint = subject.node.endpoint.clone();
    let outcomes = |machine: &Fake| {
        let findings = machine.examine(&subject);
        of(&findings, "aws")
            .iter()
            .map(|finding| finding.outcome)
            .max()
            .unwrap()
    };
    assert_eq!(outcomes(&machine), Outcome::Warn, "goes to Amazon");
    machine.environment = Environment::from([("AWS_ENDPOINT_URL", endpoint.as_str())]);
    assert_eq!(outcomes(&machine), Outcome::Ok);
    for (name, value) in [
        ("AWS_ENDPOINT_URL_ECR", "https://api.ecr.us-east-1.amazonaws.com"),
        ("AWS_ENDPOINT_URL_KMS", "https://kms.us-east-1.amazonaws.com"),
        ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"),
        ("AWS_USE_FIPS_ENDPOINT", "true"),
        ("AWS_SESSION_TOKEN", "hidden"),
    ] {
        machine.environment = Environment::from([
            ("AWS_ENDPOINT_URL", endpoint.as_str()),
            ("AWS_ACCESS_KEY_ID", "AKIA0000000000000000"),
            (name, value),
        ]);
        assert_eq!(outcomes(&machine), Outcome::Fail, "{name}");
    }
    machine.environment = Environment::from([("http_proxy", "http://user:hidden@proxy:3128")]);
    let findings = machine.examine(&subject);
    let proxy = only(&findings, "proxy");
    assert!(
        proxy.outcome == Outcome::Warn && !proxy.found.contains("hidden"),
        "{proxy:?}"
    );
    machine.environment = Environment::from([
        ("http_proxy", "http://proxy:3128"),
        ("NO_PROXY", "127.0.0.1, .wharf.test"),
    ]);
    assert!(of(&machine.examine(&subject), "proxy").is_empty());
}

#[test]
fn trust_in_the_development_authority() {
    let mut machine = Fake::new();
    let authority = machine.folder.path().join("ca.crt");
    let pair = rcgen::generate_simple_self_signed(vec!["wharf".to_owned()]).unwrap();
    let subject = subject("wharf.test", &Tls::Development, Some(&authority));
    let trust = |machine: &Fake| {
        let findings = machine.examine(&subject);
        of(&findings, "trust").into_iter().cloned().collect::<Vec<_>>()
    };
    assert_eq!(trust(&machine)[0].outcome, Outcome::Fail, "no authority");
    machine.write("ca.crt", &pair.cert.pem());
    let untrusted = &trust(&machine)[0];
    assert_eq!(untrusted.outcome, Outcome::Fail);
    assert!(
        untrusted.todo[0].contains("update-ca-certificates"),
        "{untrusted:?}"
    );
    assert!(
        untrusted.todo[1].contains(&format!("/etc/docker/certs.d/{}", subject.registry())),
        "{untrusted:?}"
    );
    machine.write(
        &format!("etc/docker/certs.d/{}/ca.crt", subject.registry()),
        &pair.cert.pem(),
    );
    assert_eq!(trust(&machine)[0].outcome, Outcome::Warn, "docker alone");
    let other = rcgen::generate_simple_self_signed(vec!["other".to_owned()]).unwrap();
    let bundle = format!("{}\n# ours\n{}", other.cert.pem(), pair.cert.pem());
    machine.write("etc/ssl/certs/ca-certificates.crt", &bundle);
    assert_eq!(trust(&machine)[0].outcome, Outcome::Ok);

    machine.write("other.pem", &other.cert.pem());
    let other = machine.folder.path().join("other.pem");
    machine.environment = Environment::from([("AWS_CA_BUNDLE", other.to_str().unwrap())]);
    let findings = trust(&machine);
    assert_eq!(findings[1].outcome, Outcome::Warn);
    assert!(
        findings[1].found.starts_with("AWS_CA_BUNDLE="),
        "{:?}",
        findings[1]
    );
}

#[test]
fn a_running_node_is_reached_by_http_and_by_tls() {
    for (tls, arguments) in [("off", &[][..]), ("development", &["--tls", "development"][..])] {
        let node = Node::start(arguments, &[]);
        let output = node.wharf(&["doctor", "--format", "json"]).output().unwrap();
        let findings: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let server = findings
            .as_array()
            .unwrap()
            .iter()
            .find(|finding| finding["check"] == "server");
        assert_eq!(server.unwrap()["outcome"], "ok", "{tls}: {findings:#}");
    }
}

#[test]
fn a_folder_that_was_never_served_fails() {
    let nowhere = tempfile::tempdir().unwrap();
    let mut doctor = crate::program::wharf(&["doctor", "--data"]);
    doctor.arg(nowhere.path());
    let output = doctor.output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("FAIL  data:"));
    assert!(failure(&mut doctor).is_empty());
}
