//! A YAML file as it is written, every key and value with its place. What may stand where is [`super::form`]'s.

use std::fmt;

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_saphyr::Spanned;

use super::shape::Text;

/// A value and its place.
pub(super) type Tree = Spanned<Value>;

/// A value. Keys that are there twice are both there.
#[derive(Debug)]
pub(super) enum Value {
    Nothing,
    Truth,
    Whole,
    Number,
    Text(String),
    List(Vec<Tree>),
    Keys(Vec<(Text, Tree)>),
}

impl Value {
    /// The type in JSON Schema's words.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Value::Nothing => "null",
            Value::Truth => "boolean",
            Value::Whole => "integer",
            Value::Number => "number",
            Value::Text(_) => "string",
            Value::List(_) => "array",
            Value::Keys(_) => "object",
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
        struct Any;

        impl<'de> Visitor<'de> for Any {
            type Value = Value;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            fn visit_unit<E>(self) -> Result<Value, E> {
                Ok(Value::Nothing)
            }

            fn visit_none<E>(self) -> Result<Value, E> {
                Ok(Value::Nothing)
            }

            fn visit_bool<E>(self, _: bool) -> Result<Value, E> {
                Ok(Value::Truth)
            }

            fn visit_i64<E>(self, _: i64) -> Result<Value, E> {
                Ok(Value::Whole)
            }

            fn visit_u64<E>(self, _: u64) -> Result<Value, E> {
                Ok(Value::Whole)
            }

            fn visit_i128<E>(self, _: i128) -> Result<Value, E> {
                Ok(Value::Whole)
            }

            fn visit_u128<E>(self, _: u128) -> Result<Value, E> {
                Ok(Value::Whole)
            }

            fn visit_f64<E>(self, _: f64) -> Result<Value, E> {
                Ok(Value::Number)
            }

            fn visit_str<E>(self, text: &str) -> Result<Value, E> {
                Ok(Value::Text(text.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
                let mut list = Vec::new();
                while let Some(item) = items.next_element()? {
                    list.push(item);
                }
                Ok(Value::List(list))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
                let mut keys = Vec::new();
                while let Some(entry) = entries.next_entry()? {
                    keys.push(entry);
                }
                Ok(Value::Keys(keys))
            }
        }

        deserializer.deserialize_any(Any)
    }
}
