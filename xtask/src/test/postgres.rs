//! One PostgreSQL cluster for all tests of a run; every test makes databases of its own in it. Durability is off:
//! the cluster lives as long as the run.

use anyhow::{Context as _, bail, ensure};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::install;
use crate::program::{self, Signal};

/// An unprivileged user that every Debian has: the server refuses to run as root.
const USER: &str = "nobody";
const PATIENCE: Duration = Duration::from_secs(30);

pub struct Cluster {
    folder: PathBuf,
    port: u16,
    server: Child,
}

impl Cluster {
    /// Makes and starts an empty cluster on a free port of the loopback interface.
    pub fn start() -> anyhow::Result<Cluster> {
        let folder = std::env::temp_dir().join(format!("wharf-postgres-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let data = folder.join("data");
        if install::is_root() {
            let status = program::status(Command::new("chown").arg(USER).arg(&folder))?;
            ensure!(
                status.success(),
                "giving {} to {USER}: {status}",
                folder.display()
            );
        }
        let options = [
            "-U",
            "postgres",
            "-A",
            "trust",
            "--no-sync",
            "--no-instructions",
            "-E",
            "UTF8",
            "--locale=C",
        ];
        let output = program::output(unprivileged("initdb")?.arg("-D").arg(&data).args(options))?;
        ensure!(
            output.status.success(),
            "initdb: {}",
            String::from_utf8_lossy(&output.stderr)
        );

        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let log = std::fs::File::create(folder.join("log"))?;
        let mut command = unprivileged("postgres")?;
        command
            .arg("-D")
            .arg(&data)
            .args(["-p", &port.to_string()])
            .args(["-c", "listen_addresses=127.0.0.1", "-c", "max_connections=300"])
            .args([
                "-c",
                "fsync=off",
                "-c",
                "synchronous_commit=off",
                "-c",
                "full_page_writes=off",
            ])
            .arg("-c")
            .arg(format!("unix_socket_directories={}", folder.display()))
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log);
        let server = program::spawn(&mut command)?;
        let mut cluster = Cluster { folder, port, server };
        cluster.wait()?;
        Ok(cluster)
    }

    /// Where the superuser gets in.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// Stops the server and removes everything.
    pub fn stop(mut self) -> anyhow::Result<()> {
        self.end();
        Ok(())
    }

    fn wait(&mut self) -> anyhow::Result<()> {
        let begun = Instant::now();
        let pg_isready = install::find("pg_isready").context("pg_isready is not installed")?;
        loop {
            let arguments = ["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()];
            if program::status(Command::new(&pg_isready).args(arguments))?.success() {
                return Ok(());
            }
            if self.server.try_wait()?.is_some() || begun.elapsed() > PATIENCE {
                let log = std::fs::read_to_string(self.folder.join("log")).unwrap_or_default();
                bail!("PostgreSQL does not start:\n{log}");
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn end(&mut self) {
        // SIGQUIT is PostgreSQL's immediate shutdown: its children go with it.
        let _ = program::signal(&self.server, Signal::QUIT);
        let _ = self.server.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Ok(None) = self.server.try_wait() {
            self.end();
        }
    }
}

/// One of PostgreSQL's programs, as a user it accepts, and ended by the kernel should we be killed.
fn unprivileged(program: &str) -> anyhow::Result<Command> {
    let path = install::find(program).with_context(|| format!("{program} is not installed"))?;
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "QUIT"]);
    if install::is_root() {
        command.args(["--reuid", USER, "--regid", "nogroup", "--clear-groups"]);
    }
    command.arg("--").arg(path).current_dir(Path::new("/"));
    Ok(command)
}
