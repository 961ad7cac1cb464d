//! Every setting with its value and where it came from.

use serde_json::{Map, Value as Json, json};

use super::layers::Value;
use super::settings::Kind;
use super::{Layers, Origin};
use crate::output;

/// How it is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// A table for people.
    #[default]
    Text,
    /// One object: a name, its value and origin.
    Json,
    /// A file that `--config` takes.
    Toml,
}

impl Layers {
    /// Shows all. Secrets are only said to be set.
    pub fn show(&self, format: Format) -> String {
        match format {
            Format::Text => output::table(&self.values().iter().map(row).collect::<Vec<_>>()),
            Format::Json => {
                let all: Map<String, Json> = self.values().iter().map(member).collect();
                format!("{:#}\n", Json::Object(all))
            }
            Format::Toml => self
                .values()
                .iter()
                .filter(|value| value.setting.in_file)
                .map(line)
                .collect(),
        }
    }
}

fn row(value: &Value) -> [String; 3] {
    let shown = match shown(value) {
        Json::Null => "-".to_owned(),
        Json::Array(items) => items
            .iter()
            .filter_map(Json::as_str)
            .collect::<Vec<_>>()
            .join(","),
        Json::String(text) => text,
        other => other.to_string(),
    };
    [value.setting.name.to_owned(), shown, origin(value)]
}

fn member(value: &Value) -> (String, Json) {
    let member = json!({ "value": shown(value), "origin": origin(value) });
    (value.setting.name.to_owned(), member)
}

fn origin(value: &Value) -> String {
    match &value.origin {
        Origin::Flag => format!("flag --{}", value.setting.name),
        other => other.to_string(),
    }
}

fn line(value: &Value) -> String {
    let name = value.setting.name;
    if value.setting.secret && !value.texts.is_empty() {
        return format!("# {name} is set and not shown ({})\n", origin(value));
    }
    let text = match shown(value) {
        Json::Null => return format!("# {name} =\n"),
        Json::Array(items) if items.is_empty() => return format!("# {name} = []\n"),
        // What is text, array of texts, number or boolean in JSON is the same in TOML, but for U+007F.
        other => other.to_string().replace('\u{7f}', "\\u007f"),
    };
    format!("{name} = {text} # {}\n", origin(value))
}

fn shown(value: &Value) -> Json {
    let text = value.texts.last();
    match (value.setting.kind, text) {
        _ if value.setting.secret && text.is_some() => json!("(secret, set)"),
        (Kind::List, _) => json!(value.texts),
        (_, None) => Json::Null,
        // What does not parse is shown as it is: this command is for finding such things.
        (Kind::Boolean, Some(text)) => text.parse::<bool>().map_or_else(|_| json!(text), Json::from),
        (Kind::Number, Some(text)) => text.parse::<u64>().map_or_else(|_| json!(text), Json::from),
        (Kind::Text, Some(text)) => json!(text),
    }
}
