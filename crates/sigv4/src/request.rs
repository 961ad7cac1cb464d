//! What is signed, as received, with the limits put on it; and the credentials that sign.

use sha2::{Digest as _, Sha256};
use wharf_aws::SecretKey;

use crate::encode::{hex, is_token};
use crate::fault::AuthFault;

/// Hex SHA-256 of no bytes: what a GET signs as its payload.
pub const EMPTY_BODY_SHA256: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// Hex SHA-256 of a body that is in memory.
pub fn body_sha256(body: &[u8]) -> String {
    hex(&Sha256::digest(body))
}

/// Lines in a request's head. Clients send about fifteen, proxies add a few.
const MAX_HEADERS: usize = 200;
/// Bytes of one header's value. Session tokens are the longest, a few KiB.
const MAX_HEADER_BYTES: usize = 16 * 1024;
/// Bytes of the path, and of the query.
const MAX_TARGET_BYTES: usize = 64 * 1024;

/// Credentials to sign with.
#[derive(Clone)]
pub struct Credentials {
    /// `AKIA…` or `ASIA…`
    pub access_key_id: String,
    /// The secret that belongs to it.
    pub secret: SecretKey,
    /// For temporary credentials (`ASIA…`).
    pub session_token: Option<String>,
}

impl std::fmt::Debug for Credentials {
    /// The key id only: the rest is secret.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials")
            .field("access_key_id", &self.access_key_id)
            .finish_non_exhaustive()
    }
}

/// The head of a request as it was received: what the signature covers, besides the body.
///
/// No `Debug`, on purpose: headers and query hold session tokens.
#[derive(Clone, Copy)]
pub struct RequestParts<'a> {
    /// `GET`, `POST`, …
    pub method: &'a str,
    /// The path of the request line, still percent-encoded. Empty means `/`.
    pub path: &'a str,
    /// What follows `?`, still percent-encoded.
    pub query: Option<&'a str>,
    /// Names in any case, in the order received, repeated ones repeated. The authority is there once, as `host`
    /// or as `:authority`: the one that the request is routed by.
    pub headers: &'a [(&'a str, &'a [u8])],
}

impl<'a> RequestParts<'a> {
    /// The values of every header of this name (any case), in order.
    pub(crate) fn header(&self, name: &str) -> impl Iterator<Item = &'a [u8]> {
        self.headers
            .iter()
            .filter(move |(have, _)| have.eq_ignore_ascii_case(name))
            .map(|(_, value)| *value)
    }

    /// The value of a header that may be there once.
    pub(crate) fn single(&self, name: &str) -> Result<Option<&'a [u8]>, AuthFault> {
        let mut values = self.header(name);
        let first = values.next();
        match values.next() {
            Some(_) => Err(AuthFault::Incomplete(format!(
                "Header '{name}' must not be repeated."
            ))),
            None => Ok(first),
        }
    }

    /// Refuses a target that is longer than any client's, before anything is decoded.
    pub(crate) fn check_target(&self) -> Result<(), AuthFault> {
        let longest = self.path.len().max(self.query.map_or(0, str::len));
        if longest > MAX_TARGET_BYTES {
            unchecked("The request target is too long")
        } else {
            Ok(())
        }
    }

    /// Refuses a signed request whose head is larger than any client makes, or that could not have come over
    /// HTTP (a line feed inside a part would let one canonical request mean two things).
    pub(crate) fn check_head(&self) -> Result<(), AuthFault> {
        if !is_token(self.method) {
            return unchecked("The method is not an HTTP token");
        }
        if self.headers.len() > MAX_HEADERS {
            return unchecked("There are too many headers");
        }
        for (_, value) in self.headers {
            if value.len() > MAX_HEADER_BYTES {
                return unchecked("A header is too long");
            }
            if value.iter().any(|byte| matches!(byte, b'\r' | b'\n' | 0)) {
                return unchecked("A header has a control character");
            }
        }
        Ok(())
    }
}

fn unchecked(reason: &str) -> Result<(), AuthFault> {
    Err(AuthFault::Incomplete(format!(
        "{reason}, so the signature was not checked."
    )))
}
