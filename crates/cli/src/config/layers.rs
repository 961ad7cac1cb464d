//! Flag over environment over file over default.

use std::fmt;
use std::path::PathBuf;

use super::ConfigError;
use super::file::{self, FileLayer};
use super::flags::{Flags, PORT};
use super::origin::Origin;
use super::settings::{Kind, SETTINGS, Setting};
use super::variables;
use crate::Environment;

/// A setting's value.
#[derive(Clone, Debug)]
pub struct Value {
    /// The setting.
    pub setting: &'static Setting,
    /// Its texts: none when it is unset, one unless it is a list.
    pub texts: Vec<String>,
    /// Where they came from.
    pub origin: Origin,
}

impl Value {
    /// Takes another port for the one that an address has.
    fn replace_port(&mut self, port: &str) {
        if let Some(text) = self.texts.last_mut() {
            let host = text.rsplit_once(':').map_or(text.as_str(), |(host, _)| host);
            *text = format!("{host}:{port}");
        }
        self.origin = Origin::Flag;
    }

    fn reset(&mut self) {
        let default = Some(self.setting.default).filter(|text| !text.is_empty());
        self.texts = default.map(str::to_owned).into_iter().collect();
        self.origin = Origin::Default;
    }
}

/// Every setting with its value, in the table's order.
#[derive(Clone)]
pub struct Layers(Vec<Value>);

impl Layers {
    /// Lays the layers over each other. Values are not looked at yet, but the file's keys are.
    ///
    /// # Errors
    /// The file cannot be read or has something in it that is no setting, or the environment has.
    pub fn resolve<const SERVE: bool>(
        flags: &Flags<SERVE>,
        environment: &Environment,
    ) -> Result<Layers, ConfigError> {
        let (layers, errors) = Layers::lay(flags, environment);
        match errors.is_empty() {
            true => Ok(layers),
            false => Err(ConfigError::all(errors)),
        }
    }

    /// Lays the layers and reads settings, with all mistakes told together.
    ///
    /// # Errors
    /// Those of [`Layers::resolve`], and values that are not what their settings need.
    pub fn load<const SERVE: bool, T>(
        flags: &Flags<SERVE>,
        environment: &Environment,
        read: impl Fn(&Layers) -> Result<T, ConfigError>,
    ) -> Result<(Layers, T), ConfigError> {
        let (layers, errors) = Layers::lay(flags, environment);
        let settings = layers.read(errors, read)?;
        Ok((layers, settings))
    }

    /// The layers as far as they can be read, and what is wrong with them.
    pub(crate) fn lay<const SERVE: bool>(
        flags: &Flags<SERVE>,
        environment: &Environment,
    ) -> (Layers, Vec<ConfigError>) {
        let mut errors = variables::unknown(environment);
        let path = flags
            .get("config")
            .and_then(|values| values.last().cloned())
            .or_else(|| environment.get("WHARF_CONFIG").map(str::to_owned))
            .map(PathBuf::from);
        let (file, wrong) = path.as_deref().map(file::read).unwrap_or_default();
        errors.extend(wrong);
        let path = path.unwrap_or_default();
        let values = SETTINGS
            .iter()
            .map(|setting| value(setting, flags, environment, &file, &path))
            .collect();
        let mut layers = Layers(values);
        if let Some([port]) = flags.get(PORT)
            && let Some(listen) = layers.value_mut("listen")
        {
            listen.replace_port(port);
        }
        (layers, errors)
    }

    /// Takes the Regions that the folder was last served with where no layer says them: `wharf serve` may have had them by flags,
    /// which other commands do not have.
    pub(crate) fn or_served(mut self, region: &str, regions: &[String]) -> Layers {
        if !regions.is_empty() && self.value("regions").origin == Origin::Default {
            let mut served = regions.to_vec();
            // One that was configured since.
            let own = self.value("region");
            served.extend(
                own.texts
                    .iter()
                    .filter(|_| own.origin != Origin::Default)
                    .cloned(),
            );
            self.set("regions", served);
        }
        let is_served = self.value("regions").texts.iter().any(|name| name == region);
        if is_served && self.value("region").origin == Origin::Default {
            self.set("region", vec![region.to_owned()]);
        }
        self
    }

