//! Begin, append, length, commit, abort: one caller at a time.

use wharf_oci::digest::{Algorithm, Digest};

use super::{ANY, body, broken, content, new_id, pull, push, sha256};
use crate::{Committed, Compartment, Error};

pub(super) async fn check(store: &Compartment) {
    sizes(store).await;
    in_pieces(store).await;
    wrong_offset(store).await;
    broken_body(store).await;
    too_large(store).await;
    wrong_digest(store).await;
    algorithms(store).await;
    stored_already(store).await;
    ended(store).await;
    listing(store).await;
}

/// Nothing, one byte, around the limits of pages and windows, and much.
async fn sizes(store: &Compartment) {
    for size in [
        0,
        1,
        4095,
        4096,
        65_536,
        65_537,
        1 << 20,
        (1 << 20) + 1,
        (8 << 20) + 12_345,
    ] {
        let content = content(size);
        let id = new_id();
        store.uploads.begin(&id).await.expect("begin");
        assert_eq!(store.uploads.length(&id).await.expect("length"), 0);
        let length = store
            .uploads
            .append(&id, Some(0), body(&content, 77_777), None, ANY)
            .await;
        assert_eq!(length.expect("append"), size as u64);
        let committed = store
            .uploads
            .commit(&id, &[sha256(&content)])
            .await
            .expect("commit");
        assert_eq!(
            (&committed.digest, committed.size),
            (&sha256(&content), size as u64)
        );
        assert_eq!(
            store.blobs.stat(&committed.digest).await.expect("stat"),
            size as u64
        );
        assert!(
            pull(store, &committed.digest).await.expect("pull") == content,
            "{size} bytes differ"
        );
    }
}

/// Many appends, with and without the offset, tiny and empty frames, an empty body.
async fn in_pieces(store: &Compartment) {
    let content = content(3_000_001);
    let id = new_id();
    store.uploads.begin(&id).await.expect("begin");
    let mut at = 0;
    for (piece, size) in [0, 1, 5_000, 1_000_000, 1_999_000, 3_000_001]
        .into_iter()
        .enumerate()
    {
        let frame = [1, 1, 7, 16_384, 400_000, 2_000_000][piece];
        let offset = (piece % 2 == 0).then_some(at as u64);
        let length = store
            .uploads
            .append(&id, offset, body(&content.slice(at..size), frame), None, ANY)
            .await;
        assert_eq!(length.expect("append"), size as u64);
        assert_eq!(store.uploads.length(&id).await.expect("length"), size as u64);
        at = size;
    }
    let committed = store
        .uploads
        .commit(&id, &[sha256(&content)])
        .await
        .expect("commit");
    assert_eq!(
        committed,
        Committed {
            digest: sha256(&content),
            size: at as u64,
            existed: false
        }
    );
    assert!(pull(store, &committed.digest).await.expect("pull") == content);
}

async fn wrong_offset(store: &Compartment) {
    let content = content(1000);
    let id = new_id();
    store.uploads.begin(&id).await.expect("begin");
    store
        .uploads
        .append(&id, None, body(&content, 10), None, ANY)
        .await
        .expect("append");
    for offset in [0, 999, 1001, u64::MAX] {
        let outcome = store.uploads.append(&id, Some(offset), unread(), None, ANY).await;
        assert!(
            matches!(outcome, Err(Error::OffsetMismatch { current: 1000 })),
            "{offset}: {outcome:?}"
        );
    }
    store
        .uploads
        .commit(&id, &[sha256(&content)])
        .await
        .expect("commit");
}

/// A body that must not be polled.
fn unread() -> crate::ByteStream {
    Box::pin(futures_util::stream::poll_fn(|_| panic!("the body was read")))
}

async fn broken_body(store: &Compartment) {
    for (arrived, hint) in [(0, None), (10, None), (2_500_000, Some(Algorithm::Sha512))] {
        let content = content(arrived + 1_000);
        let id = new_id();
        store.uploads.begin(&id).await.expect("begin");
        let outcome = store
            .uploads
            .append(&id, Some(0), broken(&content.slice(..arrived)), hint, ANY)
            .await;
        assert!(matches!(outcome, Err(Error::Body(_))), "{outcome:?}");
        assert_eq!(
            store.uploads.length(&id).await.expect("length"),
            arrived as u64,
            "what arrived is kept"
        );
        let rest = body(&content.slice(arrived..), 100);
        store
            .uploads
            .append(&id, Some(arrived as u64), rest, hint, ANY)
            .await
            .expect("resume");
        store
            .uploads
            .commit(&id, &[sha256(&content)])
            .await
            .expect("commit");
    }
}

async fn too_large(store: &Compartment) {
    let content = content(3_000_000);
    let id = new_id();
    store.uploads.begin(&id).await.expect("begin");
    store
        .uploads
        .append(&id, None, body(&content.slice(..1_000), 100), None, 1_000)
        .await
        .expect("at the limit");
    for limit in [0, 1_000, 2_999_999] {
        let outcome = store
            .uploads
            .append(&id, None, body(&content.slice(1_000..), 9_000), None, limit)
            .await;
        assert!(matches!(outcome, Err(Error::TooLarge)), "{outcome:?}");
        assert_eq!(
            store.uploads.length(&id).await.expect("length"),
            1_000,
            "taken back"
        );
    }
    store
        .uploads
        .append(
            &id,
            Some(1_000),
            body(&content.slice(1_000..), 9_000),
            None,
            3_000_000,
        )
        .await
        .expect("append");
    store
        .uploads
        .commit(&id, &[sha256(&content)])
        .await
        .expect("commit");
}

