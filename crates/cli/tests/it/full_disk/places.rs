//! The disk becomes full at each of many places: nothing that was acknowledged before or there is lost, and life goes on.

use super::{COLLECT, Scene};
use crate::program::{eventually, stdout};

/// The disk becomes full where a node passes this point, for each of them.
#[expect(clippy::print_stdout, reason = "a test that fails says at which point")]
fn at_points(points: &[&str]) {
    let mut scene = Scene::new(24);
    for point in points {
        println!("{point}");
        let armed = format!("{point}=fill:{}", scene.disk.filler().display());
        scene.restart("TERM", &[("WHARF_FAIL_POINT", &armed)]);
        // A deletion, so that the points of a collection are passed, and a push.
        let tag = point.replace('.', "-");
        let (doomed, pushed) = (format!("doomed-{tag}"), format!("pushed-{tag}"));
        if scene.push("app", &doomed) {
            scene.delete_image(&doomed);
            // It ends there, unless it needs no more room.
            let collected = scene.node().wharf(&COLLECT).output().unwrap();
            let said = String::from_utf8(collected.stderr).unwrap();
            assert!(
                collected.status.success() || said.contains("no storage space left"),
                "{said}"
            );
        }
        scene.push("app", &pushed);
        assert!(scene.disk.filler().exists(), "{point} was passed");
        scene.pull();
        scene.restart("KILL", &[]);
        scene.pull();
        // What was filled there may have taken the reserve, while a deletion used it.
        scene.disk.make_room();
        eventually("there is space again", || !scene.is_read_only());
        survives(&mut scene, "KILL");
    }
}

/// The disk is full: what goes on does, also after a restart.
fn survives(scene: &mut Scene, signal: &str) {
    scene.fill();
    eventually("the node sees it", || scene.is_read_only());
    scene.pull();
    assert!(!scene.push("app", "refused"));
    let deleted = scene
        .acknowledged
        .iter()
        .rev()
        .find(|(repository, ..)| *repository == "app");
    let deleted = deleted.map(|(_, tag, _)| tag.clone());
    scene.delete_image(&deleted.unwrap());
    scene.restart_full(signal);
    scene.pull();
    scene.recovers();
}

#[test]
fn while_bytes_come() {
    at_points(&[
        "blob.append.after-write",
        "blob.commit.before-fsync",
        "blob.commit.after-fsync",
        "blob.commit.after-rename",
        "blob.commit.after-folder-sync",
    ]);
}

#[test]
fn while_rows_are_written() {
    at_points(&[
        "ecr.layer_upload.before-row",
        "ecr.layer_upload.before-publish",
        "ecr.layer_upload.between-rows",
        "ecr.layer_upload.after-publish",
        "ecr.image.between-rows",
        "ecr.image.after-put",
    ]);
}

#[test]
fn while_bytes_go() {
    at_points(&[
        "collection.after-rows",
        "collection.after-discard",
        "collection.before-purge",
        "blob.discard.after-rename",
    ]);
}

/// The log is written back when the process ends, into a file that cannot grow.
#[test]
fn while_the_log_is_written_back() {
    let mut scene = Scene::new(24);
    let log = scene.disk.path().join("regions/us-east-1/registry.db-wal");
    scene.fill();
    scene.node.take().unwrap().stop("TERM");
    let left = log.metadata().map_or(0, |about| about.len());
    assert!(left > 0, "it was written back, so the disk was not full then");
    scene.restart("TERM", &[]);
    assert!(scene.is_read_only());
    scene.pull();
    scene.recovers();
    scene.node.take().unwrap().stop("TERM");
    assert!(!log.exists(), "now it was");
    scene.restart("TERM", &[]);
    scene.pull();
}

#[test]
fn while_a_record_is_written() {
    let mut scene = Scene::new(24);
    // Once: what a deletion frees of the reserve is not taken as well.
    let armed = format!("audit.before-write=fill:{}@1", scene.disk.filler().display());
    scene.restart("TERM", &[("WHARF_FAIL_POINT", &armed)]);
    scene.push("app", "recorded");
    eventually("a record was written", || scene.disk.filler().exists());
    eventually("the node sees it", || scene.is_read_only());
    scene.pull();
    assert!(!scene.push("app", "refused"));
    scene.delete_repository("gone");
    let deleted = stdout(&mut scene.node().wharf(&["audit", "--event", "DeleteRepository"]));
    assert!(deleted.contains("DeleteRepository"), "{deleted}");
    scene.restart_full("KILL");
    scene.pull();
    scene.recovers();
}

/// So many bytes are left when a push begins: it ends in the middle of a body, at a folder, in a log or in a row.
#[test]
fn with_a_little_room_left() {
    let mut scene = Scene::new(24);
    for kibibytes in [0, 4, 16, 64, 200, 320, 360, 420] {
        println!("{kibibytes} KiB");
        scene.disk.fill_but(kibibytes * 1024);
        scene.push("app", &format!("little-{kibibytes}"));
        scene.disk.make_room();
        eventually("there is space again", || !scene.is_read_only());
    }
    survives(&mut scene, "TERM");
}

/// What is written beside the request: the identity plane, what is remembered, records, jobs, the last words of a process.
#[test]
fn beside_the_request() {
    let mut scene = Scene::new(24);
    scene.disk.fill();
    eventually("the node sees it", || scene.is_read_only());
    let key = scene
        .node()
        .wharf(&["access-key", "create", "--account", "111122223333"])
        .output();
    let said = String::from_utf8(key.unwrap().stderr).unwrap();
    assert!(said.contains("no storage space left"), "{said}");
    // Uses of keys and pulls are remembered until there is space.
    scene.pull();
    scene.delete_repository("gone");
    // The job of the deletion goes on without space.
    eventually("the rows of the repository are gone", || {
        let jobs = stdout(&mut scene.node().wharf(&["jobs", "list", "--format", "json"]));
        !jobs.contains("repository-removal")
    });
    // Its last words cannot be written.
    scene.restart_full("TERM");
    // Others take also what was kept.
    std::fs::remove_file(scene.disk.path().join("reserve")).unwrap();
    scene.disk.fill();
    for signal in ["KILL", "TERM"] {
        scene.restart(signal, &[]);
        scene.pull();
        assert!(scene.is_read_only() && !scene.push("app", "refused"));
    }
    scene.recovers();
    assert!(
        scene.disk.path().join("reserve").metadata().unwrap().len() > 0,
        "it is kept again"
    );
}
