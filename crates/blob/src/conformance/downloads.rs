//! Open, stat, ranges.

use bytes::Bytes;
use futures_util::TryStreamExt;

use super::{content, push, sha256};
use crate::{Error, Object, Store};

pub(super) async fn check(store: &dyn Store) {
    ranges(store).await;
    unknown(store).await;
}

async fn ranges(store: &dyn Store) {
    for size in [0_u64, 1, 10_000, 65_536, 5_000_000] {
        let length = usize::try_from(size).expect("small");
        let content = content(length);
        let object = store
            .open(&push(store, &content).await.expect("push"))
            .await
            .expect("open");
        assert_eq!(object.size(), size);
        let edges = [
            0,
            1,
            4_095,
            65_537,
            1 << 20,
            (1 << 20) + 1,
            3 << 20,
            size.saturating_sub(1),
            size,
            u64::MAX,
        ];
        for start in edges {
            for end in edges {
                let read = collect(&object, start, end).await;
                let from = usize::try_from(start).unwrap_or(length).min(length);
                let to = usize::try_from(end).unwrap_or(length).min(length).max(from);
                assert!(read == content[from..to], "{start}..{end} of {size}");
            }
        }
    }
}

async fn collect(object: &Object, start: u64, end: u64) -> Vec<u8> {
    let frames: Vec<Bytes> = object.stream(start..end).try_collect().await.expect("stream");
    assert!(frames.iter().all(|frame| !frame.is_empty()), "an empty frame");
    frames.concat()
}

async fn unknown(store: &dyn Store) {
    let digest = sha256(&content(20));
    assert!(matches!(store.stat(&digest).await, Err(Error::BlobUnknown)));
    assert!(matches!(store.open(&digest).await, Err(Error::BlobUnknown)));
}
