//! Inputs as forms: what the Query protocol sends.

use std::fmt::Write as _;

use serde_json::Value;

/// An input as a form: `Tags.member.1.Key=…`.
pub(super) fn form(operation: &str, version: &str, input: &Value) -> String {
    let mut text = format!("Action={operation}&Version={version}");
    flatten(&mut text, "", input);
    text
}

fn flatten(text: &mut String, name: &str, value: &Value) {
    let within = |part: &str| match name {
        "" => part.to_owned(),
        _ => format!("{name}.{part}"),
    };
    match value {
        Value::Null => {}
        Value::Object(members) => {
            for (member, value) in members {
                flatten(text, &within(member), value);
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                flatten(text, &within(&format!("member.{}", at + 1)), item);
            }
        }
        Value::String(value) => pair(text, name, value),
        other => pair(text, name, &other.to_string()),
    }
}

fn pair(text: &mut String, name: &str, value: &str) {
    text.push('&');
    text.push_str(name);
    text.push('=');
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
}
