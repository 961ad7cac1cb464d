//! Removing tags and images: the rules of `BatchDeleteImage`. A batch is as many transactions as its manifests are large; each image
//! goes with its events in one of them. When a deletion happens, and what it keeps, stands in `deletion`.

use std::collections::VecDeque;

use wharf_aws::ecr::{Fault, ImageFailure, ImageFailureCode, ImageIdentifier};
use wharf_sql::{Scope, Transaction};

use super::deletion::{Deletion, Moved};
use super::form;
use super::identifier::{ImageName, failure, not_found, tag_does_not_match};
use super::store::{self, StoredImage};
use crate::events::{self, Action, ImageEvent};
use crate::repository_key::RepositoryKey;
use wharf_kernel::Error;

/// What a batch removed, and what it could not.
#[derive(Clone, Debug, Default)]
pub(super) struct Outcome {
    pub(super) removed: Vec<ImageIdentifier>,
    pub(super) failures: Vec<ImageFailure>,
}

/// A batch under way.
#[derive(Clone, Debug, Default)]
pub(super) struct Batch {
    waiting: VecDeque<ImageIdentifier>,
    /// What an index holds, and why: the index may be of the batch too, so it is tried again as long as a round removes something.
    held: Vec<(ImageIdentifier, ImageFailure)>,
    has_removed: bool,
    outcome: Outcome,
}

impl Batch {
    /// A batch that removes each of `ids`.
    pub(super) fn new(ids: Vec<ImageIdentifier>) -> Batch {
        Batch {
            waiting: ids.into(),
            ..Batch::default()
        }
    }

    /// What came of it, if all of it was tried; else the rest of it.
    pub(super) fn ended(self) -> Result<Outcome, Batch> {
        match self.waiting.is_empty() && self.held.is_empty() {
            true => Ok(self.outcome),
            false => Err(self),
        }
    }

    /// Removes what is next, as much as one transaction should; gives the images that it had no space to keep.
    pub(super) fn step(
        mut self,
        transaction: &mut Transaction<'_>,
        scope: &Scope,
        repository: RepositoryKey<'_>,
        deletion: Deletion,
    ) -> Result<(Batch, Vec<String>), Error<Fault>> {
        let mut moved = Moved::default();
        while !moved.load.is_full()
            && let Some(id) = self.take_next()
        {
            match delete_one(transaction, scope, repository, &id, deletion, &mut moved)? {
                Ok(removed) => {
                    self.has_removed = true;
                    self.outcome.removed.extend(removed);
                }
                Err(failure)
                    if failure.failure_code == Some(ImageFailureCode::ImageReferencedByManifestList) =>
                {
                    self.held.push((id, failure));
                }
                Err(failure) => self.outcome.failures.push(failure),
            }
        }
        Ok((self, moved.end(transaction, scope)?))
    }

    fn take_next(&mut self) -> Option<ImageIdentifier> {
        if self.waiting.is_empty() {
            let held = std::mem::take(&mut self.held).into_iter();
            match std::mem::take(&mut self.has_removed) {
                true => self.waiting = held.map(|(id, _)| id).collect(),
                false => self.outcome.failures.extend(held.map(|(_, failure)| failure)),
            }
        }
        self.waiting.pop_front()
    }
}

type Removed = Result<Vec<ImageIdentifier>, ImageFailure>;

