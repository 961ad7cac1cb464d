//! The values that a statement is bound with and that a row is made of.
//!
//! Not here: floating point, booleans as a type of their own (0 and 1), times (microseconds as `Integer`).

use bytes::Bytes;

/// One value of a parameter or a column.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    /// SQL NULL, of any type.
    Null,
    /// BIGINT.
    Integer(i64),
    /// TEXT, without NUL characters.
    Text(String),
    /// BLOB, BYTEA on PostgreSQL.
    Blob(Bytes),
}

/// The kind and the size, never the content: values hold secrets.
impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Null => f.write_str("Null"),
            Self::Integer(_) => f.write_str("Integer"),
            Self::Text(text) => write!(f, "Text({} bytes)", text.len()),
            Self::Blob(blob) => write!(f, "Blob({} bytes)", blob.len()),
        }
    }
}

impl Value {
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "NULL",
            Self::Integer(_) => "an integer",
            Self::Text(_) => "text",
            Self::Blob(_) => "a blob",
        }
    }
}

macro_rules! from_integer {
    ($($integer:ty),*) => {
        $(impl From<$integer> for Value {
            fn from(value: $integer) -> Self {
                Self::Integer(i64::from(value))
            }
        })*
    };
}

from_integer!(i64, i32, i16, u32, u16, u8, bool);

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<&String> for Value {
    fn from(value: &String) -> Self {
        Self::Text(value.clone())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<Bytes> for Value {
    fn from(value: Bytes) -> Self {
        Self::Blob(value)
    }
}

impl From<Vec<u8>> for Value {
    fn from(value: Vec<u8>) -> Self {
        Self::Blob(value.into())
    }
}

impl From<&[u8]> for Value {
    fn from(value: &[u8]) -> Self {
        Self::Blob(Bytes::copy_from_slice(value))
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// The caller's values of a statement, in order: `params![name, size, Some("text"), None::<i64>]`.
///
/// For a scoped statement the first one is `$3`, for a global one `$1`.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => {
        ::std::vec![$($crate::Value::from($value)),*]
    };
}
