//! What decisions depend on and is not known.

use std::collections::BTreeSet;

use serde_json::Value;
use wharf_policy::CompiledPolicy;

use super::documents::resources;
use crate::pattern::Pattern;

/// Condition keys whose values are known of every request.
const KNOWN_KEYS: [&str; 13] = [
    "aws:principalarn",
    "aws:principalaccount",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:principalisawsservice",
    "aws:requestedregion",
    "aws:resourceaccount",
    "aws:resourceorgid",
    "aws:resourceorgpaths",
    "aws:securetransport",
    "aws:sourceaccount",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
];

/// What only a request knows, and what is unclear besides.
pub(super) fn undecided(documents: &[Value], unclear: &BTreeSet<String>) -> Vec<String> {
    let mut keys: BTreeSet<String> = BTreeSet::new();
    for document in documents {
        keys.extend(CompiledPolicy::compile(&document.to_string()).condition_keys());
    }
    let is_known = |key: &str| {
        let key = key.to_lowercase();
        KNOWN_KEYS.contains(&key.as_str())
            || (key == "aws:sourcearn" && is_general(documents))
            || key.starts_with("aws:resourcetag/")
            || key.starts_with("ecr:resourcetag/")
    };
    let keys: Vec<String> = keys.into_iter().filter(|key| !is_known(key)).collect();
    let mut undecided = Vec::new();
    if !keys.is_empty() {
        undecided.push(format!("{}, which only a request knows", keys.join(", ")));
    }
    let variable = variable_resources(documents).into_iter();
    undecided.extend(variable.map(|arn| format!("which repositories {arn} covers")));
    undecided.extend(unclear.iter().cloned());
    undecided
}

/// Whether policies speak of all that a service does for an account, and not of single functions, whose names only a request has.
fn is_general(documents: &[Value]) -> bool {
    let ends_in_star = |value: &Value| value.as_str().is_some_and(|text| text.ends_with('*'));
    let mut rest: Vec<&Value> = documents.iter().collect();
    while let Some(value) = rest.pop() {
        match value {
            Value::Array(items) => rest.extend(items),
            Value::Object(members) => {
                for (name, member) in members {
                    let is_general = match member {
                        Value::Array(items) => items.iter().all(ends_in_star),
                        one => ends_in_star(one),
                    };
                    if name.eq_ignore_ascii_case("aws:SourceArn") && !is_general {
                        return false;
                    }
                    rest.push(member);
                }
            }
            _ => {}
        }
    }
    true
}

/// The resources of policies that may be repositories, and which of them only a request knows.
fn variable_resources(documents: &[Value]) -> BTreeSet<&str> {
    let is_of_repositories = |resource: &&str| {
        let parts: Vec<&str> = resource.splitn(6, ':').collect();
        matches!(parts[..], ["arn", _, service, ..] if Pattern(service.to_owned()).covers("ecr"))
    };
    let variable = resources(documents).into_iter();
    let variable = variable.filter(|resource| resource.contains("${"));
    variable.filter(is_of_repositories).collect()
}
