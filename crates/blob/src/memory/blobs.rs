//! Blobs in memory.

use std::collections::BTreeMap;
use std::ops::Bound;

use bytes::Bytes;
use futures_util::future::BoxFuture;
use wharf_oci::digest::Digest;

use super::{Memory, apply, now_micros};
use crate::object::Version;
use crate::{Blobs, Download, Error, Object, Redirect, StoredBlob, UploadId};

/// Blobs of one page, at most.
const PAGE: usize = 7;

/// What is published, and what of it is set aside.
#[derive(Default)]
pub(super) struct Published {
    there: BTreeMap<Digest, Blob>,
    aside: BTreeMap<Digest, Blob>,
}

#[derive(Clone)]
struct Blob {
    bytes: Bytes,
    /// The upload that it was, which says by which key it is sealed.
    upload: UploadId,
    since_micros: i64,
}

impl Published {
    /// All that is there or set aside.
    pub(super) fn digests(&self) -> Vec<Digest> {
        self.there.keys().chain(self.aside.keys()).cloned().collect()
    }

    /// Takes back what was set aside, unless the blob is there; whether it is then.
    fn recover(&mut self, digest: &Digest) -> bool {
        if !self.there.contains_key(digest)
            && let Some(blob) = self.aside.remove(digest)
        {
            self.there.insert(digest.clone(), blob);
        }
        self.there.contains_key(digest)
    }

    fn discard(&mut self, digest: &Digest) {
        if let Some(mut blob) = self.there.remove(digest) {
            blob.since_micros = now_micros();
            self.aside.insert(digest.clone(), blob);
        }
    }
}

impl Memory {
    /// Makes bytes a blob; whether it was one already.
    pub(super) fn publish_bytes(&self, digest: &Digest, upload: &UploadId, bytes: Vec<u8>) -> bool {
        let blob = Blob {
            bytes: bytes.into(),
            upload: *upload,
            since_micros: now_micros(),
        };
        let mut published = self.published.lock();
        published.there.insert(digest.clone(), blob).is_some()
    }

    /// A blob that is there, or is again.
    fn found(&self, digest: &Digest) -> Result<Blob, Error> {
        let mut published = self.published.lock();
        published.recover(digest);
        published.there.get(digest).cloned().ok_or(Error::BlobUnknown)
    }

    fn opened(&self, digest: &Digest) -> Result<Object, Error> {
        let blob = self.found(digest)?;
        let version = Version::Upload(blob.upload);
        let Some(key) = self.key_of(&blob.upload)? else {
            return Ok(Object::from_bytes(blob.bytes).of_version(version));
        };
        let mut content = blob.bytes.to_vec();
        apply(Some(&key), 0, &mut content);
        Ok(Object::from_bytes(content.into()).of_version(version))
    }
}

impl Blobs for Memory {
    fn open<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<Object, Error>> {
        Box::pin(async { self.opened(digest) })
    }

    fn download<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<Download, Error>> {
        Box::pin(async move {
            match &self.elsewhere {
                None => Ok(self.opened(digest)?.into()),
                Some(url) => Ok(Download::Redirect(Redirect {
                    url: format!("{url}{digest}"),
                    size: self.found(digest)?.bytes.len() as u64,
                })),
            }
        })
    }

    fn stat<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<u64, Error>> {
        Box::pin(async {
            let published = self.published.lock();
            let blob = published.there.get(digest).ok_or(Error::BlobUnknown)?;
            Ok(blob.bytes.len() as u64)
        })
    }

    fn version<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<Version, Error>> {
        Box::pin(async {
            let published = self.published.lock();
            let blob = published.there.get(digest).ok_or(Error::BlobUnknown)?;
            Ok(Version::Upload(blob.upload))
        })
    }

    fn list<'a>(&'a self, after: Option<&'a Digest>) -> BoxFuture<'a, Result<Vec<StoredBlob>, Error>> {
        Box::pin(async move { Ok(page(&self.published.lock().there, after)) })
    }

    fn discard<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(async {
            self.published.lock().discard(digest);
            Ok(())
        })
    }

    fn recover<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async { Ok(self.published.lock().recover(digest)) })
    }

    fn discarded<'a>(&'a self, after: Option<&'a Digest>) -> BoxFuture<'a, Result<Vec<StoredBlob>, Error>> {
        Box::pin(async move { Ok(page(&self.published.lock().aside, after)) })
    }

    fn purge<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(async {
            self.published.lock().aside.remove(digest);
            Ok(())
        })
    }

    fn put_away<'a>(&'a self, digest: &'a Digest, seen: Version) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async move {
            let mut published = self.published.lock();
            let found = published.there.get(digest);
            let is_seen = found.is_some_and(|blob| Version::Upload(blob.upload) == seen);
            if is_seen {
                published.there.remove(digest);
            }
            Ok(is_seen)
        })
    }
}

/// A page of blobs after a digest.
fn page(blobs: &BTreeMap<Digest, Blob>, after: Option<&Digest>) -> Vec<StoredBlob> {
    let from = after.map_or(Bound::Unbounded, Bound::Excluded);
    let page = blobs.range::<Digest, _>((from, Bound::Unbounded));
    page.take(PAGE).map(stored).collect()
}

fn stored((digest, blob): (&Digest, &Blob)) -> StoredBlob {
    StoredBlob {
        digest: digest.clone(),
        size: blob.bytes.len() as u64,
        since_micros: blob.since_micros,
    }
}
