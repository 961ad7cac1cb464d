//! The files of a folder that is sealed with a data key, and of one that is not.

use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use bytes::{Bytes, BytesMut};
use futures_util::{StreamExt, stream};
use parking_lot::Mutex;

use super::layout::Layout;
use super::{Common, Folder};
use crate::error::during;
use crate::frames::{Frames, SMALL};
use crate::object::Version;
use crate::seal::{DataKey, DataKeyName, FileKey, HEADER, header};
use crate::threads::Threads;
use crate::{BlobFile, ByteStream, Error, Object, UploadId};

/// How a folder's files are written.
pub(super) enum Sealing {
    /// As they are.
    Plain,
    /// Sealed, with a key that is known once it was given.
    Sealed(OnceLock<DataKey>),
}

impl Sealing {
    /// Bytes of a file before its content.
    pub(super) fn header(&self) -> u64 {
        match self {
            Sealing::Plain => 0,
            Sealing::Sealed(_) => HEADER,
        }
    }

    /// What an upload's file begins with.
    pub(super) fn beginning(&self, id: &UploadId) -> Vec<u8> {
        match self {
            Sealing::Plain => Vec::new(),
            Sealing::Sealed(_) => header(id).to_vec(),
        }
    }

    /// The key of an upload's file.
    pub(super) fn of_upload(&self, id: &UploadId) -> Result<Option<FileKey>, Error> {
        Ok(self.key()?.map(|key| key.of_file(header(id))))
    }

    fn key(&self) -> Result<Option<&DataKey>, Error> {
        match self {
            Sealing::Plain => Ok(None),
            Sealing::Sealed(key) => key.get().map(Some).ok_or(Error::Sealed),
        }
    }

    /// Opens the content of a blob's file.
    pub(super) fn open(&self, file: File, threads: &Threads) -> Result<Object, Error> {
        let about = file.metadata().map_err(during("look at a blob"))?;
        let opened = self.open_content(file, about.len(), threads)?;
        Ok(opened.of_version(Version::of(&about)))
    }

    fn open_content(&self, file: File, length: u64, threads: &Threads) -> Result<Object, Error> {
        let size = length.saturating_sub(self.header());
        let Some(key) = self.key()? else {
            return match size > SMALL {
                true => Ok(BlobFile::new(file, size, threads.clone()).into()),
                false => Ok(Object::from_bytes(
                    read(&file, None, size).map_err(during("read a blob"))?,
                )),
            };
        };
        if length < HEADER {
            // Not even its beginning is there.
            return Err(Error::BlobUnknown);
        }
        let mut beginning = [0; HEADER as usize];
        file.read_exact_at(&mut beginning, 0)
            .map_err(during("read a blob"))?;
        let key = key.of_file(beginning);
        if size <= SMALL {
            let bytes = read(&file, Some(&key), size).map_err(during("read a blob"))?;
            return Ok(Object::from_bytes(bytes));
        }
        let (file, key, threads) = (Arc::new(file), Arc::new(key), threads.clone());
        Ok(Object::from_streams(size, move |range, share| {
            let sealed = range.start + HEADER..range.end + HEADER;
            let frames = Frames::new(Arc::clone(&file), sealed, None, threads.clone());
            unsealed(frames.within(share), Arc::clone(&key), range.start)
        }))
    }
}

/// All of a small blob.
fn read(file: &File, key: Option<&FileKey>, size: u64) -> io::Result<Bytes> {
    let mut bytes = vec![0; usize::try_from(size).map_err(io::Error::other)?];
    read_at(file, key, &mut bytes, 0)?;
    Ok(bytes.into())
}

/// Fills `buffer` with the content from `offset` on.
pub(super) fn read_at(file: &File, key: Option<&FileKey>, buffer: &mut [u8], offset: u64) -> io::Result<()> {
    let Some(key) = key else {
        return file.read_exact_at(buffer, offset);
    };
    file.read_exact_at(buffer, HEADER + offset)?;
    key.apply(offset, buffer);
    Ok(())
}

/// The content of a sealed file from an offset on, opened frame by frame on the blocking pool.
fn unsealed(frames: Frames, key: Arc<FileKey>, from: u64) -> ByteStream {
    let opened = stream::unfold((frames, from), move |(mut frames, offset)| {
        let key = Arc::clone(&key);
        async move {
            let frame = match frames.next().await? {
                Ok(frame) => frame,
                Err(error) => return Some((Err(error), (frames, offset))),
            };
            let next = offset + frame.len() as u64;
            let open = tokio::task::spawn_blocking(move || {
                // In place: the frame is ours alone.
                let mut bytes = BytesMut::from(frame);
                key.apply(offset, &mut bytes);
                bytes.freeze()
            });
            Some((open.await.map_err(io::Error::other), (frames, next)))
        }
    });
    Box::pin(opened)
}

/// Open folders kept at most while nothing uses them: their keys, and the running hashes of their uploads.
const IDLE: usize = if cfg!(test) { 4 } else { 1000 };

/// The folders of what is sealed, by the name of the data key.
pub(super) struct SealedFolders {
    /// The folder of the store.
    home: PathBuf,
    common: Common,
    opened: Mutex<HashMap<DataKeyName, Arc<Folder>>>,
}

impl SealedFolders {
    pub(super) fn new(home: &Path, common: Common) -> Self {
        Self {
            home: home.to_owned(),
            common,
            opened: Mutex::default(),
        }
    }

    /// The folder of that name, which is made when its first upload begins: a look makes none. It learns the key if one is given. Blocks.
    pub(super) fn open(&self, name: &DataKeyName, key: Option<DataKey>) -> Arc<Folder> {
        let mut opened = self.opened.lock();
        let folder = match opened.get(name) {
            Some(folder) => Arc::clone(folder),
            None => {
                let sealing = Sealing::Sealed(OnceLock::new());
                let path = self.home.join("sealed").join(name.to_string());
                let layout = Layout::at(&self.home, &path, sealing.header(), self.common.page);
                layout.drop_all_surplus();
                let folder = Arc::new(Folder::over(layout, sealing, &self.common));
                if opened.len() >= IDLE {
                    // One that is in use stays: two of the same folder would not wait for each other.
                    opened.retain(|_, folder| folder.is_used());
                }
                opened.insert(name.clone(), Arc::clone(&folder));
                folder
            }
        };
        if let (Sealing::Sealed(known), Some(key)) = (&folder.shared.sealing, key) {
            // The key of a name never changes, so the first one is the same as this one.
            let _ = known.set(key);
        }
        folder
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn idle_folders_are_closed_and_used_ones_stay() {
        let root = tempfile::tempdir().unwrap();
        let folders = SealedFolders::new(root.path(), Common::default());
        let open = |name: &str| folders.open(&name.parse().unwrap(), None);
        let used = open("used");
        for number in 0..3 * IDLE {
            open(&format!("idle-{number}"));
            assert!(folders.opened.lock().len() <= IDLE + 1);
        }
        assert!(
            Arc::ptr_eq(&used, &open("used")),
            "two of one folder would not wait for each other"
        );
    }

    #[test]
    fn all_folders_share_what_counts_the_work() {
        let root = tempfile::tempdir().unwrap();
        let common = Common::default();
        let folders = SealedFolders::new(root.path(), common.clone());
        for name in ["one", "two"] {
            let folder = folders.open(&name.parse().unwrap(), None);
            assert!(Arc::ptr_eq(&folder.shared.buffers, &common.buffers));
            assert!(Arc::ptr_eq(&folder.shared.load, &common.load));
        }
    }
}
