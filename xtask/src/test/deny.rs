//! Licences, bans, sources and advisories of everything we depend on, as `deny.toml` says, by cargo-deny.

use std::process::Command;

use anyhow::{Context as _, ensure};

use super::{Verdict, install};

/// The pinned version; what it knows of licences changes with it.
pub(super) const VERSION: &str = "0.20.2";

pub fn run() -> anyhow::Result<Verdict> {
    let program = install::cargo_tool("cargo-deny", VERSION)?;
    let check = |arguments: &[&str]| -> anyhow::Result<bool> {
        let mut command = Command::new(&program);
        command
            .args(["--locked", "check", "--hide-inclusion-graph"])
            .args(arguments);
        Ok(command.status().context("starting cargo-deny")?.success())
    };
    ensure!(
        check(&["bans", "licenses", "sources"])?,
        "cargo-deny found what deny.toml forbids"
    );
    let fetched = Command::new(&program)
        .args(["--locked", "fetch", "db"])
        .output()?;
    if !fetched.status.success() {
        eprintln!("the database of advisories cannot be had from here");
        return Ok(Verdict::NotChecked("the advisories"));
    }
    ensure!(
        check(&["--disable-fetch", "advisories"])?,
        "there are advisories against what we depend on"
    );
    Ok(Verdict::Ok)
}
