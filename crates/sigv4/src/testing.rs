//! What the fuzz target calls: any bytes as a signature.

use crate::{EMPTY_BODY_SHA256, RequestParts, parse};

/// Reads the bytes as an `Authorization` header, as a query, and as the dates and names beside them.
///
/// # Panics
/// When a rule breaks: the parser panics, a message is empty or endless, or a signature that was never made
/// verifies.
pub fn fuzz_header(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let secret = wharf_aws::SecretKey::generate([7; 30]);
    let plain: &[(&str, &[u8])] = &[
        ("Host", b"api.ecr.eu-west-1.amazonaws.com"),
        ("X-Amz-Date", b"20150830T123600Z"),
    ];
    let signed: &[(&str, &[u8])] = &[plain[0], plain[1], ("Authorization", bytes)];
    let dated: &[(&str, &[u8])] = &[
        plain[0],
        (
            "Authorization",
            b"AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host, Signature=f",
        ),
        ("Date", bytes),
        ("X-Amz-Security-Token", bytes),
    ];
    let query = Some(text.as_ref());
    for (headers, query) in [(signed, None), (dated, None), (plain, query), (signed, query)] {
        let parts = RequestParts {
            method: "POST",
            path: &text,
            query,
            headers,
        };
        let fault = match parse(&parts) {
            Ok(None) => continue,
            Err(fault) => vec![fault],
            Ok(Some(presented)) => {
                let verified = presented.verify(&parts, EMPTY_BODY_SHA256, &secret);
                assert!(verified.is_err(), "INVARIANT: this was never signed");
                let _ = presented.canonical_request(&parts, EMPTY_BODY_SHA256);
                [
                    presented.check_scope(&["ecr"]),
                    presented.check_freshness(0),
                    verified,
                ]
                .into_iter()
                .filter_map(Result::err)
                .collect()
            }
        };
        for message in fault.iter().map(|fault| fault.message()) {
            assert!(
                !message.is_empty() && message.len() < 2048 && message.is_ascii(),
                "{message}"
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The seeds of `fuzz/`, and every rotation of each.
    #[test]
    fn the_fuzz_body_holds_on_its_seeds() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/seeds/sigv4_header");
        let seeds = std::fs::read_dir(folder)
            .unwrap()
            .map(|seed| std::fs::read(seed.unwrap().path()).unwrap());
        let seeds: Vec<Vec<u8>> = seeds.collect();
        assert!(seeds.len() >= 4);
        for seed in seeds {
            fuzz_header(&seed);
            for cut in 0..seed.len() {
                fuzz_header(&[&seed[cut..], b"\xff;=,&", &seed[..cut]].concat());
            }
        }
    }
}
