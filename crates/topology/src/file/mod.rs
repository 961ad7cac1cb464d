//! The organization file: read, every name looked up, every mistake reported with its place.

mod approved;
mod assertion;
pub(crate) mod edit;
mod edited;
mod form;
mod places;
mod problems;
mod residency;
mod residency_shape;
mod resolve;
mod retention;
mod role;
mod shape;
mod syntax;
mod tree;
mod volumes;
mod words;

use std::fmt;

use serde_saphyr::{DuplicateKeyPolicy, Options};

pub use self::edited::Edited;
use self::form::Findings;
pub use self::form::SCHEMA;
use self::problems::Problems;
use crate::{Company, Topology};

/// More is no description of a company.
const MAX_BYTES: usize = 4 * 1024 * 1024;
/// The levels of keys and lists; a file needs five. Reading calls itself for each, also for those of an alias's anchor.
const MAX_DEPTH: usize = 16;
const MAX_ALIASES_IN_EACH_OTHER: usize = 3;

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

/// A company whose topology is still to be decided: its file may lack the topology, the accounts that hold the registries, and the volumes.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The company, under the topology that the file says, or the default.
    pub company: Company,
    /// The topology, if the file says one.
    pub topology: Option<Topology>,
    /// What that topology needs and the file lacks.
    pub lacks: Option<&'static str>,
    /// The keys of `volumes` that the file leaves out.
    pub lacks_volumes: Vec<&'static str>,
}

/// Reads a file for advice: what its topology needs may be missing, and its images may be where they must not be.
pub fn draft(text: &str) -> Result<Draft, Vec<Problem>> {
    read_as(text, resolve::draft)
}

/// Reads a file; if it has mistakes, all are reported that can be seen: all but those below a line that is no YAML, and what names mean
/// where something cannot be read at all.
pub fn read(text: &str) -> Result<Company, Vec<Problem>> {
    read_as(text, resolve::resolve)
}

fn read_as<T>(text: &str, resolve: fn(shape::File) -> Result<T, Vec<Problem>>) -> Result<T, Vec<Problem>> {
    if text.len() > MAX_BYTES {
        return Err(vec![Problem {
            line: 1,
            column: 1,
            message: format!("a file has at most {MAX_BYTES} bytes"),
        }]);
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let every = options(DuplicateKeyPolicy::PassThrough);
    let tree =
        serde_saphyr::from_str_with_options(text, every).map_err(|error| vec![syntax::problem(&error)])?;
    let Findings {
        keys: Problems(mut problems),
        values: Problems(values),
    } = form::look(&tree);
    let first = options(DuplicateKeyPolicy::FirstWins);
    match serde_saphyr::from_str_with_options::<shape::File>(text, first) {
        Ok(file) => match resolve(file) {
            Ok(meant) if problems.is_empty() => return Ok(meant),
            Ok(_) => {}
            Err(meant) => problems.extend(meant),
        },
        Err(error) => {
            problems.extend(values);
            let unread = syntax::problem(&error);
            let is_told = |known: &Problem| known.line == unread.line;
            // What is missing is told at the key above it.
            if problems.is_empty() || !(is_missing(&error) || problems.iter().any(is_told)) {
                problems.push(unread);
            }
        }
    }
    problems.sort_by_key(|problem| (problem.line, problem.column));
    Err(problems)
}

fn options(duplicate_keys: DuplicateKeyPolicy) -> Options {
    serde_saphyr::options! {
        duplicate_keys: duplicate_keys,
        budget: serde_saphyr::budget! { max_depth: MAX_DEPTH },
        alias_limits: serde_saphyr::alias_limits! { max_replay_stack_depth: MAX_ALIASES_IN_EACH_OTHER },
    }
}

fn is_missing(error: &serde_saphyr::Error) -> bool {
    matches!(
        error.without_snippet(),
        serde_saphyr::Error::SerdeMissingField { .. }
    )
}
