//! The TOML layer: keys are names of settings, values are texts, numbers, booleans, or arrays of texts.

use std::collections::BTreeMap;
use std::path::Path;

use toml::de::{DeTable, DeValue};

use super::ConfigError;
use super::settings::{self, Flag, Kind, SETTINGS, Setting};

/// What a file says: for each setting its values as text, and the line.
pub(super) type FileLayer = BTreeMap<&'static str, (Vec<String>, usize)>;

pub(super) fn read(path: &Path) -> Result<FileLayer, ConfigError> {
    let text = std::fs::read_to_string(path).map_err(|source| ConfigError::Unreadable {
        path: path.to_owned(),
        source,
    })?;
    parse(path, &text)
}

fn parse(path: &Path, text: &str) -> Result<FileLayer, ConfigError> {
    let line_of = |offset: usize| text[..offset.min(text.len())].matches('\n').count() + 1;
    let table = DeTable::parse(text).map_err(|error| ConfigError::Syntax {
        path: path.to_owned(),
        line: line_of(error.span().map_or(0, |span| span.start)),
        message: error.message().to_owned(),
    })?;
    let mut layer = FileLayer::new();
    for (key, value) in table.get_ref() {
        let line = line_of(key.span().start);
        let setting = known(path, line, key.get_ref())?;
        let values = texts(setting, value.get_ref()).map_err(|message| ConfigError::Syntax {
            path: path.to_owned(),
            line,
            message,
        })?;
        layer.insert(setting.name, (values, line));
    }
    Ok(layer)
}

fn known(path: &Path, line: usize, key: &str) -> Result<&'static Setting, ConfigError> {
    let Some(setting) = settings::find(key) else {
        let names = SETTINGS
            .iter()
            .filter(|setting| setting.in_file)
            .map(|setting| setting.name);
        return Err(ConfigError::UnknownKey {
            path: path.to_owned(),
            line,
            key: key.to_owned(),
            nearest: settings::nearest(key, names),
        });
    };
    if !setting.in_file {
        let flag = if setting.flag == Flag::No {
            String::new()
        } else {
            format!("--{} or ", setting.name)
        };
        return Err(ConfigError::NotInFile {
            path: path.to_owned(),
            line,
            key: setting.name,
            by: format!("{flag}{}", setting.variable()),
        });
    }
    Ok(setting)
}

fn texts(setting: &Setting, value: &DeValue<'_>) -> Result<Vec<String>, String> {
    let wrong = || {
        let wanted = match setting.kind {
            Kind::Text => "a text",
            Kind::Boolean => "true or false",
            Kind::Number => "a whole number",
            Kind::List => "an array of texts",
        };
        format!("`{}` must be {wanted}, not {}", setting.name, value.type_str())
    };
    let one = match (setting.kind, value) {
        (Kind::Text | Kind::List, DeValue::String(text)) => text.to_string(),
        (Kind::Boolean, DeValue::Boolean(value)) => value.to_string(),
        (Kind::Number, DeValue::Integer(number)) => number.to_string(),
        (Kind::List, DeValue::Array(items)) => {
            let texts = items.iter().map(|item| match item.get_ref() {
                DeValue::String(text) => Ok(text.to_string()),
                _ => Err(wrong()),
            });
            return texts.collect();
        }
        _ => return Err(wrong()),
    };
    Ok(vec![one])
}
