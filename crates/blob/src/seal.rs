//! Sealing layers: their bytes at rest under a data key, AES-256 in counter mode with a key of its own for each file. What else is
//! sealed (secrets, tokens, data keys themselves) is `kernel`'s `seal`.
//!
//! A sealed file begins with the id of the upload that it was, from which (and the data key) the file's key is derived. The
//! rest has as many bytes as the content, and any of them can be read without the ones before: an upload's length is its
//! file's, and a range of a blob is a range of its file. Altered bytes are noticed as in
//! unsealed files: a blob's name is the digest of its content.
//!
//! An append that is taken back and made again writes other bytes under the same key stream: an attacker who had copied the
//! disk in between learns their difference.

use std::fmt;
use std::str::FromStr;

use aws_lc_rs::cipher::{AES_256, EncryptingKey, EncryptionContext, UnboundCipherKey};
use aws_lc_rs::hkdf;
use aws_lc_rs::iv::FixedLength;

use crate::UploadId;

const BLOCK: usize = 16;
/// Bytes of a sealed file before its content.
pub(crate) const HEADER: u64 = 16;

/// The name of a data key, and of the place of what is sealed with it: 1 to 40 characters of `[a-z0-9-]`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DataKeyName(String);

/// The text names no data key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a data key")]
pub struct DataKeyNameError;

impl FromStr for DataKeyName {
    type Err = DataKeyNameError;

    fn from_str(text: &str) -> Result<Self, DataKeyNameError> {
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if (1..=40).contains(&text.len()) && text.bytes().all(fits) {
            Ok(Self(text.to_owned()))
        } else {
            Err(DataKeyNameError)
        }
    }
}

impl fmt::Display for DataKeyName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Debug for DataKeyName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "DataKeyName({self})")
    }
}

/// A data key.
#[derive(Clone)]
pub struct DataKey(hkdf::Prk);

impl DataKey {
    /// The key with these bytes.
    #[must_use]
    pub fn new(bytes: &[u8; 32]) -> Self {
        Self(hkdf::Prk::new_less_safe(hkdf::HKDF_SHA256, bytes))
    }

    /// The key of the file that was this upload.
    pub(crate) fn of_file(&self, header: [u8; BLOCK]) -> FileKey {
        let info = [b"wharf/file/1".as_slice(), &header];
        let mut bytes = [0; 32];
        self.0
            .expand(&info, Length)
            .and_then(|okm| okm.fill(&mut bytes))
            .expect("INVARIANT: 32 bytes are within what HKDF gives");
        let key = UnboundCipherKey::new(&AES_256, &bytes).and_then(EncryptingKey::ctr);
        FileKey(key.expect("INVARIANT: AES-256 takes keys of 32 bytes"))
    }
}

/// The length of a file's key.
struct Length;

impl hkdf::KeyType for Length {
    fn len(&self) -> usize {
        32
    }
}

/// What stands at the beginning of an upload's file.
pub(crate) fn header(id: &UploadId) -> [u8; BLOCK] {
    id.bytes()
}

/// The key of one file.
pub(crate) struct FileKey(EncryptingKey);

impl FileKey {
    /// Seals or opens bytes in place; the first of them stands at `offset` in the content.
    pub(crate) fn apply(&self, offset: u64, bytes: &mut [u8]) {
        let skip = usize::try_from(offset % BLOCK as u64).unwrap_or(0);
        let mut block = offset / BLOCK as u64;
        let mut rest = bytes;
        if skip > 0 {
            let (first, after) = rest.split_at_mut(rest.len().min(BLOCK - skip));
            let mut whole = [0; BLOCK];
            whole[skip..skip + first.len()].copy_from_slice(first);
            self.run(block, &mut whole);
            first.copy_from_slice(&whole[skip..skip + first.len()]);
            (rest, block) = (after, block + 1);
        }
        self.run(block, rest);
    }

    fn run(&self, block: u64, bytes: &mut [u8]) {
        if bytes.is_empty() {
            return;
        }
        let counter = u128::from(block).to_be_bytes();
        let context = EncryptionContext::Iv128(FixedLength::from(counter));
        let _same = self
            .0
            .less_safe_encrypt(bytes, context)
            .expect("INVARIANT: counter mode takes an initial counter of 16 bytes and any text");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_piece_opens_alone() {
        let key = DataKey::new(&[3; 32]).of_file([9; 16]);
        let content: Vec<u8> = (0..1000_u32).map(|at| (at % 251) as u8).collect();
        let mut whole = content.clone();
        key.apply(0, &mut whole);
        assert_ne!(whole, content);
        for start in 0..70 {
            for length in [0, 1, 5, 15, 16, 17, 33, 400] {
                let mut piece = whole[start..start + length].to_vec();
                key.apply(start as u64, &mut piece);
                assert_eq!(piece, content[start..start + length], "{start} {length}");
            }
        }
    }

    #[test]
    fn each_file_and_each_key_has_its_own_stream() {
        let stream = |key: u8, file: u8| {
            let mut bytes = [0; 64];
            DataKey::new(&[key; 32]).of_file([file; 16]).apply(0, &mut bytes);
            bytes
        };
        let streams = [stream(1, 1), stream(1, 2), stream(2, 1)];
        for (index, one) in streams.iter().enumerate() {
            assert!(!streams[index + 1..].contains(one));
            let blocks: std::collections::HashSet<_> = one.chunks(BLOCK).collect();
            assert_eq!(blocks.len(), 4, "a block of the stream repeats");
        }
    }

    #[test]
    fn names_are_safe_as_file_names() {
        for text in ["", ".", "..", "a/b", "A", &"a".repeat(41)] {
            assert!(text.parse::<DataKeyName>().is_err(), "{text}");
        }
        assert_eq!("aes256".parse::<DataKeyName>().unwrap().to_string(), "aes256");
    }
}
