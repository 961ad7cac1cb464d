//! A disk that is mounted read-only serves pulls.

use serde_json::json;

use super::Scene;
use crate::program::eventually;

#[test]
fn a_read_only_disk_is_served_from() {
    let mut scene = Scene::new(24);
    // Stopped in order, which leaves no log; killed, which leaves one with the last push.
    for signal in ["TERM", "KILL"] {
        assert!(scene.push("app", signal));
        scene.node.take().unwrap().stop(signal);
        scene.disk.set_read_only(true);
        scene.restart(signal, &[]);
        scene.pull();
        let (status, said) = scene.ready();
        assert!(
            status == 200 && said.contains("read only: read-only disk\n"),
            "{said}"
        );
        assert!(scene.doctor().contains("read only: read-only disk"));
        let mut registry = scene.registry("app");
        let begun = registry
            .send("POST", "blobs/uploads/", "", b"")
            .unwrap()
            .expect(507);
        let said = String::from_utf8(begun.body).unwrap();
        assert!(said.contains("takes no changes at the moment"), "{said}");
        let input = json!({"repositoryName": "app", "force": true});
        let refused = scene.api().call("DeleteRepository", &input).expect(500).json();
        assert_eq!(refused["__type"], "ServerException");
        scene.node.take().unwrap().stop("TERM");
        scene.disk.set_read_only(false);
        scene.restart("TERM", &[]);
        scene.recovers();
    }
}

/// A disk that is made read-only below a node that runs, and writable again.
#[test]
fn a_disk_that_becomes_read_only_is_noticed() {
    let mut scene = Scene::new(24);
    let is_read_only = |scene: &Scene| scene.ready().1.contains("read only: read-only disk");
    scene.disk.cover_read_only(true);
    eventually("the node sees it", || is_read_only(&scene));
    scene.pull();
    let mut registry = scene.registry("app");
    let begun = registry.send("POST", "blobs/uploads/", "", b"").unwrap();
    begun.expect(507);
    scene.disk.cover_read_only(false);
    eventually("the node sees it", || !is_read_only(&scene));
    scene.recovers();
}

/// It was opened to be read only.
#[test]
fn a_disk_that_was_read_only_takes_changes_after_a_restart() {
    let mut scene = Scene::new(24);
    scene.node.take().unwrap().stop("TERM");
    scene.disk.set_read_only(true);
    scene.restart("TERM", &[]);
    scene.disk.set_read_only(false);
    eventually("the node sees it", || {
        !scene.ready().1.contains("read only: read-only disk")
    });
    let mut registry = scene.registry("app");
    let begun = registry.send("POST", "blobs/uploads/", "", b"").unwrap();
    begun.expect(507);
    scene.restart("TERM", &[]);
    scene.recovers();
}
