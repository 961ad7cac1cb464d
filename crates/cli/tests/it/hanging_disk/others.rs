//! A stop and a start beside a disk that hangs, one that has only bytes, and one that has only the records of calls.

use std::time::{Duration, Instant};

use serde_json::json;

use wharf_sql::testing::Cluster;

use super::mount::Mount;
use super::{HANGING, LONG, Scene, environment, image, silent};
use crate::lab::{REGION, digest};
use crate::postgres;
use crate::program::{Node, eventually};

#[test]
fn a_node_stops_and_starts_beside_a_disk_that_hangs() {
    let mut scene = Scene::new();
    scene.disk.hang();
    let begun = Instant::now();
    scene.node.signal("TERM");
    eventually("it has stopped", || {
        let log = scene.node.stderr();
        log.contains(" stopped\n") || log.contains("the stop took too long")
    });
    let took = begun.elapsed();
    assert!(
        took < Duration::from_secs(14),
        "{took:?}: {}",
        scene.node.stderr()
    );
    // What the process has open there the kernel closes only now.
    scene.disk.heal();
    assert!(scene.node.ended_within(LONG).is_some(), "{}", scene.node.stderr());

    scene.disk.hang();
    let data = scene.home.path().join("data");
    scene.node = Node::start_at(&data, &[], &environment());
    let listed = scene.call(REGION, "DescribeRepositories", &json!({})).unwrap();
    listed.expect(200);
    let asked = Instant::now();
    let refused = scene.call(HANGING, "DescribeRepositories", &json!({})).unwrap();
    assert!(refused.status == 503 && asked.elapsed() < LONG, "{refused:?}");
    assert!(
        scene.get("/readyz").1.contains(HANGING),
        "{:?}",
        scene.get("/readyz")
    );
    scene.disk.heal();
    eventually("it opens", || {
        scene
            .call(HANGING, "DescribeRepositories", &json!({}))
            .unwrap()
            .status
            == 200
    });
    scene.is_whole();
}

/// What its folder is, the kernel knows without it: a look at that alone says nothing.
#[test]
fn a_disk_that_hangs_is_told_though_its_folder_is_remembered() {
    let scene = Scene::with(600, &environment());
    scene.disk.hang();
    eventually("it is shown", || scene.get("/metrics").1.contains(&silent()));
    scene.disk.heal();
    eventually("it is heard again", || {
        !scene.get("/metrics").1.contains(&silent()) && scene.get("/readyz").0 == 200
    });
    scene.is_whole();
}

/// The rows are in a server that answers.
#[test]
fn bytes_that_hang_are_not_waited_for() {
    let cluster = Cluster::start().unwrap();
    let mut variables = postgres::environment(&cluster).to_vec();
    variables.extend(environment());
    let scene = Scene::with(0, &variables);
    let (mut registry, image) = (scene.registry(HANGING), image(2));
    let path = format!("blobs/{}", digest(image.blobs().next().unwrap()));
    scene.disk.hang();
    for (method, path) in [
        ("HEAD", path.as_str()),
        ("GET", &path),
        ("POST", "blobs/uploads/"),
    ] {
        let begun = Instant::now();
        let answer = registry.send(method, path, "", b"").unwrap();
        let took = begun.elapsed();
        assert!(took < Duration::from_secs(15), "{method} took {took:?}");
        let again = answer.header("retry-after").is_some();
        assert!(answer.status == 503 && again, "{method}: {answer:?}");
    }
    // What needs no bytes goes on.
    assert_eq!(registry.manifest("first").as_ref(), Some(&image.manifest));
    scene.disk.heal();
    eventually("it is served again", || {
        registry.send("GET", &path, "", b"").unwrap().status == 200
    });
    scene.is_whole();
}

/// More records than wait for the thread that writes them.
#[test]
fn records_that_cannot_be_written_hold_up_no_request() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let disk = Mount::new(&home.path().join("disk"), &data.join("audit"));
    let node = Node::start_at(&data, &[], &environment());
    let scene = Scene { disk, node, home };
    scene
        .call(REGION, "CreateRepository", &json!({"repositoryName": "app"}))
        .unwrap()
        .expect(200);
    scene.disk.hang();
    let api = scene.api();
    let mut http = api.connection();
    let mut slowest = Duration::ZERO;
    for _ in 0..4500 {
        let begun = Instant::now();
        let refused = api.call_over(
            &mut http,
            REGION,
            "DescribeRepositories",
            &json!({"repositoryNames": ["none"]}),
        );
        refused.unwrap().expect(400);
        slowest = slowest.max(begun.elapsed());
    }
    assert!(slowest < LONG, "{slowest:?}");
    let log = scene.node.stderr();
    assert!(
        log.contains("audit records are lost: the disk of their folder does not answer"),
        "{log}"
    );
    scene.disk.heal();
    eventually("they are written again", || {
        scene
            .call(REGION, "DescribeRepositories", &json!({}))
            .unwrap()
            .expect(200);
        scene.node.stderr().contains("audit records are written again")
    });
}
