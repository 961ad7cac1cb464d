//! What the store says of itself: `store.json`, replaced as a whole.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parking_lot::Mutex;
use wharf_oci::digest::Digest;

use super::layout::{Layout, give_to_owner, parent, sync_folder};
use crate::error::during;
use crate::{Error, StoreIdentity};

/// The file in a store's folder.
pub(super) struct IdentityFile {
    path: PathBuf,
    /// Which file was read last, and the id that it said.
    seen: Mutex<Option<(Mark, Arc<str>)>>,
}

/// What tells a file from any other that is at the same path later, on the same disk or on another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mark {
    device: u64,
    inode: u64,
    length: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

impl Mark {
    fn of(file: &Metadata) -> Mark {
        Mark {
            device: file.dev(),
            inode: file.ino(),
            length: file.len(),
            modified: (file.mtime(), file.mtime_nsec()),
            changed: (file.ctime(), file.ctime_nsec()),
        }
    }
}

impl IdentityFile {
    pub(super) fn in_folder(root: &Path) -> IdentityFile {
        IdentityFile {
            path: root.join("store.json"),
            seen: Mutex::default(),
        }
    }

    pub(super) fn read(&self) -> Result<Option<StoreIdentity>, Error> {
        Ok(self.read_marked()?.map(|(_, identity)| identity))
    }

    /// The id that it says: from memory, as long as the file is the one that was read.
    pub(super) fn id(&self) -> Result<Option<Arc<str>>, Error> {
        let found = match fs::metadata(&self.path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            found => Mark::of(&found.map_err(during("look which store it is"))?),
        };
        if let Some((mark, id)) = &*self.seen.lock()
            && *mark == found
        {
            return Ok(Some(Arc::clone(id)));
        }
        let Some((mark, identity)) = self.read_marked()? else {
            return Ok(None);
        };
        let id: Arc<str> = identity.id.into();
        *self.seen.lock() = Some((mark, Arc::clone(&id)));
        Ok(Some(id))
    }

    /// What it says, with the mark of the very file that was read.
    fn read_marked(&self) -> Result<Option<(Mark, StoreIdentity)>, Error> {
        let (mark, text) = match self.bytes() {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == ErrorKind::IsADirectory => {
                return Err(self.damaged("it is a folder"));
            }
            read => read.map_err(during("read which store it is"))?,
        };
        let read = serde_json::from_slice(&text);
        let identity = read.map_err(|error| self.damaged(&error.to_string()))?;
        Ok(Some((mark, identity)))
    }

    fn bytes(&self) -> io::Result<(Mark, Vec<u8>)> {
        let mut file = File::open(&self.path)?;
        let mark = Mark::of(&file.metadata()?);
        let mut text = Vec::new();
        file.read_to_end(&mut text)?;
        Ok((mark, text))
    }

    fn damaged(&self, why: &str) -> Error {
        Error::Identity(format!(
            "{}, which says which store it is, is damaged ({why}): put a copy back, or take the bytes for those of the database by \
             `wharf adopt`",
            self.path.display()
        ))
    }

    /// Replaces what it says, if that is `known`: a damaged one says nothing.
    pub(super) fn replace(&self, known: Option<&StoreIdentity>, next: &StoreIdentity) -> Result<bool, Error> {
        let lock = self.lock().map_err(during("write which store it is"))?;
        let said = match self.read() {
            Err(Error::Identity(_)) => None,
            said => said?,
        };
        if said.as_ref() != known {
            return Ok(false);
        }
        self.write(next).map_err(during("write which store it is"))?;
        drop(lock);
        Ok(true)
    }

    fn lock(&self) -> io::Result<File> {
        let path = self.path.with_extension("lock");
        let lock = open_to_write(&path)?;
        give_to_owner(&path)?;
        lock.lock()?;
        Ok(lock)
    }

    fn write(&self, next: &StoreIdentity) -> io::Result<()> {
        let staged = self.path.with_extension("new");
        let mut file = open_to_write(&staged)?;
        file.set_len(0)?;
        file.write_all(&serde_json::to_vec(next)?)?;
        give_to_owner(&staged)?;
        file.sync_all()?;
        fs::rename(&staged, &self.path)?;
        sync_folder(parent(&self.path)?)
    }
}

fn open_to_write(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)
}

/// At most so many blobs of a store, from all of its folders as evenly as they have any.
pub(super) fn sample(root: &Path, most: usize) -> io::Result<Vec<Digest>> {
    let mut found = Vec::new();
    for folder in folders(root)? {
        let layout = Layout::at(&folder, &folder, 0, most);
        // Digests are evenly spread: the first ones are as good a sample as any.
        let page = layout
            .blobs(None)?
            .into_iter()
            .chain(layout.discarded_blobs(None)?);
        found.push(page.map(|blob| blob.digest));
    }
    let mut sample = Vec::new();
    while sample.len() < most && !found.is_empty() {
        found.retain_mut(|more| more.next().map(|digest| sample.push(digest)).is_some());
    }
    sample.truncate(most);
    Ok(sample)
}

/// The folder of what is not sealed, and those of what is.
fn folders(root: &Path) -> io::Result<Vec<PathBuf>> {
    let mut folders = vec![root.to_owned()];
    match fs::read_dir(root.join("sealed")) {
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error),
        Ok(entries) => {
            for entry in entries {
                folders.push(entry?.path());
            }
        }
    }
    Ok(folders)
}
