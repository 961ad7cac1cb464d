//! What several parts of the file may be called.

use crate::company::Environment;

/// The words for environments.
pub(super) const ENVIRONMENTS: [(&str, Environment); 3] = [
    ("development", Environment::Development),
    ("test", Environment::Test),
    ("production", Environment::Production),
];

/// Whether something can have this name: letters, digits, `-` and `_`, at most 50.
pub(super) fn is_name(text: &str) -> bool {
    let allowed = |character: char| character.is_ascii_alphanumeric() || "-_".contains(character);
    !text.is_empty() && text.len() <= 50 && text.chars().all(allowed)
}
