//! Which programs this machine has in its user's `PATH`, and what they say of themselves. Without a `PATH` nothing is known of them.

use std::io::Read;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::Machine;

/// How long a program may take until it says its version: one that is written in Python takes seconds on a busy machine.
const PATIENCE: Duration = Duration::from_secs(10);
/// The most of it that is read.
const MOST: u64 = 4096;

/// The program that a shell would start.
pub(super) fn find(machine: &Machine, name: &str) -> Option<PathBuf> {
    let path = machine.environment.get("PATH")?;
    let mut files = std::env::split_paths(path).map(|folder| folder.join(name));
    files.find(|file| is_program(file))
}

/// Whether there is a `PATH`, and none of some programs in it.
pub(super) fn lacks(machine: &Machine, names: &[&str]) -> bool {
    machine.environment.get("PATH").is_some() && names.iter().all(|name| find(machine, name).is_none())
}

fn is_program(file: &Path) -> bool {
    file.metadata()
        .is_ok_and(|about| about.is_file() && about.permissions().mode() & 0o111 != 0)
}

/// What a program prints when it is asked for its version, unless it cannot be started or takes too long.
pub(super) fn version(program: &Path) -> Option<String> {
    let mut child = Command::new(program)
        .arg("--version")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let said = child.stdout.take()?;
    let (sender, answer) = mpsc::channel();
    // A thread of its own: what the program started may hold its output open when it is gone.
    thread::spawn(move || sender.send(read(said)));
    let said = answer.recv_timeout(PATIENCE).ok();
    let _ = child.kill();
    let _ = child.wait();
    said
}

fn read(said: impl Read) -> String {
    let mut text = Vec::new();
    let _ = said.take(MOST).read_to_end(&mut text);
    String::from_utf8_lossy(&text).into_owned()
}
