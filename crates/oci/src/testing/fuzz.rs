//! Properties that hold for any bytes. Each target's property is listed in `fuzz/README.md`.

use std::collections::HashSet;
use std::fmt::Display;
use std::str::FromStr;

use crate::convert::convert;
use crate::digest::Digest;
use crate::manifest::Manifest;
use crate::media_type::{self, Accept, DOCKER_MANIFEST, MANIFESTS, OCI_MANIFEST};
use crate::name::RepositoryName;
use crate::range::{content_range, parse_content_range, parse_range};
use crate::reference::Reference;
use crate::schema1;
use crate::tag::Tag;

/// Names, tags, references and digests: what is accepted prints as it was written, and is exactly what the rule says
/// when the rule is put another way.
pub fn fuzz_name(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    assert_eq!(
        prints_as_written::<RepositoryName>(text),
        is_name(text),
        "name {text:?}"
    );
    assert_eq!(
        prints_as_written::<Tag>(text),
        is_tag(text, Tag::MAX_LENGTH),
        "tag {text:?}"
    );
    assert_eq!(
        Tag::parse_with_limit(text, 3).is_ok(),
        is_tag(text, 3),
        "tag {text:?}"
    );
    assert_eq!(
        prints_as_written::<Digest>(text),
        is_digest(text),
        "digest {text:?}"
    );
    assert_eq!(
        prints_as_written::<Reference>(text),
        is_digest(text) || is_tag(text, Tag::MAX_LENGTH),
        "reference {text:?}"
    );
    if let Ok(digest) = text.parse::<Digest>() {
        assert_eq!(
            digest.as_str(),
            format!("{}:{}", digest.algorithm(), digest.hex())
        );
        assert_eq!(digest.hex().len(), digest.algorithm().hex_len());
    }
}

/// Manifests: never a panic; what is accepted keeps within the limits, answers consistently, is read the same with its
/// type declared, and survives conversion there and back.
pub fn fuzz_manifest(data: &[u8]) {
    let declared = MANIFESTS[data.len() % MANIFESTS.len()];
    for declared in [None, Some(declared)] {
        if let Ok(manifest) = Manifest::parse(data, declared) {
            check_manifest(data, &manifest);
        }
    }
}

fn check_manifest(data: &[u8], manifest: &Manifest) {
    assert!(media_type::is_manifest(&manifest.media_type));
    assert_eq!(
        Manifest::parse(data, Some(&manifest.media_type)).as_ref(),
        Ok(manifest)
    );

    let required = manifest.required_blobs();
    let distinct: HashSet<_> = required.iter().map(|blob| &blob.digest).collect();
    assert_eq!(distinct.len(), required.len(), "each digest once");
    assert!(required.len() <= manifest.layers.len() + 1);
    assert!(required.iter().all(|blob| manifest.content_size() >= blob.size));
    let is_image = media_type::is_image(&manifest.media_type);
    assert_eq!(is_image, manifest.config.is_some());
    assert!(manifest.is_index() || manifest.children().is_empty());
    assert!(!is_image || manifest.effective_artifact_type().is_some());
    let descriptors = manifest.layers.len() + manifest.manifests.len();
    assert!(descriptors <= Manifest::MAX_DESCRIPTORS);

    if !manifest.says_sizes()
        && let Ok(Some(payload)) = schema1::payload(data)
    {
        assert_eq!(
            schema1::payload(&payload),
            Ok(None),
            "a payload is no signed manifest"
        );
        assert_eq!(*schema1::named(data), *payload, "it is what is named");
    }
    let (own, other) = match manifest.media_type.as_str() {
        OCI_MANIFEST => (OCI_MANIFEST, DOCKER_MANIFEST),
        other => (other, OCI_MANIFEST),
    };
    if let Some(there) = convert(data, own, other) {
        let converted = Manifest::parse(&there, None).expect("INVARIANT: a conversion yields a manifest");
        assert_eq!(converted.media_type, other);
        assert_eq!(converted.content_size(), manifest.content_size());
        let back = convert(&there, other, own).expect("INVARIANT: what was converted converts back");
        assert_eq!(Manifest::parse(&back, None).as_ref(), Ok(manifest));
        assert_eq!(
            convert(&back, own, other),
            Some(there),
            "one manifest, one conversion"
        );
    }
}

