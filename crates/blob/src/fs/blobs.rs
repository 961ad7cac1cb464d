//! A folder's blobs: files that do not change any more.

use std::fs::File;
use std::future::ready;
use std::io::ErrorKind;
use std::path::Path;

use futures_util::future::BoxFuture;
use rustix::fs::{AtFlags, CWD, Mode, OFlags, ResolveFlags, StatxFlags, openat2, statx};
use wharf_oci::digest::Digest;

use super::{Folder, missing, unless_missing};
use crate::error::during;
use crate::{Blobs, Error, Object, StoredBlob, Version};

impl Blobs for Folder {
    fn open<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<Object, Error>> {
        let digest = digest.clone();
        Box::pin(self.run(move |shared| {
            let path = shared.layout.blob(&digest);
            let file = match File::open(&path) {
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    shared
                        .layout
                        .recover(&digest)
                        .map_err(during("take a blob back"))?;
                    File::open(path)
                }
                opened => opened,
            }
            .map_err(missing(Error::BlobUnknown, "open a blob"))?;
            shared.sealing.open(file, &shared.threads)
        }))
    }

    fn stat<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<u64, Error>> {
        let path = self.shared.layout.blob(digest);
        if let Some(length) = known_length(&path) {
            return Box::pin(ready(Ok(self.shared.layout.content_of(length))));
        }
        Box::pin(self.run(move |shared| {
            let metadata = std::fs::metadata(path);
            let metadata = metadata.map_err(missing(Error::BlobUnknown, "look at a blob"))?;
            Ok(shared.layout.content(&metadata))
        }))
    }

    fn version<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<Version, Error>> {
        let digest = digest.clone();
        Box::pin(self.run(move |shared| {
            let metadata = std::fs::metadata(shared.layout.blob(&digest));
            let metadata = metadata.map_err(missing(Error::BlobUnknown, "look at a blob"))?;
            Ok(Version::of(&metadata))
        }))
    }

    fn list<'a>(&'a self, after: Option<&'a Digest>) -> BoxFuture<'a, Result<Vec<StoredBlob>, Error>> {
        let after = after.cloned();
        Box::pin(self.run(move |shared| shared.layout.blobs(after.as_ref()).map_err(during("list blobs"))))
    }

    fn discard<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<(), Error>> {
        let digest = digest.clone();
        Box::pin(self.run(move |shared| {
            unless_missing(shared.layout.discard(&digest)).map_err(during("set a blob aside"))
        }))
    }

    fn recover<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<bool, Error>> {
        let digest = digest.clone();
        Box::pin(self.run(move |shared| shared.layout.recover(&digest).map_err(during("take a blob back"))))
    }

    fn discarded<'a>(&'a self, after: Option<&'a Digest>) -> BoxFuture<'a, Result<Vec<StoredBlob>, Error>> {
        let after = after.cloned();
        Box::pin(self.run(move |shared| {
            shared
                .layout
                .discarded_blobs(after.as_ref())
                .map_err(during("list what is set aside"))
        }))
    }

    fn purge<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<(), Error>> {
        let digest = digest.clone();
        Box::pin(
            self.run(move |shared| {
                unless_missing(shared.layout.purge(&digest)).map_err(during("remove a blob"))
            }),
        )
    }

    fn put_away<'a>(&'a self, digest: &'a Digest, seen: Version) -> BoxFuture<'a, Result<bool, Error>> {
        let digest = digest.clone();
        Box::pin(self.run(move |shared| {
            let moved = shared.layout.put_away(&digest, seen);
            moved.map_err(during("move a damaged blob out of the way"))
        }))
    }
}

/// How long a file is, as the kernel knows without asking the disk or a server: another thread need not wait for that.
///
/// Nothing where it would have to ask, cannot be asked so (before Linux 5.12, and in some sandboxes), or knows of no such file.
fn known_length(path: &Path) -> Option<u64> {
    let (flags, resolve) = (OFlags::PATH | OFlags::CLOEXEC, ResolveFlags::CACHED);
    let file = openat2(CWD, path, flags, Mode::empty(), resolve).ok()?;
    let flags = AtFlags::EMPTY_PATH | AtFlags::STATX_DONT_SYNC;
    let about = statx(file, "", flags, StatxFlags::SIZE).ok()?;
    Some(about.stx_size)
}
