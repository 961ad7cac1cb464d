//! The contract of [`Store`] as code: every implementation passes [`check`].
//!
//! Most cases are functions of a compartment, and run on one that is sealed and on the one that is not. They use ids and
//! content of their own, so a store may be checked while it is used, and checked twice. What happens at a crash, or when storage is full, is each implementation's own test.

mod collection;
mod downloads;
mod identity;
mod names;
mod sealed;
mod together;
mod uploads;

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use futures_util::stream;
use wharf_oci::digest::{Algorithm, Digest};

use crate::{ByteStream, Committed, Compartment, Error, Store, UploadId};

/// Checks everything that a store must do.
///
/// # Panics
/// Where the store does not keep the contract.
pub async fn check(store: Arc<dyn Store>) {
    let plain = store.plain();
    check_compartment(&plain).await;
    let sealed = sealed::new_compartment(store.as_ref()).await;
    check_compartment(&sealed).await;
    sealed::check(store.as_ref(), &plain, &sealed).await;
    collection::one_at_a_time(store.as_ref()).await;
    identity::check(store.as_ref()).await;
}

async fn check_compartment(store: &Compartment) {
    uploads::check(store).await;
    downloads::check(store).await;
    collection::check(store).await;
    names::check(store).await;
    together::check(store).await;
}

/// No limit.
const ANY: u64 = u64::MAX;

static NEXT: AtomicU64 = AtomicU64::new(1);

/// A number that was never given before: from this process, and with `std`'s per-process random keys between processes.
fn unique() -> u64 {
    use std::hash::{BuildHasher, RandomState};
    RandomState::new().hash_one(NEXT.fetch_add(1, Ordering::Relaxed))
}

fn new_id() -> UploadId {
    let mut random = [0; 16];
    random[..8].copy_from_slice(&unique().to_le_bytes());
    random[8..].copy_from_slice(&unique().to_le_bytes());
    UploadId::from_random(random)
}

/// Bytes that no store has: pseudo-random, from a new seed.
pub fn content(length: usize) -> Bytes {
    let mut state = unique() | 1;
    let words = std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    });
    words.flatten().take(length).collect::<Vec<u8>>().into()
}

/// A body of frames of at most `frame` bytes.
pub fn body(content: &Bytes, frame: usize) -> ByteStream {
    let content = content.clone();
    let frames = (0..content.len())
        .step_by(frame)
        .map(move |start| Ok(content.slice(start..(start + frame).min(content.len()))));
    Box::pin(stream::iter(frames.collect::<Vec<_>>()))
}

/// A body that breaks off after `content`.
fn broken(content: &Bytes) -> ByteStream {
    let end = Err(io::ErrorKind::ConnectionReset.into());
    Box::pin(stream::iter([Ok(content.clone()), end]))
}

fn sha256(content: &[u8]) -> Digest {
    Digest::of(Algorithm::Sha256, content)
}

/// Pushes `content` in one append and gives its digest.
pub async fn push(store: &Compartment, content: &Bytes) -> Result<Digest, Error> {
    Ok(commit(store, content).await?.digest)
}

async fn commit(store: &Compartment, content: &Bytes) -> Result<Committed, Error> {
    let id = new_id();
    store.uploads.begin(&id).await?;
    store
        .uploads
        .append(&id, Some(0), body(content, 100_000), None, ANY)
        .await?;
    store.uploads.commit(&id, &[sha256(content)]).await
}

/// Reads a whole blob.
pub async fn pull(store: &Compartment, digest: &Digest) -> Result<Bytes, Error> {
    let object = store.blobs.open(digest).await?;
    object
        .read(ANY)
        .await
        .map_err(|error| Error::io("read a blob", error))
}
