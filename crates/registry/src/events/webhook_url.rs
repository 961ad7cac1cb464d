//! Which URLs a webhook may have: those that can be posted to.
//!
//! The client has a grammar of its own (WHATWG, *URL Standard*), which is not within reach of this crate. Everything that is a
//! webhook's URL here must be one there too: a test of `server` compares them. The one exception are labels that begin with
//! `xn--`, whose rest is not decoded here.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Bytes of a URL, at most.
const MAX_URL: usize = 2048;
/// Bytes of a name, and of one label of it (RFC 1035, 2.3.4; without the final dot).
const MAX_NAME: usize = 253;
const MAX_LABEL: usize = 63;

/// Whether a text is an `http` or `https` URL with a host that can be connected to, and without a user.
pub fn is_webhook_url(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next());
    host.is_some_and(is_host) && text.len() <= MAX_URL && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Whether a text is a host, a name or an address, with a port or without.
fn is_host(text: &str) -> bool {
    let (is_host, port) = match text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, port)) => (address.parse::<Ipv6Addr>().is_ok(), port),
        None => {
            let name = text.split(':').next().unwrap_or_default();
            (is_name(name), &text[name.len()..])
        }
    };
    is_host && (port.is_empty() || port.strip_prefix(':').is_some_and(is_port))
}

fn is_port(text: &str) -> bool {
    // A number may begin with a sign, a port may not.
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u16>().is_ok_and(|port| port > 0)
}

/// Whether a text is a name of DNS, or an IPv4 address.
fn is_name(text: &str) -> bool {
    let name = text.strip_suffix('.').unwrap_or(text);
    // What ends in a number is an IPv4 address for the client, or nothing.
    if name.rsplit('.').next().is_some_and(is_number) {
        return text.parse::<Ipv4Addr>().is_ok();
    }
    name.len() <= MAX_NAME && name.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    let ends = [label.bytes().next(), label.bytes().next_back()];
    let is_end = |end: &Option<u8>| end.is_some_and(|end| end.is_ascii_alphanumeric());
    label.len() <= MAX_LABEL && label.bytes().all(is_plain) && ends.iter().all(is_end)
}

/// Whether a label is a number, decimal or hexadecimal.
fn is_number(label: &str) -> bool {
    let hexadecimal = label.strip_prefix("0x").or_else(|| label.strip_prefix("0X"));
    match hexadecimal {
        Some(digits) => digits.bytes().all(|byte| byte.is_ascii_hexdigit()),
        None => !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_digit()),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_host, is_webhook_url};

    #[test]
    fn hosts_that_can_be_connected_to() {
        let long = ["a".repeat(63), "b".repeat(63), "c".repeat(63), "d".repeat(61)].join(".");
        assert_eq!(long.len(), 253);
        for host in [
            "example.com",
            "a:80",
            "a:080",
            "127.0.0.1:8080",
            "[::1]",
            "[::1]:65535",
            "my_receiver",
            "a.b.",
            "1.example.com",
            "receiver1",
            "a.1b",
            "a.0xg",
            &long,
            &format!("{long}.:80"),
        ] {
            assert!(is_host(host), "{host}");
        }
        for host in [
            "",
            ":80",
            "a:",
            "a:0",
            "a:+80",
            "a:-80",
            "a:65536",
            "a:b",
            "[::1",
            "::1",
            "[x]",
            "[::1]80",
            "u@a",
            "a b",
            ".",
            "-",
            "a..b",
            "a-.b",
            "1.2.3",
            "999.999.999.999",
            "receiver.1",
            "receiver.1.",
            "a.0x",
            "a.0xaF",
            "0X7f",
            &"a".repeat(64),
            &format!("{long}d"),
        ] {
            assert!(!is_host(host), "{host}");
        }
    }

    #[test]
    fn the_rest_of_a_url() {
        for url in ["http://a", "https://a/", "https://a?token=x", "https://a:1/b#c"] {
            assert!(is_webhook_url(url), "{url}");
        }
        let long = format!("https://a/{}", "x".repeat(2048));
        for url in [
            "ftp://a",
            "a",
            "https://",
            "https:///x",
            "https://a/b c",
            "https://a/ü",
            &long,
        ] {
            assert!(!is_webhook_url(url), "{url}");
        }
    }
}
