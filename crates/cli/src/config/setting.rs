//! What a row of the table of settings says.

/// What is publicly known of a setting: all but its value.
#[derive(Debug)]
pub struct Setting {
    /// The flag without its dashes, and the key in the TOML file.
    pub name: &'static str,
    /// What stands for the value in the help.
    pub value: &'static str,
    /// The value when no layer has one; empty for none.
    pub default: &'static str,
    /// What kind of value it is, for files and for listings.
    pub kind: Kind,
    /// Which commands have the flag.
    pub flag: Flag,
    /// Whether it may stand in the TOML file.
    pub in_file: bool,
    /// Whether its value must not be shown.
    pub secret: bool,
    /// What it is for.
    pub help: &'static str,
}

/// The kind of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One text.
    Text,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Number,
    /// Several texts: a repeated flag, an array, or one text with commas.
    List,
}

/// Which commands have the flag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// Every command that touches the data.
    Everywhere,
    /// `wharf serve` and `wharf config show`.
    Serve,
    /// None: command lines are seen by every user of the machine.
    No,
}

impl Setting {
    /// The environment variable: `tls-key` is `WHARF_TLS_KEY`.
    pub fn variable(&self) -> String {
        format!("WHARF_{}", self.name.to_ascii_uppercase().replace('-', "_"))
    }

    pub(super) const fn of(
        name: &'static str,
        value: &'static str,
        default: &'static str,
        help: &'static str,
    ) -> Self {
        Setting {
            name,
            value,
            default,
            kind: Kind::Text,
            flag: Flag::Serve,
            in_file: true,
            secret: false,
            help,
        }
    }

    pub(super) const fn kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    pub(super) const fn everywhere(mut self) -> Self {
        self.flag = Flag::Everywhere;
        self
    }

    pub(super) const fn not_in_file(mut self) -> Self {
        self.in_file = false;
        self
    }

    pub(super) const fn environment_only(mut self) -> Self {
        self.flag = Flag::No;
        self.in_file = false;
        self
    }

    pub(super) const fn secret(mut self) -> Self {
        self.secret = true;
        self
    }
}
