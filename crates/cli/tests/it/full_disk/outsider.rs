//! Another program that takes every byte of the disk as soon as it is free.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

use super::{COLLECT, Scene, blobs};
use crate::program::eventually;

struct Outsider {
    ends: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Outsider {
    fn on(disk: &Path) -> Outsider {
        let ends = Arc::new(AtomicBool::new(false));
        let (until, path) = (Arc::clone(&ends), disk.join("another-program"));
        let write = move || {
            let mut file = OpenOptions::new().create(true).append(true).open(path).unwrap();
            while !until.load(Ordering::Relaxed) {
                if file.write_all(&[1; 4096]).is_err() {
                    std::thread::yield_now();
                }
            }
        };
        Outsider {
            ends,
            thread: Some(std::thread::spawn(write)),
        }
    }
}

impl Drop for Outsider {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::Relaxed);
        let ended = self.thread.take().map(JoinHandle::join);
        assert!(ended.is_none_or(|ended| ended.is_ok()));
    }
}

#[test]
fn what_is_deleted_beside_a_program_that_fills_the_disk_is_freed() {
    let mut scene = Scene::new(60);
    let tags = ["one", "two", "three", "four", "five", "six"];
    for tag in tags {
        assert!(scene.push("app", tag), "there is room");
    }
    eventually("the reserve is there", || scene.has_reserve());
    let outsider = Outsider::on(scene.disk.path());
    eventually("the node sees it", || scene.is_read_only());
    for tag in tags {
        scene.delete_image(tag);
    }
    scene.delete_repository("gone");
    // What is freed is taken, too, but for what goes back to the reserve; the way there is open all the same.
    eventually("what was deleted is freed", || {
        let collected = scene.node().wharf(&COLLECT).output().unwrap();
        collected.status.success() && blobs(scene.disk.path()) == 2
    });
    scene.pull();
    assert!(!scene.push("app", "refused"));
    drop(outsider);
    std::fs::remove_file(scene.disk.path().join("another-program")).unwrap();
    scene.recovers();
}
