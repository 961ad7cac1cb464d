//! The name of an upload that is not yet a blob.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

/// The id of an upload: a UUID in its usual text (36 characters, lower case), so it is safe as a file name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UploadId(Uuid);

/// The text is not an upload id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an upload id")]
pub struct UploadIdError;

impl UploadId {
    /// An id made of random bytes (a version 4 UUID; six bits are overwritten).
    #[must_use]
    pub fn from_random(random: [u8; 16]) -> Self {
        Self(uuid::Builder::from_random_bytes(random).into_uuid())
    }

    pub(crate) fn bytes(&self) -> [u8; 16] {
        self.0.into_bytes()
    }
}

impl FromStr for UploadId {
    type Err = UploadIdError;

    /// Accepts only what [`Display`](fmt::Display) prints: no braces, no URN, no capitals.
    fn from_str(text: &str) -> Result<Self, UploadIdError> {
        let mut buffer = Uuid::encode_buffer();
        match Uuid::try_parse(text) {
            Ok(uuid) if uuid.hyphenated().encode_lower(&mut buffer) == text => Ok(Self(uuid)),
            _ => Err(UploadIdError),
        }
    }
}

impl fmt::Display for UploadId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0.hyphenated(), formatter)
    }
}

impl fmt::Debug for UploadId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "UploadId({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_canonical() {
        let id = UploadId::from_random([0xAB; 16]);
        assert_eq!(id.to_string(), "abababab-abab-4bab-abab-abababababab");
        assert_eq!(id.to_string().parse(), Ok(id));
        let upper = id.to_string().to_uppercase();
        for text in [
            "",
            ".",
            "..",
            "../../etc/passwd",
            "abababababab4bababababababababab",
            upper.as_str(),
        ] {
            assert_eq!(text.parse::<UploadId>(), Err(UploadIdError), "{text:?}");
        }
        assert!(format!("{{{id}}}").parse::<UploadId>().is_err());
        assert!(format!("urn:uuid:{id}").parse::<UploadId>().is_err());
    }
}
