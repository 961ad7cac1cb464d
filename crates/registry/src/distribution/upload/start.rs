//! `POST /v2/<name>/blobs/uploads/`: begin, or mount a layer that another repository holds.

use wharf_oci::digest::Digest;
use wharf_oci::name::RepositoryName;
use wharf_policy::Decision;

use super::super::{Fault, Target};
use crate::distribution::of_ecr;
use crate::ecr::layer_bytes::ByteQuota;
use crate::ecr::resource;
use crate::ecr::{layer, repository};
use crate::store_identity;
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Cell, Context, Error};

/// What is asked.
#[derive(Debug)]
pub struct StartUploadInput {
    /// For which repository.
    pub target: Target,
    /// The layer that the client would rather mount.
    pub mount: Option<Mount>,
}

/// A layer of another repository of the same registry.
#[derive(Clone, Debug)]
pub struct Mount {
    /// The layer.
    pub digest: Digest,
    /// The repository that will hold it.
    pub from: RepositoryName,
}

/// What began.
#[derive(Debug, PartialEq, Eq)]
pub enum Started {
    /// An upload with this id.
    Upload(String),
    /// Nothing: the layer is there now.
    Mounted(Digest),
}

operation! {
    /// Begins an upload.
    StartUpload(StartUploadInput) -> Started,
    access(input, _) {
        let Target { registry, repository } = &input.target;
        vec![Access::repository("InitiateLayerUpload", registry, repository)]
    },
    run(context, input) {
        let cell = context.cell().await?;
        if let Some(mount) = &input.mount
            && try_mount(context, &cell, &input.target, mount).await?
        {
            return Ok(Started::Mounted(mount.digest.clone()));
        }
        let id = super::begin(context, &cell, &input.target).await?;
        Ok(Started::Upload(id.to_string()))
    }
}

/// Mounts when everything that a mount needs is there; the answer never says what is missing, the client just uploads
/// (Amazon ECR User Guide, *Blob mounting in Amazon ECR*).
async fn try_mount(
    context: &Context<'_>,
    cell: &Cell,
    target: &Target,
    mount: &Mount,
) -> Result<bool, Error<Fault>> {
    let Target { registry, repository } = target;
    let source = Access::repository("GetDownloadUrlForLayer", registry, &mount.from);
    let said = resource::registry(cell, registry).await?.blob_mounting;
    if !said.unwrap_or(context.node.settings.blob_mounting)
        || context.decide(&source).await? != Decision::Allowed
    {
        return Ok(false);
    }
    let (scope, digest) = (cell.scope(registry), mount.digest.as_str());
    let held = layer::store::find(&cell.database, &scope, &mount.from, digest).await?;
    let Some(held) = held.filter(|held| !held.archived) else {
        return Ok(false);
    };
    let Some(held) = layer::damage::whole(context.node, cell, &mount.digest, held).await? else {
        return Ok(false);
    };
    let (quota, digests) = (
        ByteQuota::of(context, registry),
        std::slice::from_ref(&mount.digest),
    );
    let required = layer::require_room(cell, quota, (registry, repository), digests, held.size).await;
    required.map_err(of_ecr)?;
    let Some(source) = repository::store::find(&cell.database, &scope, &mount.from).await? else {
        return Ok(false);
    };
    if layer::store::image_of(&cell.database, &scope, &mount.from, digest)
        .await?
        .is_none()
    {
        return Ok(false);
    }
    let digest = mount.digest.clone();
    let data_key = held.data_key.clone();
    let (name, now) = (repository.clone(), context.node.clock.now());
    let here = store_identity::here(cell).await?;
    let inserted = cell
        .database
        .transaction("distribution.mount", move |transaction| {
            // Looked up here, so that a repository deleted meanwhile gets no row that is never swept.
            let Some(repository) = repository::store::find_beside(transaction, &scope, &name, &here)? else {
                return Ok::<_, Error<Fault>>(None);
            };
            // One key opens all layers of a repository, also those that came from another repository.
            if !repository.encryption.shares_with(&source.encryption) {
                return Ok(None);
            }
            let layer = layer::store::Stored {
                digest: digest.as_str(),
                size: held.size,
                data_key: &held.data_key,
            };
            let inserted = layer::store::insert(transaction, &scope, &repository.id, layer, now)?;
            Ok(Some((repository.id, inserted.uploaded_at)))
        });
    let Some((repository, uploaded_at)) = inserted.await? else {
        return Ok(false);
    };
    let layer = layer::Pushed {
        digest: &mount.digest,
        data_key: &data_key,
        uploaded_at,
    };
    // Bytes that went meanwhile are uploaded.
    Ok(layer::keep(cell, registry, &repository, layer).await.is_ok())
}