fn delete_one(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    key: RepositoryKey<'_>,
    id: &ImageIdentifier,
    deletion: Deletion,
    moved: &mut Moved,
) -> Result<Removed, Error<Fault>> {
    let repository = key.id;
    let name = match ImageName::parse(id) {
        Ok(name) => name,
        Err(failure) => return Ok(Err(failure)),
    };
    let find = |transaction: &mut Transaction<'_>, digest: &str| {
        let image = store::find_image(transaction, scope, repository, digest)?;
        Ok(image.map(|image| (digest.to_owned(), image)))
    };
    let (digest, tag) = match name {
        ImageName::Digest(digest) => (digest, None),
        ImageName::Tag(tag) => match store::tag_target(transaction, scope, repository, &tag)? {
            Some(digest) => (digest, Some(tag)),
            None => return Ok(Err(not_found(id))),
        },
        ImageName::Both { tag, digest } => match store::tag_target(transaction, scope, repository, &tag)? {
            Some(target) if form::names(transaction, scope, repository, (&digest, &target))? => {
                (target, Some(tag))
            }
            Some(_) => return Ok(Err(tag_does_not_match(id))),
            None => return Ok(Err(not_found(id))),
        },
    };
    let found = match &tag {
        // A tag names what is stored.
        Some(_) => find(transaction, &digest)?,
        None => form::find(transaction, scope, repository, &digest, find)?,
    };
    let Some((digest, image)) = found else {
        let Some(tag) = &tag else {
            return Ok(Err(not_found(id)));
        };
        // It is left of an image whose row was lost.
        store::delete_tag(transaction, scope, repository, tag, &digest)?;
        return Ok(Ok(vec![removed(&digest, Some(tag))]));
    };
    if let (Some(tag), true) = (&tag, image.tag_count > 1) {
        store::delete_tag(transaction, scope, repository, tag, &digest)?;
        tell_deleted(transaction, scope, key, (&digest, &image), Some(tag), deletion)?;
        moved.load.add(1, 0);
        return Ok(Ok(vec![removed(&digest, Some(tag))]));
    }
    let parents = store::parents(transaction, scope, repository, &digest)?;
    if !parents.is_empty() {
        let reason = format!(
            "Requested image referenced by manifest list: [{}]",
            parents.join(", ")
        );
        return Ok(Err(failure(
            id,
            ImageFailureCode::ImageReferencedByManifestList,
            &reason,
        )));
    }
    let tags = delete_image(transaction, scope, key, (&digest, &image), deletion, moved)?;
    if tags.is_empty() {
        return Ok(Ok(vec![removed(&digest, None)]));
    }
    Ok(Ok(tags.iter().map(|tag| removed(&digest, Some(tag))).collect()))
}

/// What became of an image whose time is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expiry {
    /// It is removed.
    Gone,
    /// It was not there.
    NotThere,
    /// An index names it, and keeps it.
    Held,
}

/// Removes an image with all its tags, because a rule says so, which adds to what the transaction moves.
pub(crate) fn expire(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    key: RepositoryKey<'_>,
    digest: &str,
    deletion: Deletion,
    moved: &mut Moved,
) -> Result<Expiry, wharf_sql::Error> {
    let Some(image) = store::find_image(transaction, scope, key.id, digest)? else {
        return Ok(Expiry::NotThere);
    };
    if !store::parents(transaction, scope, key.id, digest)?.is_empty() {
        return Ok(Expiry::Held);
    }
    delete_image(transaction, scope, key, (digest, &image), deletion, moved)?;
    Ok(Expiry::Gone)
}

/// Removes an image with its tags, and writes an event for each tag; gives the tags that it had.
fn delete_image(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    key: RepositoryKey<'_>,
    (digest, image): (&str, &StoredImage),
    deletion: Deletion,
    moved: &mut Moved,
) -> Result<Vec<String>, wharf_sql::Error> {
    moved.load.add(1 + image.tag_count, image.manifest_size);
    let keep = deletion.keep(image.manifest_size);
    let (tags, is_kept) = store::delete_image(transaction, scope, key.id, digest, keep)?;
    if !is_kept {
        moved.freed.add(digest, image.manifest_size);
    }
    if keep.is_none() && deletion.should_keep() {
        moved.lost.push(digest.to_owned());
    }
    for tag in &tags {
        tell_deleted(transaction, scope, key, (digest, image), Some(tag), deletion)?;
    }
    if tags.is_empty() {
        tell_deleted(transaction, scope, key, (digest, image), None, deletion)?;
    }
    Ok(tags)
}

fn tell_deleted(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    key: RepositoryKey<'_>,
    (digest, image): (&str, &StoredImage),
    tag: Option<&str>,
    deletion: Deletion,
) -> Result<(), wharf_sql::Error> {
    let event = ImageEvent {
        image: image.facts(digest),
        tag,
        action: Action::Delete,
    };
    events::record(transaction, scope, key, deletion.now, event).map(drop)
}

fn removed(digest: &str, tag: Option<&str>) -> ImageIdentifier {
    ImageIdentifier {
        image_digest: Some(digest.to_owned()),
        image_tag: tag.map(str::to_owned),
    }
}
