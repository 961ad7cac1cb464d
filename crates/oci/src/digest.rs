//! Content digests: `sha256:<64 hex>` and `sha512:<128 hex>`, and the hashing that makes them.
//!
//! The grammar and the registered algorithms are those of the OCI Image Specification 1.1, "Descriptors", section
//! "Digests". The encoded part must be lower-case hex there, and is refused otherwise here: two spellings of one digest
//! would be two keys in the store.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use sha2::Digest as _;

use crate::text::{parsed_text, shortened};

/// A hash algorithm that the OCI Image Specification registers and this registry serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Algorithm {
    /// SHA-256: what every client uses.
    Sha256,
    /// SHA-512: registered, optional for clients.
    Sha512,
}

impl Algorithm {
    /// All of them, the usual one first.
    pub const ALL: [Algorithm; 2] = [Algorithm::Sha256, Algorithm::Sha512];

    /// The name in front of the colon.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Algorithm::Sha256 => "sha256",
            Algorithm::Sha512 => "sha512",
        }
    }

    /// How many hex digits a digest of this algorithm has.
    #[must_use]
    pub const fn hex_len(self) -> usize {
        match self {
            Algorithm::Sha256 => 64,
            Algorithm::Sha512 => 128,
        }
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Algorithm {
    type Err = DigestError;

    fn from_str(text: &str) -> Result<Self, DigestError> {
        match text {
            "sha256" => Ok(Algorithm::Sha256),
            "sha512" => Ok(Algorithm::Sha512),
            other if is_algorithm(other) => Err(DigestError::UnsupportedAlgorithm(shortened(other))),
            _ => Err(DigestError::Malformed),
        }
    }
}

/// Why a text is not a digest that we can verify.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DigestError {
    /// Not `<algorithm>:<encoded>` at all.
    #[error("a digest has the form <algorithm>:<hex>, such as sha256:<64 hex digits>")]
    Malformed,
    /// A well-formed algorithm that we cannot compute.
    #[error("the digest algorithm '{0}' is not supported; use sha256 or sha512")]
    UnsupportedAlgorithm(String),
    /// The algorithm is known, the number of digits is another's.
    #[error("a {algorithm} digest has {} hex digits, not {found}", .algorithm.hex_len())]
    Length {
        /// The algorithm that was named.
        algorithm: Algorithm,
        /// How many characters follow the colon.
        found: usize,
    },
    /// The right length, but not lower-case hex.
    #[error("a {algorithm} digest is written in the digits 0-9 and a-f, lower case")]
    NotHex {
        /// The algorithm that was named.
        algorithm: Algorithm,
    },
}

/// The identity of some bytes. Cheap to clone; ordered and hashed as its text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(Arc<str>);

parsed_text!(Digest);

impl Digest {
    /// The digest of these bytes.
    #[must_use]
    pub fn of(algorithm: Algorithm, bytes: &[u8]) -> Digest {
        let mut hasher = Hasher::new(algorithm);
        hasher.update(bytes);
        hasher.finish()
    }

    /// The algorithm in front of the colon.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        // Both names have six letters; the length of the whole tells them apart without comparing.
        if self.0.len() == PREFIX_LEN + Algorithm::Sha256.hex_len() {
            Algorithm::Sha256
        } else {
            Algorithm::Sha512
        }
    }

    /// The hex digits behind the colon, lower case.
    #[must_use]
    pub fn hex(&self) -> &str {
        &self.0[PREFIX_LEN..]
    }

    /// Whether these bytes are what the digest names.
    #[must_use]
    pub fn matches(&self, bytes: &[u8]) -> bool {
        Digest::of(self.algorithm(), bytes) == *self
    }

    fn from_hash(algorithm: Algorithm, hash: &[u8]) -> Digest {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = String::with_capacity(PREFIX_LEN + algorithm.hex_len());
        text.push_str(algorithm.as_str());
        text.push(':');
        for byte in hash {
            text.push(char::from(DIGITS[usize::from(byte >> 4)]));
            text.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
        Digest(text.into())
    }
}

impl FromStr for Digest {
    type Err = DigestError;

    fn from_str(text: &str) -> Result<Self, DigestError> {
        let (algorithm, encoded) = text.split_once(':').ok_or(DigestError::Malformed)?;
        if encoded.is_empty() {
            return Err(DigestError::Malformed);
        }
        let algorithm: Algorithm = algorithm.parse()?;
        if !encoded
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        {
            return Err(DigestError::NotHex { algorithm });
        }
        if encoded.len() != algorithm.hex_len() {
            return Err(DigestError::Length {
                algorithm,
                found: encoded.len(),
            });
        }
        Ok(Digest(text.into()))
    }
}

/// A running hash. Cloning it saves the state, so that an upload can go on from there.
#[derive(Clone)]
pub struct Hasher(State);

#[derive(Clone)]
enum State {
    Sha256(sha2::Sha256),
    Sha512(sha2::Sha512),
}

impl Hasher {
    /// A hash of nothing yet.
    #[must_use]
    pub fn new(algorithm: Algorithm) -> Hasher {
        Hasher(match algorithm {
            Algorithm::Sha256 => State::Sha256(sha2::Sha256::new()),
            Algorithm::Sha512 => State::Sha512(sha2::Sha512::new()),
        })
    }

    /// Appends bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        match &mut self.0 {
            State::Sha256(state) => state.update(bytes),
            State::Sha512(state) => state.update(bytes),
        }
    }

    /// The digest of everything appended.
    #[must_use]
    pub fn finish(self) -> Digest {
        match self.0 {
            State::Sha256(state) => Digest::from_hash(Algorithm::Sha256, &state.finalize()),
            State::Sha512(state) => Digest::from_hash(Algorithm::Sha512, &state.finalize()),
        }
    }

    /// The algorithm it was made with.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        match self.0 {
            State::Sha256(_) => Algorithm::Sha256,
            State::Sha512(_) => Algorithm::Sha512,
        }
    }
}

impl fmt::Debug for Hasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Hasher").field(&self.algorithm()).finish()
    }
}

/// `sha256:` and `sha512:` have the same length.
const PREFIX_LEN: usize = 7;

/// `algorithm ::= component (separator component)*`, `component ::= [a-z0-9]+`, `separator ::= [+._-]`.
fn is_algorithm(text: &str) -> bool {
    text.split(['+', '.', '_', '-']).all(|component| {
        !component.is_empty()
            && component
                .bytes()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9'))
    })
}
