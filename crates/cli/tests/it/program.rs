//! Runs the program: once to its end, or as a node that is stopped when dropped.

use std::io::{BufRead as _, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

/// The program with an empty environment.
pub(crate) fn wharf(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wharf"));
    command.args(arguments).env_clear();
    command
}

/// What a command that succeeds prints.
pub(crate) fn stdout(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", text(&output.stderr));
    text(&output.stdout)
}

/// What a command that fails says.
pub(crate) fn failure(command: &mut Command) -> String {
    refused_with(1, command)
}

/// What a command says whose line, or one of whose settings, is not understood.
pub(crate) fn misuse(command: &mut Command) -> String {
    refused_with(64, command)
}

fn refused_with(code: i32, command: &mut Command) -> String {
    let output: Output = command.output().unwrap();
    assert_eq!(
        output.status.code(),
        Some(code),
        "{command:?}: {}",
        text(&output.stdout)
    );
    text(&output.stderr)
}

/// A command at a terminal of its own: what is written to the standard input of the one that is returned is typed there, and its
/// standard output is what the terminal shows.
pub(crate) fn at_a_terminal(command: &Command) -> Command {
    let quoted = |word: &std::ffi::OsStr| format!("'{}'", word.to_str().unwrap().replace('\'', r"'\''"));
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<String> = words.map(quoted).collect();
    // Without a shell in between, Ctrl-C is for the command alone.
    let line = format!("exec {}", words.join(" "));
    let mut script = Command::new("/usr/bin/script");
    script.args(["-qec", &line, "/dev/null"]).env_clear();
    script.envs(
        command
            .get_envs()
            .filter_map(|(name, value)| Some((name, value?))),
    );
    if let Some(folder) = command.get_current_dir() {
        script.current_dir(folder);
    }
    script.stdin(Stdio::piped()).stdout(Stdio::piped());
    script
}

/// Runs a command at a terminal where this is typed: how it ended, and what the terminal showed.
pub(crate) fn typed(command: &Command, keys: &str) -> (Option<i32>, String) {
    let mut child = at_a_terminal(command).spawn().unwrap();
    let mut keyboard = child.stdin.take().unwrap();
    keyboard.write_all(keys.as_bytes()).unwrap();
    drop(keyboard);
    let output = child.wait_with_output().unwrap();
    (output.status.code(), text(&output.stdout))
}

/// Types Ctrl-C as soon as the terminal of a command shows a text: all that it showed. The command ends with 130.
pub(crate) fn interrupted_at(sign: &str, mut child: Child) -> String {
    let mut screen = child.stdout.take().unwrap();
    let (mut shown, mut some) = (Vec::new(), [0; 1024]);
    while !String::from_utf8_lossy(&shown).contains(sign) {
        let count = screen.read(&mut some).unwrap();
        assert!(count > 0, "{}", String::from_utf8_lossy(&shown));
        shown.extend_from_slice(&some[..count]);
    }
    child.stdin.as_mut().unwrap().write_all(b"\x03").unwrap();
    screen.read_to_end(&mut shown).unwrap();
    let shown = text(&shown);
    assert_eq!(child.wait().unwrap().code(), Some(130), "{shown}");
    shown
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Runs a statement in a SQLite database of a stopped node.
pub(crate) fn sql(database: &Path, statement: &str) {
    let script = "import sqlite3, sys\nwith sqlite3.connect(sys.argv[1]) as c: c.execute(sys.argv[2])";
    let done = Command::new("python3")
        .args(["-c", script])
        .arg(database)
        .arg(statement)
        .status();
    assert!(done.unwrap().success());
}

/// All rows of a SQLite database of a stopped node, and its tables, as text.
pub(crate) fn dump(database: &Path) -> String {
    let script = "import sqlite3, sys\nfor line in sqlite3.connect(sys.argv[1]).iterdump(): print(line)";
    stdout(Command::new("python3").args(["-c", script]).arg(database))
}

/// The status and body of a plain request to an address.
pub(crate) fn request(address: &str, head: &str, body: &str) -> (u16, String) {
    let mut socket = TcpStream::connect(address).unwrap();
    let length = body.len();
    let request = format!("{head}Connection: close\r\nContent-Length: {length}\r\n\r\n{body}");
    socket.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head[9..12].parse().unwrap(), body.to_owned())
}

/// Waits until something holds.
pub(crate) fn eventually(what: &str, mut holds: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "it never happens: {what}"
        );
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Reads one line of what a command prints, and goes away: how the command ends then.
pub(crate) fn status_after_a_line(command: &mut Command) -> ExitStatus {
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    out.read_line(&mut line).unwrap();
    drop(out);
    let status = ended_within(&mut child, Duration::from_secs(20));
    let _ = child.kill();
    let _ = child.wait();
    status.unwrap_or_else(|| panic!("it does not end after {line:?}"))
}

/// How a process ends by itself, if it does in this time.
fn ended_within(child: &mut Child, patience: Duration) -> Option<ExitStatus> {
    let begun = Instant::now();
    while begun.elapsed() < patience {
        if let Some(status) = child.try_wait().unwrap() {
            return Some(status);
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    None
}

/// A node with its own data folder, on a free port.
pub(crate) struct Node {
    child: Child,
    pub(crate) data: PathBuf,
    _home: Option<TempDir>,
}

impl Node {
    /// A fresh node.
    pub(crate) fn start(arguments: &[&str], environment: &[(&str, &str)]) -> Node {
        let home = tempfile::tempdir().unwrap();
        let data = home.path().join("data");
        let mut node = Node::start_at(&data, arguments, environment);
        node._home = Some(home);
        node
    }

    /// A node on a folder that may have been served before.
    pub(crate) fn start_at(data: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Node {
        Node::start_by(&["serve"], data, arguments, environment)
    }

    /// A node with an organization file, once that is applied.
    pub(crate) fn up(file: &str, data: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Node {
        let mut node = Node::start_by(&["up", file], data, arguments, environment);
        let begun = Instant::now();
        while !node.written("stdout").contains("In another shell:\n  unset") {
            if let Some(status) = node.child.try_wait().unwrap() {
                panic!("{status}: {}", node.stderr());
            }
            assert!(begun.elapsed() < Duration::from_secs(60), "{}", node.stderr());
            std::thread::sleep(Duration::from_millis(10));
        }
        node
    }

    /// A node that a command starts, as soon as it listens.
    pub(crate) fn start_by(
        command: &[&str],
        data: &Path,
        arguments: &[&str],
        environment: &[(&str, &str)],
    ) -> Node {
        let mut command = wharf(&[command, &["--listen", "127.0.0.1:0", "--data"]].concat());
        command.arg(data).args(arguments);
        Node::spawn(&mut command, data, environment)
    }

    /// A fresh node that listens elsewhere than the others.
    pub(crate) fn listening(listen: &str, data: &Path, environment: &[(&str, &str)]) -> Node {
        let mut command = wharf(&["serve", "--listen", listen, "--data"]);
        Node::spawn(command.arg(data), data, environment)
    }

    /// A node that another program starts, and becomes.
    pub(crate) fn start_under(program: &[&str], data: &Path, environment: &[(&str, &str)]) -> Node {
        let mut command = Command::new(program[0]);
        command.args(&program[1..]).arg(env!("CARGO_BIN_EXE_wharf"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--data"]);
        Node::spawn(command.arg(data).env_clear(), data, environment)
    }

    fn spawn(command: &mut Command, data: &Path, environment: &[(&str, &str)]) -> Node {
        let parent = data.parent().unwrap();
        let file = |name: &str| std::fs::File::create(parent.join(name)).unwrap();
        let _ = std::fs::remove_file(data.join("node.json"));
        let child = command
            .envs(environment.iter().copied())
            .stdin(Stdio::null())
            .stdout(file("stdout"))
            .stderr(file("stderr"))
            .spawn()
            .unwrap();
        let mut node = Node {
            child,
            data: data.to_owned(),
            _home: None,
        };
        let begun = Instant::now();
        while !node.data.join("node.json").exists() {
            if let Some(status) = node.child.try_wait().unwrap() {
                panic!("{status}: {}", node.stderr());
            }
            assert!(begun.elapsed() < Duration::from_secs(60), "{}", node.stderr());
            std::thread::sleep(Duration::from_millis(10));
        }
        node
    }

    /// A node on a folder that was served, listening where it did: nothing of the folder is touched before, and it may take nothing.
    pub(crate) fn restart_at(data: &Path, listen: &str, environment: &[(&str, &str)]) -> Node {
        let parent = data.parent().unwrap();
        let file = |name: &str| std::fs::File::create(parent.join(name)).unwrap();
        let mut command = wharf(&["serve", "--listen", listen, "--data"]);
        let child = command
            .arg(data)
            .envs(environment.iter().copied())
            .stdin(Stdio::null())
            .stdout(file("stdout"))
            .stderr(file("stderr"))
            .spawn()
            .unwrap();
        let mut node = Node {
            child,
            data: data.to_owned(),
            _home: None,
        };
        eventually("the node listens", || {
            if let Some(status) = node.child.try_wait().unwrap() {
                panic!("{status}: {}", node.stderr());
            }
            node.written("stdout").contains("listens on")
        });
        node
    }

    /// The data folder, for a command line.
    pub(crate) fn data(&self) -> &str {
        self.data.to_str().unwrap()
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// What it says about itself.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&std::fs::read_to_string(self.data.join("node.json")).unwrap()).unwrap()
    }

    /// Where it listens.
    pub(crate) fn listen(&self) -> String {
        self.json()["listen"].as_str().unwrap().to_owned()
    }

    /// Everything it has printed, once it has printed something.
    pub(crate) fn stdout(&self) -> String {
        let begun = Instant::now();
        loop {
            let text = self.written("stdout");
            if !text.is_empty() || begun.elapsed() > Duration::from_secs(10) {
                return text;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Everything it has logged.
    pub(crate) fn stderr(&self) -> String {
        self.written("stderr")
    }

    /// Runs another command on the same folder.
    pub(crate) fn wharf(&self, arguments: &[&str]) -> Command {
        let mut command = wharf(arguments);
        command.args(["--data", self.data()]);
        command
    }

    /// Sends a signal and waits for the end.
    pub(crate) fn stop(&mut self, signal: &str) -> ExitStatus {
        self.signal(signal);
        self.child.wait().unwrap()
    }

    pub(crate) fn signal(&self, signal: &str) {
        let pid = self.pid().to_string();
        assert!(
            Command::new("kill")
                .args([&format!("-{signal}"), &pid])
                .status()
                .unwrap()
                .success()
        );
    }

    /// Waits until it ends by itself, or gives up.
    pub(crate) fn ended_within(&mut self, patience: Duration) -> Option<ExitStatus> {
        ended_within(&mut self.child, patience)
    }

    /// The status and body of a plain request.
    pub(crate) fn request(&self, head: &str, body: &str) -> (u16, String) {
        request(&self.listen(), head, body)
    }

    fn written(&self, name: &str) -> String {
        std::fs::read_to_string(self.data.parent().unwrap().join(name)).unwrap()
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
