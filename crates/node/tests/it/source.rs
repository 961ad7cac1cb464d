//! The crate's own source, for tests that compare a list with what is really there.

use std::path::{Path, PathBuf};

/// All of it, the rooms' unit tests included.
pub(crate) fn text() -> String {
    let (text, files) = below("src");
    assert!(files > 40, "{files}");
    text
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
