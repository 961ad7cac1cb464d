//! Where clients are. A missing one fails the test, with the command that installs it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Programs that have not the name of their Debian package.
const PACKAGES: &[(&str, &str)] = &[
    ("aws", "awscli"),
    ("busybox", "busybox-static"),
    ("ctr", "containerd"),
    ("docker", "docker.io"),
    ("docker-credential-ecr-login", "amazon-ecr-credential-helper"),
    ("dockerd", "docker.io"),
    ("unshare", "util-linux"),
];

/// A program's path.
///
/// # Panics
/// When it is not installed: a test that skips is a test that nobody misses.
pub(crate) fn program(name: &str) -> PathBuf {
    let found = std::env::split_paths(&search_path())
        .map(|folder| folder.join(name))
        .find(|file| file.is_file());
    found.unwrap_or_else(|| {
        let package = PACKAGES.iter().find(|(program, _)| *program == name);
        let package = package.map_or(name, |(_, package)| package);
        panic!(
            "`{name}` is not installed. `cargo xtask test install` installs everything that the tests use; by hand: \
             apt-get install --no-install-recommends {package}"
        )
    })
}

/// `PATH` as `cargo xtask test` sets it, so that tests find the same clients without it.
pub(crate) fn search_path() -> OsString {
    #[expect(
        clippy::disallowed_methods,
        reason = "clients are found as a user's shell finds them"
    )]
    let own = std::env::var_os("PATH").unwrap_or_default();
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let clients = target.join("clients");
    let mut folders = vec![clients.join("python/bin")];
    folders.extend(std::env::split_paths(&own));
    folders.extend(["/usr/local/sbin", "/usr/sbin", "/sbin"].map(PathBuf::from));
    folders.extend(["docker/usr/bin", "docker/usr/sbin"].map(|folder| clients.join(folder)));
    std::env::join_paths(folders).unwrap()
}
