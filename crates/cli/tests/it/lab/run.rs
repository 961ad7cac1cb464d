//! A client's process: started as its user would, with the test's own home, and ended when it hangs.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::{node_environment, program, search_path};

/// No client needs longer; one that does hangs.
const SECONDS: &str = "120";

/// The options of `unshare` for mounts and processes of its own, which end with it.
pub(crate) const APART: [&str; 5] = ["-m", "-p", "-f", "--kill-child", "--mount-proc"];

/// A script of `sh`, for a process with mounts of its own: runs its arguments where names resolve by the file `$0`.
pub(crate) const WITH_HOSTS: &str = r#"mount --bind "$0" /etc/hosts && exec "$@""#;

/// What the machine or the developer set for themselves.
const FOREIGN: &[&str] = &[
    "AWS_",
    "WHARF_",
    "DOCKER_",
    "BUILDAH_",
    "STORAGE_",
    "CONTAINERS_",
    "XDG_",
];
const FOREIGN_NAMES: &[&str] = &[
    "CURL_CA_BUNDLE",
    "REGISTRY_AUTH_FILE",
    "REQUESTS_CA_BUNDLE",
    "SSL_CERT_DIR",
    "SSL_CERT_FILE",
    "http_proxy",
    "https_proxy",
    "HTTP_PROXY",
    "HTTPS_PROXY",
];

/// A client about to run.
pub(crate) struct Run {
    command: Command,
    stdin: Vec<u8>,
}

/// A client that ran.
pub(crate) struct Done {
    line: String,
    code: Option<i32>,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: String,
    pub(crate) took: Duration,
}

impl Run {
    /// The program `name` with a home of its own.
    pub(crate) fn new(name: &str, home: &Path) -> Run {
        Run::of(Command::new("timeout"), home)
            .arg("--kill-after=5")
            .arg(SECONDS)
            .arg(program(name).to_str().unwrap())
    }

    /// The program `name` where names resolve by the file `hosts` in `folder`, and what container tools keep for the
    /// whole machine is kept there too. Needs root.
    pub(crate) fn in_folder(name: &str, home: &Path, folder: &Path) -> Run {
        let script = r#"
            mkdir -p /var/lib/containers "$0/containers" && mount --bind "$0/containers" /var/lib/containers &&
            mount --bind "$0/hosts" /etc/hosts && exec timeout --kill-after=5 "$@"
        "#;
        Run::of(Command::new(program("unshare")), home)
            .args(["-m", "sh", "-c", script])
            .arg(folder.to_str().unwrap())
            .arg(SECONDS)
            .arg(program(name).to_str().unwrap())
    }

    /// `bash` in a network of its own that has nothing but the loopback interface, with mounts and processes of its own. Needs root.
    pub(crate) fn apart(home: &Path) -> Run {
        Run::new("unshare", home).arg("-n").args(APART).arg("bash")
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "a client shall not see what this process was told"
    )]
    fn of(mut command: Command, home: &Path) -> Run {
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            let foreign = FOREIGN.iter().any(|prefix| text.starts_with(prefix));
            if foreign || FOREIGN_NAMES.contains(&&*text) {
                command.env_remove(&name);
            }
        }
        command
            .env("PATH", search_path())
            .env("HOME", home)
            .env("LC_ALL", "C.UTF-8")
            .current_dir(home);
        Run {
            command,
            stdin: Vec::new(),
        }
    }

    /// Adds an argument.
    pub(crate) fn arg(mut self, argument: &str) -> Run {
        self.command.arg(argument);
        self
    }

    /// Adds arguments.
    pub(crate) fn args<'a>(mut self, arguments: impl IntoIterator<Item = &'a str>) -> Run {
        self.command.args(arguments);
        self
    }

    /// Sets a variable.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<std::ffi::OsStr>) -> Run {
        self.command.env(name, value);
        self
    }

    /// Sets what makes a node's first account and its key known to the node, and the same key for AWS clients.
    pub(crate) fn with_first_account(mut self) -> Run {
        for (name, value) in node_environment() {
            self = self.env(name, value);
            if let Some(key) = name
                .strip_prefix("WHARF_BOOTSTRAP_")
                .filter(|name| *name != "ACCOUNT_ID")
            {
                self = self.env(&format!("AWS_{key}"), value);
            }
        }
        self
    }

    /// Unsets a variable.
    pub(crate) fn without(mut self, name: &str) -> Run {
        self.command.env_remove(name);
        self
    }

    /// Gives it something to read.
    pub(crate) fn stdin(mut self, bytes: impl Into<Vec<u8>>) -> Run {
        self.stdin = bytes.into();
        self
    }

    /// Runs it to its end.
    pub(crate) fn done(mut self) -> Done {
        let line = self.line();
        let begun = Instant::now();
        let child = self
            .command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let mut child = child.unwrap_or_else(|error| panic!("{line}: {error}"));
        let mut pipe = child.stdin.take().unwrap();
        // A client need not read what it was given.
        let _ = pipe.write_all(&self.stdin);
        drop(pipe);
        let output = child.wait_with_output().unwrap();
        Done {
            line,
            code: output.status.code(),
            stdout: output.stdout,
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            took: begun.elapsed(),
        }
    }

    /// What a user would type, without the wrapping that is ours.
    fn line(&self) -> String {
        let words: Vec<_> = self
            .command
            .get_args()
            .map(|word| word.to_string_lossy())
            .collect();
        let own = words
            .iter()
            .position(|word| *word == SECONDS)
            .map_or(0, |at| at + 1);
        words[own..].join(" ")
    }

    /// Runs it; what it printed.
    #[track_caller]
    pub(crate) fn ok(self) -> String {
        let done = self.done();
        done.succeeded();
        done.text()
    }

    /// Runs it; the JSON that it printed.
    #[track_caller]
    pub(crate) fn json(self) -> serde_json::Value {
        let text = self.ok();
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }

    /// Runs it; it must fail, and say these words.
    #[track_caller]
    pub(crate) fn refused(self, words: &[&str]) -> Done {
        let done = self.done();
        assert!(
            done.code.is_some_and(|code| code != 0 && code != 124),
            "must be refused: {}\n{}",
            done.line,
            done.said()
        );
        for word in words {
            assert!(done.said().contains(word), "{word:?} is not in: {}", done.said());
        }
        done
    }
}

impl Done {
    /// What it printed.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.stdout).into_owned()
    }

    /// Everything it said.
    pub(crate) fn said(&self) -> String {
        format!("{}{}", self.text(), self.stderr)
    }

    #[track_caller]
    pub(crate) fn succeeded(&self) {
        assert_eq!(self.code, Some(0), "{}\n{}", self.line, self.said());
    }
}
