//! Uploads that fail on request.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use wharf_oci::digest::{Algorithm, Digest};

use super::{Call, Fault, Script, broken, met};
use crate::{ByteStream, Committed, Error, StagedUpload, UploadId, Uploads};

pub(super) struct FaultyUploads {
    inner: Arc<dyn Uploads>,
    script: Script,
}

impl FaultyUploads {
    pub(super) fn new(inner: Arc<dyn Uploads>, script: Script) -> Self {
        Self { inner, script }
    }
}

impl Uploads for FaultyUploads {
    fn begin<'a>(&'a self, id: &'a UploadId) -> BoxFuture<'a, Result<(), Error>> {
        self.script.plain(Call::Begin, self.inner.begin(id))
    }

    fn append<'a>(
        &'a self,
        id: &'a UploadId,
        expected_offset: Option<u64>,
        body: ByteStream,
        hash_hint: Option<Algorithm>,
        limit: u64,
    ) -> BoxFuture<'a, Result<u64, Error>> {
        match self.script.next(Call::Append) {
            Some(Fault::BreakBody(after)) => {
                self.inner
                    .append(id, expected_offset, broken(body, after), hash_hint, limit)
            }
            fault => met(
                fault,
                self.inner.append(id, expected_offset, body, hash_hint, limit),
            ),
        }
    }

    fn length<'a>(&'a self, id: &'a UploadId) -> BoxFuture<'a, Result<u64, Error>> {
        self.script.plain(Call::Length, self.inner.length(id))
    }

    fn commit<'a>(
        &'a self,
        id: &'a UploadId,
        candidates: &'a [Digest],
    ) -> BoxFuture<'a, Result<Committed, Error>> {
        self.script.plain(Call::Commit, self.inner.commit(id, candidates))
    }

    fn abort<'a>(&'a self, id: &'a UploadId) -> BoxFuture<'a, Result<(), Error>> {
        self.script.plain(Call::Abort, self.inner.abort(id))
    }

    fn find<'a>(&'a self, id: &'a UploadId) -> BoxFuture<'a, Result<Option<StagedUpload>, Error>> {
        self.script.plain(Call::FindUpload, self.inner.find(id))
    }

    fn list(&self) -> BoxFuture<'_, Result<Vec<StagedUpload>, Error>> {
        self.script.plain(Call::ListUploads, self.inner.list())
    }
}
