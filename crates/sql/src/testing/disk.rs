//! A small disk that a test fills: a tmpfs of its own, for which the tests must run as root.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// A small disk; dropping it unmounts it.
pub struct SmallDisk {
    home: TempDir,
    mounted: PathBuf,
}

impl SmallDisk {
    /// A disk with so many MiB.
    #[must_use]
    pub fn new(mebibytes: u32) -> Self {
        let home = tempfile::tempdir().expect("a temporary folder");
        let mounted = home.path().join("data");
        fs::create_dir(&mounted).expect("a folder");
        let options = format!("size={mebibytes}m,mode=0700");
        run(Command::new("mount")
            .args(["-t", "tmpfs", "-o", &options, "tmpfs"])
            .arg(&mounted));
        Self { home, mounted }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.mounted
    }

    /// A folder beside it, which is not on it.
    #[must_use]
    pub fn beside(&self) -> &Path {
        self.home.path()
    }

    /// The file that takes its space.
    #[must_use]
    pub fn filler(&self) -> PathBuf {
        self.mounted.join("filler")
    }

    /// Fills it, but for so many bytes.
    pub fn fill_but(&self, left: u64) {
        let filler = self.filler();
        let file = OpenOptions::new().create(true).append(true).open(filler);
        let mut file = file.expect("a file");
        for size in [256 * 1024, 4096] {
            let piece = vec![1; size];
            let ended = loop {
                if let Err(error) = file.write_all(&piece) {
                    break error;
                }
            };
            assert_eq!(ended.kind(), ErrorKind::StorageFull);
        }
        let length = file.metadata().expect("a file").len();
        file.set_len(length.saturating_sub(left)).expect("shorter");
    }

    /// Fills it.
    pub fn fill(&self) {
        self.fill_but(0);
    }

    /// Takes all the files that it may have ([`SmallDisk::allow_files`]).
    pub fn fill_files(&self) {
        let folder = self.mounted.join("filler-files");
        let ended = fs::create_dir_all(&folder).and_then(|()| {
            // Another process may make some and remove some meanwhile.
            let first = fs::read_dir(&folder)?.count();
            (first..).try_for_each(|number| fs::File::create(folder.join(number.to_string())).map(drop))
        });
        let ended = ended.expect_err("it may have only so many");
        assert_eq!(ended.kind(), ErrorKind::StorageFull);
    }

    /// Removes what it was filled with.
    pub fn make_room(&self) {
        let _ = fs::remove_file(self.filler());
        let _ = fs::remove_dir_all(self.mounted.join("filler-files"));
    }

    /// Lets it have so many files and folders.
    pub fn allow_files(&self, count: u32) {
        let how = format!("remount,nr_inodes={count}");
        run(Command::new("mount").args(["-o", &how]).arg(&self.mounted));
    }

    /// Mounts it once more above itself, read-only, or takes that away: what is open stays writable, as `remount` does not allow.
    pub fn cover_read_only(&self, is_covered: bool) {
        let at = self.mounted.as_path();
        if !is_covered {
            run(Command::new("umount").arg(at));
            return;
        }
        run(Command::new("mount").arg("--bind").args([at, at]));
        run(Command::new("mount").args(["-o", "remount,bind,ro"]).arg(at));
    }

    /// Mounts it read-only, or writable again.
    pub fn set_read_only(&self, is_read_only: bool) {
        let how = match is_read_only {
            true => "remount,ro",
            false => "remount,rw",
        };
        run(Command::new("mount").args(["-o", how]).arg(&self.mounted));
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // It may be covered still.
        for _ in 0..2 {
            let _ = Command::new("umount").arg("-lq").arg(&self.mounted).status();
        }
    }
}

fn run(command: &mut Command) {
    let output = command.output().expect("mount");
    assert!(output.status.success(), "{command:?} (as root?): {output:?}");
}
