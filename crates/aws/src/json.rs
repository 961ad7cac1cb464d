//! A borrowed JSON tree for hostile bodies: depth and number of values are limited while it is read, and a string
//! without escapes stays where the body is, so that 20 MiB of base64 are copied only once, by its decoding.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};

/// Deeper nesting is refused; served inputs need five levels.
const MAX_DEPTH: u32 = 32;
/// More values in one body are refused; served inputs need a few hundred, and every value costs 32 bytes.
const MAX_VALUES: u32 = 65_536;

/// A JSON value that borrows from the body.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json<'a> {
    /// `null`, which reads as an absent member.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number without fraction and exponent that fits.
    Integer(i64),
    /// Any other number.
    Double(f64),
    /// A string; borrowed unless it has escapes.
    String(Cow<'a, str>),
    /// An array.
    List(Vec<Json<'a>>),
    /// An object, its members as they came.
    Object(Members<'a>),
}

/// The members of an object. Of members with one name the last counts.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Members<'a>(pub(crate) Vec<(Cow<'a, str>, Json<'a>)>);

impl<'a> Members<'a> {
    /// Takes a member out; absent and `null` are one.
    pub(crate) fn take(&mut self, name: &str) -> Option<Json<'a>> {
        let at = self.0.iter().rposition(|(key, _)| key == name)?;
        let value = std::mem::replace(&mut self.0[at].1, Json::Null);
        (value != Json::Null).then_some(value)
    }
}

impl<'a> Json<'a> {
    /// Reads a body. The error says what is wrong and where, never what the body holds.
    pub(crate) fn parse(body: &'a [u8]) -> Result<Self, String> {
        let mut deserializer = serde_json::Deserializer::from_slice(body);
        let values = Cell::new(0);
        let seed = Seed {
            depth: 0,
            values: &values,
        };
        seed.deserialize(&mut deserializer)
            .and_then(|value| deserializer.end().map(|()| value))
            .map_err(|error| error.to_string())
    }
}

/// Where the reader stands: how deep, and how many values the whole body had so far.
#[derive(Clone, Copy)]
struct Seed<'c> {
    depth: u32,
    values: &'c Cell<u32>,
}

impl Seed<'_> {
    fn inner(self) -> Self {
        Self {
            depth: self.depth + 1,
            ..self
        }
    }

    fn check_depth<E: serde::de::Error>(self) -> Result<(), E> {
        if self.depth < MAX_DEPTH {
            Ok(())
        } else {
            Err(E::custom("nested too deeply"))
        }
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Json<'de>;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Json<'de>, D::Error> {
        self.values.set(self.values.get() + 1);
        if self.values.get() > MAX_VALUES {
            return Err(D::Error::custom("too many values"));
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json<'de>, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json<'de>, E> {
        Ok(Json::Boolean(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json<'de>, E> {
        Ok(Json::Integer(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json<'de>, E> {
        Ok(i64::try_from(value).map_or(Json::Double(value as f64), Json::Integer))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json<'de>, E> {
        Ok(Json::Double(value))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Json<'de>, E> {
        Ok(Json::String(Cow::Borrowed(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json<'de>, E> {
        Ok(Json::String(Cow::Owned(value.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json<'de>, A::Error> {
        self.check_depth()?;
        let mut values = Vec::new();
        while let Some(value) = list.next_element_seed(self.inner())? {
            values.push(value);
        }
        Ok(Json::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Json<'de>, A::Error> {
        self.check_depth()?;
        let mut members = Vec::new();
        while let Some(name) = object.next_key_seed(self.inner())? {
            let Json::String(name) = name else {
                return Err(A::Error::custom("the name of a member is a string"));
            };
            members.push((name, object.next_value_seed(self.inner())?));
        }
        Ok(Json::Object(Members(members)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borrows_what_it_can() {
        let body = br#"{"a":"plain","b":"esc\n","c":[1,-2,3.5,true,null]}"#;
        let Json::Object(mut members) = Json::parse(body).unwrap() else {
            panic!("an object")
        };
        assert!(matches!(
            members.take("a"),
            Some(Json::String(Cow::Borrowed("plain")))
        ));
        assert!(matches!(members.take("b"), Some(Json::String(Cow::Owned(text))) if text == "esc\n"));
        let list = [
            Json::Integer(1),
            Json::Integer(-2),
            Json::Double(3.5),
            Json::Boolean(true),
            Json::Null,
        ];
        assert_eq!(members.take("c"), Some(Json::List(list.into())));
    }

    #[test]
    fn the_last_of_several_counts_and_null_is_absent() {
        let Json::Object(mut members) = Json::parse(br#"{"a":1,"a":2,"b":1,"b":null}"#).unwrap() else {
            panic!("an object")
        };
        assert_eq!(members.take("a"), Some(Json::Integer(2)));
        assert_eq!(members.take("b"), None);
        assert_eq!(members.take("c"), None);
    }

    #[test]
    fn hostile_bodies_are_errors() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let wide = format!("[{}0]", "0,".repeat(70_000));
        let just = format!("{}{}", "[".repeat(33), "]".repeat(33));
        for bad in [
            &*deep,
            &wide,
            &just,
            "",
            "{",
            "{}x",
            "nul",
            "\"\\ud800\"",
            "1e999",
            "{1:2}",
            "[1,]",
            "'a'",
        ] {
            assert!(Json::parse(bad.as_bytes()).is_err(), "{bad:.40}");
        }
        assert!(Json::parse(b"\"\xff\"").is_err());
        assert!(Json::parse(format!("{}{}", "[".repeat(32), "]".repeat(32)).as_bytes()).is_ok());
        assert_eq!(
            Json::parse(b"18446744073709551615"),
            Ok(Json::Double(18_446_744_073_709_551_615.0))
        );
    }
}
