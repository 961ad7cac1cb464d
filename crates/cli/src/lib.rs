//! The program `wharf`, and the composition root: the one place that knows a folder, a database and a socket.
//!
//! One file per sub-command under `command/`; [`config`] is the one table of settings from which flags, environment
//! variables, the TOML file, the help texts and `wharf config show` follow. What every sub-command shares: the data
//! folder ([`folder`]), the master key, the stores.
//!
//! It is a library so that tests can give it another machine and another environment. Absent by intent: rules of
//! operations (`identity`, `registry`), protocols (`server`).

#![forbid(unsafe_code)]

mod arguments;
pub mod audit;
mod clock_doubt;
mod command;
pub mod config;
pub mod doctor;
mod environment;
mod files;
pub mod folder;
mod master_key;
mod node;
pub mod node_file;
mod operator;
mod output;
mod reserve;
mod store;
mod version;

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use clap::Parser;

pub use arguments::Arguments;
pub use environment::Environment;

/// The exit code of a command line that is not understood (`EX_USAGE` of sysexits.h). It is not 2, with which `wharf plan`,
/// `check` and `access --diff` say that something differs: a mistyped flag in a pipeline is no such answer.
const USAGE: u8 = 64;

/// Runs a command line and says how the process ends: 0 for success, 1 for a failure that was explained on standard
/// error, 2 for an answer that something differs, 64 for a command line that is not understood.
pub fn main(arguments: impl IntoIterator<Item = OsString>, environment: &Environment) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version come this way too; clap knows which stream they deserve.
            let printed = error.print();
            return match error.exit_code() {
                0 if printed.is_err_and(|error| error.kind() != io::ErrorKind::BrokenPipe) => {
                    ExitCode::FAILURE
                }
                0 => ExitCode::SUCCESS,
                _ => ExitCode::from(USAGE),
            };
        }
    };
    match command::run(arguments.command, environment) {
        Ok(_) if !output::is_complete() => ExitCode::FAILURE,
        Ok(code) => code,
        Err(error) => {
            output::error(&error);
            ExitCode::FAILURE
        }
    }
}
