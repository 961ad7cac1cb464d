//! Debian's docker engine, for one test: vfs storage, no bridge, no firewall rules, a socket in the test's folder.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;

use super::{APART, Lab, Run, WITH_HOSTS, program, search_path};

/// The engine's configuration, with everything under `folder`.
pub(crate) fn daemon(folder: &Path, insecure: &[String]) -> String {
    let at = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    json!({
        "data-root": at("data"),
        "exec-root": at("exec"),
        "pidfile": at("pid"),
        "hosts": [format!("unix://{}", at("docker.sock"))],
        "storage-driver": "vfs",
        "bridge": "none",
        "iptables": false,
        "ip6tables": false,
        "ip-forward": false,
        "ip-masq": false,
        "insecure-registries": insecure,
    })
    .to_string()
}

/// A running engine. It and everything it started end with it: they are in a process namespace of their own.
pub(crate) struct Engine {
    child: Child,
    folder: PathBuf,
}

impl Engine {
    /// Starts an engine that resolves registry hosts. Needs root.
    pub(crate) fn start(lab: &Lab, insecure: &[String], environment: &[(&str, &str)]) -> Engine {
        let folder = lab.path("engine");
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join("daemon.json"), daemon(&folder, insecure)).unwrap();
        // What the engine would miss only at its first container.
        for part in ["containerd", "runc"] {
            program(part);
        }
        let log = std::fs::File::create(folder.join("log")).unwrap();
        let child = Command::new(program("unshare"))
            .args(APART)
            .args(["sh", "-c", WITH_HOSTS])
            .arg(lab.hosts())
            .arg(program("dockerd"))
            .arg("--config-file")
            .arg(folder.join("daemon.json"))
            .env("PATH", search_path())
            .env("HOME", lab.home())
            .envs(environment.iter().copied())
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut engine = Engine { child, folder };
        engine.wait();
        engine
    }

    /// The socket, as `DOCKER_HOST` has it.
    pub(crate) fn host(&self) -> String {
        format!("unix://{}", self.folder.join("docker.sock").display())
    }

    /// The docker CLI against this engine.
    pub(crate) fn docker(&self, lab: &Lab, arguments: &[&str]) -> Run {
        let run = lab.client("docker").env("DOCKER_HOST", self.host());
        run.env("DOCKER_BUILDKIT", "0").args(arguments.iter().copied())
    }

    /// Everything it has logged.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    fn wait(&mut self) {
        let begun = Instant::now();
        while std::os::unix::net::UnixStream::connect(self.folder.join("docker.sock")).is_err() {
            let ended = self.child.try_wait().unwrap();
            assert!(
                ended.is_none() && begun.elapsed() < Duration::from_secs(30),
                "{}",
                self.log()
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
