//! Values on PostgreSQL's wire: BIGINT, TEXT and BYTEA, and the few kinds that expressions yield besides
//! (`EXISTS` a boolean, string positions an INTEGER).

use std::error::Error as StdError;

use bytes::{Bytes, BytesMut};
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

use crate::{Scope, Value};

/// A parameter, borrowed from the call.
#[derive(Debug)]
pub(super) enum Param<'a> {
    Key(&'a str),
    Value(&'a Value),
}

/// The scope's keys, then the caller's values.
pub(super) fn bind<'a>(scope: Option<&'a Scope>, params: &'a [Value]) -> Vec<Param<'a>> {
    let keys = scope
        .into_iter()
        .flat_map(|scope| [Param::Key(scope.first()), Param::Key(scope.second())]);
    keys.chain(params.iter().map(Param::Value)).collect()
}

/// Whether a parameter or a column of this type can be carried by a [`Value`].
pub(super) fn is_portable(kind: &Type) -> bool {
    is_integer(kind) || is_text(kind) || *kind == Type::BYTEA
}

fn is_integer(kind: &Type) -> bool {
    [Type::INT8, Type::INT4, Type::INT2, Type::BOOL].contains(kind)
}

fn is_text(kind: &Type) -> bool {
    [Type::TEXT, Type::VARCHAR, Type::BPCHAR, Type::NAME, Type::UNKNOWN].contains(kind)
}

impl ToSql for Param<'_> {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn StdError + Sync + Send>> {
        match self {
            Self::Key(text) if is_text(kind) => text.to_sql(kind, out),
            Self::Value(Value::Null) => Ok(IsNull::Yes),
            Self::Value(Value::Text(text)) if is_text(kind) => text.to_sql(kind, out),
            Self::Value(Value::Blob(blob)) if *kind == Type::BYTEA => blob.as_ref().to_sql(kind, out),
            Self::Value(Value::Integer(integer)) => match *kind {
                Type::INT8 => integer.to_sql(kind, out),
                Type::INT4 => i32::try_from(*integer)?.to_sql(kind, out),
                Type::INT2 => i16::try_from(*integer)?.to_sql(kind, out),
                Type::BOOL => (*integer != 0).to_sql(kind, out),
                _ => Err(format!("an integer where {kind} is expected").into()),
            },
            Self::Key(_) => Err(format!("text where {kind} is expected").into()),
            Self::Value(other) => Err(format!("{} where {kind} is expected", other.kind()).into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// A column's value as it came.
pub(super) struct Column(pub(super) Value);

impl<'a> FromSql<'a> for Column {
    fn from_sql(kind: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn StdError + Sync + Send>> {
        let value = match *kind {
            Type::INT8 => Value::Integer(i64::from_sql(kind, raw)?),
            Type::INT4 => Value::from(i32::from_sql(kind, raw)?),
            Type::INT2 => Value::from(i16::from_sql(kind, raw)?),
            Type::BOOL => Value::from(bool::from_sql(kind, raw)?),
            Type::BYTEA => Value::Blob(Bytes::copy_from_slice(raw)),
            _ => Value::Text(String::from_sql(kind, raw)?),
        };
        Ok(Self(value))
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn StdError + Sync + Send>> {
        Ok(Self(Value::Null))
    }

    fn accepts(kind: &Type) -> bool {
        is_portable(kind)
    }
}
