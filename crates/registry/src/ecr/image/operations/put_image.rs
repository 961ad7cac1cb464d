//! `PutImage`, which is also `PUT /v2/<name>/manifests/<reference>`.

use std::borrow::Cow;

use bytes::Bytes;
use futures_util::{StreamExt as _, TryStreamExt as _, future, stream};
use serde_json::{Map, Value, json};
use wharf_aws::AccountId;
use wharf_aws::ecr::{Fault, Image, ImageIdentifier, PutImageRequest, PutImageResponse};
use wharf_failpoint::fail_point;
use wharf_oci::digest::{Algorithm, Digest};
use wharf_oci::name::RepositoryName;
use wharf_oci::tag::Tag;
use wharf_oci::{media_type, schema1};
use wharf_sql::{Scope, Transaction};

use super::super::super::fault::{NamedRepository, invalid_digest, invalid_parameter};
use super::super::super::layer_bytes::ByteQuota;
use super::super::super::{creation_template, encryption, layer};
use super::super::damage;
use super::super::model::NewImage;
use super::super::put::PutOutcome;
use crate::ecr::repository;
use crate::store_identity;
use wharf_kernel::audit::{self, Parameters};
use wharf_kernel::operation::{Turn, operation};
use wharf_kernel::{Access, Cell, Error, Node, Unavailable};

/// Layers of an image that are looked at at a time: each may need a connection to the database.
const LOOKS: usize = 4;

/// What is put.
#[derive(Debug)]
pub struct PutImageInput {
    /// The registry; absent for the caller's own.
    pub registry: Option<AccountId>,
    /// The repository.
    pub repository: RepositoryName,
    /// The manifest, byte for byte.
    pub manifest: Bytes,
    /// The media type that came with it.
    pub media_type: Option<String>,
    /// The tags that will name it.
    pub tags: Vec<Tag>,
    /// The digest that it must have.
    pub digest: Option<Digest>,
    /// What to answer when it is all there already.
    pub when_exists: WhenExists,
    /// Whether its shape says what it is where nothing else does: clients of the registry protocol push OCI manifests without a type.
    /// To the API, Docker's manifests come so too, and look the same.
    pub type_by_shape: bool,
}

/// What to answer when the image and its tag are there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenExists {
    /// `ImageAlreadyExistsException`, as the API.
    Fault,
    /// Success, as the registry protocol, where a push can be repeated.
    Accept,
}

/// What was put.
#[derive(Debug)]
pub struct PutImageOutput {
    /// The registry.
    pub registry: AccountId,
    /// The repository.
    pub repository: RepositoryName,
    /// The tags that were given.
    pub tags: Vec<Tag>,
    /// The manifest, as it is stored.
    pub manifest: Bytes,
    /// Digest, media type, subject.
    pub stored: PutOutcome,
}

impl TryFrom<PutImageRequest> for PutImageInput {
    type Error = Fault;

    fn try_from(request: PutImageRequest) -> Result<PutImageInput, Fault> {
        // The model has 300 characters, but what is stored must be pulled, and the registry protocol takes no more than these.
        let tag = request.image_tag.map(|tag| tag.parse::<Tag>()).transpose();
        let digest = request
            .image_digest
            .map(|digest| digest.parse::<Digest>())
            .transpose();
        Ok(PutImageInput {
            registry: request.registry_id,
            repository: request.repository_name,
            manifest: request.image_manifest.into(),
            media_type: request.image_manifest_media_type,
            tags: tag
                .map_err(|_| {
                    invalid_parameter(
                        "imageTag",
                        "must satisfy regular expression '[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}'",
                    )
                })?
                .into_iter()
                .collect(),
            digest: digest.map_err(|_| invalid_digest("imageDigest"))?,
            when_exists: WhenExists::Fault,
            type_by_shape: false,
        })
    }
}

impl From<PutImageOutput> for PutImageResponse {
    fn from(output: PutImageOutput) -> PutImageResponse {
        let image = Image {
            registry_id: Some(output.registry),
            repository_name: Some(output.repository),
            image_id: Some(ImageIdentifier {
                image_digest: Some(output.stored.digest.to_string()),
                image_tag: output.tags.first().map(Tag::to_string),
            }),
            image_manifest: Some(String::from_utf8_lossy(&output.manifest).into_owned()),
            image_manifest_media_type: Some(output.stored.media_type),
        };
        PutImageResponse { image: Some(image) }
    }
}

/// All tags, where one member does not say them.
fn several(tags: &[Tag]) -> Option<Vec<&str>> {
    (tags.len() > 1).then(|| tags.iter().map(Tag::as_str).collect())
}

impl Parameters for PutImageInput {
    fn parameters(&self) -> Map<String, Value> {
        // The digest that names it, if it is stored.
        let named = match self.media_type.as_deref().map(media_type::essence) {
            Some(kind) if !media_type::is_schema1(kind) => Cow::Borrowed(&self.manifest[..]),
            _ => schema1::named(&self.manifest),
        };
        let algorithm = self.digest.as_ref().map_or(Algorithm::Sha256, Digest::algorithm);
        audit::members(json!({
            "registryId": self.registry.map(|registry| registry.to_string()),
            "repositoryName": self.repository.as_str(),
            "imageTag": self.tags.first().map(Tag::as_str),
            "imageTags": several(&self.tags),
            "imageDigest": Digest::of(algorithm, &named).as_str(),
            "imageManifestMediaType": self.media_type,
            "imageManifest": audit::cut(&String::from_utf8_lossy(&self.manifest)),
        }))
    }
}

