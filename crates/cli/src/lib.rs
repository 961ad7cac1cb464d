//! The program `wharf`, and the composition root: the one place that knows a folder, a database and a socket.
//!
//! One file per sub-command under `command/`; [`config`] is the one table of settings from which flags, environment
//! variables, the TOML file, the help texts and `wharf config show` follow. What every sub-command shares: the data
//! folder ([`folder`]), the master key, the stores, how it ends (`exit`), and what it says to the person at a terminal (`progress`,
//! `terminal`, `interrupt`).
//!
//! It is a library so that tests can give it another machine and another environment. Absent by intent: rules of
//! operations (`identity`, `registry`), protocols (`server`).

#![forbid(unsafe_code)]

mod arguments;
pub mod audit;
mod aws_files;
mod clock_doubt;
mod command;
pub mod config;
pub mod doctor;
mod environment;
mod exit;
mod files;
pub mod folder;
mod interrupt;
mod login;
mod master_key;
mod node;
pub mod node_file;
mod operator;
mod output;
mod progress;
mod reserve;
mod store;
mod terminal;
mod version;

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

pub use arguments::{Arguments, GROUPS, command_line};
pub use environment::Environment;

/// Runs a command line and says how the process ends: 0 for success, 1 for a failure that was explained on standard
/// error, 2 for an answer that something differs or is not proved, 64 for a command line that is not understood, 130 after Ctrl-C.
pub fn main(arguments: impl IntoIterator<Item = OsString>, environment: &Environment) -> ExitCode {
    let typed: Vec<OsString> = arguments.into_iter().collect();
    let arguments = match arguments::parse(&typed) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version come this way too; clap knows which stream they deserve.
            let printed = error.print();
            return match error.exit_code() {
                0 if printed.is_err_and(|error| error.kind() != io::ErrorKind::BrokenPipe) => {
                    ExitCode::FAILURE
                }
                0 => ExitCode::SUCCESS,
                _ => ExitCode::from(exit::USAGE),
            };
        }
    };
    match command::run(arguments.command, environment) {
        Ok(_) if !output::is_complete() => ExitCode::FAILURE,
        Ok(code) => code,
        Err(error) => {
            output::error(&error);
            let code = exit::code(&error);
            if code == exit::INTERRUPTED {
                output::note(&match exit::typed(&typed) {
                    Some(line) => format!("to go on, type it again: {line}"),
                    None => "to go on, type the same command again".to_owned(),
                });
            }
            ExitCode::from(code)
        }
    }
}
