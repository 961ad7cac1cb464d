//! Says which commit the program is built from: `WHARF_REVISION` where that is set, else what git says, else `unknown`, as from a
//! tarball. It runs again when a commit is made or what goes into the program changes, and only this package is compiled for it.

use std::path::Path;
use std::process::Command;

/// What goes into the program, from the root of the repository: a change of anything else makes it no other program.
const SOURCES: [&str; 5] = [
    ":(glob)crates/*/src/**",
    ":(glob)crates/*/migrations/**",
    ":(glob)crates/*/Cargo.toml",
    "Cargo.toml",
    "Cargo.lock",
];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=WHARF_REVISION");
    let revision = told("WHARF_REVISION")
        .filter(|given| !given.is_empty())
        .or_else(of_git)
        .unwrap_or_else(|| "unknown".to_owned());
    println!("cargo::rustc-env=WHARF_REVISION={revision}");
}

/// A variable of the environment, as of now: this script may have been compiled for another checkout that shares the target folder.
#[expect(
    clippy::disallowed_methods,
    reason = "a build script is told by its environment"
)]
fn told(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// The commit, and whether sources differ from it. None where git does not keep this folder: it may lie in another repository.
fn of_git() -> Option<String> {
    let root = Path::new(&told("CARGO_MANIFEST_DIR")?)
        .join("../..")
        .canonicalize()
        .ok()?;
    let top = git(&root, &["rev-parse", "--show-toplevel"])?;
    if Path::new(&top).canonicalize().ok()? != root {
        return None;
    }
    // A commit, and a checkout of another one, writes to the first and mostly to the second.
    for file in ["HEAD", "logs/HEAD"] {
        let path = root.join(git(&root, &["rev-parse", "--git-path", file])?);
        if path.exists() {
            println!("cargo::rerun-if-changed={}", path.display());
        }
    }
    for folder in std::fs::read_dir(root.join("crates")).ok()?.flatten() {
        let source = folder.path().join("src");
        if source.is_dir() {
            println!("cargo::rerun-if-changed={}", source.display());
        }
    }
    println!("cargo::rerun-if-changed={}", root.join("Cargo.lock").display());
    let commit = git(&root, &["rev-parse", "--short=12", "HEAD"])?;
    let changed = git(
        &root,
        &[&["status", "--porcelain", "--"][..], &SOURCES[..]].concat(),
    )?;
    Some(match changed.is_empty() {
        true => commit,
        false => format!("{commit}-dirty"),
    })
}

/// What git answers; none where there is no git, or it refuses.
fn git(root: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(arguments)
        // To read must not write, which would be a change to look at again.
        .env("GIT_OPTIONAL_LOCKS", "0")
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}
