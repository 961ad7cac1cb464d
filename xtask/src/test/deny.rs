//! Licences, bans, sources and advisories of everything we depend on, as `deny.toml` says, by cargo-deny.

use std::process::Command;

use anyhow::ensure;

use super::{Verdict, install};
use crate::program;

/// The pinned version; what it knows of licences changes with it.
pub(super) const VERSION: &str = "0.20.2";
/// Lines of an error that are shown.
const LINES: usize = 5;

pub fn run() -> anyhow::Result<Verdict> {
    let cargo_deny = install::cargo_tool("cargo-deny", VERSION)?;
    let check = |arguments: &[&str]| -> anyhow::Result<bool> {
        let mut command = Command::new(&cargo_deny);
        command
            .args(["--locked", "check", "--hide-inclusion-graph"])
            .args(arguments);
        Ok(program::status(&mut command)?.success())
    };
    ensure!(
        check(&["bans", "licenses", "sources"])?,
        "cargo-deny found what deny.toml forbids"
    );
    let fetched = program::output(Command::new(&cargo_deny).args(["--locked", "fetch", "db"]))?;
    if !fetched.status.success() {
        let reason = shortened(&String::from_utf8_lossy(&fetched.stderr));
        eprintln!("the database of advisories cannot be had from here:\n{reason}");
        return Ok(Verdict::NotChecked("the advisories"));
    }
    ensure!(
        check(&["--disable-fetch", "advisories"])?,
        "there are advisories against what we depend on"
    );
    Ok(Verdict::Ok)
}

/// The last lines of what a program said.
fn shortened(said: &str) -> String {
    let lines: Vec<&str> = said.lines().filter(|line| !line.trim().is_empty()).collect();
    lines[lines.len().saturating_sub(LINES)..].join("\n")
}
