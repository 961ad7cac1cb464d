//! What stands behind `/manifests/` in a path: a tag or a digest (OCI Distribution Specification 1.1, "Pulling
//! manifests").
//!
//! No tag contains a colon and every digest does, so one character decides. References with a host and a repository,
//! as users type them to a client, are not here: a registry never sees them.

use std::fmt;
use std::str::FromStr;

use crate::digest::{Digest, DigestError};
use crate::tag::{Tag, TagError};

/// A tag or a digest.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reference {
    /// The image that the tag points at.
    Tag(Tag),
    /// Exactly these bytes.
    Digest(Digest),
}

impl Reference {
    /// The text of the tag or of the digest.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Reference::Tag(tag) => tag.as_str(),
            Reference::Digest(digest) => digest.as_str(),
        }
    }

    /// The tag, if it is one.
    #[must_use]
    pub fn tag(&self) -> Option<&Tag> {
        match self {
            Reference::Tag(tag) => Some(tag),
            Reference::Digest(_) => None,
        }
    }

    /// The digest, if it is one.
    #[must_use]
    pub fn digest(&self) -> Option<&Digest> {
        match self {
            Reference::Tag(_) => None,
            Reference::Digest(digest) => Some(digest),
        }
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Reference {
    type Err = ReferenceError;

    fn from_str(text: &str) -> Result<Self, ReferenceError> {
        if text.contains(':') {
            Ok(Reference::Digest(text.parse()?))
        } else {
            Ok(Reference::Tag(text.parse()?))
        }
    }
}

/// Why a text is neither a tag nor a digest.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReferenceError {
    /// It has no colon, and is not a tag.
    #[error(transparent)]
    Tag(#[from] TagError),
    /// It has a colon, and is not a digest.
    #[error(transparent)]
    Digest(#[from] DigestError),
}
