//! The master key: found, or made at the first start, never replaced.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use wharf_node::master_key::Compared;
use wharf_node::{Entropy, Identity, MasterKey, Sealer};

use crate::config::{Place, place};
use crate::files;
use crate::folder::Folder;

/// A master key's bytes, and where they are from.
pub(crate) struct Found {
    pub(crate) bytes: [u8; 32],
    pub(crate) place: String,
}

/// The master key of a place; `None` when it has none yet, which only a place without any secrets may.
pub(crate) fn find(place: &Place, folder: &Folder) -> anyhow::Result<Option<Found>> {
    if let Some(bytes) = place.master_key {
        let place = "WHARF_MASTER_KEY".to_owned();
        return Ok(Some(Found { bytes, place }));
    }
    if let Some(path) = &place.master_key_file {
        let found = read(path)?;
        return found
            .map(Some)
            .with_context(|| format!("there is no master key in {}", path.display()));
    }
    read(&folder.master_key())
}

/// The key, when it is the one that the identity database's secrets are sealed with.
pub(crate) async fn compare(
    found: Found,
    identity: &Identity,
    entropy: &Entropy,
) -> anyhow::Result<MasterKey> {
    let key = MasterKey::new(found.bytes);
    let sealer = Sealer::new(&key, entropy.clone());
    if wharf_node::master_key::compare(identity, &sealer).await? == Compared::Other {
        bail!(
            "the master key of {} is not the one in use here, and nothing was done: the secrets of this installation are sealed \
             with another one. Name that with --master-key-file or WHARF_MASTER_KEY",
            found.place
        );
    }
    Ok(key)
}

/// Makes the data folder's master key. It is on the disk when this returns.
pub(crate) fn make(folder: &Folder, entropy: &Entropy) -> anyhow::Result<Found> {
    let bytes: [u8; 32] = entropy.bytes();
    let text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let path = folder.master_key();
    files::write(&path, format!("{text}\n").as_bytes(), 0o600)
        .with_context(|| format!("the master key cannot be written to {}", path.display()))?;
    Ok(Found {
        bytes,
        place: path.display().to_string(),
    })
}

fn read(path: &Path) -> anyhow::Result<Option<Found>> {
    let unreadable = || format!("the master key in {} cannot be read", path.display());
    let Some(text) = files::read_if_there(path).with_context(unreadable)? else {
        return Ok(None);
    };
    let bytes = match place::master_key(&text) {
        Ok(bytes) => bytes,
        Err(reason) => bail!("{}: {reason}", path.display()),
    };
    warn_if_others_can_read(path.to_owned());
    Ok(Some(Found {
        bytes,
        place: path.display().to_string(),
    }))
}

fn warn_if_others_can_read(path: PathBuf) {
    // Not refused: a secret that is mounted into a container often has such a mode.
    let mode = std::fs::metadata(&path).map_or(0, |metadata| metadata.permissions().mode());
    if mode & 0o077 != 0 {
        tracing::warn!(path = %path.display(), "others on this machine may read the master key: chmod 600");
    }
}
