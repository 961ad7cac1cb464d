//! The sub-commands, a file each.

mod access_key;
mod account;
mod config;
mod doctor;
mod env;
mod identity;
mod policy;
mod serve;

use std::process::ExitCode;

use crate::Environment;
use crate::arguments::Command;

/// Runs a sub-command.
pub(crate) fn run(command: Command, environment: &Environment) -> anyhow::Result<ExitCode> {
    match command {
        Command::Serve(flags) => serve::run(&flags, environment),
        Command::Env(arguments) => env::run(&arguments, environment),
        Command::Doctor(arguments) => doctor::run(&arguments, environment),
        Command::Account(arguments) => account::run(arguments, environment),
        Command::AccessKey(arguments) => access_key::run(arguments, environment),
        Command::Config(arguments) => config::run(arguments, environment),
        Command::Policy(arguments) => policy::run(arguments),
    }
}