/// Ranges, the first eight bytes being the length: what is served is not empty, lies inside, and its `Content-Range`
/// says the same; a chunk's range says the same when it is written plainly.
pub fn fuzz_range(data: &[u8]) {
    let Some((len, header)) = data.split_first_chunk() else {
        return;
    };
    let len = u64::from_le_bytes(*len);
    let Ok(header) = std::str::from_utf8(header) else {
        return;
    };
    match parse_range(header, len) {
        Ok(Some(range)) => {
            assert!(
                range.start < range.end && range.end <= len,
                "{header:?} of {len}: {range:?}"
            );
            let (first, last) = (range.start, range.end - 1);
            assert_eq!(
                parse_content_range(&content_range(&range, len)),
                Some(first..=last)
            );
            assert_eq!(
                parse_range(&format!("bytes={first}-{last}"), len),
                Ok(Some(range))
            );
        }
        Ok(None) => {}
        Err(unsatisfiable) => assert_eq!(unsatisfiable.content_range(), format!("bytes */{len}")),
    }
    if let Some(range) = parse_content_range(header) {
        assert!(range.start() <= range.end());
        assert_eq!(
            parse_content_range(&format!("{}-{}", range.start(), range.end())),
            Some(range)
        );
    }
}

/// `Accept`: never a panic; unrestricted takes everything; what is preferred is taken, and something is preferred when
/// anything is taken; the same elements in several headers mean the same as in one.
pub fn fuzz_accept(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let accept = Accept::parse([text]);
    let taken: Vec<&str> = MANIFESTS
        .into_iter()
        .filter(|media_type| accept.accepts(media_type))
        .collect();
    assert!(
        !accept.is_unrestricted() || taken.len() == MANIFESTS.len(),
        "{text:?}"
    );
    assert_eq!(
        accept.preferred(&MANIFESTS).is_some(),
        !taken.is_empty(),
        "{text:?}"
    );
    assert!(
        accept
            .preferred(&MANIFESTS)
            .is_none_or(|preferred| taken.contains(&preferred)),
        "{text:?}"
    );
    if !text.contains('"') {
        assert_eq!(Accept::parse(text.split(',')), accept, "{text:?}");
    }
}

fn prints_as_written<T: FromStr + Display>(text: &str) -> bool {
    text.parse::<T>().is_ok_and(|value| {
        assert_eq!(value.to_string(), text);
        true
    })
}

/// The repository name's rule by runs: what stands between letters and digits is one of few separators.
fn is_name(text: &str) -> bool {
    let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let is_component = |component: &str| {
        let runs: Vec<&str> = component.split(is_word).filter(|run| !run.is_empty()).collect();
        component.starts_with(is_word)
            && component.ends_with(is_word)
            && runs
                .iter()
                .all(|run| matches!(*run, "." | "_" | "__") || run.chars().all(|c| c == '-'))
    };
    (2..=256).contains(&text.chars().count()) && text.split('/').all(is_component)
}

fn is_tag(text: &str, max: usize) -> bool {
    (1..=max).contains(&text.chars().count())
        && !text.starts_with(['.', '-'])
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
}

fn is_digest(text: &str) -> bool {
    [("sha256:", 64), ("sha512:", 128)]
        .into_iter()
        .any(|(prefix, digits)| {
            text.strip_prefix(prefix).is_some_and(|hex| {
                hex.len() == digits
                    && hex
                        .chars()
                        .all(|c| c.is_ascii_digit() || ('a'..='f').contains(&c))
            })
        })
}
