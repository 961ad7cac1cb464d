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
mod store;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

pub use arguments::Arguments;
pub use environment::Environment;

/// Runs a command line and says how the process ends: 0 for success, 1 for a failure that was explained on standard
/// error, 2 for a command line that cannot be understood.
pub fn main(arguments: impl IntoIterator<Item = OsString>, environment: &Environment) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version come this way too; clap knows which stream and code they deserve.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
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
