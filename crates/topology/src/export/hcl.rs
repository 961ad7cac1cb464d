//! HCL from Terraform's JSON, as far as our modules need it.

use std::fmt::Write as _;

use serde_json::Value;

/// Members that are blocks, not attributes.
const BLOCKS: &[&str] = &["assume_role"];

/// A module.
pub(super) fn module(module: &Value) -> String {
    let mut text = String::from("terraform {\n  required_providers {\n");
    for (name, source) in entries(&module["terraform"]["required_providers"]) {
        let _ = writeln!(text, "    {name} = {}", value(source, 2));
    }
    text.push_str("  }\n}\n");
    for provider in module["provider"]["aws"].as_array().into_iter().flatten() {
        let _ = write!(text, "\nprovider \"aws\" {{\n{}}}\n", body(provider, 1));
    }
    for (kind, resources) in entries(&module["resource"]) {
        for (name, resource) in entries(resources) {
            let _ = write!(
                text,
                "\nresource \"{kind}\" \"{name}\" {{\n{}}}\n",
                body(resource, 1)
            );
        }
    }
    text
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn body(object: &Value, depth: usize) -> String {
    let indent = "  ".repeat(depth);
    let mut text = String::new();
    for (name, member) in entries(object) {
        if BLOCKS.contains(&name.as_str()) {
            for block in member.as_array().into_iter().flatten() {
                let _ = write!(text, "{indent}{name} {{\n{}{indent}}}\n", body(block, depth + 1));
            }
        } else if name == "provider" {
            // A reference, not a text.
            let _ = writeln!(text, "{indent}{name} = {}", member.as_str().unwrap_or_default());
        } else {
            let _ = writeln!(text, "{indent}{name} = {}", value(member, depth));
        }
    }
    text
}

fn value(value: &Value, depth: usize) -> String {
    match value {
        Value::Object(members) => {
            let indent = "  ".repeat(depth + 1);
            let lines = members
                .iter()
                .map(|(name, member)| format!("{indent}\"{name}\" = {}\n", self::value(member, depth + 1)));
            format!("{{\n{}{}}}", lines.collect::<String>(), "  ".repeat(depth))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| self::value(item, depth)).collect();
            format!("[{}]", items.join(", "))
        }
        // JSON's escapes are HCL's; `${` of a policy is written so in both.
        other => other.to_string(),
    }
}
