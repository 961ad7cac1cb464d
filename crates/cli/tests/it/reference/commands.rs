//! `docs/reference/commands.md`: every command with its flags and examples, in the groups of `--help`.

use std::fmt::Write as _;

use clap::{Arg, Command};
use wharf_cli::{GROUPS, command_line};

const HEAD: &str = "# Commands\n\n\
    `wharf COMMAND --help` says the same. Flags of the group *Settings* (`--data` and the like) are in\n\
    [configuration.md](configuration.md); how commands end is in [exit-codes.md](exit-codes.md).\n\n\
    This page is printed from the program's own command line; run the tests of `wharf-cli` with `UPDATE_REFERENCE=1` to\n\
    print it again.\n";

/// Whether the page has it: settings have a page of their own, and every command has `--help`.
fn is_shown(argument: &Arg) -> bool {
    argument.get_help_heading() != Some("Settings") && argument.get_id() != "help" && !argument.is_hide_set()
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

fn row(argument: &Arg) -> String {
    let names = argument.get_value_names().unwrap_or_default();
    let value = names
        .iter()
        .map(|name| format!("<{name}>"))
        .collect::<Vec<_>>()
        .join(" ");
    let takes = argument.get_action().takes_values();
    let name = match argument.get_long() {
        Some(long) if takes => format!("--{long} {value}"),
        Some(long) => format!("--{long}"),
        None => value,
    };
    let aliases = argument.get_visible_aliases().unwrap_or_default();
    let aliases: String = aliases.iter().map(|alias| format!(", `--{alias}`")).collect();
    let help = argument
        .get_long_help()
        .or(argument.get_help())
        .map(ToString::to_string);
    let values: Vec<String> = argument
        .get_possible_values()
        .iter()
        .map(|value| format!("`{}`", value.get_name()))
        .collect();
    let values = match takes && !values.is_empty() {
        true => format!(" ({})", values.join(", ")),
        false => String::new(),
    };
    format!(
        "| `{}`{aliases} | {}{} |\n",
        cell(&name),
        cell(&help.unwrap_or_default()),
        cell(&values)
    )
}

fn section(page: &mut String, words: &str, command: &Command) {
    let about = command.get_long_about().or(command.get_about());
    let about = about.map(ToString::to_string).unwrap_or_default();
    let usage = command.clone().render_usage().to_string();
    let _ = write!(page, "\n### wharf {words}\n\n{about}.\n\n```text\n{usage}\n```\n");
    let mut shown = command
        .get_arguments()
        .filter(|argument| is_shown(argument))
        .peekable();
    if shown.peek().is_some() {
        page.push_str("\n| argument | meaning |\n|---|---|\n");
        shown.for_each(|argument| page.push_str(&row(argument)));
    }
    let more = command
        .get_after_help()
        .map(ToString::to_string)
        .unwrap_or_default();
    let _ = write!(page, "\n```text\n{}\n```\n", more.trim_end());
    let below = command
        .get_subcommands()
        .filter(|below| below.get_name() != "help");
    for below in below {
        section(page, &format!("{words} {}", below.get_name()), below);
    }
}

fn printed() -> String {
    let mut command = command_line();
    command.build();
    let mut page = HEAD.to_owned();
    for (title, names) in GROUPS {
        let _ = write!(page, "\n## {title}\n");
        let found = names
            .iter()
            .filter_map(|name| command.find_subcommand(name).map(|found| (name, found)));
        for (name, found) in found {
            section(&mut page, name, found);
        }
    }
    page
}

#[test]
fn the_commands_page_is_the_command_line() {
    super::compare("commands.md", &printed());
}
