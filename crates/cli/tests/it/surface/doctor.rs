//! `wharf doctor`, where the names of the registry resolve. What it says of programs depends on the machine.
//!
//! **Needs root**, for a mount namespace with another `/etc/hosts`.

use std::process::Command;

use serde_json::Value;

use super::Recording;
use crate::program::{Node, wharf};

pub(super) const NAME: &str = "doctor";

const PROGRAMS: [&str; 2] = ["docker", "podman, buildah, skopeo"];

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
        let script = r#"mount --bind "$0" /etc/hosts && exec "$@""#;
        let output = Command::new("unshare")
            .args(["-m", "sh", "-c", script])
            .arg(&hosts)
            .args(["env", "-i", env!("CARGO_BIN_EXE_wharf")])
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
