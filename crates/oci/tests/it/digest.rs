//! Digests: the grammar, and what is refused.

use std::collections::HashMap;

use proptest::prelude::*;
use wharf_oci::{Algorithm, Digest, DigestError, Hasher, Reference, ReferenceError, TagError, testing};

const EMPTY_256: &str = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const ABC_512: &str = "sha512:ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a\
                       2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f";

#[test]
fn known_hashes() {
    assert_eq!(Digest::of(Algorithm::Sha256, b"").as_str(), EMPTY_256);
    assert_eq!(Digest::of(Algorithm::Sha512, b"abc").as_str(), ABC_512);
}

#[test]
fn parts_of_a_digest() {
    for (text, algorithm) in [(EMPTY_256, Algorithm::Sha256), (ABC_512, Algorithm::Sha512)] {
        let digest: Digest = text.parse().unwrap();
        assert_eq!(digest.algorithm(), algorithm);
        assert_eq!(digest.hex(), &text[7..]);
        assert_eq!(digest.to_string(), text);
        assert_eq!(format!("{digest:?}"), format!("Digest({text})"));
        assert_eq!(serde_json::to_string(&digest).unwrap(), format!("\"{text}\""));
    }
    assert!(Digest::of(Algorithm::Sha512, b"x").matches(b"x"));
    assert!(!Digest::of(Algorithm::Sha512, b"x").matches(b"y"));
}

#[test]
fn looked_up_by_text() {
    let map = HashMap::from([(EMPTY_256.parse::<Digest>().unwrap(), 1)]);
    assert_eq!(map.get(EMPTY_256), Some(&1));
}

#[test]
fn refused_texts() {
    let hex = "a".repeat(64);
    let unsupported = |name: &str| DigestError::UnsupportedAlgorithm(name.into());
    let not_hex = DigestError::NotHex {
        algorithm: Algorithm::Sha256,
    };
    let length = |algorithm, found| DigestError::Length { algorithm, found };
    let table = [
        (String::new(), DigestError::Malformed),
        (hex.clone(), DigestError::Malformed),
        ("sha256:".into(), DigestError::Malformed),
        (format!(":{hex}"), DigestError::Malformed),
        (format!("sha256 :{hex}"), DigestError::Malformed),
        (format!("SHA256:{hex}"), DigestError::Malformed),
        (format!("sha256+:{hex}"), DigestError::Malformed),
        (format!("md5:{hex}"), unsupported("md5")),
        (format!("multihash+base58:{hex}"), unsupported("multihash+base58")),
        (
            format!("{}:{hex}", "a".repeat(100)),
            unsupported(&format!("{}…", "a".repeat(64))),
        ),
        (format!("sha256:{}", "A".repeat(64)), not_hex.clone()),
        (format!("sha256:{}g", &hex[1..]), not_hex.clone()),
        (format!("sha256:{hex}\n"), not_hex.clone()),
        (format!("sha256:sha256:{hex}"), not_hex),
        (format!("sha256:{}", &hex[1..]), length(Algorithm::Sha256, 63)),
        (format!("sha256:{hex}{hex}"), length(Algorithm::Sha256, 128)),
        (format!("sha512:{hex}"), length(Algorithm::Sha512, 64)),
    ];
    for (text, error) in table {
        assert_eq!(text.parse::<Digest>(), Err(error), "{text:?}");
    }
}

#[test]
fn messages_tell_what_to_write() {
    let error = "sha512:aa".parse::<Digest>().unwrap_err();
    assert_eq!(error.to_string(), "a sha512 digest has 128 hex digits, not 2");
    let error = "md5:aa".parse::<Digest>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the digest algorithm 'md5' is not supported; use sha256 or sha512"
    );
}

#[test]
fn references() {
    assert_eq!(
        EMPTY_256.parse(),
        Ok(Reference::Digest(EMPTY_256.parse().unwrap()))
    );
    assert_eq!("v1.0".parse(), Ok(Reference::Tag("v1.0".parse().unwrap())));
    assert_eq!(
        "a:b".parse::<Reference>(),
        Err(ReferenceError::Digest(DigestError::UnsupportedAlgorithm(
            "a".into()
        )))
    );
    assert_eq!("".parse::<Reference>(), Err(ReferenceError::Tag(TagError::Empty)));
    let reference: Reference = "v1.0".parse().unwrap();
    assert_eq!(
        (reference.tag().map(AsRef::as_ref), reference.digest()),
        (Some("v1.0"), None)
    );
}

proptest! {
    #[test]
    fn parse_is_the_inverse_of_display(digest in testing::digest()) {
        prop_assert_eq!(digest.to_string().parse::<Digest>(), Ok(digest.clone()));
        prop_assert_eq!(digest.as_str().parse(), Ok(Reference::Digest(digest)));
    }

    #[test]
    fn ordered_as_its_text(a in testing::digest(), b in testing::digest()) {
        prop_assert_eq!(a.cmp(&b), a.as_str().cmp(b.as_str()));
    }

    #[test]
    fn hashing_in_pieces(parts in proptest::collection::vec(any::<Vec<u8>>(), 0..5)) {
        for algorithm in Algorithm::ALL {
            let mut hasher = Hasher::new(algorithm);
            for part in &parts {
                // Going on from a saved state is what a chunked upload does.
                hasher = hasher.clone();
                hasher.update(part);
            }
            prop_assert_eq!(hasher.algorithm(), algorithm);
            prop_assert_eq!(hasher.finish(), Digest::of(algorithm, &parts.concat()));
        }
    }
}
