//! Docker's signed schema 1: its name is its payload's.

use serde_json::{Value, json};
use wharf_oci::manifest::ManifestError;
use wharf_oci::schema1::{named, payload};

/// Text as JSON web signatures have it.
fn encoded(text: &str) -> String {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    text.as_bytes()
        .chunks(3)
        .flat_map(|chunk| {
            let bits = chunk
                .iter()
                .fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte))
                << (8 * (3 - chunk.len()));
            (0..=chunk.len()).map(move |at| char::from(DIGITS[(bits >> (18 - 6 * at) & 63) as usize]))
        })
        .collect()
}

fn protected(length: usize, tail: &str) -> Value {
    let protected =
        json!({"formatLength": length, "formatTail": encoded(tail), "time": "2026-11-30T00:00:00Z"});
    json!({"header": {"alg": "ES256"}, "signature": "c2ln", "protected": encoded(&protected.to_string())})
}

/// A payload with signatures put before its end, as Docker's library does.
fn signed(payload: &str, signatures: &[Value]) -> String {
    let start = payload.strip_suffix("\n}").unwrap();
    format!("{start},\n   \"signatures\": {}\n}}", json!(signatures))
}

#[test]
fn the_payload_is_what_was_signed() {
    let plain = "{\n   \"schemaVersion\": 1,\n   \"fsLayers\": []\n}";
    let length = plain.len() - 2;
    for signatures in [
        vec![protected(length, "\n}")],
        vec![protected(length, "\n}"), protected(length, "\n}")],
    ] {
        let document = signed(plain, &signatures);
        assert_eq!(payload(document.as_bytes()), Ok(Some(plain.into())));
        assert_eq!(*named(document.as_bytes()), *plain.as_bytes());
    }
    assert_eq!(payload(plain.as_bytes()), Ok(None));
    for other in [plain, "{", "", r#"{"signatures": [], "fsLayers": []}"#] {
        assert_eq!(*named(other.as_bytes()), *other.as_bytes());
    }
}

#[test]
fn signatures_that_do_not_say_one_payload_are_refused() {
    let plain = "{\n   \"schemaVersion\": 1,\n   \"fsLayers\": []\n}";
    let length = plain.len() - 2;
    let padded = json!({"protected": "e30="});
    for signatures in [
        vec![],
        vec![json!({})],
        vec![json!({"protected": "%"})],
        vec![padded],
        vec![protected(length, "\n}"), protected(length, "}")],
        vec![protected(length, "\n}"), json!({})],
        vec![protected(100_000, "\n}")],
        vec![protected(usize::MAX, "\n}")],
        vec![protected(length, "")],
        vec![protected(length, ",\"signatures\":[]}")],
    ] {
        let document = signed(plain, &signatures);
        assert_eq!(
            payload(document.as_bytes()),
            Err(ManifestError::Signature),
            "{signatures:?}"
        );
        assert_eq!(*named(document.as_bytes()), *document.as_bytes());
    }
}
