//! What an image is.

use std::collections::BTreeMap;

use bytes::Bytes;
use wharf_aws::ecr::{ImageDetail, ImageStatus};
use wharf_aws::{AccountId, Timestamp};

use wharf_oci::digest::Digest;

use super::super::encryption::WrittenManifest;
use super::super::fault::NamedRepository;

/// A manifest that is what its digest says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// Its digest, `sha256:…`.
    pub digest: String,
    /// Its media type.
    pub media_type: String,
    /// The bytes.
    pub bytes: Bytes,
    /// The id of the repository that holds it.
    pub(crate) repository: String,
    /// When its last pull was written down.
    pub(crate) pulled_at: Option<Timestamp>,
    /// The digest of the image's other form, once an answer said it.
    pub(crate) other_form: Option<String>,
}

/// A manifest as its row has it, which [`damage::whole`](super::damage::whole) reads.
#[derive(Clone, Debug)]
pub(crate) struct StoredManifest {
    pub(crate) digest: String,
    pub(crate) media_type: String,
    /// As it is written down, sealed or not, and maybe damaged. Nothing where the image has no manifest.
    pub(crate) written: Option<Bytes>,
    /// The id of the repository that holds it.
    pub(crate) repository: String,
    /// When its last pull was written down.
    pub(crate) pulled_at: Option<Timestamp>,
    /// The data key that seals the bytes; empty for none.
    pub(crate) data_key: String,
    /// The digest of the image's other form, once an answer said it.
    pub(crate) other_form: Option<String>,
}

impl StoredManifest {
    /// Bytes that are written down.
    pub(crate) fn length(&self) -> usize {
        self.written.as_ref().map_or(0, Bytes::len)
    }

    /// Whether a digest names the image: it is its own, or that of its other form.
    pub(crate) fn is_named(&self, digest: &str) -> bool {
        self.digest == digest || self.other_form.as_deref() == Some(digest)
    }
}

/// An image whose manifest names another as its subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referrer {
    /// The referrer's own digest.
    pub digest: String,
    /// Its manifest's media type.
    pub media_type: String,
    /// Its manifest's size.
    pub size: u64,
    /// Its artifact type, else its configuration's media type.
    pub artifact_type: Option<String>,
    /// Its annotations.
    pub annotations: Option<Annotations>,
    /// Its state.
    pub status: ImageStatus,
}

impl Referrer {
    /// The same with what its annotations say.
    pub(crate) fn read(self) -> Referrer {
        let annotations = self.annotations.and_then(Annotations::read);
        Referrer {
            annotations: annotations.map(Annotations::Read),
            ..self
        }
    }
}

/// What annotates an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Annotations {
    /// A JSON object, as it is stored.
    Text(String),
    /// What that says.
    Read(BTreeMap<String, String>),
}

impl Annotations {
    /// About how many bytes they have.
    pub fn length(&self) -> usize {
        match self {
            Annotations::Text(text) => text.len(),
            Annotations::Read(pairs) => pairs.iter().map(|(key, value)| key.len() + value.len()).sum(),
        }
    }

    /// What they say; nothing where the stored text is damaged.
    pub(crate) fn read(self) -> Option<BTreeMap<String, String>> {
        match self {
            Annotations::Text(text) => serde_json::from_str(&text).ok(),
            Annotations::Read(pairs) => Some(pairs),
        }
    }

    /// The JSON object.
    pub fn into_text(self) -> Option<String> {
        match self {
            Annotations::Text(text) => Some(text),
            Annotations::Read(pairs) => serde_json::to_string(&pairs).ok(),
        }
    }
}

/// The row that `DescribeImages` shows.
#[derive(Clone, Debug)]
pub(crate) struct ImageRow {
    pub(crate) digest: String,
    pub(crate) media_type: String,
    pub(crate) artifact_type: Option<String>,
    pub(crate) subject: Option<String>,
    pub(crate) content_size: i64,
    pub(crate) pushed_at: Timestamp,
    pub(crate) status: ImageStatus,
    pub(crate) archived_at: Option<Timestamp>,
    pub(crate) activated_at: Option<Timestamp>,
    pub(crate) pulled_at: Option<Timestamp>,
    pub(crate) tags: Vec<String>,
}

impl ImageRow {
    /// The image as the API shows it.
    pub(crate) fn describe(self, place: NamedRepository<'_>) -> ImageDetail {
        let registry: &AccountId = place.registry;
        ImageDetail {
            registry_id: Some(*registry),
            repository_name: Some(place.repository.clone()),
            image_digest: Some(self.digest),
            image_tags: (!self.tags.is_empty()).then_some(self.tags),
            image_size_in_bytes: Some(self.content_size),
            image_pushed_at: Some(self.pushed_at),
            image_manifest_media_type: Some(self.media_type),
            artifact_media_type: self.artifact_type,
            subject_manifest_digest: self.subject,
            image_status: Some(self.status),
            last_archived_at: self.archived_at,
            last_activated_at: self.activated_at,
            last_recorded_pull_time: self.pulled_at,
            ..ImageDetail::default()
        }
    }
}

/// An image to be stored.
#[derive(Clone, Debug)]
pub struct NewImage {
    pub(super) digest: Digest,
    pub(super) bytes: Bytes,
    pub(super) written: WrittenManifest,
    pub(super) manifest: wharf_oci::manifest::Manifest,
    pub(super) annotations: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) pushed_at: Timestamp,
}

/// An image that can be restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeletedImage {
    /// Its digest.
    pub digest: String,
    /// The tags that it had.
    pub tags: Vec<String>,
    /// Its size, as in `DescribeImages`.
    pub size: i64,
    /// When it was deleted.
    pub deleted_at: Timestamp,
    /// Until when it can be restored.
    pub kept_until: Timestamp,
}
