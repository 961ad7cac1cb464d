//! Uploads in memory.

use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use parking_lot::Mutex;
use wharf_oci::digest::{Algorithm, Digest};

use super::{Memory, apply, now_micros};
use crate::uploads::TURN;
use crate::{ByteStream, Committed, Error, StagedUpload, UploadId, Uploads};

/// An upload.
pub(super) struct Staged {
    /// Whose turn it is to change it.
    turn: tokio::sync::Mutex<()>,
    content: Mutex<Content>,
}

struct Content {
    bytes: Vec<u8>,
    modified_micros: i64,
}

impl Staged {
    fn shown(&self, id: &UploadId) -> StagedUpload {
        let content = self.content.lock();
        StagedUpload {
            id: *id,
            length: content.bytes.len() as u64,
            modified_micros: content.modified_micros,
        }
    }
}

impl Memory {
    fn upload(&self, id: &UploadId) -> Result<Arc<Staged>, Error> {
        self.staged.lock().get(id).cloned().ok_or(Error::UploadUnknown)
    }

    /// The upload when its turn has come, unless it has ended meanwhile.
    fn still_there(&self, id: &UploadId) -> Result<(), Error> {
        self.upload(id).map(drop)
    }

    async fn receive(
        &self,
        id: &UploadId,
        expected_offset: Option<u64>,
        mut body: ByteStream,
        limit: u64,
    ) -> Result<u64, Error> {
        let upload = self.upload(id)?;
        let turn = tokio::time::timeout(TURN, upload.turn.lock()).await;
        let _turn = turn.map_err(|_elapsed| Error::Busy)?;
        self.still_there(id)?;
        let key = self.key_of(id)?;
        let before = upload.content.lock().bytes.len();
        if expected_offset.is_some_and(|expected| expected != before as u64) {
            return Err(Error::OffsetMismatch {
                current: before as u64,
            });
        }
        while let Some(frame) = body.next().await {
            let frame = frame.map_err(Error::Body)?;
            let mut content = upload.content.lock();
            let offset = content.bytes.len();
            if (offset + frame.len()) as u64 > limit {
                content.bytes.truncate(before);
                return Err(Error::TooLarge);
            }
            content.bytes.extend_from_slice(&frame);
            apply(key.as_ref(), offset, &mut content.bytes[offset..]);
            content.modified_micros = now_micros();
        }
        let length = upload.content.lock().bytes.len();
        Ok(length as u64)
    }

    async fn publish(&self, id: &UploadId, candidates: &[Digest]) -> Result<Committed, Error> {
        let upload = self.upload(id)?;
        let _turn = upload.turn.lock().await;
        self.still_there(id)?;
        let key = self.key_of(id)?;
        let sealed = upload.content.lock().bytes.clone();
        let mut content = sealed.clone();
        apply(key.as_ref(), 0, &mut content);
        let found = candidates.iter().find(|candidate| candidate.matches(&content));
        let Some(digest) = found else {
            let algorithm = candidates.first().map_or(Algorithm::Sha256, Digest::algorithm);
            let computed = Digest::of(algorithm, &content);
            return Err(Error::DigestMismatch { computed });
        };
        let existed = self.publish_bytes(digest, id, sealed);
        self.staged.lock().remove(id);
        Ok(Committed {
            digest: digest.clone(),
            size: content.len() as u64,
            existed,
        })
    }
}

impl Uploads for Memory {
    fn begin<'a>(&'a self, id: &'a UploadId) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(async {
            let mut staged = self.staged.lock();
            if staged.contains_key(id) {
                return Err(Error::io(
                    "begin an upload",
                    std::io::ErrorKind::AlreadyExists.into(),
                ));
            }
            let upload = Staged {
                turn: tokio::sync::Mutex::default(),
                content: Mutex::new(Content {
                    bytes: Vec::new(),
                    modified_micros: now_micros(),
                }),
            };
            staged.insert(*id, Arc::new(upload));
            Ok(())
        })
    }

    fn append<'a>(
        &'a self,
        id: &'a UploadId,
        expected_offset: Option<u64>,
        body: ByteStream,
        _hash_hint: Option<Algorithm>,
        limit: u64,
    ) -> BoxFuture<'a, Result<u64, Error>> {
        Box::pin(self.receive(id, expected_offset, body, limit))
    }

    fn length<'a>(&'a self, id: &'a UploadId) -> BoxFuture<'a, Result<u64, Error>> {
        Box::pin(async {
            let upload = self.upload(id)?;
            let length = upload.content.lock().bytes.len();
            Ok(length as u64)
        })
    }

    fn commit<'a>(
        &'a self,
        id: &'a UploadId,
        candidates: &'a [Digest],
    ) -> BoxFuture<'a, Result<Committed, Error>> {
        Box::pin(self.publish(id, candidates))
    }

    fn abort<'a>(&'a self, id: &'a UploadId) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(async {
            self.staged.lock().remove(id);
            Ok(())
        })
    }

    fn find<'a>(&'a self, id: &'a UploadId) -> BoxFuture<'a, Result<Option<StagedUpload>, Error>> {
        Box::pin(async { Ok(self.staged.lock().get(id).map(|upload| upload.shown(id))) })
    }

    fn list(&self) -> BoxFuture<'_, Result<Vec<StagedUpload>, Error>> {
        Box::pin(async {
            let staged = self.staged.lock();
            Ok(staged.iter().map(|(id, upload)| upload.shown(id)).collect())
        })
    }
}
