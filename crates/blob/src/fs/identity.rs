//! What the store says of itself: `store.json`, replaced as a whole.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use wharf_oci::digest::Digest;

use super::layout::{Layout, give_to_owner, parent, sync_folder};
use crate::StoreIdentity;

/// The file in a store's folder.
pub(super) struct IdentityFile(PathBuf);

impl IdentityFile {
    pub(super) fn in_folder(root: &Path) -> IdentityFile {
        IdentityFile(root.join("store.json"))
    }

    pub(super) fn read(&self) -> io::Result<Option<StoreIdentity>> {
        match fs::read(&self.0) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
            Ok(text) => {
                let read = serde_json::from_slice(&text);
                let damaged = |error| {
                    let text = format!(
                        "{} is damaged: {error}. Put back a copy, or remove it and take the bytes for those of the database: \
                         wharf adopt",
                        self.0.display()
                    );
                    io::Error::new(ErrorKind::InvalidData, text)
                };
                read.map(Some).map_err(damaged)
            }
        }
    }

    /// Replaces what it says, if that is `known`.
    pub(super) fn replace(&self, known: Option<&StoreIdentity>, next: &StoreIdentity) -> io::Result<bool> {
        let path = self.0.with_extension("lock");
        let lock = open_to_write(&path)?;
        give_to_owner(&path)?;
        lock.lock()?;
        if self.read()?.as_ref() != known {
            return Ok(false);
        }
        let staged = self.0.with_extension("new");
        let mut file = open_to_write(&staged)?;
        file.set_len(0)?;
        file.write_all(&serde_json::to_vec(next)?)?;
        give_to_owner(&staged)?;
        file.sync_all()?;
        fs::rename(&staged, &self.0)?;
        sync_folder(parent(&self.0)?)?;
        Ok(true)
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
        let layout = Layout::at(&folder, 0, most);
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
