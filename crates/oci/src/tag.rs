//! Image tags: `[A-Za-z0-9_][A-Za-z0-9._-]{0,127}` (OCI Distribution Specification 1.1, "Pulling manifests").
//!
//! The Amazon ECR API allows 300 characters (API Reference, `ImageIdentifier`, `imageTag`); its front end parses with
//! [`Tag::parse_with_limit`]. Resource tags (key and value on a repository) are another thing and not here.

use std::str::FromStr;
use std::sync::Arc;

use crate::text::parsed_text;

/// A human-chosen name of an image in its repository. Cheap to clone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(Arc<str>);

parsed_text!(Tag);

impl Tag {
    /// Most characters on the OCI surface.
    pub const MAX_LENGTH: usize = 128;
    /// Most characters at the Amazon ECR API.
    pub const API_MAX_LENGTH: usize = 300;

    /// Parses a tag of at most `max` characters.
    ///
    /// # Errors
    /// Says what is wrong with the text.
    pub fn parse_with_limit(text: &str, max: usize) -> Result<Tag, TagError> {
        if text.is_empty() {
            return Err(TagError::Empty);
        }
        for (at, found) in text.char_indices() {
            let allowed = match found {
                'A'..='Z' | 'a'..='z' | '0'..='9' | '_' => true,
                '.' | '-' => at > 0,
                _ => false,
            };
            if !allowed {
                return Err(TagError::Character { found, at });
            }
            // One byte a character so far, so the offset is the count.
            if at == max {
                return Err(TagError::TooLong { max });
            }
        }
        Ok(Tag(text.into()))
    }
}

impl FromStr for Tag {
    type Err = TagError;

    fn from_str(text: &str) -> Result<Self, TagError> {
        Tag::parse_with_limit(text, Tag::MAX_LENGTH)
    }
}

/// Why a text is not a tag.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TagError {
    /// Nothing there.
    #[error("a tag has at least one character")]
    Empty,
    /// Too many characters.
    #[error("a tag has at most {max} characters")]
    TooLong {
        /// The limit that applied.
        max: usize,
    },
    /// A character that no tag has there.
    #[error(
        "{found:?} at offset {at}: a tag is made of letters, digits, _ . and -, and does not begin with . or -"
    )]
    Character {
        /// The character.
        found: char,
        /// Its byte offset.
        at: usize,
    },
}
