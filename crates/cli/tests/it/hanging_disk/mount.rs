//! A folder that is mounted through a program, `bindfs`, which can be stopped: then every call below it hangs, as on a disk or a server of
//! files that answers no more. Needs root.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::lab::program;
use crate::program::eventually;

/// The mount. When it is dropped it is heard again, and gone.
pub(super) struct Mount {
    at: PathBuf,
    bindfs: Child,
}

impl Mount {
    /// Shows the folder `behind` at `at`; both are made where they are missing. What it has said is not remembered, so that every call is one
    /// to it.
    pub(super) fn new(behind: &Path, at: &Path) -> Mount {
        Mount::remembered(behind, at, 0)
    }

    /// The same, and what it has said of files and folders the kernel remembers for so many seconds, as that of a server of files.
    pub(super) fn remembered(behind: &Path, at: &Path, seconds: u32) -> Mount {
        for folder in [behind, at] {
            fs::create_dir_all(folder).unwrap();
        }
        let before = device(at);
        // It ends with the test, also with one that is killed.
        let bindfs = Command::new(program("setpriv"))
            .args(["--pdeathsig", "KILL"])
            .arg(program("bindfs"))
            .args(["-f", "-o"])
            .arg(format!(
                "attr_timeout={seconds},entry_timeout={seconds},negative_timeout={seconds}"
            ))
            .args([behind, at])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mount = Mount {
            at: at.to_owned(),
            bindfs,
        };
        eventually("it is mounted", || device(at) != before);
        mount
    }

    /// From now on no call to it comes to an end.
    pub(super) fn hang(&self) {
        self.signal("STOP");
    }

    /// They go on.
    pub(super) fn heal(&self) {
        self.signal("CONT");
    }

    fn signal(&self, signal: &str) {
        let pid = self.bindfs.id().to_string();
        let _ = Command::new("kill").args([&format!("-{signal}"), &pid]).status();
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        self.heal();
        let _ = Command::new("umount").arg("-l").arg(&self.at).status();
        // Calls that are still under way end with an error.
        let _ = self.bindfs.kill();
        let _ = self.bindfs.wait();
    }
}

fn device(folder: &Path) -> u64 {
    fs::metadata(folder).unwrap().dev()
}
