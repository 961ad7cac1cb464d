//! What a node does by itself: in every Region that has a store, also when it is not called; one receiver is not in the way
//! of the others; an operator sees and mends it.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::aws::{ecr, variables};
use crate::program::{Node, dump, eventually, failure, stdout, wharf};

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
    // Nothing listens yet, so the event waits when the node is stopped.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    webhook(&node, "deploy", &listener, "*", AWAY);
    drop(listener);
    push(&node, &there, "app", "waiting");
    node.stop("TERM");
    let arriving = tags(TcpListener::bind(address).unwrap());
    let _node = Node::start_at(&data, &[], &[]);
    assert_eq!(
        arriving.recv_timeout(Duration::from_secs(30)).as_deref(),
        Ok("waiting")
    );
}

#[test]
fn a_node_that_is_read_only_does_nothing_by_itself() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let mut node = Node::start_at(&data, &[], &[]);
    let here = variables(&node, ACCOUNT);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    webhook(&node, "deploy", &listener, "*", "us-east-1");
    drop(listener);
    push(&node, &here, "app", "waiting");
    listed(|| node.wharf(&["jobs", "list", "--job", "collection"]));
    node.stop("TERM");
    // A delivery that failed waits for longer than this test looks, and what recurs for longer still.
    sql_in("us-east-1", &data, "UPDATE jobs SET due_at = 0");
    // What looks for jobs would put this one back as soon as it began.
    sql_in("us-east-1", &data, "DELETE FROM jobs WHERE job = 'upload-expiry'");
    let rows = || ["identity.db", "regions/us-east-1/registry.db"].map(|name| dump(&data.join(name)));
    let before = rows();
    let arriving = tags(TcpListener::bind(address).unwrap());
    let mut node = Node::start_at(&data, &["--read-only", "true"], &[]);
    let early = arriving.recv_timeout(Duration::from_secs(3));
    assert_eq!(early, Err(RecvTimeoutError::Timeout));
    let jobs = listed(|| node.wharf(&["jobs", "list"]));
    for name in ["event-delivery", "event-expiry", "collection"] {
        assert!(jobs.iter().any(|job| job["name"] == name), "{name}: {jobs:?}");
    }
    let is_due = |job: &Value| job["dueAt"] == "1970-01-01T00:00:00Z";
    assert!(
        jobs.iter().all(is_due),
        "they rest, however long they are due: {jobs:?}"
    );
    node.stop("TERM");
    assert_eq!(rows(), before, "it wrote nothing");
    let _node = Node::start_at(&data, &[], &[]);
    let late = arriving.recv_timeout(Duration::from_secs(30));
    assert_eq!(late.as_deref(), Ok("waiting"));
}

