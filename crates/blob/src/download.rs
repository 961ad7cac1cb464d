//! How a client gets a blob: from here, or from elsewhere.

use std::fmt;

use crate::object::{BlobFile, Object};

/// What a store gives out of a blob, for the server to turn into an answer.
#[derive(Clone, Debug)]
pub enum Download {
    /// Bytes of any kind: of memory, of another machine, opened with a key.
    Bytes(Object),
    /// A file as it is. A connection may have the kernel send it.
    File(BlobFile),
    /// The blob is read elsewhere, without us.
    Redirect(Redirect),
}

/// Where a blob is read without us.
#[derive(Clone, PartialEq, Eq)]
pub struct Redirect {
    /// The address: absolute, and for a while the permission to read the blob, ranges of it too. Never logged.
    pub url: String,
    /// The blob's length in bytes.
    pub size: u64,
}

impl Download {
    /// The blob's length in bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        match self {
            Self::Bytes(object) => object.size(),
            Self::File(file) => file.size(),
            Self::Redirect(redirect) => redirect.size,
        }
    }

    /// The blob, if it is read here.
    #[must_use]
    pub fn into_object(self) -> Option<Object> {
        match self {
            Self::Bytes(object) => Some(object),
            Self::File(file) => Some(file.into()),
            Self::Redirect(_) => None,
        }
    }
}

impl From<Object> for Download {
    fn from(object: Object) -> Self {
        match object.into_file() {
            Ok(file) => Self::File(file),
            Err(object) => Self::Bytes(object),
        }
    }
}

impl fmt::Debug for Redirect {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Redirect")
            .field("size", &self.size)
            .finish_non_exhaustive()
    }
}
