//! The process that serves the company.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, ensure};

use super::{COMPANY, Demo, REGISTRY};
use crate::program::{self, Signal};
use crate::root;

/// The line that begins its block of what to type next. The demo ends with its own.
const NEXT: &str = "In another shell:";
/// The line that ends what it says when everything is there.
const LAST: &str = "If a command fails";

pub struct Server(Child);

impl Server {
    /// Starts it, and shows what it says until the company is there.
    pub fn up(demo: &Demo) -> anyhow::Result<Server> {
        let listen = demo.address.to_string();
        let child = program::spawn(
            Command::new(&demo.wharf)
                .args(["up", COMPANY, "--listen", &listen, "--default-account", REGISTRY])
                .args(["--log", "warn", "--data"])
                .arg(&demo.data)
                .current_dir(root())
                .stdout(Stdio::piped()),
        )?;
        let mut server = Server(child);
        let said = server.0.stdout.take().context("no stdout")?;
        let mut lines = BufReader::new(said).lines();
        let mut is_shown = true;
        loop {
            let Some(line) = lines.next().transpose()? else {
                let status = server.0.wait()?;
                anyhow::bail!("wharf ended early: {status}");
            };
            is_shown &= line != NEXT;
            if is_shown {
                println!("   {line}");
            }
            if line.starts_with(LAST) {
                break;
            }
        }
        // A pipe that is not read would stop the server.
        std::thread::spawn(move || lines.for_each(drop));
        Ok(server)
    }

    /// Waits until the user stops it.
    pub fn wait(&mut self) -> anyhow::Result<()> {
        let status = self.0.wait()?;
        ensure!(status.success(), "wharf ended: {status}");
        Ok(())
    }

    pub fn stop(&mut self) -> anyhow::Result<()> {
        program::signal(&self.0, Signal::TERM)?;
        self.wait()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
    }
}
