//! What is there of a Region before it is opened: looked at, and nothing made. Where a disk is not mounted, its mount point must not be
//! taken for a Region that is new.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use wharf_aws::Region;
use wharf_blob::fs::FileStore;
use wharf_node::store_identity::{self, Unmade};
use wharf_node::{Unavailable, ecr};
use wharf_sql::{Database, SqliteOptions};

use super::{Missing, REGISTRY, blocking};
use crate::folder::Folder;

/// What is there of a Region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    /// Nothing: it is used for the first time.
    New,
    /// A database and bytes, whether they belong together or not.
    There,
}

impl Ground {
    /// Looks. `rows` is the database that Regions share, if they do.
    ///
    /// # Errors
    /// Something of it is missing, and it is not said that it is to be made again; or all of it is, and it is not said that it is lost.
    pub(super) async fn look(
        folder: &Folder,
        region: &Region,
        rows: Option<&Database>,
        missing: Missing,
    ) -> Result<Ground, Unavailable> {
        let (root, was_made) = (folder.region(region), folder.was_made(region));
        let Some(rows) = rows else {
            let adopt = adopt(folder, region, "");
            return blocking(move || of_files(&root, was_made.then_some(&*adopt), missing)).await;
        };
        let looked = root.clone();
        if blocking(move || Ok(FileStore::is_in(&looked)?)).await? {
            return Ok(Ground::There);
        }
        let store = store_identity::store_of(rows, region.as_str()).await?;
        match store {
            _ if missing == Missing::Anew => Ok(Ground::There),
            Some(_) if was_made => {
                let adopt = adopt(folder, region, " --database \"$WHARF_DATABASE\"");
                Err(gone(&root, "its bytes are not", &adopt))
            }
            _ if missing == Missing::Adopted => Ok(Ground::There),
            Some(store) => Err(Unavailable::Mismatch(
                store_identity::Mismatch::OtherBytes(store).to_string(),
            )),
            // Also where it was noted: a first opening that broke off had nothing yet that could be lost.
            None => Ok(Ground::New),
        }
    }
}

/// The command that begins a Region anew.
fn adopt(folder: &Folder, region: &Region, database: &str) -> String {
    format!(
        "wharf adopt --region {region} --without-bytes{}{database}",
        folder.flag()
    )
}

/// The same on files; `adopt` is the command that begins a Region anew that was made before.
fn of_files(root: &Path, adopt: Option<&str>, missing: Missing) -> Result<Ground, Unavailable> {
    let file = root.join(REGISTRY);
    if missing == Missing::Anew || file.exists() {
        return Ok(Ground::There);
    }
    if FileStore::has_blobs(root)? {
        if missing == Missing::Adopted {
            return Ok(Ground::There);
        }
        // A new one would be in the way of the one that is put back.
        let text = format!("{} is missing, and there are layers beside it", file.display());
        return Err(Unavailable::Mismatch(text));
    }
    match adopt {
        Some(adopt) => Err(gone(root, "neither its database nor its bytes are", adopt)),
        None => Ok(Ground::New),
    }
}

fn gone(root: &Path, what: &str, adopt: &str) -> Unavailable {
    let text = format!(
        "{} was made before, and {what} there any more: is their disk mounted? Mount it, and the Region opens as it \
         was. Where it is gone for good, this begins the Region anew: {adopt}",
        root.display()
    );
    Unavailable::Closed(text)
}

/// A folder that goes with its owner.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

static MADE: AtomicU32 = AtomicU32::new(0);

/// A new folder in `home`, under a name that no folder has: one that was killed leaves its own there, and in a container the next one has
/// the same number.
fn scratch(home: &Path) -> io::Result<Scratch> {
    loop {
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let folder = home.join(format!("wharf-{}-{number}", std::process::id()));
        match DirBuilder::new().mode(0o700).create(&folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            made => return made.map(|()| Scratch(folder)),
        }
    }
}

/// An empty database for a Region that may not be made: in memory, where the machine has a folder there, and not in the data folder.
/// Blocks.
pub(super) fn empty() -> Result<(Database, Unmade), Unavailable> {
    let memory = Path::new("/dev/shm");
    let home = match memory.is_dir() {
        true => memory.to_owned(),
        false => PathBuf::from("/tmp"),
    };
    let failed = |error: io::Error| wharf_blob::Error::io("make a folder for an empty database", error);
    let scratch = scratch(&home).map_err(failed)?;
    let file = scratch.0.join(REGISTRY);
    let database = Database::sqlite(&file, ecr::MIGRATIONS, &SqliteOptions::default())?;
    Ok((database, Unmade::at(scratch)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_another_process_left_is_not_in_the_way() {
        let home = tempfile::tempdir().unwrap();
        for number in 0..100 {
            let left = home.path().join(format!("wharf-{}-{number}", std::process::id()));
            fs::create_dir(left).unwrap();
        }
        let made = scratch(home.path()).unwrap();
        assert!(made.0.is_dir());
        drop(made);
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 100);
    }
}
