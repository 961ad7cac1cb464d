//! What policies speak of, read from their documents.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::pattern::Pattern;

/// What makes a repository.
pub(super) const CREATE: &str = "ecr:CreateRepository";

/// Whether a policy speaks of making repositories: if it does not, it lets no principal do it.
pub(super) fn speaks_of_making(document: &Value) -> bool {
    let is_it = |action: &Value| {
        // A question mark is a star here: more is only looked at more closely.
        let text = action.as_str().unwrap_or_default().replace('?', "*");
        Pattern(text.to_lowercase()).covers(&CREATE.to_lowercase())
    };
    match document {
        Value::Array(items) => items.iter().any(speaks_of_making),
        Value::Object(members) => members.iter().any(|(name, member)| {
            name.eq_ignore_ascii_case("NotAction")
                || name.eq_ignore_ascii_case("Action")
                    && match member {
                        Value::Array(actions) => actions.iter().any(is_it),
                        action => is_it(action),
                    }
                || speaks_of_making(member)
        }),
        _ => false,
    }
}

/// The resources that policies name.
pub(super) fn resources(documents: &[Value]) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    let mut rest: Vec<&Value> = documents.iter().collect();
    while let Some(value) = rest.pop() {
        match value {
            Value::Array(items) => rest.extend(items),
            Value::Object(members) => {
                for (name, member) in members {
                    match (name.as_str(), member) {
                        ("Resource" | "NotResource", Value::Array(items)) => {
                            found.extend(items.iter().filter_map(Value::as_str));
                        }
                        ("Resource" | "NotResource", one) => found.extend(one.as_str()),
                        _ => rest.push(member),
                    }
                }
            }
            _ => {}
        }
    }
    found
}
