//! Whether the address is free to listen on, said before anything is made; and who has it where it is not.

use std::fs;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::path::Path;

use anyhow::anyhow;
use tokio::net::TcpSocket;

use crate::config::Serve;
use crate::doctor::sudo;

/// Below it a port needs a right.
const UNPRIVILEGED: u16 = 1024;
/// A socket that listens, in the tables of `/proc/net`.
const LISTEN: &str = "0A";

/// Why a port of the settings cannot be listened on, if it cannot.
pub(super) fn taken(settings: &Serve) -> Option<anyhow::Error> {
    let metrics = settings
        .metrics_listen
        .map(|address| (address, "--metrics-listen"));
    let mut all = [(settings.listen, "--listen")].into_iter().chain(metrics);
    all.find_map(|(address, flag)| check(address, flag).err())
}

/// Refuses an address that cannot be listened on. Nothing listens yet, so that no client is accepted and left alone.
fn check(listen: SocketAddr, flag: &str) -> anyhow::Result<()> {
    let try_to_bind = || -> io::Result<()> {
        let socket = match listen {
            SocketAddr::V4(_) => TcpSocket::new_v4()?,
            SocketAddr::V6(_) => TcpSocket::new_v6()?,
        };
        socket.set_reuseaddr(true)?;
        socket.bind(listen)
    };
    try_to_bind().map_err(|error| cannot(listen, flag, &error))
}

/// Why an address cannot be listened on, and what to do.
pub(super) fn cannot(listen: SocketAddr, flag: &str, error: &io::Error) -> anyhow::Error {
    let port = listen.port();
    match error.kind() {
        ErrorKind::AddrInUse => {
            let holder = holder(port).unwrap_or_else(|| {
                format!("another program, which `ss -ltnp 'sport = :{port}'` names to root")
            });
            let next = with_port(listen, flag, port.checked_add(1).unwrap_or_default());
            anyhow!(
                "cannot listen on {listen}: the port is in use by {holder}; stop that, or take another port: {next}"
            )
        }
        ErrorKind::PermissionDenied if port < UNPRIVILEGED => anyhow!(
            "cannot listen on {listen}: ports below {UNPRIVILEGED} need a right that this process lacks; start it as root, give the \
             program the right ({}setcap cap_net_bind_service=+ep \"$(command -v wharf)\"), or take a port from {UNPRIVILEGED} \
             on: {}",
            sudo(),
            with_port(listen, flag, 5000)
        ),
        ErrorKind::AddrNotAvailable => anyhow!(
            "cannot listen on {listen}: no interface of this machine has the address {}; {flag} 0.0.0.0:{port} listens on all of them",
            listen.ip()
        ),
        _ => anyhow!("cannot listen on {listen}: {error}"),
    }
}

/// The flag that takes another port.
fn with_port(listen: SocketAddr, flag: &str, port: u16) -> String {
    match flag {
        "--listen" => format!("--port {port}"),
        _ => format!("{flag} {}", SocketAddr::new(listen.ip(), port)),
    }
}

/// The process that listens on a port, as far as this one may see it.
fn holder(port: u16) -> Option<String> {
    let tables =
        ["/proc/net/tcp", "/proc/net/tcp6"].map(|table| fs::read_to_string(table).unwrap_or_default());
    let inode = tables.iter().find_map(|table| listener(table, port))?;
    let socket = format!("socket:[{inode}]");
    let processes = fs::read_dir("/proc").ok()?.flatten();
    let found = processes
        .filter(|entry| {
            entry
                .file_name()
                .to_str()
                .is_some_and(|name| name.parse::<u32>().is_ok())
        })
        .find(|entry| has_open(&entry.path(), &socket))?;
    // The whole command line may have passwords in it, and this comes into logs.
    let name = fs::read(found.path().join("comm")).unwrap_or_default();
    let name = String::from_utf8_lossy(name.trim_ascii_end()).replace(char::is_control, "?");
    Some(format!("process {} ({name})", found.file_name().display()))
}

/// The inode of the socket that listens on a port, in a table of the kernel (proc(5), `/proc/net/tcp`).
fn listener(table: &str, port: u16) -> Option<&str> {
    table.lines().skip(1).find_map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let (local, state, inode) = (words.get(1)?, words.get(3)?, words.get(9)?);
        let (_, number) = local.rsplit_once(':')?;
        (*state == LISTEN && u16::from_str_radix(number, 16) == Ok(port)).then_some(*inode)
    })
}

fn has_open(process: &Path, socket: &str) -> bool {
    let open = fs::read_dir(process.join("fd")).into_iter().flatten().flatten();
    open.filter_map(|file| fs::read_link(file.path()).ok())
        .any(|target| target.as_os_str() == socket)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_listens_is_found() {
        let listening = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listening.local_addr().unwrap();
        let said = check(address, "--listen").unwrap_err().to_string();
        let name = fs::read_to_string("/proc/self/comm").unwrap();
        let own = format!("in use by process {} ({});", std::process::id(), name.trim_end());
        assert!(
            said.contains(&own) && said.contains("take another port: --port "),
            "{said}"
        );
        drop(listening);
        check(address, "--listen").unwrap();
        let denied = io::Error::from(ErrorKind::PermissionDenied);
        let said = cannot(([127, 0, 0, 1], 443).into(), "--listen", &denied).to_string();
        assert!(said.contains("setcap") && said.ends_with("--port 5000"), "{said}");
        let elsewhere: SocketAddr = "192.0.2.1:5000".parse().unwrap();
        let said = check(elsewhere, "--listen").unwrap_err().to_string();
        assert!(said.contains("no interface"), "{said}");
    }
}
