//! The store on a filesystem.
//!
//! ```text
//! root/uploads/<id>                            staged: the file's length is the upload's offset
//! root/blobs/<algorithm>/<2 hex>/<hex>         published: immutable
//! root/discarded/<algorithm>-<hex>             set aside: no row referred to it when it was looked at
//! root/damaged/<algorithm>-<hex>-<time>        moved out of the way: its content is not what its name says
//! root/surplus/<id>                            a file that a blob took the place of, removed after the answer
//! root/collection.lock                         held by the process that collects
//! root/store.json                              what the store says of itself; store.lock is held while it is replaced
//! root/sealed/<data key>/                      uploads, blobs and discarded once more, of what is sealed with that key, since it has bytes
//! ```
//!
//! There is no other state on disk, and nothing walks the folders when the store is opened. Publishing is
//! `fsync(file)`, `rename`, `fsync(folder)`; a crash before the rename leaves an upload, a crash after it a whole blob.
//!
//! Fail points (feature `fail-points`): `blob.append.after-write`, `blob.commit.before-fsync`,
//! `blob.commit.after-fsync`, `blob.commit.after-rename`, `blob.commit.after-folder-sync`, `blob.discard.after-rename`.
//!
//! Blocking calls run on Tokio's blocking pool, in jobs that own all they need (also the upload's lock), so a dropped
//! future leaves nothing half done. No job waits for the network: a slow client never holds a thread. No job reads more than a piece
//! of a file. A disk that hangs holds threads of its store, and leaves some to all others (`threads`).

mod append;
mod blobs;
mod buffers;
mod commit;
mod discard;
mod identity;
mod layout;
mod naming;
mod pipeline;
mod running;
mod sealed;
mod space;
mod uploads;
mod writer;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use futures_util::future::BoxFuture;
use wharf_oci::digest::Digest;

use self::buffers::Buffers;
use self::identity::IdentityFile;
use self::layout::Layout;
use self::pipeline::Load;
use self::running::Running;
use self::sealed::{SealedFolders, Sealing};
use self::space::Space;
use crate::error::during;
use crate::seal::{DataKey, DataKeyName};
use crate::threads::{SharedThreads, Threads};
use crate::{CollectionRight, Compartment, Error, Intake, Store, StoreIdentity};

/// A store in a folder. One process at a time may write to it.
#[derive(Clone)]
pub struct FileStore {
    root: PathBuf,
    plain: Arc<Folder>,
    sealed: Arc<SealedFolders>,
    threads: Threads,
    identity: Arc<IdentityFile>,
}

/// The folder of one compartment.
struct Folder {
    shared: Arc<Shared>,
}

struct Shared {
    layout: Layout,
    running: Running,
    load: Arc<Load>,
    buffers: Arc<Buffers>,
    space: Space,
    intake: Intake,
    sealing: Sealing,
    threads: Threads,
}

/// What all compartments of a store share: there is one machine below them.
#[derive(Clone)]
struct Common {
    buffers: Arc<Buffers>,
    load: Arc<Load>,
    intake: Intake,
    threads: Threads,
    /// Blobs of one page of a list.
    page: usize,
}

impl Default for Common {
    fn default() -> Self {
        Self {
            buffers: Arc::default(),
            load: Arc::default(),
            intake: Intake::default(),
            threads: Threads::default(),
            page: 500,
        }
    }
}

impl FileStore {
    /// Opens the store in the folder `root`, which is made (with its parents, durably) if it is missing.
    ///
    /// # Errors
    /// The folder cannot be made or used.
    pub fn open(root: &Path) -> Result<Self, Error> {
        Self::open_with(root, Common::default())
    }

    /// [`FileStore::open`], and takes bytes only as long as the intake does, and of the threads what other stores leave it.
    ///
    /// # Errors
    /// The folder cannot be made or used.
    pub fn open_among(root: &Path, intake: Intake, threads: &SharedThreads) -> Result<Self, Error> {
        let common = Common {
            intake,
            threads: Threads::of(threads),
            ..Common::default()
        };
        Self::open_with(root, common)
    }

    /// [`FileStore::open`] with lists of so many blobs at a time.
    #[cfg(feature = "testing")]
    pub fn with_pages_of(root: &Path, page: usize) -> Result<Self, Error> {
        let common = Common {
            page,
            ..Common::default()
        };
        Self::open_with(root, common)
    }

    fn open_with(root: &Path, common: Common) -> Result<Self, Error> {
        Ok(Self {
            root: root.to_owned(),
            plain: Arc::new(Folder::open(root, &common)?),
            threads: common.threads.clone(),
            identity: Arc::new(IdentityFile::in_folder(root)),
            sealed: Arc::new(SealedFolders::new(root, common)),
        })
    }

