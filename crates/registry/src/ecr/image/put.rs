//! Storing an image: the rules of `PutImage`, in one transaction.
//!
//! The order of the checks is that of the messages that clients know: repository, layers, children, sameness,
//! mutability, limits. The document itself was read before, without a lock.

use std::collections::BTreeMap;

use bytes::Bytes;
use wharf_aws::ecr::{Fault, ImageStatus};
use wharf_aws::{AccountId, Timestamp};
use wharf_failpoint::fail_point;
use wharf_oci::digest::{Algorithm, Digest};
use wharf_oci::manifest::{Descriptor, Manifest, ManifestError};
use wharf_oci::media_type::{BUILDKIT_CACHE_CONFIG, DOCKER_SCHEMA1, DOCKER_SCHEMA1_SIGNED};
use wharf_oci::name::RepositoryName;
use wharf_oci::schema1;
use wharf_sql::{Scope, Transaction};

use super::super::encryption::WrittenManifest;
use super::super::fault::{self, NamedRepository, invalid_parameter};
use super::super::repository::{self, Repository};
use super::model::NewImage;
use super::storage_class;
use super::store::{self, ChildKind, StoredImage};
use crate::events::{self, Action, ImageEvent, ImageFacts};
use crate::store_identity::Here;
use wharf_kernel::{Error, Unavailable};

/// Tags that one image can have (Amazon ECR User Guide, *Amazon ECR service quotas*).
const MAX_TAGS_PER_IMAGE: i64 = 1000;

/// What a manifest names, by digest.
type Named = Vec<(String, ChildKind)>;

/// The layers of an image.
#[derive(Default)]
struct Layers {
    named: Named,
    /// The bytes of all of them.
    size: i64,
    /// Whether one of them is archived or waits to be collected.
    set_back: bool,
}

/// The images of an index.
#[derive(Default)]
struct Children {
    named: Named,
    /// The size of the largest.
    largest: i64,
    /// Those that are not active.
    archived: Vec<String>,
}

/// What storing did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutOutcome {
    /// The image's digest.
    pub digest: Digest,
    /// The manifest's media type.
    pub media_type: String,
    /// The digest of the manifest's subject, if it has one.
    pub subject: Option<Digest>,
}

impl NewImage {
    /// Reads a manifest. `declared` is the media type that came with it, and whether its shape says one where nothing else does;
    /// `expected` the digest that it must have.
    pub(super) fn read(
        bytes: Bytes,
        (declared, by_shape): (Option<&str>, bool),
        expected: Option<&Digest>,
        tags: Vec<String>,
        pushed_at: Timestamp,
        place: NamedRepository<'_>,
    ) -> Result<NewImage, Fault> {
        let manifest = match by_shape {
            true => Manifest::parse(&bytes, declared),
            false => Manifest::parse_typed(&bytes, declared),
        };
        let manifest = manifest.map_err(invalid_manifest)?;
        let (bytes, manifest) = unsigned(bytes, manifest).map_err(invalid_manifest)?;
        if manifest
            .effective_artifact_type()
            .is_some_and(|kind| kind.contains('\0'))
        {
            // A NUL cannot be stored as text.
            return Err(invalid_parameter(
                "ImageManifest",
                "the artifact type must not have a NUL character",
            ));
        }
        let algorithm = expected.map_or(Algorithm::Sha256, Digest::algorithm);
        let digest = Digest::of(algorithm, &bytes);
        if let Some(expected) = expected.filter(|expected| **expected != digest) {
            return Err(fault::image_digest_does_not_match(place, expected.as_str()));
        }
        let annotations = match manifest.annotations.is_empty() {
            true => None,
            false => serde_json::to_string(&manifest.annotations).ok(),
        };
        Ok(NewImage {
            digest,
            written: WrittenManifest::plain(bytes.clone()),
            bytes,
            manifest,
            annotations,
            tags,
            pushed_at,
        })
    }

