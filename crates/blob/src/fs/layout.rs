//! Where files are, and how names become durable.

use std::collections::HashSet;
use std::fs::{self, DirBuilder, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt as _, OpenOptionsExt, chown};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use parking_lot::Mutex;
use wharf_oci::digest::{Algorithm, Digest};

use crate::error::during;
use crate::{Error, UploadId};

/// The folders of one store. Names come only from [`Digest`] and [`UploadId`], which cannot hold a path.
pub(super) struct Layout {
    /// The folder of the whole store.
    home: PathBuf,
    root: PathBuf,
    uploads: PathBuf,
    blobs: PathBuf,
    pub(super) discarded: PathBuf,
    /// What is kept of files whose content is not what their name says.
    pub(super) damaged: PathBuf,
    pub(super) surplus: PathBuf,
    /// Bytes of a file before its content.
    header: u64,
    /// Blobs of one page.
    pub(super) page: usize,
    /// Folders of algorithms, of whose folders of blobs the names are known to be durable.
    durable: Mutex<HashSet<PathBuf>>,
    /// Whether the filesystem can exchange two files, once that was tried.
    pub(super) exchanges: OnceLock<bool>,
    /// Held while a blob's name appears or disappears, so that `existed` is true of exactly all but one commit.
    pub(super) naming: Mutex<()>,
}

impl Layout {
    /// The folders of a store, made if they are missing.
    pub(super) fn open(home: &Path, header: u64, page: usize) -> Result<Self, Error> {
        let layout = Self::at(home, home, header, page);
        create_folder(&layout.blobs).map_err(during("make the store's folders"))?;
        match layout.make() {
            // Only writers need the others, and what can be read is served from a disk that takes nothing.
            Err(error) if error.takes_nothing() && layout.is_there() => {}
            made => made?,
        }
        layout.require_one_disk()?;
        Ok(layout)
    }

    /// Makes the folders that are missing of a store that is there: when it is opened, and when bytes come to one that has none yet, or
    /// that a full disk refused. By `blobs` a store is known, so that one is made by [`Layout::open`] alone.
    pub(super) fn make(&self) -> Result<(), Error> {
        let blobs = (self.root != self.home).then_some(&self.blobs);
        for folder in blobs.into_iter().chain([&self.uploads, &self.discarded]) {
            create_folder(folder).map_err(during("make the store's folders"))?;
        }
        // It is made again where it is needed.
        let _ = create_folder(&self.surplus);
        self.forget_durable();
        Ok(())
    }

    /// Whether the store is there that these folders are of; the folder in which a disk is not mounted is none.
    pub(super) fn is_there(&self) -> bool {
        self.home.join("blobs").is_dir()
    }

    /// Fails where the store is not there.
    pub(super) fn require(&self) -> Result<(), Error> {
        match self.is_there() {
            true => Ok(()),
            false => Err(during("look for the store")(ErrorKind::NotFound.into())),
        }
    }

    /// Looks at folders again of which it is remembered that they are there.
    pub(super) fn forget_durable(&self) {
        self.durable.lock().clear();
    }

    fn require_one_disk(&self) -> Result<(), Error> {
        let disk = |folder: &Path| folder.metadata().map(|metadata| metadata.dev()).ok();
        let (blobs, uploads) = (disk(&self.blobs), disk(&self.uploads));
        if blobs.is_none() || uploads.is_none() || blobs == uploads {
            return Ok(());
        }
        let text = format!(
            "{} and {} are on two disks, and an upload becomes a blob by a new name: have both on one, as by mounting it on {}",
            self.blobs.display(),
            self.uploads.display(),
            self.root.display()
        );
        Err(during("use the store")(io::Error::new(
            ErrorKind::CrossesDevices,
            text,
        )))
    }

    /// The folders in `root`, of the store in `home`, whether they are there or not.
    pub(super) fn at(home: &Path, root: &Path, header: u64, page: usize) -> Self {
        let [uploads, blobs, discarded, damaged, surplus] =
            ["uploads", "blobs", "discarded", "damaged", "surplus"].map(|name| root.join(name));
        Self {
            home: home.to_owned(),
            root: root.to_owned(),
            uploads,
            blobs,
            discarded,
            damaged,
            surplus,
            header,
            page,
            durable: Mutex::default(),
            exchanges: OnceLock::new(),
            naming: Mutex::new(()),
        }
    }

