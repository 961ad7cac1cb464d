//! Archiving and restoring: the rules, inside one transaction (Amazon ECR User Guide, *Archiving an image*).
//!
//! An active index has active images, always: an image cannot be archived before every index that names it, and restoring
//! an index restores its images. Referrers go where their subject goes, the first thousand of each. A layer that only archived images name cannot be
//! downloaded; uploading it again, or pushing an image that names it, makes it available.

use std::collections::HashSet;

use wharf_aws::Timestamp;
use wharf_aws::ecr::ImageStatus;
use wharf_sql::{Error, Scope, Transaction};

use super::store::{self, StoredImage};
use crate::events::{self, Action, ImageEvent};
use crate::repository_key::RepositoryKey;

/// Why an image stays where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// There is none.
    NotFound,
    /// It is in this state already, or on its way.
    Already(ImageStatus),
    /// These indexes name it and are not archived.
    Referenced(Vec<String>),
}

/// Archives an image and its referrers.
pub(crate) fn archive(
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
    if image.status != ImageStatus::Active {
        return Ok(Err(Refused::Already(image.status)));
    }
    let parents = store::active_parents(transaction, scope, repository, digest)?;
    if !parents.is_empty() {
        return Ok(Err(Refused::Referenced(parents)));
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
        let active = ImageStatus::Active.as_str();
        for referrer in store::subject_referrers(transaction, scope, repository, &digest, active)? {
            waiting.push((referrer, true));
        }
        tell(transaction, scope, key, (&digest, &image), Action::Archive, now)?;
    }
    Ok(Ok(()))
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
    for digest in archived_with(transaction, scope, repository, digest)? {
        store::set_activating(transaction, scope, repository, &digest)?;
    }
    store::ask_for_activation(transaction, scope, key, now)?;
    Ok(Ok(()))
}

/// Makes an image active at once, with the images that it names and its referrers: it was pushed again.
pub(crate) fn activate(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    key: RepositoryKey<'_>,
    digest: &str,
    now: Timestamp,
) -> Result<(), Error> {
    archived_with(transaction, scope, key.id, digest)?
        .iter()
        .try_for_each(|digest| finish(transaction, scope, key, digest, now))
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
    events::record(transaction, scope, key, now, event)
}

/// An image, the images that it names, and the referrers of all of them, as far as they are not active: each after what led
/// to it. An active image leads to none.
fn archived_with(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    digest: &str,
) -> Result<Vec<String>, Error> {
    let (mut found, mut known) = (Vec::new(), HashSet::new());
    let mut waiting = vec![digest.to_owned()];
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
        let archived = ImageStatus::Archived.as_str();
        for referrer in store::subject_referrers(transaction, scope, repository, &digest, archived)? {
            waiting.push(referrer);
        }
        found.push(digest);
    }
    Ok(found)
}