async fn wrong_digest(store: &Compartment) {
    let (content, other) = (content(100_000), sha256(&content(40)));
    let id = new_id();
    store.uploads.begin(&id).await.expect("begin");
    store
        .uploads
        .append(&id, None, body(&content, 10_000), None, ANY)
        .await
        .expect("append");
    for candidates in [&[other.clone()][..], &[]] {
        let outcome = store.uploads.commit(&id, candidates).await;
        assert!(matches!(&outcome, Err(Error::DigestMismatch { computed }) if *computed == sha256(&content)));
        assert!(matches!(store.blobs.stat(&other).await, Err(Error::BlobUnknown)));
        assert!(matches!(
            store.blobs.stat(&sha256(&content)).await,
            Err(Error::BlobUnknown)
        ));
        assert_eq!(
            store.uploads.length(&id).await.expect("the upload is kept"),
            100_000
        );
    }
    let committed = store
        .uploads
        .commit(&id, &[other, sha256(&content)])
        .await
        .expect("commit");
    assert_eq!(committed.digest, sha256(&content));
}

/// Each algorithm, guessed rightly, wrongly, or differently by two appends.
async fn algorithms(store: &Compartment) {
    let hints = [None, Some(Algorithm::Sha256), Some(Algorithm::Sha512)];
    for algorithm in [Algorithm::Sha256, Algorithm::Sha512] {
        for first in hints {
            for second in hints {
                let content = content(300_000);
                let digest = Digest::of(algorithm, &content);
                let wrong = Digest::of(Algorithm::Sha512, b"something else");
                let id = new_id();
                store.uploads.begin(&id).await.expect("begin");
                store
                    .uploads
                    .append(&id, None, body(&content.slice(..99), 9), first, ANY)
                    .await
                    .expect("append");
                store
                    .uploads
                    .append(&id, None, body(&content.slice(99..), 9_999), second, ANY)
                    .await
                    .expect("append");
                let committed = store
                    .uploads
                    .commit(&id, &[wrong, digest.clone()])
                    .await
                    .expect("commit");
                assert_eq!(committed.digest, digest);
                assert!(pull(store, &digest).await.expect("pull") == content);
            }
        }
    }
}

async fn stored_already(store: &Compartment) {
    let content = content(200_000);
    let digest = push(store, &content).await.expect("push");
    let opened = store.blobs.open(&digest).await.expect("open");
    let id = new_id();
    store.uploads.begin(&id).await.expect("begin");
    store
        .uploads
        .append(&id, None, body(&content, 9_999), None, ANY)
        .await
        .expect("append");
    let wrong = store.uploads.commit(&id, &[sha256(b"?")]).await;
    assert!(
        matches!(wrong, Err(Error::DigestMismatch { .. })),
        "verified although stored"
    );
    let committed = store
        .uploads
        .commit(&id, std::slice::from_ref(&digest))
        .await
        .expect("commit");
    assert_eq!(
        committed,
        Committed {
            digest: digest.clone(),
            size: 200_000,
            existed: true
        }
    );
    assert!(
        matches!(store.uploads.length(&id).await, Err(Error::UploadUnknown)),
        "the upload has ended"
    );
    assert!(
        opened.read(ANY).await.expect("read") == content,
        "an open object was disturbed"
    );
    assert!(pull(store, &digest).await.expect("pull") == content);
}

/// After commit or abort, and before begin, there is no upload.
async fn ended(store: &Compartment) {
    let content = content(10);
    let (never, aborted, committed) = (new_id(), new_id(), new_id());
    for id in [&aborted, &committed] {
        store.uploads.begin(id).await.expect("begin");
        assert!(store.uploads.begin(id).await.is_err(), "begun twice");
        store
            .uploads
            .append(id, None, body(&content, 3), None, ANY)
            .await
            .expect("append");
    }
    store.uploads.abort(&aborted).await.expect("abort");
    store
        .uploads
        .commit(&committed, &[sha256(&content)])
        .await
        .expect("commit");
    for id in [&never, &aborted, &committed] {
        assert!(matches!(
            store.uploads.length(id).await,
            Err(Error::UploadUnknown)
        ));
        assert!(matches!(
            store.uploads.append(id, None, unread(), None, ANY).await,
            Err(Error::UploadUnknown)
        ));
        assert!(matches!(
            store.uploads.append(id, Some(0), unread(), None, ANY).await,
            Err(Error::UploadUnknown)
        ));
        // Also for a digest that is stored: an id is not a way to ask for it.
        assert!(matches!(
            store.uploads.commit(id, &[sha256(&content)]).await,
            Err(Error::UploadUnknown)
        ));
        store.uploads.abort(id).await.expect("aborting what is not there");
    }
}

async fn listing(store: &Compartment) {
    let ids = [new_id(), new_id(), new_id()];
    for (length, id) in ids.iter().enumerate() {
        store.uploads.begin(id).await.expect("begin");
        store
            .uploads
            .append(id, None, body(&content(length), 1), None, ANY)
            .await
            .expect("append");
    }
    store.uploads.abort(&ids[1]).await.expect("abort");
    let listed = store.uploads.list().await.expect("uploads");
    for (length, id) in ids.iter().enumerate() {
        let found = listed.iter().find(|staged| staged.id == *id);
        assert_eq!(
            found.map(|staged| staged.length),
            (length != 1).then_some(length as u64)
        );
        assert!(found.is_none_or(|staged| staged.modified_micros > 1_600_000_000_000_000));
        let alone = store.uploads.find(id).await.expect("an upload");
        assert_eq!(alone.as_ref(), found, "the same as in the list");
        store.uploads.abort(id).await.expect("abort");
    }
    let listed = store.uploads.list().await.expect("uploads");
    assert!(
        listed.iter().all(|staged| !ids.contains(&staged.id)),
        "aborted but listed"
    );
}
