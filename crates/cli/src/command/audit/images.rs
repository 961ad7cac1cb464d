//! Which images a record tells of.

use serde_json::Value;

use super::wanted::DIGESTS;

/// The tag of each digest of an image that went, in the same order, of a call that asked for several.
const TAGS: &str = "/additionalEventData/imageTags";
/// What a call asked for.
const IDS: &str = "/requestParameters/imageIds";
/// What a call answered of the images that it asked for.
const ANSWERED: &str = "/responseElements/imageIds";

const TAG: &[&str] = &[
    "/requestParameters/imageTag",
    "/requestParameters/imageIds/0/imageTag",
];
const DIGEST: &[&str] = &[
    "/requestParameters/imageDigest",
    "/requestParameters/imageIds/0/imageDigest",
    "/requestParameters/layerDigest",
    "/serviceEventDetails/imageDigest",
];

/// An image, or a layer, as far as a record names it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Image<'a> {
    pub(super) tag: Option<&'a str>,
    pub(super) digest: Option<&'a str>,
}

/// The images that are shown of a record: each that went, or only the one with the digest that is asked for. Of a call with which none
/// went, one that it named.
pub(super) fn images<'a>(record: &'a Value, asked: Option<&str>) -> Vec<Image<'a>> {
    let is_asked = |image: &Image<'_>| asked.is_some() && image.digest == asked;
    let mut images = went(record);
    if images.is_empty() {
        let mut named = [ANSWERED, IDS].into_iter().flat_map(|member| ids(record, member));
        images.push(named.find(is_asked).unwrap_or_else(|| Image {
            tag: first(record, TAG),
            digest: first(record, DIGEST),
        }));
    }
    if images.iter().any(is_asked) {
        images.retain(is_asked);
    }
    images
}

/// The images that went, each once.
fn went(record: &Value) -> Vec<Image<'_>> {
    let digests = list(record, DIGESTS);
    // Of a call that asked for one, that is its tag; an older record of several does not say whose is which.
    let is_one = list(record, IDS).len() < 2;
    let only = first(record, TAG).filter(|_| is_one);
    let tags = list(record, TAGS);
    let mut images = Vec::new();
    for (place, digest) in digests.iter().enumerate() {
        let image = Image {
            tag: tags.get(place).map_or(only, Value::as_str),
            digest: digest.as_str(),
        };
        if !images.contains(&image) {
            images.push(image);
        }
    }
    images
}

/// The images of a list of ids.
fn ids<'a>(record: &'a Value, member: &str) -> impl Iterator<Item = Image<'a>> + use<'a> {
    list(record, member).iter().map(|id| Image {
        tag: id["imageTag"].as_str(),
        digest: id["imageDigest"].as_str(),
    })
}

/// The first of some texts that a record has.
pub(super) fn first<'a>(record: &'a Value, pointers: &[&str]) -> Option<&'a str> {
    let mut found = pointers
        .iter()
        .filter_map(|pointer| record.pointer(pointer)?.as_str());
    found.next()
}

fn list<'a>(record: &'a Value, member: &str) -> &'a [Value] {
    let list = record.pointer(member).and_then(Value::as_array);
    list.map(Vec::as_slice).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shown(record: &Value, asked: Option<&str>) -> Vec<(String, String)> {
        let text = |text: Option<&str>| text.unwrap_or("-").to_owned();
        let images = images(record, asked).into_iter();
        images
            .map(|image| (text(image.tag), text(image.digest)))
            .collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        let owned = |(tag, digest): &(&str, &str)| ((*tag).to_owned(), (*digest).to_owned());
        expected.iter().map(owned).collect()
    }

    #[test]
    fn each_image_that_went_has_its_own_tag() {
        let asked = json!([{"imageTag": "v1"}, {"imageTag": "gone"}, {"imageDigest": "sha256:b"}, {"imageTag": "v3"}]);
        let mut record = json!({
            "requestParameters": {"imageIds": asked},
            "additionalEventData": {
                "imageDigests": ["sha256:a", "sha256:b", "sha256:c", "sha256:c"], "imageTags": ["v1", null, "v3", "v3"],
            },
        });
        let all = pairs(&[("v1", "sha256:a"), ("-", "sha256:b"), ("v3", "sha256:c")]);
        assert_eq!(shown(&record, None), all);
        assert_eq!(shown(&record, Some("sha256:c")), pairs(&[("v3", "sha256:c")]));
        // An older record does not say it.
        let more = record["additionalEventData"].as_object_mut().unwrap();
        more.remove("imageTags");
        assert_eq!(shown(&record, Some("sha256:c")), pairs(&[("-", "sha256:c")]));
    }

    #[test]
    fn one_image_has_the_tag_that_was_asked_for_in_each_of_its_forms() {
        let record = json!({
            "requestParameters": {"imageIds": [{"imageTag": "v1"}]},
            "additionalEventData": {"imageDigests": ["sha256:a", "sha256:b"]},
        });
        let both = pairs(&[("v1", "sha256:a"), ("v1", "sha256:b")]);
        assert_eq!(shown(&record, None), both);
        assert_eq!(shown(&record, Some("sha256:b")), both[1..]);
    }

    #[test]
    fn what_was_asked_for_is_shown_of_what_a_call_named() {
        let record = json!({
            "requestParameters": {"imageIds": [{"imageTag": "v1"}, {"imageTag": "v2"}]},
            "responseElements": {"imageIds": [
                {"imageTag": "v1", "imageDigest": "sha256:a"}, {"imageTag": "v2", "imageDigest": "sha256:b"},
            ]},
        });
        assert_eq!(shown(&record, None), pairs(&[("v1", "-")]));
        assert_eq!(shown(&record, Some("sha256:b")), pairs(&[("v2", "sha256:b")]));
        assert_eq!(shown(&json!({}), Some("sha256:b")), pairs(&[("-", "-")]));
    }
}