    fn set(&mut self, name: &str, texts: Vec<String>) {
        if let Some(value) = self.value_mut(name) {
            value.texts = texts;
        }
    }

    fn value_mut(&mut self, name: &str) -> Option<&mut Value> {
        self.0.iter_mut().find(|value| value.setting.name == name)
    }

    /// Reads settings, after mistakes that are known. Not only the first wrong value is told: each is taken for its default, to see the
    /// next.
    ///
    /// # Errors
    /// There were mistakes, or values are not what their settings need.
    pub(crate) fn read<T>(
        &self,
        mut errors: Vec<ConfigError>,
        read: impl Fn(&Layers) -> Result<T, ConfigError>,
    ) -> Result<T, ConfigError> {
        let mut layers = self.clone();
        while let Err(error) = read(&layers) {
            let wrong = match &error {
                ConfigError::Invalid { setting, .. } => layers.value_mut(setting),
                _ => None,
            };
            errors.push(error);
            match wrong {
                Some(value) if value.origin != Origin::Default => value.reset(),
                // Nothing more is seen.
                _ => break,
            }
        }
        match errors.is_empty() {
            true => read(self),
            false => Err(ConfigError::all(errors)),
        }
    }

    /// All values.
    pub fn values(&self) -> &[Value] {
        &self.0
    }

    pub(super) fn value(&self, name: &str) -> &Value {
        self.0
            .iter()
            .find(|value| value.setting.name == name)
            .expect("INVARIANT: the name is in the table")
    }

    /// The text of a setting that is no list, if it is set.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.value(name).texts.last().map(String::as_str)
    }

    /// The value of a setting, parsed.
    pub(super) fn parse<T, E: fmt::Display>(
        &self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<Option<T>, ConfigError> {
        self.text(name)
            .map(|text| parse(text).map_err(|reason| self.invalid(name, text, reason)))
            .transpose()
    }

    /// Every text of a list, parsed.
    pub(super) fn parse_all<T, E: fmt::Display>(
        &self,
        name: &str,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Result<Vec<T>, ConfigError> {
        let texts = self.value(name).texts.iter();
        texts
            .map(|text| parse(text).map_err(|reason| self.invalid(name, text, reason)))
            .collect()
    }

    fn invalid(&self, name: &str, text: &str, reason: impl fmt::Display) -> ConfigError {
        let value = self.value(name);
        let reason = if value.setting.secret {
            reason.to_string()
        } else {
            format!("'{text}': {reason}")
        };
        ConfigError::invalid(name, &value.origin, reason)
    }
}

fn value<const SERVE: bool>(
    setting: &'static Setting,
    flags: &Flags<SERVE>,
    environment: &Environment,
    file: &FileLayer,
    path: &std::path::Path,
) -> Value {
    let variable = setting.variable();
    let (texts, origin) = if let Some(texts) = flags.get(setting.name) {
        (texts.to_vec(), Origin::Flag)
    } else if let Some(text) = environment.get(&variable) {
        (vec![text.to_owned()], Origin::Environment(variable))
    } else if let Some((texts, line)) = file.get(setting.name) {
        let path = path.to_owned();
        (texts.clone(), Origin::File { path, line: *line })
    } else {
        let default = Some(setting.default).filter(|text| !text.is_empty());
        (default.map(str::to_owned).into_iter().collect(), Origin::Default)
    };
    let texts = match setting.kind {
        Kind::List => texts.iter().flat_map(|text| split(text)).collect(),
        _ => texts,
    };
    Value {
        setting,
        texts,
        origin,
    }
}

fn split(text: &str) -> impl Iterator<Item = String> {
    text.split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
}