    /// Stores the image in the repository `name` of `registry`, which may have `quota` of them, and none that takes room if there is a
    /// `refusal`. Whether that left work for jobs. Refused where the rows belong to another store than the one that is `here`.
    pub(super) fn store(
        &self,
        transaction: &mut Transaction<'_>,
        scope: &Scope,
        (registry, name, here): (&AccountId, &RepositoryName, &Here),
        (quota, refusal): (i64, Option<&Fault>),
    ) -> Result<bool, Error<Fault>> {
        let place = NamedRepository {
            registry,
            repository: name,
        };
        let repository = repository::store::find_beside(transaction, scope, name, here)?
            .ok_or_else(|| fault::repository_not_found(place))?;
        if repository.encryption.data_key != self.written.data_key {
            let text = format!("{name} was made again, with another key, while an image was pushed to it");
            return Err(Unavailable::Outage(text).into());
        }
        let stored = store::find_image(transaction, scope, &repository.id, self.digest.as_str())?;
        // What was taken before sizes were compared keeps its place, and may have more tags.
        let are_sizes_new = stored.is_none();
        let layers = self.require_layers(transaction, scope, (&repository, place), are_sizes_new)?;
        let children = self.require_children(transaction, scope, (&repository, place), are_sizes_new)?;
        let mut wanted = Vec::new();
        for tag in &self.tags {
            let target = store::tag_target(transaction, scope, &repository.id, tag)?;
            if target.as_deref() != Some(self.digest.as_str()) {
                wanted.push((tag.as_str(), target));
            }
        }
        let active = stored
            .as_ref()
            .is_some_and(|stored| stored.status == ImageStatus::Active);
        let first = self.tags.first().map(String::as_str);
        let own = match self.manifest.says_sizes() {
            true => i64::try_from(self.manifest.content_size()).unwrap_or(i64::MAX),
            false => layers.size,
        };
        // An index has no content of its own; its size is that of its largest image.
        let size = if self.manifest.is_index() {
            children.largest
        } else {
            own
        };
        let named = [layers.named, children.named].concat();
        let (tags, is_mended) = match &stored {
            Some(stored) => self.mend(transaction, scope, &repository.id, stored, (size, &named))?,
            None => {
                // The manifest of a deleted image that can be restored is counted already.
                if let Some(refusal) = refusal
                    && !store::deleted::is_kept(transaction, scope, &repository.id, self.digest.as_str())?
                {
                    return Err(Error::Fault(refusal.clone()));
                }
                let inserted = store::insert_image(transaction, scope, &repository.id, self, size, &named)?;
                if inserted.images > quota {
                    return Err(fault::too_many_images(place, quota).into());
                }
                (inserted.tags, true)
            }
        };
        if active && wanted.is_empty() && !is_mended {
            return Err(fault::image_already_exists(place, self.digest.as_str(), first).into());
        }
        // What is archived stays so until it is made active, which restores its layers.
        if layers.set_back && is_mended && (active || stored.is_none()) {
            store::restore_layers(transaction, scope, &repository.id, self.digest.as_str())?;
        }
        // What is pushed again is back at once, and so is what an index names.
        let mut back: Vec<&str> = children.archived.iter().map(String::as_str).collect();
        if stored.is_some() && !active {
            back.push(self.digest.as_str());
        }
        storage_class::activate(transaction, scope, repository.key(), &back, self.pushed_at)?
            .map_err(|_| fault::too_many_archived_referrers(place, storage_class::MOST_REFERRERS))?;
        let mut has_work = !back.is_empty();
        let pushed: Vec<Option<&str>> = match wanted.is_empty() {
            true => vec![first],
            false => wanted.iter().map(|(tag, _)| Some(*tag)).collect(),
        };
        for tag in pushed {
            let event = ImageEvent {
                image: ImageFacts {
                    digest: self.digest.as_str(),
                    media_type: &self.manifest.media_type,
                    artifact_type: self.manifest.effective_artifact_type(),
                    is_referrer: self.manifest.subject.is_some(),
                },
                tag,
                action: Action::Push,
            };
            has_work |= events::record(transaction, scope, repository.key(), self.pushed_at, event)?;
        }
        fail_point!("ecr.image.between-rows");
        for (count, (tag, target)) in (tags..).zip(wanted) {
            self.tag(
                transaction,
                scope,
                &repository,
                place,
                (tag, target.as_deref()),
                count,
            )?;
        }
        Ok(has_work)
    }

    /// Makes the rows of an image that is there what its manifest says, where they are not: they were damaged. How many tags name it,
    /// and whether anything was mended.
    fn mend(
        &self,
        transaction: &mut Transaction<'_>,
        scope: &Scope,
        repository: &str,
        stored: &StoredImage,
        (size, named): (i64, &Named),
    ) -> Result<(i64, bool), wharf_sql::Error> {
        let digest = self.digest.as_str();
        let rows = store::mend::read(transaction, scope, repository, digest)?;
        let mut is_mended = false;
        let is_same = |written: &Bytes| self.written.is(written, digest, &self.bytes);
        let is_whole = rows.manifest.as_ref().is_some_and(is_same);
        if !is_whole {
            // It keeps the type that it has, under which it may have been pushed first.
            let (of, written) = ((repository, digest), &self.written.bytes);
            store::put_manifest(transaction, scope, of, &stored.media_type, written)?;
        }
        // A mark of a manifest that is whole may be another node's, of which this one knows nothing: an index over it would be refused.
        if !is_whole || rows.is_marked {
            store::damaged::unmark(transaction, scope, repository, digest)?;
            is_mended = true;
        }
        if rows.says_other(stored, self, size) {
            store::mend::image(transaction, scope, repository, self, size)?;
            is_mended = true;
        }
        if rows.tags != stored.tag_count {
            store::mend::tag_count(transaction, scope, repository, digest)?;
            is_mended = true;
        }
        is_mended |= store::mend::children(transaction, scope, (repository, digest), named)?;
        if is_mended {
            tracing::warn!(%digest, "rows of an image were damaged, and are mended by a push");
        }
        Ok((rows.tags, is_mended))
    }

