//! Removing tags and images: the rules of `BatchDeleteImage`. A batch is as many transactions as its manifests are large; each image
//! goes with its events in one of them.

use std::collections::VecDeque;

use wharf_aws::Timestamp;
use wharf_aws::ecr::{Fault, ImageFailure, ImageFailureCode, ImageIdentifier};
use wharf_sql::{Scope, Transaction};

use super::super::layer_bytes::store::Freed;
use super::form;
use super::identifier::{ImageName, failure, not_found, tag_does_not_match};
use super::store::{self, StoredImage};
use crate::events::{self, Action, ImageEvent};
use crate::load::Load;
use crate::repository_key::RepositoryKey;
use wharf_kernel::{Error, Node};

/// When a deletion happens, and until when it can be undone; never, without an end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deletion {
    pub(crate) now: Timestamp,
    pub(crate) kept_until: Option<Timestamp>,
}

impl Deletion {
    /// A deletion at a time.
    pub(crate) fn at(node: &Node, now: Timestamp) -> Deletion {
        let keep = node.settings.keep_deleted;
        Deletion {
            now,
            kept_until: (!keep.is_zero()).then(|| now.plus(keep)),
        }
    }
}

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

    /// Removes what is next, as much as one transaction should.
    pub(super) fn step(
        mut self,
        transaction: &mut Transaction<'_>,
        scope: &Scope,
        repository: RepositoryKey<'_>,
        deletion: Deletion,
    ) -> Result<Batch, Error<Fault>> {
        let (mut load, mut freed) = (Load::default(), Freed::default());
        while !load.is_full()
            && let Some(id) = self.take_next()
        {
            match delete_one(
                transaction,
                scope,
                repository,
                &id,
                deletion,
                (&mut load, &mut freed),
            )? {
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
        freed.subtract(transaction, scope)?;
        Ok(self)
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

/// What a transaction has moved so far, and which bytes it frees.
pub(crate) type Moved<'a> = (&'a mut Load, &'a mut Freed);

fn delete_one(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    key: RepositoryKey<'_>,
    id: &ImageIdentifier,
    deletion: Deletion,
    moved: Moved<'_>,
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
        moved.0.add(1, 0);
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

/// Removes an image with all its tags, because a rule says so, which adds to what the transaction moves and frees.
pub(crate) fn expire(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    key: RepositoryKey<'_>,
    digest: &str,
    deletion: Deletion,
    moved: Moved<'_>,
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
    (load, freed): Moved<'_>,
) -> Result<Vec<String>, wharf_sql::Error> {
    load.add(1 + image.tag_count, image.manifest_size);
    let keep = deletion.kept_until.map(|until| (deletion.now, until));
    let (tags, is_kept) = store::delete_image(transaction, scope, key.id, digest, keep)?;
    if !is_kept {
        freed.add(digest, image.manifest_size);
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
