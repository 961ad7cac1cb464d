//! `--help` of `wharf` and of every command at every level.

use std::fmt::Write as _;

use clap::{Command, CommandFactory as _};

use super::Recording;
use crate::program::{stdout, wharf};

/// The words of every command, the program's own (none) first.
fn walk(words: &[String], command: &Command, found: &mut Vec<Vec<String>>) {
    found.push(words.to_vec());
    for below in command
        .get_subcommands()
        .filter(|below| below.get_name() != "help")
    {
        walk(&[words, &[below.get_name().to_owned()]].concat(), below, found);
    }
}

#[test]
fn help_of_every_command() {
    let mut commands = Vec::new();
    walk(&[], &wharf_cli::Arguments::command(), &mut commands);
    let mut recording = Recording::new("help");
    for words in commands {
        let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
        words.push("--help");
        let mut text = format!("$ wharf {}\n", words.join(" "));
        for line in stdout(&mut wharf(&words)).lines() {
            let _ = writeln!(text, "{}", format!("  {line}").trim_end());
        }
        recording.text(&format!("{text}\n"));
    }
    recording.check();
}
