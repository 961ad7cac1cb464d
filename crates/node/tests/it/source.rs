//! The source of the rooms, for tests that compare a list with what is really there.

use std::path::{Path, PathBuf};

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
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut files);
    let text = files
        .iter()
        .map(|file| std::fs::read_to_string(file).unwrap())
        .collect();
    (text, files.len())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}
