//! The images that went with a call, as its record tells of them.

use serde::Serialize;

/// An image that went to the caller, or came from it.
#[derive(Clone, Debug)]
pub struct Image {
    /// Its digest.
    pub digest: String,
    /// The tag that it was asked for by, where the call asked for several: of one, what was asked for says it.
    pub tag: Option<String>,
}

/// `additionalEventData`: the digests, and where tags were noted, the tag of each in the same order.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Images<'a> {
    image_digests: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image_tags: Option<Vec<Option<&'a str>>>,
}

impl<'a> Images<'a> {
    pub(super) fn of(images: &'a [Image]) -> Images<'a> {
        let is_tagged = images.iter().any(|image| image.tag.is_some());
        Images {
            image_digests: images.iter().map(|image| &*image.digest).collect(),
            image_tags: is_tagged.then(|| images.iter().map(|image| image.tag.as_deref()).collect()),
        }
    }
}
