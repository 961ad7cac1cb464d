//! Docker's schema 1 with JSON web signatures, which stand inside of what they sign.
//!
//! Such a manifest is named by the digest of its payload, so that two signatures do not make two images of one ("Image Manifest
//! Version 2, Schema 1", *Signed Manifests*). Each signature says how to get the payload back: how many bytes of the document come
//! before the signatures (`formatLength`), and what closed it (`formatTail`). The signatures prove nothing: they are of keys that are
//! trusted nowhere. They are not verified.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use serde::Deserialize;

use crate::manifest::ManifestError;

/// Text as JSON web signatures have it, padded or not.
const TEXT: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

#[derive(Deserialize)]
struct Document {
    signatures: Option<Vec<Signature>>,
}

#[derive(Deserialize)]
struct Signature {
    protected: Option<String>,
}

/// How to get the payload back.
#[derive(Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
struct Protected {
    format_length: usize,
    format_tail: String,
}

/// The payload of a signed schema 1 manifest; nothing when the manifest has no signatures.
///
/// # Errors
/// The signatures do not say what they sign, or different things.
pub fn payload(bytes: &[u8]) -> Result<Option<Vec<u8>>, ManifestError> {
    let Some(signatures) = signatures(bytes)? else {
        return Ok(None);
    };
    let mut protected: Option<Protected> = None;
    for signature in signatures {
        let said = read(&signature).ok_or(ManifestError::Signature)?;
        // Compared as it is said, not as bytes of the document: there may be many signatures.
        if protected.as_ref().is_some_and(|protected| *protected != said) {
            return Err(ManifestError::Signature);
        }
        protected = Some(said);
    }
    let protected = protected.ok_or(ManifestError::Signature)?;
    let tail = TEXT
        .decode(protected.format_tail)
        .map_err(|_| ManifestError::Signature)?;
    let start = bytes.get(..protected.format_length);
    let payload = [start.ok_or(ManifestError::Signature)?, &tail].concat();
    match signatures_of(&payload) {
        // Else it would be named otherwise when it is pushed again.
        Some(None) => Ok(Some(payload)),
        _ => Err(ManifestError::Signature),
    }
}

/// The bytes whose digest names a manifest: the payload of a signed schema 1 manifest, and any other as it is.
#[must_use]
pub fn named(bytes: &[u8]) -> Cow<'_, [u8]> {
    payload(bytes)
        .ok()
        .flatten()
        .map_or(Cow::Borrowed(bytes), Cow::Owned)
}

fn signatures(bytes: &[u8]) -> Result<Option<Vec<Signature>>, ManifestError> {
    signatures_of(bytes).ok_or(ManifestError::Signature)
}

/// Nothing when it is no document; no list when it has no signatures.
fn signatures_of(bytes: &[u8]) -> Option<Option<Vec<Signature>>> {
    let document: Document = serde_json::from_slice(bytes).ok()?;
    Some(document.signatures)
}

fn read(signature: &Signature) -> Option<Protected> {
    let text = TEXT.decode(signature.protected.as_deref()?).ok()?;
    serde_json::from_slice(&text).ok()
}
