//! Reading descriptors, and counting what was read against the limits.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::error::{Expected, ManifestError};
use super::json::{At, MAX_MEMBERS, Members, elements, missing, text};
use super::{Descriptor, Manifest};
use crate::digest::Digest;
use crate::media_type;

const KNOWN_MEMBERS: &[&str] = &[
    "mediaType",
    "digest",
    "size",
    "artifactType",
    "annotations",
    "urls",
    "data",
    "platform",
];

/// Reads descriptors and remembers how many, so that the limits hold for the document and not for each list.
#[derive(Default)]
pub(super) struct Reader {
    descriptors: usize,
    words: usize,
}

impl Reader {
    pub(super) fn descriptors(
        &mut self,
        json: &RawValue,
        at: &At<'_>,
    ) -> Result<Vec<Descriptor>, ManifestError> {
        let list = elements(json, at, Manifest::MAX_DESCRIPTORS, "descriptors")?;
        list.into_iter()
            .enumerate()
            .map(|(index, json)| self.descriptor(json, &At::Element(at, index)))
            .collect()
    }

    pub(super) fn descriptor(&mut self, json: &RawValue, at: &At<'_>) -> Result<Descriptor, ManifestError> {
        count(
            &mut self.descriptors,
            1,
            Manifest::MAX_DESCRIPTORS,
            "descriptors",
            at,
        )?;
        let members = Members::read(json.get(), at, MAX_MEMBERS)?;
        members.refuse_misspelled(KNOWN_MEMBERS, at)?;
        let media_type = members.media_type("mediaType", at)?;
        Ok(Descriptor {
            media_type: media_type.ok_or_else(|| missing(At::Member(at, "mediaType")))?,
            digest: digest(&members, "digest", at)?,
            size: size(&members, at)?,
            artifact_type: members.media_type("artifactType", at)?,
            annotations: self.annotations(&members, at)?,
            urls: self.urls(&members, at)?,
        })
    }

    /// The `annotations` among these members; their values are strings.
    pub(super) fn annotations(
        &mut self,
        members: &Members<'_>,
        at: &At<'_>,
    ) -> Result<BTreeMap<String, String>, ManifestError> {
        let Some(json) = members.get("annotations") else {
            return Ok(BTreeMap::new());
        };
        let at = At::Member(at, "annotations");
        let annotations = Members::read(json.get(), &at, Manifest::MAX_WORDS)?.0;
        self.count_words(annotations.len(), &at)?;
        annotations
            .into_iter()
            .map(|(name, json)| {
                let value = text(json, &At::Member(&at, &name))?.into_owned();
                Ok((name.into_owned(), value))
            })
            .collect()
    }

    fn urls(&mut self, members: &Members<'_>, at: &At<'_>) -> Result<Vec<String>, ManifestError> {
        let Some(json) = members.get("urls") else {
            return Ok(Vec::new());
        };
        let at = At::Member(at, "urls");
        let urls = elements(json, &at, Manifest::MAX_WORDS, "annotations and URLs")?;
        self.count_words(urls.len(), &at)?;
        let url = |(index, json)| Ok(text(json, &At::Element(&at, index))?.into_owned());
        urls.into_iter().enumerate().map(url).collect()
    }

    /// `fsLayers[].blobSum` of Docker schema 1: digests alone, of gzip layers by definition.
    pub(super) fn schema1_layers(
        &mut self,
        json: &RawValue,
        at: &At<'_>,
    ) -> Result<Vec<Descriptor>, ManifestError> {
        let list = elements(json, at, Manifest::MAX_DESCRIPTORS, "descriptors")?;
        let layer = |(index, json): (usize, &RawValue)| {
            let at = At::Element(at, index);
            let members = Members::read(json.get(), &at, MAX_MEMBERS)?;
            members.refuse_misspelled(&["blobSum"], &at)?;
            Ok(Descriptor {
                media_type: media_type::DOCKER_LAYER_GZIP.to_owned(),
                digest: digest(&members, "blobSum", &at)?,
                size: 0,
                artifact_type: None,
                annotations: BTreeMap::new(),
                urls: Vec::new(),
            })
        };
        list.into_iter().enumerate().map(layer).collect()
    }

    fn count_words(&mut self, more: usize, at: &At<'_>) -> Result<(), ManifestError> {
        count(
            &mut self.words,
            more,
            Manifest::MAX_WORDS,
            "annotations and URLs",
            at,
        )
    }
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

fn digest(members: &Members<'_>, name: &str, at: &At<'_>) -> Result<Digest, ManifestError> {
    let at = At::Member(at, name);
    let json = members.get(name).ok_or_else(|| missing(at))?;
    text(json, &at)?.parse().map_err(|source| ManifestError::Digest {
        at: at.to_string(),
        source,
    })
}

fn size(members: &Members<'_>, at: &At<'_>) -> Result<u64, ManifestError> {
    let at = At::Member(at, "size");
    let number = members.get("size").ok_or_else(|| missing(at))?.get();
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
