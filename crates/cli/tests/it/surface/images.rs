//! What is shown and undone of repositories and images: events, webhooks, usage, the audit, collection, restoring.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::Recording;
use crate::lab::{Api, node_environment};
use crate::program::{Node, stdout, wharf};

pub(super) const NAME: &str = "images";

const ACCOUNT: &str = "111122223333";

/// The least image: an index without images.
fn put(api: &Api, tag: &str) {
    let manifest = format!(
        r#"{{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[],"annotations":{{"tag":"{tag}"}}}}"#
    );
    let input = json!({"repositoryName": "team/app", "imageManifest": manifest, "imageTag": tag});
    api.call("PutImage", &input).expect(200);
}

/// A layer that no image names.
fn layer(api: &Api, bytes: &[u8]) -> String {
    let id = api.upload_layer("team/app", bytes);
    let digest = crate::lab::digest(bytes);
    api.complete_layer("team/app", &id, &digest);
    digest
}

/// Waits until the audit has so many records: they come to their file a moment after the answer.
fn recorded(node: &Node, count: usize) {
    let begun = Instant::now();
    loop {
        let said = stdout(&mut node.wharf(&["audit", "--format", "json"]));
        if said.lines().count() >= count {
            return;
        }
        assert!(begun.elapsed() < Duration::from_secs(10), "{said}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Lines of an audit without what the client and the machine say.
fn records(text: String) -> String {
    let line = |line: &str| {
        let mut record: Value = serde_json::from_str(line).unwrap();
        for member in ["requestParameters", "responseElements", "userAgent"] {
            if record.get(member).is_some_and(|value| !value.is_null()) {
                record[member] = "…".into();
            }
        }
        format!("{record}\n")
    };
    text.lines().map(line).collect()
}

#[test]
fn commands_about_images() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let node = Node::start_at(&data, &[], &node_environment());
    let api = Api::of_node(&node);
    let mut recording = Recording::new(NAME);
    recording.place(&data, "DATA");
    api.create_repository("team/app");
    let webhook = [
        "webhook",
        "create",
        "deploy",
        "--account",
        ACCOUNT,
        "--url",
        "http://127.0.0.1:9/events",
    ];
    for words in [
        &webhook[..],
        &webhook[..],
        &[
            "webhook",
            "create",
            "other",
            "--account",
            ACCOUNT,
            "--url",
            "http://127.0.0.1:9/",
            "--repository",
            "other/*",
            "--format",
            "json",
        ],
        &[
            "webhook",
            "create",
            "bad",
            "--account",
            ACCOUNT,
            "--url",
            "ftp://example.com",
        ],
        &[
            "webhook",
            "create",
            "none",
            "--account",
            "999999999999",
            "--url",
            "http://127.0.0.1:9/",
        ],
        &["webhook", "list", "--account", ACCOUNT],
    ] {
        recording.call(&mut node.wharf(words));
    }
    put(&api, "v1");
    put(&api, "v2");
    let delete = json!({"repositoryName": "team/app", "imageIds": [{"imageTag": "v1"}]});
    api.call("BatchDeleteImage", &delete).expect(200);
    let orphan = layer(&api, b"a layer that no image names");
    let deleted = deleted(&node);
    let unknown = format!("team/app@sha256:{}", "0".repeat(64));
    recorded(&node, 7);
    for words in [
        &["webhook", "list", "--account", ACCOUNT, "--format", "json"][..],
        &["webhook", "list", "--account", "999999999999"],
        &["webhook", "dead-letters", "deploy", "--account", ACCOUNT],
        &[
            "webhook",
            "dead-letters",
            "deploy",
            "--account",
            ACCOUNT,
            "--format",
            "json",
        ],
        &["webhook", "dead-letters", "none", "--account", ACCOUNT],
        &["webhook", "redeliver", "deploy", "--account", ACCOUNT],
        &[
            "webhook",
            "redeliver",
            "deploy",
            "--account",
            ACCOUNT,
            "--format",
            "json",
        ],
        &["webhook", "redeliver", "none", "--account", ACCOUNT],
        &["webhook", "delete", "other", "--account", ACCOUNT],
        &[
            "webhook",
            "delete",
            "deploy",
            "--account",
            ACCOUNT,
            "--format",
            "json",
        ],
        &["webhook", "delete", "deploy", "--account", ACCOUNT],
        &["events"],
        &["events", "--format", "json"],
        &["events", "--repository", "none"],
        &["events", "--account", ACCOUNT, "--region", "eu-west-1"],
        &["events", "--since", "yesterday"],
        &["restore", "team/app", "--account", ACCOUNT],
        &["restore", "team/app", "--account", ACCOUNT, "--format", "json"],
        &["restore", &deleted, "--account", ACCOUNT],
        &["restore", &deleted, "--account", ACCOUNT],
        &["restore", &unknown, "--account", ACCOUNT, "--format", "json"],
        &["restore", "none", "--account", ACCOUNT],
        &["restore", "team/app:v1", "--account", ACCOUNT],
        &["restore", "team/app", "--all", "--account", ACCOUNT],
        &["restore", "team/app@sha256:x", "--account", ACCOUNT],
        &["why", &orphan],
        &["why", &orphan, "--format", "json"],
        &["why", &crate::lab::digest(b"bytes that are nowhere")],
        &["why", "layer"],
        &["collect", "--dry-run"],
        &["collect", "--dry-run", "--grace", "0", "--format", "json"],
        &["collect", "--grace", "0"],
        &["collect", "--grace", "0", "--force=pushes"],
        &["collect", "--grace", "0", "--force=everything"],
        &["collect", "--grace", "none"],
        &["verify"],
        &["verify", "--repair", "--format", "json"],
        &["verify", "--region", "sa-east-1"],
        &["usage"],
        &["usage", "--format", "json", "--account", ACCOUNT],
        &["usage", "--format", "csv"],
        &["usage", "--from", "yesterday"],
        &["audit"],
        &["audit", "--event", "BatchDeleteImage", "--repository", "team/app"],
        &["audit", "--denied"],
        &["audit", "--event", "BatchDeleteImage", "--format", "csv"],
        &["audit", "--last", "none"],
        &["jobs", "list", "--job", "collection"],
        &["jobs", "list", "--state", "dead"],
        &["jobs", "list", "--job", "cleaning"],
        &["jobs", "list", "--region", "sa-east-1"],
        &["jobs", "show", "us-east-1/collection"],
        &["jobs", "show", "us-east-1/collection", "--format", "json"],
        &["jobs", "show", "us-east-1/cleaning"],
        &["jobs", "show", "collection"],
        &["jobs", "cancel", "us-east-1/collection"],
        &["jobs", "cancel", "us-east-1/collection", "--format", "json"],
        &["jobs", "cancel", "us-east-1/cleaning"],
        &["jobs", "show", "us-east-1/collection"],
        &["jobs", "list", "--state", "cancelled", "--format", "json"],
        &["jobs", "retry", "us-east-1/collection", "us-east-1/cleaning"],
        &["jobs", "cancel", "us-east-1/collection"],
        &["jobs", "retry", "us-east-1/collection", "--format", "json"],
    ] {
        recording.call(&mut node.wharf(words));
    }
    let json = ["audit", "--format", "json", "--event", "PutImage", "--last", "1"];
    recording.call_with(&mut node.wharf(&json), records);
    recording.comment("no data folder");
    let none = home.path().join("none");
    recording.place(&none, "NONE");
    for words in [
        &["webhook", "list", "--account", ACCOUNT][..],
        &["events"],
        &["usage"],
        &["audit"],
        &["jobs", "list"],
        &["collect"],
        &["verify"],
        &["why", &orphan],
        &["restore", "team/app", "--account", ACCOUNT],
    ] {
        recording.call(wharf(words).arg("--data").arg(&none));
    }
    recording.comment("bytes that are another database's");
    recording.call(&mut node.wharf(&["adopt", "--region", "us-east-1"]));
    for (region, format) in [("eu-north-1", "text"), ("eu-west-3", "json")] {
        let layer = format!("regions/{region}/blobs/sha256/00/{}", "0".repeat(64));
        let layer = data.join(layer);
        std::fs::create_dir_all(layer.parent().unwrap()).unwrap();
        std::fs::write(layer, "bytes").unwrap();
        recording.call(&mut node.wharf(&["webhook", "list", "--account", ACCOUNT, "--region", region]));
        recording.call(&mut node.wharf(&["adopt", "--region", region, "--format", format]));
    }
    recording.call(&mut node.wharf(&["collect", "--grace", "0", "--force=pushes"]));
    recording.comment("bytes that are not what their name says");
    recording.call(&mut node.wharf(&["verify", "--region", "eu-north-1"]));
    recording.call(&mut node.wharf(&["verify", "--format", "json"]));
    recording.comment("an audit that is no folder");
    let broken = home.path().join("broken");
    std::fs::create_dir(&broken).unwrap();
    std::fs::write(broken.join("audit"), "").unwrap();
    recording.place(&broken, "BROKEN");
    recording.call(wharf(&["audit", "--data"]).arg(&broken));
    recording.check();
}

/// The deleted image, as `wharf restore` names it.
fn deleted(node: &Node) -> String {
    let list = ["restore", "team/app", "--account", ACCOUNT, "--format", "json"];
    let images: Value = serde_json::from_str(&stdout(&mut node.wharf(&list))).unwrap();
    format!("team/app@{}", images[0]["digest"].as_str().unwrap())
}
