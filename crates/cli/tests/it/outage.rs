//! The program beside a PostgreSQL server that does not answer, or holds commits.

use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::json;
use wharf_sql::testing::Cluster;

use crate::lab::{Answer, Api, Image, Registry, Run, node_environment};
use crate::postgres::environment;
use crate::program::{Node, eventually, failure, stdout};

/// An answer that takes longer is taken for a call that hangs.
const HANGING: Duration = Duration::from_secs(10);
/// How long a container has for its stop.
const GRACE: Duration = Duration::from_secs(40);
/// Threads of a node that has nothing to wait for, and those that its connections to the database may block.
const THREADS: usize = 100;

fn start(cluster: &Cluster, home: &Path) -> Node {
    let mut variables = environment(cluster).to_vec();
    variables.extend(node_environment());
    Node::start_at(&home.join("data"), &[], &variables)
}

fn address(node: &Node) -> SocketAddr {
    node.listen().parse().unwrap()
}

fn threads(node: &Node) -> usize {
    std::fs::read_dir(format!("/proc/{}/task", node.pid()))
        .unwrap()
        .count()
}

/// Asks in one of four ways: JSON, Query, and a read and a write of the registry protocol.
fn ask(number: usize, api: &Api, registry: &mut Registry, image: &Image) -> Answer {
    match number % 4 {
        0 => api.call("DescribeRepositories", &json!({})),
        1 => api.sts("GetCallerIdentity"),
        2 => registry.send("GET", "manifests/v1", "", b"").unwrap(),
        _ => registry
            .put_manifest("v2", &image.media_type, &image.manifest)
            .unwrap(),
    }
}

#[test]
fn requests_beside_a_frozen_database_are_answered_soon() {
    let cluster = Cluster::start().unwrap();
    let home = tempfile::tempdir().unwrap();
    let node = start(&cluster, home.path());
    let (address, api) = (address(&node), Api::of_node(&node));
    api.create_repository("app");
    let (password, image) = (api.password(), Image::new(&[("file", b"content")]));
    let registry = || Registry::new(address, &password, "app");
    registry().push(&image, "v1");

    cluster.freeze();
    // For so long what is remembered decides without the database (ADR 8); no event tells when it no longer does.
    std::thread::sleep(Duration::from_millis(500));
    let mut most = 0;
    std::thread::scope(|scope| {
        let asks: Vec<_> = (0..200)
            .map(|number| {
                let (api, image, mut registry) = (&api, &image, registry());
                scope.spawn(move || {
                    let begun = Instant::now();
                    (ask(number, api, &mut registry, image), begun.elapsed())
                })
            })
            .collect();
        while !asks.iter().all(|ask| ask.is_finished()) {
            most = most.max(threads(&node));
            std::thread::sleep(Duration::from_millis(20));
        }
        for (number, ask) in asks.into_iter().enumerate() {
            let (answer, took) = ask.join().unwrap();
            assert_eq!(answer.status, 503, "{number}: {answer:?}");
            assert!(answer.header("retry-after").is_some(), "{number}: {answer:?}");
            assert!(took < HANGING, "{number}: {took:?}");
        }
    });
    assert!(most < THREADS, "{most} threads");
    let get = |path: &str| node.request(&format!("GET {path} HTTP/1.1\r\nHost: x\r\n"), "");
    assert_eq!(get("/healthz").0, 200);
    assert_eq!(get("/readyz"), (503, "a database does not answer\n".to_owned()));
    let said = failure(&mut node.wharf(&["account", "list"]));
    assert!(said.contains("does not answer"), "{said}");

    cluster.thaw();
    eventually("the node is ready again", || get("/readyz").0 == 200);
    eventually("the registry answers again", || {
        registry().send("GET", "tags/list", "", b"").unwrap().status == 200
    });
    for number in 0..4 {
        let answer = ask(number, &api, &mut registry(), &image);
        assert!((200..300).contains(&answer.status), "{number}: {answer:?}");
    }
    stdout(&mut node.wharf(&["account", "list"]));
    // One line for each of the two planes, which have their own connections.
    let log = node.stderr();
    let lines = |words: &str| log.lines().filter(|line| line.contains(words)).count();
    let (lost, found) = (
        lines("the database does not answer:"),
        lines("the database answers again"),
    );
    assert!((1..=2).contains(&lost) && found == lost, "{lost} {found}");
}

#[test]
fn requests_beside_a_stopped_database_are_told_to_come_again() {
    let cluster = Cluster::start().unwrap();
    let home = tempfile::tempdir().unwrap();
    let node = start(&cluster, home.path());
    let api = Api::of_node(&node);
    api.create_repository("app");
    let mut registry = Registry::new(address(&node), &api.password(), "app");
    let image = Image::new(&[("file", b"content")]);
    registry.push(&image, "v1");
    cluster.stop().unwrap();
    for number in 0..4 {
        // What is remembered decides for a moment.
        let answer = loop {
            match ask(number, &api, &mut registry, &image) {
                answer if answer.status < 300 => std::thread::sleep(Duration::from_millis(10)),
                answer => break answer,
            }
        };
        assert_eq!(answer.status, 503, "{number}: {answer:?}");
        assert!(answer.header("retry-after").is_some(), "{number}: {answer:?}");
    }
    cluster.launch().unwrap();
    for number in 0..4 {
        eventually("it is answered", || {
            ask(number, &api, &mut registry, &image).status < 300
        });
    }
}

