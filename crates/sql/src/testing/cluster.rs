//! A PostgreSQL server of our own in a temporary folder, reachable by its unix socket only.
//!
//! A watchdog (`sh`) waits at the end of a pipe that we hold: however this process ends, the pipe closes, and the
//! watchdog stops the server and removes the folder.

use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tokio_postgres::NoTls;

const INSTALL: &str =
    "PostgreSQL 15 is not installed; install it by: apt-get install -y --no-install-recommends postgresql-15";
/// Where Debian puts the server's programs, which are not in the search path.
const PROGRAMS: &str = "/usr/lib/postgresql/15/bin";
/// The server refuses to run as root.
const UNPRIVILEGED: &str = "nobody";
const SETTINGS: &[&str] = &[
    "listen_addresses=''",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=300",
    "shared_buffers=32MB",
];
const WATCHDOG: &str = r#"
trap '' INT TERM HUP
read -r line
pid=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null)
if [ -n "$pid" ]; then
    kill -QUIT "$pid" 2>/dev/null
    # What a test froze could not end.
    for status in $(grep -ls "^PPid:[[:space:]]*$pid\$" /proc/[0-9]*/status); do
        child=${status#/proc/}
        kill -CONT "${child%/status}" 2>/dev/null
    done
    kill -CONT "$pid" 2>/dev/null
    for _ in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
fi
rm -rf "$1"
"#;

/// A running server; dropping it stops it.
pub struct Cluster {
    url: String,
    folder: PathBuf,
    watchdog: Child,
}

impl Cluster {
    /// Starts a server, which takes about a second. Safe for nothing but tests: it does not care for durability.
    pub fn start() -> Result<Self, String> {
        let folder = tempfile::Builder::new()
            .prefix("wharf-postgres-")
            .tempdir()
            .map_err(text)?
            .keep();
        let watchdog = Command::new("sh")
            .args(["-c", WATCHDOG, "sh"])
            .arg(&folder)
            // In a group of its own, so that a signal that kills the tests does not kill it with them.
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(text)?;
        let url = format!("postgresql:///postgres?host={}&user=postgres", folder.display());
        let cluster = Self {
            url,
            folder,
            watchdog,
        };
        make(&cluster.folder)?;
        launch(&cluster.folder)?;
        Ok(cluster)
    }

    /// The URL of a superuser's connection.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The unix socket that it listens on.
    #[must_use]
    pub fn socket(&self) -> PathBuf {
        self.folder.join(".s.PGSQL.5432")
    }

    /// Freezes the server: connections are accepted by the system and nothing answers, until [`thaw`](Self::thaw).
    pub fn freeze(&self) {
        // The parent first, so that it makes no children meanwhile.
        let parent = self.parent();
        signal("STOP", &[parent]);
        signal("STOP", &children(parent));
    }

    /// Lets a frozen server go on where it was.
    pub fn thaw(&self) {
        let parent = self.parent();
        signal("CONT", &children(parent));
        signal("CONT", &[parent]);
    }

    /// Stops the server: every connection breaks, new ones are refused, until [`launch`](Self::launch).
    pub fn stop(&self) -> Result<(), String> {
        let mut stop = pg_ctl(&self.folder)?;
        run(stop.args(["-m", "fast", "-w", "-s", "stop"]), &self.folder)
    }

    /// Makes it a standby of a server that is not there: it can be read, and takes no changes.
    pub fn become_standby(&self) -> Result<(), String> {
        self.stop()?;
        std::fs::write(self.folder.join("data/standby.signal"), "").map_err(text)?;
        self.launch()
    }

    /// Starts the server again after a stop.
    pub fn launch(&self) -> Result<(), String> {
        launch(&self.folder)
    }

    /// Has the commits of all sessions from the next one on wait for the standbys that there must be: for none, as yet.
    pub async fn wait_for_standbys(&self) -> Result<(), String> {
        self.administer("ALTER ROLE postgres SET synchronous_commit = on")
            .await
    }

    /// Demands a standby, which is not there, or demands none any more. The server holds commits, or lets them go, soon after.
    pub async fn demand_standby(&self, is_demanded: bool) -> Result<(), String> {
        let name = if is_demanded { "lost" } else { "" };
        let demand = format!("ALTER SYSTEM SET synchronous_standby_names = '{name}'");
        self.administer(&demand).await?;
        self.administer("SELECT pg_reload_conf()").await
    }

    /// A fresh database whose tables are on another disk, in this folder; its URL.
    pub async fn database_on(&self, folder: &Path) -> Result<String, String> {
        if is_root()? {
            run(Command::new("chown").arg(UNPRIVILEGED).arg(folder), &self.folder)?;
        }
        let place = format!("CREATE TABLESPACE small LOCATION '{}'", folder.display());
        self.administer(&place).await?;
        self.administer("CREATE DATABASE small TABLESPACE small").await?;
        Ok(with_database(&self.url, "small"))
    }

    async fn administer(&self, statement: &str) -> Result<(), String> {
        let done = administer(&self.url, statement).await;
        done.map_err(|error| format!("{statement}: {error:?}"))
    }

    fn parent(&self) -> u32 {
        let file = std::fs::read_to_string(self.folder.join("data/postmaster.pid"));
        let file = file.expect("a server that runs");
        let pid = file.lines().next().and_then(|line| line.parse().ok());
        pid.expect("the number of its first process")
    }
}

/// The processes that a process made and that still are.
fn children(parent: u32) -> Vec<u32> {
    let is_child = |pid: &u32| {
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        let of = status.lines().find_map(|line| line.strip_prefix("PPid:"));
        of.is_some_and(|of| of.trim().parse() == Ok(parent))
    };
    let listed = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = listed.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.filter(is_child).collect()
}

fn signal(name: &str, pids: &[u32]) {
    for pid in pids {
        // A process that has ended meanwhile needs none.
        let _ = Command::new("kill")
            .args([format!("-{name}"), pid.to_string()])
            .stderr(Stdio::null())
            .status();
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.watchdog.stdin.take());
        let _ = self.watchdog.wait();
    }
}

