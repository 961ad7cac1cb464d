//! What the doctor says of hosts, and of a file that is to say them.

use std::fs;

use wharf_cli::config::Tls;

use super::subject;
use crate::program::Node;

/// Which setting lets containers call the server by a host, told of a server that has aliases already; and that it does.
#[test]
fn hosts_that_containers_call() {
    let ask = |flags: &[&str], hosts: &[&str]| {
        let node = Node::start(&[&["--alias", "*.svc.cluster.local"], flags].concat(), &[]);
        let hosts = hosts.iter().flat_map(|host| ["--host", *host]);
        let words: Vec<&str> = ["doctor", "--format", "json"].into_iter().chain(hosts).collect();
        let output = node.wharf(&words).output().unwrap();
        let findings: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
        let of_hosts = findings.into_iter().filter(|finding| {
            finding["check"] == "host" && !finding["found"].as_str().unwrap().contains("listens on")
        });
        of_hosts
            .map(|finding| (finding["outcome"].clone(), finding["todo"].clone()))
            .collect::<Vec<_>>()
    };
    let hosts = [
        "host.docker.internal:5000",
        "wharf",
        "wharf.registry.svc.cluster.local",
    ];
    let [unknown, bare, alias] = &ask(&[], &hosts)[..] else {
        panic!("a finding for each host")
    };
    assert_eq!(unknown.0, "fail");
    assert_eq!(
        unknown.1,
        serde_json::json!([
            "start the server with the aliases that it has and this one more: --alias host.docker.internal",
            "or in its TOML file: alias = [\"*.svc.cluster.local\", \"host.docker.internal\"]",
            "or in its environment: WHARF_ALIAS='*.svc.cluster.local,host.docker.internal'",
        ])
    );
    // It means the default registry, and answers name another host.
    assert_eq!(bare.0, "warn");
    assert_eq!(alias.0, "ok");
    for tls in ["off", "development"] {
        let flags = [
            "--tls",
            tls,
            "--alias",
            "host.docker.internal",
            "--alias",
            "wharf",
        ];
        for (outcome, _) in ask(&flags, &hosts) {
            assert_eq!(outcome, "ok", "{tls}");
        }
    }
}

/// Root may look at a folder of another user, who could write anything into it.
#[test]
fn a_node_file_that_no_node_wrote_is_not_believed() {
    let folder = tempfile::tempdir().unwrap();
    let node = subject("localhost", &Tls::Off, None).node;
    let node = serde_json::to_value(&node).unwrap();
    for (member, text) in [
        ("zone", "localhost\n6.6.6.6 bank.example\n#"),
        ("zone", "a b"),
        ("region", "us-east-1 #"),
        ("account", "1'; reboot"),
        ("endpoint", "http://127.0.0.1:5000\nx"),
    ] {
        let mut changed = node.clone();
        changed[member] = text.into();
        fs::write(folder.path().join("node.json"), changed.to_string()).unwrap();
        let mut doctor = crate::program::wharf(&["doctor", "--data"]);
        let output = doctor.arg(folder.path()).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        let expected = "node.json is not what a node writes: the ";
        assert!(said.contains(expected) && said.lines().count() == 1, "{said}");
    }
}
