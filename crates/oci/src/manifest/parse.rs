//! From bytes to [`Manifest`]: which kind it is, then the members of that kind.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::descriptor::Reader;
use super::error::ManifestError;
use super::json::{At, MAX_MEMBERS, Members, depth_within, missing, text};
use super::{Descriptor, Manifest};
use crate::media_type::{self, canonical_manifest, essence};
use crate::text::shortened;

/// Members of any kind of manifest that change what it means.
const KNOWN_MEMBERS: &[&str] = &[
    "schemaVersion",
    "mediaType",
    "artifactType",
    "config",
    "layers",
    "manifests",
    "fsLayers",
    "blobs",
    "subject",
    "annotations",
];

pub(super) fn parse(bytes: &[u8], declared: Option<&str>, by_shape: bool) -> Result<Manifest, ManifestError> {
    if bytes.len() > Manifest::MAX_BYTES {
        return Err(ManifestError::TooLarge { size: bytes.len() });
    }
    let json = std::str::from_utf8(bytes).map_err(|error| ManifestError::Syntax(error.to_string()))?;
    if !depth_within(json, Manifest::MAX_DEPTH) {
        return Err(ManifestError::TooDeep);
    }
    let document: &RawValue =
        serde_json::from_str(json).map_err(|error| ManifestError::Syntax(error.to_string()))?;
    let members = Members::read(document.get(), &At::Root, MAX_MEMBERS)?;
    members.refuse_misspelled(KNOWN_MEMBERS, &At::Root)?;
    let media_type = media_type_of(&members, declared, by_shape)?;
    Document {
        members,
        media_type,
        reader: Reader::default(),
    }
    .read()
}

/// Agrees on a media type with the declaration, the document and, last, its shape if that counts.
fn media_type_of(
    members: &Members<'_>,
    declared: Option<&str>,
    by_shape: bool,
) -> Result<&'static str, ManifestError> {
    let declared = declared.map(essence).filter(|declared| !declared.is_empty());
    let inside = match members.get("mediaType") {
        Some(json) => Some(text(json, &At::Member(&At::Root, "mediaType"))?),
        None => None,
    };
    match (declared, &inside) {
        (Some(declared), Some(inside)) if !declared.eq_ignore_ascii_case(inside) => {
            Err(ManifestError::MediaTypeMismatch {
                declared: shortened(declared),
                found: shortened(inside),
            })
        }
        // Readers compare the member letter by letter, so it must be spelled right; a header need not be.
        (_, Some(inside)) => {
            let known = media_type::MANIFESTS.into_iter().find(|known| known == inside);
            known.ok_or_else(|| ManifestError::MediaTypeUnsupported(shortened(inside)))
        }
        (Some(declared), None) => canonical_manifest(declared)
            .ok_or_else(|| ManifestError::MediaTypeUnsupported(shortened(declared))),
        (None, None) => media_type_by_shape(members)
            .filter(|_| by_shape)
            .ok_or(ManifestError::MediaTypeMissing),
    }
}

/// What clients push without any media type: OCI documents, where the member is optional, and schema 1, which has none.
fn media_type_by_shape(members: &Members<'_>) -> Option<&'static str> {
    let has = |name| members.get(name).is_some();
    if has("fsLayers") {
        Some(if has("signatures") {
            media_type::DOCKER_SCHEMA1_SIGNED
        } else {
            media_type::DOCKER_SCHEMA1
        })
    } else if has("config") && has("layers") {
        Some(media_type::OCI_MANIFEST)
    } else if has("manifests") {
        Some(media_type::OCI_INDEX)
    } else {
        None
    }
}

/// A manifest whose type is known, being read.
struct Document<'j> {
    members: Members<'j>,
    media_type: &'static str,
    reader: Reader,
}