    pub(super) fn upload(&self, id: &UploadId) -> PathBuf {
        self.uploads.join(id.to_string())
    }

    pub(super) fn blob(&self, digest: &Digest) -> PathBuf {
        let hex = digest.hex();
        self.blobs
            .join(digest.algorithm().as_str())
            .join(&hex[..2])
            .join(hex)
    }

    /// The folder of an algorithm's blobs.
    pub(super) fn algorithm(&self, algorithm: Algorithm) -> PathBuf {
        self.blobs.join(algorithm.as_str())
    }

    /// Where a blob is that was set aside.
    pub(super) fn discarded_blob(&self, digest: &Digest) -> PathBuf {
        self.discarded
            .join(format!("{}-{}", digest.algorithm().as_str(), digest.hex()))
    }

    pub(super) fn uploads(&self) -> io::Result<fs::ReadDir> {
        fs::read_dir(&self.uploads)
    }

    /// Makes an upload's file, which begins so.
    pub(super) fn create_upload(&self, id: &UploadId, beginning: &[u8]) -> io::Result<()> {
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(self.upload(id));
        file?.write_all(beginning)
    }

    /// Bytes of a file's content.
    pub(super) fn content(&self, file: &Metadata) -> u64 {
        self.content_of(file.len())
    }

    /// Bytes of the content of a file of that length.
    pub(super) fn content_of(&self, length: u64) -> u64 {
        length.saturating_sub(self.header)
    }

    /// Makes the folders of an algorithm's blobs, and their names durable, when the first blob comes. Once per process.
    ///
    /// All at once: else the time of a push would tell that its folder was not used yet, so that no account has its bytes.
    pub(super) fn prepare(&self, blob: &Path) -> io::Result<()> {
        let algorithm = parent(parent(blob)?)?;
        if self.durable.lock().contains(algorithm) {
            return Ok(());
        }
        create_folder(algorithm)?;
        for byte in 0..=u8::MAX {
            make_folder(&algorithm.join(format!("{byte:02x}")))?;
        }
        // Also for folders that are there: who made them may have died before making their names durable.
        sync_folder(algorithm)?;
        sync_folder(parent(algorithm)?)?;
        self.durable.lock().insert(algorithm.to_owned());
        Ok(())
    }

    pub(super) fn surplus_of(&self, id: &UploadId) -> PathBuf {
        self.surplus.join(id.to_string())
    }

    /// Removes what had the name of a blob before this upload.
    pub(super) fn drop_surplus(&self, id: &UploadId) -> io::Result<()> {
        fs::remove_file(self.surplus_of(id))
    }

    /// Removes what processes left behind that were killed, as far as it can be removed.
    pub(super) fn drop_all_surplus(&self) {
        let left = fs::read_dir(&self.surplus).into_iter().flatten().flatten();
        left.for_each(|entry| drop(fs::remove_file(entry.path())));
    }
}

/// Gives what root made to the owner of the folder that it is in: a command of root's must not lock a server out.
pub(super) fn give_to_owner(made: &Path) -> io::Result<()> {
    let (own, above) = (fs::metadata(made)?, fs::metadata(parent(made)?)?);
    if own.uid() != above.uid() && own.uid() == 0 {
        chown(made, Some(above.uid()), Some(above.gid()))?;
    }
    Ok(())
}

/// Makes a folder (and its parents) that only we may enter; what is made has a durable name.
pub(super) fn create_folder(folder: &Path) -> io::Result<()> {
    match make_folder(folder) {
        Ok(true) => sync_folder(parent(folder)?),
        Ok(false) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            create_folder(parent(folder)?)?;
            create_folder(folder)
        }
        Err(error) => Err(error),
    }
}

/// Makes a folder that only we may enter; whether it was not there.
fn make_folder(folder: &Path) -> io::Result<bool> {
    match DirBuilder::new().mode(0o700).create(folder) {
        Ok(()) => give_to_owner(folder).map(|()| true),
        Err(error) if error.kind() == ErrorKind::AlreadyExists && folder.is_dir() => Ok(false),
        Err(error) => Err(error),
    }
}

/// Makes the names in a folder durable.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// The folder that a name is in.
pub(super) fn parent(path: &Path) -> io::Result<&Path> {
    match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Ok(Path::new(".")),
        Some(parent) => Ok(parent),
        None => Err(ErrorKind::InvalidInput.into()),
    }
}
