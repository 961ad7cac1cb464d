//! A node that is read only by its settings: what operators see of it.

use std::path::PathBuf;

use serde_json::Value;

use crate::lab::{Api, Image, Registry, digest, incompressible, node_environment};
use crate::program::{Node, failure, stdout};

const READY: &str = "GET /readyz HTTP/1.1\r\nHost: localhost\r\n";
const METRICS: &str = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n";

/// Whether the doctor calls a job late.
fn is_late(said: &str) -> bool {
    said.contains("and was not begun")
}

fn file(node: &Node, blob: &[u8]) -> PathBuf {
    let digest = digest(blob);
    let hex = digest.strip_prefix("sha256:").unwrap();
    let blobs = node.data.join("regions/us-east-1/blobs/sha256");
    blobs.join(&hex[..2]).join(hex)
}

#[test]
fn it_tells_its_state_and_what_is_damaged_and_changes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let mut node = Node::start_at(&data, &[], &node_environment());
    let password = Api::of_node(&node).password();
    Api::of_node(&node).create_repository("app");
    let image = Image::new(&[("file", &incompressible(1, 5000))]);
    let registry = |node: &Node| Registry::new(node.listen().parse().unwrap(), &password, "app");
    for blob in image.blobs() {
        registry(&node).push_blob(blob).unwrap();
    }
    let put = registry(&node).put_manifest("v1", &image.media_type, &image.manifest);
    put.unwrap().expect(201);
    node.stop("TERM");

    let mut environment = node_environment();
    environment.push(("WHARF_READ_ONLY", "true"));
    let node = Node::start_at(&data, &[], &environment);
    let doctor = |node: &Node| {
        let output = node.wharf(&["doctor"]).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let said = doctor(&node);
    assert!(
        said.contains("read only: by its settings") && !is_late(&said),
        "{said}"
    );
    let health = stdout(&mut node.wharf(&["jobs", "list", "--format", "json"]));
    assert!(!health.is_empty(), "they rest, and are there");
    let (_, metrics) = node.request(METRICS, "");
    assert!(
        metrics.lines().any(|line| line == "wharf_read_only 1"),
        "{metrics}"
    );
    // A file that was changed, one that was cut.
    let mut blobs = image.blobs();
    let [flipped, cut] = [blobs.next().unwrap(), blobs.next().unwrap()];
    let mut wrong = flipped.clone();
    wrong[0] ^= 1;
    std::fs::write(file(&node, flipped), &wrong).unwrap();
    std::fs::write(file(&node, cut), &cut[..1]).unwrap();
    let verified = node.wharf(&["verify", "--format", "json"]).output().unwrap();
    let lines = String::from_utf8(verified.stdout).unwrap();
    let lines: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let found: Vec<&str> = lines.iter().filter_map(|line| line["what"].as_str()).collect();
    assert_eq!(found, ["alteredBlob", "shortBytes"], "{lines:?}");
    assert_eq!(lines.last().unwrap()["checked"]["damaged"], 2, "{lines:?}");
    for blob in [flipped, cut] {
        assert!(file(&node, blob).exists(), "it was not moved");
        assert_eq!(registry(&node).blob(&digest(blob)), None, "it is not served");
    }
    assert!(!data.join("regions/us-east-1/damaged").exists());
    let (_, ready) = node.request(READY, "");
    assert_eq!(
        ready,
        "ready\nread only: by its settings\ndegraded: 2 layers are missing or damaged in us-east-1: see wharf doctor\n"
    );
    assert!(doctor(&node).contains("or others: 2"));
    for refused in [&["verify", "--repair"][..], &["collect"]] {
        let said = failure(&mut node.wharf(refused));
        assert!(said.contains("a start without it"), "{said}");
    }
}

#[test]
fn a_registry_without_anything_is_verified_too() {
    let node = Node::start(&[], &[]);
    let said = stdout(&mut node.wharf(&["verify"]));
    assert!(
        said.contains("0 blobs, 0 bytes, 0 layers, 0 images") && said.contains("damaged: 0"),
        "{said}"
    );
    let said = stdout(&mut node.wharf(&["verify", "--format", "json"]));
    let said: Value = serde_json::from_str(said.lines().last().unwrap()).unwrap();
    assert_eq!(said["checked"]["damaged"], 0, "{said}");
}