impl Document<'_> {
    fn read(self) -> Result<Manifest, ManifestError> {
        match self.media_type {
            media_type::OCI_MANIFEST | media_type::DOCKER_MANIFEST => self.image(),
            media_type::OCI_INDEX | media_type::DOCKER_MANIFEST_LIST => self.index(),
            media_type::ORAS_ARTIFACT => self.artifact(),
            _ => self.schema1(),
        }
    }

    fn image(mut self) -> Result<Manifest, ManifestError> {
        self.schema_version(2)?;
        self.refuse(&["manifests", "fsLayers"])?;
        let config = self.descriptor("config")?.ok_or_else(|| missing("config"))?;
        let layers = self.required_descriptors("layers")?;
        let manifest = self.finish()?;
        Ok(Manifest {
            config: Some(config),
            layers,
            ..manifest
        })
    }

    fn index(mut self) -> Result<Manifest, ManifestError> {
        self.schema_version(2)?;
        self.refuse(&["config", "layers", "fsLayers"])?;
        let manifests = self.required_descriptors("manifests")?;
        let manifest = self.finish()?;
        Ok(Manifest {
            manifests,
            ..manifest
        })
    }

    /// ORAS's manifest has no version, and may have no blobs.
    fn artifact(mut self) -> Result<Manifest, ManifestError> {
        self.refuse(&["config", "layers", "manifests", "fsLayers"])?;
        let layers = self.descriptors("blobs")?;
        let manifest = self.finish()?;
        Ok(Manifest { layers, ..manifest })
    }

    /// Docker schema 1, signed or not. It has a name, a tag and a history as well, which mean nothing to us.
    fn schema1(mut self) -> Result<Manifest, ManifestError> {
        self.schema_version(1)?;
        self.refuse(&["config", "layers", "manifests"])?;
        let json = self.members.get("fsLayers").ok_or_else(|| missing("fsLayers"))?;
        let layers = self
            .reader
            .schema1_layers(json, &At::Member(&At::Root, "fsLayers"))?;
        Ok(Manifest {
            layers,
            ..self.bare()
        })
    }

    /// What image manifests, indexes and artifacts have alike.
    fn finish(mut self) -> Result<Manifest, ManifestError> {
        let subject = self.descriptor("subject")?;
        let artifact_type = self.members.media_type("artifactType", &At::Root)?;
        let annotations = self.reader.annotations(&self.members, &At::Root)?;
        Ok(Manifest {
            subject,
            artifact_type,
            annotations,
            ..self.bare()
        })
    }

    fn bare(&self) -> Manifest {
        Manifest {
            media_type: self.media_type.to_owned(),
            config: None,
            layers: Vec::new(),
            manifests: Vec::new(),
            subject: None,
            artifact_type: None,
            annotations: BTreeMap::new(),
        }
    }

    fn schema_version(&self, expected: u8) -> Result<(), ManifestError> {
        let found = self
            .members
            .get("schemaVersion")
            .ok_or_else(|| missing("schemaVersion"))?
            .get();
        if found == expected.to_string() {
            return Ok(());
        }
        let found = shortened(found);
        Err(ManifestError::SchemaVersion {
            media_type: self.media_type,
            expected,
            found,
        })
    }

    /// Members that make it another kind of manifest in the eyes of another reader.
    fn refuse(&self, members: &[&'static str]) -> Result<(), ManifestError> {
        match members.iter().find(|member| self.members.get(member).is_some()) {
            Some(member) => Err(ManifestError::ForeignMember {
                media_type: self.media_type,
                member,
            }),
            None => Ok(()),
        }
    }

    fn descriptor(&mut self, name: &str) -> Result<Option<Descriptor>, ManifestError> {
        match self.members.get(name) {
            Some(json) => self
                .reader
                .descriptor(json, &At::Member(&At::Root, name))
                .map(Some),
            None => Ok(None),
        }
    }

    fn required_descriptors(&mut self, name: &str) -> Result<Vec<Descriptor>, ManifestError> {
        // `null` passes: writers in Go give it for an empty list.
        if self.members.has(name) {
            self.descriptors(name)
        } else {
            Err(missing(name))
        }
    }

    fn descriptors(&mut self, name: &str) -> Result<Vec<Descriptor>, ManifestError> {
        match self.members.get(name) {
            Some(json) => self.reader.descriptors(json, &At::Member(&At::Root, name)),
            None => Ok(Vec::new()),
        }
    }
}
