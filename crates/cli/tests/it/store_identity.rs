//! Nothing is erased because a database, or a disk, is missing or old.

mod another;
mod closed;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use base64::Engine as _;
use serde_json::{Value, json};
use wharf_oci::digest::{Algorithm, Digest};
use wharf_sql::testing::Cluster;

use crate::aws::{ecr, variables};
use crate::program::{Node, eventually, failure, stdout, wharf};

fn ask(node: &Node, variables: &Value, operation: &str, input: &Value) -> Value {
    let (status, answer) = ecr(node, variables, operation, &input.to_string());
    assert_eq!(status, 200, "{answer}");
    serde_json::from_str(&answer).unwrap()
}

/// Creates the repository `app`.
fn create_repository(node: &Node, variables: &Value) {
    ask(
        node,
        variables,
        "CreateRepository",
        &json!({"repositoryName": "app"}),
    );
}

/// Pushes a layer into the repository `app`; its digest.
fn push(node: &Node, variables: &Value, layer: &[u8]) -> String {
    let digest = Digest::of(Algorithm::Sha256, layer).to_string();
    let begun = ask(
        node,
        variables,
        "InitiateLayerUpload",
        &json!({"repositoryName": "app"}),
    );
    let upload = &begun["uploadId"];
    let part = base64::engine::general_purpose::STANDARD.encode(layer);
    let input = json!({"repositoryName": "app", "uploadId": upload, "partFirstByte": 0, "partLastByte": layer.len() - 1,
        "layerPartBlob": part});
    ask(node, variables, "UploadLayerPart", &input);
    let input = json!({"repositoryName": "app", "uploadId": upload, "layerDigests": [digest]});
    ask(node, variables, "CompleteLayerUpload", &input);
    digest
}

fn is_available(node: &Node, variables: &Value, digest: &str) -> bool {
    let input = json!({"repositoryName": "app", "layerDigests": [digest]});
    let answer = ask(node, variables, "BatchCheckLayerAvailability", &input);
    answer["layers"][0]["layerAvailability"] == "AVAILABLE"
}

fn blobs(region: &Path) -> usize {
    let folders = fs::read_dir(region.join("blobs/sha256")).unwrap();
    folders
        .map(|folder| fs::read_dir(folder.unwrap().path()).unwrap().count())
        .sum()
}

fn serve(data: &Path, environment: &[(&str, &str)]) -> String {
    let mut serve = wharf(&["serve", "--listen", "127.0.0.1:0", "--data"]);
    failure(serve.arg(data).envs(environment.iter().copied()))
}

fn remove_database(region: &Path) {
    for name in ["registry.db", "registry.db-wal", "registry.db-shm"] {
        let _ = fs::remove_file(region.join(name));
    }
}

#[test]
fn a_missing_or_old_database_erases_nothing() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let region = data.join("regions/us-east-1");
    let mut node = Node::start_at(&data, &[], &[]);
    let account = variables(&node, "111122223333");
    create_repository(&node, &account);
    let first = push(&node, &account, b"first");
    assert!(node.stop("TERM").success());
    fs::copy(region.join("registry.db"), home.path().join("copy.db")).unwrap();
    let mut node = Node::start_at(&data, &[], &[]);
    let second = push(&node, &account, b"second");
    assert!(node.stop("TERM").success());
    let last = home.path().join("last.db");
    fs::copy(region.join("registry.db"), &last).unwrap();

    // Missing: nothing starts, and nothing is made in its place.
    remove_database(&region);
    let said = serve(&data, &[]);
    let advice = format!("wharf adopt --region us-east-1 --data {}", data.display());
    assert!(
        said.contains("registry.db is missing") && said.contains(&advice),
        "{said}"
    );
    assert!(!region.join("registry.db").exists());
    let place = ["--data", data.to_str().unwrap()];
    let said = failure(&mut wharf(&[&["collect", "--grace", "0"][..], &place].concat()));
    assert!(said.contains("registry.db is missing"), "{said}");
    assert_eq!(blobs(&region), 2);

    // An older copy serves, and keeps what it does not know.
    fs::copy(home.path().join("copy.db"), region.join("registry.db")).unwrap();
    let mut node = Node::start_at(&data, &[], &[]);
    assert!(is_available(&node, &account, &first) && !is_available(&node, &account, &second));
    let output = node
        .wharf(&["collect", "--grace", "0", "--force=pushes"])
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        output.status.success() && said.contains("the database was restored"),
        "{said}"
    );
    // The doctor says the same time.
    let (_, noticed) = said.split_once("which was noticed at ").unwrap();
    let noticed = &noticed[.."2026-11-30T00:00:00Z".len()];
    let doctor = stdout_of_doctor(&node);
    let expected = format!(
        "the database of us-east-1 was restored, or its bytes were adopted, which was noticed at {noticed}"
    );
    assert!(doctor.contains(&expected), "{said} {doctor}");
    // What a forced collection would do to bytes that are young.
    let dry_run = node.wharf(&["collect", "--force", "--dry-run"]).output().unwrap();
    let said = String::from_utf8([dry_run.stdout, dry_run.stderr].concat()).unwrap();
    assert!(
        said.contains("no repository holds it; it will go at")
            && said.contains("would be kept for it no more"),
        "{said}"
    );
    assert_eq!(blobs(&region), 2);
    assert!(node.stop("TERM").success());

    // Beside no server there is no push that a collection without grace could take.
    stdout(&mut wharf(&[&["collect", "--grace", "0"][..], &place].concat()));
    assert_eq!(blobs(&region), 2);

    // A new one is made only beside bytes that are adopted.
    remove_database(&region);
    let said = failure(&mut wharf(&[&["why", &first][..], &place].concat()));
    assert!(said.contains("us-east-1"), "{said}");
    let adopted = stdout(&mut wharf(
        &[&["adopt", "--region", "us-east-1"][..], &place].concat(),
    ));
    assert!(
        adopted.contains("wharf collect --region us-east-1 --force"),
        "{adopted}"
    );
    let audit = stdout(&mut wharf(
        &[&["audit", "--event", "AdoptStore"][..], &place].concat(),
    ));
    assert!(
        audit.contains("AdoptStore") && audit.contains("by root"),
        "{audit}"
    );
    let node = Node::start_at(&data, &[], &[]);
    create_repository(&node, &account);
    stdout(&mut node.wharf(&["collect", "--grace", "0", "--force=pushes"]));
    assert_eq!(blobs(&region), 2);
    let said = failure(&mut node.wharf(&["adopt", "--region", "us-east-1"]));
    assert!(said.contains("there is nothing to adopt"), "{said}");
    // What was asked for on purpose.
    stdout(&mut node.wharf(&["collect", "--grace", "0", "--force"]));
    assert_eq!(blobs(&region), 0);
}

