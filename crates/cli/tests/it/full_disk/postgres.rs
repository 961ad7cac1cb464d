//! A PostgreSQL server whose disk is full, which is not the node's.

use std::fs::{Permissions, set_permissions};
use std::os::unix::fs::PermissionsExt as _;

use serde_json::json;
use wharf_sql::testing::{Cluster, SmallDisk};

use super::refused;
use crate::lab::{Api, Image, Registry, incompressible, node_environment};
use crate::program::{Node, eventually};

fn push(registry: &mut Registry, image: &Image, tag: &str) -> bool {
    for blob in image.blobs() {
        let begun = registry.send("POST", "blobs/uploads/", "", b"").unwrap();
        if begun.status != 202 {
            return refused(begun.status, &begun.body);
        }
        let location = begun.header("location").unwrap();
        let target = format!("{location}?digest={}", crate::lab::digest(blob));
        let headers = "Content-Type: application/octet-stream\r\n";
        let ended = registry.follow("PUT", &target, headers, blob).unwrap();
        if ended.status != 201 {
            return refused(ended.status, &ended.body);
        }
    }
    let put = registry
        .put_manifest(tag, &image.media_type, &image.manifest)
        .unwrap();
    put.status == 201 || refused(put.status, &put.body)
}

#[test]
fn a_postgres_server_without_space_is_a_full_disk() {
    let (cluster, disk) = (Cluster::start().unwrap(), SmallDisk::new(48));
    // The server runs as another user.
    for folder in [disk.beside(), disk.path()] {
        set_permissions(folder, Permissions::from_mode(0o755)).unwrap();
    }
    let tables = disk.path().join("tables");
    std::fs::create_dir(&tables).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let url = runtime.block_on(cluster.database_on(&tables)).unwrap();
    let home = tempfile::tempdir().unwrap();
    let mut environment = node_environment();
    environment.push(("WHARF_DATABASE", &url));
    let node = Node::start_at(&home.path().join("data"), &[], &environment);
    let api = Api::of_node(&node);
    let delete = |name: &str| {
        api.call(
            "DeleteRepository",
            &json!({"repositoryName": name, "force": true}),
        )
    };
    api.create_repository("app");
    // Each table that a deletion writes to has a page with room, as after any deletion before.
    for name in ["before", "gone"] {
        api.create_repository(name);
        let mut registry = Registry::new(node.listen().parse().unwrap(), &api.password(), name);
        assert!(push(&mut registry, &Image::new(&[("file", b"a file")]), "first"));
    }
    delete("before").expect(200);
    let delete_image = |tag: &str| {
        let input = json!({"repositoryName": "app", "imageIds": [{"imageTag": tag}]});
        let answer = api.call("BatchDeleteImage", &input).expect(200).json();
        assert_eq!(answer["failures"], json!([]), "{answer}");
    };
    let mut registry = Registry::new(node.listen().parse().unwrap(), &api.password(), "app");
    let image = |number: u64| Image::new(&[("file", &incompressible(number, 2000))]);
    let is_told = || {
        node.request("GET /readyz HTTP/1.1\r\nHost: localhost\r\n", "")
            .1
            .contains("read only:")
    };
    for (number, tag) in [(10_000, "small"), (10_001, "large")] {
        let length = if tag == "large" { 1_000_000 } else { 10 };
        assert!(push(&mut registry, &image(number).with_note(number, length), tag));
    }
    delete_image("small");

    disk.fill();
    // There is no space for a copy of it, so it is not kept.
    delete_image("large");
    let log = node.stderr();
    assert!(log.contains("it cannot be restored"), "{log}");
    // A deletion marks rows where they are, and the few that it adds find room in the pages that the tables have.
    delete("gone").expect(200);
    // So do some pushes, until a table needs another page.
    let mut taken = 0;
    while push(&mut registry, &image(taken), &format!("tag-{taken}")) {
        taken += 1;
        assert!(taken < 1000, "it never becomes full");
    }
    assert!(is_told());
    for number in 0..taken {
        let image = image(number);
        let tag = format!("tag-{number}");
        assert_eq!(registry.manifest(&tag).as_ref(), Some(&image.manifest));
    }
    disk.make_room();
    eventually("a push is taken", || push(&mut registry, &image(5000), "after"));
    assert!(!is_told());
}
