//! `wharf doctor`, where the names of the registry resolve. What it says of programs depends on the machine.
//!
//! **Needs root**, for a mount namespace with another `/etc/hosts`.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::Recording;
use crate::lab::WITH_HOSTS;
use crate::program::{Node, wharf};

pub(super) const NAME: &str = "doctor";

const PROGRAMS: [&str; 2] = ["docker", "podman, buildah, skopeo"];

#[test]
fn the_line_is_added_by_a_start_with_fix() {
    let home = tempfile::tempdir().unwrap();
    let (hosts, data) = (home.path().join("hosts"), home.path().join("data"));
    std::fs::write(&hosts, "127.0.0.1 localhost\n").unwrap();
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/dedicated.yaml");
    let started = |command: &[&str]| started(&hosts, &data.join(command[0]), &[command, &["--fix"]].concat());
    std::fs::create_dir(&data).unwrap();
    let names = [
        "111122223333.dkr.ecr.us-east-1.localhost",
        "api.ecr.us-east-1.localhost",
    ];
    let added = |lines: &[&str]| {
        let lines = lines.iter().map(|name| format!("\n  127.0.0.1 {name}"));
        format!("Added to /etc/hosts:{}\n", lines.collect::<String>())
    };
    let said = started(&["serve"]);
    assert!(said.contains(&added(&names)), "{said}");
    assert!(!said.contains("needs a line in /etc/hosts"), "{said}");
    let said = started(&["serve"]);
    assert!(
        said.contains("There was nothing to add to /etc/hosts.\n"),
        "{said}"
    );
    let said = started(&["up", example]);
    let registry = "222222222222.dkr.ecr.us-east-1.localhost";
    assert!(said.contains(&added(&[registry])), "{said}");
    assert!(!said.contains("needs a line in /etc/hosts"), "{said}");
    let text = std::fs::read_to_string(&hosts).unwrap();
    let expected: String = names
        .iter()
        .chain([&registry])
        .map(|name| format!("127.0.0.1 {name}\n"))
        .collect();
    assert_eq!(text, format!("127.0.0.1 localhost\n{expected}"));
}