fn stdout_of_doctor(node: &Node) -> String {
    let output = node.wharf(&["doctor"]).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// How far the store says that the database had come.
fn epoch(region: &Path) -> i64 {
    let said: Value = serde_json::from_slice(&fs::read(region.join("store.json")).unwrap()).unwrap();
    said["epoch"].as_i64().unwrap()
}

#[test]
fn a_copy_that_is_a_moment_old_is_told_from_the_database() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let region = data.join("regions/us-east-1");
    let mut node = Node::start_at(&data, &[], &[]);
    let account = variables(&node, "111122223333");
    create_repository(&node, &account);
    push(&node, &account, b"first");
    let names = ["registry.db", "registry.db-wal"];
    for name in names {
        fs::copy(region.join(name), home.path().join(name)).unwrap();
    }
    // The rows that were copied may be one ahead of the store.
    let (copied, mut pushed) = (epoch(&region), 1);
    eventually("the store is told that bytes came", || {
        push(&node, &account, format!("layer {pushed}").as_bytes());
        pushed += 1;
        epoch(&region) > copied + 1
    });
    node.stop("KILL");
    remove_database(&region);
    for name in names {
        fs::copy(home.path().join(name), region.join(name)).unwrap();
    }
    let node = Node::start_at(&data, &[], &[]);
    assert!(stdout_of_doctor(&node).contains("the database of us-east-1 was restored"));
    stdout(&mut node.wharf(&["collect", "--grace", "0", "--force=pushes"]));
    assert!(blobs(&region) >= pushed - 1, "what the copy does not know stays");
}

#[test]
fn another_folders_database_is_refused() {
    let home = tempfile::tempdir().unwrap();
    let [one, other] = ["one", "other"].map(|name| home.path().join(name).join("data"));
    for data in [&one, &other] {
        fs::create_dir(data.parent().unwrap()).unwrap();
        let mut node = Node::start_at(data, &[], &[]);
        let account = variables(&node, "111122223333");
        create_repository(&node, &account);
        push(&node, &account, data.to_str().unwrap().as_bytes());
        assert!(node.stop("TERM").success());
    }
    let database = "regions/us-east-1/registry.db";
    fs::copy(other.join(database), one.join(database)).unwrap();
    let said = serve(&one, &[]);
    assert!(
        said.contains("the bytes are those of store") && said.contains("nothing was erased"),
        "{said}"
    );
    fs::remove_file(one.join("identity.db")).unwrap();
    let said = serve(&one, &[]);
    assert!(said.contains("identity.db is missing"), "{said}");
}

