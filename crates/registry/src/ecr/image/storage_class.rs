//! Archiving and restoring: the rules, inside one transaction (Amazon ECR User Guide, *Archiving an image*).
//!
//! An active index has active images, always: an image cannot be archived before every index that names it, and restoring
//! an index restores its images. Referrers go where their subject goes, and so do referrers of these, in one transaction:
//! with more than [`MOST_REFERRERS`] the subject stays where it is, until some of them were moved by themselves. A layer that
//! only archived images name cannot be downloaded; uploading it again, or pushing an image that names it, makes it available.

use std::collections::HashSet;

use wharf_aws::Timestamp;
use wharf_aws::ecr::ImageStatus;
use wharf_sql::{Error, Scope, Transaction};

use super::store::{self, StoredImage};
use crate::events::{self, Action, ImageEvent};
use crate::load::Load;
use crate::repository_key::RepositoryKey;

/// Referrers that one transaction moves with their subjects, all together.
pub(crate) const MOST_REFERRERS: usize = 1000;

/// Why an image stays where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// There is none.
    NotFound,
    /// It is in this state already, or on its way.
    Already(ImageStatus),
    /// These indexes name it and are not archived.
    Referenced(Vec<String>),
    /// More than [`MOST_REFERRERS`] would go with it.
    TooManyReferrers,
}

/// Archives an image and its referrers, which adds to the transaction's load. A refusal has changed nothing.
pub(crate) fn archive(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    key: RepositoryKey<'_>,
    digest: &str,
    now: Timestamp,
    load: &mut Load,
) -> Result<Result<(), Refused>, Error> {
    let repository = key.id;
    let Some(image) = store::find_image(transaction, scope, repository, digest)? else {
        return Ok(Err(Refused::NotFound));
    };
    if image.status != ImageStatus::Active {
        return Ok(Err(Refused::Already(image.status)));
    }
    let parents = store::active_parents(transaction, scope, repository, digest)?;
    if !parents.is_empty() {
        return Ok(Err(Refused::Referenced(parents)));
    }
    if has_too_many_referrers(transaction, scope, repository, digest)? {
        return Ok(Err(Refused::TooManyReferrers));
    }
    let mut waiting = vec![(digest.to_owned(), false)];
    while let Some((digest, is_referrer)) = waiting.pop() {
        let Some(image) = store::find_image(transaction, scope, repository, &digest)? else {
            continue;
        };
        // A referrer may be an index's image too, and then stays as long as the index.
        let held = is_referrer && !store::active_parents(transaction, scope, repository, &digest)?.is_empty();
        if image.status != ImageStatus::Active || held {
            continue;
        }
        store::set_archived(transaction, scope, repository, &digest, now)?;
        // The row that is written again has the annotations.
        load.add(1, image.manifest_size);
        let active = ImageStatus::Active.as_str();
        for referrer in
            store::subject_referrers(transaction, scope, repository, &digest, active, MOST_REFERRERS)?
        {
            waiting.push((referrer, true));
        }
        tell(transaction, scope, key, (&digest, &image), Action::Archive, now)?;
    }
    Ok(Ok(()))
}

/// Whether an image has more active referrers than go with it, those of its referrers counted.
fn has_too_many_referrers(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    digest: &str,
) -> Result<bool, Error> {
    let mut left = MOST_REFERRERS;
    let mut waiting = vec![digest.to_owned()];
    while let Some(subject) = waiting.pop() {
        let of = (subject.as_str(), ImageStatus::Active);
        match referrers(transaction, scope, repository, of, &mut left)? {
            Some(referrers) => waiting.extend(referrers),
            None => return Ok(true),
        }
    }
    Ok(false)
}

/// The referrers of a subject that are in a state, which are taken from how many are left; nothing when they are more.
fn referrers(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    (subject, status): (&str, ImageStatus),
    left: &mut usize,
) -> Result<Option<Vec<String>>, Error> {
    let status = status.as_str();
    let referrers = store::subject_referrers(transaction, scope, repository, subject, status, *left + 1)?;
    let Some(rest) = left.checked_sub(referrers.len()) else {
        return Ok(None);
    };
    *left = rest;
    Ok(Some(referrers))
}

/// Begins to restore an archived image, the images that it names and its referrers.
pub(crate) fn restore(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    key: RepositoryKey<'_>,
    digest: &str,
    now: Timestamp,
) -> Result<Result<(), Refused>, Error> {
    let repository = key.id;
    let Some(image) = store::find_image(transaction, scope, repository, digest)? else {
        return Ok(Err(Refused::NotFound));
    };
    if image.status != ImageStatus::Archived {
        return Ok(Err(Refused::Already(image.status)));
    }
    let Some(images) = archived_with(transaction, scope, repository, [digest])? else {
        return Ok(Err(Refused::TooManyReferrers));
    };
    for digest in images {
        store::set_activating(transaction, scope, repository, &digest)?;
    }
    store::ask_for_activation(transaction, scope, key, now)?;
    Ok(Ok(()))
}

/// Makes images active at once, with the images that they name and their referrers: they were pushed again, or an index that
/// names them was. A refusal has changed nothing.
pub(crate) fn activate(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    key: RepositoryKey<'_>,
    digests: &[&str],
    now: Timestamp,
) -> Result<Result<(), Refused>, Error> {
    let Some(images) = archived_with(transaction, scope, key.id, digests.iter().copied())? else {
        return Ok(Err(Refused::TooManyReferrers));
    };
    for digest in &images {
        finish(transaction, scope, key, digest, now)?;
    }
    Ok(Ok(()))
}

/// Ends the restoring of one image.
pub(crate) fn finish(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    key: RepositoryKey<'_>,
    digest: &str,
    now: Timestamp,
) -> Result<(), Error> {
    let image = store::find_image(transaction, scope, key.id, digest)?;
    let Some(image) = image.filter(|image| image.status != ImageStatus::Active) else {
        return Ok(());
    };
    store::set_active(transaction, scope, key.id, digest, now)?;
    tell(transaction, scope, key, (digest, &image), Action::Restore, now)
}

fn tell(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    key: RepositoryKey<'_>,
    (digest, image): (&str, &StoredImage),
    action: Action,
    now: Timestamp,
) -> Result<(), Error> {
    let event = ImageEvent {
        image: image.facts(digest),
        tag: None,
        action,
    };
    events::record(transaction, scope, key, now, event).map(drop)
}

/// Images, the images that they name, and the referrers of all of them, as far as they are not active: each after what led
/// to it. An active image leads to none. Nothing when there are too many referrers.
fn archived_with<'a>(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    digests: impl IntoIterator<Item = &'a str>,
) -> Result<Option<Vec<String>>, Error> {
    let (mut found, mut known) = (Vec::new(), HashSet::new());
    let mut left = MOST_REFERRERS;
    let mut waiting: Vec<String> = digests.into_iter().map(str::to_owned).collect();
    while let Some(digest) = waiting.pop() {
        if !known.insert(digest.clone()) {
            continue;
        }
        let image = store::find_image(transaction, scope, repository, &digest)?;
        if image.is_none_or(|image| image.status == ImageStatus::Active) {
            continue;
        }
        for child in store::image_children(transaction, scope, repository, &digest)? {
            waiting.push(child);
        }
        let of = (digest.as_str(), ImageStatus::Archived);
        let Some(referrers) = referrers(transaction, scope, repository, of, &mut left)? else {
            return Ok(None);
        };
        waiting.extend(referrers);
        found.push(digest);
    }
    Ok(Some(found))
}
