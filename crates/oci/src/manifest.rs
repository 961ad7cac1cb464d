//! Manifests: what an image, an index or an artifact is made of.
//!
//! Owns the reading of manifests that strangers push ([`Manifest::parse`]) and the questions a registry asks of one:
//! which blobs it needs, which manifests it lists, what it is about, how large it is. Whether those exist is the store's
//! business. Manifests are kept as the bytes that were pushed; nothing here writes one (see [`crate::convert`]).
//!
//! Sources: OCI Image Specification 1.1 ("Content Descriptors", "Image Manifest", "Image Index"), Docker "Image
//! Manifest Version 2" schema 1 and 2. Limits: Amazon ECR API Reference, `PutImage` (4 MiB).

mod descriptor;
mod error;
mod json;
mod parse;

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

pub use error::{Expected, ManifestError};
pub(crate) use json::{At, Members, elements, text};

use crate::digest::Digest;
use crate::media_type;

/// A reference to content by digest, as manifests hold them and the referrers listing shows them.
///
/// Serializes as the OCI descriptor object; empty members are left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Descriptor {
    /// Media type of the content.
    pub media_type: String,
    /// Identity of the content.
    pub digest: Digest,
    /// Length of the content in bytes. Docker schema 1 does not tell it: 0 there.
    pub size: u64,
    /// Type of the artifact, when the content is the manifest of one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub artifact_type: Option<String>,
    /// Free words about the content.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub annotations: BTreeMap<String, String>,
    /// Places to fetch the content from instead.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub urls: Vec<String>,
}

/// The parts of a manifest that a registry acts upon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// One of [`media_type::MANIFESTS`].
    pub media_type: String,
    /// The configuration: of image manifests, always there.
    pub config: Option<Descriptor>,
    /// Layers of an image, `fsLayers` of a schema 1 manifest, `blobs` of an ORAS artifact.
    pub layers: Vec<Descriptor>,
    /// The manifests that an index lists.
    pub manifests: Vec<Descriptor>,
    /// The manifest that this one is about.
    pub subject: Option<Descriptor>,
    /// What kind of artifact it is, where the manifest says so itself.
    pub artifact_type: Option<String>,
    /// Free words about the whole.
    pub annotations: BTreeMap<String, String>,
}

impl Manifest {
    /// Most bytes of a manifest.
    pub const MAX_BYTES: usize = 4 * 1024 * 1024;
    /// Most descriptors in a manifest, all kinds together.
    pub const MAX_DESCRIPTORS: usize = 10_000;
    /// Most annotations and URLs in a manifest, all descriptors together.
    pub const MAX_WORDS: usize = 50_000;
    /// Deepest nesting of arrays and objects.
    pub const MAX_DEPTH: usize = 100;

    /// Reads a manifest. `declared` is the `Content-Type` of the request, or `imageManifestMediaType`.
    ///
    /// The declared type and the `mediaType` member must agree when both are there. With neither, the members tell an
    /// OCI manifest (`config` and `layers`), an OCI index (`manifests`) or schema 1 (`fsLayers`). A manifest that could
    /// be read as two different things, by us and by a client, is refused: repeated members, members that differ from a
    /// known one in case only (some JSON readers take them for it), an image with a list of manifests.
    ///
    /// # Errors
    /// Says what is wrong, and where.
    pub fn parse(bytes: &[u8], declared: Option<&str>) -> Result<Manifest, ManifestError> {
        parse::parse(bytes, declared, true)
    }

    /// The same, but the members do not tell the type: an OCI manifest and Docker's look alike.
    ///
    /// # Errors
    /// Says what is wrong, and where; also where neither says the media type.
    pub fn parse_typed(bytes: &[u8], declared: Option<&str>) -> Result<Manifest, ManifestError> {
        parse::parse(bytes, declared, false)
    }

    /// Whether it is an OCI index or a Docker manifest list.
    #[must_use]
    pub fn is_index(&self) -> bool {
        media_type::is_index(&self.media_type)
    }

    /// Whether its descriptors say how long things are: Docker schema 1 has only digests.
    #[must_use]
    pub fn says_sizes(&self) -> bool {
        !media_type::is_schema1(&self.media_type)
    }

    /// The manifests that it lists; none unless it is an index.
    #[must_use]
    pub fn children(&self) -> &[Descriptor] {
        &self.manifests
    }

    /// The blobs that must be in the repository: the configuration and every layer that may be redistributed, each
    /// digest once, in the manifest's order.
    #[must_use]
    pub fn required_blobs(&self) -> Vec<&Descriptor> {
        let distributable = self
            .layers
            .iter()
            .filter(|layer| !media_type::is_foreign_layer(&layer.media_type));
        once_each(self.config.iter().chain(distributable)).collect()
    }

    /// What kind of artifact it is: `artifactType`, or the media type of the configuration of an image manifest.
    #[must_use]
    pub fn effective_artifact_type(&self) -> Option<&str> {
        self.artifact_type.as_deref().or_else(|| {
            let config = self
                .config
                .as_ref()
                .filter(|_| media_type::is_image(&self.media_type));
            config.map(|config| config.media_type.as_str())
        })
    }

    /// Bytes of the configuration and all layers, each digest once. Neither the manifest itself nor listed manifests
    /// count; 0 for schema 1, which tells no sizes.
    #[must_use]
    pub fn content_size(&self) -> u64 {
        once_each(self.config.iter().chain(&self.layers)).fold(0, |sum, blob| sum.saturating_add(blob.size))
    }
}

/// The first descriptor of every digest.
fn once_each<'m>(descriptors: impl Iterator<Item = &'m Descriptor>) -> impl Iterator<Item = &'m Descriptor> {
    let mut seen = HashSet::new();
    descriptors.filter(move |descriptor| seen.insert(&descriptor.digest))
}
