//! Small images, made from a seed: the same seed gives the same image.

use serde_json::{Value, json};
use wharf_oci::digest::Digest;
use wharf_oci::media_type::{OCI_CONFIG, OCI_EMPTY, OCI_INDEX, OCI_LAYER_GZIP, OCI_MANIFEST};

use super::sha256;

/// A manifest and the blobs that it needs.
#[derive(Clone, Debug)]
pub(crate) struct TestImage {
    pub(crate) manifest: String,
    pub(crate) digest: Digest,
    pub(crate) media_type: String,
    /// The configuration, then the layers.
    pub(crate) blobs: Vec<Vec<u8>>,
}

impl TestImage {
    /// An OCI image with a configuration and one layer.
    pub(crate) fn new(seed: &str) -> TestImage {
        TestImage::of(&[
            format!("config {seed}").as_bytes(),
            format!("layer {seed}").as_bytes(),
        ])
    }

    /// An OCI image of these blobs: a configuration, then layers.
    pub(crate) fn of(blobs: &[&[u8]]) -> TestImage {
        let describe = |media_type: &str, bytes: &[u8]| json!({"mediaType": media_type, "digest": sha256(bytes).as_str(), "size": bytes.len()});
        let layers: Vec<Value> = blobs[1..]
            .iter()
            .map(|layer| describe(OCI_LAYER_GZIP, layer))
            .collect();
        let document = json!({
            "schemaVersion": 2, "mediaType": OCI_MANIFEST,
            "config": describe(OCI_CONFIG, blobs[0]), "layers": layers,
        });
        TestImage::from_document(&document, blobs)
    }

    /// The image of a seed, with an annotation of so many bytes: its manifest is larger than that.
    pub(crate) fn with_note(seed: &str, length: usize) -> TestImage {
        let image = TestImage::new(seed);
        let mut document: Value = serde_json::from_str(&image.manifest).unwrap();
        document["annotations"] = json!({"note": "x".repeat(length)});
        let blobs: Vec<&[u8]> = image.blobs.iter().map(Vec::as_slice).collect();
        TestImage::from_document(&document, &blobs)
    }

    /// Any document with a `mediaType`.
    pub(crate) fn from_document(document: &Value, blobs: &[&[u8]]) -> TestImage {
        let manifest = document.to_string();
        TestImage {
            digest: sha256(&manifest),
            media_type: document["mediaType"].as_str().unwrap().to_owned(),
            manifest,
            blobs: blobs.iter().map(|blob| blob.to_vec()).collect(),
        }
    }

    pub(crate) fn config(&self) -> &[u8] {
        &self.blobs[0]
    }

    pub(crate) fn layer(&self) -> &[u8] {
        &self.blobs[1]
    }

    /// How many bytes all blobs have.
    pub(crate) fn size(&self) -> usize {
        self.blobs.iter().map(Vec::len).sum()
    }
}

/// An index over images.
pub(crate) struct Index;

impl Index {
    pub(crate) fn of(children: &[&TestImage]) -> TestImage {
        let manifests: Vec<Value> = children
            .iter()
            .map(|child| json!({"mediaType": child.media_type, "digest": child.digest.as_str(), "size": child.manifest.len()}))
            .collect();
        let document = json!({"schemaVersion": 2, "mediaType": OCI_INDEX, "manifests": manifests});
        TestImage::from_document(&document, &[])
    }
}

/// An artifact about `subject`: no layers but the empty one.
pub(crate) fn artifact(subject: &TestImage, artifact_type: &str, note: &str) -> TestImage {
    let empty = json!({"mediaType": OCI_EMPTY, "digest": sha256("{}").as_str(), "size": 2});
    let document = json!({
        "schemaVersion": 2, "mediaType": OCI_MANIFEST, "artifactType": artifact_type,
        "config": empty, "layers": [empty],
        "subject": {"mediaType": subject.media_type, "digest": subject.digest.as_str(), "size": subject.manifest.len()},
        "annotations": {"note": note},
    });
    TestImage::from_document(&document, &[b"{}"])
}

/// The digest of an image that is not anywhere.
pub(crate) fn digest_of(seed: &str) -> String {
    sha256(seed).to_string()
}
