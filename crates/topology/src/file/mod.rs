//! The organization file: read, every name looked up, every mistake reported with its place.

mod assertion;
mod problems;
mod resolve;
mod retention;
mod role;
mod shape;
mod words;

use std::fmt;

use crate::Company;

/// More is no description of a company.
const MAX_BYTES: usize = 4 * 1024 * 1024;

/// A mistake in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1.
    pub line: u64,
    /// The column, from 1.
    pub column: u64,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

/// Reads a file; if it has mistakes, as many as possible are reported at once.
pub fn read(text: &str) -> Result<Company, Vec<Problem>> {
    if text.len() > MAX_BYTES {
        return Err(vec![Problem {
            line: 1,
            column: 1,
            message: format!("a file has at most {MAX_BYTES} bytes"),
        }]);
    }
    let file: shape::File = serde_saphyr::from_str(text).map_err(|error| {
        let location = error.location();
        let at = |of: fn(&serde_saphyr::Location) -> u64| location.as_ref().map_or(1, of);
        // Without the snippet that the reader would add: code that shows the problem has the file.
        let message = error.without_snippet().to_string();
        let message = message
            .split_once(": ")
            .map_or(message.as_str(), |(_, said)| said);
        let message = message.split(" at line ").next().unwrap_or(message);
        vec![Problem {
            line: at(|location| location.line()),
            column: at(|location| location.column()),
            message: message.to_owned(),
        }]
    })?;
    resolve::resolve(file)
}
