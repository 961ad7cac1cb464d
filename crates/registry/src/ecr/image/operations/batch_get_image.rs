//! `BatchGetImage`.
//!
//! A manifest is read once, however many of the ids mean it; the answer has it for each of them, and has a bound.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use wharf_aws::AccountId;
use wharf_aws::ecr::{
    BatchGetImageRequest, BatchGetImageResponse, Fault, Image, ImageFailure, ImageIdentifier,
};
use wharf_oci::manifest::Manifest as Document;
use wharf_oci::name::RepositoryName;
use wharf_sql::{Scope, Transaction};

use super::super::identifier::{ImageName, kms_error, not_found, tag_does_not_match};
use super::super::model::{Manifest, StoredManifest};
use super::super::store;
use super::super::{damage, form};
use crate::ecr::fault::{NamedRepository, invalid_parameter, repository_not_found};
use crate::ecr::repository;
use crate::usage::Usage;
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, AnswerMemory, Cell, Context, Error};

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
        let are_several = ids.len() > 1;
        let memory = context.call.memory.clone();
        let (found, stored) = find_all(&cell, registry, name, ids, memory).await?;
        let mut opened = HashMap::new();
        for (digest, manifest) in stored {
            let place = NamedRepository { registry: &registry, repository: &input.repository_name };
            opened.insert(digest, open(context, &cell, place, manifest).await?);
        }
        let mut forms = Forms::default();
        for (id, found) in found {
            let manifest = match found.map(|digest| &opened[&digest]) {
                Ok(Ok(manifest)) => manifest,
                Ok(Err(unread)) => {
                    failures.push(match unread {
                        Unread::Sealed(reason) => kms_error(&id, reason),
                        Unread::Damaged => not_found(&id),
                    });
                    continue;
                }
                Err(failure) => {
                    failures.push(failure);
                    continue;
                }
            };
            let place = (&*cell, &registry);
            let Some(given) = given(context, place, &id, manifest, &accepted, &mut forms).await? else {
                failures.push(not_found(&id));
                continue;
            };
            let (bytes, now) = (manifest.bytes.len() as u64, context.node.clock.now());
            Usage::of(context.node).pulled(context.call, &registry, bytes, now);
            let tag = id.image_tag.as_deref().filter(|_| are_several);
            context.note_image(&manifest.digest, tag);
            // Another form of the image has a digest of its own.
            if given.digest != manifest.digest {
                context.note_image(&given.digest, tag);
            }
            images.push(Image {
                registry_id: Some(registry),
                repository_name: Some(input.repository_name.clone()),
                image_id: Some(ImageIdentifier {
                    image_digest: Some(given.digest),
                    image_tag: id.image_tag,
                }),
                image_manifest: Some(String::from_utf8_lossy(&given.bytes).into_owned()),
                image_manifest_media_type: Some(given.media_type),
            });
        }
        Ok(BatchGetImageResponse {
            images: Some(images),
            failures: Some(failures),
        })
    }
}

/// The most bytes of manifests in one answer: four of the largest, or a hundred of 160 KiB.
const MOST_BYTES: usize = 4 * Document::MAX_BYTES;

/// Manifests as they are stored, by their digest.
type Stored = HashMap<String, StoredManifest>;
/// The other form of a manifest, if it has one, and whether a tag may be answered in it, once that was asked.
type Form = (Option<Manifest>, Option<bool>);
/// Other forms that the call has made, by the digests of what is stored: each is made once, and its digest is written down once.
type Forms = HashMap<String, Form>;
/// The digest of the manifest that is meant, or why there is none.
type Found = Result<String, ImageFailure>;

/// What is meant by each id, and the manifests, each once, of one moment. There is room for them twice: as they are read, and as texts
/// of the answer.
async fn find_all(
    cell: &Cell,
    registry: AccountId,
    name: RepositoryName,
    ids: Vec<ImageIdentifier>,
    memory: AnswerMemory,
) -> Result<(Vec<(ImageIdentifier, Found)>, Stored), Error<Fault>> {
    let scope = cell.scope(&registry);
    let find = move |view: &mut Transaction<'_>| {
        let Some(repository) = repository::store::find_in(view, &scope, &name)? else {
            let place = NamedRepository {
                registry: &registry,
                repository: &name,
            };
            return Err(Error::Fault(repository_not_found(place)));
        };
        let (mut found, mut stored, mut bytes) = (Vec::new(), Stored::new(), 0);
        for id in &ids {
            let digest = find_one(view, &scope, (&name, &repository.id), id, &mut stored)?;
            if let Some(manifest) = digest.as_ref().ok().and_then(|digest| stored.get(digest)) {
                // A sealed one is longer than what it opens to.
                bytes += manifest.length().min(Document::MAX_BYTES);
            }
            if bytes > MOST_BYTES {
                return Err(Error::Fault(too_large()));
            }
            memory.charge(2 * bytes)?;
            found.push((id.clone(), digest));
        }
        Ok((found, stored))
    };
    cell.database.snapshot("ecr.image.batch_get", find).await
}

