//! The store on a filesystem.
//!
//! ```text
//! root/uploads/<id>                            staged: the file's length is the upload's offset
//! root/blobs/<algorithm>/<2 hex>/<hex>         published: immutable
//! root/collection.lock                         held by the process that collects
//! root/discarded/<algorithm>-<hex>             set aside: no row referred to it when it was looked at
//! root/sealed/<data key>/                      the same once more, of what is sealed with that key
//! ```
//!
//! There is no other state on disk, and nothing walks the folders when the store is opened. Publishing is
//! `fsync(file)`, `rename`, `fsync(folder)`; a crash before the rename leaves an upload, a crash after it a whole blob.
//!
//! Fail points (feature `fail-points`): `blob.append.after-write`, `blob.commit.before-fsync`,
//! `blob.commit.after-fsync`, `blob.commit.after-rename`, `blob.commit.after-folder-sync`, `blob.discard.after-rename`.
//!
//! Blocking calls run on Tokio's blocking pool, in jobs that own all they need (also the upload's lock), so a dropped
//! future leaves nothing half done. No job waits for the network: a slow client never holds a thread.

mod append;
mod buffers;
mod commit;
mod discard;
mod layout;
mod pipeline;
mod sealed;
mod space;
mod uploads;
mod writer;

use std::fs::File;
use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use wharf_oci::digest::{Algorithm, Digest};

use self::buffers::Buffers;
use self::layout::Layout;
use self::pipeline::Load;
use self::sealed::{SealedStores, Sealing};
use self::space::Space;
use self::uploads::Uploads;
use crate::error::during;
use crate::seal::{DataKey, DataKeyName};
use crate::{
    ByteStream, CollectionRight, Committed, Error, Object, StagedUpload, Store, StoredBlob, UploadId,
};

/// A store in a folder. One process at a time may write to it.
#[derive(Clone)]
pub struct FileStore {
    shared: Arc<Shared>,
}

struct Shared {
    layout: Layout,
    uploads: Uploads,
    buffers: Buffers,
    load: Load,
    space: Space,
    sealing: Sealing,
    sealed: SealedStores,
}

impl FileStore {
    /// Opens the store in the folder `root`, which is made (with its parents, durably) if it is missing.
    ///
    /// # Errors
    /// The folder cannot be made or used.
    pub fn open(root: &Path) -> Result<Self, Error> {
        Self::within(root, Sealing::Plain)
    }

    fn within(root: &Path, sealing: Sealing) -> Result<Self, Error> {
        let layout = Layout::open(root, sealing.header())?;
        Ok(Self {
            shared: Arc::new(Shared {
                layout,
                uploads: Uploads::default(),
                buffers: Buffers::default(),
                load: Load::default(),
                space: Space::default(),
                sealing,
                sealed: SealedStores::new(root),
            }),
        })
    }

    /// Pretends that the disk has room for `bytes` more bytes of uploads.
    #[cfg(feature = "testing")]
    pub fn pretend_room(&self, bytes: u64) {
        self.shared.space.set(bytes);
    }

    /// Runs `job` on the blocking pool.
    async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Shared) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let shared = Arc::clone(&self.shared);
        blocking(move || job(&shared)).await
    }
}

/// Runs `job` on the blocking pool.
async fn blocking<T: Send + 'static>(
    job: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    joined(tokio::task::spawn_blocking(job).await)
}

/// A job's outcome; a job that panicked is a failure of the storage.
fn joined<T>(outcome: Result<Result<T, Error>, tokio::task::JoinError>) -> Result<T, Error> {
    outcome.unwrap_or_else(|error| {
        Err(Error::Io {
            action: "run a storage job",
            source: std::io::Error::other(error),
        })
    })
}

/// For `map_err`: like [`during`], but a missing file means `unknown`.
fn missing(unknown: Error, action: &'static str) -> impl FnOnce(std::io::Error) -> Error {
    move |error| {
        if error.kind() == ErrorKind::NotFound {
            unknown
        } else {
            Error::io(action, error)
        }
    }
}

impl Store for FileStore {
    fn begin<'a>(&'a self, id: &'a UploadId) -> BoxFuture<'a, Result<(), Error>> {
        let id = *id;
        Box::pin(self.run(move |shared| {
            shared
                .layout
                .create_upload(&id, &shared.sealing.beginning(&id))
                .map_err(during("begin an upload"))
        }))
    }

