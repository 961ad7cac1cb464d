//! The contract of bytes on their way to be a blob.

use std::time::Duration;

use futures_util::future::BoxFuture;
use wharf_oci::digest::{Algorithm, Digest};

use crate::{ByteStream, Error, UploadId};

/// How long an append waits for another one of the same upload. A client whose connection broke comes back at once, and the
/// request of its old connection ends about then.
pub(crate) const TURN: Duration = Duration::from_secs(2);

/// What [`Uploads::commit`] made of an upload.
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

/// Bytes that arrive in pieces: staged under an id, until they are a blob.
///
/// The id is all that a caller keeps of an upload. Any process that uses the storage goes on with it by [`Uploads::length`]
/// and [`Uploads::append`]: nothing that an upload needs may be only in the memory of the process that took the bytes. What
/// is remembered beside (a running hash) can be lost, and costs a second reading at commit.
///
/// What is said of [`Store`](crate::Store) about calls at the same time, dropped futures and crashes holds for every method.
pub trait Uploads: Send + Sync + 'static {
    /// Begins an empty upload. The id must be new.
    fn begin<'a>(&'a self, id: &'a UploadId) -> BoxFuture<'a, Result<(), Error>>;

    /// Appends the body to an upload and gives the upload's new length.
    ///
    /// With `expected_offset`, an upload of any other length is left alone ([`Error::OffsetMismatch`], the body
    /// unread). Appends to one upload take place one after the other; one whose turn does not come within two seconds is
    /// refused ([`Error::Busy`], the body unread): its client would send into our memory meanwhile. A body that breaks off ([`Error::Body`]), or a
    /// dropped future, keeps what had arrived: [`Uploads::length`] tells how much. An upload that would become longer
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

    /// Bytes in the upload: where to go on. While an append runs the answer may be any length on its way.
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

    /// The upload, if it is staged; nothing is read of it.
    fn find<'a>(&'a self, id: &'a UploadId) -> BoxFuture<'a, Result<Option<StagedUpload>, Error>>;

    /// Every upload that is staged, in no order: for sweeping those that were given up. Walks all of them.
    fn list(&self) -> BoxFuture<'_, Result<Vec<StagedUpload>, Error>>;
}
