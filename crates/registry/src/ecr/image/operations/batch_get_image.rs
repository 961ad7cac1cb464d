//! `BatchGetImage`.

use wharf_aws::AccountId;
use wharf_aws::ecr::{
    BatchGetImageRequest, BatchGetImageResponse, Fault, Image, ImageFailure, ImageIdentifier,
};
use wharf_oci::digest::{Algorithm, Digest};
use wharf_oci::name::RepositoryName;

use super::super::identifier::{ImageName, kms_error, not_found, tag_does_not_match};
use super::super::model::Manifest;
use super::super::store;
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
        repository::require(&cell, &registry, &input.repository_name).await?;
        let accepted = input.accepted_media_types.unwrap_or_default();
        let (mut images, mut failures) = (Vec::new(), Vec::new());
        for id in &input.image_ids {
            match get(context, &cell, (&registry, &input.repository_name), id).await? {
                Err(failure) => failures.push(failure),
                Ok(manifest) => {
                    let (bytes, now) = (manifest.bytes.len() as u64, context.node.clock.now());
                    Usage::of(context.node).pulled(context.call, &registry, bytes, now);
                    let manifest = if id.image_digest.is_none() {
                        convert(manifest, &accepted)
                    } else {
                        manifest
                    };
                    images.push(Image {
                        registry_id: Some(registry),
                        repository_name: Some(input.repository_name.clone()),
                        image_id: Some(ImageIdentifier {
                            image_digest: Some(manifest.digest),
                            image_tag: id.image_tag.clone(),
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

async fn get(
    context: &Context<'_>,
    cell: &Cell,
    (registry, repository): (&AccountId, &RepositoryName),
    id: &ImageIdentifier,
) -> Result<Result<Manifest, ImageFailure>, Error<Fault>> {
    let name = match ImageName::parse(id) {
        Ok(name) => name,
        Err(failure) => return Ok(Err(failure)),
    };
    let (database, scope) = (&cell.database, &cell.scope(registry));
    let found = match &name {
        ImageName::Tag(tag) | ImageName::Both { tag, .. } => {
            store::find_by_tag(database, scope, repository, tag).await?
        }
        ImageName::Digest(digest) => store::find_by_digest(database, scope, repository, digest).await?,
    };
    let found = match found {
        Some(manifest) => match manifest.opened(context.node, cell, registry).await {
            Err(Error::Fault(Fault::Kms { message, .. })) => return Ok(Err(kms_error(id, &message))),
            opened => Some(opened?),
        },
        None => None,
    };
    Ok(match (found, name) {
        (None, _) => Err(not_found(id)),
        (Some(manifest), ImageName::Both { digest, .. }) if manifest.digest != digest => {
            Err(tag_does_not_match(id))
        }
        (Some(manifest), _) => Ok(manifest),
    })
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
