//! Identity and registry metadata in PostgreSQL: one database, two schemas, any number of Regions.

use std::path::Path;

use serde_json::json;
use wharf_sql::testing::Cluster;

use crate::aws::ecr;
use crate::lab::{Api, Image, Registry, Run, digest, node_environment};
use crate::program::{Node, stdout};

/// What nodes that share a database have in their environment.
pub(crate) fn environment(cluster: &Cluster) -> [(&str, &str); 2] {
    let master_key = "7777777777777777777777777777777777777777777777777777777777777777";
    [
        ("WHARF_DATABASE", cluster.url()),
        ("WHARF_MASTER_KEY", master_key),
    ]
}

/// Two nodes that share a database, and the bytes.
fn two_nodes(home: &Path, environment: &[(&str, &str)]) -> (Node, Node) {
    let bytes = home.join("first/regions");
    std::fs::create_dir_all(&bytes).unwrap();
    std::fs::create_dir(home.join("second")).unwrap();
    std::os::unix::fs::symlink(&bytes, home.join("second/regions")).unwrap();
    let start = |name: &str| Node::start_at(&home.join(name), &[], environment);
    (start("first"), start("second"))
}

/// The other node serves the same rows and bytes, though the folder of this one is served by none.
#[test]
fn a_collection_in_a_stopped_node_s_folder_spares_the_pushes_of_the_others() {
    let cluster = Cluster::start().unwrap();
    let home = tempfile::tempdir().unwrap();
    let environment = environment(&cluster);
    let (mut first, second) = two_nodes(home.path(), &environment);
    let mut env = first.wharf(&["env", "--account", "111122223333", "--format", "json"]);
    let variables = serde_json::from_str(&stdout(env.envs(environment))).unwrap();
    let (status, body) = ecr(
        &first,
        &variables,
        "CreateRepository",
        r#"{"repositoryName":"app"}"#,
    );
    assert_eq!(status, 200, "{body}");
    assert!(first.stop("TERM").success());
    let mut collect = first.wharf(&["collect", "--grace", "0"]);
    let said = crate::program::failure(collect.envs(environment));
    assert!(said.contains("--force=pushes"), "{said}");
    drop(second);
}

