//! One file of recorded calls.
//!
//! `$ ` begins a call, `! ` a line of its standard error, two spaces a line of its standard output; `[exit …]` ends it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::steady::steady;

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{name}.txt"))
}

/// What is recorded under a name.
pub(super) fn golden(name: &str) -> String {
    let path = path(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Calls under way.
pub(super) struct Recording {
    name: &'static str,
    text: String,
    /// Paths that differ from run to run, with the words that stand for them.
    places: Vec<(String, &'static str)>,
}

impl Recording {
    pub(super) fn new(name: &'static str) -> Recording {
        Recording {
            name,
            text: String::new(),
            places: Vec::new(),
        }
    }

    /// Has a word stand for a path. The longer of two that begin alike is named first.
    pub(super) fn place(&mut self, path: &Path, word: &'static str) {
        self.places.push((path.to_str().unwrap().to_owned(), word));
    }

    /// Says what comes next.
    pub(super) fn comment(&mut self, text: &str) {
        let _ = writeln!(self.text, "# {text}\n");
    }

    /// Runs a call and writes it down; its standard output.
    pub(super) fn call(&mut self, command: &mut Command) -> String {
        self.call_with(command, |text| text)
    }

    /// The same, where only a part of the standard output is the same on every machine.
    pub(super) fn call_with(&mut self, command: &mut Command, part: impl Fn(String) -> String) -> String {
        let output = command.output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let words: Vec<_> = command
            .get_args()
            .map(|word| word.to_str().unwrap().to_owned())
            .collect();
        let code = output
            .status
            .code()
            .map_or("signal".to_owned(), |code| code.to_string());
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        self.write(&words, &part(out.clone()), &err, &code);
        out
    }

    /// Writes down a call that was not made by [`Recording::call`].
    pub(super) fn write(&mut self, words: &[String], out: &str, err: &str, code: &str) {
        let words: Vec<_> = words.iter().map(|word| quoted(word)).collect();
        let call = self.steady(&words.join(" "));
        // Every command takes the data folder; the recordings are of one.
        let _ = writeln!(self.text, "$ wharf {}", call.replace(" --data DATA", ""));
        for (prefix, text) in [("  ", self.steady(out)), ("! ", self.steady(err))] {
            for line in text.lines() {
                let _ = writeln!(self.text, "{}", format!("{prefix}{line}").trim_end());
            }
        }
        let _ = writeln!(self.text, "[exit {code}]\n");
    }

    /// Writes down a text that is the same on every machine already.
    pub(super) fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn steady(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (path, word) in &self.places {
            text = text.replace(path, word);
        }
        steady(&text)
    }

    /// Compares with the file.
    #[track_caller]
    pub(super) fn check(self) {
        let path = path(self.name);
        let text = format!("{}\n", self.text.trim_end());
        #[expect(clippy::disallowed_methods, reason = "a test is asked by its environment")]
        if std::env::var("WHARF_UPDATE_GOLDEN").is_ok_and(|value| value == "1") {
            std::fs::write(&path, text).unwrap();
            return;
        }
        let golden = golden(self.name);
        let differs = golden
            .lines()
            .chain(["(end)"])
            .zip(text.lines().chain(["(end)"]))
            .enumerate()
            .find(|(_, (a, b))| a != b);
        if let Some((number, (wanted, found))) = differs {
            panic!(
                "{}:{}:\n  wanted {wanted}\n  found  {found}\nWHARF_UPDATE_GOLDEN=1 writes it anew",
                path.display(),
                number + 1
            );
        }
    }
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-+@:=,".contains(&byte);
    match !word.is_empty() && word.bytes().all(plain) {
        true => word.to_owned(),
        false => format!("'{word}'"),
    }
}
