//! The data folder: where things are in it, and that one process at a time serves it.
//!
//! ```text
//! wharf.lock          held by the process that serves, with its pid in it
//! wharf.sock          where operators reach that process
//! node.json           how to reach that process (see node_file)
//! master.key          what seals secrets, unless the operator keeps it elsewhere
//! reserve             space that is kept free (see reserve)
//! believed-time       when a process last believed its clock (see clock_doubt)
//! identity.db         accounts and keys, unless they are in PostgreSQL
//! regions/<region>/   registry.db, blobs/, uploads/
//! made/<region>       that the Region was made here: its folder may be a disk, and is not taken for a new one where that is not mounted
//! audit/              who asked for what
//! tls/                the development certificate authority
//! ```

use std::fs::{self, File, OpenOptions, Permissions, TryLockError};
use std::io::{ErrorKind, Read, Write};
use std::os::fd::AsRawFd as _;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::Context;
use wharf_aws::{Region, Timestamp, nearest};

use crate::config::Place;
use crate::files;

/// Where operators reach the process, within the folder.
pub(crate) const OPERATORS: &str = "wharf.sock";
/// What writing to a file ends with that is only open to be read.
const EBADF: i32 = 9;
/// What an address of a Unix socket can hold, with the zero at its end.
const MAX_SOCKET_PATH: usize = 108;

/// A data folder.
#[derive(Clone, Debug)]
pub struct Folder {
    path: PathBuf,
    /// Whether commands that people are told to type name it.
    is_named: bool,
}

/// The right to serve a folder; it ends with the process, however that ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Why a folder cannot be taken for now.
#[derive(Debug, thiserror::Error)]
#[error(
    "the data folder {} is served by another process (pid {holder}); stop that one, or give this one another folder with --data",
    folder.display()
)]
pub(crate) struct ServedByAnother {
    folder: PathBuf,
    /// Its pid, or `unknown`.
    holder: String,
}

impl Folder {
    /// The folder at a path, which need not exist.
    pub fn new(path: &Path) -> Folder {
        Folder {
            path: path.to_owned(),
            is_named: path.as_os_str() != "./wharf-data",
        }
    }

    /// The folder of the settings. One that a flag gave is named in commands even where it is the default: who gave it looks for it there.
    pub(crate) fn of(place: &Place) -> Folder {
        let folder = Folder::new(&place.data);
        Folder {
            is_named: folder.is_named || place.is_data_given,
            ..folder
        }
    }