    /// The store in the folder `root` as it is: nothing is made, also where nothing is there, which has no blobs. For who only reads.
    pub fn as_it_is(root: &Path, intake: Intake, threads: &SharedThreads) -> Self {
        let common = Common {
            intake,
            threads: Threads::of(threads),
            ..Common::default()
        };
        let layout = Layout::at(root, root, Sealing::Plain.header(), common.page);
        Self {
            root: root.to_owned(),
            plain: Arc::new(Folder::over(layout, Sealing::Plain, &common)),
            threads: common.threads.clone(),
            identity: Arc::new(IdentityFile::in_folder(root)),
            sealed: Arc::new(SealedFolders::new(root, common)),
        }
    }

    /// Whether there is a store in a folder, which is not made: blobs, or a file that says which store it is.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn is_in(root: &Path) -> Result<bool, Error> {
        let is_said = root.join("store.json").try_exists();
        Ok(is_said.map_err(during("look for a store"))? || Self::has_blobs(root)?)
    }

    /// Whether there is a blob in a folder, which is not made.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn has_blobs(root: &Path) -> Result<bool, Error> {
        let sample = identity::sample(root, 1).map_err(during("list some blobs"))?;
        Ok(!sample.is_empty())
    }

    /// Runs `job` on the blocking pool.
    async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.threads.run(job).await
    }

    /// Pretends that the disk has room for `bytes` more bytes of uploads that are not sealed.
    #[cfg(feature = "testing")]
    pub fn pretend_room(&self, bytes: u64) {
        self.plain.shared.space.set(bytes);
    }
}

impl Store for FileStore {
    fn plain(&self) -> Compartment {
        compartment(&self.plain)
    }

    fn sealed<'a>(
        &'a self,
        name: &'a DataKeyName,
        key: Option<&'a DataKey>,
    ) -> BoxFuture<'a, Result<Compartment, Error>> {
        let (folders, name, key) = (Arc::clone(&self.sealed), name.clone(), key.cloned());
        Box::pin(self.run(move || Ok(compartment(&folders.open(&name, key)))))
    }

    fn begin_collection(&self) -> BoxFuture<'_, Result<Option<CollectionRight>, Error>> {
        Box::pin(self.plain.run(|shared| {
            let right = shared.layout.begin_collection();
            let right = right.map_err(during("take the right to collect"))?;
            Ok(right.map(|right| Box::new(right) as CollectionRight))
        }))
    }

    fn identity(&self) -> BoxFuture<'_, Result<Option<StoreIdentity>, Error>> {
        let file = Arc::clone(&self.identity);
        Box::pin(self.run(move || file.read()))
    }

    fn id(&self) -> BoxFuture<'_, Result<Option<Arc<str>>, Error>> {
        let file = Arc::clone(&self.identity);
        Box::pin(self.run(move || file.id()))
    }

    fn identify<'a>(
        &'a self,
        known: Option<&'a StoreIdentity>,
        next: &'a StoreIdentity,
    ) -> BoxFuture<'a, Result<bool, Error>> {
        let (file, plain) = (Arc::clone(&self.identity), Arc::clone(&self.plain));
        let (known, next) = (known.cloned(), next.clone());
        Box::pin(self.run(move || {
            // Nothing is told to the folder in which a disk is not mounted.
            plain.shared.layout.require()?;
            file.replace(known.as_ref(), &next)
        }))
    }

    fn sample(&self, most: usize) -> BoxFuture<'_, Result<Vec<Digest>, Error>> {
        let root = self.root.clone();
        Box::pin(self.run(move || identity::sample(&root, most).map_err(during("list some blobs"))))
    }
}

fn compartment(folder: &Arc<Folder>) -> Compartment {
    Compartment {
        blobs: Arc::<Folder>::clone(folder),
        uploads: Arc::<Folder>::clone(folder),
    }
}

impl Folder {
    /// What is not sealed of the store in `home`.
    fn open(home: &Path, common: &Common) -> Result<Self, Error> {
        let layout = Layout::open(home, Sealing::Plain.header(), common.page)?;
        layout.drop_all_surplus();
        Ok(Self::over(layout, Sealing::Plain, common))
    }

    fn over(layout: Layout, sealing: Sealing, common: &Common) -> Self {
        Self {
            shared: Arc::new(Shared {
                layout,
                running: Running::default(),
                load: Arc::clone(&common.load),
                buffers: Arc::clone(&common.buffers),
                space: Space::default(),
                intake: common.intake.clone(),
                sealing,
                threads: common.threads.clone(),
            }),
        }
    }

    /// Whether a caller or a job has it, apart from the one that asks.
    fn is_used(self: &Arc<Self>) -> bool {
        Arc::strong_count(self) > 1 || Arc::strong_count(&self.shared) > 1
    }

    /// Runs `job` on the blocking pool.
    async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Shared) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let shared = Arc::clone(&self.shared);
        self.shared.threads.run(move || job(&shared)).await
    }
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

fn unless_missing(outcome: std::io::Result<()>) -> std::io::Result<()> {
    match outcome {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
