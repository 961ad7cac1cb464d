//! The canonical request: the one text that client and server make of the same request.
//!
//! AWS, "Create a signed AWS API request", step 1, as for every service but S3: the path is normalised and
//! encoded once more than it was received.

use crate::encode::{percent_encode_into, query_pairs};
use crate::request::RequestParts;

/// Headers whose values stay out of logs.
const SECRET_HEADERS: &[&str] = &[
    "x-amz-security-token",
    "authorization",
    "proxy-authorization",
    "cookie",
];

/// What goes into a canonical request, and how it is to be written.
pub(crate) struct Canonical<'a> {
    pub(crate) parts: &'a RequestParts<'a>,
    pub(crate) signed_headers: &'a [String],
    pub(crate) payload_sha256: &'a str,
    /// Leaves `X-Amz-Signature` out of the query.
    pub(crate) presigned: bool,
    /// Hides secrets: for logs, never for a signature.
    pub(crate) redacted: bool,
}

impl Canonical<'_> {
    /// The text. Bytes, because a header's value may be any.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(512);
        out.extend(self.parts.method.as_bytes());
        out.push(b'\n');
        push_path(&mut out, self.parts.path);
        out.push(b'\n');
        self.push_query(&mut out);
        out.push(b'\n');
        for name in self.signed_headers {
            self.push_header(&mut out, name);
        }
        out.push(b'\n');
        out.extend(self.signed_headers.join(";").as_bytes());
        out.push(b'\n');
        out.extend(self.payload_sha256.as_bytes());
        out
    }

    fn push_query(&self, out: &mut Vec<u8>) {
        let pairs = query_pairs(self.parts.query.unwrap_or_default()).into_iter();
        let pairs = pairs.filter(|(name, _)| !(self.presigned && name == b"X-Amz-Signature"));
        let mut encoded: Vec<(Vec<u8>, Vec<u8>)> = pairs
            .map(|(name, value)| {
                let secret = self.redacted && name == b"X-Amz-Security-Token";
                (
                    encoded(&name),
                    if secret {
                        b"(secret)".to_vec()
                    } else {
                        encoded(&value)
                    },
                )
            })
            .collect();
        encoded.sort();
        for (index, (name, value)) in encoded.iter().enumerate() {
            if index > 0 {
                out.push(b'&');
            }
            out.extend(name);
            out.push(b'=');
            out.extend(value);
        }
    }

    /// `name:value\n`, repeated headers joined with commas. The authority goes by either of its names.
    fn push_header(&self, out: &mut Vec<u8>, name: &str) {
        out.extend(name.as_bytes());
        out.push(b':');
        let alias = match name {
            "host" => Some(":authority"),
            ":authority" => Some("host"),
            _ => None,
        };
        let mut values: Vec<&[u8]> = self.parts.header(name).collect();
        if let (true, Some(alias)) = (values.is_empty(), alias) {
            values = self.parts.header(alias).collect();
        }
        if self.redacted && SECRET_HEADERS.contains(&name) {
            values = vec![b"(secret)"];
        }
        for (index, value) in values.into_iter().enumerate() {
            if index > 0 {
                out.push(b',');
            }
            push_trimmed(out, value);
        }
        out.push(b'\n');
    }
}

fn encoded(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    percent_encode_into(&mut out, bytes, false);
    out
}

/// Drops white space at both ends and makes one space of every run of spaces.
fn push_trimmed(out: &mut Vec<u8>, value: &[u8]) {
    let mut previous = 0;
    for &byte in value.trim_ascii() {
        if byte != b' ' || previous != b' ' {
            out.push(byte);
        }
        previous = byte;
    }
}

/// RFC 3986 dot segments and doubled slashes removed; a slash at the end stays.
fn push_path(out: &mut Vec<u8>, path: &str) {
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            _ => segments.push(segment),
        }
    }
    out.push(b'/');
    percent_encode_into(out, segments.join("/").as_bytes(), true);
    if path.ends_with('/') && !segments.is_empty() {
        out.push(b'/');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        for (path, expected) in [
            ("", "/"),
            ("/", "/"),
            ("//", "/"),
            ("/a", "/a"),
            ("/a/", "/a/"),
            ("//a//b//", "/a/b/"),
            ("/./a/./b", "/a/b"),
            ("/a/../b", "/b"),
            ("/../..", "/"),
            ("/a/..", "/"),
            ("/a/../", "/"),
            ("/v1/a%20b", "/v1/a%2520b"),
            ("/é", "/%C3%A9"),
            ("/a:b@c", "/a%3Ab%40c"),
            ("/-._~", "/-._~"),
        ] {
            let mut out = Vec::new();
            push_path(&mut out, path);
            assert_eq!(String::from_utf8_lossy(&out), expected, "{path}");
        }
    }

    #[test]
    fn header_values() {
        for (value, expected) in [
            ("", ""),
            ("  ", ""),
            (" a   b ", "a b"),
            ("\t\"a  b\"\t", "\"a b\""),
            ("a", "a"),
        ] {
            let mut out = Vec::new();
            push_trimmed(&mut out, value.as_bytes());
            assert_eq!(String::from_utf8_lossy(&out), expected, "{value:?}");
        }
    }
}
