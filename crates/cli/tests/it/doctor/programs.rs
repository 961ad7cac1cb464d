//! What the doctor says of programs that are not there, or are too old.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;

use wharf_cli::Environment;
use wharf_cli::config::Tls;
use wharf_cli::doctor::{Finding, Outcome};

use super::{Fake, of, only, subject};

impl Fake {
    /// Puts a program into the machine's `PATH` that prints a text.
    fn program(&self, name: &str, prints: &str) {
        let path = format!("bin/{name}");
        self.write(&path, &format!("#!/bin/sh\necho '{prints}'\n"));
        let mode = Permissions::from_mode(0o755);
        fs::set_permissions(self.folder.path().join(path), mode).unwrap();
    }
}

/// What is found of the only thing that is looked at by this name.
fn found(findings: &[Finding], check: &str) -> (Outcome, String) {
    let finding = only(findings, check);
    (finding.outcome, finding.found.clone())
}

#[test]
fn an_aws_that_cannot_be_sent_here() {
    let mut machine = Fake::new();
    let subject = subject("wharf.test", &Tls::Off, None);
    let bin = machine.folder.path().join("bin");
    machine.environment = Environment::from([
        ("PATH", bin.to_str().unwrap()),
        ("AWS_ENDPOINT_URL", subject.node.endpoint.as_str()),
    ]);
    let (outcome, said) = found(&machine.examine(&subject), "aws");
    assert!(
        outcome == Outcome::Fail && said.contains("not installed"),
        "{said}"
    );

    machine.program("aws", "aws-cli/2.9.19 Python/3.11.2 Linux/6.1.0 prompt/off");
    let findings = machine.examine(&subject);
    let (outcome, said) = found(&findings, "aws");
    assert!(
        outcome == Outcome::Fail && said.contains("is 2.9, which does not know AWS_ENDPOINT_URL"),
        "{said}"
    );
    assert!(only(&findings, "aws").todo[0].contains("pip install awscli"));

    machine.program("aws", "aws-cli/1.45.11 md/Botocore#1.43.11 ua/2.1");
    let (outcome, said) = found(&machine.examine(&subject), "aws");
    assert!(outcome == Outcome::Ok && said.starts_with("comes to "), "{said}");

    // It need not be one that says a version.
    machine.program("aws", "");
    let (outcome, said) = found(&machine.examine(&subject), "aws");
    assert!(
        outcome == Outcome::Warn && said.contains("says no version"),
        "{said}"
    );
}

#[test]
fn container_programs_that_are_not_installed() {
    let mut machine = Fake::new();
    let subject = subject("wharf.test", &Tls::Off, None);
    let bin = machine.folder.path().join("bin");
    machine.environment = Environment::from([("PATH", bin.to_str().unwrap())]);
    let is_missing = |machine: &Fake| {
        let findings = machine.examine(&subject);
        ["docker", "podman, buildah, skopeo"].map(|check| {
            let [finding] = of(&findings, check)[..] else {
                panic!("{check}: {findings:#?}");
            };
            finding.found.starts_with("not installed")
        })
    };
    assert_eq!(is_missing(&machine), [true, true]);
    machine.program("docker", "");
    assert_eq!(is_missing(&machine), [false, true]);
    machine.program("skopeo", "");
    assert_eq!(is_missing(&machine), [false, false]);
}
