//! Where a node's audit records are: files of JSON lines in the data folder, a new one each day and whenever one is large.
//!
//! ```text
//! audit/2026-11-27.jsonl, 2026-11-27.1.jsonl, …    one record a line, readable by the owner only
//! ```
//!
//! A record reaches the file within moments of the answer; what a killed process had in memory is lost, and so is what the
//! machine had not written at a power loss. Files older than the configured days are removed, but not by a clock that jumped.
//! A command on a stopped folder waits until its records are written, and fails when they cannot be.

mod files;
mod writer;

pub(crate) use files::{AuditFile, list};
pub(crate) use writer::AuditWriter;

/// Which calls are recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// Every call.
    All,
    /// Calls that may change something, and those that failed or were refused.
    Changes,
    /// None.
    Off,
}
