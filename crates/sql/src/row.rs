//! One row of an answer, read by position.
//!
//! Not here: columns by name, and mapping onto structs; a store's `fn read` does that in a few lines.

use bytes::Bytes;

use crate::{Error, Value};

/// One row. Columns are counted from 0 in the order of the statement.
#[derive(Debug, Clone)]
pub struct Row {
    statement: &'static str,
    values: Vec<Value>,
}

impl Row {
    pub(crate) const fn new(statement: &'static str, values: Vec<Value>) -> Self {
        Self { statement, values }
    }

    /// The value as it came.
    pub fn value(&self, column: usize) -> Result<&Value, Error> {
        self.values.get(column).ok_or(Error::Column {
            statement: self.statement,
            column,
            wanted: "a value",
            found: "no such column",
        })
    }

    /// A BIGINT that is never NULL.
    pub fn integer(&self, column: usize) -> Result<i64, Error> {
        match self.value(column)? {
            Value::Integer(value) => Ok(*value),
            other => Err(self.mismatch(column, "an integer", other)),
        }
    }

    /// A BIGINT, or `None` for NULL.
    pub fn opt_integer(&self, column: usize) -> Result<Option<i64>, Error> {
        if self.is_null(column)? {
            Ok(None)
        } else {
            self.integer(column).map(Some)
        }
    }

    /// A flag: 0 is false, any other number is true.
    pub fn boolean(&self, column: usize) -> Result<bool, Error> {
        self.integer(column).map(|value| value != 0)
    }

    /// A text that is never NULL.
    pub fn text(&self, column: usize) -> Result<&str, Error> {
        match self.value(column)? {
            Value::Text(value) => Ok(value),
            other => Err(self.mismatch(column, "text", other)),
        }
    }

    /// A text, or `None` for NULL.
    pub fn opt_text(&self, column: usize) -> Result<Option<&str>, Error> {
        if self.is_null(column)? {
            Ok(None)
        } else {
            self.text(column).map(Some)
        }
    }

    /// A BLOB that is never NULL. Sharing it costs nothing.
    pub fn blob(&self, column: usize) -> Result<Bytes, Error> {
        match self.value(column)? {
            Value::Blob(value) => Ok(value.clone()),
            other => Err(self.mismatch(column, "a blob", other)),
        }
    }

    /// A BLOB, or `None` for NULL.
    pub fn opt_blob(&self, column: usize) -> Result<Option<Bytes>, Error> {
        if self.is_null(column)? {
            Ok(None)
        } else {
            self.blob(column).map(Some)
        }
    }

    fn is_null(&self, column: usize) -> Result<bool, Error> {
        self.value(column).map(|value| matches!(value, Value::Null))
    }

    fn mismatch(&self, column: usize, wanted: &'static str, found: &Value) -> Error {
        Error::Column {
            statement: self.statement,
            column,
            wanted,
            found: found.kind(),
        }
    }
}
