//! Reading untrusted JSON one level at a time: members and elements as slices of the text, with the place known.
//!
//! A tree of the whole text could cost many times its 4 MiB; slices cost what is looked at. What serde's derived
//! readers leave open is decided here: a repeated member is an error, known or not.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Deserializer;
use serde_json::value::RawValue;

use super::error::{Expected, ManifestError};
use crate::text::shortened;

/// Most members of a manifest or a descriptor; the specifications know ten or fewer.
pub(super) const MAX_MEMBERS: usize = 1_000;

/// A place in the document. Lives on the stack and is written out only for an error.
#[derive(Clone, Copy)]
pub(crate) enum At<'a> {
    Root,
    Member(&'a At<'a>, &'a str),
    Element(&'a At<'a>, usize),
}

impl fmt::Display for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            At::Root => f.write_str("the manifest"),
            At::Member(At::Root, name) => f.write_str(&shortened(name)),
            At::Member(parent, name) => write!(f, "{parent}.{}", shortened(name)),
            At::Element(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}

impl At<'_> {
    pub(crate) fn must_be(&self, expected: Expected) -> ManifestError {
        ManifestError::WrongType {
            at: self.to_string(),
            expected,
        }
    }
}

/// The members of an object in their order, none twice.
pub(crate) struct Members<'j>(pub(crate) Vec<(Cow<'j, str>, &'j RawValue)>);

impl<'j> Members<'j> {
    /// Reads an object of at most `limit` members.
    pub(crate) fn read(json: &'j str, at: &At<'_>, limit: usize) -> Result<Members<'j>, ManifestError> {
        if !json.trim_ascii_start().starts_with('{') {
            return Err(at.must_be(Expected::Object));
        }
        let visitor = MembersVisitor { limit };
        let read = Deserializer::from_str(json).deserialize_map(visitor);
        let members = read.map_err(|error| ManifestError::Syntax(error.to_string()))?;
        if members.len() > limit {
            return Err(ManifestError::TooMany {
                at: at.to_string(),
                what: "members",
                limit,
            });
        }
        let mut names: Vec<&str> = members.iter().map(|(name, _)| name.as_ref()).collect();
        names.sort_unstable();
        match names.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(ManifestError::DuplicateMember {
                at: At::Member(at, pair[0]).to_string(),
            }),
            None => Ok(Members(members)),
        }
    }

    /// The value of a member, unless it is absent or `null`: writers in Go give `null` for an empty list.
    pub(crate) fn get(&self, name: &str) -> Option<&'j RawValue> {
        self.0
            .iter()
            .find(|(found, _)| found == name)
            .map(|(_, value)| *value)
            .filter(|value| value.get() != "null")
    }

    /// Whether the member is there, be it `null`.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(found, _)| found == name)
    }

    /// The media type at a member. An empty one is none: that is how writers in Go spell absence.
    pub(super) fn media_type(&self, name: &str, at: &At<'_>) -> Result<Option<String>, ManifestError> {
        let Some(json) = self.get(name) else {
            return Ok(None);
        };
        let at = At::Member(at, name);
        let media_type = text(json, &at)?;
        // Two names of at most 127 characters and a slash (RFC 6838 §4.2).
        if media_type.len() > 255 {
            return Err(at.must_be(Expected::MediaType));
        }
        Ok(Some(media_type.into_owned()).filter(|media_type| !media_type.is_empty()))
    }

    /// Refuses members that a reader without regard to case would take for one of the known.
    pub(crate) fn refuse_misspelled(&self, known: &[&'static str], at: &At<'_>) -> Result<(), ManifestError> {
        for (name, _) in &self.0 {
            if let Some(known) = known.iter().find(|known| name != *known && folds_to(name, known)) {
                return Err(ManifestError::MisspelledMember {
                    at: At::Member(at, name).to_string(),
                    known,
                });
            }
        }
        Ok(())
    }
}

/// Whether a name is the known (ASCII) one in other case, by the simple folding of Unicode: two characters outside of
/// ASCII fold into it.
fn folds_to(name: &str, known: &str) -> bool {
    let folded = name.chars().map(|character| match character {
        '\u{17f}' => 's',
        '\u{212a}' => 'k',
        other => other.to_ascii_lowercase(),
    });
    folded.eq(known.chars().map(|character| character.to_ascii_lowercase()))
}

pub(super) fn missing(at: impl fmt::Display) -> ManifestError {
    ManifestError::MissingMember { at: at.to_string() }
}

/// The elements of an array, of which there are at most `limit`; `what` names them in the error.
pub(crate) fn elements<'j>(
    json: &'j RawValue,
    at: &At<'_>,
    limit: usize,
    what: &'static str,
) -> Result<Vec<&'j RawValue>, ManifestError> {
    if !json.get().starts_with('[') {
        return Err(at.must_be(Expected::Array));
    }
    let visitor = ElementsVisitor { limit };
    let read = Deserializer::from_str(json.get()).deserialize_seq(visitor);
    let elements = read.map_err(|error| ManifestError::Syntax(error.to_string()))?;
    if elements.len() > limit {
        return Err(ManifestError::TooMany {
            at: at.to_string(),
            what,
            limit,
        });
    }
    Ok(elements)
}

/// The text of a string.
pub(crate) fn text<'j>(json: &'j RawValue, at: &At<'_>) -> Result<Cow<'j, str>, ManifestError> {
    // Fails for other types, and for an escape that names half of a character.
    serde_json::from_str::<Name<'j>>(json.get())
        .map(|name| name.0)
        .map_err(|_| at.must_be(Expected::Text))
}

/// Whether arrays and objects are nested at most `limit` deep. Looks at brackets only; the syntax is checked elsewhere.
pub(super) fn depth_within(json: &str, limit: usize) -> bool {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'[' | b'{' => {
                depth += 1;
                if depth > limit {
                    return false;
                }
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    true
}

/// A string that is borrowed from the text when it has no escapes.
#[derive(Deserialize)]
struct Name<'j>(#[serde(borrow)] Cow<'j, str>);

/// Keeps one more than the limit, so that the caller sees that it was passed, and reads over the rest.
struct MembersVisitor {
    limit: usize,
}

impl<'j> Visitor<'j> for MembersVisitor {
    type Value = Vec<(Cow<'j, str>, &'j RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'j>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while members.len() <= self.limit {
            match map.next_entry::<Name<'j>, &'j RawValue>()? {
                Some((name, value)) => members.push((name.0, value)),
                None => return Ok(members),
            }
        }
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(members)
    }
}

/// As [`MembersVisitor`], for arrays.
struct ElementsVisitor {
    limit: usize,
}

impl<'j> Visitor<'j> for ElementsVisitor {
    type Value = Vec<&'j RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'j>>(self, mut sequence: A) -> Result<Self::Value, A::Error> {
        let mut elements = Vec::new();
        while elements.len() <= self.limit {
            match sequence.next_element()? {
                Some(element) => elements.push(element),
                None => return Ok(elements),
            }
        }
        while sequence.next_element::<IgnoredAny>()?.is_some() {}
        Ok(elements)
    }
}