impl Parameters for PutImageOutput {
    fn parameters(&self) -> Map<String, Value> {
        audit::members(json!({"image": {
            "registryId": self.registry.as_str(),
            "repositoryName": self.repository.as_str(),
            "imageId": {"imageDigest": self.stored.digest.as_str(), "imageTag": self.tags.first().map(Tag::as_str)},
            "imageManifestMediaType": self.stored.media_type,
        }}))
    }
}

/// Looks whether the bytes of layers are there: one that is missing, or damaged, is missed when the image is stored.
async fn look_at_layers(
    node: &Node,
    cell: &Cell,
    (scope, repository): (&Scope, &RepositoryName),
    digests: Vec<Digest>,
) -> Result<(), Unavailable> {
    let looks = digests.into_iter().map(|digest| async move {
        match layer::store::find(&cell.database, scope, repository, digest.as_str()).await? {
            Some(held) => layer::damage::whole(node, cell, &digest, held).await.map(drop),
            None => Ok(()),
        }
    });
    let looks = stream::iter(looks).buffer_unordered(LOOKS);
    looks.try_for_each(|()| future::ready(Ok(()))).await
}

operation! {
    /// `PutImage`.
    PutImage(PutImageInput) -> PutImageOutput,
    access(input, call) {
        vec![Access::repository(
            "PutImage",
            &call.registry(input.registry.as_ref()),
            &input.repository,
        )]
    },
    run(context, input) {
        // The API's answer repeats the manifest, as a text and encoded: it must not lack the room once the image is stored.
        context.call.memory.charge(2 * input.manifest.len())?;
        let registry = context.call.registry(input.registry.as_ref());
        let cell = context.cell().await?;
        // A missing repository is reported before anything about the document.
        let found = repository::require(&cell, &registry, &input.repository).await;
        let repository = match found {
            Err(Error::Fault(Fault::RepositoryNotFound { .. }))
                if input.when_exists == WhenExists::Accept
                    && creation_template::create::on_push(context, &cell, &registry, &input.repository)
                        .await? =>
            {
                repository::require(&cell, &registry, &input.repository).await?
            }
            found => found?,
        };
        let read = || {
            NewImage::read(
                input.manifest.clone(),
                (input.media_type.as_deref(), input.type_by_shape),
                input.digest.as_ref(),
                input.tags.iter().map(ToString::to_string).collect(),
                context.node.clock.now(),
                NamedRepository {
                    registry: &registry,
                    repository: &input.repository,
                },
            )
        };
        let (caller, length) = (&context.call.account, input.manifest.len());
        let mut image = context.node.apart.read(caller, "manifest", length, read).await?;
        let written = encryption::seal_manifest(
            context.node,
            &cell,
            &registry,
            &repository.encryption,
            image.digest.as_str(),
            &image.bytes,
        );
        image.written = written.await?;
        let stored = PutOutcome {
            digest: image.digest.clone(),
            media_type: image.manifest.media_type.clone(),
            subject: image
                .manifest
                .subject
                .as_ref()
                .map(|subject| subject.digest.clone()),
        };
        let (scope, manifest) = (context.scope(&registry), image.bytes.clone());
        let blobs = image.manifest.required_blobs();
        let digests: Vec<Digest> = blobs.into_iter().map(|blob| blob.digest.clone()).collect();
        // What it names is durable already, so the store may be looked at beside it.
        let looks = look_at_layers(context.node, &cell, (&scope, &input.repository), digests);
        let ((), here) = future::try_join(looks, store_identity::here(&cell)).await?;
        let refusal = ByteQuota::of(context, &registry).refusal(&cell, manifest.len() as u64).await?;
        let (owner, name) = (registry, input.repository.clone());
        let quota = context.node.settings.quotas.images;
        let (database, when_exists) = (cell.database.clone(), input.when_exists);
        let put = move |turn: Turn| async move {
            let store = move |transaction: &mut Transaction<'_>| {
                turn.begin()?;
                fail_point!("ecr.image.begun");
                image.store(transaction, &scope, (&owner, &name, &here), (quota, refusal.as_ref()))
            };
            match database.transaction("ecr.image.put", store).await {
                // Here, so that the record says the same where the client does not wait for it.
                Err(Error::Fault(Fault::ImageAlreadyExists { .. })) if when_exists == WhenExists::Accept => {
                    Ok(false)
                }
                other => other,
            }
        };
        // It may be stored though the client hung up in the transaction: that is recorded.
        let put = context.finish(stored.digest.as_str(), put).await;
        let place = NamedRepository { registry: &registry, repository: &input.repository };
        let has_work = match put {
            Err(exists @ Error::Fault(Fault::ImageAlreadyExists { .. })) => {
                // Its manifest is this one, and none is marked: what this node noted and could not mark is forgotten.
                damage::note(context.node, &cell, place, stored.digest.as_str(), true).await;
                return Err(exists);
            }
            put => put?,
        };
        fail_point!("ecr.image.after-put");
        context.note_digest(stored.digest.as_str());
        damage::note(context.node, &cell, place, stored.digest.as_str(), true).await;
        // A look costs a tenth of a push, which leaves nothing to be done where no webhook wants its event.
        if has_work {
            context.node.jobs.wake();
        }
        Ok(PutImageOutput {
            registry,
            repository: input.repository,
            tags: input.tags,
            manifest,
            stored,
        })
    }
}
