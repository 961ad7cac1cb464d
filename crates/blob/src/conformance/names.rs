//! Names cannot leave the store: what is not an id or a digest is not a name.

use wharf_oci::digest::{Algorithm, Digest};

use super::{content, push, sha256};
use crate::{Compartment, Error, UploadId};

pub(super) async fn check(store: &Compartment) {
    let content = content(50);
    let digest = push(store, &content).await.expect("push");
    let hex = digest.hex();
    let escapes = [
        String::new(),
        "..".to_owned(),
        "../uploads".to_owned(),
        "/etc/passwd".to_owned(),
        format!("../{hex}"),
        format!("{}/../../..", &hex[..55]),
        format!("{}\0", &hex[..63]),
        hex.to_uppercase(),
    ];
    for name in &escapes {
        assert!(name.parse::<UploadId>().is_err(), "{name:?} is an upload id");
        for algorithm in ["sha256", "sha512", "..", "sha256/..", ""] {
            let text = format!("{algorithm}:{name}");
            let upper_is_lower = *name == hex;
            assert!(
                upper_is_lower || text.parse::<Digest>().is_err(),
                "{text:?} is a digest"
            );
        }
    }
    // The same content under another algorithm is another blob.
    let other = Digest::of(Algorithm::Sha512, &content);
    assert!(matches!(store.blobs.stat(&other).await, Err(Error::BlobUnknown)));
    assert_eq!(store.blobs.stat(&sha256(&content)).await.expect("stat"), 50);
}
