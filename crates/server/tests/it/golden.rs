//! Transcripts of the wire, compared byte for byte with `tests/golden/*.txt`.
//!
//! `> ` begins a line of a request, `< ` one of its answer, `# ` says what happens. Headers of answers are sorted; what
//! differs from run to run is a word in angle brackets. `WHARF_UPDATE_GOLDEN=1` writes the files anew.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::LazyLock;

use regex::{Captures, Regex};
use wharf_testkit::{Kit, Request, Response};

const LONGEST_BODY: usize = 2000;

/// A transcript under way.
pub(crate) struct Transcript<'a> {
    kit: &'a Kit,
    name: &'static str,
    text: String,
    ids: Vec<String>,
}

impl<'a> Transcript<'a> {
    pub(crate) fn new(kit: &'a Kit, name: &'static str) -> Transcript<'a> {
        Transcript {
            kit,
            name,
            text: String::new(),
            ids: Vec::new(),
        }
    }

    /// Says what comes next, sends the request and writes both sides down.
    pub(crate) async fn exchange(&mut self, comment: &str, request: &Request) -> Response {
        let response = self.kit.send(request).await;
        let mut text = format!("# {comment}\n> {} {}\n", request.method, request.target);
        for (name, value) in &request.headers {
            let _ = writeln!(text, "> {name}: {value}");
        }
        body(&mut text, "> ", &request.body);
        let _ = writeln!(text, "\n< {}", response.status);
        let mut headers = response.headers.clone();
        headers.sort();
        for (name, value) in &headers {
            let value = if name == "date" { "<date>" } else { value };
            let _ = writeln!(text, "< {name}: {value}");
        }
        body(&mut text, "< ", &response.body);
        if let Some(id) = response.header("x-amzn-requestid") {
            text = text.replace(id, "<request id>");
        }
        let text = self.steady(&text);
        let _ = writeln!(self.text, "{text}");
        response
    }

    /// Compares with the file.
    #[track_caller]
    pub(crate) fn check(self) {
        let path = format!("{}/tests/golden/{}.txt", env!("CARGO_MANIFEST_DIR"), self.name);
        let text = format!("{}\n", self.text.trim_end());
        #[expect(
            clippy::disallowed_methods,
            reason = "a developer sets it to rewrite the files"
        )]
        if std::env::var("WHARF_UPDATE_GOLDEN").is_ok_and(|value| value == "1") {
            std::fs::write(&path, text).unwrap();
            return;
        }
        let golden = std::fs::read_to_string(Path::new(&path)).unwrap_or_default();
        if let Some((number, (wanted, found))) = golden
            .lines()
            .chain(["(end)"])
            .zip(text.lines().chain(["(end)"]))
            .enumerate()
            .find(|(_, (a, b))| a != b)
        {
            panic!("{path}:{}:\n  wanted {wanted}\n  found  {found}", number + 1);
        }
    }

    /// Replaces what differs from run to run.
    fn steady(&mut self, text: &str) -> String {
        static ID: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}").unwrap()
        });
        static SIGNATURE: LazyLock<Regex> = LazyLock::new(|| Regex::new("Signature=[0-9a-f]{64}").unwrap());
        static SEALED: LazyLock<Regex> = LazyLock::new(|| Regex::new("[A-Za-z0-9_+=-]{80,}").unwrap());
        let text = ID.replace_all(text, |found: &Captures<'_>| {
            let id = &found[0];
            let known = self.ids.iter().position(|known| known == id);
            let number = known.unwrap_or_else(|| {
                self.ids.push(id.to_owned());
                self.ids.len() - 1
            });
            format!("<id {}>", number + 1)
        });
        let text = SIGNATURE.replace_all(&text, "Signature=<signature>");
        let text = SEALED.replace_all(&text, |found: &Captures<'_>| {
            let is_digest = found[0].bytes().all(|byte| byte.is_ascii_hexdigit());
            if is_digest {
                found[0].to_owned()
            } else {
                "<sealed>".to_owned()
            }
        });
        text.into_owned()
    }
}

fn body(text: &mut String, prefix: &str, body: &[u8]) {
    if body.is_empty() {
        return;
    }
    let _ = writeln!(text, "{}", prefix.trim_end());
    match std::str::from_utf8(body) {
        Ok(body) if body.len() <= LONGEST_BODY => {
            for line in body.lines() {
                let _ = writeln!(text, "{prefix}{line}");
            }
        }
        _ => {
            let _ = writeln!(text, "{prefix}({} bytes)", body.len());
        }
    }
}
