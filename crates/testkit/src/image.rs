//! Images to push: small, valid, and made different by a seed.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use serde_json::{Value, json};
use wharf_oci::digest::{Algorithm, Digest};
use wharf_oci::media_type::{
    DOCKER_CONFIG, DOCKER_LAYER_GZIP, DOCKER_MANIFEST, DOCKER_SCHEMA1_SIGNED, OCI_CONFIG, OCI_EMPTY,
    OCI_INDEX, OCI_LAYER_GZIP, OCI_MANIFEST,
};

/// A manifest and its media type.
#[derive(Clone, Debug)]
pub struct Manifest {
    /// The media type.
    pub media_type: String,
    /// The bytes.
    pub bytes: Bytes,
}

/// An image with all its bytes.
#[derive(Clone, Debug)]
pub struct Image {
    /// The configuration.
    pub config: Bytes,
    /// The layers, lowest first.
    pub layers: Vec<Bytes>,
    /// The manifest.
    pub manifest: Manifest,
}

/// The SHA-256 digest of bytes.
pub fn digest(bytes: &[u8]) -> Digest {
    Digest::of(Algorithm::Sha256, bytes)
}

impl Manifest {
    /// A manifest made of a JSON document, whose `mediaType` it has.
    pub fn new(document: &Value) -> Manifest {
        Manifest {
            media_type: document["mediaType"].as_str().unwrap_or_default().to_owned(),
            bytes: document.to_string().into(),
        }
    }

    /// Its digest.
    pub fn digest(&self) -> Digest {
        digest(&self.bytes)
    }

    /// The descriptor by which another manifest names it.
    pub fn descriptor(&self) -> Value {
        descriptor(&self.media_type, &self.bytes)
    }
}

impl Image {
    /// An OCI image of two layers.
    pub fn new(seed: &str) -> Image {
        let layers = [format!("base of {seed}"), format!("application of {seed}")];
        Image::of_layers(seed, layers.map(Bytes::from).to_vec())
    }

    /// An OCI image of these layers.
    pub fn of_layers(seed: &str, layers: Vec<Bytes>) -> Image {
        Image::build(seed, layers, [OCI_MANIFEST, OCI_CONFIG, OCI_LAYER_GZIP])
    }

    /// An image in Docker's schema 2.
    pub fn docker(seed: &str) -> Image {
        let layers = vec![format!("docker layer of {seed}").into()];
        Image::build(seed, layers, [DOCKER_MANIFEST, DOCKER_CONFIG, DOCKER_LAYER_GZIP])
    }

    /// An image in Docker's schema 1, signed as Docker's library does, and its payload, by which it is named. The configuration is a
    /// second layer.
    pub fn schema1(seed: &str, signer: &str) -> (Image, Bytes) {
        let [config, layer] = ["lower", "upper"].map(|name| Bytes::from(format!("{name} layer of {seed}")));
        let layers = [&layer, &config, &layer].map(|bytes| json!({ "blobSum": digest(bytes).as_str() }));
        let document = json!({ "schemaVersion": 1, "name": "app", "tag": seed, "fsLayers": layers });
        let payload = format!("{document:#}");
        let start = payload.strip_suffix("\n}").expect("an object on lines");
        let encode = |text: &str| URL_SAFE_NO_PAD.encode(text);
        let protected = json!({ "formatLength": start.len(), "formatTail": encode("\n}"), "time": "2026-03-05T10:00:00Z" });
        let signature = json!({ "header": { "alg": "ES256" }, "signature": encode(signer),
            "protected": encode(&protected.to_string()) });
        let signed = format!("{start},\n  \"signatures\": [{signature}]\n}}");
        let manifest = Manifest {
            media_type: DOCKER_SCHEMA1_SIGNED.to_owned(),
            bytes: signed.into(),
        };
        let image = Image {
            config,
            layers: vec![layer],
            manifest,
        };
        (image, payload.into())
    }

    /// An artifact that refers to a subject.
    pub fn artifact(seed: &str, artifact_type: &str, subject: &Manifest) -> Image {
        let (config, layer) = (Bytes::from("{}"), Bytes::from(format!("statement of {seed}")));
        let manifest = json!({
            "schemaVersion": 2,
            "mediaType": OCI_MANIFEST,
            "artifactType": artifact_type,
            "config": descriptor(OCI_EMPTY, &config),
            "layers": [descriptor("application/vnd.example.statement", &layer)],
            "subject": subject.descriptor(),
            "annotations": { "org.example.seed": seed },
        });
        Image {
            config,
            layers: vec![layer],
            manifest: Manifest::new(&manifest),
        }
    }

    /// Everything that the manifest names.
    pub fn blobs(&self) -> impl Iterator<Item = &Bytes> {
        self.layers.iter().chain([&self.config])
    }

    fn build(seed: &str, layers: Vec<Bytes>, [manifest, config, layer]: [&str; 3]) -> Image {
        let document = json!({ "architecture": "amd64", "os": "linux", "rootfs": { "type": "layers", "diff_ids": [] },
            "config": { "Labels": { "seed": seed } } });
        let bytes = Bytes::from(document.to_string());
        let manifest = json!({
            "schemaVersion": 2,
            "mediaType": manifest,
            "config": descriptor(config, &bytes),
            "layers": layers.iter().map(|bytes| descriptor(layer, bytes)).collect::<Vec<_>>(),
        });
        Image {
            config: bytes,
            layers,
            manifest: Manifest::new(&manifest),
        }
    }
}

/// An OCI index of images, each for another architecture.
pub fn index(children: &[&Manifest]) -> Manifest {
    let entry = |(number, child): (usize, &&Manifest)| {
        let mut entry = child.descriptor();
        let architecture = ["amd64", "arm64", "riscv64"][number % 3];
        entry["platform"] = json!({ "os": "linux", "architecture": architecture });
        entry
    };
    let manifests: Vec<Value> = children.iter().enumerate().map(entry).collect();
    Manifest::new(&json!({ "schemaVersion": 2, "mediaType": OCI_INDEX, "manifests": manifests }))
}

fn descriptor(media_type: &str, bytes: &[u8]) -> Value {
    json!({ "mediaType": media_type, "digest": digest(bytes).as_str(), "size": bytes.len() })
}
