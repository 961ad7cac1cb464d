//! Where clients are. A missing one fails the test, with the command that installs it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// What installs a program by hand, where that is not Debian's package of the same name.
const INSTALL: &[(&str, &str)] = &[
    ("aws", "pip install awscli boto3"),
    ("busybox", "apt-get install busybox-static"),
    ("ctr", "apt-get install containerd"),
    (
        "docker",
        "apt-get download docker.io && dpkg-deb -x docker.io_*.deb target/clients/docker",
    ),
    (
        "docker-credential-ecr-login",
        "apt-get install amazon-ecr-credential-helper",
    ),
    (
        "dockerd",
        "apt-get download docker.io && dpkg-deb -x docker.io_*.deb target/clients/docker",
    ),
    (
        "promtool",
        "apt-get download prometheus && dpkg-deb -x prometheus_*.deb target/clients/prometheus",
    ),
    ("unshare", "apt-get install util-linux"),
];

/// A program's path.
///
/// # Panics
/// When it is not installed: a test that skips silently is never missed.
pub(crate) fn program(name: &str) -> PathBuf {
    let found = std::env::split_paths(&search_path())
        .map(|folder| folder.join(name))
        .find(|file| file.is_file());
    found.unwrap_or_else(|| {
        let known = INSTALL.iter().find(|(program, _)| *program == name);
        let command = known.map_or(format!("apt-get install {name}"), |(_, command)| (*command).to_owned());
        panic!("`{name}` is missing. `cargo xtask test install` installs all that the tests use; by hand: {command}")
    })
}

/// A program that `cargo xtask test install` brought into a folder of its own, such as `lint/bin/cfn-lint`.
///
/// # Panics
/// When it is not there.
pub(crate) fn brought(path: &str) -> String {
    let program = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .with_file_name("clients")
        .join(path);
    assert!(
        program.is_file(),
        "run `cargo xtask test install` first: no {}",
        program.display()
    );
    program.to_str().unwrap().to_owned()
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
    let unpacked = ["docker/usr/bin", "docker/usr/sbin", "prometheus/usr/bin"];
    folders.extend(unpacked.map(|folder| clients.join(folder)));
    std::env::join_paths(folders).unwrap()
}