#[test]
fn a_node_over_postgres_survives_a_restart() {
    let cluster = Cluster::start().unwrap();
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let database = [("WHARF_DATABASE", cluster.url())];
    let variables = |node: &Node, region: &str| {
        let mut env = node.wharf(&["env", "--account", "111122223333", "--format", "json"]);
        env.envs(database).args(["--region", region]);
        serde_json::from_str(&stdout(&mut env)).unwrap()
    };
    let mut node = Node::start_at(&data, &[], &database);
    for region in ["us-east-1", "eu-west-1"] {
        let input = format!(r#"{{"repositoryName":"in-{region}"}}"#);
        let (status, body) = ecr(&node, &variables(&node, region), "CreateRepository", &input);
        assert_eq!(status, 200, "{body}");
    }
    let mut create = node.wharf(&["account", "create", "--id", "222233334444"]);
    stdout(create.envs(database));
    assert!(!data.join("identity.db").exists());
    assert!(node.stop("TERM").success());

    // Without the database nothing is begun in the folder: its accounts are elsewhere.
    for command in [&["account", "list"][..], &["serve", "--listen", "127.0.0.1:0"]] {
        let said = crate::program::failure(&mut node.wharf(command));
        assert!(said.contains("by --database or"), "{command:?}: {said}");
    }
    assert!(!data.join("identity.db").exists());
    let doctor = node.wharf(&["doctor"]).output().unwrap();
    let said = String::from_utf8(doctor.stdout).unwrap();
    assert!(said.contains("--database postgres"), "{said}");

    let node = Node::start_at(&data, &[], &database);
    assert!(!node.stdout().contains("First start"));
    let (status, body) = ecr(
        &node,
        &variables(&node, "eu-west-1"),
        "DescribeRepositories",
        "{}",
    );
    assert_eq!(status, 200, "{body}");
    assert!(
        body.contains("in-eu-west-1") && !body.contains("in-us-east-1"),
        "{body}"
    );
}

/// As from a read-only disk, also by a process that begins then.
#[test]
fn a_standby_is_served_from() {
    let cluster = Cluster::start().unwrap();
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let mut environment = node_environment();
    environment.push(("WHARF_DATABASE", cluster.url()));
    let image = Image::new(&[("file", b"pushed before")]);
    let mut node = Node::start_at(&data, &[], &environment);
    let api = Api::of_node(&node);
    api.create_repository("app");
    Registry::new(node.listen().parse().unwrap(), &api.password(), "app").push(&image, "v1");
    assert!(node.stop("TERM").success());
    cluster.become_standby().unwrap();

    let node = Node::start_at(&data, &[], &environment);
    let api = Api::of_node(&node);
    let mut registry = Registry::new(node.listen().parse().unwrap(), &api.password(), "app");
    assert_eq!(registry.manifest("v1").as_ref(), Some(&image.manifest));
    for blob in image.blobs() {
        assert_eq!(registry.blob(&digest(blob)).as_ref(), Some(blob));
    }
    let refused = registry
        .send("POST", "blobs/uploads/", "", b"")
        .unwrap()
        .expect(507);
    let said = String::from_utf8(refused.body).unwrap();
    assert!(said.contains("takes no changes at the moment"), "{said}");
    let input = json!({"repositoryName": "app", "force": true});
    let refused = api.call("DeleteRepository", &input).expect(500).json();
    assert_eq!(refused["__type"], "ServerException");
    let (status, said) = node.request("GET /readyz HTTP/1.1\r\nHost: localhost\r\n", "");
    assert!(status == 200 && said.contains("read only:"), "{said}");
    assert_eq!(registry.manifest("v1").as_ref(), Some(&image.manifest));
}

#[test]
fn another_folder_without_the_key_is_refused() {
    let cluster = Cluster::start().unwrap();
    let database = [("WHARF_DATABASE", cluster.url())];
    drop(Node::start(&[], &database));
    let home = tempfile::tempdir().unwrap();
    let mut serve = crate::program::wharf(&["serve", "--listen", "127.0.0.1:0", "--data"]);
    serve.arg(home.path().join("data")).envs(database);
    let said = crate::program::failure(&mut serve);
    assert!(said.contains("--master-key-file"), "{said}");
}

#[test]
fn a_region_that_has_no_jobs_yet_is_collected_and_verified() {
    let cluster = Cluster::start().unwrap();
    let shared = environment(&cluster);
    let alone: [(&str, &str); 0] = [];
    for environment in [&alone[..], &shared[..]] {
        let mut node = Node::start(&[], environment);
        assert!(node.stop("TERM").success());
        let there = |words: &[&str]| {
            let mut command = node.wharf(words);
            command.args(["--region", "sa-east-1"]);
            stdout(command.envs(environment.iter().copied()))
        };
        // No node serves, so the command makes the Region, and no supervisor sees it.
        let (url, account) = ("http://127.0.0.1:9/", "111122223333");
        there(&["webhook", "create", "deploy", "--url", url, "--account", account]);
        let said = there(&["verify"]);
        assert!(said.starts_with("sa-east-1  0 blobs"), "{said}");
        there(&["collect", "--dry-run"]);
    }
}

#[test]
fn commands_find_the_regions_of_another_node() {
    let cluster = Cluster::start().unwrap();
    let home = tempfile::tempdir().unwrap();
    let environment = environment(&cluster);
    let (first, second) = two_nodes(home.path(), &environment);
    let webhook = [
        "webhook",
        "create",
        "deploy",
        "--url",
        "http://127.0.0.1:9/",
        "--account",
    ];
    let there = [&webhook[..], &["111122223333", "--region", "sa-east-1"]].concat();
    stdout(&mut first.wharf(&there));
    crate::program::eventually("the Region has jobs", || {
        let listed = stdout(&mut first.wharf(&["jobs", "list"]));
        listed.contains("sa-east-1/collection")
    });
    let listed = stdout(&mut second.wharf(&["jobs", "list"]));
    assert!(listed.contains("sa-east-1/collection"), "{listed}");
    stdout(&mut second.wharf(&["jobs", "show", "sa-east-1/collection"]));
}

#[test]
fn what_one_node_takes_away_the_other_no_longer_grants() {
    let cluster = Cluster::start().unwrap();
    let home = tempfile::tempdir().unwrap();
    let environment = environment(&cluster);
    let (first, second) = two_nodes(home.path(), &environment);
    let variables = crate::aws::variables_of(&first, &environment);
    let script = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/it/clients/python/revocation.py"
    );
    let mut python = Run::new("python3", home.path()).args(["-B", script]);
    for (name, value) in variables.as_object().unwrap() {
        python = python.env(name, value.as_str().unwrap());
    }
    let said = python
        .env("SECOND_ENDPOINT_URL", format!("http://{}", second.listen()))
        .ok();
    println!("{said}");
    assert!(said.ends_with("done\n"), "{said}");
}