#[test]
fn the_url_of_a_webhook_is_in_no_log() {
    let node = Node::start(&[], &[]);
    let here = variables(&node, ACCOUNT);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!(
        "http://{}/services/T0?token=hidden",
        listener.local_addr().unwrap()
    );
    drop(listener);
    let create = ["webhook", "create", "deploy", "--url", &url, "--account", ACCOUNT];
    stdout(&mut node.wharf(&create));
    push(&node, &here, "app", "v1");
    // One that is refused: no URL that can be posted to has a user.
    let bad = url.replace("http://", "http://someone@");
    let refused = failure(&mut node.wharf(&[&create[..2], &["bad", "--url", &bad], &create[5..]].concat()));
    let mut failed = String::new();
    eventually("a job fails", || {
        failed = stdout(&mut node.wharf(&["jobs", "list", "--state", "failed", "--format", "json"]));
        !failed.is_empty()
    });
    assert!(failed.contains("error sending request"), "{failed}");
    eventually("the failure is logged", || {
        node.stderr().contains("a step failed")
    });
    let mut audit = String::new();
    eventually("both calls are recorded", || {
        audit = stdout(&mut node.wharf(&["audit", "--event", "CreateWebhook", "--format", "json"]));
        audit.lines().count() == 2
    });
    for text in [refused, failed, node.stderr(), audit] {
        assert!(!text.contains("hidden") && !text.contains("services"), "{text}");
    }
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

/// Runs a statement in the database of a stopped node's Region.
fn sql_in(region: &str, data: &Path, statement: &str) {
    crate::program::sql(&data.join(format!("regions/{region}/registry.db")), statement);
}

/// The jobs that a command lists, once there is one.
fn listed(mut list: impl FnMut() -> Command) -> Vec<Value> {
    let begun = Instant::now();
    loop {
        let said = stdout(list().args(["--format", "json"]));
        let jobs: Vec<Value> = said
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        if !jobs.is_empty() {
            return jobs;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "none is listed");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_dead_letter_is_seen_retried_and_cancelled() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let mut node = Node::start_at(&data, &[], &[]);
    let mut there = variables(&node, ACCOUNT);
    there["AWS_REGION"] = json!(AWAY);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    webhook(&node, "deploy", &listener, "*", AWAY);
    drop(listener);
    push(&node, &there, "app", "v1");
    let failed = listed(|| node.wharf(&["jobs", "list", "--job", "event-delivery", "--state", "failed"]));
    let id = failed[0]["id"].as_str().unwrap().to_owned();
    assert!(
        id.starts_with("eu-west-1/event-delivery/111122223333/deploy:"),
        "{id}"
    );
    assert_eq!(
        (&failed[0]["state"], &failed[0]["attempts"]),
        (&json!("failed"), &json!(1))
    );
    node.stop("TERM");
    // Eight attempts take a day: the last one is written.
    sql_in(
        AWAY,
        &data,
        "UPDATE jobs SET state = 'dead', due_at = 9223372036854775807, attempts = 8 WHERE job = 'event-delivery'",
    );

    // Without a node.
    let on_folder = |words: &[&str]| {
        let mut command = wharf(words);
        command.arg("--data").arg(&data);
        command
    };
    let seen = stdout(&mut on_folder(&["jobs", "list", "--state", "dead"]));
    assert!(seen.contains(&id) && seen.contains("never"), "{seen}");
    let shown = stdout(&mut on_folder(&["jobs", "show", &id]));
    let next = format!("then: wharf jobs retry {id} --data {}", data.display());
    assert!(shown.contains(&next), "{shown}");
    stdout(&mut on_folder(&["jobs", "cancel", &id]));
    let seen = stdout(&mut on_folder(&["jobs", "list", "--job", "event-delivery"]));
    assert!(seen.contains("cancelled"), "{seen}");

    // With one: it is not delivered before it is retried.
    let arriving = tags(TcpListener::bind(address).unwrap());
    let node = Node::start_at(&data, &[], &[]);
    push(&node, &there, "other", "v2");
    assert_eq!(
        arriving.recv_timeout(Duration::from_secs(20)).as_deref(),
        Ok("v2")
    );
    let cancelled = listed(|| node.wharf(&["jobs", "list", "--state", "cancelled", "--region", AWAY]));
    assert_eq!((cancelled.len(), &cancelled[0]["id"]), (1, &json!(id)));
    stdout(&mut node.wharf(&["jobs", "retry", &id]));
    assert_eq!(
        arriving.recv_timeout(Duration::from_secs(20)).as_deref(),
        Ok("v1")
    );
    let begun = Instant::now();
    while node.wharf(&["jobs", "show", &id]).status().unwrap().success() {
        assert!(begun.elapsed() < Duration::from_secs(20), "it is done");
    }
    let records = stdout(&mut node.wharf(&["audit", "--event", "RetryJob", "--format", "json"]));
    let record: Value = serde_json::from_str(records.lines().next().unwrap()).unwrap();
    assert_eq!(record["requestParameters"]["jobId"], json!(id));
    assert_eq!(record["userIdentity"]["osUser"]["uid"], 0);
}

#[test]
fn a_job_that_is_under_way_is_not_retried() {
    let node = Node::start(&[], &[]);
    let mut there = variables(&node, ACCOUNT);
    there["AWS_REGION"] = json!(AWAY);
    // The kernel accepts, and no one reads: the step takes as long as a receiver has.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    webhook(&node, "silent", &silent, "*", AWAY);
    push(&node, &there, "app", "v1");
    let running = listed(|| node.wharf(&["jobs", "list", "--state", "running", "--job", "event-delivery"]));
    let id = running[0]["id"].as_str().unwrap();
    let refused = failure(&mut node.wharf(&["jobs", "retry", id, "nowhere", "us-east-1/none"]));
    let lines: Vec<&str> = refused.lines().collect();
    assert_eq!(lines.len(), 3, "each is told: {refused}");
    assert!(lines[0].contains("is under way. Cancel it first"), "{refused}");
    let said = stdout(&mut node.wharf(&["jobs", "cancel", id]));
    assert_eq!(said, format!("{id} is cancelled\n"));
    // What was under way writes nothing more: the row stays cancelled, and can be retried.
    let said = stdout(&mut node.wharf(&["jobs", "retry", id]));
    assert_eq!(said, format!("{id} is due now\n"));
}
