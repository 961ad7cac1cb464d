//! The TOML layer: keys are names of settings, values are texts, numbers, booleans, or arrays of texts.

use std::collections::BTreeMap;
use std::path::Path;

use toml::de::{DeTable, DeValue};
use wharf_aws::nearest;

use super::ConfigError;
use super::settings::{self, Flag, Kind, SETTINGS, Setting};
use crate::{files, output};

/// What a file says: for each setting its values as text, and the line.
pub(super) type FileLayer = BTreeMap<&'static str, (Vec<String>, usize)>;

/// What a file says as far as it is right, and what is wrong with it.
pub(super) fn read(path: &Path) -> (FileLayer, Vec<ConfigError>) {
    match files::read_text(path) {
        Ok(text) => parse(path, &text),
        Err(source) => {
            let path = path.to_owned();
            (FileLayer::new(), vec![ConfigError::Unreadable { path, source }])
        }
    }
}

fn parse(path: &Path, text: &str) -> (FileLayer, Vec<ConfigError>) {
    let line_of = |offset: usize| text[..offset.min(text.len())].matches('\n').count() + 1;
    let shown = |offset: usize, error: ConfigError| {
        let before = &text[..offset.min(text.len())];
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        ConfigError::InFile {
            error: Box::new(error),
            shown: output::place(text, line_of(offset), column),
        }
    };
    let syntax = |line, message| ConfigError::Syntax {
        path: path.to_owned(),
        line,
        message,
    };
    let (table, unread) = DeTable::parse_recoverable(text);
    let mut errors: Vec<(usize, ConfigError)> = Vec::new();
    for error in unread {
        let at = error.span().map_or(0, |span| span.start);
        errors.push((at, syntax(line_of(at), error.message().to_owned())));
    }
    let mut layer = FileLayer::new();
    for (key, value) in table.get_ref() {
        let at = key.span().start;
        let line = line_of(at);
        let read = known(path, line, key.get_ref()).and_then(|setting| {
            let values = texts(setting, value.get_ref()).map_err(|message| syntax(line, message))?;
            Ok((setting.name, (values, line)))
        });
        match read {
            // What follows from what could not be read is no other mistake.
            _ if errors.iter().any(|(known, _)| line_of(*known) == line) => {}
            Ok((name, values)) => drop(layer.insert(name, values)),
            Err(error) => errors.push((at, error)),
        }
    }
    errors.sort_by_key(|(at, _)| *at);
    let errors = errors.into_iter().map(|(at, error)| shown(at, error));
    (layer, errors.collect())
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
            nearest: nearest(key, names),
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
