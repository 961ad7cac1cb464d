//! Open, download, stat, ranges.

use bytes::Bytes;
use futures_util::TryStreamExt;

use super::{content, push, sha256};
use crate::{Compartment, Download, Error, Object};

pub(super) async fn check(store: &Compartment) {
    ranges(store).await;
    unknown(store).await;
}

async fn ranges(store: &Compartment) {
    for size in [0_u64, 1, 10_000, 65_536, (1 << 20) + 100_000] {
        let content = content(usize::try_from(size).expect("small"));
        let digest = push(store, &content).await.expect("push");
        let opened = store.blobs.open(&digest).await.expect("open");
        every_range(&opened, &content).await;
        let download = store.blobs.download(&digest).await.expect("download");
        assert_eq!(download.size(), size);
        match download {
            // What the other host gives is not ours to read.
            Download::Redirect(redirect) => assert!(redirect.url.starts_with("http"), "{}", redirect.url),
            Download::Bytes(object) => every_range(&object, &content).await,
            Download::File(file) => every_range(&file.into(), &content).await,
        }
    }
}

async fn every_range(object: &Object, content: &Bytes) {
    let (size, length) = (object.size(), content.len());
    assert_eq!(size, length as u64);
    let edges = [
        0,
        1,
        4_095,
        65_537,
        1 << 20,
        (1 << 20) + 1,
        size.saturating_sub(1),
        size,
        u64::MAX,
    ];
    for start in edges {
        for end in edges {
            let read = collect(object, start, end).await;
            let from = usize::try_from(start).unwrap_or(length).min(length);
            let to = usize::try_from(end).unwrap_or(length).min(length).max(from);
            assert!(read == content[from..to], "{start}..{end} of {size}");
        }
    }
}

async fn collect(object: &Object, start: u64, end: u64) -> Vec<u8> {
    let frames: Vec<Bytes> = object.stream(start..end).try_collect().await.expect("stream");
    assert!(frames.iter().all(|frame| !frame.is_empty()), "an empty frame");
    frames.concat()
}

async fn unknown(store: &Compartment) {
    let digest = sha256(&content(20));
    assert!(matches!(store.blobs.stat(&digest).await, Err(Error::BlobUnknown)));
    assert!(matches!(store.blobs.open(&digest).await, Err(Error::BlobUnknown)));
    assert!(matches!(
        store.blobs.download(&digest).await,
        Err(Error::BlobUnknown)
    ));
}
