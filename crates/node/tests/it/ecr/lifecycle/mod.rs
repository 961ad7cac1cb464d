//! Lifecycle policies: the language, the decision, and what becomes of images.

mod document;
mod fuzz;
mod job;
mod plan;
mod preview;

use serde_json::{Value, json};

/// A rule of some priority that expires.
pub(crate) fn rule(priority: i64, selection: Value) -> Value {
    json!({"rulePriority": priority, "selection": selection, "action": {"type": "expire"}})
}

/// A policy's document.
pub(crate) fn policy(rules: &[Value]) -> String {
    json!({"rules": rules}).to_string()
}
