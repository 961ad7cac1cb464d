//! Promotion: an image by digest from one repository to another, of the same registry or of another account's, with the
//! children of an index and with what refers to it. Built once, the same bytes everywhere: every digest is compared.

mod side;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use serde_json::{Value, json};

pub use side::{Reference, Side};

use crate::live::{Client, LiveError, Service};

/// Bytes of a part: ECR takes 5 MiB at least but for the last one, 20 MiB at most.
const PART: usize = 10 * 1024 * 1024;
/// An image has no more children, nor referrers of referrers.
const MAX_MANIFESTS: usize = 2_000;
const MEDIA_TYPES: [&str; 4] = [
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
    "application/vnd.docker.distribution.manifest.v2+json",
];

/// What was done, and what is done as it goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Step {
    /// A layer went over, with its bytes.
    Layer {
        /// Its digest.
        digest: String,
        /// How many.
        bytes: u64,
    },
    /// A layer was taken over from the source, which is in the same registry.
    LayerMounted {
        /// Its digest.
        digest: String,
    },
    /// A layer was there.
    LayerThere {
        /// Its digest.
        digest: String,
    },
    /// A manifest was put.
    Manifest {
        /// Its digest.
        digest: String,
    },
    /// A tag was set.
    Tag {
        /// The tag.
        tag: String,
    },
}

/// Who is told how a promotion goes.
pub trait Listener {
    /// Something is done.
    fn step(&mut self, step: &Step);

    /// An image names layers with so many bytes in all.
    fn named(&mut self, bytes: u64);

    /// So many bytes of them need not be sent.
    fn spared(&mut self, bytes: u64);

    /// So many more have been sent.
    fn sent(&mut self, bytes: u64);
}

/// From where, to where, as whom.
pub struct Promotion<'a> {
    /// Who reads.
    pub from: &'a Client,
    /// Where from.
    pub source: Side,
    /// Who writes.
    pub to: &'a Client,
    /// Where to.
    pub destination: Side,
    /// How far apart they are.
    pub distance: Distance,
    /// Whether the destination has said that it does not mount layers.
    pub copies: AtomicBool,
}

/// How far a source and a destination are apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distance {
    /// They are one repository: nothing but the tag is set.
    Nothing,
    /// They are in one registry: layers are mounted, where it lets them be.
    Repository,
    /// They are in two registries: layers are copied.
    Registry,
}

