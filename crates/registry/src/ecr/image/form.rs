//! The other form of an image: Docker's of an OCI manifest, OCI's of one of Docker's (Amazon ECR User Guide, *Container image manifest
//! format support*).
//!
//! It is made when a tag is asked for in it, and not stored. Its digest is written down at the image before an answer says it, and from
//! then on names the image wherever a digest may stand (ADR 25). A digest that an image has itself names that one.

use wharf_aws::AccountId;
use wharf_oci::convert::{convert, counterpart};
use wharf_oci::digest::{Algorithm, Digest};
use wharf_sql::{Scope, Transaction};

use super::model::Manifest;
use super::store;
use wharf_kernel::{Cell, Node, Unavailable};

/// Whether the other form of a manifest is what `accepts` asks for, and its own is not.
pub(crate) fn is_wanted(manifest: &Manifest, accepts: impl Fn(&str) -> bool) -> bool {
    !accepts(&manifest.media_type) && counterpart(&manifest.media_type).is_some_and(accepts)
}

/// The other form of a manifest, if it has one.
pub(crate) fn other(manifest: &Manifest) -> Option<Manifest> {
    let media_type = counterpart(&manifest.media_type)?;
    let bytes = convert(&manifest.bytes, &manifest.media_type, media_type)?;
    Some(Manifest {
        digest: Digest::of(Algorithm::Sha256, &bytes).to_string(),
        media_type: media_type.to_owned(),
        bytes: bytes.into(),
        ..manifest.clone()
    })
}

/// Writes down that the digest of `form` names the image of `stored`. Not where nothing may be written, and not when the image is
/// gone: then the form must not be answered.
pub(crate) async fn note(
    node: &Node,
    cell: &Cell,
    registry: &AccountId,
    stored: &Manifest,
    form: &Manifest,
) -> Result<bool, Unavailable> {
    if stored.other_form.as_ref() == Some(&form.digest) {
        return Ok(true);
    }
    if !node.takes_changes() {
        return Ok(false);
    }
    let scope = cell.scope(registry);
    let (repository, digest, form) = (
        stored.repository.clone(),
        stored.digest.clone(),
        form.digest.clone(),
    );
    let noted = cell
        .database
        .transaction("ecr.image.note_other_form", move |transaction| {
            let noted = store::note_other_form(transaction, &scope, (&repository, &digest), &form)?;
            Ok::<_, Unavailable>(noted)
        })
        .await;
    match noted {
        Err(error) if error.takes_nothing() => Ok(false),
        noted => noted,
    }
}

/// What `find` finds under a digest, else under that of the image whose other form has it.
pub(crate) fn find<T>(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    digest: &str,
    find: impl Fn(&mut Transaction<'_>, &str) -> Result<Option<T>, wharf_sql::Error>,
) -> Result<Option<T>, wharf_sql::Error> {
    if let Some(found) = find(transaction, digest)? {
        return Ok(Some(found));
    }
    match store::stored_as_in(transaction, scope, repository, digest)? {
        Some(stored) => find(transaction, &stored),
        None => Ok(None),
    }
}

/// Whether a digest names the image `target`: it is its own, or that of its other form.
pub(crate) fn names(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    (digest, target): (&str, &str),
) -> Result<bool, wharf_sql::Error> {
    if digest == target {
        return Ok(true);
    }
    let image = store::find_image(transaction, scope, repository, target)?;
    Ok(image.is_some_and(|image| image.other_form.as_deref() == Some(digest)))
}
