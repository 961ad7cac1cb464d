//! The command line as people meet it: help in groups with examples, completions, the version, and flags that are alike everywhere.

use std::process::{Command as Process, Stdio};

use clap::Command;
use clap::error::ErrorKind;
use wharf_cli::config::settings::{Flag, SETTINGS};
use wharf_cli::{GROUPS, command_line};

use crate::program::{stdout, wharf};

/// Every command at every level, with the words that call it; the program's own first.
pub(crate) fn commands() -> Vec<(String, Command)> {
    fn walk(words: &str, command: &Command, found: &mut Vec<(String, Command)>) {
        found.push((words.to_owned(), command.clone()));
        let below = command
            .get_subcommands()
            .filter(|below| below.get_name() != "help");
        for below in below {
            walk(format!("{words} {}", below.get_name()).trim(), below, found);
        }
    }
    let mut found = Vec::new();
    walk("", &command_line(), &mut found);
    found
}

/// What stands below a command's flags.
fn after_help(command: &Command) -> String {
    command
        .get_after_help()
        .map(ToString::to_string)
        .unwrap_or_default()
}

#[test]
fn every_command_has_examples_and_a_group() {
    let mut missing = Vec::new();
    for (words, command) in commands() {
        let help = after_help(&command);
        let examples = help.split_once("Examples:\n").map(|(_, examples)| examples);
        let own = format!("wharf {words}");
        if !examples.is_some_and(|examples| examples.contains(own.trim())) {
            missing.push(format!("{own}: an example of its own in arguments/examples.rs"));
        }
        // Nothing stands below the examples.
        let is_last = examples.is_some_and(|examples| examples.lines().all(|line| line.starts_with("  ")));
        if !is_last {
            missing.push(format!("{own}: examples at the end"));
        }
    }
    for command in command_line().get_subcommands() {
        let name = command.get_name();
        let groups = GROUPS.iter().filter(|(_, names)| names.contains(&name));
        if groups.count() != 1 {
            missing.push(format!("wharf {name}: one group in arguments/help.rs"));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    let help = stdout(&mut wharf(&["--help"]));
    for (title, _) in GROUPS {
        assert!(help.contains(&format!("\n{title}:\n")), "{help}");
    }
    for (name, command) in commands()
        .iter()
        .filter(|(words, _)| !words.is_empty() && !words.contains(' '))
    {
        let about = command.get_about().unwrap().to_string();
        let line = help
            .lines()
            .find(|line| line.split_whitespace().next() == Some(name.as_str()));
        assert!(
            line.is_some_and(|line| line.ends_with(&about)),
            "{name} is not in {help}"
        );
    }
}

/// The words of a line of a shell up to a pipe, a redirection or a remark, where it calls the program.
fn call(line: &str) -> Option<Vec<String>> {
    let line = line.trim_start();
    let line = line.split("    ").next().unwrap_or_default();
    let (mut words, mut word, mut quote) = (Vec::new(), String::new(), None);
    for character in line.chars() {
        match (quote, character) {
            (Some(open), character) if character == open => quote = None,
            (None, '\'' | '"') => quote = Some(character),
            (None, '|' | '>') => break,
            (None, ' ') => words.push(std::mem::take(&mut word)),
            _ => word.push(character),
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty() && word != "\\");
    (words.first().map(String::as_str) == Some("wharf")).then_some(words)
}

#[test]
fn every_example_is_understood() {
    let mut count = 0;
    for (words, command) in commands() {
        let help = after_help(&command).replace("\\\n", " ");
        let examples = help
            .split_once("Examples:\n")
            .map_or("", |(_, examples)| examples);
        for line in examples.lines() {
            let Some(typed) = call(line) else { continue };
            count += 1;
            let Err(error) = command_line().try_get_matches_from(&typed) else {
                continue;
            };
            // `sha256:…` and `AKIA…` stand for what is too long.
            let is_shortened = error.kind() == ErrorKind::ValueValidation && line.contains('…');
            assert!(is_shortened, "{words}: {line}\n{error}");
        }
    }
    assert!(count > 60, "{count}");
}

#[test]
fn formats_regions_and_profiles_are_asked_for_alike() {
    // What they write has a language of its own.
    let documents = ["draw", "export"];
    for (words, command) in commands() {
        let find = |id: &str| command.get_arguments().find(|argument| argument.get_id() == id);
        assert!(find("json").is_none(), "{words}: --format json, not --json");
        let formats = find("format").map(|format| format.get_possible_values());
        let has_json = formats.is_none_or(|formats| formats.iter().any(|value| value.get_name() == "json"));
        assert!(
            has_json || documents.contains(&words.as_str()),
            "{words}: --format json"
        );
        if find("profile").is_some() {
            for flag in ["region", "endpoint_url"] {
                assert!(find(flag).is_some(), "{words}: {flag}");
            }
        }
        if let Some(endpoint) = find("endpoint_url") {
            let aliases = endpoint.get_visible_aliases().unwrap_or_default();
            assert_eq!(aliases, ["endpoint"], "{words}");
        }
    }
}

#[test]
fn shells_complete_commands_and_flags() {
    for (shell, mark) in [
        ("bash", "complete -F _wharf"),
        ("zsh", "#compdef wharf"),
        ("fish", "complete -c wharf"),
    ] {
        let script = stdout(&mut wharf(&["completions", shell]));
        for part in [mark, "access-key", "master-key-file", "dead-letters"] {
            assert!(script.contains(part), "{shell}: {part}");
        }
    }
    // Bash itself takes it, and completes by it.
    let script = stdout(&mut wharf(&["completions", "bash"]));
    let asked = "COMP_WORDS=(wharf acc); COMP_CWORD=1; _wharf wharf acc wharf; echo \"${COMPREPLY[*]}\"";
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(&file, format!("{script}\n{asked}\n")).unwrap();
    let bash = Process::new("bash")
        .arg(file.path())
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    let said = String::from_utf8(bash.stdout).unwrap();
    assert!(said.contains("account") && said.contains("access-key"), "{said}");
    assert_eq!(
        wharf(&["completions", "tcsh"]).output().unwrap().status.code(),
        Some(64)
    );
}

#[test]
fn the_version_has_the_revision() {
    let said = stdout(&mut wharf(&["--version"]));
    assert_eq!(
        said.trim(),
        format!("wharf {} ({})", env!("CARGO_PKG_VERSION"), env!("WHARF_REVISION"))
    );
    let revision = env!("WHARF_REVISION").trim_end_matches("-dirty");
    let is_commit = revision.len() == 12 && revision.bytes().all(|byte| byte.is_ascii_hexdigit());
    assert!(is_commit || revision == "unknown", "{revision}");
}

/// What a command says on a terminal.
fn on_a_terminal(arguments: &[&str], environment: &[(&str, &str)]) -> String {
    let output = Process::new("python3")
        .args([
            "-c",
            "import pty, sys; pty.spawn(sys.argv[1:])",
            env!("CARGO_BIN_EXE_wharf"),
        ])
        .args(arguments)
        .env_clear()
        .env("PATH", crate::lab::search_path())
        .envs(environment.iter().copied())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn colours_are_for_terminals_that_want_them() {
    let help = |environment: &[(&str, &str)]| {
        let said = on_a_terminal(&["--help"], environment);
        assert!(said.contains("Offline"), "{said}");
        said.contains('\u{1b}')
    };
    assert!(help(&[("TERM", "xterm")]));
    assert!(!help(&[("TERM", "xterm"), ("NO_COLOR", "1")]));
    assert!(!help(&[("TERM", "dumb")]));
    // A log, of a node that cannot start: a warning comes first.
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    std::fs::create_dir(&data).unwrap();
    let log = |environment: &[(&str, &str)]| {
        let port = [
            "serve",
            "--port",
            "0",
            "--data",
            data.to_str().unwrap(),
            "--log",
            "info",
        ];
        let files = [
            "--tls",
            "files",
            "--tls-certificate",
            "/nowhere",
            "--tls-key",
            "/nowhere",
        ];
        let said = on_a_terminal(&[&port[..], &files].concat(), environment);
        assert!(said.contains("/nowhere"), "{said}");
        said.contains('\u{1b}')
    };
    assert!(!log(&[("TERM", "xterm"), ("NO_COLOR", "1")]));
    assert!(!log(&[("TERM", "dumb")]));
}

#[test]
fn help_and_version() {
    assert!(stdout(&mut wharf(&["--version"])).starts_with("wharf "));
    let help = stdout(&mut wharf(&["serve", "--help"]));
    for setting in SETTINGS.iter().filter(|setting| setting.flag != Flag::No) {
        assert!(help.contains(&format!("--{} ", setting.name)), "{}", setting.name);
        assert!(help.contains(&format!("[env: {}]", setting.variable())));
    }
    for command in ["env", "doctor", "account", "access-key", "config"] {
        assert!(stdout(&mut wharf(&[command, "--help"])).contains("Usage"));
    }
}