#[test]
fn nodes_that_share_a_database_share_the_bytes_too() {
    let cluster = Cluster::start().unwrap();
    let home = tempfile::tempdir().unwrap();
    let key = "7777777777777777777777777777777777777777777777777777777777777777";
    let environment = [("WHARF_DATABASE", cluster.url()), ("WHARF_MASTER_KEY", key)];
    let [first, second, third] = ["first", "second", "third"].map(|name| home.path().join(name).join("data"));
    for data in [&first, &second, &third] {
        fs::create_dir_all(data).unwrap();
    }
    let mut node = Node::start_at(&first, &[], &environment);
    let mut env = node.wharf(&["env", "--account", "111122223333", "--format", "json"]);
    let account: Value = serde_json::from_str(&stdout(env.envs(environment))).unwrap();
    create_repository(&node, &account);
    let digest = push(&node, &account, b"first");
    let said = serve(&second, &environment);
    assert!(
        said.contains("whose bytes are not here") && !said.contains(cluster.url()),
        "{said}"
    );
    symlink(first.join("regions"), third.join("regions")).unwrap();
    let sharing = Node::start_at(&third, &[], &environment);
    assert!(is_available(&sharing, &account, &digest));
    drop(sharing);
    assert!(node.stop("TERM").success());
    // An empty database beside a full store.
    let empty = Cluster::start().unwrap();
    let said = serve(
        &first,
        &[("WHARF_DATABASE", empty.url()), ("WHARF_MASTER_KEY", key)],
    );
    assert!(said.contains("knows 0 of 1 blobs"), "{said}");
    assert_eq!(blobs(&first.join("regions/us-east-1")), 1);
}

/// The folder of a Region is a disk, which is not mounted at a start, or goes away later.
#[test]
fn a_region_whose_disk_is_not_mounted_is_not_made_again() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let (region, away) = (data.join("regions/us-east-1"), home.path().join("disk"));
    let mut node = Node::start_at(&data, &[], &[]);
    let account = variables(&node, "111122223333");
    create_repository(&node, &account);
    let layer = push(&node, &account, b"layer");
    let unmount = || {
        fs::rename(&region, &away).unwrap();
        fs::create_dir(&region).unwrap();
    };
    let mount = || {
        fs::remove_dir_all(&region).unwrap();
        fs::rename(&away, &region).unwrap();
    };

    unmount();
    let input = json!({"repositoryName": "app", "layerDigests": [layer]}).to_string();
    let (status, answer) = ecr(&node, &account, "BatchCheckLayerAvailability", &input);
    assert_eq!(status, 503, "{answer}");
    let begin = json!({"repositoryName": "app"}).to_string();
    let (status, answer) = ecr(&node, &account, "InitiateLayerUpload", &begin);
    assert_eq!(status, 503, "{answer}");
    let (status, said) = node.request("GET /readyz HTTP/1.1\r\nHost: localhost\r\n", "");
    assert!(
        status == 503 && said.contains("the bytes of us-east-1 are not there"),
        "{said}"
    );
    mount();
    assert!(is_available(&node, &account, &layer));
    node.stop("KILL");

    unmount();
    for _ in 0..2 {
        let said = serve(&data, &[]);
        assert!(
            said.contains("us-east-1 was made before") && said.contains("is their disk mounted?"),
            "{said}"
        );
    }
    mount();
    let mut node = Node::start_at(&data, &[], &[]);
    assert!(is_available(&node, &account, &layer));
    assert!(node.stop("TERM").success());

    // It is gone for good: a new one, on purpose.
    unmount();
    let mut adopt = wharf(&["adopt", "--region", "us-east-1", "--without-bytes", "--data"]);
    stdout(adopt.arg(&data));
    let node = Node::start_at(&data, &[], &[]);
    let found = ask(&node, &account, "DescribeRepositories", &json!({}));
    assert_eq!(found["repositories"], json!([]));
}

/// The identity database is emptied, or an older copy of it is put back: who gets an id gets no other's repositories.
#[test]
fn accounts_inherit_nothing_from_a_lost_identity_database() {
    const ID: &str = "333344445555";
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let database = data.join("identity.db");
    let copy = |name: &str| fs::copy(&database, home.path().join(name)).unwrap();
    let mut node = Node::start_at(&data, &[], &[]);
    assert!(node.stop("TERM").success());
    copy("old.db");
    let mut node = Node::start_at(&data, &[], &[]);
    let create = ["account", "create", "--id", ID];
    stdout(&mut node.wharf(&create));
    let team = variables(&node, ID);
    create_repository(&node, &team);
    assert!(node.stop("TERM").success());
    copy("new.db");

    fs::write(&database, b"").unwrap();
    let said = serve(&data, &[]);
    assert!(
        said.contains("belongs to the accounts of another identity database"),
        "{said}"
    );

    let put_back = |name: &str| {
        for log in ["identity.db-wal", "identity.db-shm"] {
            let _ = fs::remove_file(data.join(log));
        }
        fs::copy(home.path().join(name), &database).unwrap();
    };
    put_back("old.db");
    let mut node = Node::start_at(&data, &[], &[]);
    let said = failure(&mut node.wharf(&create));
    assert!(
        said.contains("repositories of it in us-east-1") && said.contains("--with-repositories"),
        "{said}"
    );
    stdout(&mut node.wharf(&[&create[..], &["--with-repositories"]].concat()));
    let team = variables(&node, ID);
    let found = ask(&node, &team, "DescribeRepositories", &json!({}));
    assert_eq!(found["repositories"][0]["repositoryName"], "app");
    assert!(node.stop("TERM").success());

    put_back("new.db");
    Node::start_at(&data, &[], &[]);
}
