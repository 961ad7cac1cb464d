//! The shape of files and what may stand in them.

use super::Source;

const MAX_LINES: usize = 400;

/// Every Rust file says in its first line what it owns.
pub fn module_docs(sources: &[Source]) -> Vec<String> {
    let rust = sources
        .iter()
        .filter(|source| source.is_rust() && !source.is_generated());
    rust.filter(|source| !source.text.starts_with("//!"))
        .map(|source| format!("{}:1: begin with `//!` and say what the module owns", source.path))
        .collect()
}

pub fn length(sources: &[Source]) -> Vec<String> {
    let written = sources
        .iter()
        .filter(|source| source.is_rust() && !source.is_generated());
    written
        .map(|source| (source, source.text.lines().count()))
        .filter(|(_, lines)| *lines > MAX_LINES)
        .map(|(source, lines)| {
            format!(
                "{}: {lines} lines; split it by what it does (at most {MAX_LINES})",
                source.path
            )
        })
        .collect()
}

/// Words that name nothing (design: names are the field's standard terms).
pub fn names(sources: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for source in sources
        .iter()
        .filter(|source| source.is_rust() && !source.is_generated())
    {
        for (number, line) in source.text.lines().enumerate() {
            let Some(rest) = ["struct ", "enum ", "trait "]
                .iter()
                .find_map(|word| line.trim_start().split_once(word))
            else {
                continue;
            };
            if !matches!(rest.0, "" | "pub " | "pub(crate) " | "pub(super) ") {
                continue;
            }
            let name: String = rest
                .1
                .chars()
                .take_while(|character| character.is_alphanumeric())
                .collect();
            if ["Manager", "Helper", "Util", "Utils"]
                .iter()
                .any(|bad| name.ends_with(bad))
            {
                complaints.push(format!(
                    "{}:{}: `{name}` says nothing; name what it is",
                    source.path,
                    number + 1
                ));
            }
        }
    }
    complaints
}

/// Whether a file is in a crate whose modules own rows.
fn is_room(path: &str) -> bool {
    [
        "crates/identity/src/",
        "crates/kernel/src/",
        "crates/registry/src/",
    ]
    .iter()
    .any(|root| path.starts_with(root))
}

/// SQL text stands in stores and in `sql` only.
pub fn sql(sources: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for source in sources
        .iter()
        .filter(|source| source.is_rust() && !source.is_test())
    {
        let path = source.path.as_str();
        let home = path.starts_with("crates/sql/")
            || path.starts_with("crates/job/src/store")
            || (is_room(path) && path.contains("store"))
            || path.starts_with("xtask/");
        if home {
            continue;
        }
        for (number, line) in source.text.lines().enumerate() {
            let statement = ["\"SELECT ", "\"INSERT INTO ", "\"DELETE FROM ", "\"UPDATE "];
            if statement.iter().any(|start| line.contains(start)) {
                complaints.push(format!(
                    "{path}:{}: SQL belongs in the room's store.rs",
                    number + 1
                ));
            }
        }
    }
    complaints
}

/// Where the lint may be lifted: the zero-copy paths of `blob`, the start of the program (ADR 28), and here, where it is named.
const UNSAFE: [&str; 3] = ["crates/blob/src/", "crates/cli/src/main.rs", "xtask/src/tidy/"];

/// Only the zero-copy paths of `blob`, and the start of the program, may lift the lint.
pub fn unsafe_code(sources: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for source in sources.iter().filter(|source| source.is_rust()) {
        let home = UNSAFE.iter().any(|home| source.path.starts_with(home));
        for (number, line) in source.text.lines().enumerate() {
            if !home && line.contains("unsafe ") && !line.trim_start().starts_with("//") {
                complaints.push(format!(
                    "{}:{}: unsafe code is for blob's zero-copy paths and the start of the program",
                    source.path,
                    number + 1
                ));
            }
        }
    }
    complaints
}

/// Code blocks in documentation, which no check runs: building the tests of examples took longer than all static checks.
pub fn doctests(sources: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for source in sources.iter().filter(|source| source.is_rust()) {
        let mut inside = false;
        for (number, line) in source.text.lines().enumerate() {
            let line = line.trim_start();
            let documented = line.strip_prefix("///").or_else(|| line.strip_prefix("//!"));
            let Some(info) = documented.and_then(|line| line.trim_start().strip_prefix("```")) else {
                continue;
            };
            inside = !inside;
            if inside && !["text", "ignore"].contains(&info.trim()) {
                complaints.push(format!(
                    "{}:{}: nothing runs this example: mark it `text` or `ignore`, or make it a test",
                    source.path,
                    number + 1
                ));
            }
        }
    }
    complaints
}

/// ARCHITECTURE.md knows every crate, and the README the licence.
pub fn code_map(sources: &[Source]) -> Vec<String> {
    let find = |path: &str| sources.iter().find(|source| source.path == path);
    let mut complaints = Vec::new();
    for required in ["README.md", "ARCHITECTURE.md", "LICENSE", "deny.toml", ".ci/run"] {
        if find(required).is_none() {
            complaints.push(format!("{required} is missing"));
        }
    }
    let map = find("ARCHITECTURE.md").map_or("", |source| source.text.as_str());
    for source in sources {
        let name = source
            .path
            .strip_prefix("crates/")
            .and_then(|rest| rest.strip_suffix("/Cargo.toml"));
        if let Some(name) = name.filter(|name| !map.contains(&format!("`{name}`"))) {
            complaints.push(format!("ARCHITECTURE.md does not mention the crate `{name}`"));
        }
    }
    complaints
}

/// Nothing of the machine that it was written on.
pub fn machine_paths(sources: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for source in sources
        .iter()
        .filter(|source| !source.path.starts_with("xtask/src/tidy/"))
    {
        for (number, line) in source.text.lines().enumerate() {
            if ["/root/", "/work/", "/home/"]
                .iter()
                .any(|path| line.contains(path))
            {
                complaints.push(format!(
                    "{}:{}: a path of one developer's machine",
                    source.path,
                    number + 1
                ));
            }
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_that_nothing_runs_are_found() {
        let source = |text: &str| Source {
            path: "crates/a/src/lib.rs".to_owned(),
            text: text.to_owned(),
        };
        let marked = source("//! ```text\n//! a\n//! ```\n/// ```ignore\n/// b\n/// ```\n");
        assert_eq!(doctests(&[marked]), Vec::<String>::new());
        for example in [
            "/// ```\n/// a\n/// ```\n",
            "    //! ```rust\n    //! a\n    //! ```\n",
        ] {
            assert_eq!(doctests(&[source(example)]).len(), 1, "{example}");
        }
    }
}