    fn require_layers(
        &self,
        transaction: &mut Transaction<'_>,
        scope: &Scope,
        (repository, place): (&Repository, NamedRepository<'_>),
        are_sizes_new: bool,
    ) -> Result<Layers, Error<Fault>> {
        let mut layers = Layers::default();
        let (mut sizes, mut missing) = (BTreeMap::new(), Vec::new());
        for layer in self.manifest.required_blobs() {
            let digest = layer.digest.as_str();
            match store::find_layer(transaction, scope, &repository.id, digest)? {
                Some(stored) => {
                    layers.set_back |= stored.is_set_back;
                    layers.size = layers.size.saturating_add(stored.size);
                    sizes.insert(digest, stored.size);
                }
                None => missing.push(digest.to_owned()),
            }
            layers.named.push((digest.to_owned(), ChildKind::Layer));
        }
        if !missing.is_empty() {
            return Err(fault::layers_not_found(place, &missing).into());
        }
        // Schema 1 says no sizes.
        if are_sizes_new && self.manifest.says_sizes() {
            require_sizes(self.manifest.config.iter().chain(&self.manifest.layers), &sizes)?;
        }
        Ok(layers)
    }

    /// The children, and what matters of them. One whose manifest is lost or damaged is missing: no client could pull it.
    fn require_children(
        &self,
        transaction: &mut Transaction<'_>,
        scope: &Scope,
        (repository, place): (&Repository, NamedRepository<'_>),
        are_sizes_new: bool,
    ) -> Result<Children, Error<Fault>> {
        let mut children = Children::default();
        let (mut sizes, mut missing) = (BTreeMap::new(), Vec::new());
        for child in self.manifest.children() {
            let digest = child.digest.as_str();
            match store::find_child(transaction, scope, &repository.id, digest)? {
                Some(image) => {
                    children.largest = children.largest.max(image.content_size);
                    sizes.insert(digest, image.manifest_size);
                    if image.status != ImageStatus::Active {
                        children.archived.push(digest.to_owned());
                    }
                }
                None => missing.push(digest.to_owned()),
            }
            children.named.push((digest.to_owned(), ChildKind::Image));
        }
        if !missing.is_empty() {
            let is_cache = |child: &Descriptor| child.media_type == BUILDKIT_CACHE_CONFIG;
            return Err(match self.manifest.children().iter().any(is_cache) {
                true => fault::cache_is_no_image(place, &missing).into(),
                false => fault::referenced_images_not_found(place, &missing).into(),
            });
        }
        if are_sizes_new {
            require_sizes(self.manifest.children(), &sizes)?;
        }
        Ok(children)
    }

    fn tag(
        &self,
        transaction: &mut Transaction<'_>,
        scope: &Scope,
        repository: &Repository,
        place: NamedRepository<'_>,
        (tag, target): (&str, Option<&str>),
        tag_count: i64,
    ) -> Result<(), Error<Fault>> {
        if target.is_some() && !repository.mutability.allows_moving(tag) {
            return Err(fault::image_tag_already_exists(place, tag).into());
        }
        if tag_count >= MAX_TAGS_PER_IMAGE {
            let message = format!(
                "The image with digest '{}' in the repository with name '{}' in the registry with id '{}' has \
                 {MAX_TAGS_PER_IMAGE} tags, the most that an image can have",
                self.digest, place.repository, place.registry
            );
            return Err(fault::limit_exceeded(message).into());
        }
        let digest = self.digest.as_str();
        store::move_tag(transaction, scope, &repository.id, tag, target, digest)?;
        Ok(())
    }
}

/// ECR's own text; ours, with place and reason, only for errors for which ECR has none.
fn invalid_manifest(error: ManifestError) -> Fault {
    match error {
        ManifestError::Syntax(_) => invalid_parameter("ImageManifest", "Invalid JSON syntax"),
        error => invalid_parameter("ImageManifest", &error.to_string()),
    }
}

/// What is stored of a manifest: of a signed schema 1 manifest its payload, by whose digest clients know it; any other as it is.
fn unsigned(bytes: Bytes, manifest: Manifest) -> Result<(Bytes, Manifest), ManifestError> {
    if manifest.says_sizes() {
        return Ok((bytes, manifest));
    }
    match schema1::payload(&bytes)? {
        Some(payload) => {
            let manifest = Manifest::parse(&payload, Some(DOCKER_SCHEMA1))?;
            Ok((payload.into(), manifest))
        }
        None if manifest.media_type == DOCKER_SCHEMA1_SIGNED => Err(ManifestError::Signature),
        None => Ok((bytes, manifest)),
    }
}

/// Refuses a descriptor that says another size than what it names has: clients that compare the two could not pull the image.
fn require_sizes<'m>(
    descriptors: impl IntoIterator<Item = &'m Descriptor>,
    sizes: &BTreeMap<&str, i64>,
) -> Result<(), Fault> {
    for Descriptor { digest, size, .. } in descriptors {
        let stored = sizes.get(digest.as_str()).map(|stored| stored.unsigned_abs());
        if let Some(stored) = stored.filter(|stored| stored != size) {
            let reason = format!("the descriptor of {digest} says {size} bytes, but it has {stored}");
            return Err(invalid_parameter("ImageManifest", &reason));
        }
    }
    Ok(())
}
