//! Archiving and restoring: the rules, inside one transaction (Amazon ECR User Guide, *Archiving an image*).
//!
//! An active index has active images, always: an image cannot be archived before every index that names it, and restoring
//! an index restores its images. Referrers go where their subject goes. A layer that only archived images name cannot be
//! downloaded; uploading it again, or pushing an image that names it, makes it available.

use wharf_aws::Timestamp;
use wharf_aws::ecr::ImageStatus;
use wharf_sql::{Error, Scope, Transaction};

use super::store;

/// An image whose state changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Moved {
    pub(crate) digest: String,
    pub(crate) media_type: String,
    pub(crate) artifact_type: Option<String>,
    /// Whether it went along with its subject.
    pub(crate) is_referrer: bool,
}

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
    repository: &str,
    digest: &str,
    now: Timestamp,
) -> Result<Result<Vec<Moved>, Refused>, Error> {
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
    let mut moved = Vec::new();
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
        moved.push(Moved {
            digest,
            media_type: image.media_type,
            artifact_type: image.artifact_type,
            is_referrer,
        });
    }
    Ok(Ok(moved))
}

/// Begins to restore an archived image, the images that it names and its referrers.
pub(crate) fn restore(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    digest: &str,
) -> Result<Result<(), Refused>, Error> {
    let Some(image) = store::find_image(transaction, scope, repository, digest)? else {
        return Ok(Err(Refused::NotFound));
    };
    if image.status != ImageStatus::Archived {
        return Ok(Err(Refused::Already(image.status)));
    }
    for (digest, _) in archived_with(transaction, scope, repository, digest)? {
        store::set_activating(transaction, scope, repository, &digest)?;
    }
    Ok(Ok(()))
}

/// Makes an image active at once, with the images that it names and its referrers: it was pushed again.
pub(crate) fn activate(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    digest: &str,
    now: Timestamp,
) -> Result<Vec<Moved>, Error> {
    let mut moved = Vec::new();
    for (digest, is_referrer) in archived_with(transaction, scope, repository, digest)? {
        moved.extend(finish(
            transaction,
            scope,
            repository,
            (&digest, is_referrer),
            now,
        )?);
    }
    Ok(moved)
}

/// Ends the restoring of one image.
pub(crate) fn finish(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    (digest, is_referrer): (&str, bool),
    now: Timestamp,
) -> Result<Option<Moved>, Error> {
    let Some(image) = store::find_image(transaction, scope, repository, digest)? else {
        return Ok(None);
    };
    if image.status == ImageStatus::Active {
        return Ok(None);
    }
    store::set_active(transaction, scope, repository, digest, now)?;
    Ok(Some(Moved {
        digest: digest.to_owned(),
        media_type: image.media_type,
        artifact_type: image.artifact_type,
        is_referrer,
    }))
}

/// An image, the images that it names, and the referrers of all of them, as far as they are not active; and whether each is
/// there as a referrer. An active image leads to none.
fn archived_with(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    digest: &str,
) -> Result<Vec<(String, bool)>, Error> {
    let mut found: Vec<(String, bool)> = Vec::new();
    let mut waiting = vec![(digest.to_owned(), false)];
    while let Some((digest, is_referrer)) = waiting.pop() {
        if found.iter().any(|(known, _)| *known == digest) {
            continue;
        }
        let image = store::find_image(transaction, scope, repository, &digest)?;
        if image.is_none_or(|image| image.status == ImageStatus::Active) {
            continue;
        }
        for child in store::image_children(transaction, scope, repository, &digest)? {
            waiting.push((child, is_referrer));
        }
        let archived = ImageStatus::Archived.as_str();
        for referrer in store::subject_referrers(transaction, scope, repository, &digest, archived)? {
            waiting.push((referrer, true));
        }
        found.push((digest, is_referrer));
    }
    Ok(found)
}
