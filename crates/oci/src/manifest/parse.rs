//! From bytes to [`Manifest`]: which kind it is, then the members of that kind.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::error::{Expected, ManifestError};
use super::json::{At, Members, depth_within, elements, text};
use super::{Descriptor, Manifest};
use crate::media_type::{self, canonical_manifest, essence};
use crate::text::shortened;

/// Members of any kind of manifest that change what it means.
const MANIFEST_MEMBERS: &[&str] = &[
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
const DESCRIPTOR_MEMBERS: &[&str] = &[
    "mediaType",
    "digest",
    "size",
    "artifactType",
    "annotations",
    "urls",
    "data",
    "platform",
];
/// Most members of a manifest or a descriptor; the specifications know eight or fewer.
const MAX_MEMBERS: usize = 1_000;

pub(super) fn parse(bytes: &[u8], declared: Option<&str>) -> Result<Manifest, ManifestError> {
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
    members.refuse_misspelled(MANIFEST_MEMBERS, &At::Root)?;
    let media_type = media_type_of(&members, declared)?;
    Reader {
        members,
        media_type,
        descriptors: 0,
        words: 0,
    }
    .read()
}

/// Agrees on a media type with the declaration, the document and, last, its shape.
fn media_type_of(members: &Members<'_>, declared: Option<&str>) -> Result<&'static str, ManifestError> {
    let declared = declared.map(essence).filter(|declared| !declared.is_empty());
    let inside = match members.get("mediaType") {
        Some(json) => Some(text(json, &At::Member(&At::Root, "mediaType"))?),
        None => None,
    };
    let known_inside = |found: &str| {
        let known = media_type::MANIFESTS.into_iter().find(|known| *known == found);
        known.ok_or_else(|| ManifestError::MediaTypeUnsupported(shortened(found)))
    };
    let known_declared = |declared: &str| {
        canonical_manifest(declared).ok_or_else(|| ManifestError::MediaTypeUnsupported(shortened(declared)))
    };
    match (declared, inside) {
        (Some(declared), Some(found)) => {
            if !declared.eq_ignore_ascii_case(&found) {
                let (declared, found) = (shortened(declared), shortened(&found));
                return Err(ManifestError::MediaTypeMismatch { declared, found });
            }
            known_inside(&found)
        }
        (Some(declared), None) => known_declared(declared),
        (None, Some(found)) => known_inside(&found),
        (None, None) => media_type_by_shape(members).ok_or(ManifestError::MediaTypeMissing),
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

/// Reads the members of a manifest whose type is known, and counts what it has read.
struct Reader<'j> {
    members: Members<'j>,
    media_type: &'static str,
    descriptors: usize,
    words: usize,
}

impl Reader<'_> {
    fn read(mut self) -> Result<Manifest, ManifestError> {
        match self.media_type {
            media_type::OCI_MANIFEST | media_type::DOCKER_MANIFEST => {
                self.schema_version(2)?;
                self.refuse(&["manifests", "fsLayers"])?;
                let config = Some(
                    self.descriptor_member("config")?
                        .ok_or_else(|| missing("config"))?,
                );
                let layers = self.descriptors("layers", true)?;
                self.finish(config, layers, Vec::new())
            }
            media_type::OCI_INDEX | media_type::DOCKER_MANIFEST_LIST => {
                self.schema_version(2)?;
                self.refuse(&["config", "layers", "fsLayers"])?;
                let manifests = self.descriptors("manifests", true)?;
                self.finish(None, Vec::new(), manifests)
            }
            media_type::ORAS_ARTIFACT => {
                self.refuse(&["config", "layers", "manifests", "fsLayers"])?;
                let blobs = self.descriptors("blobs", false)?;
                self.finish(None, blobs, Vec::new())
            }
            // Schema 1, signed or not: it has none of the members that `finish` reads.
            _ => {
                self.schema_version(1)?;
                self.refuse(&["config", "layers", "manifests"])?;
                let layers = self.schema1_layers()?;
                Ok(self.manifest(None, layers, Vec::new()))
            }
        }
    }

    fn finish(
        mut self,
        config: Option<Descriptor>,
        layers: Vec<Descriptor>,
        manifests: Vec<Descriptor>,
    ) -> Result<Manifest, ManifestError> {
        let subject = self.descriptor_member("subject")?;
        let artifact_type = optional_media_type(&self.members, &At::Root, "artifactType")?;
        let annotations = match self.members.get("annotations") {
            Some(json) => self.annotations(json, &At::Member(&At::Root, "annotations"))?,
            None => BTreeMap::new(),
        };
        Ok(Manifest {
            subject,
            artifact_type,
            annotations,
            ..self.manifest(config, layers, manifests)
        })
    }

    fn manifest(
        &self,
        config: Option<Descriptor>,
        layers: Vec<Descriptor>,
        manifests: Vec<Descriptor>,
    ) -> Manifest {
        Manifest {
            media_type: self.media_type.to_owned(),
            config,
            layers,
            manifests,
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

    fn descriptor_member(&mut self, name: &str) -> Result<Option<Descriptor>, ManifestError> {
        match self.members.get(name) {
            Some(json) => self.descriptor(json, &At::Member(&At::Root, name)).map(Some),
            None => Ok(None),
        }
    }

    fn descriptors(&mut self, name: &'static str, required: bool) -> Result<Vec<Descriptor>, ManifestError> {
        let at = At::Member(&At::Root, name);
        let Some(json) = self.members.get(name) else {
            let present = self.members.0.iter().any(|(found, _)| found == name);
            return if required && !present {
                Err(missing(name))
            } else {
                Ok(Vec::new())
            };
        };
        let list = elements(json, &at, Manifest::MAX_DESCRIPTORS, "descriptors")?;
        list.into_iter()
            .enumerate()
            .map(|(index, json)| self.descriptor(json, &At::Element(&at, index)))
            .collect()
    }

    fn descriptor(&mut self, json: &RawValue, at: &At<'_>) -> Result<Descriptor, ManifestError> {
        count(
            &mut self.descriptors,
            1,
            Manifest::MAX_DESCRIPTORS,
            "descriptors",
            at,
        )?;
        let members = Members::read(json.get(), at, MAX_MEMBERS)?;
        members.refuse_misspelled(DESCRIPTOR_MEMBERS, at)?;
        let media_type = optional_media_type(&members, at, "mediaType")?;
        Ok(Descriptor {
            media_type: media_type.ok_or_else(|| missing(&At::Member(at, "mediaType")))?,
            digest: digest(&members, at, "digest")?,
            size: size(&members, at)?,
            artifact_type: optional_media_type(&members, at, "artifactType")?,
            annotations: match members.get("annotations") {
                Some(json) => self.annotations(json, &At::Member(at, "annotations"))?,
                None => BTreeMap::new(),
            },
            urls: match members.get("urls") {
                Some(json) => self.urls(json, &At::Member(at, "urls"))?,
                None => Vec::new(),
            },
        })
    }

    fn annotations(
        &mut self,
        json: &RawValue,
        at: &At<'_>,
    ) -> Result<BTreeMap<String, String>, ManifestError> {
        let members = Members::read(json.get(), at, Manifest::MAX_WORDS)?;
        count(
            &mut self.words,
            members.0.len(),
            Manifest::MAX_WORDS,
            "annotations and URLs",
            at,
        )?;
        members
            .0
            .into_iter()
            .map(|(name, json)| {
                let value = text(json, &At::Member(at, &name))?.into_owned();
                Ok((name.into_owned(), value))
            })
            .collect()
    }

    fn urls(&mut self, json: &RawValue, at: &At<'_>) -> Result<Vec<String>, ManifestError> {
        let list = elements(json, at, Manifest::MAX_WORDS, "URLs")?;
        count(
            &mut self.words,
            list.len(),
            Manifest::MAX_WORDS,
            "annotations and URLs",
            at,
        )?;
        let url = |(index, json)| Ok(text(json, &At::Element(at, index))?.into_owned());
        list.into_iter().enumerate().map(url).collect()
    }

    /// `fsLayers[].blobSum`: digests alone, gzip by definition.
    fn schema1_layers(&mut self) -> Result<Vec<Descriptor>, ManifestError> {
        let at = At::Member(&At::Root, "fsLayers");
        let json = self.members.get("fsLayers").ok_or_else(|| missing("fsLayers"))?;
        let list = elements(json, &at, Manifest::MAX_DESCRIPTORS, "layers")?;
        let layer = |(index, json): (usize, &RawValue)| {
            let at = At::Element(&at, index);
            let members = Members::read(json.get(), &at, MAX_MEMBERS)?;
            members.refuse_misspelled(&["blobSum"], &at)?;
            Ok(Descriptor {
                media_type: media_type::DOCKER_LAYER_GZIP.to_owned(),
                digest: digest(&members, &at, "blobSum")?,
                size: 0,
                artifact_type: None,
                annotations: BTreeMap::new(),
                urls: Vec::new(),
            })
        };
        list.into_iter().enumerate().map(layer).collect()
    }
}

fn missing(at: impl ToString) -> ManifestError {
    ManifestError::MissingMember { at: at.to_string() }
}

fn count(
    counter: &mut usize,
    more: usize,
    limit: usize,
    what: &'static str,
    at: &At<'_>,
) -> Result<(), ManifestError> {
    *counter = counter.saturating_add(more);
    if *counter > limit {
        return Err(ManifestError::TooMany {
            at: at.to_string(),
            what,
            limit,
        });
    }
    Ok(())
}

/// The media type at a member. An empty one is none: that is how writers in Go spell absence.
fn optional_media_type(
    members: &Members<'_>,
    at: &At<'_>,
    name: &'static str,
) -> Result<Option<String>, ManifestError> {
    let Some(json) = members.get(name) else {
        return Ok(None);
    };
    let at = At::Member(at, name);
    let media_type = text(json, &at)?;
    // Two names of at most 127 characters and a slash (RFC 6838 §4.2).
    if media_type.len() > 255 {
        return Err(at.must_be(Expected::MediaType));
    }
    Ok(Some(media_type.into_owned()).filter(|media_type| !media_type.is_empty()))
}

fn digest(
    members: &Members<'_>,
    at: &At<'_>,
    name: &'static str,
) -> Result<crate::digest::Digest, ManifestError> {
    let at = At::Member(at, name);
    let json = members.get(name).ok_or_else(|| missing(&at))?;
    text(json, &at)?.parse().map_err(|source| ManifestError::Digest {
        at: at.to_string(),
        source,
    })
}

fn size(members: &Members<'_>, at: &At<'_>) -> Result<u64, ManifestError> {
    let at = At::Member(at, "size");
    let number = members.get("size").ok_or_else(|| missing(&at))?.get();
    let digits = number.strip_prefix('-').unwrap_or(number);
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(at.must_be(Expected::Integer));
    }
    // Parsed as i64, since every reader's size and the store's column are signed.
    let size = number
        .parse::<i64>()
        .ok()
        .and_then(|size| u64::try_from(size).ok());
    size.ok_or_else(|| ManifestError::SizeOutOfRange { at: at.to_string() })
}
