//! `Forwarded` and `X-Forwarded-*`: who the client is, and what is refused.

use std::net::IpAddr;
use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use wharf_aws::Network;
use wharf_aws::forwarded::{Address, Fields, ForwardedError, MOST_BYTES, MOST_HOPS, Origin};
use wharf_aws::testing::fuzz_forwarded;

/// What is read when 10.0.0.0/8 and fd00::/8 are proxies.
fn origin(fields: &Fields<'_>) -> Result<Option<Origin>, ForwardedError> {
    let proxies: [Network; 2] = ["10.0.0.0/8", "fd00::/8"].map(|text| text.parse().unwrap());
    fields.origin(|address| proxies.iter().any(|network| network.contains(address)))
}

fn forwarded(values: &[&'static str]) -> Fields<'static> {
    Fields {
        forwarded: values.iter().map(|value| value.as_bytes()).collect(),
        ..Fields::default()
    }
}

fn x_for(values: &[&'static str]) -> Fields<'static> {
    Fields {
        x_for: values.iter().map(|value| value.as_bytes()).collect(),
        ..Fields::default()
    }
}

fn is(text: &str) -> Address {
    Address::Is(text.parse::<IpAddr>().unwrap())
}

#[test]
fn the_client_is_the_last_from_the_right_that_is_no_proxy() {
    for (values, expected) in [
        (&["203.0.113.9"][..], is("203.0.113.9")),
        (&["198.51.100.1, 203.0.113.9"], is("203.0.113.9")),
        (&["198.51.100.1, 203.0.113.9, 10.1.2.3"], is("203.0.113.9")),
        (
            &["198.51.100.1", "203.0.113.9", "10.1.2.3, fd00::7"],
            is("203.0.113.9"),
        ),
        (&["nonsense, 203.0.113.9"], is("203.0.113.9")),
        (&["10.0.0.1, 10.0.0.2"], is("10.0.0.1")),
        (&["203.0.113.9:4711"], is("203.0.113.9")),
        (&["2001:db8::1"], is("2001:db8::1")),
        (&["[2001:db8::1]:443"], is("2001:db8::1")),
        (&["::ffff:203.0.113.9"], is("203.0.113.9")),
        (
            &["::ffff:10.0.0.1, 203.0.113.9, ::ffff:10.0.0.2"],
            is("203.0.113.9"),
        ),
        (&["198.51.100.1, unknown"], Address::Hidden),
        (&["198.51.100.1, _secret"], Address::Hidden),
        (&[""], Address::Unsaid),
    ] {
        let read = origin(&x_for(values)).unwrap().unwrap();
        assert_eq!(read.address, expected, "{values:?}");
    }
    assert_eq!(origin(&Fields::default()), Ok(None));
}

#[test]
fn forwarded_says_it_too() {
    let read = origin(&forwarded(&[
        "for=198.51.100.1, For=\"[2001:db8::1]:4711\";Proto=HTTPS;host=\"wharf.example.com:8443\";by=10.0.0.1",
        "for=10.0.0.1;proto=http;host=internal",
    ]));
    let expected = Origin {
        address: is("2001:db8::1"),
        secure: Some(true),
        host: Some("wharf.example.com:8443".to_owned()),
        port: None,
    };
    assert_eq!(read, Ok(Some(expected)));
    for wrong in [
        "for=203.0.113.9;for=203.0.113.9",
        "for=\"203.0.113.9",
        "for=\"203.0.113.9\"x",
        "for=203.0.113.9 proto=https",
        "for",
        "=203.0.113.9",
        "for=2001:db8::1",
        "for=here",
        "proto=gopher",
        "host=\"a b\"",
        "for=\"203.0.113.\\9\"",
        "for=203.0.113.9;",
        "f\u{e4}r=203.0.113.9",
    ] {
        assert_eq!(
            origin(&forwarded(&[wrong])),
            Err(ForwardedError::Unreadable("Forwarded")),
            "{wrong}"
        );
    }
}

#[test]
fn what_a_client_writes_before_a_proxy_changes_nothing() {
    // The client opens a quote that the proxy's own words would close.
    for value in [
        "for=\"6.6.6.6, for=203.0.113.9",
        "for=\"6.6.6.6, for=\"[2001:db8::1]\"",
    ] {
        assert!(origin(&forwarded(&[value])).is_err(), "{value}");
    }
    // The client adds the header that the proxy does not know.
    let mut fields = x_for(&["203.0.113.9"]);
    fields.forwarded = vec![b"for=6.6.6.6;proto=https"];
    assert_eq!(origin(&fields), Err(ForwardedError::Contradiction));
    fields.forwarded = vec![b"for=203.0.113.9;proto=https"];
    assert_eq!(origin(&fields).unwrap().unwrap().secure, None, "only one says it");
    fields.x_proto = vec![b"https"];
    fields.x_port = vec![b"443"];
    let both = origin(&fields).unwrap().unwrap();
    assert_eq!(
        (both.secure, both.port),
        (Some(true), None),
        "they agree, as far as both say it"
    );
    fields.x_proto = vec![b"http"];
    assert_eq!(origin(&fields), Err(ForwardedError::Contradiction));
}

#[test]
fn the_other_headers_belong_to_an_address() {
    let fields = |proto: &'static str, port: &'static str| Fields {
        x_proto: vec![proto.as_bytes()],
        x_port: vec![port.as_bytes()],
        ..x_for(&["203.0.113.9, 10.0.0.1"])
    };
    let read = origin(&fields("https", "8443")).unwrap().unwrap();
    assert_eq!((read.secure, read.port), (Some(true), Some(8443)));
    let read = origin(&fields("https, http", "443, 80")).unwrap().unwrap();
    assert_eq!((read.secure, read.port), (Some(true), Some(443)));
    let proto = |proto, port| origin(&fields(proto, port)).unwrap_err();
    assert_eq!(
        proto("https, http, http", "443"),
        ForwardedError::Count("X-Forwarded-Proto")
    );
    assert_eq!(
        proto("gopher", "443"),
        ForwardedError::Unreadable("X-Forwarded-Proto")
    );
    for port in ["0", "65536", "+443", "x"] {
        assert_eq!(
            proto("https", port),
            ForwardedError::Unreadable("X-Forwarded-Port"),
            "{port}"
        );
    }
    let alone = Fields {
        x_proto: vec![b"https"],
        ..Fields::default()
    };
    let read = origin(&alone).unwrap().unwrap();
    assert_eq!((read.address, read.secure), (Address::Unsaid, Some(true)));
}

#[test]
fn there_are_limits() {
    let long = vec![b' '; MOST_BYTES + 1];
    let fields = Fields {
        x_host: vec![&long],
        ..Fields::default()
    };
    assert_eq!(origin(&fields), Err(ForwardedError::TooLong));
    let many = vec!["10.0.0.1"; MOST_HOPS + 1].join(",");
    let fields = Fields {
        x_for: vec![many.as_bytes()],
        ..Fields::default()
    };
    assert_eq!(origin(&fields), Err(ForwardedError::TooLong));
    let many = vec!["for=10.0.0.1"; MOST_HOPS + 1].join(",");
    let fields = Fields {
        forwarded: vec![many.as_bytes()],
        ..Fields::default()
    };
    assert_eq!(origin(&fields), Err(ForwardedError::TooLong));
}

fn seeds() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds/forwarded");
    let files = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let seeds: Vec<_> = files.map(|path| std::fs::read(path).unwrap()).collect();
    assert!(!seeds.is_empty());
    seeds
}

#[test]
fn seeds_hold() {
    seeds().iter().for_each(|seed| fuzz_forwarded(seed));
}

proptest! {
    #[test]
    fn changed_seeds_hold(
        seed in select(seeds()),
        changes in vec((any::<Index>(), select(&b"\",;= \\:[]_fp\t\xff"[..])), 0..5),
        cut in any::<Option<Index>>(),
    ) {
        let mut value = seed;
        for (at, byte) in changes {
            let at = at.index(value.len());
            value[at] = byte;
        }
        if let Some(cut) = cut {
            value.truncate(cut.index(value.len()));
        }
        fuzz_forwarded(&value);
    }

    #[test]
    fn any_bytes_hold(value in vec(any::<u8>(), 0..64)) {
        fuzz_forwarded(&value);
    }
}
