//! The property that the fuzz target `forwarded` holds.

use std::net::IpAddr;

use crate::forwarded::{Address, Fields, MOST_BYTES};

/// Any bytes as each of the headers: no panic, a refusal is a short line of ASCII, and for anything that stands before what our proxy adds, in
/// the same header or in one of its own, the client is the one that our proxy saw.
pub fn fuzz_forwarded(data: &[u8]) {
    let seen: IpAddr = [203, 0, 113, 9].into();
    let proxy: IpAddr = [10, 0, 0, 1].into();
    let read = |fields: &Fields<'_>| match fields.origin(|address| address == proxy) {
        Ok(origin) => Some(origin.expect("INVARIANT: there is a header")),
        Err(error) => {
            let text = error.to_string();
            assert!(
                text.len() < 200 && text.bytes().all(|byte| (b' '..=b'~').contains(&byte)),
                "{text}"
            );
            None
        }
    };
    let alone = [
        Fields {
            forwarded: vec![data],
            ..Fields::default()
        },
        Fields {
            x_for: vec![data],
            ..Fields::default()
        },
        Fields {
            x_proto: vec![data],
            ..Fields::default()
        },
        Fields {
            x_host: vec![data],
            x_port: vec![data],
            ..Fields::default()
        },
    ];
    for fields in alone {
        let origin = read(&fields);
        assert!(origin.is_none() || data.len() <= MOST_BYTES);
    }
    for (standard, ours) in [
        (true, &b"for=203.0.113.9;proto=https"[..]),
        (false, b"203.0.113.9"),
    ] {
        let joined = [data, b", ", ours].concat();
        for values in [vec![&joined[..]], vec![data, ours]] {
            let fields = match standard {
                true => Fields {
                    forwarded: values,
                    ..Fields::default()
                },
                false => Fields {
                    x_for: values,
                    x_proto: vec![b"https"],
                    ..Fields::default()
                },
            };
            if let Some(origin) = read(&fields) {
                assert_eq!(
                    (origin.address, origin.secure),
                    (Address::Is(seen), Some(true)),
                    "{fields:?}"
                );
            }
        }
    }
}
