//! Does what is sealed open?

use std::collections::BTreeSet;

use serde_json::Value;

use super::Finding;

/// What the answers of each Region (`GetJobHealth`) say: each has all that the server knows.
pub fn secrets(answers: &[(String, Value)]) -> Option<Finding> {
    let lists = answers
        .iter()
        .filter_map(|(_, answer)| answer["unreadableRecords"].as_array());
    let records: BTreeSet<&str> = lists.flatten().filter_map(Value::as_str).collect();
    let found = format!(
        "sealed records that do not open, and so cannot be used: {}",
        records.len()
    );
    let finding = Finding::fail("secrets", found);
    (!records.is_empty()).then(|| records.into_iter().fold(finding, Finding::todo))
}
