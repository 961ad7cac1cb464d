//! Access keys: the public half that names a credential, and the secret half that never leaves in a text.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

/// An access key id: 16 to 128 characters of `[A-Za-z0-9_]` (shape `accessKeyIdType` of IAM and STS).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccessKeyId(Arc<str>);

/// The text is not an access key id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an access key id is 16 to 128 letters, digits or underscores")]
pub struct AccessKeyIdError;

/// A secret access key. It has no text but through [`SecretKey::expose`], and its memory is cleared when dropped.
#[derive(Clone)]
pub struct SecretKey(Zeroizing<String>);

impl AccessKeyId {
    /// A long-term key (`AKIA` and 16 characters of base32) from 80 random bits.
    pub fn long_term(random: [u8; 10]) -> Self {
        Self::with_prefix("AKIA", random)
    }

    /// A temporary key, that of a session (`ASIA` and 16 characters of base32), from 80 random bits.
    pub fn temporary(random: [u8; 10]) -> Self {
        Self::with_prefix("ASIA", random)
    }

    /// Whether the key belongs to a session, so that a session token must come with it.
    pub fn is_temporary(&self) -> bool {
        self.0.starts_with("ASIA")
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn with_prefix(prefix: &str, random: [u8; 10]) -> Self {
        let bits = random
            .iter()
            .fold(0u128, |bits, byte| (bits << 8) | u128::from(*byte));
        let base32 =
            |position: u32| b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[(bits >> (5 * position)) as usize & 31];
        let id: String = prefix
            .chars()
            .chain((0..16).rev().map(|position| char::from(base32(position))))
            .collect();
        Self(id.into())
    }
}

impl FromStr for AccessKeyId {
    type Err = AccessKeyIdError;

    fn from_str(text: &str) -> Result<Self, AccessKeyIdError> {
        let fits = (16..=128).contains(&text.len());
        if fits && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
            Ok(Self(text.into()))
        } else {
            Err(AccessKeyIdError)
        }
    }
}

impl AsRef<str> for AccessKeyId {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for AccessKeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for AccessKeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AccessKeyId({})", self.0)
    }
}

impl SecretKey {
    /// A secret that exists already (configured, unsealed from the store).
    pub fn new(secret: String) -> Self {
        Self(Zeroizing::new(secret))
    }

    /// A new secret of 40 characters of base64 from 240 random bits.
    pub fn generate(random: [u8; 30]) -> Self {
        let random = Zeroizing::new(random);
        Self(Zeroizing::new(STANDARD.encode(*random)))
    }

    /// The secret's text. For signing, for sealing and for the one answer that hands it out.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_from_random_bits() {
        assert_eq!(AccessKeyId::long_term([0; 10]).as_str(), "AKIAAAAAAAAAAAAAAAAA");
        assert_eq!(AccessKeyId::temporary([255; 10]).as_str(), "ASIA7777777777777777");
        assert_eq!(
            AccessKeyId::long_term(*b"foobarfoob").as_str(),
            "AKIAMZXW6YTBOJTG633C",
            "RFC 4648 base32"
        );
        let id = AccessKeyId::temporary([7; 10]);
        assert!(id.is_temporary() && !AccessKeyId::long_term([7; 10]).is_temporary());
        assert_eq!(id.to_string().parse(), Ok(id));
    }

    #[test]
    fn ids_from_text() {
        let (short, long) = ("A".repeat(15), "A".repeat(129));
        for bad in [
            "",
            &short,
            &long,
            "AKIA AAAAAAAAAAAAAAA",
            "AKIA/AAAAAAAAAAAAAAA",
            "ÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄ",
        ] {
            assert_eq!(bad.parse::<AccessKeyId>(), Err(AccessKeyIdError), "{bad}");
        }
        assert!("akia_EXAMPLE0000".parse::<AccessKeyId>().is_ok());
        assert!("A".repeat(128).parse::<AccessKeyId>().is_ok());
    }

    #[test]
    fn secrets_say_nothing() {
        let secret = SecretKey::generate([0xfb; 30]);
        assert_eq!(secret.expose().len(), 40);
        assert!(!format!("{secret:?}").contains(&secret.expose()[..4]));
        assert_eq!(SecretKey::new("s".to_owned()).clone().expose(), "s");
    }
}
