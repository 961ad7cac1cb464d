//! What can be wrong with a manifest. Places are written like `layers[3].digest`.

use std::fmt;

use super::Manifest;
use crate::digest::DigestError;

/// Why some bytes are not a manifest that may be pushed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ManifestError {
    /// More bytes than a manifest may have.
    #[error("the manifest has {size} bytes; at most {} are allowed", Manifest::MAX_BYTES)]
    TooLarge {
        /// Bytes found.
        size: usize,
    },
    /// Not JSON.
    #[error("the manifest is not valid JSON: {0}")]
    Syntax(String),
    /// Arrays and objects within one another, too many times.
    #[error("the manifest is nested more than {} levels deep", Manifest::MAX_DEPTH)]
    TooDeep,
    /// JSON of another type than the specification has there.
    #[error("{at} must be {expected}")]
    WrongType {
        /// Where.
        at: String,
        /// What must be there.
        expected: Expected,
    },
    /// A required member is not there.
    #[error("{at} is missing")]
    MissingMember {
        /// Where it should be.
        at: String,
    },
    /// An object has a member twice, so that readers disagree on its value.
    #[error("{at} appears twice")]
    DuplicateMember {
        /// The member.
        at: String,
    },
    /// A member is spelled like a known one but for the case, so that readers disagree on whether it is it.
    #[error("{at} must be spelled '{known}'")]
    MisspelledMember {
        /// The member as it is spelled.
        at: String,
        /// The member that it looks like.
        known: &'static str,
    },
    /// A member of another kind of manifest: readers would disagree on what the manifest is.
    #[error("a manifest of type {media_type} must not have the member '{member}'")]
    ForeignMember {
        /// Type of the manifest.
        media_type: &'static str,
        /// The member that does not belong there.
        member: &'static str,
    },
    /// `schemaVersion` is not the number that the media type demands.
    #[error("schemaVersion must be {expected} in a manifest of type {media_type}, not {found}")]
    SchemaVersion {
        /// Type of the manifest.
        media_type: &'static str,
        /// What it demands.
        expected: u8,
        /// What the manifest has.
        found: String,
    },
    /// A digest that cannot be verified.
    #[error("{at}: {source}")]
    Digest {
        /// Where.
        at: String,
        /// What is wrong with it.
        source: DigestError,
    },
    /// A size below 0 or above the largest that JSON readers agree upon (2^63 - 1).
    #[error("{at} must be between 0 and {}", i64::MAX)]
    SizeOutOfRange {
        /// Where.
        at: String,
    },
    /// More of something than is allowed.
    #[error("{at}: there are more than {limit} {what}")]
    TooMany {
        /// Where the limit was passed.
        at: String,
        /// Of what.
        what: &'static str,
        /// How many are allowed.
        limit: usize,
    },
    /// Neither declared, nor in the manifest, nor to be told from its members.
    #[error("the media type of the manifest is neither declared nor in its mediaType")]
    MediaTypeMissing,
    /// Declared as one type, and another inside.
    #[error("the manifest is declared as {declared}, but its mediaType is {found}")]
    MediaTypeMismatch {
        /// Media type from outside.
        declared: String,
        /// `mediaType`.
        found: String,
    },
    /// Not a type of manifest that may be pushed.
    #[error("manifests of type '{0}' are not supported")]
    MediaTypeUnsupported(String),
    /// Signatures of schema 1 that do not say one payload.
    #[error("the signatures of the manifest do not say what they sign")]
    Signature,
}

/// What must stand at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// `{…}`
    Object,
    /// `[…]`
    Array,
    /// `"…"`
    Text,
    /// `"…"` of at most 255 bytes.
    MediaType,
    /// Digits.
    Integer,
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Expected::Object => "an object",
            Expected::Array => "an array",
            Expected::Text => "a string",
            Expected::MediaType => "a media type of at most 255 bytes",
            Expected::Integer => "an integer",
        })
    }
}
