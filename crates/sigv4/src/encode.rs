//! Percent-encoding as SigV4 wants it (RFC 3986 unreserved, upper-case hex), hex, and echoes for messages.

const UPPER: &[u8; 16] = b"0123456789ABCDEF";
const LOWER: &[u8; 16] = b"0123456789abcdef";

/// Encodes everything but `A-Za-z0-9-._~`, and `/` where it is kept (paths).
pub(crate) fn percent_encode_into(out: &mut Vec<u8>, bytes: &[u8], keep_slash: bool) {
    for &byte in bytes {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(byte),
            b'/' if keep_slash => out.push(byte),
            _ => out.extend([b'%', UPPER[usize::from(byte >> 4)], UPPER[usize::from(byte & 15)]]),
        }
    }
}

/// [`percent_encode_into`] to text, `/` included.
pub(crate) fn percent_encode(bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(bytes.len());
    percent_encode_into(&mut out, bytes, false);
    out.into_iter().map(char::from).collect()
}

/// Splits a raw query into decoded names and values. Empty segments (`a=1&&b=2`) are dropped, a name without
/// `=` has an empty value, and a `%` that starts no escape is itself.
///
/// `+` is a space, because the decoder of the Query protocol reads it so: what is signed has to be what is
/// obeyed, or changing `%2B` to `+` on the way would change the meaning under a valid signature.
pub(crate) fn query_pairs(raw: &str) -> Vec<(Vec<u8>, Vec<u8>)> {
    let segments = raw.split('&').filter(|segment| !segment.is_empty());
    segments
        .map(|segment| {
            let (name, value) = segment.split_once('=').unwrap_or((segment, ""));
            (query_decode(name.as_bytes()), query_decode(value.as_bytes()))
        })
        .collect()
}

fn query_decode(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        match (byte, tail) {
            (b'+', _) => out.push(b' '),
            (b'%', [high, low, after @ ..]) => match (nibble(*high), nibble(*low)) {
                (Some(high), Some(low)) => {
                    out.push(high << 4 | low);
                    rest = after;
                }
                _ => out.push(b'%'),
            },
            _ => out.push(byte),
        }
    }
    out
}

fn nibble(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

/// Lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [LOWER[usize::from(byte >> 4)], LOWER[usize::from(byte & 15)]])
        .map(char::from)
        .collect()
}

/// Whether this is an RFC 9110 token: a method, a header's name.
pub(crate) fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// A client's text inside a message: printable ASCII, and not much of it.
pub(crate) fn echo(text: &str) -> String {
    const LONGEST: usize = 160;
    let mut out: String = text
        .chars()
        .take(LONGEST)
        .map(|c| if c == ' ' || c.is_ascii_graphic() { c } else { '?' })
        .collect();
    if text.chars().nth(LONGEST).is_some() {
        out.push_str("...");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodes_all_but_unreserved() {
        assert_eq!(percent_encode("aZ0-._~".as_bytes()), "aZ0-._~");
        assert_eq!(percent_encode("/ +%é".as_bytes()), "%2F%20%2B%25%C3%A9");
    }

    #[test]
    fn decodes_queries_as_forms_are_decoded() {
        let table: &[(&str, &[(&str, &str)])] = &[
            ("", &[]),
            ("&&", &[]),
            ("a", &[("a", "")]),
            ("a=", &[("a", "")]),
            ("=b", &[("", "b")]),
            ("a=b=c", &[("a", "b=c")]),
            ("a=1&&b=2", &[("a", "1"), ("b", "2")]),
            ("a+b=%20%2B", &[("a b", " +")]),
            ("%zz=%4&%=%41", &[("%zz", "%4"), ("%", "A")]),
        ];
        for (raw, expected) in table {
            let expected: Vec<_> = expected
                .iter()
                .map(|(n, v)| (n.as_bytes().to_vec(), v.as_bytes().to_vec()))
                .collect();
            assert_eq!(query_pairs(raw), expected, "{raw}");
        }
    }

    #[test]
    fn echoes_are_short_and_printable() {
        assert_eq!(echo("a\nb\u{202e}"), "a?b?");
        assert_eq!(echo(&"x".repeat(1000)).len(), 163);
    }
}
