//! The contract of a place for bytes.

use std::io;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::Stream;
use futures_util::future::BoxFuture;
use wharf_oci::digest::{Algorithm, Digest};

use crate::{DataKey, DataKeyName, Error, Object, UploadId};

/// A body: frames of bytes, or the reason why it broke off.
pub type ByteStream = Pin<Box<dyn Stream<Item = Result<Bytes, io::Error>> + Send>>;

/// What [`Store::commit`] made of an upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed {
    /// The candidate that the content has; the blob's name.
    pub digest: Digest,
    /// The blob's length in bytes.
    pub size: u64,
    /// Whether the blob was stored already. The work done, and so the time it takes, is the same either way.
    pub existed: bool,
}

/// An upload that was begun and neither committed nor aborted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StagedUpload {
    /// Its id.
    pub id: UploadId,
    /// Bytes received so far.
    pub length: u64,
    /// When bytes last arrived: microseconds since the Unix epoch, by the storage's clock.
    pub modified_micros: i64,
}

/// The right to collect, until it is dropped.
pub type CollectionRight = Box<dyn std::any::Any + Send + Sync>;

/// A blob, or one that was set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredBlob {
    /// Its name.
    pub digest: Digest,
    /// Its length in bytes.
    pub size: u64,
    /// Since when its bytes are there, or since when it is set aside: microseconds since the Unix epoch, by the storage's
    /// clock.
    pub since_micros: i64,
}

/// A place for bytes. Uploads are staged under an id; a committed upload is a blob under its digest, and immutable.
///
/// Every method may be called at the same time as every other. A future may be dropped at any moment: what it had
/// begun is finished or left as if it had not begun. When a call has answered, its effect survives a crash as far as
/// the method says. `conformance::check` (feature `testing`) is this contract as code.
pub trait Store: Send + Sync + 'static {
    /// Begins an empty upload. The id must be new.
    fn begin<'a>(&'a self, id: &'a UploadId) -> BoxFuture<'a, Result<(), Error>>;

    /// Appends the body to an upload and gives the upload's new length.
    ///
    /// With `expected_offset`, an upload of any other length is left alone ([`Error::OffsetMismatch`], the body
    /// unread). Appends to one upload take place one after the other. A body that breaks off ([`Error::Body`]), or a
    /// dropped future, keeps what had arrived: [`Store::length`] tells how much. An upload that would become longer
    /// than `limit` bytes in all ([`Error::TooLarge`]) and storage without room ([`Error::Full`]) take this append's
    /// bytes back and leave the upload usable.
    ///
    /// `hash_hint`: the algorithm by which the caller expects the content to be named, if it knows; SHA-256
    /// otherwise. A wrong guess costs a second reading at commit, nothing else.
    ///
    /// Not durable: a power loss may shorten the upload or lose it.
    fn append<'a>(
        &'a self,
        id: &'a UploadId,
        expected_offset: Option<u64>,
        body: ByteStream,
        hash_hint: Option<Algorithm>,
        limit: u64,
    ) -> BoxFuture<'a, Result<u64, Error>>;

    /// Bytes in the upload. While an append runs the answer may be any length on its way.
    fn length<'a>(&'a self, id: &'a UploadId) -> BoxFuture<'a, Result<u64, Error>>;

    /// Publishes the upload under the first candidate that its content has, and ends the upload.
    ///
    /// On `Ok` the blob is durable. Content that has none of the candidates (or none given): the upload is kept,
    /// [`Error::DigestMismatch`]. A blob that is stored already is verified and replaced by its equal.
    fn commit<'a>(
        &'a self,
        id: &'a UploadId,
        candidates: &'a [Digest],
    ) -> BoxFuture<'a, Result<Committed, Error>>;

    /// Ends an upload and forgets its bytes. An unknown id is fine.
    fn abort<'a>(&'a self, id: &'a UploadId) -> BoxFuture<'a, Result<(), Error>>;

    /// Opens a blob for reading, one that was set aside too: it is taken back, for a caller that asks knows of a reference. The
    /// object stays readable when the blob is removed meanwhile.
    fn open<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<Object, Error>>;

    /// A blob's length in bytes.
    fn stat<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<u64, Error>>;

    /// The right to collect: one at a time over all processes that use the storage. Nothing while another one has it; it ends when
    /// it is dropped.
    fn begin_collection(&self) -> BoxFuture<'_, Result<Option<CollectionRight>, Error>>;

    /// A page of blobs in the order of their digests, after `after`; empty at the end. What is published or set aside
    /// meanwhile may be in it or not.
    fn blobs<'a>(&'a self, after: Option<&'a Digest>) -> BoxFuture<'a, Result<Vec<StoredBlob>, Error>>;

    /// Sets a blob aside, durably: it is not there any more, until a caller takes it back. An unknown digest is fine.
    fn discard<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<(), Error>>;

    /// Takes back a blob that was set aside, durably; whether it is there now. Cheap for a blob that is there.
    fn recover<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<bool, Error>>;

    /// Every blob that is set aside, in no order.
    fn discarded(&self) -> BoxFuture<'_, Result<Vec<StoredBlob>, Error>>;

    /// Removes for good what was set aside, durably. A blob of that digest that is there, or an unknown digest, is fine.
    fn purge<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<(), Error>>;

    /// Every upload that is staged, in no order: for sweeping those that were given up. Walks all of them.
    fn uploads(&self) -> BoxFuture<'_, Result<Vec<StagedUpload>, Error>>;

    /// The store of what is sealed with the data key of that name: a place of its own, which shares nothing with this one or
    /// with another key's. It keeps this same contract. Until the key was given, it can do everything but take bytes
    /// in and give them out ([`Error::Sealed`]). The key of a name never changes.
    fn sealed<'a>(
        &'a self,
        name: &'a DataKeyName,
        key: Option<&'a DataKey>,
    ) -> BoxFuture<'a, Result<Arc<dyn Store>, Error>>;
}
