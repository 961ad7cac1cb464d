//! Manifests that were hashed: one that is read again is compared with these bytes, which takes less time than a hash.

use std::collections::HashMap;

use bytes::Bytes;
use parking_lot::RwLock;
use wharf_kernel::Extension;

/// A manifest from this length on is hashed every time.
const LONG: usize = 64 * 1024;
/// Bytes that are kept for a Region; then it begins anew.
const MOST: usize = 8 << 20;

/// Manifests that fit their digests, by digest.
#[derive(Default)]
pub(super) struct Verified(RwLock<Kept>);

#[derive(Default)]
struct Kept {
    manifests: HashMap<Box<str>, Bytes>,
    bytes: usize,
}

impl Extension for Verified {}

impl Verified {
    /// Whether these bytes are known to have the digest.
    pub(super) fn has(&self, digest: &str, bytes: &Bytes) -> bool {
        let kept = self.0.read();
        kept.manifests.get(digest).is_some_and(|known| known == bytes)
    }

    /// Keeps bytes that have the digest, unless they are many.
    pub(super) fn keep(&self, digest: &str, bytes: &Bytes) {
        if bytes.len() >= LONG {
            return;
        }
        let mut kept = self.0.write();
        if kept.bytes + bytes.len() > MOST {
            *kept = Kept::default();
        }
        // A copy: what was read may be a part of something larger.
        let copy = Bytes::copy_from_slice(bytes);
        if kept.manifests.insert(digest.into(), copy).is_none() {
            kept.bytes += bytes.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_bytes_are_not_known_and_memory_is_bounded() {
        let verified = Verified::default();
        let (one, other) = (Bytes::from_static(b"one"), Bytes::from_static(b"other"));
        assert!(!verified.has("a", &one));
        verified.keep("a", &one);
        assert!(verified.has("a", &one));
        assert!(!verified.has("a", &other) && !verified.has("b", &one));
        let long = Bytes::from(vec![0; LONG]);
        verified.keep("long", &long);
        assert!(!verified.has("long", &long));
        let some = long.slice(1..);
        for number in 0..2 * MOST / LONG {
            verified.keep(&number.to_string(), &some);
            assert!(verified.0.read().bytes <= MOST);
            assert!(verified.has(&number.to_string(), &some));
        }
        assert!(!verified.has("a", &one), "it began anew");
    }
}
