//! Undoing a deletion, in one transaction.

use std::collections::HashSet;

use wharf_aws::{AccountId, Timestamp};
use wharf_oci::digest::Digest;
use wharf_oci::name::RepositoryName;
use wharf_sql::{Scope, Transaction};

use super::super::image::store as images;
use super::super::repository;
use crate::ecr::fault::NamedRepository;
use crate::ecr::image::store::deleted as store;
use crate::ecr::image::{DeletedImage, damage};
use crate::ecr::layer::{self, store::Held};
use crate::events::{self, Action, ImageEvent};
use crate::repository_key::RepositoryKey;
use crate::store_identity;
use wharf_kernel::{Cell, Node, Unavailable};

/// What was restored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Restored {
    /// The image, and those that it names, as far as they had been deleted.
    pub digests: Vec<String>,
    /// The tags that name it again.
    pub tags: Vec<String>,
    /// The tags that name other images by now, which keep them.
    pub taken: Vec<String>,
}

/// Why an image was not restored.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// The registry has no such repository.
    #[error("there is no repository {0} in this registry")]
    NoRepository(String),
    /// It is not kept: never deleted, deleted too long ago, or it is there.
    #[error("no deleted image {0} is kept; `wharf restore REPOSITORY` lists those that are")]
    NotKept(String),
    /// A layer or an image that it names is gone, or the layer's bytes are not as many as its row says.
    #[error("{0}, which it names, is gone or damaged")]
    Incomplete(String),
    /// Its manifest, or that of an image that it names, is another than its digest says.
    #[error("the manifest of {0} is damaged: push that image again")]
    Damaged(String),
    /// The repository would have more images than it may have.
    #[error("the repository would have more than {0} images, which is as many as it may have")]
    Full(i64),
    /// The store failed.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl From<wharf_sql::Error> for RestoreError {
    fn from(error: wharf_sql::Error) -> RestoreError {
        RestoreError::Unavailable(error.into())
    }
}

/// A page of the images of a repository that can be restored, in the order of their digests.
pub async fn list(
    cell: &Cell,
    registry: &AccountId,
    name: &RepositoryName,
    after: &str,
    most: i64,
) -> Result<Vec<DeletedImage>, RestoreError> {
    let scope = cell.scope(registry);
    let repository = repository::store::find(&cell.database, &scope, name)
        .await?
        .ok_or_else(|| RestoreError::NoRepository(name.to_string()))?;
    Ok(store::list(&cell.database, &scope, &repository.id, after, most).await?)
}

/// Restores a deleted image of a repository. With a quota, the repository has no more images than that afterwards; an operator
/// goes beyond it, for the image had its place before.
pub async fn restore(
    node: &Node,
    cell: &Cell,
    registry: &AccountId,
    name: &RepositoryName,
    digest: &Digest,
    (now, quota): (Timestamp, Option<i64>),
) -> Result<Restored, RestoreError> {
    let scope = cell.scope(registry);
    let place = NamedRepository {
        registry,
        repository: name,
    };
    require_bytes(node, cell, place, digest).await?;
    let here = store_identity::here(cell).await?;
    let (of, wanted) = (name.clone(), digest.to_string());
    let restored = cell
        .database
        .transaction("ecr.deleted_image.restore", move |transaction| {
            let repository = repository::store::find_beside(transaction, &scope, &of, &here)?
                .ok_or_else(|| RestoreError::NoRepository(of.to_string()))?;
            let mut restored = Restored::default();
            let key = repository.key();
            for digest in with_children(transaction, &scope, key.id, &wanted)?.iter().rev() {
                restore_one(transaction, &scope, key, digest, (now, quota), &mut restored).map_err(
                    |error| match error {
                        RestoreError::NotKept(child) if child != wanted => RestoreError::Incomplete(child),
                        other => other,
                    },
                )?;
            }
            for digest in &restored.digests {
                require_children(transaction, &scope, key.id, digest)?;
            }
            Ok::<_, RestoreError>((restored, repository.id))
        });
    let (restored, repository) = restored.await?;
    keep_bytes(node, cell, registry, (&repository, &restored)).await?;
    Ok(restored)
}

