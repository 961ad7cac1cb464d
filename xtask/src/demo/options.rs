//! The command line of `cargo xtask demo`.

use anyhow::Context as _;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;

use crate::command_line::Words;

/// What `--help` prints.
pub const USAGE: &str = "\
usage: cargo xtask demo [options]

  --once          stop the server when the job is done
  --port N        port of 127.0.0.1 that the company is on, 0 for any free one (default 5010)
  --binary PATH   the program that serves it (default: builds target/release/wharf)
  --check         --once, on a free port and with new data in target/demo-check; types what it says to type next";

/// Not the 5000 of the README's first server, which may run at the same time.
const PORT: u16 = 5010;

/// Which program, on which port, for how long.
#[derive(Debug)]
pub struct Options {
    pub once: bool,
    pub port: u16,
    pub binary: Option<PathBuf>,
    pub check: bool,
}

impl Options {
    /// Reads the arguments after `demo`.
    pub fn parse(arguments: &[String]) -> anyhow::Result<Options> {
        let (mut once, mut port, mut binary, mut check) = (false, None, None, false);
        let mut words = Words::new(arguments, USAGE);
        while let Some(option) = words.option() {
            match option {
                "--once" => once = true,
                "--check" => check = true,
                "--port" => port = Some(words.value()?),
                "--binary" => binary = Some(words.value()?),
                _ => return Err(words.unknown()),
            }
        }
        Ok(Options {
            once: once || check,
            port: port.unwrap_or(if check { 0 } else { PORT }),
            binary,
            check,
        })
    }

    /// Where it may listen. Found out first: a build takes minutes.
    pub fn address(&self) -> anyhow::Result<SocketAddr> {
        let wanted = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        let listener = TcpListener::bind(wanted).with_context(|| {
            format!("cannot listen on {wanted} (cargo xtask demo --port N takes another port)")
        })?;
        Ok(listener.local_addr()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> anyhow::Result<Options> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Options::parse(&words)
    }

    #[test]
    fn which_port_and_for_how_long() {
        let plain = parsed("").unwrap();
        assert_eq!((plain.once, plain.port), (false, 5010));
        let checked = parsed("--check --binary wharf").unwrap();
        assert_eq!((checked.once, checked.port), (true, 0));
        assert_eq!(parsed("--port 6000").unwrap().port, 6000);
        for wrong in ["--port", "--port http", "--twice"] {
            assert!(parsed(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_port_that_is_taken_is_told_with_what_takes_another() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let taken_port = taken.local_addr().unwrap().port();
        let options = parsed(&format!("--port {taken_port}")).unwrap();
        let said = format!("{:#}", options.address().unwrap_err());
        assert!(said.contains("--port N"), "{said}");
        let free = parsed("--port 0").unwrap().address().unwrap().port();
        assert!(free != 0 && free != taken_port, "{free}");
    }
}
