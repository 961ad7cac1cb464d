//! Docker schema 2 and OCI image manifests say the same in two vocabularies; a client that knows one is served the other.
//!
//! The rule is Amazon ECR's (User Guide, "Container image manifest format support"): by tag only, which the caller
//! sees to, and never lists or indexes. Only the media types of the manifest, the configuration and the layers change.
//! All other values stay as they are spelled, and in their order, so that one manifest always converts to the same
//! digest: digests of other forms were given out and are kept (ADR 25). A manifest with a type that the other vocabulary has no word
//! for (a chart, a signature) is not converted, nor one with a `subject`: its other form would be a referrer in no list of referrers.

use serde_json::value::RawValue;

use crate::manifest::{At, Manifest, Members, elements, text};
use crate::media_type::*;

/// The same type in Docker's words and in OCI's.
const COUNTERPARTS: [(&str, &str); 7] = [
    (DOCKER_MANIFEST, OCI_MANIFEST),
    (DOCKER_CONFIG, OCI_CONFIG),
    (DOCKER_LAYER, OCI_LAYER),
    (DOCKER_LAYER_GZIP, OCI_LAYER_GZIP),
    (DOCKER_LAYER_ZSTD, OCI_LAYER_ZSTD),
    (DOCKER_FOREIGN_LAYER, OCI_FOREIGN_LAYER),
    (DOCKER_FOREIGN_LAYER_GZIP, OCI_FOREIGN_LAYER_GZIP),
];

/// The type that an image manifest of type `media_type` can be converted to.
#[must_use]
pub fn counterpart(media_type: &str) -> Option<&'static str> {
    match media_type {
        DOCKER_MANIFEST => Some(OCI_MANIFEST),
        OCI_MANIFEST => Some(DOCKER_MANIFEST),
        _ => None,
    }
}

/// The manifest `bytes` of type `from` as one of type `to`.
///
/// `None` when there is no such conversion (also from a type to itself), or the bytes are no manifest of type `from`.
#[must_use]
pub fn convert(bytes: &[u8], from: &str, to: &str) -> Option<Vec<u8>> {
    counterpart(from).filter(|counterpart| *counterpart == to)?;
    let words = match to {
        OCI_MANIFEST => Vocabulary::Oci,
        _ => Vocabulary::Docker,
    };
    let manifest = Manifest::parse(bytes, Some(from)).ok()?;
    if manifest.subject.is_some() {
        return None;
    }
    let json = std::str::from_utf8(bytes).ok()?;
    words.manifest(json).map(String::into_bytes)
}

/// The words to translate into.
#[derive(Clone, Copy)]
enum Vocabulary {
    Docker,
    Oci,
}

impl Vocabulary {
    fn word(self, word: &str) -> Option<&'static str> {
        COUNTERPARTS.into_iter().find_map(|(docker, oci)| match self {
            Vocabulary::Docker => (word == oci).then_some(docker),
            Vocabulary::Oci => (word == docker).then_some(oci),
        })
    }

    fn manifest(self, json: &str) -> Option<String> {
        let own_type = match self {
            Vocabulary::Docker => DOCKER_MANIFEST,
            Vocabulary::Oci => OCI_MANIFEST,
        };
        let mut object = Object::default();
        let members = members(json)?;
        // Optional in OCI, demanded by readers of Docker's: where readers expect it, behind the version.
        let absent = members.get("mediaType").is_none();
        for (name, value) in members.0 {
            match name.as_ref() {
                "mediaType" if absent => continue,
                "mediaType" => object.push(&name, &quoted(own_type)?)?,
                "config" => object.push(&name, &self.descriptor(value)?)?,
                "layers" => object.push(&name, &self.layers(value)?)?,
                _ => object.push(&name, value.get())?,
            }
            if absent && name == "schemaVersion" {
                object.push("mediaType", &quoted(own_type)?)?;
            }
        }
        Some(object.finish())
    }

    fn layers(self, json: &RawValue) -> Option<String> {
        if json.get() == "null" {
            return Some("null".to_owned());
        }
        let layers = elements(json, &At::Root, Manifest::MAX_DESCRIPTORS, "layers").ok()?;
        let layers: Option<Vec<String>> = layers.into_iter().map(|layer| self.descriptor(layer)).collect();
        Some(format!("[{}]", layers?.join(",")))
    }

    fn descriptor(self, json: &RawValue) -> Option<String> {
        let mut object = Object::default();
        for (name, value) in members(json.get())?.0 {
            if name == "mediaType" {
                let word = self.word(&text(value, &At::Root).ok()?)?;
                object.push(&name, &quoted(word)?)?;
            } else {
                object.push(&name, value.get())?;
            }
        }
        Some(object.finish())
    }
}

/// Already known to be an object of a valid manifest, so no limit is needed and no error tells more than `None`.
fn members(json: &str) -> Option<Members<'_>> {
    Members::read(json, &At::Root, usize::MAX - 1).ok()
}

fn quoted(text: &str) -> Option<String> {
    serde_json::to_string(text).ok()
}

/// A JSON object being written.
#[derive(Default)]
struct Object(String);

impl Object {
    fn push(&mut self, name: &str, json: &str) -> Option<()> {
        self.0.push(if self.0.is_empty() { '{' } else { ',' });
        self.0.push_str(&quoted(name)?);
        self.0.push(':');
        self.0.push_str(json);
        Some(())
    }

    fn finish(self) -> String {
        if self.0.is_empty() {
            "{}".to_owned()
        } else {
            self.0 + "}"
        }
    }
}
