//! `GET` and `HEAD` of `/v2/<name>/manifests/<reference>`.

use wharf_oci::digest::{Algorithm, Digest};
use wharf_oci::media_type::{self, Accept};
use wharf_oci::reference::Reference;

use super::{Fault, Target};
use crate::distribution::of_ecr;
use crate::ecr::fault::NamedRepository;
use crate::ecr::image::{Manifest, damage, pull_time, store};
use crate::ecr::repository;
use crate::usage::Usage;
use wharf_kernel::Access;
use wharf_kernel::operation::operation;

/// What is asked.
#[derive(Debug)]
pub struct GetManifestInput {
    /// Of which repository.
    pub target: Target,
    /// Which one.
    pub reference: Reference,
    /// What the client can read.
    pub accept: Accept,
    /// Whether the client takes the manifest, or only asks about it.
    pub pull: bool,
}

operation! {
    /// One manifest.
    GetManifest(GetManifestInput) -> Manifest,
    access(input, _) {
        let Target { registry, repository } = &input.target;
        vec![Access::repository("BatchGetImage", registry, repository)]
    },
    run(context, input) {
        let Target { registry, repository } = &input.target;
        let cell = context.cell().await?;
        let scope = context.scope(registry);
        let found = match &input.reference {
            Reference::Tag(tag) => {
                store::find_by_tag(&cell.database, &scope, repository, tag.as_str()).await?
            }
            Reference::Digest(digest) => {
                store::find_by_digest(&cell.database, &scope, repository, digest.as_str()).await?
            }
        };
        let found = match found {
            Some(stored) => {
                context.call.memory.charge(stored.length())?;
                let place = NamedRepository { registry, repository };
                damage::whole(context, &cell, place, stored).await.map_err(of_ecr)?
            }
            None => None,
        };
        if let Some(manifest) = found.as_ref().filter(|_| input.pull) {
            let now = context.node.clock.now();
            pull_time::note(&cell, context.call, registry, manifest, now).await?;
            context.note_digest(&manifest.digest);
            let bytes = manifest.bytes.len() as u64;
            Usage::of(context.node).pulled(context.call, registry, bytes, now);
        }
        match found {
            Some(manifest) if input.reference.tag().is_some() => {
                let (caller, length) = (&context.call.account, manifest.bytes.len());
                let stored = manifest.digest.clone();
                let read = || negotiate(manifest, &input.accept);
                let given = context.node.apart.read(caller, "manifest", length, read).await;
                // Another form of the image has a digest of its own.
                if input.pull && given.digest != stored {
                    context.note_digest(&given.digest);
                }
                Ok(given)
            }
            Some(manifest) => Ok(manifest),
            None => {
                // On the heap, so that the future of a manifest that is found has no room for it.
                let required = Box::pin(repository::require(&cell, registry, repository));
                required.await.map_err(of_ecr)?;
                Err(Fault::ManifestUnknown.into())
            }
        }
    }
}

/// The manifest that a tag names, in the form that the client reads if it can be had: Docker's and OCI's image
/// manifests turn into each other. What cannot be turned is answered as it is.
fn negotiate(manifest: Manifest, accept: &Accept) -> Manifest {
    if accept.accepts(&manifest.media_type) {
        return manifest;
    }
    let wanted = match manifest.media_type.as_str() {
        media_type::DOCKER_MANIFEST => media_type::OCI_MANIFEST,
        media_type::OCI_MANIFEST => media_type::DOCKER_MANIFEST,
        _ => return manifest,
    };
    if !accept.accepts(wanted) {
        return manifest;
    }
    match wharf_oci::convert::convert(&manifest.bytes, &manifest.media_type, wanted) {
        Some(bytes) => Manifest {
            digest: Digest::of(Algorithm::Sha256, &bytes).to_string(),
            media_type: wanted.to_owned(),
            bytes: bytes.into(),
            ..manifest
        },
        None => manifest,
    }
}
