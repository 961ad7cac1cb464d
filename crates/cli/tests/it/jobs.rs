//! What a node does by itself: in every Region that has a store, also when it is not called; one receiver is not in the way
//! of the others.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};

use crate::aws::{ecr, variables};
use crate::program::{Node, stdout};

const ACCOUNT: &str = "111122223333";
const AWAY: &str = "eu-west-1";

/// The tags of the images whose events arrive at a listener.
fn tags(listener: TcpListener) -> Receiver<String> {
    let (sender, tags) = channel();
    std::thread::spawn(move || {
        for connection in listener.incoming() {
            let mut connection = connection.unwrap();
            let mut read = Vec::new();
            let mut buffer = [0; 4096];
            let event = loop {
                let count = connection.read(&mut buffer).unwrap();
                read.extend_from_slice(&buffer[..count]);
                let text = String::from_utf8_lossy(&read);
                let body = text.split_once("\r\n\r\n").map(|(_, body)| body);
                if let Some(Ok(event)) = body.map(serde_json::from_str::<Value>) {
                    break event;
                }
                assert_ne!(count, 0, "{text}");
            };
            let _ = connection.write_all(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n");
            let tag = event["detail"]["image-tag"].as_str().unwrap().to_owned();
            if sender.send(tag).is_err() {
                return;
            }
        }
    });
    tags
}

fn push(node: &Node, variables: &Value, name: &str, tag: &str) {
    let manifest = json!({
        "schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json", "manifests": [],
        "annotations": {"of": name, "tag": tag},
    });
    let (status, said) = ecr(
        node,
        variables,
        "CreateRepository",
        &json!({"repositoryName": name}).to_string(),
    );
    assert_eq!(status, 200, "{said}");
    let image = json!({"repositoryName": name, "imageManifest": manifest.to_string(), "imageTag": tag});
    let (status, said) = ecr(node, variables, "PutImage", &image.to_string());
    assert_eq!(status, 200, "{said}");
}

fn webhook(node: &Node, name: &str, listener: &TcpListener, repositories: &str, region: &str) {
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let create = [
        "webhook",
        "create",
        name,
        "--url",
        &url,
        "--repository",
        repositories,
    ];
    stdout(&mut node.wharf(&[&create[..], &["--account", ACCOUNT, "--region", region]].concat()));
}

#[test]
fn after_a_restart_a_region_that_is_not_called_does_its_work() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let mut node = Node::start_at(&data, &[], &[]);
    let mut there = variables(&node, ACCOUNT);
    there["AWS_REGION"] = json!(AWAY);
    // Nothing listens yet, so the event waits when the node is killed.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    webhook(&node, "deploy", &listener, "*", AWAY);
    drop(listener);
    push(&node, &there, "app", "waiting");
    node.stop("KILL");
    let arriving = tags(TcpListener::bind(address).unwrap());
    let _node = Node::start_at(&data, &[], &[]);
    assert_eq!(
        arriving.recv_timeout(Duration::from_secs(60)).as_deref(),
        Ok("waiting")
    );
}

#[test]
fn a_receiver_that_never_answers_is_not_in_the_way_of_others() {
    let node = Node::start(&[], &[]);
    let here = variables(&node, ACCOUNT);
    let mut there = here.clone();
    there["AWS_REGION"] = json!(AWAY);
    // The kernel accepts, and no one reads: every post hangs until its time is over.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let good = TcpListener::bind("127.0.0.1:0").unwrap();
    webhook(&node, "silent", &silent, "silent/*", "us-east-1");
    webhook(&node, "good", &good, "good/*", "us-east-1");
    webhook(&node, "good", &good, "good/*", AWAY);
    for number in 0..40 {
        push(&node, &here, &format!("silent/app{number}"), "hangs");
    }
    silent.accept().unwrap();
    let arriving = tags(good);
    push(&node, &here, "good/app", "here");
    push(&node, &there, "good/app", "there");
    // Less than the ten seconds that a receiver has: those before would have to end first.
    let mut arrived: Vec<String> = (0..2)
        .map(|_| arriving.recv_timeout(Duration::from_secs(8)).unwrap())
        .collect();
    arrived.sort();
    assert_eq!(arrived, ["here", "there"]);
}
