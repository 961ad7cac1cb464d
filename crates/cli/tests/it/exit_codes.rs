//! Exit codes: each of the table in `docs/reference/exit-codes.md`, and what every command says to a wrong command line.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Output, Stdio};

use clap::CommandFactory as _;

use crate::program::{at_a_terminal, interrupted_at, wharf};
use crate::surface::leaves;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/dedicated.yaml");
const TABLE: &str = include_str!("../../../../docs/reference/exit-codes.md");

fn ended(command: &mut Command) -> (Option<i32>, String) {
    let Output { status, stderr, .. } = command.output().unwrap();
    (status.code(), String::from_utf8_lossy(&stderr).into_owned())
}

#[test]
fn every_command_ends_with_64_where_its_line_is_not_understood() {
    let mut leaves = leaves();
    leaves.push((Vec::new(), wharf_cli::Arguments::command()));
    for (words, command) in leaves {
        let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
        if command.get_arguments().any(clap::Arg::is_required_set) {
            let (code, said) = ended(&mut wharf(&words));
            assert_eq!(code, Some(64), "{words:?} without what it needs: {said}");
        }
        words.push("--no-such-flag");
        let (code, said) = ended(&mut wharf(&words));
        assert_eq!(code, Some(64), "{words:?}: {said}");
        assert!(said.contains("--no-such-flag"), "{said}");
    }
}

/// What the parser of command lines does not see.
#[test]
fn what_is_wrong_with_a_word_is_misuse_too() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let data = data.to_str().unwrap();
    for words in [
        &["promote", "app", "prod/app"][..],
        &["promote", "app:v1", "prod/app@sha256:00"],
        &["advise", FILE, "--why-not", "none"],
        &["init", "-", "--yes", "--topology", "split"],
        &["why", "layer", "--data", data],
        &["serve", "--listen", "x", "--data", data],
    ] {
        let (code, said) = ended(&mut wharf(words));
        assert_eq!(code, Some(64), "{words:?}: {said}");
    }
    let (code, said) = ended(wharf(&["account", "list", "--data", data]).env("WHARF_LISTN", "x"));
    assert!(code == Some(64) && said.contains("`WHARF_LISTEN`"), "{said}");
    let config = home.path().join("wharf.toml");
    std::fs::write(&config, "listn = \"127.0.0.1:0\"\n").unwrap();
    let (code, said) = ended(&mut wharf(&[
        "config",
        "show",
        "--config",
        config.to_str().unwrap(),
    ]));
    assert!(code == Some(64) && said.contains("`listen`"), "{said}");
}

/// The table names no code that no command ends with, and the other way round.
#[test]
fn every_code_of_the_table_is_one_that_commands_end_with() {
    let codes = TABLE.lines().filter_map(|line| {
        let cell = line.strip_prefix("| ")?.split(' ').next()?;
        cell.parse::<i32>().ok()
    });
    let codes: Vec<i32> = codes.collect();
    let home = tempfile::tempdir().unwrap();
    let refuted = home.path().join("refuted.yaml");
    let text = std::fs::read_to_string(FILE).unwrap();
    std::fs::write(&refuted, text + "  - account dev may not pull payments/*\n").unwrap();
    let found = [
        ended(&mut wharf(&["check", FILE])).0,
        ended(&mut wharf(&["check", "/nowhere.yaml"])).0,
        ended(&mut wharf(&["check", refuted.to_str().unwrap()])).0,
        ended(&mut wharf(&["check"])).0,
        interrupted().0,
    ];
    assert_eq!(found.map(Option::unwrap).to_vec(), codes);
}

/// A command that asks an endpoint which says only who it is that asks.
fn import(endpoint: &TcpListener) -> Command {
    let url = format!("http://{}", endpoint.local_addr().unwrap());
    let mut command = wharf(&["import", "-", "--endpoint-url", &url]);
    command
        .env("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
        .env("AWS_SECRET_ACCESS_KEY", "secret")
        .env("AWS_EC2_METADATA_DISABLED", "true");
    command
}

/// Says who it is, and waits for the next request, which is not answered while the connections are held.
fn asked(endpoint: &TcpListener) -> [TcpStream; 2] {
    let (mut first, _) = endpoint.accept().unwrap();
    let identity = "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/operator</Arn>\
        <UserId>AIDA</UserId><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>";
    assert!(first.read(&mut [0; 4096]).unwrap() > 0);
    let length = identity.len();
    let head =
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\nContent-Length: {length}");
    write!(first, "{head}\r\n\r\n{identity}").unwrap();
    [first, endpoint.accept().unwrap().0]
}

/// How a command ends that gets Ctrl-C, and what it says.
fn interrupted() -> (Option<i32>, String) {
    let endpoint = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut command = import(&endpoint);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    let child = command.spawn().unwrap();
    let _held = asked(&endpoint);
    let pid = child.id().to_string();
    let sent = Command::new("kill").args(["-INT", &pid]).status().unwrap();
    assert!(sent.success());
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), said)
}

/// How far it is, is for a terminal: the other tests find nothing of it on standard error.
#[test]
fn a_terminal_shows_how_far_it_is_and_takes_ctrl_c() {
    let endpoint = TcpListener::bind("127.0.0.1:0").unwrap();
    let child = at_a_terminal(import(&endpoint).env("TERM", "xterm"))
        .spawn()
        .unwrap();
    let _held = asked(&endpoint);
    let shown = interrupted_at("\r\u{1b}[Kreading: 0:0", child);
    assert!(
        shown.contains("\r\u{1b}[Kwharf: interrupted: nothing was written"),
        "its own line is taken away: {shown}"
    );
}

#[test]
fn ctrl_c_says_what_was_done_and_how_to_go_on() {
    let (code, said) = interrupted();
    assert_eq!(code, Some(130), "{said}");
    assert!(said.contains("wharf: interrupted: nothing was written"), "{said}");
    assert!(
        said.contains("to go on, type it again: wharf import - --endpoint-url http://127.0.0.1:"),
        "{said}"
    );
}

#[test]
fn a_check_without_assertions_says_so_and_fails_where_it_is_strict() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("none.yaml");
    let text = std::fs::read_to_string(FILE).unwrap();
    let (without, _) = text.split_once("\nassertions:").unwrap();
    std::fs::write(&file, without).unwrap();
    let file = file.to_str().unwrap();
    for format in ["text", "json", "junit"] {
        let check = ["check", file, "--format", format];
        let (code, said) = ended(&mut wharf(&check));
        assert!(
            code == Some(0) && said.contains("has no assertions"),
            "{format}: {said}"
        );
        let (code, said) = ended(wharf(&check).arg("--strict"));
        assert!(
            code == Some(2) && said.contains("has no assertions"),
            "{format}: {said}"
        );
    }
}
