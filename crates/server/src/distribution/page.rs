//! Pages of lists: `n`, `last` and the `Link` header (OCI Distribution Specification, *Listing tags*).

use http::header::LINK;

use super::RegistryRequest;
use crate::response::{self, Answer};

/// Entries of a page of names when the client does not say how many.
pub(super) const DEFAULT: usize = 100;
/// The most entries of a page.
const MAX: usize = 1000;

/// How many entries the page has, by `n`. More than a page can have is as many as it can; what is no number says nothing. Amazon ECR
/// refuses both, and clients know that only of its own hosts.
pub(super) fn size(request: &RegistryRequest<'_>, default: usize) -> usize {
    read(request.parameter("n").as_deref(), default)
}

fn read(n: Option<&str>, default: usize) -> usize {
    match n {
        Some(n) if !n.is_empty() && n.bytes().all(|byte| byte.is_ascii_digit()) => {
            n.parse().map_or(MAX, |n: usize| n.min(MAX))
        }
        _ => default,
    }
}

/// Points at the page of `n` after `last` of what was asked for; `more` is the rest of the query.
pub(super) fn link(
    answer: &mut Answer,
    request: &RegistryRequest<'_>,
    path: &str,
    (n, last): (usize, &str),
    more: &str,
) {
    let namespace = request.namespace.as_deref();
    let namespace = namespace.map_or_else(String::new, |host| format!("&ns={}", encode(host)));
    response::set(
        answer,
        LINK,
        &format!("<{path}?n={n}&last={last}{more}{namespace}>; rel=\"next\""),
    );
}

/// Percent-encodes what is not unreserved (RFC 3986 §2.3).
pub(super) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_many() {
        for (n, size) in [
            (None, 100),
            (Some(""), 100),
            (Some("-1"), 100),
            (Some("+5"), 100),
            (Some("1.5"), 100),
            (Some("many"), 100),
            (Some("0"), 0),
            (Some("1000"), 1000),
            (Some("1001"), 1000),
            (Some("99999999999999999999999"), 1000),
        ] {
            assert_eq!(read(n, DEFAULT), size, "{n:?}");
        }
    }
}
