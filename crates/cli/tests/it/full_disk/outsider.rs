//! Another program that takes every byte of the disk as soon as it is free.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

use super::{COLLECT, Scene};
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

/// Each byte that is free is the other program's, also those that are given up for a deletion: it may be refused while that program runs.
/// Nothing is lost by it, and what was refused works when there is room.
#[test]
fn beside_a_program_that_fills_the_disk_nothing_is_lost() {
    let mut scene = Scene::new(60);
    let tags = ["one", "two", "three", "four"];
    for tag in tags {
        assert!(scene.push("app", tag), "there is room");
    }
    eventually("the reserve is there", || scene.has_reserve());
    let outsider = Outsider::on(scene.disk.path());
    eventually("the node sees it", || scene.is_read_only());
    let left: Vec<_> = tags
        .into_iter()
        .filter(|tag| !scene.image_is_deleted(tag))
        .collect();
    assert!(!scene.push("app", "refused"));
    scene.pull();
    drop(outsider);
    std::fs::remove_file(scene.disk.path().join("another-program")).unwrap();
    scene.recovers();
    for tag in left {
        scene.delete_image(tag);
    }
    scene.delete_repository("gone");
    let collected = scene.node().wharf(&COLLECT).output().unwrap();
    assert!(collected.status.success(), "{collected:?}");
    scene.pull();
}