/// Makes an empty server in a fresh folder.
fn make(folder: &Path) -> Result<(), String> {
    // A folder that root made belongs to root: then the server needs another user, and the folder with it.
    let is_root = is_root()?;
    if is_root {
        run(Command::new("chown").arg(UNPRIVILEGED).arg(folder), folder)?;
    }
    let mut initdb = program("initdb", is_root);
    initdb.arg("-D").arg(folder.join("data")).args([
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
    ]);
    run(initdb.args(["--no-sync", "--no-instructions"]), folder)
}

fn launch(folder: &Path) -> Result<(), String> {
    let settings = SETTINGS
        .iter()
        .map(|setting| format!("-c {setting} "))
        .collect::<String>();
    let settings = format!("{settings}-c unix_socket_directories={}", folder.display());
    let mut start = pg_ctl(folder)?;
    start
        .arg("-l")
        .arg(folder.join("log"))
        .args(["-w", "-s", "-o", &settings]);
    run(start.arg("start"), folder)
}

fn pg_ctl(folder: &Path) -> Result<Command, String> {
    let mut command = program("pg_ctl", is_root()?);
    command.arg("-D").arg(folder.join("data"));
    Ok(command)
}

fn is_root() -> Result<bool, String> {
    Ok(Path::new("/proc/self").metadata().map_err(text)?.uid() == 0)
}

/// A program of the server, run as an unprivileged user.
fn program(name: &str, is_root: bool) -> Command {
    let path = Path::new(PROGRAMS).join(name);
    let path = if path.exists() { path } else { PathBuf::from(name) };
    if !is_root {
        return Command::new(path);
    }
    let mut command = Command::new("runuser");
    command.args(["-u", UNPRIVILEGED, "--"]).arg(path);
    command
}

fn run(command: &mut Command, folder: &Path) -> Result<(), String> {
    // Through a file: a pipe would be inherited by the server and never end.
    let messages = folder.join("messages");
    let file = std::fs::File::create(&messages).map_err(text)?;
    let copy = file.try_clone().map_err(text)?;
    command
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(copy)
        .stderr(file);
    let status = match command.status() {
        Ok(status) => status,
        Err(error) if error.kind() == ErrorKind::NotFound => return Err(INSTALL.to_owned()),
        Err(error) => return Err(text(error)),
    };
    if status.success() {
        return Ok(());
    }
    // What `runuser` and `sh` answer for a program that is not there.
    if status.code() == Some(127) {
        return Err(INSTALL.to_owned());
    }
    let said = |file: &str| std::fs::read_to_string(folder.join(file)).unwrap_or_default();
    Err(format!(
        "{command:?} failed ({status}): {}{}",
        said("messages"),
        said("log")
    ))
}

fn text(error: std::io::Error) -> String {
    error.to_string()
}

/// Runs a statement over a connection of its own.
pub(super) async fn administer(server: &str, statement: &str) -> Result<(), tokio_postgres::Error> {
    let (client, connection) = tokio_postgres::connect(server, NoTls).await?;
    let connection = tokio::spawn(connection);
    let result = client.batch_execute(statement).await;
    drop(client);
    let _ = connection.await;
    result
}

/// `scheme://authority/database?parameters` with another database.
pub(super) fn with_database(url: &str, name: &str) -> String {
    let (address, parameters) = url.split_once('?').unwrap_or((url, ""));
    let authority = address.find("://").map_or(0, |at| at + 3);
    let end = address[authority..]
        .find('/')
        .map_or(address.len(), |at| authority + at);
    let separator = if parameters.is_empty() { "" } else { "?" };
    format!("{}/{name}{separator}{parameters}", &address[..end])
}

#[cfg(test)]
mod tests {
    use super::with_database;

    #[test]
    fn the_database_of_a_url_is_replaced() {
        let cases = [
            (
                "postgresql://u:p@h:1/old?host=%2Fx",
                "postgresql://u:p@h:1/new?host=%2Fx",
            ),
            (
                "postgresql:///old?host=/tmp/x&user=u",
                "postgresql:///new?host=/tmp/x&user=u",
            ),
            ("postgres://h", "postgres://h/new"),
        ];
        for (url, expected) in cases {
            assert_eq!(with_database(url, "new"), expected);
        }
    }
}