/// What a node says as it starts, with another `/etc/hosts`.
fn started(hosts: &Path, data: &Path, command: &[&str]) -> String {
    let mut start = with_hosts(hosts);
    start
        .args(command)
        .args(["--listen", "127.0.0.1:0", "--log", "off", "--data"]);
    let mut node = start.arg(data).stdout(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(node.stdout.take().unwrap()).lines();
    let lines = lines.map_while(Result::ok);
    let said: Vec<String> = lines
        .take_while(|line| !line.starts_with("If a command fails"))
        .collect();
    node.kill().unwrap();
    node.wait().unwrap();
    said.join("\n")
}

/// Each of the registries has a host, and none is the node's address.
#[test]
fn a_start_shows_the_line_of_all_registries_until_it_is_there() {
    let home = tempfile::tempdir().unwrap();
    let (hosts, data) = (home.path().join("hosts"), home.path().join("data"));
    std::fs::write(&hosts, "127.0.0.1 localhost\n").unwrap();
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/per-account.yaml");
    let said = started(&hosts, &data, &["up", example]);
    let names = ["333333333333", "444444444444", "555555555555"]
        .map(|account| format!("{account}.dkr.ecr.us-east-1.localhost"));
    let line = format!("127.0.0.1 {}", names.join(" "));
    // Without `sudo`: it is root who is told.
    let shown = format!("\n  echo '{line}' | tee -a /etc/hosts\n  aws --profile ");
    assert!(said.contains(&shown), "{said}");
    std::fs::write(&hosts, format!("127.0.0.1 localhost\n{line}\n")).unwrap();
    let said = started(&hosts, &data, &["up", example]);
    assert!(
        said.contains("\n  aws --profile ") && !said.contains("/etc/hosts"),
        "{said}"
    );
}

/// A command that finds another `/etc/hosts`.
fn with_hosts(hosts: &Path) -> Command {
    let mut command = Command::new("unshare");
    command
        .args(["-m", "sh", "-c", WITH_HOSTS])
        .arg(hosts)
        .args(["env", "-i", env!("CARGO_BIN_EXE_wharf")]);
    command
}

#[test]
fn doctor_with_a_node_and_without() {
    let node = Node::start(&[], &[]);
    let home = tempfile::tempdir().unwrap();
    let hosts = home.path().join("hosts");
    let names = "111122223333.dkr.ecr.us-east-1.localhost api.ecr.us-east-1.localhost";
    std::fs::write(&hosts, format!("127.0.0.1 localhost {names}\n")).unwrap();
    let mut recording = Recording::new(NAME);
    recording.place(&node.data, "DATA");
    let mut call = |words: &[&str], part: &dyn Fn(&str) -> String| {
        let output = with_hosts(&hosts)
            .args(words)
            .args(["--data", node.data()])
            .output()
            .unwrap();
        let [out, err] = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
        let words: Vec<_> = words.iter().map(|word| (*word).to_owned()).collect();
        recording.write(
            &words,
            &part(&out),
            &err,
            &output.status.code().unwrap().to_string(),
        );
    };
    call(&["doctor"], &|text| {
        let of_us = |line: &&str| !PROGRAMS.iter().any(|name| line.contains(&format!("  {name}: ")));
        let lines = text.lines().filter(|line| !line.starts_with("   ")).filter(of_us);
        lines.map(|line| format!("{line}\n")).collect()
    });
    call(
        &["doctor", "--account", "111122223333", "--format", "json"],
        &|text| {
            let mut findings: Value = serde_json::from_str(text).unwrap();
            for finding in findings.as_array_mut().unwrap() {
                if PROGRAMS.contains(&finding["check"].as_str().unwrap()) {
                    for member in ["outcome", "found", "todo"] {
                        assert!(!finding[member].is_null());
                        finding[member] = "as the machine is".into();
                    }
                }
            }
            format!("{findings:#}")
        },
    );
    let none = home.path().join("none");
    recording.place(&none, "NONE");
    for words in [&["doctor"][..], &["doctor", "--format", "json"]] {
        recording.call(wharf(words).arg("--data").arg(&none));
    }
    recording.check();
}

#[test]
fn the_line_that_a_start_shows_is_added_by_fix() {
    let home = tempfile::tempdir().unwrap();
    let (hosts, data) = (home.path().join("hosts"), home.path().join("data"));
    // Without an end of its last line.
    std::fs::write(&hosts, "127.0.0.1 localhost").unwrap();
    let mut serve = with_hosts(&hosts);
    serve.args(["serve", "--listen", "127.0.0.1:0", "--log", "off", "--data"]);
    let mut node = serve.arg(&data).stdout(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(node.stdout.take().unwrap()).lines();
    let lines = lines.map_while(Result::ok);
    let welcome: Vec<String> = lines
        .take_while(|line| !line.starts_with("If a command fails"))
        .collect();
    let wanted = "127.0.0.1 111122223333.dkr.ecr.us-east-1.localhost";
    let [told, line] = &welcome[welcome.len() - 2..] else {
        unreachable!()
    };
    let fix = format!("or `wharf doctor --fix --data {}`", data.display());
    assert!(told.contains(&fix), "{told}");
    assert_eq!(line.trim(), format!("echo '{wanted}' | tee -a /etc/hosts"));

    let fix = || {
        let mut fix = with_hosts(&hosts);
        let output = fix
            .args(["doctor", "--fix", "--data"])
            .arg(&data)
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let first = fix();
    let added = format!("ok    fix: added to /etc/hosts: {wanted}, 127.0.0.1 api.ecr.us-east-1.localhost\n");
    assert!(first.contains(&added), "{first}");
    assert!(first.contains("ok    registry name: "), "{first}");
    assert!(fix().contains("fix: there was nothing to add"));
    let text = std::fs::read_to_string(&hosts).unwrap();
    let expected = format!("127.0.0.1 localhost\n{wanted}\n127.0.0.1 api.ecr.us-east-1.localhost\n");
    assert_eq!(text, expected);
    node.kill().unwrap();
    node.wait().unwrap();
}
