//! A server process, and what the kernel says it used.

use anyhow::{Context as _, bail, ensure};
use std::fs::File;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::http::{Body, Connection};
use crate::program::{self, Signal};

/// Clock ticks per second in /proc/PID/stat; fixed by Linux's ABI.
const TICKS: f64 = 100.0;
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server; ended when dropped.
pub struct Process {
    child: Child,
    log: PathBuf,
}

impl Process {
    /// Starts the command with its output in a log file, and waits until the path answers one of the statuses.
    /// Returns the time that took.
    pub fn start(
        mut command: Command,
        log: &Path,
        address: SocketAddr,
        ready: &str,
    ) -> anyhow::Result<(Process, Duration)> {
        let output = File::options().create(true).append(true).open(log)?;
        command
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output);
        let begun = Instant::now();
        let child = program::spawn(&mut command)?;
        let mut process = Process {
            child,
            log: log.to_owned(),
        };
        loop {
            if is_ready(address, ready) {
                return Ok((process, begun.elapsed()));
            }
            if process.child.try_wait()?.is_some() || begun.elapsed() > PATIENCE {
                bail!(
                    "{:?} did not become ready:\n{}",
                    command.get_program(),
                    process.last_words()
                );
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// Asks it to end (SIGTERM) and waits.
    pub fn stop(mut self) -> anyhow::Result<()> {
        ensure!(
            self.end(PATIENCE),
            "{} ignores SIGTERM:\n{}",
            self.child.id(),
            self.last_words()
        );
        Ok(())
    }

    /// Whether it ended in time.
    fn end(&mut self, patience: Duration) -> bool {
        let begun = Instant::now();
        let asked = program::signal(&self.child, Signal::TERM);
        while asked.is_ok() && matches!(self.child.try_wait(), Ok(None)) {
            if begun.elapsed() > patience {
                return false;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        asked.is_ok()
    }

    /// Seconds of processor time used so far, its children included.
    pub fn cpu_seconds(&self) -> anyhow::Result<f64> {
        let mut total = 0.0;
        for pid in self.family()? {
            let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
            let fields = after_name(&stat).context("stat without a name")?;
            let ticks = |index: usize| {
                fields
                    .get(index)
                    .and_then(|text| text.parse::<f64>().ok())
                    .unwrap_or(0.0)
            };
            // man proc: utime is field 14 and stime 15, counted from the pid; the name was field 2.
            total += (ticks(11) + ticks(12)) / TICKS;
        }
        Ok(total)
    }

    /// Resident memory now, in MB.
    pub fn resident(&self) -> anyhow::Result<f64> {
        self.status("VmRSS:")
    }

    /// The most resident memory it ever had, in MB.
    pub fn peak(&self) -> anyhow::Result<f64> {
        self.status("VmHWM:")
    }

    fn status(&self, field: &str) -> anyhow::Result<f64> {
        let mut total = 0.0;
        for pid in self.family()? {
            let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
            let line = status
                .lines()
                .find_map(|line| line.strip_prefix(field))
                .context("field missing")?;
            let kib: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
            total += kib * 1024.0 / 1e6;
        }
        Ok(total)
    }

    /// The process and its direct children (nginx works in children).
    fn family(&self) -> anyhow::Result<Vec<u32>> {
        let own = self.child.id();
        let mut family = vec![own];
        for entry in std::fs::read_dir("/proc")?.flatten() {
            let Some(pid) = entry
                .file_name()
                .to_str()
                .and_then(|name| name.parse::<u32>().ok())
            else {
                continue;
            };
            let Ok(stat) = std::fs::read_to_string(format!("/proc/{pid}/stat")) else {
                continue;
            };
            if after_name(&stat).and_then(|fields| fields.get(1)?.parse().ok()) == Some(own) {
                family.push(pid);
            }
        }
        Ok(family)
    }

    fn last_words(&self) -> String {
        let text = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(15)..].join("\n")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Politely first: nginx must tell its workers.
        if let Ok(None) = self.child.try_wait()
            && !self.end(Duration::from_secs(5))
        {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// A port that was free a moment ago, on the loopback interface.
pub fn free_address() -> anyhow::Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

fn is_ready(address: SocketAddr, path: &str) -> bool {
    let Ok(mut connection) = Connection::open(address, None) else {
        return false;
    };
    connection
        .exchange("GET", path, &[], Body::Empty)
        .is_ok_and(|answer| answer.head.status == 200)
}

/// The fields of a stat line after the name, which may hold blanks and parentheses itself.
fn after_name(stat: &str) -> Option<Vec<&str>> {
    Some(stat.rsplit_once(')')?.1.split_whitespace().collect())
}