    /// Makes the folder if it is missing.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn make(&self) -> anyhow::Result<()> {
        files::make_folder(&self.path)
            .with_context(|| format!("the data folder {} cannot be made", self.path.display()))
    }

    /// Whether it is a data folder already, or is about to become one: not any folder that was named by mistake.
    pub(crate) fn is_ours(&self) -> bool {
        let files = [self.master_key(), self.identity_database(), self.node_file()];
        let is_empty = || fs::read_dir(&self.path).is_ok_and(|mut entries| entries.next().is_none());
        files.iter().any(|file| file.exists()) || is_empty()
    }

    /// The data folder beside this one whose name is the nearest, if it is near: what was meant by a mistyped path.
    pub(crate) fn nearest(&self) -> Option<PathBuf> {
        let parent = match self.path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let entries = fs::read_dir(parent).ok()?;
        let named = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let names: Vec<String> = named
            .filter(|name| Folder::new(&parent.join(name)).identity_database().exists())
            .collect();
        let near = nearest(self.path.file_name()?.to_str()?, names.iter().map(String::as_str))?;
        Some(self.path.with_file_name(near))
    }

    /// Closes the folder to other users of the machine, who could read everything in it. Its group may have been given it on
    /// purpose, so of that is only told.
    pub(crate) fn tighten(&self) {
        let folder = self.path.display();
        let mode = fs::metadata(&self.path).map_or(0, |folder| folder.permissions().mode() & 0o7777);
        if mode & 0o070 != 0 {
            tracing::warn!(%folder, "the data folder is open to its group: chmod g= closes it");
        }
        if mode & 0o007 == 0 {
            return;
        }
        match fs::set_permissions(&self.path, Permissions::from_mode(mode & !0o007)) {
            Ok(()) => {
                tracing::warn!(%folder, "the data folder was open to other users of this machine, and is closed now");
            }
            Err(error) => {
                tracing::warn!(%folder, %error, "the data folder is open to other users of this machine, and cannot be closed");
            }
        }
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where the running process says how it is reached.
    pub fn node_file(&self) -> PathBuf {
        self.path.join("node.json")
    }

    /// The operators' socket: a path that is short enough for a socket's, which holds as long as the file beside it.
    pub(crate) fn operators(&self) -> anyhow::Result<(File, PathBuf)> {
        let folder = File::open(&self.path)
            .with_context(|| format!("the data folder {} cannot be opened", self.path.display()))?;
        let path = self.path.join(OPERATORS);
        if path.as_os_str().len() < MAX_SOCKET_PATH {
            return Ok((folder, path));
        }
        let short = format!("/proc/self/fd/{}/{OPERATORS}", folder.as_raw_fd());
        Ok((folder, PathBuf::from(short)))
    }

    /// The master key.
    pub fn master_key(&self) -> PathBuf {
        self.path.join("master.key")
    }

    /// The identity plane's SQLite database.
    pub fn identity_database(&self) -> PathBuf {
        self.path.join("identity.db")
    }

    /// What belongs to a Region.
    pub fn region(&self, region: &Region) -> PathBuf {
        self.path.join("regions").join(region.as_str())
    }

    /// The Regions that have something.
    pub(crate) fn regions(&self) -> std::io::Result<Vec<Region>> {
        self.regions_in("regions")
    }

    /// The Regions that were made here, also those of which nothing is there any more.
    pub(crate) fn made(&self) -> std::io::Result<Vec<Region>> {
        self.regions_in("made")
    }

    fn regions_in(&self, folder: &str) -> std::io::Result<Vec<Region>> {
        let mut regions = Vec::new();
        let entries = match fs::read_dir(self.path.join(folder)) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(regions),
            entries => entries?,
        };
        for entry in entries {
            regions.extend(entry?.file_name().to_str().and_then(|name| name.parse().ok()));
        }
        regions.sort();
        Ok(regions)
    }

    /// ` --data FOLDER`, for commands that people are told to type, unless it is the default one and no flag gave it.
    pub(crate) fn flag(&self) -> String {
        match self.is_named {
            true => format!(" --data {}", word(&self.path.display().to_string())),
            false => String::new(),
        }
    }

    /// The development certificate authority's folder.
    pub fn tls(&self) -> PathBuf {
        self.path.join("tls")
    }

    /// The audit's files.
    pub(crate) fn audit(&self) -> PathBuf {
        self.path.join("audit")
    }

    /// The last time that a process believed its clock.
    pub(crate) fn believed_time(&self) -> PathBuf {
        self.path.join("believed-time")
    }

    /// When a process that served the folder last wrote to it, as far as its files tell.
    pub(crate) fn last_written(&self) -> Option<Timestamp> {
        let database = self.identity_database();
        let mut files = vec![self.node_file(), database.with_extension("db-wal"), database];
        let audit = fs::read_dir(self.audit()).into_iter().flatten().flatten();
        files.extend(audit.map(|entry| entry.path()));
        let written = |file: PathBuf| {
            let since = file.metadata().ok()?.modified().ok()?.duration_since(UNIX_EPOCH);
            i64::try_from(since.ok()?.as_micros())
                .ok()
                .map(Timestamp::from_micros)
        };
        files.into_iter().filter_map(written).max()
    }

    /// Whether a Region was made here.
    pub(crate) fn was_made(&self, region: &Region) -> bool {
        self.path.join("made").join(region.as_str()).exists()
    }

    /// Writes down that a Region was made here; where that cannot be written, at a later start.
    pub(crate) fn note_made(&self, region: &Region) {
        if self.was_made(region) {
            return;
        }
        let folder = self.path.join("made");
        let file = folder.join(region.as_str());
        let noted = files::make_folder(&folder).and_then(|()| files::write(&file, b"", 0o600));
        files::give_to_owner(&folder);
        files::give_to_owner(&file);
        if let Err(error) = noted
            && !files::takes_nothing(&error)
        {
            tracing::warn!(file = %file.display(), %error, "that the Region was made here cannot be written down");
        }
    }

    /// Profiles for the aws command line.
    pub fn aws_config(&self) -> PathBuf {
        self.path.join("aws/config")
    }

    /// The credentials that the profiles begin with.
    pub fn aws_credentials(&self) -> PathBuf {
        self.path.join("aws/credentials")
    }

    /// The live process that last took the folder, if there is one.
    pub(crate) fn holder(&self) -> Option<u32> {
        let text = files::read_if_there(&self.path.join("wharf.lock")).ok()??;
        let pid = text.trim().parse().ok()?;
        // Asking the lock itself would be in the way of a process that starts just now.
        Path::new("/proc").join(format!("{pid}")).exists().then_some(pid)
    }

    /// Takes the folder for this process.
    ///
    /// # Errors
    /// Another process serves it, which is a `ServedByAnother`; or the lock cannot be opened or written.
    pub fn lock(&self) -> anyhow::Result<Lock> {
        let path = self.path.join("wharf.lock");
        let opened = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&path);
        let opened = match opened {
            // It is held all the same.
            Err(error) if error.kind() == ErrorKind::ReadOnlyFilesystem => File::open(&path),
            opened => opened,
        };
        let mut file = opened.with_context(|| format!("{} cannot be opened", path.display()))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                let _ = file.read_to_string(&mut holder);
                let holder = match holder.trim() {
                    "" => "unknown".to_owned(),
                    pid => pid.to_owned(),
                };
                let folder = self.path.clone();
                return Err(ServedByAnother { folder, holder }.into());
            }
            Err(TryLockError::Error(error)) => {
                return Err(error).with_context(|| format!("{} cannot be locked", path.display()));
            }
        }
        // Over what is there and as long as it: a full disk takes that.
        let text = format!("{:<20}\n", std::process::id());
        match file
            .write_all(text.as_bytes())
            .and_then(|()| file.set_len(text.len() as u64))
        {
            Err(error) if files::takes_nothing(&error) || error.raw_os_error() == Some(EBADF) => {
                tracing::warn!(file = %path.display(), %error, "which process serves the folder cannot be written down");
            }
            written => written.with_context(|| format!("{} cannot be written", path.display()))?,
        }
        Ok(Lock { _file: file })
    }
}

/// A word for a shell, in quotes where it needs them.
pub(crate) fn word(value: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/:._-+@".contains(&byte);
    match !value.is_empty() && value.bytes().all(is_plain) {
        true => value.to_owned(),
        false => quoted(value),
    }
}

/// A word for a shell, in quotes.
pub(crate) fn quoted(value: &str) -> String {
    format!("'{}'", value.replace('\'', "'\\''"))
}
