//! What `--help` says besides what clap makes of the declarations: examples at the end of every command's, and the program's own in groups.

use std::ffi::OsString;
use std::fmt::Write as _;

use clap::{Command, CommandFactory as _, FromArgMatches as _};

use super::{Arguments, examples};

/// The commands by what they need. Each is in one group.
pub const GROUPS: &[(&str, &[&str])] = &[
    (
        "Serve and operate, in a data folder",
        &[
            "up",
            "serve",
            "env",
            "doctor",
            "account",
            "user",
            "access-key",
            "key",
            "audit",
            "usage",
            "events",
            "webhook",
            "jobs",
            "collect",
            "verify",
            "adopt",
            "why",
            "restore",
            "config",
        ],
    ),
    (
        "Clients of an endpoint, Wharf or AWS",
        &["login", "plan", "apply", "destroy", "import", "promote"],
    ),
    (
        "Offline",
        &[
            "init",
            "advise",
            "check",
            "access",
            "draw",
            "export",
            "policy",
            "completions",
        ],
    ),
];

/// The command line with its whole help.
pub fn command_line() -> Command {
    let command = with_examples(Arguments::command(), "");
    let template = template(&command);
    command.help_template(template)
}

/// Reads a command line.
pub(crate) fn parse(
    arguments: impl IntoIterator<Item = impl Into<OsString> + Clone>,
) -> Result<Arguments, clap::Error> {
    let mut command = command_line();
    let mut matches = command.try_get_matches_from_mut(arguments)?;
    Arguments::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut command))
}

fn with_examples(mut command: Command, words: &str) -> Command {
    let below: Vec<String> = command
        .get_subcommands()
        .map(|below| below.get_name().to_owned())
        .collect();
    for name in below {
        let words = format!("{words} {name}");
        command = command.mut_subcommand(&name, |below| with_examples(below, words.trim_start()));
    }
    let Some(examples) = examples::of(words) else {
        return command;
    };
    let mut text = String::new();
    if let Some(prose) = command.get_after_help() {
        let _ = write!(text, "{prose}\n\n");
    }
    text.push_str("Examples:");
    for line in examples.lines() {
        let _ = write!(text, "\n  {line}");
    }
    command.after_help(text)
}

/// clap knows groups of flags only.
fn template(command: &Command) -> String {
    let (header, literal) = (
        command.get_styles().get_header(),
        command.get_styles().get_literal(),
    );
    let width = command
        .get_subcommands()
        .map(|below| below.get_name().len())
        .max()
        .unwrap_or_default();
    let mut text = String::from("{about-with-newline}\n{usage-heading} {usage}\n");
    for (title, names) in GROUPS {
        let _ = write!(text, "\n{header}{title}:{header:#}\n");
        let found = names.iter().filter_map(|name| command.find_subcommand(name));
        for below in found {
            let (name, about) = (below.get_name(), below.get_about());
            let about = about.map(ToString::to_string).unwrap_or_default();
            let _ = writeln!(text, "  {literal}{name:width$}{literal:#}  {about}");
        }
    }
    let _ = write!(
        text,
        "\n{header}Options:{header:#}\n{{options}}\n\n`wharf help COMMAND` says what a command takes.{{after-help}}"
    );
    text
}