/// Looks at the manifests of the image and of those that it names, and takes back the bytes that they need, before anything is changed:
/// without them it cannot be restored.
async fn require_bytes(
    node: &Node,
    cell: &Cell,
    place: NamedRepository<'_>,
    digest: &Digest,
) -> Result<(), RestoreError> {
    let (of, scope) = (place.repository.clone(), cell.scope(place.registry));
    let wanted = digest.to_string();
    let needed = move |view: &mut Transaction<'_>| {
        let (mut images, mut layers) = (Vec::new(), Vec::new());
        if let Some(repository) = repository::store::find_in(view, &scope, &of)? {
            images = with_children(view, &scope, &repository.id, &wanted)?;
            for digest in &images {
                layers.extend(layer::store::named_by_kept(view, &scope, &repository.id, digest)?);
            }
        }
        Ok::<_, wharf_sql::Error>((images, layers))
    };
    let needed = cell.database.snapshot("ecr.deleted_image.layers", needed);
    let (images, layers) = needed.await?;
    for digest in images {
        if damage::is_damaged(node, cell, place, &digest).await? {
            return Err(RestoreError::Damaged(digest));
        }
    }
    recover(node, cell, layers).await
}

/// A deleted image and the deleted images that it names, however deep: each after the image that names it first.
fn with_children(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    digest: &str,
) -> Result<Vec<String>, wharf_sql::Error> {
    let mut found = vec![digest.to_owned()];
    let mut known: HashSet<String> = found.iter().cloned().collect();
    let mut at = 0;
    while let Some(parent) = found.get(at).cloned() {
        let (_, children) = store::children(transaction, scope, repository, &parent)?;
        for child in children {
            if images::find_image(transaction, scope, repository, &child)?.is_none()
                && known.insert(child.clone())
            {
                found.push(child);
            }
        }
        at += 1;
    }
    Ok(found)
}

/// Puts one image back.
fn restore_one(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    key: RepositoryKey<'_>,
    digest: &str,
    (now, quota): (Timestamp, Option<i64>),
    restored: &mut Restored,
) -> Result<(), RestoreError> {
    let Some((rows, tags)) = store::find(transaction, scope, key.id, digest)? else {
        return Err(RestoreError::NotKept(digest.to_owned()));
    };
    let (layers, _) = store::children(transaction, scope, key.id, digest)?;
    for layer in layers {
        if images::find_layer(transaction, scope, key.id, &layer)?.is_none() {
            return Err(RestoreError::Incomplete(layer));
        }
    }
    store::restore(transaction, scope, (key.id, digest), &rows)?;
    let (of, media_type) = ((key.id, digest), rows.media_type.as_str());
    images::put_manifest(transaction, scope, of, media_type, &rows.manifest)?;
    let count = images::count_images(transaction, scope, key.id, 1)?;
    if let Some(quota) = quota.filter(|quota| count > *quota) {
        return Err(RestoreError::Full(quota));
    }
    if rows.status == "ACTIVE" {
        images::restore_layers(transaction, scope, key.id, digest)?;
    }
    restored.digests.push(digest.to_owned());
    let mut again = Vec::new();
    for tag in tags {
        if images::tag_target(transaction, scope, key.id, &tag)?.is_some() {
            restored.taken.push(tag);
            continue;
        }
        images::move_tag(transaction, scope, key.id, &tag, None, digest)?;
        again.push(tag);
    }
    let mut tell = |tag| {
        let image = events::ImageFacts {
            digest,
            media_type: &rows.media_type,
            artifact_type: rows.artifact_type.as_deref(),
            is_referrer: rows.subject.is_some(),
        };
        let event = ImageEvent {
            image,
            tag,
            action: Action::Push,
        };
        events::record(transaction, scope, key, now, event)
    };
    if again.is_empty() {
        tell(None)?;
    }
    for tag in &again {
        tell(Some(tag))?;
    }
    restored.tags.append(&mut again);
    Ok(())
}

/// Refuses an index that names an image which was not deleted, and whose manifest is lost or damaged.
fn require_children(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    digest: &str,
) -> Result<(), RestoreError> {
    for child in images::image_children(transaction, scope, repository, digest)? {
        if images::find_child(transaction, scope, repository, &child)?.is_none() {
            return Err(RestoreError::Damaged(child));
        }
    }
    Ok(())
}

/// Makes sure of the bytes, as all code that writes a row that refers to them must.
async fn keep_bytes(
    node: &Node,
    cell: &Cell,
    registry: &AccountId,
    (repository, restored): (&str, &Restored),
) -> Result<(), RestoreError> {
    let scope = cell.scope(registry);
    for digest in &restored.digests {
        let layers = layer::store::named_by(&cell.database, &scope, repository, digest).await?;
        recover(node, cell, layers).await?;
    }
    Ok(())
}

/// Takes the bytes of layers back, which must be as many as their rows say.
async fn recover(node: &Node, cell: &Cell, layers: Vec<(String, Held)>) -> Result<(), RestoreError> {
    for (layer, held) in layers {
        let Ok(name) = layer.parse() else { continue };
        if layer::damage::whole(node, cell, &name, held).await?.is_none() {
            return Err(RestoreError::Incomplete(layer));
        }
    }
    Ok(())
}
