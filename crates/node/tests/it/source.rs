//! The source of the rooms, for tests that compare a list with what is really there.

use std::path::Path;

use files::files_below;

// By its path: testkit stands above the server, with every change of which these tests would be built again.
#[allow(unreachable_pub, reason = "testkit has it for other crates")]
#[path = "../../../testkit/src/files.rs"]
mod files;

/// The crates that have rooms, and this one above them; unit tests included.
pub(crate) fn text() -> String {
    let crates = ["src", "../kernel/src", "../identity/src", "../registry/src"].map(below);
    let files: usize = crates.iter().map(|(_, files)| files).sum();
    assert!(files > 200, "{files}");
    crates.map(|(text, _)| text).concat()
}

/// The source of the crate of jobs, whose statements run against the Region's database.
pub(crate) fn of_jobs() -> String {
    below("../job/src").0
}

fn below(folder: &str) -> (String, usize) {
    let files = files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), "rs");
    let text = files
        .iter()
        .map(|file| std::fs::read_to_string(file).unwrap())
        .collect();
    (text, files.len())
}
