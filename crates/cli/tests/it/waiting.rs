//! Commands that read or compute for long: a terminal shows how far they are, and Ctrl-C ends them with what is done.

use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::program::{Node, at_a_terminal, interrupted_at, wharf};

/// What a terminal shows of a command that gets Ctrl-C once it shows this sign.
fn interrupted(command: &mut Command, sign: &str) -> String {
    let child = at_a_terminal(command.env("TERM", "xterm")).spawn().unwrap();
    interrupted_at(&format!("\r\u{1b}[K{sign}"), child)
}

/// A file of records that has no end.
fn endless(path: &Path) {
    let made = Command::new("mkfifo").arg(path).status().unwrap();
    assert!(made.success());
    let path = path.to_owned();
    // Ends when its reader is gone.
    std::thread::spawn(move || {
        let mut file = OpenOptions::new().write(true).open(path).unwrap();
        let records = "{}\n".repeat(10_000);
        while file.write_all(records.as_bytes()).is_ok() {}
    });
}

#[test]
fn audit_shows_how_much_it_read() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("audit");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("2026-11-26.jsonl"), "{}\n").unwrap();
    endless(&folder.join("2026-11-27.jsonl"));
    let data = home.path().to_str().unwrap();
    let shown = interrupted(
        &mut wharf(&["audit", "--data", data]),
        "reading records: 1 of 2 files, ",
    );
    assert!(shown.contains("B/s, "), "{shown}");
    let done = "wharf: interrupted: 1 of 2 files were read, the oldest first; none of their records is shown";
    assert!(shown.contains(done), "{shown}");
}

#[test]
fn usage_shows_what_it_waits_for() {
    let node = Node::start(&[], &[]);
    // It takes the connection, and answers nothing.
    node.signal("STOP");
    let shown = interrupted(&mut node.wharf(&["usage"]), "asking which Regions there are: 0:0");
    node.signal("CONT");
    assert!(
        shown.contains("wharf: interrupted: nothing was printed"),
        "{shown}"
    );
}

/// A company that takes minutes to compute: each of its accounts has a registry.
fn large(home: &TempDir) -> String {
    let mut text = "organization: acme\ntopology: per-account\nrepositories: [app]\naccounts:\n".to_owned();
    for number in 0..500 {
        let _ = writeln!(text, "  a{number}: \"{:012}\"", 200_000_000_000_u64 + number);
    }
    text.push_str("assertions:\n");
    for _ in 0..300 {
        text.push_str("  - outsiders may not pull, push, delete, administer *\n");
    }
    let file = home.path().join("large.yaml");
    std::fs::write(&file, text).unwrap();
    file.to_str().unwrap().to_owned()
}

#[test]
fn what_is_computed_shows_how_many_pairs_were_asked_about() {
    let home = tempfile::tempdir().unwrap();
    let file = large(&home);
    let shown = interrupted(&mut wharf(&["check", &file]), "checking: ");
    assert!(shown.contains(" pairs of assertion and principal, "), "{shown}");
    assert!(
        shown.contains(" of 300 assertions were decided; nothing was printed"),
        "{shown}"
    );
    for command in ["draw", "access"] {
        let shown = interrupted(&mut wharf(&[command, &file]), "computing: ");
        assert!(
            shown.contains(" pairs of principal and repository, ")
                && shown.contains("wharf: interrupted: nothing was printed"),
            "{command}: {shown}"
        );
    }
}
