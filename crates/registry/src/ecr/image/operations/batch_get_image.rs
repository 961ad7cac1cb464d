//! `BatchGetImage`.

use wharf_aws::AccountId;
use wharf_aws::ecr::{
    BatchGetImageRequest, BatchGetImageResponse, Fault, Image, ImageFailure, ImageIdentifier,
};
use wharf_oci::digest::{Algorithm, Digest};
use wharf_oci::name::RepositoryName;
use wharf_sql::{Scope, Transaction};

use super::super::identifier::{ImageName, kms_error, not_found, tag_does_not_match};
use super::super::model::Manifest;
use super::super::store;
use crate::ecr::fault::{NamedRepository, repository_not_found};
use crate::ecr::repository;
use crate::usage::Usage;
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Cell, Context, Error};

operation! {
    /// `BatchGetImage`.
    BatchGetImage(BatchGetImageRequest) -> BatchGetImageResponse,
    access(input, call) {
        let registry = call.registry(input.registry_id.as_ref());
        vec![Access::repository(
            "BatchGetImage",
            &registry,
            &input.repository_name,
        )]
    },
    run(context, input) {
        let registry = context.call.registry(input.registry_id.as_ref());
        let cell = context.cell().await?;
        let accepted = input.accepted_media_types.unwrap_or_default();
        let (mut images, mut failures) = (Vec::new(), Vec::new());
        let (name, ids) = (input.repository_name.clone(), input.image_ids);
        for (id, found) in find_all(&cell, registry, name, ids).await? {
            let opened = match found {
                Ok(manifest) => open(context, &cell, &registry, &id, manifest).await?,
                Err(failure) => Err(failure),
            };
            match opened {
                Err(failure) => failures.push(failure),
                Ok(manifest) => {
                    let (bytes, now) = (manifest.bytes.len() as u64, context.node.clock.now());
                    Usage::of(context.node).pulled(context.call, &registry, bytes, now);
                    context.note_digest(&manifest.digest);
                    let stored = manifest.digest.clone();
                    let manifest = if id.image_digest.is_none() {
                        convert(manifest, &accepted)
                    } else {
                        manifest
                    };
                    // Another form of the image has a digest of its own.
                    if manifest.digest != stored {
                        context.note_digest(&manifest.digest);
                    }
                    images.push(Image {
                        registry_id: Some(registry),
                        repository_name: Some(input.repository_name.clone()),
                        image_id: Some(ImageIdentifier {
                            image_digest: Some(manifest.digest),
                            image_tag: id.image_tag,
                        }),
                        image_manifest: Some(String::from_utf8_lossy(&manifest.bytes).into_owned()),
                        image_manifest_media_type: Some(manifest.media_type),
                    });
                }
            }
        }
        Ok(BatchGetImageResponse {
            images: Some(images),
            failures: Some(failures),
        })
    }
}

/// The manifests that are stored, or why there is none, of one moment.
async fn find_all(
    cell: &Cell,
    registry: AccountId,
    name: RepositoryName,
    ids: Vec<ImageIdentifier>,
) -> Result<Vec<(ImageIdentifier, Result<Manifest, ImageFailure>)>, Error<Fault>> {
    let scope = cell.scope(&registry);
    let find = move |view: &mut Transaction<'_>| {
        if repository::store::find_in(view, &scope, &name)?.is_none() {
            let place = NamedRepository {
                registry: &registry,
                repository: &name,
            };
            return Err(Error::Fault(repository_not_found(place)));
        }
        let find = |id: &ImageIdentifier| Ok((id.clone(), find_one(view, &scope, &name, id)?));
        ids.iter().map(find).collect()
    };
    cell.database.snapshot("ecr.image.batch_get", find).await
}

fn find_one(
    view: &mut Transaction<'_>,
    scope: &Scope,
    repository: &RepositoryName,
    id: &ImageIdentifier,
) -> Result<Result<Manifest, ImageFailure>, wharf_sql::Error> {
    let name = match ImageName::parse(id) {
        Ok(name) => name,
        Err(failure) => return Ok(Err(failure)),
    };
    let found = match &name {
        ImageName::Tag(tag) | ImageName::Both { tag, .. } => {
            store::find_by_tag_in(view, scope, repository, tag)?
        }
        ImageName::Digest(digest) => store::find_by_digest_in(view, scope, repository, digest)?,
    };
    Ok(match (found, name) {
        (None, _) => Err(not_found(id)),
        (Some(manifest), ImageName::Both { digest, .. }) if manifest.digest != digest => {
            Err(tag_does_not_match(id))
        }
        (Some(manifest), _) => Ok(manifest),
    })
}

/// The manifest, readable, or the failure that its key does not open it.
async fn open(
    context: &Context<'_>,
    cell: &Cell,
    registry: &AccountId,
    id: &ImageIdentifier,
    manifest: Manifest,
) -> Result<Result<Manifest, ImageFailure>, Error<Fault>> {
    match manifest.opened(context.node, cell, registry).await {
        Err(Error::Fault(Fault::Kms { message, .. })) => Ok(Err(kms_error(id, &message))),
        opened => Ok(Ok(opened?)),
    }
}

/// The manifest in a form that the caller accepts, when it can be had: Docker's and OCI's image manifests turn into
/// each other (Amazon ECR User Guide, *Container image manifest format support*). Only for tags: a digest names bytes.
fn convert(manifest: Manifest, accepted: &[String]) -> Manifest {
    if accepted.is_empty() || accepted.contains(&manifest.media_type) {
        return manifest;
    }
    let converted = accepted.iter().find_map(|wanted| {
        let bytes = wharf_oci::convert::convert(&manifest.bytes, &manifest.media_type, wanted)?;
        Some(Manifest {
            digest: Digest::of(Algorithm::Sha256, &bytes).to_string(),
            media_type: wanted.clone(),
            bytes: bytes.into(),
            ..manifest.clone()
        })
    });
    converted.unwrap_or(manifest)
}
