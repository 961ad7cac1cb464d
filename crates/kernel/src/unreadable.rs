//! Sealed records that do not open with the key that they should open with, mostly the node's master key. Each is a failure of its
//! own, which stops nothing else. What a process remembers of them is in
//! `kernel/src/node/unreadable_records.rs`.

/// A sealed record that does not open: its bytes are others than they were, or another key sealed it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{record} does not open: {remedy}")]
pub struct Unreadable {
    /// Which one, as operators name it.
    pub record: String,
    /// What an operator does about it.
    pub remedy: String,
}
