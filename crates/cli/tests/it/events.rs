//! Events, looked up and posted, beside a running node.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::Value;

use crate::aws::{ecr, variables};
use crate::program::{Node, eventually, failure, status_after_a_line, stdout};

const ACCOUNT: &str = "111122223333";

/// A receiver of posts: refuses the first, accepts the others, and tells head and body of each.
fn receiver() -> (String, Receiver<(String, Value)>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/events", listener.local_addr().unwrap());
    let (sender, posts) = channel();
    std::thread::spawn(move || {
        for (at, connection) in listener.incoming().enumerate() {
            let (head, body, mut connection) = read(connection.unwrap());
            let status = if at == 0 { "503 Busy" } else { "204 No Content" };
            let answer = format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
            connection.write_all(answer.as_bytes()).unwrap();
            if sender
                .send((head, serde_json::from_slice(&body).unwrap()))
                .is_err()
            {
                return;
            }
        }
    });
    (url, posts)
}

fn read(mut connection: TcpStream) -> (String, Vec<u8>, TcpStream) {
    let mut all = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let count = connection.read(&mut buffer).unwrap();
        all.extend_from_slice(&buffer[..count]);
        let text = String::from_utf8_lossy(&all).to_ascii_lowercase();
        let Some(end) = text.find("\r\n\r\n") else {
            continue;
        };
        let length = text
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "));
        let length: usize = length.unwrap().trim().parse().unwrap();
        if all.len() == end + 4 + length {
            return (text[..end].to_owned(), all.split_off(end + 4), connection);
        }
    }
}

/// The least image: an index without images.
fn push(node: &Node, variables: &Value, tag: &str) {
    let manifest = format!(
        r#"{{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[],"annotations":{{"tag":"{tag}"}}}}"#
    );
    let body = serde_json::json!({"repositoryName": "app", "imageManifest": manifest, "imageTag": tag});
    let (status, answer) = ecr(node, variables, "PutImage", &body.to_string());
    assert_eq!(status, 200, "{answer}");
}

/// A node with the repository `app`, and what its first account's clients have in their environment.
fn with_app() -> (Node, Value) {
    let node = Node::start(&[], &[]);
    let variables = variables(&node, ACCOUNT);
    ecr(
        &node,
        &variables,
        "CreateRepository",
        r#"{"repositoryName":"app"}"#,
    );
    (node, variables)
}

#[test]
fn events_are_looked_up_and_posted() {
    let (node, variables) = with_app();
    let (url, posts) = receiver();
    let said = stdout(&mut node.wharf(&["webhook", "create", "deploy", "--url", &url, "--account", ACCOUNT]));
    assert!(said.contains("whsec_"), "{said}");
    push(&node, &variables, "v1");
    push(&node, &variables, "v2");
    let wait = Duration::from_secs(30);
    // Refused once, then in order.
    let arrived: Vec<_> = (0..3).map(|_| posts.recv_timeout(wait).unwrap()).collect();
    let tags: Vec<_> = arrived
        .iter()
        .map(|(_, event)| event["detail"]["image-tag"].as_str().unwrap())
        .collect();
    assert_eq!(tags, ["v1", "v1", "v2"]);
    assert_eq!(arrived[0].1["id"], arrived[1].1["id"]);
    let head = &arrived[0].0;
    assert!(
        head.contains("webhook-signature: v1,") && head.contains("webhook-id: "),
        "{head}"
    );

    let events = stdout(&mut node.wharf(&["events", "--repository", "app", "--since", "1h"]));
    let lines: Vec<_> = events.lines().collect();
    assert_eq!(lines.len(), 2, "{events}");
    assert!(lines[0].contains(" PUSH    app:v1 sha256:"), "{events}");
    for unknown in [["--account", "999999999999"], ["--region", "eu-west-9"]] {
        let said = failure(&mut node.wharf(&[&["events"][..], &unknown].concat()));
        assert!(said.contains(unknown[1]), "{said}");
    }
    let none = stdout(&mut node.wharf(&["events", "--repository", "none"]));
    assert_eq!(none, "no such events\n");
    let mut events = node.wharf(&["events", "--format", "json"]);
    let first = stdout(&mut events);
    let first: Value = serde_json::from_str(first.lines().next().unwrap()).unwrap();
    assert_eq!(first, arrived[0].1);

    let said = failure(&mut node.wharf(&["webhook", "delete", "none", "--account", ACCOUNT]));
    assert!(said.contains("there is no webhook none"), "{said}");
    let listed = stdout(&mut node.wharf(&["webhook", "list", "--account", ACCOUNT]));
    assert!(
        listed.contains("deploy") && listed.contains("0 waiting"),
        "{listed}"
    );
    let letters = stdout(&mut node.wharf(&["webhook", "dead-letters", "deploy", "--account", ACCOUNT]));
    assert_eq!(
        letters,
        format!("no dead letters of deploy of {ACCOUNT} in us-east-1\n")
    );
    stdout(&mut node.wharf(&["webhook", "delete", "deploy", "--account", ACCOUNT]));
}

#[test]
fn events_of_all_regions_are_in_the_order_of_time() {
    let node = Node::start(&[], &[]);
    let here = variables(&node, ACCOUNT);
    let mut there = here.clone();
    there["AWS_REGION"] = "eu-west-1".into();
    for variables in [&here, &there] {
        ecr(
            &node,
            variables,
            "CreateRepository",
            r#"{"repositoryName":"app"}"#,
        );
    }
    let mut last = String::new();
    for (tag, variables) in [("v1", &here), ("v2", &there), ("v3", &here)] {
        // The times of events are whole seconds.
        eventually("another second", || {
            let now = wharf_node::Clock::system().now().micros() / 1_000_000;
            std::mem::replace(&mut last, now.to_string()) != now.to_string()
        });
        push(&node, variables, tag);
    }
    let said = stdout(&mut node.wharf(&["events"]));
    let tags: Vec<_> = said
        .lines()
        .map(|line| &line[line.find("app:").unwrap() + 4..][..2])
        .collect();
    assert_eq!(tags, ["v1", "v2", "v3"], "{said}");
}

#[test]
fn a_follower_ends_when_its_output_goes_nowhere() {
    let (node, variables) = with_app();
    push(&node, &variables, "v1");
    let follow = ["events", "--follow", "--since", "1h"];
    assert!(status_after_a_line(&mut node.wharf(&follow)).success());
    let mut full = node.wharf(&follow);
    full.stdout(std::fs::File::create("/dev/full").unwrap());
    assert_eq!(full.status().unwrap().code(), Some(1));
}

#[test]
fn a_follower_sees_what_comes() {
    let (node, variables) = with_app();
    push(&node, &variables, "before");
    let mut follower = node
        .wharf(&["events", "--follow", "--format", "json"])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let out = std::io::BufReader::new(follower.stdout.take().unwrap());
    let reader = std::thread::spawn(move || {
        let mut line = String::new();
        std::io::BufRead::read_line(&mut std::io::Read::take(out, 1 << 20), &mut line).unwrap();
        line
    });
    // When it begins to follow cannot be seen, so something comes again and again.
    let mut number = 0;
    eventually("the follower sees an event", || {
        number += 1;
        push(&node, &variables, &format!("after-{number}"));
        reader.is_finished()
    });
    follower.kill().unwrap();
    follower.wait().unwrap();
    let event: Value = serde_json::from_str(&reader.join().unwrap()).unwrap();
    let tag = event["detail"]["image-tag"].as_str().unwrap();
    assert!(tag.starts_with("after-"), "{tag}");
}
