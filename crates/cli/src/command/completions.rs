//! `wharf completions`: what a shell needs to complete commands, flags and their values.

use std::process::ExitCode;

use clap_complete::{Shell, generate};

use crate::arguments::{self, CompletedShell, Completions};
use crate::output;

pub(crate) fn run(arguments: &Completions) -> anyhow::Result<ExitCode> {
    let shell = match arguments.shell {
        CompletedShell::Bash => Shell::Bash,
        CompletedShell::Zsh => Shell::Zsh,
        CompletedShell::Fish => Shell::Fish,
    };
    let mut script = Vec::new();
    generate(shell, &mut arguments::command_line(), "wharf", &mut script);
    output::exact(&String::from_utf8(script)?);
    Ok(ExitCode::SUCCESS)
}
