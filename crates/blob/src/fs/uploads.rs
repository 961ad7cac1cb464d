//! A folder's uploads: files that grow.

use std::fs::Metadata;
use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt;

use futures_util::future::BoxFuture;
use wharf_oci::digest::{Algorithm, Digest};

use super::{Folder, Shared, append, commit, missing, unless_missing};
use crate::error::during;
use crate::{ByteStream, Committed, Error, StagedUpload, UploadId, Uploads};

impl Uploads for Folder {
    fn begin<'a>(&'a self, id: &'a UploadId) -> BoxFuture<'a, Result<(), Error>> {
        let id = *id;
        Box::pin(self.run(move |shared| {
            let (layout, beginning) = (&shared.layout, shared.sealing.beginning(&id));
            let begun = match layout.create_upload(&id, &beginning) {
                Err(error) if error.kind() == ErrorKind::NotFound && layout.is_there() => {
                    layout.make()?;
                    layout.create_upload(&id, &beginning)
                }
                begun => begun,
            };
            begun.map_err(during("begin an upload"))
        }))
    }

    fn append<'a>(
        &'a self,
        id: &'a UploadId,
        expected_offset: Option<u64>,
        body: ByteStream,
        hash_hint: Option<Algorithm>,
        limit: u64,
    ) -> BoxFuture<'a, Result<u64, Error>> {
        Box::pin(append::append(
            &self.shared,
            *id,
            expected_offset,
            body,
            hash_hint,
            limit,
        ))
    }

    fn length<'a>(&'a self, id: &'a UploadId) -> BoxFuture<'a, Result<u64, Error>> {
        let id = *id;
        Box::pin(self.run(move |shared| {
            let metadata = std::fs::metadata(shared.layout.upload(&id));
            let metadata = metadata.map_err(missing(Error::UploadUnknown, "look at an upload"))?;
            Ok(shared.layout.content(&metadata))
        }))
    }

    fn commit<'a>(
        &'a self,
        id: &'a UploadId,
        candidates: &'a [Digest],
    ) -> BoxFuture<'a, Result<Committed, Error>> {
        Box::pin(commit::commit(&self.shared, *id, candidates.to_vec()))
    }

    fn abort<'a>(&'a self, id: &'a UploadId) -> BoxFuture<'a, Result<(), Error>> {
        let id = *id;
        // Without the upload's lock: an append that waits for a stalled client must not keep the upload alive. It
        // goes on into a file without a name.
        Box::pin(self.run(move |shared| {
            let removed = std::fs::remove_file(shared.layout.upload(&id));
            shared.running.release(&id);
            unless_missing(removed).map_err(during("abort an upload"))
        }))
    }

    fn find<'a>(&'a self, id: &'a UploadId) -> BoxFuture<'a, Result<Option<StagedUpload>, Error>> {
        let id = *id;
        Box::pin(
            self.run(move |shared| match std::fs::metadata(shared.layout.upload(&id)) {
                Ok(metadata) => Ok(Some(shown(shared, id, &metadata))),
                Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
                Err(error) => Err(during("look at an upload")(error)),
            }),
        )
    }

    fn list(&self) -> BoxFuture<'_, Result<Vec<StagedUpload>, Error>> {
        Box::pin(self.run(|shared| {
            let (layout, mut staged) = (&shared.layout, Vec::new());
            let entries = match layout.uploads() {
                Err(error) if error.kind() == ErrorKind::NotFound && layout.is_there() => return Ok(staged),
                entries => entries.map_err(during("list uploads"))?,
            };
            for entry in entries {
                let entry = entry.map_err(during("list uploads"))?;
                // A name that is not ours is left alone; an upload that ended meanwhile is not staged.
                let Some(Ok(id)) = entry.file_name().to_str().map(str::parse) else {
                    continue;
                };
                let Ok(metadata) = entry.metadata() else { continue };
                staged.push(shown(shared, id, &metadata));
            }
            Ok(staged)
        }))
    }
}

fn shown(shared: &Shared, id: UploadId, metadata: &Metadata) -> StagedUpload {
    StagedUpload {
        id,
        length: shared.layout.content(metadata),
        modified_micros: metadata.mtime() * 1_000_000 + metadata.mtime_nsec() / 1000,
    }
}
