//! The contract of published bytes.

use futures_util::future::BoxFuture;
use wharf_oci::digest::Digest;

use crate::{Download, Error, Object, Version};

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

/// Published bytes: each blob under its digest, and immutable.
///
/// What is said of [`Store`](crate::Store) about calls at the same time, dropped futures and crashes holds for every method.
pub trait Blobs: Send + Sync + 'static {
    /// Opens a blob to read it in this process, one that was set aside too: it is taken back, because a reader
    /// knows of a reference. The object stays readable when the blob is removed meanwhile.
    fn open<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<Object, Error>>;

    /// [`Blobs::open`] for a client: a store whose bytes another host serves may send the client there. That address must
    /// give the content as it is, so a compartment that is sealed gives bytes.
    fn download<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<Download, Error>> {
        Box::pin(async move { Ok(self.open(digest).await?.into()) })
    }

    /// A blob's length in bytes.
    fn stat<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<u64, Error>>;

    /// Which blob has the name now: after it was published again, another one than [`Object::version`] said.
    fn version<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<Version, Error>>;

    /// A page of blobs in the order of their digests, after `after`; empty at the end. What is published or set aside
    /// meanwhile may be in it or not.
    fn list<'a>(&'a self, after: Option<&'a Digest>) -> BoxFuture<'a, Result<Vec<StoredBlob>, Error>>;

    /// Sets a blob aside, durably: it is not there any more, until a caller takes it back. An unknown digest is fine.
    fn discard<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<(), Error>>;

    /// Takes back a blob that was set aside, durably; whether it is there now. Cheap for a blob that is there, which stays as it is,
    /// as does what is set aside then.
    fn recover<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<bool, Error>>;

    /// A page of blobs that are set aside, in the order of their digests, after `after`; empty at the end.
    fn discarded<'a>(&'a self, after: Option<&'a Digest>) -> BoxFuture<'a, Result<Vec<StoredBlob>, Error>>;

    /// Removes for good what was set aside, durably. A blob of that digest that is there, or an unknown digest, is fine.
    fn purge<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<(), Error>>;

    /// Moves a blob out of the way, durably, whose content is not what its name says: it is not there any more, and no call of this
    /// contract takes it back. Only the one that was opened as `seen`, not one that took its place since; whether it was moved.
    fn put_away<'a>(&'a self, digest: &'a Digest, seen: Version) -> BoxFuture<'a, Result<bool, Error>>;
}
