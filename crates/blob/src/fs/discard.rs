//! Blobs that are on their way out: listed, set aside, taken back, removed.

use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use wharf_failpoint::fail_point;
use wharf_oci::digest::{Algorithm, Digest};

use super::layout::{Layout, create_folder, parent, sync_folder};
use super::naming::rename_unless_taken;
use crate::StoredBlob;
use crate::object::Version;

impl Layout {
    /// A page of blobs in the order of their digests, after `after`. It may be longer than a page: a folder is listed whole.
    pub(super) fn blobs(&self, after: Option<&Digest>) -> io::Result<Vec<StoredBlob>> {
        let mut page = Vec::new();
        for algorithm in [Algorithm::Sha256, Algorithm::Sha512] {
            let from = match after {
                Some(digest) if digest.algorithm() == algorithm => digest.hex(),
                // Everything of it came before.
                Some(digest) if digest.algorithm() == Algorithm::Sha512 => continue,
                _ => "",
            };
            let home = self.algorithm(algorithm);
            for folder in names(&home)? {
                if from.get(..2).is_some_and(|first| folder.as_str() < first) {
                    continue;
                }
                for hex in names(&home.join(&folder))? {
                    if hex.as_str() <= from {
                        continue;
                    }
                    let Ok(digest) = format!("{}:{hex}", algorithm.as_str()).parse::<Digest>() else {
                        continue;
                    };
                    page.extend(self.look(&self.blob(&digest), digest, true)?);
                }
                if page.len() >= self.page {
                    return Ok(page);
                }
            }
        }
        Ok(page)
    }

    /// A page of what is set aside, in the order of the digests, after `after`; never longer.
    pub(super) fn discarded_blobs(&self, after: Option<&Digest>) -> io::Result<Vec<StoredBlob>> {
        let mut page = Vec::new();
        // Their names are in the order of the digests.
        for name in names(&self.discarded)? {
            let Some((algorithm, hex)) = name.split_once('-') else {
                continue;
            };
            let Ok(digest) = format!("{algorithm}:{hex}").parse::<Digest>() else {
                continue;
            };
            if after.is_some_and(|after| digest <= *after) {
                continue;
            }
            page.extend(self.look(&self.discarded_blob(&digest), digest, false)?);
            if page.len() >= self.page {
                break;
            }
        }
        Ok(page)
    }

    /// Sets a blob aside.
    pub(super) fn discard(&self, digest: &Digest) -> io::Result<()> {
        let (blob, aside) = (self.blob(digest), self.discarded_blob(digest));
        {
            let _naming = self.naming.lock();
            match fs::rename(&blob, &aside) {
                // A full disk may have refused the folder when the store was opened.
                Err(error)
                    if error.kind() == ErrorKind::NotFound && self.is_there() && !self.discarded.is_dir() =>
                {
                    create_folder(&self.discarded)?;
                    fs::rename(&blob, &aside)?;
                }
                renamed => renamed?,
            }
        }
        fail_point!("blob.discard.after-rename");
        sync_folder(&self.discarded)?;
        sync_folder(parent(&blob)?)
    }

    /// Takes a blob back that was set aside; whether it is there then. Never over one that is there: that may have been pushed since,
    /// and its bytes were hashed then.
    ///
    /// The calls are the same for one that is there, whether its bytes are also set aside or not: else the time would tell that
    /// another account had them.
    pub(super) fn recover(&self, digest: &Digest) -> io::Result<bool> {
        let blob = self.blob(digest);
        {
            let _naming = self.naming.lock();
            if !rename_unless_taken(&self.discarded_blob(digest), &blob)? {
                return blob.try_exists();
            }
        }
        sync_folder(parent(&blob)?)?;
        Ok(true)
    }

    /// The right to collect; nothing when another collection, of any process, has it.
    pub(super) fn begin_collection(&self) -> io::Result<Option<File>> {
        if !self.is_there() {
            return Err(ErrorKind::NotFound.into());
        }
        let lock = self.discarded.with_file_name("collection.lock");
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(lock)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// Removes what was set aside.
    pub(super) fn purge(&self, digest: &Digest) -> io::Result<()> {
        fs::remove_file(self.discarded_blob(digest))?;
        sync_folder(&self.discarded)
    }

    /// Moves a blob's file out of the way if it is that version; whether it was. No other file is ever replaced by it.
    pub(super) fn put_away(&self, digest: &Digest, seen: Version) -> io::Result<bool> {
        let Version::File { written_nanos, .. } = seen else {
            return Ok(false);
        };
        if !self.is_there() {
            return Ok(false);
        }
        create_folder(&self.damaged)?;
        let (blob, name) = (self.blob(digest), digest.algorithm().as_str());
        let first = format!("{name}-{}-{written_nanos}", digest.hex());
        let mut away = self.damaged.join(&first);
        {
            let _naming = self.naming.lock();
            if version(&blob)? != Some(seen) {
                return Ok(false);
            }
            // A file that was put back keeps its time, and may be damaged again.
            let mut number = 1;
            while away.try_exists()? {
                number += 1;
                away = self.damaged.join(format!("{first}-{number}"));
            }
            match fs::rename(&blob, &away) {
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
                moved => moved?,
            }
            if version(&away)? != Some(seen) {
                // Another process published the blob in this moment.
                fs::rename(&away, &blob)?;
                return Ok(false);
            }
        }
        sync_folder(&self.damaged)?;
        sync_folder(parent(&blob)?)?;
        Ok(true)
    }

    /// A file that may go away while it is looked at. `written`: since when its bytes are there; else since when its name is.
    fn look(&self, path: &Path, digest: Digest, written: bool) -> io::Result<Option<StoredBlob>> {
        let about = match fs::metadata(path) {
            Ok(about) => about,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let (seconds, nanoseconds) = match written {
            true => (about.mtime(), about.mtime_nsec()),
            false => (about.ctime(), about.ctime_nsec()),
        };
        Ok(Some(StoredBlob {
            digest,
            size: self.content(&about),
            since_micros: seconds * 1_000_000 + nanoseconds / 1000,
        }))
    }
}

/// Which file has the name, if one has.
fn version(path: &Path) -> io::Result<Option<Version>> {
    match fs::metadata(path) {
        Ok(about) => Ok(Some(Version::of(&about))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

impl Version {
    /// That of a file. Its number may be given to another one when it is gone, which is then written later.
    pub(super) fn of(about: &Metadata) -> Version {
        Version::File {
            number: about.ino(),
            written_nanos: i128::from(about.mtime()) * 1_000_000_000 + i128::from(about.mtime_nsec()),
        }
    }
}

/// The names in a folder, in order; none when it is not there.
fn names(folder: &Path) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut names = Vec::new();
    for entry in entries {
        names.extend(entry?.file_name().into_string());
    }
    names.sort();
    Ok(names)
}
