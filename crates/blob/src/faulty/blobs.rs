//! Blobs that fail on request.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use wharf_oci::digest::Digest;

use super::{Call, Fault, Script, broken, met, unread};
use crate::{Blobs, Download, Error, Object, StoredBlob, Version};

pub(super) struct FaultyBlobs {
    inner: Arc<dyn Blobs>,
    script: Script,
}

impl FaultyBlobs {
    pub(super) fn new(inner: Arc<dyn Blobs>, script: Script) -> Self {
        Self { inner, script }
    }
}

impl Blobs for FaultyBlobs {
    fn open<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<Object, Error>> {
        let opened = self.inner.open(digest);
        match self.script.next(Call::Open) {
            Some(Fault::BreakBody(after)) => Box::pin(async move { Ok(breaking(opened.await?, after)) }),
            Some(Fault::Unread) => Box::pin(async move {
                let object = opened.await?;
                let version = object.version();
                Ok(Object::from_streams(object.size(), |_, _| unread()).of_version(version))
            }),
            fault => met(fault, opened),
        }
    }

    /// Bytes behind a redirect are not ours to break.
    fn download<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<Download, Error>> {
        let given = self.inner.download(digest);
        match self.script.next(Call::Open) {
            Some(Fault::BreakBody(after)) => Box::pin(async move {
                match given.await? {
                    Download::Redirect(redirect) => Ok(Download::Redirect(redirect)),
                    Download::Bytes(object) => Ok(breaking(object, after).into()),
                    Download::File(file) => Ok(breaking(file.into(), after).into()),
                }
            }),
            fault => met(fault, given),
        }
    }

    fn stat<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<u64, Error>> {
        self.script.plain(Call::Stat, self.inner.stat(digest))
    }

    fn version<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<Version, Error>> {
        self.script.plain(Call::Stat, self.inner.version(digest))
    }

    fn list<'a>(&'a self, after: Option<&'a Digest>) -> BoxFuture<'a, Result<Vec<StoredBlob>, Error>> {
        self.script.plain(Call::ListBlobs, self.inner.list(after))
    }

    fn discard<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<(), Error>> {
        self.script.plain(Call::Discard, self.inner.discard(digest))
    }

    fn recover<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<bool, Error>> {
        self.script.plain(Call::Recover, self.inner.recover(digest))
    }

    fn discarded<'a>(&'a self, after: Option<&'a Digest>) -> BoxFuture<'a, Result<Vec<StoredBlob>, Error>> {
        self.script.plain(Call::Discarded, self.inner.discarded(after))
    }

    fn purge<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<(), Error>> {
        self.script.plain(Call::Purge, self.inner.purge(digest))
    }

    fn put_away<'a>(&'a self, digest: &'a Digest, seen: Version) -> BoxFuture<'a, Result<bool, Error>> {
        self.script
            .plain(Call::PutAway, self.inner.put_away(digest, seen))
    }
}

/// The object, of which every stream breaks off after so many bytes.
fn breaking(object: Object, after: u64) -> Object {
    let version = object.version();
    let size = object.size();
    let broken = move |range, share| broken(object.stream_within(range, share), after);
    Object::from_streams(size, broken).of_version(version)
}
