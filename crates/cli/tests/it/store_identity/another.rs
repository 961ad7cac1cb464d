//! Another store takes the place of the one that the database belongs to, below a node that runs.

use std::fs;
use std::path::Path;

use base64::Engine as _;
use serde_json::{Value, json};
use wharf_oci::digest::{Algorithm, Digest};
use wharf_sql::testing::Cluster;

use super::{create_repository, is_available, push, serve};
use crate::aws::{ecr, variables_of};
use crate::program::{Node, stdout};

pub(super) const KEY: &str = "7777777777777777777777777777777777777777777777777777777777777777";
pub(super) const READY: &str = "GET /readyz HTTP/1.1\r\nHost: localhost\r\n";

/// Exchanges what two Regions' folders have, but for their databases.
fn exchange(one: &Path, other: &Path) {
    for name in [
        "blobs",
        "uploads",
        "discarded",
        "surplus",
        "store.json",
        "store.lock",
    ] {
        let between = one.join("between");
        fs::rename(one.join(name), &between).unwrap();
        fs::rename(other.join(name), one.join(name)).unwrap();
        fs::rename(&between, other.join(name)).unwrap();
    }
}

/// Asks, and gives the status: steps of a push may be refused.
fn status(node: &Node, variables: &Value, operation: &str, input: &Value) -> (u16, Value) {
    let (status, answer) = ecr(node, variables, operation, &input.to_string());
    (status, serde_json::from_str(&answer).unwrap_or_default())
}

/// Pushes a layer into the repository `app`; the first status that is not 200, if any.
pub(super) fn try_push(node: &Node, variables: &Value, layer: &[u8]) -> u16 {
    let app = json!({"repositoryName": "app"});
    let (begun, answer) = status(node, variables, "InitiateLayerUpload", &app);
    if begun != 200 {
        return begun;
    }
    let part = base64::engine::general_purpose::STANDARD.encode(layer);
    let input = json!({"repositoryName": "app", "uploadId": answer["uploadId"], "partFirstByte": 0,
        "partLastByte": layer.len() - 1, "layerPartBlob": part});
    let (sent, _) = status(node, variables, "UploadLayerPart", &input);
    if sent != 200 {
        return sent;
    }
    let digest = Digest::of(Algorithm::Sha256, layer).to_string();
    let input = json!({"repositoryName": "app", "uploadId": answer["uploadId"], "layerDigests": [digest]});
    status(node, variables, "CompleteLayerUpload", &input).0
}

/// Puts an image of the config `{}`, which was pushed.
fn put(node: &Node, variables: &Value, tag: &str) -> u16 {
    let config = Digest::of(Algorithm::Sha256, b"{}").to_string();
    let manifest = json!({"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": {"mediaType": "application/vnd.oci.image.config.v1+json", "digest": config, "size": 2}, "layers": []});
    let input = json!({"repositoryName": "app", "imageTag": tag, "imageManifest": manifest.to_string()});
    status(node, variables, "PutImage", &input).0
}

fn disks_are_exchanged(home: &Path, environment: &[(&str, &str)]) {
    let data = home.join("data");
    let [own, other] = ["us-east-1", "eu-west-1"].map(|region| data.join("regions").join(region));
    let node = Node::start_at(&data, &[], environment);
    let here = variables_of(&node, environment);
    let mut there = here.clone();
    there["AWS_REGION"] = "eu-west-1".into();
    for account in [&here, &there] {
        create_repository(&node, account);
        push(&node, account, b"{}");
        assert_eq!(put(&node, account, "v1"), 200);
    }
    exchange(&own, &other);
    for account in [&here, &there] {
        assert_eq!(try_push(&node, account, b"went elsewhere"), 503);
        assert_eq!(
            put(&node, account, "v2"),
            503,
            "its layers are in the other store, too"
        );
    }
    let (ready, said) = node.request(READY, "");
    assert!(
        ready == 503 && said.contains("are not there: the bytes are those of store"),
        "{said}"
    );
    exchange(&own, &other);
    for account in [&here, &there] {
        let elsewhere = Digest::of(Algorithm::Sha256, b"went elsewhere").to_string();
        assert!(!is_available(&node, account, &elsewhere));
        let digest = push(&node, account, b"went elsewhere");
        assert!(is_available(&node, account, &digest));
        assert_eq!(put(&node, account, "v2"), 200);
    }
    assert_eq!(node.request(READY, "").0, 200, "it is seen that they are back");
}

#[test]
fn a_push_into_another_regions_disk_is_not_acknowledged() {
    let home = tempfile::tempdir().unwrap();
    disks_are_exchanged(home.path(), &[]);
    let cluster = Cluster::start().unwrap();
    let home = tempfile::tempdir().unwrap();
    let environment = [("WHARF_DATABASE", cluster.url()), ("WHARF_MASTER_KEY", KEY)];
    disks_are_exchanged(home.path(), &environment);
}

/// A second node adopts a folder of its own: the first one acknowledges nothing any more, as its bytes are not the database's.
#[test]
fn a_store_that_was_disowned_takes_no_pushes() {
    let cluster = Cluster::start().unwrap();
    let home = tempfile::tempdir().unwrap();
    let environment = [("WHARF_DATABASE", cluster.url()), ("WHARF_MASTER_KEY", KEY)];
    let [first, second] = ["first", "second"].map(|name| home.path().join(name).join("data"));
    fs::create_dir_all(&second).unwrap();
    fs::create_dir_all(&first).unwrap();
    let node = Node::start_at(&first, &[], &environment);
    let account = variables_of(&node, &environment);
    create_repository(&node, &account);
    push(&node, &account, b"{}");
    assert_eq!(put(&node, &account, "v1"), 200);
    // What a refused node prints is what works.
    let said = serve(&second, &environment);
    let hint = format!(
        "wharf adopt --region us-east-1 --without-bytes --data {} --database \"$WHARF_DATABASE\"",
        second.display()
    );
    assert!(said.contains(&hint) && !said.contains(cluster.url()), "{said}");
    let mut adopt = crate::program::wharf(&["adopt", "--region", "us-east-1", "--without-bytes", "--data"]);
    stdout(
        adopt
            .arg(&second)
            .args(["--database", cluster.url()])
            .envs(environment),
    );
    assert_eq!(put(&node, &account, "v2"), 503);
    assert_eq!(try_push(&node, &account, b"lost"), 503);
    let (ready, said) = node.request(READY, "");
    assert!(
        ready == 503 && said.contains("the database belongs to store"),
        "{said}"
    );
    let node = Node::start_at(&second, &[], &environment);
    push(&node, &account, b"lost");
}
