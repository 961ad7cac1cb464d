//! What is wrong with the settings, and where.

use std::path::PathBuf;

use super::origin::Origin;

/// Why there is no configuration.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("the configuration file {path} cannot be read: {source}")]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is not TOML.
    #[error("{path} line {line}: {message}")]
    Syntax {
        /// Which file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// What the parser says.
        message: String,
    },
    /// The file has a key that is no setting.
    #[error("{path} line {line}: there is no setting `{key}`{}", hint(*nearest))]
    UnknownKey {
        /// Which file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// The key.
        key: String,
        /// The setting that was probably meant.
        nearest: Option<&'static str>,
    },
    /// The environment has a variable that begins like a setting's and is none.
    #[error("{name}: there is no such setting{}", hint(nearest.as_deref()))]
    UnknownVariable {
        /// The variable.
        name: String,
        /// The variable that was probably meant.
        nearest: Option<String>,
    },
    /// The file has a setting that must come from elsewhere.
    #[error("{path} line {line}: `{key}` cannot be set in a file, only by {by}")]
    NotInFile {
        /// Which file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// The key.
        key: &'static str,
        /// How it can be set.
        by: String,
    },
    /// A mistake in a file, with the line that has it.
    #[error("{error}\n{}", shown.trim_end())]
    InFile {
        /// What is wrong.
        error: Box<ConfigError>,
        /// The line, and a caret below the place.
        shown: String,
    },
    /// Several things are wrong.
    #[error("{}", lines(.0))]
    Several(Vec<ConfigError>),
    /// A value is not what the setting needs.
    #[error("{origin}: {reason}")]
    Invalid {
        /// The setting.
        setting: String,
        /// The layer that the value came from, with the setting's name.
        origin: String,
        /// What is wrong with it.
        reason: String,
    },
}

impl ConfigError {
    /// Whether what was typed or written is no setting, or no value of one: what is only unreadable is not.
    pub(crate) fn is_misuse(&self) -> bool {
        match self {
            ConfigError::Unreadable { .. } => false,
            ConfigError::InFile { error, .. } => error.is_misuse(),
            ConfigError::Several(errors) => errors.iter().any(ConfigError::is_misuse),
            _ => true,
        }
    }

    /// All of these; there is at least one.
    pub(super) fn all(mut errors: Vec<ConfigError>) -> ConfigError {
        match errors.len() {
            1 => errors.remove(0),
            _ => ConfigError::Several(errors),
        }
    }

    /// A value of the setting `name` that came from `origin` is wrong.
    pub(super) fn invalid(name: &str, origin: &Origin, reason: impl ToString) -> ConfigError {
        let origin = match origin {
            Origin::Flag => format!("--{name}"),
            Origin::Environment(variable) => variable.clone(),
            Origin::File { path, line } => format!("{} line {line}: {name}", path.display()),
            Origin::Default => name.to_owned(),
        };
        ConfigError::Invalid {
            setting: name.to_owned(),
            origin,
            reason: reason.to_string(),
        }
    }
}

fn hint(nearest: Option<&str>) -> String {
    nearest.map_or_else(
        || "; `wharf config show` lists all".to_owned(),
        |name| format!("; did you mean `{name}`?"),
    )
}

fn lines(errors: &[ConfigError]) -> String {
    let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
    errors.join("\n")
}
