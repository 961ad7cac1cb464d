//! `--help` of `wharf` and of every command at every level.

use std::fmt::Write as _;

use super::Recording;
use crate::command_line::commands;
use crate::program::{stdout, wharf};

#[test]
fn help_of_every_command() {
    let mut recording = Recording::new("help");
    for (words, _) in commands() {
        let words: Vec<&str> = words.split_whitespace().chain(["--help"]).collect();
        let mut text = format!("$ wharf {}\n", words.join(" "));
        for line in stdout(&mut wharf(&words)).lines() {
            let _ = writeln!(text, "{}", format!("  {line}").trim_end());
        }
        recording.text(&format!("{text}\n"));
    }
    recording.check();
}