/// The digest of the manifest that an id means; the manifest is `stored` from then on.
fn find_one(
    view: &mut Transaction<'_>,
    scope: &Scope,
    (repository, repository_id): (&RepositoryName, &str),
    id: &ImageIdentifier,
    stored: &mut Stored,
) -> Result<Found, wharf_sql::Error> {
    let name = match ImageName::parse(id) {
        Ok(name) => name,
        Err(failure) => return Ok(Err(failure)),
    };
    let read = |view: &mut Transaction<'_>, digest: &str| match stored.get(digest) {
        Some(manifest) => Ok(Some(manifest.clone())),
        None => store::find_by_digest_in(view, scope, repository, digest),
    };
    let found = match &name {
        ImageName::Tag(tag) | ImageName::Both { tag, .. } => {
            match store::tag_target(view, scope, repository_id, tag)? {
                Some(digest) => read(view, &digest)?,
                None => None,
            }
        }
        ImageName::Digest(digest) => form::find(view, scope, repository_id, digest, read)?,
    };
    let Some(manifest) = found else {
        return Ok(Err(not_found(id)));
    };
    if matches!(&name, ImageName::Both { digest, .. } if !manifest.is_named(digest)) {
        return Ok(Err(tag_does_not_match(id)));
    }
    let digest = manifest.digest.clone();
    stored.insert(digest.clone(), manifest);
    Ok(Ok(digest))
}

/// More than one answer has room for. No failure of the model's means it, so the whole call says it.
fn too_large() -> Fault {
    let reason = format!(
        "the manifests of these images have more than {MOST_BYTES} bytes together: ask for fewer images at a time"
    );
    invalid_parameter("imageIds", &reason)
}

/// Why a manifest that is there is not answered.
enum Unread {
    /// Its key does not open it, and what says so.
    Sealed(String),
    /// It is not what its digest says.
    Damaged,
}

async fn open(
    context: &Context<'_>,
    cell: &Cell,
    place: NamedRepository<'_>,
    manifest: StoredManifest,
) -> Result<Result<Manifest, Unread>, Error<Fault>> {
    match damage::whole(context, cell, place, manifest).await {
        Err(Error::Fault(Fault::Kms { message, .. })) => Ok(Err(Unread::Sealed(message))),
        read => Ok(read?.ok_or(Unread::Damaged)),
    }
}

/// The manifest that is answered. A digest names bytes: those that are stored, or those of the other form. A tag is answered in a form
/// that the caller accepts, when it can be had.
async fn given(
    context: &Context<'_>,
    (cell, registry): (&Cell, &AccountId),
    id: &ImageIdentifier,
    stored: &Manifest,
    accepted: &[String],
    forms: &mut Forms,
) -> Result<Option<Manifest>, Error<Fault>> {
    let accepts = |kind: &str| accepted.is_empty() || accepted.iter().any(|accepted| accepted == kind);
    match id.image_digest.as_deref() {
        Some(digest) if stored.digest != digest => {
            let (form, _) = made(context, stored, forms).await;
            // An earlier program may have made it otherwise.
            Ok(form.clone().filter(|form| form.digest == digest))
        }
        None if form::is_wanted(stored, accepts) => {
            let (Some(form), is_noted) = made(context, stored, forms).await else {
                return Ok(Some(stored.clone()));
            };
            let may_be_said = match *is_noted {
                Some(may_be_said) => may_be_said,
                None => form::note(context.node, cell, registry, stored, form).await?,
            };
            *is_noted = Some(may_be_said);
            let given = if may_be_said { &*form } else { stored };
            Ok(Some(given.clone()))
        }
        _ => Ok(Some(stored.clone())),
    }
}

/// The other form of a manifest, which is made unless it was.
async fn made<'f>(context: &Context<'_>, stored: &Manifest, forms: &'f mut Forms) -> &'f mut Form {
    match forms.entry(stored.digest.clone()) {
        Entry::Occupied(made) => made.into_mut(),
        Entry::Vacant(place) => {
            let (caller, length) = (&context.call.account, stored.bytes.len());
            let make = || form::other(stored);
            let form = context.node.apart.read(caller, "manifest", length, make).await;
            place.insert((form, None))
        }
    }
}
