//! The list of headers that a signature covers.

use crate::encode::{echo, is_token};
use crate::fault::AuthFault;

/// Names in one list of signed headers, and bytes of that list.
const MAX_SIGNED_HEADERS: usize = 100;
const MAX_SIGNED_HEADERS_BYTES: usize = 4096;

/// A list of signed headers: lower-case names in ascending order, as every signer writes it. Another spelling
/// of the same list could only be verified by guessing which of them the client had hashed.
pub(crate) fn parse(text: &str) -> Result<Vec<String>, AuthFault> {
    let names: Vec<&str> = text.split(';').take(MAX_SIGNED_HEADERS + 1).collect();
    if text.len() > MAX_SIGNED_HEADERS_BYTES || names.len() > MAX_SIGNED_HEADERS {
        return Err(AuthFault::Incomplete("'SignedHeaders' is too long.".to_owned()));
    }
    let lower = |name: &str| !name.bytes().any(|byte| byte.is_ascii_uppercase());
    let named = |name: &str| name == ":authority" || (is_token(name) && lower(name));
    if !names.iter().all(|name| named(name)) || !names.is_sorted_by(|one, next| one < next) {
        return Err(AuthFault::Incomplete(format!(
            "'SignedHeaders' must be lower-case header names in ascending order, separated by ';', got '{}'.",
            echo(text)
        )));
    }
    Ok(names.into_iter().map(str::to_owned).collect())
}
