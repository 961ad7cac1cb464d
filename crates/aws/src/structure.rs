//! The model's structures, generated as Rust structs through one macro.

use std::fmt;

/// What `Debug` shows in place of a member's value that is secret, or too long to read.
struct Hidden;

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// See [`Hidden`].
pub(crate) const HIDDEN: &dyn fmt::Debug = &Hidden;

/// Writes a structure as a derived `Debug` does. Apart, so that it is compiled once.
pub(crate) fn debug(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    members: &[(&str, &dyn fmt::Debug)],
) -> fmt::Result {
    let mut shown = f.debug_struct(name);
    for (member, value) in members {
        shown.field(member, value);
    }
    shown.finish()
}

/// Declares structures: of each its doc, its name, the traits besides `Clone`, `PartialEq`, `Debug` and `Encode`, and a line
/// for each member:
///
/// ```text
/// field: Type = "nameOnTheWire";                            what is only written
/// field: Type = "nameOnTheWire" required readers::of_type;  what is read too; `optional` fields are options
/// field: Type = secret "nameOnTheWire" …;                   sensitive by the model: `Debug`, records and messages hide it
/// field: Type = long "nameOnTheWire" …;                     `Debug` leaves it out
/// ```
macro_rules! structures {
    ($($(#[$meta:meta])* $Name:ident($($trait:ident),*) $members:tt)*) => {$(
        $crate::structure::structures!(@struct [$(#[$meta])*] $Name $members);
        $($crate::structure::structures!(@$trait $Name $members);)*
    )*};

    (@struct [$($meta:tt)*] $Name:ident {$(
        $field:ident: $type:ty = $($mark:ident)? $name:literal $($need:ident $read:path)?;
    )*}) => {
        $($meta)*
        #[derive(Clone, PartialEq)]
        pub struct $Name {
            $(#[doc = concat!("`", $name, "`")] pub $field: $type,)*
        }

        impl std::fmt::Debug for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $crate::structure::debug(f, stringify!($Name), &[$(
                    (stringify!($field), $crate::structure::structures!(@shown [$($mark)?] &self.$field)),
                )*])
            }
        }

        impl $crate::Encode for $Name {
            fn encode(&self, sink: &mut dyn $crate::Sink) {
                $crate::encode::structure(sink, &[$(
                    ($name, &self.$field, $crate::structure::structures!(@is_secret $($mark)?)),
                )*]);
            }
        }
    };

    (@Default $Name:ident {$($field:ident: $type:ty = $($mark:ident)? $name:literal $($need:ident $read:path)?;)*}) => {
        impl Default for $Name {
            fn default() -> Self {
                Self { $($field: None,)* }
            }
        }
    };

    (@Decode $Name:ident {}) => {
        impl $crate::decode::Decode for $Name {
            fn decode(value: $crate::json::Json<'_>, decoder: &mut $crate::decode::Decoder) -> $crate::decode::Decoded<Self> {
                decoder.structure(value)?;
                Ok(Some(Self {}))
            }
        }
    };
    (@Decode $Name:ident {$($field:ident: $type:ty = $($mark:ident)? $name:literal $need:ident $read:path;)*}) => {
        impl $crate::decode::Decode for $Name {
            fn decode(value: $crate::json::Json<'_>, decoder: &mut $crate::decode::Decoder) -> $crate::decode::Decoded<Self> {
                let mut members = decoder.structure(value)?;
                $(
                    let member = ($name, $crate::structure::structures!(@is_secret $($mark)?));
                    let $field = decoder.$need(&mut members, member, $read)?;
                )*
                Ok(Some(Self { $($field: $crate::structure::structures!(@$need $field),)* }))
            }
        }
    };

    (@FromJson $Name:ident $members:tt) => {
        impl $crate::json11::FromJson for $Name {
            fn from_json(body: &[u8]) -> Result<Self, $crate::DecodeFault> {
                $crate::json11::decode(body)
            }
        }
    };
    (@FromForm $Name:ident $members:tt) => {
        impl $crate::query::FromForm for $Name {
            fn from_form(form: &$crate::query::Form) -> Result<Self, $crate::DecodeFault> {
                $crate::query::decode(form)
            }
        }
    };

    (@shown [] $value:expr) => { $value };
    (@shown [$mark:ident] $value:expr) => { $crate::structure::HIDDEN };
    (@is_secret) => { false };
    (@is_secret long) => { false };
    (@is_secret secret) => { true };
    (@optional $field:ident) => { $field };
    (@required $field:ident) => {
        match $field {
            Some(value) => value,
            None => return Ok(None),
        }
    };
}

pub(crate) use structures;

#[cfg(test)]
#[allow(unreachable_pub, reason = "what the macro declares is public")]
mod tests {
    use crate::json11::{self, FromJson as _};

    mod readers {
        crate::decode::readers! {
            text: String = string { max: 3 };
        }
    }

    super::structures! {
        /// What opens a door.
        Key(Decode, FromJson) {
            name: String = "Name" required readers::text;
            code: Option<String> = secret "code" optional readers::text;
            r#type: Option<String> = long "Type" optional readers::text;
        }
        /// A structure without members.
        Nothing(Default, Decode, FromJson) {}
    }

    fn text(of: &dyn crate::Encode) -> String {
        String::from_utf8(json11::encode(of)).unwrap()
    }

    #[test]
    fn members_are_read_written_and_shown() {
        let body = r#"{"Name":"k","code":"123","Type":"t"}"#;
        let key = Key::from_json(body.as_bytes()).unwrap();
        assert_eq!(text(&key), body);
        assert_eq!(format!("{key:?}"), "Key { name: \"k\", code: …, r#type: … }");
        let plain = Key {
            code: None,
            r#type: None,
            ..key
        };
        assert_eq!(
            Key::from_json(br#"{"type":"t","Name":"k","code":null,"New":{}}"#),
            Ok(plain)
        );
    }

    #[test]
    fn what_is_missing_or_wrong_is_said_in_the_order_of_the_members() {
        let fault = Key::from_json(br#"{"Type":"long","code":"long"}"#).unwrap_err();
        let crate::DecodeFault::Constraint(violations) = fault else {
            panic!("{fault:?}")
        };
        let texts: Vec<String> = violations.iter().map(crate::Violation::common_text).collect();
        let length = "failed to satisfy constraint: Member must have length less than or equal to 3";
        assert_eq!(
            texts,
            [
                "Value null at 'name' failed to satisfy constraint: Member must not be null".to_owned(),
                format!("Value at 'code' {length}"),
                format!("Value 'long' at 'type' {length}"),
            ]
        );
    }

    #[test]
    fn a_structure_without_members_is_an_object() {
        assert_eq!(Nothing::from_json(br#"{"New":1}"#), Ok(Nothing::default()));
        assert!(Nothing::from_json(b"[]").is_err());
        assert_eq!(
            (text(&Nothing {}), format!("{:?}", Nothing {})),
            ("{}".to_owned(), "Nothing".to_owned())
        );
    }
}
