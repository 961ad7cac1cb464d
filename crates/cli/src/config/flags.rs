//! The flag layer: clap's arguments made from the table.

use std::collections::BTreeMap;

use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};

use super::settings::{Flag, Kind, SETTINGS, Setting};
use super::values;

/// The flag that is short for the port of `--listen`; no setting of its own.
pub(super) const PORT: &str = "port";

/// The flags that a command line gave. `SERVE` commands have all, others those that say where the data is.
#[derive(Clone, Debug, Default)]
pub struct Flags<const SERVE: bool>(BTreeMap<&'static str, Vec<String>>);

/// The flags of `serve` and `config show`.
pub type ServeFlags = Flags<true>;
/// The flags of every other command.
pub type PlaceFlags = Flags<false>;

impl<const SERVE: bool> Flags<SERVE> {
    /// The values of a setting.
    pub(super) fn get(&self, name: &str) -> Option<&[String]> {
        self.0.get(name).map(Vec::as_slice)
    }

    fn settings() -> impl Iterator<Item = &'static Setting> {
        SETTINGS.iter().filter(|setting| match setting.flag {
            Flag::Everywhere => true,
            Flag::Serve => SERVE,
            Flag::No => false,
        })
    }
}

impl<const SERVE: bool> FromArgMatches for Flags<SERVE> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let given = Self::settings().filter_map(|setting| {
            let values = matches.get_many::<String>(setting.name)?;
            Some((setting.name, values.cloned().collect()))
        });
        let mut given: BTreeMap<&'static str, Vec<String>> = given.collect();
        if SERVE && let Some(port) = matches.get_one::<u16>(PORT) {
            given.insert(PORT, vec![port.to_string()]);
        }
        Ok(Flags(given))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        self.0.extend(Self::from_arg_matches(matches)?.0);
        Ok(())
    }
}

impl<const SERVE: bool> Args for Flags<SERVE> {
    fn augment_args(command: Command) -> Command {
        let command = command.args(Self::settings().map(argument));
        match SERVE {
            true => command.arg(port()),
            false => command,
        }
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

fn port() -> Arg {
    Arg::new(PORT)
        .long(PORT)
        .value_name("NUMBER")
        .help("The port of --listen; 0 takes a free one")
        .help_heading("Settings")
        .value_parser(values::port)
        .conflicts_with("listen")
}

fn argument(setting: &'static Setting) -> Arg {
    let mut help = format!("{} [env: {}]", setting.help, setting.variable());
    if !setting.default.is_empty() {
        help.push_str(&format!(" [default: {}]", setting.default));
    }
    let action = if setting.kind == Kind::List {
        ArgAction::Append
    } else {
        ArgAction::Set
    };
    Arg::new(setting.name)
        .long(setting.name)
        .value_name(setting.value)
        .help(help)
        .help_heading("Settings")
        .action(action)
}
