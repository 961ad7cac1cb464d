//! Images whose manifests are large: copies of them, to be restored, would take the space that deletions need.

use serde_json::Value;

use super::{COLLECT, Scene, blobs};
use crate::lab::ACCOUNT;
use crate::program::{eventually, stdout};

const TAGS: [&str; 3] = ["one", "two", "three"];

#[test]
fn images_with_large_manifests_are_deleted_without_space() {
    let mut scene = Scene::new(24);
    for tag in TAGS {
        let image = scene.image().with_note(scene.seed, 1_500_000);
        assert!(scene.push_image("app", tag, image), "there is room");
    }
    scene.fill();
    eventually("the node sees it", || scene.is_read_only());
    let before = blobs(scene.disk.path());
    for tag in TAGS {
        scene.delete_image(tag);
    }
    let said = scene.node().stderr();
    assert_eq!(
        said.matches("it cannot be restored").count(),
        TAGS.len(),
        "{said}"
    );
    // A small one is kept where the large ones were.
    scene.delete_image("first");
    let restore = ["restore", "app", "--account", ACCOUNT, "--format", "json"];
    let kept: Value = serde_json::from_str(&stdout(&mut scene.node().wharf(&restore))).unwrap();
    assert_eq!(kept.as_array().map(Vec::len), Some(1), "{kept}");
    scene.pull();
    eventually("what they had is freed", || {
        stdout(&mut scene.node().wharf(&COLLECT));
        // A layer and a configuration of each, but for the image in the other repository.
        blobs(scene.disk.path()) + 2 * (TAGS.len() + 1) <= before
    });
    scene.pull();
    scene.recovers();
}
