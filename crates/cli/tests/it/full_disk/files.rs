//! A disk that has bytes left and takes no more files: the same as one without space.

use super::{COLLECT, Scene, blobs};
use crate::program::{eventually, stdout};

/// More than a node with two Regions needs, with its reserve.
const FILES: u32 = 1600;

fn fill(scene: &Scene) {
    eventually("the reserve is whole", || {
        let kept = std::fs::read_dir(scene.disk.path().join("reserve.files"));
        kept.is_ok_and(|kept| kept.count() == 64)
    });
    scene.disk.fill_files();
    eventually("the node sees it", || scene.is_read_only());
}

#[test]
fn a_disk_without_files_is_read_and_emptied() {
    let mut scene = Scene::new(24);
    scene.disk.allow_files(FILES);
    fill(&scene);
    assert!(!scene.push("app", "refused"));
    scene.pull();
    scene.says_what_is_missing("files", 8);
    let said = stdout(&mut scene.node().wharf(&["verify"]));
    assert!(said.contains("damaged: 0"), "{said}");

    let before = blobs(scene.disk.path());
    scene.delete_repository("gone");
    eventually("what the repository had is freed", || {
        stdout(&mut scene.node().wharf(&COLLECT));
        blobs(scene.disk.path()) < before
    });
    scene.pull();
    for signal in ["TERM", "KILL"] {
        scene.disk.fill_files();
        scene.node.take().unwrap().stop(signal);
        // What the process gave back when it ended.
        scene.disk.fill_files();
        scene.restart(signal, &[]);
        assert!(scene.is_read_only());
        scene.pull();
        assert!(!scene.push("app", "refused"));
    }
    // Also the command on a folder that no process serves.
    scene.delete_image("first");
    scene.node.take().unwrap().stop("TERM");
    scene.disk.fill_files();
    let data = ["--data", scene.disk.path().to_str().unwrap()];
    stdout(&mut crate::program::wharf(&[&COLLECT[..], &data].concat()));
    assert_eq!(blobs(scene.disk.path()), 0);
    scene.restart("TERM", &[]);
    scene.recovers();
}
