//! Blobs against their digests.

use std::io;

use futures_util::TryStreamExt as _;
use wharf_blob::{Blobs, Object};
use wharf_oci::digest::{Digest, Hasher};

use super::super::{Finding, What};
use super::{At, MOST_BYTES, Next, Round};
use crate::ecr::encryption::{self, CompartmentKey, OpenedBytes};
use crate::ecr::layer::damage::{self, Meant};
use crate::ecr::layer::{self, Damage};
use crate::store_identity;
use wharf_kernel::Unavailable;

/// What reading a blob came to.
enum Read {
    /// The digest of its bytes.
    Digest(Digest),
    /// The disk does not read them.
    Failed(io::Error),
}

impl Round<'_> {
    /// Blobs of a page, as many as a step reads.
    pub(super) async fn bytes(
        &mut self,
        place: CompartmentKey,
        after: Option<String>,
    ) -> Result<Next, Unavailable> {
        let closed = encryption::closed_bytes(self.cell, &place.data_key).await?;
        let from = after.as_deref().and_then(|digest| digest.parse().ok());
        let page = closed.blobs.list(from.as_ref()).await?;
        let Some(last) = page.last() else {
            return self.compartment_after(Some(&place)).await;
        };
        let opened = match encryption::opened(self.node, self.cell, &place).await? {
            OpenedBytes::Readable(opened) => opened,
            OpenedBytes::Locked => {
                self.checked.locked_blobs += page.len() as u64;
                let last = last.digest.to_string();
                return Ok((Some(At::Bytes(place, Some(last))), page.len()));
            }
            OpenedBytes::Broken(why) => {
                self.found(broken_key(&place, &why));
                return self.compartment_after(Some(&place)).await;
            }
        };
        let (mut last, mut count) = (after, 0);
        for blob in page {
            self.blob(&*opened.blobs, &blob.digest, &place.data_key).await?;
            (last, count) = (Some(blob.digest.to_string()), count + 1);
            if self.read >= MOST_BYTES {
                break;
            }
        }
        Ok((Some(At::Bytes(place, last)), count))
    }

    async fn blob(&mut self, blobs: &dyn Blobs, digest: &Digest, data_key: &str) -> Result<(), Unavailable> {
        let object = match blobs.open(digest).await {
            Ok(object) => object,
            // It was collected meanwhile; what has no beginning is too short, as its layers' rows say.
            Err(wharf_blob::Error::BlobUnknown) => return Ok(()),
            Err(wharf_blob::Error::Io { source, .. }) if !is_transient(&source) => {
                self.found(unreadable(digest, &source));
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        };
        self.checked.blobs += 1;
        self.checked.bytes += object.size();
        let mut read = self.read(&object, digest).await?;
        if let Read::Failed(_) = read {
            // It may have been the disk's moment.
            read = self.read(&object, digest).await?;
        }
        if let Read::Digest(found) = &read
            && found == digest
        {
            return Ok(());
        }
        store_identity::require(self.cell).await?;
        let size = layer::store::size(self.cell, digest.as_str(), data_key, Some(object.size())).await?;
        if size.is_some_and(|size| size != object.size()) {
            // That it is short says more: its layers' rows tell it.
            return Ok(());
        }
        let found = match read {
            Read::Digest(found) => found,
            Read::Failed(error) => {
                self.found(unreadable(digest, &error));
                return Ok(());
            }
        };
        let moved = match self.node.settings.read_only {
            true => Err("the node is read only".to_owned()),
            // The disk may be full, or take no changes: that hides no damage, and ends no verification.
            false => blobs
                .put_away(digest, object.version())
                .await
                .map_err(|error| error.to_string()),
        };
        let fate = match &moved {
            // It was pushed, or collected, while it was read.
            Ok(false) => return Ok(()),
            Ok(true) => "the file was moved out of the way".to_owned(),
            Err(why) => {
                format!("the file was not moved out of the way ({why}), and is not served by this process")
            }
        };
        self.found(Finding {
            what: What::AlteredBlob,
            account: None,
            repository: None,
            digest: Some(digest.to_string()),
            detail: format!("its bytes are those of {found}; {fate}"),
            is_mended: false,
        });
        // Of what no layer has nothing is served.
        let Some(size) = size else { return Ok(()) };
        let meant = Meant {
            digest,
            data_key,
            size,
        };
        match moved {
            Ok(_) => damage::mark(self.node, self.cell, meant, Damage::Altered).await,
            Err(_) => damage::note_altered(self.node, self.cell, meant, object.version()).await,
        }
    }

    /// Reads a blob at the pace of the round.
    async fn read(&mut self, object: &Object, digest: &Digest) -> Result<Read, Unavailable> {
        let mut frames = object.stream(0..object.size());
        let mut hasher = Hasher::new(digest.algorithm());
        loop {
            let frame = match frames.try_next().await {
                Ok(Some(frame)) => frame,
                Ok(None) => return Ok(Read::Digest(hasher.finish())),
                Err(error) if is_transient(&error) => {
                    return Err(wharf_blob::Error::io("read a blob", error).into());
                }
                Err(error) => return Ok(Read::Failed(error)),
            };
            let length = frame.len() as u64;
            // Elsewhere: requests wait for their threads, and not for a hash.
            let hashed = tokio::task::spawn_blocking(move || {
                hasher.update(&frame);
                hasher
            });
            hasher = hashed
                .await
                .map_err(|error| Unavailable::Internal(error.to_string()))?;
            self.took(length).await;
        }
    }
}

/// A key that is there and does not open its bytes: its row is damaged, or the master key is another.
fn broken_key(place: &CompartmentKey, why: &str) -> Finding {
    Finding {
        what: What::Table,
        account: Some(place.account.clone()).filter(|account| !account.is_empty()),
        repository: None,
        digest: None,
        detail: format!(
            "what the data key {} seals cannot be read: {why}; put back a copy",
            place.data_key
        ),
        is_mended: false,
    }
}

/// It stays where it is: no wrong bytes are served of it, and a disk that fails for a while would lose what is whole.
fn unreadable(digest: &Digest, error: &io::Error) -> Finding {
    Finding {
        what: What::UnreadableBlob,
        account: None,
        repository: None,
        digest: Some(digest.to_string()),
        detail: format!("the disk does not read it ({error}); it stays where it is"),
        is_mended: false,
    }
}

/// Whether storage that does not answer at the moment failed, and not this blob.
fn is_transient(error: &io::Error) -> bool {
    let copy = match error.raw_os_error() {
        Some(code) => io::Error::from_raw_os_error(code),
        None => error.kind().into(),
    };
    wharf_blob::Error::io("read a blob", copy).is_transient()
}