impl Promotion<'_> {
    /// The digest that a reference means now.
    pub async fn resolve(&self, reference: &Reference) -> Result<String, LiveError> {
        let image = self.image(reference).await?;
        Ok(text(&image["imageId"], "imageDigest"))
    }

    /// Copies the image of a digest with everything that belongs to it, then sets the tags.
    pub async fn run(
        &self,
        digest: &str,
        tags: &[String],
        report: &mut (dyn Listener + Send),
    ) -> Result<(), LiveError> {
        let mut done = BTreeSet::new();
        if self.distance != Distance::Nothing {
            // What an image refers to goes before it, what refers to it, or to its children, after it.
            self.manifest(digest, &mut done, report).await?;
            let mut asked = BTreeSet::new();
            while let Some(next) = done.difference(&asked).next().cloned() {
                for referrer in self.referrers(&next).await? {
                    self.manifest(&referrer, &mut done, report).await?;
                }
                asked.insert(next);
                if done.len() > MAX_MANIFESTS {
                    let text = format!("{digest} has more than {MAX_MANIFESTS} manifests");
                    return Err(LiveError::Conflict(text));
                }
            }
        }
        let image = self.image(&Reference::Digest(digest.to_owned())).await?;
        for tag in tags {
            self.put(&image, digest, Some(tag)).await?;
            report.step(&Step::Tag { tag: tag.clone() });
        }
        Ok(())
    }

    /// One manifest, unless it is done: children, layers, itself.
    async fn manifest(
        &self,
        digest: &str,
        done: &mut BTreeSet<String>,
        report: &mut (dyn Listener + Send),
    ) -> Result<(), LiveError> {
        if !done.insert(digest.to_owned()) {
            return Ok(());
        }
        let image = self.image(&Reference::Digest(digest.to_owned())).await?;
        let manifest: Value = serde_json::from_str(&text(&image, "imageManifest")).unwrap_or_default();
        for child in manifest["manifests"].as_array().into_iter().flatten() {
            Box::pin(self.manifest(&text(child, "digest"), done, report)).await?;
        }
        let config = std::iter::once(&manifest["config"]).filter(|config| config.is_object());
        let layers = config.chain(manifest["layers"].as_array().into_iter().flatten());
        // Foreign layers are fetched from where they say.
        let layers = layers.filter(|layer| layer["urls"].as_array().is_none_or(Vec::is_empty));
        let layers: Vec<(String, u64)> = layers
            .map(|layer| (text(layer, "digest"), layer["size"].as_u64().unwrap_or(0)))
            .collect();
        report.named(layers.iter().map(|(_, size)| size).sum());
        for (digest, size) in layers {
            self.layer(&digest, size, report).await?;
        }
        self.put(&image, digest, None).await?;
        report.step(&Step::Manifest {
            digest: digest.to_owned(),
        });
        Ok(())
    }

    async fn image(&self, reference: &Reference) -> Result<Value, LiveError> {
        let id = match reference {
            Reference::Tag(tag) => json!({"imageTag": tag}),
            Reference::Digest(digest) => json!({"imageDigest": digest}),
        };
        let input = self
            .source
            .input(json!({"imageIds": [id], "acceptedMediaTypes": MEDIA_TYPES}));
        let answer = self.from.call(Service::Ecr, "BatchGetImage", input).await?;
        match answer["images"].get(0) {
            Some(image) => Ok(image.clone()),
            None => Err(LiveError::Conflict(format!(
                "{} has no {}: {}",
                self.source.repository,
                match reference {
                    Reference::Tag(text) | Reference::Digest(text) => text,
                },
                text(&answer["failures"][0], "failureReason")
            ))),
        }
    }

    async fn referrers(&self, digest: &str) -> Result<Vec<String>, LiveError> {
        let input = self.source.input(json!({"subjectId": {"imageDigest": digest}}));
        let found = self
            .from
            .list(Service::Ecr, "ListImageReferrers", input, "referrers")
            .await?;
        Ok(found.iter().map(|referrer| text(referrer, "digest")).collect())
    }

    async fn put(&self, image: &Value, digest: &str, tag: Option<&str>) -> Result<(), LiveError> {
        let mut input = json!({"imageManifest": image["imageManifest"], "imageDigest": digest});
        if let Some(media_type) = image["imageManifestMediaType"].as_str() {
            input["imageManifestMediaType"] = json!(media_type);
        }
        if let Some(tag) = tag {
            input["imageTag"] = json!(tag);
        }
        let put = self
            .to
            .call(Service::Ecr, "PutImage", self.destination.input(input))
            .await;
        let put = match put {
            // It is there already: as it should be, or as a tag that does not move.
            Err(error) if error.is(&["ImageAlreadyExistsException"]) => return Ok(()),
            other => other?,
        };
        let got = text(&put["image"]["imageId"], "imageDigest");
        match got == digest {
            true => Ok(()),
            false => Err(LiveError::Conflict(format!(
                "{digest} became {got}: the bytes are not the same"
            ))),
        }
    }

    async fn layer(
        &self,
        digest: &str,
        size: u64,
        report: &mut (dyn Listener + Send),
    ) -> Result<(), LiveError> {
        let input = self.destination.input(json!({"layerDigests": [digest]}));
        let there = self
            .to
            .call(Service::Ecr, "BatchCheckLayerAvailability", input)
            .await?;
        if there["layers"][0]["layerAvailability"] == "AVAILABLE" {
            report.spared(size);
            report.step(&Step::LayerThere {
                digest: digest.to_owned(),
            });
            return Ok(());
        }
        if self.mounted(digest).await? {
            report.spared(size);
            report.step(&Step::LayerMounted {
                digest: digest.to_owned(),
            });
            return Ok(());
        }
        let input = self.source.input(json!({"layerDigest": digest}));
        let url = text(
            &self
                .from
                .call(Service::Ecr, "GetDownloadUrlForLayer", input)
                .await?,
            "downloadUrl",
        );
        let input = self.destination.input(json!({}));
        let upload = text(
            &self.to.call(Service::Ecr, "InitiateLayerUpload", input).await?,
            "uploadId",
        );
        let mut download = self.from.download(&url).await?;
        let (mut part, mut sent) = (Vec::with_capacity(PART), 0);
        while let Some(chunk) = download.chunk().await? {
            let mut chunk = &chunk[..];
            while part.len() + chunk.len() >= PART {
                let (now, later) = chunk.split_at(PART - part.len());
                part.extend_from_slice(now);
                sent = self.part(&upload, sent, &part).await?;
                report.sent(part.len() as u64);
                part.clear();
                chunk = later;
            }
            part.extend_from_slice(chunk);
        }
        if !part.is_empty() || sent == 0 {
            sent = self.part(&upload, sent, &part).await?;
            report.sent(part.len() as u64);
        }
        let input = self
            .destination
            .input(json!({"uploadId": upload, "layerDigests": [digest]}));
        let completed = self.to.call(Service::Ecr, "CompleteLayerUpload", input).await;
        crate::live::found(completed, &["LayerAlreadyExistsException"])?;
        report.step(&Step::Layer {
            digest: digest.to_owned(),
            bytes: sent,
        });
        Ok(())
    }

    async fn mounted(&self, digest: &str) -> Result<bool, LiveError> {
        if self.distance != Distance::Repository || self.copies.load(Ordering::Relaxed) {
            return Ok(false);
        }
        let names = (
            self.destination.repository.as_str(),
            self.source.repository.as_str(),
        );
        let registry = self.destination.registry.as_deref();
        let mounted = self.to.mount(registry, names, digest).await?;
        self.copies.store(!mounted, Ordering::Relaxed);
        Ok(mounted)
    }

    async fn part(&self, upload: &str, first: u64, bytes: &[u8]) -> Result<u64, LiveError> {
        let end = first + u64::try_from(bytes.len()).unwrap_or(0);
        let input = self
            .destination
            .input(json!({"uploadId": upload, "partFirstByte": first,
            "partLastByte": end.saturating_sub(1), "layerPartBlob": STANDARD.encode(bytes)}));
        self.to.call(Service::Ecr, "UploadLayerPart", input).await?;
        Ok(end)
    }
}

fn text(value: &Value, member: &str) -> String {
    value[member].as_str().unwrap_or_default().to_owned()
}
