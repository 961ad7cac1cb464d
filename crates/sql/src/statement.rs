//! Statements as constants, and the scope that a scoped statement cannot be run without.
//!
//! Not here: texts. Each statement lives beside the rows that it reads, in the room that owns them.

use std::sync::Arc;

use crate::{Error, Value, scan};

/// A named statement. Declare it as a `const` or `static` and pass a reference to it.
///
/// ```ignore
/// const FIND: Statement = Statement::scoped(
///     "repository.find",
///     "SELECT created_at FROM repository WHERE account = $1 AND region = $2 AND name = $3",
/// )
/// .point();
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Statement {
    /// The name in spans, metrics and errors, e.g. `repository.find`.
    pub name: &'static str,
    /// Portable SQL with placeholders `$1…`; see the crate's documentation for the subset.
    pub text: &'static str,
    /// Whether `$1` and `$2` are bound from a [`Scope`]; the caller's own values then start at `$3`.
    pub scoped: bool,
    /// Whether the statement reads a handful of rows by a key, so that SQLite may run it on the calling thread.
    pub point: bool,
}

impl Statement {
    /// A statement over rows that belong to a scope: `$1` and `$2` are the scope's keys.
    #[must_use]
    pub const fn scoped(name: &'static str, text: &'static str) -> Self {
        Self {
            name,
            text,
            scoped: true,
            point: false,
        }
    }

    /// A statement over rows that belong to no scope.
    #[must_use]
    pub const fn global(name: &'static str, text: &'static str) -> Self {
        Self {
            name,
            text,
            scoped: false,
            point: false,
        }
    }

    /// Declares that the statement finds a handful of small rows by a key: microseconds, not milliseconds.
    #[must_use]
    pub const fn point(mut self) -> Self {
        self.point = true;
        self
    }

    /// How many placeholders the scope fills.
    pub(crate) const fn scope_width(&self) -> usize {
        if self.scoped { 2 } else { 0 }
    }
}

/// The two keys that every scoped row starts with. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Scope {
    first: Arc<str>,
    second: Arc<str>,
}

impl Scope {
    /// A scope of two keys, bound as `$1` and `$2`.
    #[must_use]
    pub fn new(first: &str, second: &str) -> Self {
        Self {
            first: first.into(),
            second: second.into(),
        }
    }

    /// The key bound as `$1`.
    #[must_use]
    pub fn first(&self) -> &str {
        &self.first
    }

    /// The key bound as `$2`.
    #[must_use]
    pub fn second(&self) -> &str {
        &self.second
    }
}

impl Statement {
    /// Refuses a call that forgets the scope or brings one that does not belong, and text that only one of the
    /// engines could store.
    pub(crate) fn check_call(&self, scope: Option<&Scope>, params: &[Value]) -> Result<(), Error> {
        if self.scoped != scope.is_some() {
            let reason = if self.scoped {
                "it needs a scope"
            } else {
                "it has no scope"
            };
            return Err(Error::misuse(self.name, reason));
        }
        let has_nul = |value: &Value| matches!(value, Value::Text(text) if text.as_bytes().contains(&0));
        if params.iter().any(has_nul) {
            return Err(Error::misuse(self.name, "a text has a NUL character"));
        }
        Ok(())
    }

    /// Refuses a call with more or fewer values than the prepared statement has placeholders.
    pub(crate) fn check_count(&self, placeholders: usize, params: &[Value]) -> Result<(), Error> {
        let bound = self.scope_width() + params.len();
        if placeholders == bound {
            return Ok(());
        }
        Err(Error::misuse(
            self.name,
            format!("{placeholders} placeholders, {bound} values (scope included)"),
        ))
    }

    /// Refuses a scoped statement that does not use both keys of its scope.
    pub(crate) fn check_scope(&self) -> Result<(), Error> {
        if self.scoped && !(scan::has_placeholder(self.text, 1) && scan::has_placeholder(self.text, 2)) {
            return Err(Error::misuse(self.name, "a scoped statement must use $1 and $2"));
        }
        Ok(())
    }
}
