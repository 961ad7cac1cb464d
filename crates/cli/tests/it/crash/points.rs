//! Death at every named point of a push, at its first pass and in the middle of things.

use std::os::unix::process::ExitStatusExt as _;
use std::time::Duration;

use super::{Ground, check, load};
use crate::lab::drawn;

/// The passes at which the process dies: the first ever, and some under way on all connections; others in a soak.
const PASSES: &[u64] = &[1, 8, 23];
const CLIENTS: u64 = 6;

fn die_at(point: &str) {
    let ground = Ground::new();
    for (round, pass) in drawn(PASSES, 60).into_iter().enumerate() {
        let pass = pass.max(1);
        let mut node = ground.serve(Some(&format!("{point}=abort@{pass}")));
        let password = super::api(&node).password();
        let load = load::push_until_it_breaks(&node, &password, CLIENTS, round as u64);
        let status = node.ended_within(Duration::from_secs(30));
        let status = status.unwrap_or_else(|| panic!("the program did not reach {point} in pass {pass}"));
        assert_eq!(status.signal(), Some(9), "{}", node.stderr());
        let ledger = load.ledger();
        assert!(!ledger.blobs.is_empty() || pass == 1);

        let node = ground.serve(None);
        let password = super::api(&node).password();
        check::check(&mut super::registry(&node, &password), &ground.data(), &ledger);
    }
}

macro_rules! points {
    ($($test:ident: $point:literal,)*) => {
        $(#[test]
        fn $test() {
            die_at($point);
            println!("soak: {} deaths", PASSES.len());
        })*
    };
}

points! {
    blob_append_after_write: "blob.append.after-write",
    blob_commit_before_fsync: "blob.commit.before-fsync",
    blob_commit_after_fsync: "blob.commit.after-fsync",
    blob_commit_after_rename: "blob.commit.after-rename",
    blob_commit_after_folder_sync: "blob.commit.after-folder-sync",
    layer_upload_before_row: "ecr.layer_upload.before-row",
    layer_upload_before_publish: "ecr.layer_upload.before-publish",
    layer_upload_between_rows: "ecr.layer_upload.between-rows",
    layer_upload_after_publish: "ecr.layer_upload.after-publish",
    image_between_rows: "ecr.image.between-rows",
    image_after_put: "ecr.image.after-put",
}

/// Builds that are not for these tests have no fail points at all.
#[test]
fn a_release_has_none() {
    let tree = |edges: &str| {
        let arguments = [
            "tree",
            "--locked",
            "--offline",
            "-p",
            "wharf-cli",
            "--prefix",
            "none",
            "-f",
            "{p} {f}",
            "-e",
        ];
        let mut command = std::process::Command::new(env!("CARGO"));
        command
            .args(arguments)
            .arg(edges)
            .current_dir(env!("CARGO_MANIFEST_DIR"));
        crate::program::stdout(&mut command)
    };
    let armed = |tree: &str| {
        let lines = tree.lines().filter(|line| line.starts_with("wharf-"));
        lines
            .filter(|line| {
                line.contains("fail-points") || line.contains("failpoint") && line.contains("enabled")
            })
            .count()
    };
    assert_eq!(armed(&tree("normal,build")), 0);
    assert!(armed(&tree("normal,build,dev")) >= 3, "the tests' own build");
}