    fn append<'a>(
        &'a self,
        id: &'a UploadId,
        expected_offset: Option<u64>,
        body: ByteStream,
        hash_hint: Option<Algorithm>,
        limit: u64,
    ) -> BoxFuture<'a, Result<u64, Error>> {
        Box::pin(append::append(
            &self.shared,
            *id,
            expected_offset,
            body,
            hash_hint,
            limit,
        ))
    }

    fn length<'a>(&'a self, id: &'a UploadId) -> BoxFuture<'a, Result<u64, Error>> {
        let id = *id;
        Box::pin(self.run(move |shared| {
            let metadata = std::fs::metadata(shared.layout.upload(&id));
            let metadata = metadata.map_err(missing(Error::UploadUnknown, "look at an upload"))?;
            Ok(shared.layout.content(&metadata))
        }))
    }

    fn commit<'a>(
        &'a self,
        id: &'a UploadId,
        candidates: &'a [Digest],
    ) -> BoxFuture<'a, Result<Committed, Error>> {
        Box::pin(commit::commit(&self.shared, *id, candidates.to_vec()))
    }

    fn abort<'a>(&'a self, id: &'a UploadId) -> BoxFuture<'a, Result<(), Error>> {
        let id = *id;
        // Without the upload's lock: an append that waits for a stalled client must not keep the upload alive. It
        // goes on into a file without a name.
        Box::pin(self.run(move |shared| {
            let removed = std::fs::remove_file(shared.layout.upload(&id));
            shared.uploads.release(&id);
            unless_missing(removed).map_err(during("abort an upload"))
        }))
    }

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
            shared.sealing.open(file)
        }))
    }

    fn stat<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<u64, Error>> {
        let digest = digest.clone();
        Box::pin(self.run(move |shared| {
            let metadata = std::fs::metadata(shared.layout.blob(&digest));
            let metadata = metadata.map_err(missing(Error::BlobUnknown, "look at a blob"))?;
            Ok(shared.layout.content(&metadata))
        }))
    }

    fn begin_collection(&self) -> BoxFuture<'_, Result<Option<CollectionRight>, Error>> {
        Box::pin(self.run(|shared| {
            let right = shared.layout.begin_collection();
            let right = right.map_err(during("take the right to collect"))?;
            Ok(right.map(|right| Box::new(right) as CollectionRight))
        }))
    }

    fn blobs<'a>(&'a self, after: Option<&'a Digest>) -> BoxFuture<'a, Result<Vec<StoredBlob>, Error>> {
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

    fn discarded(&self) -> BoxFuture<'_, Result<Vec<StoredBlob>, Error>> {
        Box::pin(self.run(|shared| {
            shared
                .layout
                .all_discarded()
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

    fn uploads(&self) -> BoxFuture<'_, Result<Vec<StagedUpload>, Error>> {
        Box::pin(self.run(|shared| {
            let mut staged = Vec::new();
            for entry in shared.layout.uploads().map_err(during("list uploads"))? {
                let entry = entry.map_err(during("list uploads"))?;
                // A name that is not ours is left alone; an upload that ended meanwhile is not staged.
                let Some(Ok(id)) = entry.file_name().to_str().map(str::parse) else {
                    continue;
                };
                let Ok(metadata) = entry.metadata() else { continue };
                let modified_micros = metadata.mtime() * 1_000_000 + metadata.mtime_nsec() / 1000;
                staged.push(StagedUpload {
                    id,
                    length: shared.layout.content(&metadata),
                    modified_micros,
                });
            }
            Ok(staged)
        }))
    }

    fn sealed<'a>(
        &'a self,
        name: &'a DataKeyName,
        key: Option<&'a DataKey>,
    ) -> BoxFuture<'a, Result<Arc<dyn Store>, Error>> {
        let (name, key) = (name.clone(), key.cloned());
        Box::pin(self.run(move |shared| Ok(Arc::new(shared.sealed.open(&name, key)?) as Arc<dyn Store>)))
    }
}

fn unless_missing(outcome: std::io::Result<()>) -> std::io::Result<()> {
    match outcome {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
