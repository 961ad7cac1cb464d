//! The sub-commands, a file each.

mod access;
mod access_key;
mod access_model;
mod account;
mod adopt;
mod advise;
mod apply;
mod audit;
mod aws_profile;
mod check;
mod collection;
mod completions;
mod config;
mod doctor;
mod draw;
mod endpoint;
mod env;
mod env_people;
mod events;
mod export;
mod import;
mod init;
mod jobs;
mod key;
mod login;
mod next;
mod operate;
mod organization_file;
mod policy;
mod profiles;
mod promote;
mod registry_token;
mod restore;
mod root;
mod serve;
mod session;
mod up;
mod usage;
mod user;
mod verify;
mod webhook;

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
        Command::User(arguments) => user::run(&arguments, environment),
        Command::Login(arguments) => login::run(&arguments, environment),
        Command::Key(arguments) => key::run(&arguments, environment),
        Command::Usage(arguments) => usage::run(&arguments, environment),
        Command::Events(arguments) => events::run(&arguments, environment),
        Command::Webhook(arguments) => webhook::run(&arguments, environment),
        Command::Jobs(arguments) => jobs::run(&arguments, environment),
        Command::Audit(arguments) => audit::run(&arguments, environment),
        Command::Collect(arguments) => collection::run(&arguments, environment),
        Command::Adopt(arguments) => adopt::run(&arguments, environment),
        Command::Verify(arguments) => verify::run(&arguments, environment),
        Command::Why(arguments) => collection::why_is_it_there(&arguments, environment),
        Command::Restore(arguments) => restore::run(&arguments, environment),
        Command::Config(arguments) => config::run(arguments, environment),
        Command::Policy(arguments) => policy::run(arguments),
        Command::Completions(arguments) => completions::run(&arguments),
        Command::Init(arguments) => init::run(&arguments),
        Command::Import(arguments) => import::run(&arguments, environment),
        Command::Draw(arguments) => draw::run(&arguments, environment),
        Command::Export(arguments) => export::run(&arguments, environment),
        Command::Promote(arguments) => promote::run(&arguments, environment),
        Command::Advise(arguments) => advise::run(&arguments),
        Command::Check(arguments) => check::run(&arguments, environment),
        Command::Access(arguments) => access::run(&arguments, environment),
        Command::Up(arguments) => up::run(&arguments, environment),
        Command::Plan(arguments) => apply::plan(&arguments, environment),
        Command::Apply(arguments) => apply::apply(&arguments, environment),
        Command::Destroy(arguments) => apply::destroy(&arguments, environment),
    }
}
