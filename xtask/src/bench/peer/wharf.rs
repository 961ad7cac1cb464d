//! Wharf as `wharf serve` starts it: authenticated, authorized, durable.

use anyhow::{Context as _, ensure};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::Peer;
use crate::bench::process::{Process, free_address};

// A throw-away account: the store is deleted after the run.
const ACCOUNT: &str = "111122223333";
const ACCESS_KEY: &str = "AKIABENCHBENCHBENCH2";
const SECRET_KEY: &str = "benchbenchbenchbenchbenchbenchbenchbench";
const REGION: &str = "us-east-1";

pub struct Wharf {
    binary: PathBuf,
    folder: PathBuf,
    address: SocketAddr,
    process: Option<Process>,
    authorization: Option<String>,
}

impl Wharf {
    /// A node with an empty store.
    pub fn new(binary: PathBuf, folder: &Path) -> anyhow::Result<Wharf> {
        std::fs::create_dir_all(folder)?;
        let address = free_address()?;
        Ok(Wharf {
            binary,
            folder: folder.to_owned(),
            address,
            process: None,
            authorization: None,
        })
    }

    /// Calls the ECR API with the real client, as a user would.
    fn aws(&self, arguments: &[&str]) -> anyhow::Result<String> {
        let output = Command::new(crate::test::install::find("aws").context("aws is not installed")?)
            .args(arguments)
            .args(["--output", "text"])
            .env("AWS_ENDPOINT_URL", format!("http://{}", self.address))
            .env("AWS_ACCESS_KEY_ID", ACCESS_KEY)
            .env("AWS_SECRET_ACCESS_KEY", SECRET_KEY)
            .env("AWS_REGION", REGION)
            .env("AWS_DEFAULT_REGION", REGION)
            .env("AWS_CONFIG_FILE", "/dev/null")
            .env("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
            .env("AWS_PAGER", "")
            .env("NO_PROXY", "127.0.0.1")
            .env_remove("AWS_PROFILE")
            .env_remove("AWS_SESSION_TOKEN")
            .output()?;
        let failure = String::from_utf8_lossy(&output.stderr).into_owned();
        ensure!(
            output.status.success(),
            "aws {}: {}",
            arguments.join(" "),
            failure.trim()
        );
        Ok(String::from_utf8(output.stdout)?.trim().to_owned())
    }
}

/// The `Basic …` value that a registry client sends after `docker login`.
fn authorization(wharf: &Wharf) -> anyhow::Result<String> {
    let query = "authorizationData[0].authorizationToken";
    Ok(format!(
        "Basic {}",
        wharf.aws(&["ecr", "get-authorization-token", "--query", query])?
    ))
}

impl Peer for Wharf {
    fn name(&self) -> &'static str {
        "wharf"
    }

    fn start(&mut self) -> anyhow::Result<Duration> {
        self.address = free_address()?;
        let mut command = Command::new(&self.binary);
        command
            .arg("serve")
            .arg("--data")
            .arg(self.folder.join("data"))
            .args(["--listen", &self.address.to_string(), "--log", "warn"])
            .env("WHARF_BOOTSTRAP_ACCOUNT_ID", ACCOUNT)
            .env("WHARF_BOOTSTRAP_ACCESS_KEY_ID", ACCESS_KEY)
            .env("WHARF_BOOTSTRAP_SECRET_ACCESS_KEY", SECRET_KEY);
        let (process, time) = Process::start(command, &self.folder.join("log"), self.address, "/readyz")?;
        self.process = Some(process);
        // A token outlives restarts, and asking for one would wake an idle server before its memory is read.
        if self.authorization.is_none() {
            self.authorization = Some(authorization(self)?);
        }
        Ok(time)
    }

    fn stop(&mut self) -> anyhow::Result<()> {
        self.process.take().map_or(Ok(()), Process::stop)
    }

    fn process(&self) -> anyhow::Result<&Process> {
        self.process.as_ref().context("wharf is not running")
    }

    fn address(&self) -> SocketAddr {
        self.address
    }

    fn authorization(&self) -> Option<&str> {
        self.authorization.as_deref()
    }

    fn create_repository(&self, name: &str) -> anyhow::Result<()> {
        self.aws(&["ecr", "create-repository", "--repository-name", name])
            .map(drop)
    }
}
