//! The surface of the command line, written down: every `--help`, and what commands answer and how they end.
//!
//! `tests/golden/*.txt` has the recordings; `WHARF_UPDATE_GOLDEN=1` writes them anew. A change of them is a change of what
//! users and their scripts see, so it belongs in the closing note of what made it.
//!
//! | part | what it records |
//! |---|---|
//! | [`help`] | `--help` of every command, found by walking clap's tree |
//! | [`operator`] | what an operator does with a data folder |
//! | [`doctor`] | what this machine still needs |
//! | [`images`] | what is shown and undone of repositories and images |
//! | [`organization`] | what reads an organization file and no endpoint |
//! | [`live`] | what reads and changes a live endpoint |
//! | [`people`] | users, roles and signing in, without a root user |
//! | [`policy`] | policies without a node |
//!
//! No command can be forgotten: [`every_command_is_recorded`] compares the recordings with the tree.

mod doctor;
mod help;
mod images;
mod live;
mod operator;
mod organization;
mod people;
mod policy;
mod recording;
mod steady;

use std::collections::BTreeSet;

use clap::Command;

use recording::{Recording, golden};

use crate::command_line::commands;

/// The recordings of commands, by the names of their files.
const RECORDINGS: &[&str] = &[
    operator::NAME,
    doctor::NAME,
    images::NAME,
    organization::NAME,
    live::NAME,
    people::NAME,
    policy::NAME,
];

/// What writes thousands of lines for a shell, and cannot fail; `command_line` has its test.
const NOT_RECORDED: &str = "completions";

/// Every command that has no commands below it, with the words that call it.
pub(crate) fn leaves() -> Vec<(Vec<String>, Command)> {
    let leaves = commands()
        .into_iter()
        .filter(|(words, command)| !command.has_subcommands() && words != NOT_RECORDED);
    leaves
        .map(|(words, command)| (words.split_whitespace().map(str::to_owned).collect(), command))
        .collect()
}

/// One recorded call: its words after `wharf`, and how it ended.
fn calls() -> Vec<(Vec<String>, String)> {
    let mut calls = Vec::new();
    for name in RECORDINGS {
        let text = golden(name);
        let mut words = None;
        for line in text.lines() {
            if let Some(line) = line.strip_prefix("$ wharf ") {
                words = Some(line.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
            } else if let Some(code) = line
                .strip_prefix("[exit ")
                .and_then(|line| line.strip_suffix(']'))
            {
                calls.push((words.take().expect("a call before its end"), code.to_owned()));
            }
        }
    }
    calls
}

#[test]
fn every_command_is_recorded() {
    let calls = calls();
    let mut missing = BTreeSet::new();
    for (words, command) in leaves() {
        let of_command: Vec<_> = calls
            .iter()
            .filter(|(called, _)| called.starts_with(&words))
            .collect();
        let name = words.join(" ");
        if !of_command.iter().any(|(_, code)| code == "0") {
            missing.insert(format!("{name}: a call that succeeds"));
        }
        if !of_command.iter().any(|(_, code)| code == "1") {
            missing.insert(format!("{name}: a call that fails"));
        }
        let formats = command
            .get_arguments()
            .find(|argument| argument.get_id() == "format")
            .map(|argument| argument.get_possible_values())
            .unwrap_or_default();
        // A page is long: `organization::pages_stand_for_themselves` looks at it.
        let formats = formats.iter().map(clap::builder::PossibleValue::get_name);
        for format in formats.filter(|format| *format != "html") {
            let flag = ["--format".to_owned(), format.to_owned()];
            let default = command
                .get_arguments()
                .any(|argument| argument.get_default_values().iter().any(|value| value == format));
            let shown = of_command
                .iter()
                .any(|(called, _)| default || called.windows(2).any(|pair| pair == flag));
            if !shown {
                missing.insert(format!("{name}: --format {format}"));
            }
        }
    }
    assert!(missing.is_empty(), "not recorded:\n{missing:#?}");
}