/// A server that waits for a standby which is lost: it answers everything but commits.
#[test]
fn pulls_go_on_beside_commits_that_are_held() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let cluster = Cluster::start().unwrap();
    runtime.block_on(cluster.wait_for_standbys()).unwrap();
    let home = tempfile::tempdir().unwrap();
    let node = start(&cluster, home.path());
    let (address, api) = (address(&node), Api::of_node(&node));
    api.create_repository("app");
    let (password, image) = (api.password(), Image::new(&[("file", b"content")]));
    let registry = || Registry::new(address, &password, "app");
    registry().push(&image, "v1");
    runtime.block_on(cluster.demand_standby(true)).unwrap();
    std::thread::scope(|scope| {
        let begin = || {
            let mut registry = registry();
            // Until it is held.
            loop {
                let begun = Instant::now();
                match registry.send("POST", "blobs/uploads/", "", b"").unwrap() {
                    answer if answer.status == 202 => {}
                    answer => return (answer, begun.elapsed()),
                }
            }
        };
        let begins: Vec<_> = (0..40).map(|_| scope.spawn(begin)).collect();
        let (mut puller, mut pulls) = (registry(), 0);
        while !begins.iter().all(|begin| begin.is_finished()) {
            let begun = Instant::now();
            let answer = puller.send("GET", "manifests/v1", "", b"").unwrap();
            assert_eq!(answer.status, 200, "pull {pulls}: {answer:?}");
            assert!(begun.elapsed() < HANGING, "pull {pulls}: {:?}", begun.elapsed());
            pulls += 1;
        }
        for (number, begin) in begins.into_iter().enumerate() {
            let (answer, took) = begin.join().unwrap();
            assert_eq!(answer.status, 503, "{number}: {answer:?}");
            assert!(answer.header("retry-after").is_some(), "{number}: {answer:?}");
            assert!(took < 2 * HANGING, "{number}: {took:?}");
        }
        assert!(pulls > 0);
    });
    runtime.block_on(cluster.demand_standby(false)).unwrap();
    eventually("an upload is begun again", || {
        registry().send("POST", "blobs/uploads/", "", b"").unwrap().status == 202
    });
}

#[test]
fn a_node_stops_beside_commits_that_are_held() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let cluster = Cluster::start().unwrap();
    runtime.block_on(cluster.wait_for_standbys()).unwrap();
    let home = tempfile::tempdir().unwrap();
    let mut node = start(&cluster, home.path());
    let api = Api::of_node(&node);
    api.create_repository("app");
    let mut registry = Registry::new(address(&node), &api.password(), "app");
    runtime.block_on(cluster.demand_standby(true)).unwrap();
    // Until it is held.
    let refused = loop {
        match registry.send("POST", "blobs/uploads/", "", b"").unwrap() {
            answer if answer.status == 202 => {}
            answer => break answer,
        }
    };
    assert_eq!(refused.status, 503, "{refused:?}");
    node.signal("TERM");
    let status = node.ended_within(GRACE);
    let status = status.unwrap_or_else(|| panic!("it would be killed: {}", node.stderr()));
    assert!(status.success(), "{}", node.stderr());
}

#[test]
fn a_push_goes_on_over_an_outage() {
    let cluster = Cluster::start().unwrap();
    let home = tempfile::tempdir().unwrap();
    let node = start(&cluster, home.path());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/clients/python/outage.py");
    let variables = crate::aws::variables_of(&node, &environment(&cluster));
    let (half, go_on) = (home.path().join("half"), home.path().join("go-on"));
    let said = std::thread::scope(|scope| {
        let (half, go_on) = (half.as_path(), go_on.as_path());
        let mut python = Run::new("python3", home.path()).args(["-B", script]);
        for (name, value) in variables.as_object().unwrap() {
            python = python.env(name, value.as_str().unwrap());
        }
        let python = python
            .env("HALF", half.to_str().unwrap())
            .env("GO_ON", go_on.to_str().unwrap());
        let python = scope.spawn(move || python.ok());
        eventually("half of the image is pushed", || {
            half.exists() || python.is_finished()
        });
        cluster.freeze();
        std::fs::write(go_on, "").unwrap();
        eventually("a request is refused", || {
            node.stderr().contains("status=503") || python.is_finished()
        });
        cluster.thaw();
        python.join().unwrap()
    });
    assert!(said.ends_with("done\n"), "{said}");
}
