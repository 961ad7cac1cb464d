//! `cargo xtask tidy`: the conventions that a compiler does not check.
//!
//! Each check is a function from the files of the project to complaints. A complaint says where, what, and what to do.

mod absent;
mod circles;
mod edges;
mod files;
mod places;
mod words;

use std::path::Path;
use std::process::Command;

use crate::program;

/// A file of the project, as git knows it.
pub struct Source {
    /// Relative to the project's folder.
    pub path: String,
    /// The text; empty for what is not UTF-8.
    pub text: String,
}

impl Source {
    fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Printed by a task of ours, not written by a person.
    fn is_generated(&self) -> bool {
        self.text.starts_with("// Generated from")
    }

    fn is_test(&self) -> bool {
        self.path.contains("/tests/") || self.path.contains("/testing/") || self.path.starts_with("fuzz/")
    }
}

/// Reads the project's files and complains.
type Check = fn(&[Source]) -> Vec<String>;

/// What `--help` prints.
pub const USAGE: &str = "usage: cargo xtask tidy";

pub fn run(arguments: &[String]) -> anyhow::Result<()> {
    anyhow::ensure!(arguments.is_empty(), "{USAGE}");
    let root = crate::root();
    let sources = sources(&root)?;
    let checks: [(&str, Check); 13] = [
        ("crate edges", edges::check),
        ("circles", circles::check),
        ("module docs", files::module_docs),
        ("file length", files::length),
        ("names", files::names),
        ("SQL stays in stores", files::sql),
        ("absent by intent", absent::check),
        ("unsafe code", files::unsafe_code),
        ("examples in documentation", files::doctests),
        ("code map", files::code_map),
        ("secrets and machines", files::machine_paths),
        ("vague words", words::check),
        ("links and paths", places::check),
    ];
    let mut complaints = 0;
    for (name, check) in checks {
        for complaint in check(&sources) {
            eprintln!("{name}: {complaint}");
            complaints += 1;
        }
    }
    anyhow::ensure!(complaints == 0, "{complaints} complaint(s)");
    println!("tidy: {} files", sources.len());
    Ok(())
}

/// The files that git tracks or would track.
fn sources(root: &Path) -> anyhow::Result<Vec<Source>> {
    let listed = program::output(
        Command::new("git")
            .args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
            .current_dir(root),
    )?;
    anyhow::ensure!(
        listed.status.success(),
        "git ls-files failed: {}",
        String::from_utf8_lossy(&listed.stderr)
    );
    let paths = String::from_utf8(listed.stdout)?;
    let mut sources = Vec::new();
    for path in paths.split('\0').filter(|path| !path.is_empty()) {
        let full = root.join(path);
        if full.is_file() {
            sources.push(Source {
                path: path.to_owned(),
                text: std::fs::read_to_string(full).unwrap_or_default(),
            });
        }
    }
    Ok(sources)
}
