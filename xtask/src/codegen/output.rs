//! Formatted files, and how they get to the disk or are compared with it.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};

use crate::program;

/// What stands at the top of every generated file.
fn header(service: &str) -> String {
    format!("// Generated from api/{service}.json by `cargo xtask codegen`. Do not edit.\n\n")
}

/// A page as the printers make it: a file's name and text, not yet formatted.
#[derive(Debug)]
pub struct Page {
    pub name: &'static str,
    pub text: String,
}

/// A file as it should be.
#[derive(Debug)]
pub struct File {
    path: PathBuf,
    text: String,
}

impl File {
    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Formats a page by the project's `rustfmt.toml`.
    pub fn formatted(root: &Path, folder: &Path, service: &str, page: Page) -> anyhow::Result<Self> {
        let source = header(service) + &page.text;
        let mut rustfmt = program::spawn(
            Command::new("rustfmt")
                .args(["--edition", "2024", "--config-path"])
                .arg(root)
                .stdin(Stdio::piped())
                .stdout(Stdio::piped()),
        )?;
        rustfmt
            .stdin
            .take()
            .context("rustfmt has no input")?
            .write_all(source.as_bytes())?;
        let done = rustfmt.wait_with_output()?;
        if !done.status.success() {
            bail!(
                "rustfmt refused what was printed for {}/{}",
                folder.display(),
                page.name
            );
        }
        Ok(Self {
            path: folder.join(page.name),
            text: String::from_utf8(done.stdout)?,
        })
    }
}

/// Writes the files that differ and removes those that are no longer printed.
pub fn write(files: &[File]) -> anyhow::Result<()> {
    for file in files {
        let folder = file.path.parent().context("a file has a folder")?;
        std::fs::create_dir_all(folder)?;
        if std::fs::read_to_string(&file.path).ok().as_ref() != Some(&file.text) {
            std::fs::write(&file.path, &file.text)?;
            writeln!(std::io::stderr(), "wrote {}", file.path.display())?;
        }
    }
    for path in strangers(files)? {
        std::fs::remove_file(&path)?;
        writeln!(std::io::stderr(), "removed {}", path.display())?;
    }
    Ok(())
}

/// Fails, naming each file that is not as it should be.
pub fn check(files: &[File]) -> anyhow::Result<()> {
    let differs = |file: &&File| std::fs::read_to_string(&file.path).ok().as_ref() != Some(&file.text);
    let mut stale: Vec<PathBuf> = files
        .iter()
        .filter(differs)
        .map(|file| file.path.clone())
        .collect();
    stale.extend(strangers(files)?);
    if stale.is_empty() {
        return Ok(());
    }
    let list: String = stale
        .iter()
        .map(|path| format!("\n  {}", path.display()))
        .collect();
    bail!("generated code is stale: run `cargo xtask codegen` and check in what it prints{list}")
}

/// Files in the generated folders that no generator prints.
fn strangers(files: &[File]) -> anyhow::Result<Vec<PathBuf>> {
    let mut folders: Vec<&Path> = files.iter().filter_map(|file| file.path.parent()).collect();
    folders.dedup();
    let mut strangers = Vec::new();
    for folder in folders.into_iter().filter(|folder| folder.exists()) {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if !files.iter().any(|file| file.path == path) {
                strangers.push(path);
            }
        }
    }
    Ok(strangers)
}
