//! The program behind a proxy: whose address is recorded and logged.

use serde_json::Value;

use crate::lab::{ACCOUNT, Api, basic, node_environment};
use crate::program::{Node, eventually, misuse, stdout, wharf};

const FORGED: &str = "X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: images.corp\r\n\
                      Forwarded: for=203.0.113.9;proto=https;host=images.corp\r\n";

fn start(flags: &[&str]) -> (Node, String) {
    let node = Node::start(flags, &node_environment());
    let password = Api::of_node(&node).password();
    (node, basic(&password))
}

/// Asks for the tags of a repository that is not there.
fn ask(node: &Node, authorization: &str, headers: &str) -> (u16, String) {
    let head = format!(
        "GET /v2/app/tags/list HTTP/1.1\r\nHost: {ACCOUNT}.dkr.ecr.us-east-1.localhost\r\nAuthorization: {authorization}\r\n{headers}"
    );
    node.request(&head, "")
}

/// What is recorded of such requests, without what differs from one to the next.
fn records(node: &Node, count: usize) -> Vec<Value> {
    let found = || -> Vec<Value> {
        let said = stdout(&mut node.wharf(&["audit", "--format", "json"]));
        let all = said
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap());
        all.filter(|record| record["eventName"] == "ListImages").collect()
    };
    eventually("the records are written", || found().len() == count);
    let mut found = found();
    for record in &mut found {
        let members = record.as_object_mut().unwrap();
        for own in ["eventTime", "eventID", "requestID"] {
            assert!(members.remove(own).is_some(), "{own}");
        }
    }
    found
}

#[test]
fn what_a_client_forges_is_not_recorded() {
    // Of another network than the client's.
    for flags in [&[][..], &["--trusted-proxies", "10.0.0.0/8,fd00::/8"]] {
        let (node, authorization) = start(flags);
        let honest = ask(&node, &authorization, "");
        assert_eq!(honest.0, 404, "{}", honest.1);
        assert_eq!(ask(&node, &authorization, FORGED), honest);
        let records = records(&node, 2);
        assert_eq!(records[0], records[1]);
        assert_eq!(records[0]["sourceIPAddress"], "127.0.0.1");
        assert!(!node.stderr().contains("203.0.113.9"), "{}", node.stderr());
    }
}

#[test]
fn a_trusted_proxy_s_client_is_recorded_and_logged() {
    let (node, authorization) = start(&["--trusted-proxies", "127.0.0.1"]);
    let headers = "X-Forwarded-For: 198.51.100.1, 203.0.113.9\r\nX-Forwarded-Proto: https\r\n";
    assert_eq!(ask(&node, &authorization, headers).0, 404);
    assert_eq!(records(&node, 1)[0]["sourceIPAddress"], "203.0.113.9");
    let log = node.stderr();
    let line = log.lines().find(|line| line.contains("tags/list")).unwrap();
    assert!(
        line.contains("peer=203.0.113.9") && line.contains("through=\"127.0.0.1:"),
        "{line}"
    );
}

#[test]
fn settings_that_would_believe_everybody_or_name_nothing_are_refused() {
    for (flag, value, reason) in [
        (
            "--trusted-proxies",
            "0.0.0.0/0",
            "every client could say who it is",
        ),
        ("--trusted-proxies", "10.0.0.0/8,proxy", "a network is an address"),
        (
            "--cors-origins",
            "https://ui.example,ui",
            "an origin is https:// or http://",
        ),
        ("--public-url", "wharf.example.com", "no path"),
        ("--public-url", "https://wharf.example.com/registry", "no path"),
    ] {
        let home = tempfile::tempdir().unwrap();
        let mut command = wharf(&["serve", flag, value, "--data"]);
        let said = misuse(command.arg(home.path().join("data")));
        assert!(said.contains(flag) && said.contains(reason), "{said}");
    }
}
