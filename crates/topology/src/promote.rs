//! Promotion: an image by digest from one repository to another, of the same registry or of another account's, with the
//! children of an index and with what refers to it. Built once, the same bytes everywhere: every digest is compared.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use serde_json::{Value, json};

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

/// A repository, and in whose registry when it is not the caller's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The account.
    pub registry: Option<String>,
    /// The repository.
    pub repository: String,
}

/// What of a repository: a tag, or a digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reference {
    /// A tag.
    Tag(String),
    /// A digest.
    Digest(String),
}

impl Side {
    /// Reads `[ACCOUNT/]REPOSITORY[:TAG|@DIGEST]`.
    pub fn parse(text: &str) -> Option<(Side, Option<Reference>)> {
        let (name, reference) = match text.split_once('@') {
            Some((name, digest)) => (name, Some(Reference::Digest(digest.to_owned()))),
            None => match text.rsplit_once(':') {
                Some((name, tag)) => (name, Some(Reference::Tag(tag.to_owned()))),
                None => (text, None),
            },
        };
        let is_account = |text: &str| text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
        let (registry, repository) = match name.split_once('/') {
            Some((account, rest)) if is_account(account) => (Some(account.to_owned()), rest),
            _ => (None, name),
        };
        let side = Side {
            registry,
            repository: repository.to_owned(),
        };
        (!repository.is_empty()).then_some((side, reference))
    }

    fn input(&self, mut more: Value) -> Value {
        more["repositoryName"] = json!(self.repository);
        if let Some(registry) = &self.registry {
            more["registryId"] = json!(registry);
        }
        more
    }
}

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
        report: &mut (dyn FnMut(&Step) + Send),
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
            report(&Step::Tag { tag: tag.clone() });
        }
        Ok(())
    }

    /// One manifest, unless it is done: children, layers, itself.
    async fn manifest(
        &self,
        digest: &str,
        done: &mut BTreeSet<String>,
        report: &mut (dyn FnMut(&Step) + Send),
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
        for layer in config.chain(manifest["layers"].as_array().into_iter().flatten()) {
            // Foreign layers are fetched from where they say.
            if layer["urls"].as_array().is_none_or(Vec::is_empty) {
                self.layer(&text(layer, "digest"), report).await?;
            }
        }
        self.put(&image, digest, None).await?;
        report(&Step::Manifest {
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

    async fn layer(&self, digest: &str, report: &mut (dyn FnMut(&Step) + Send)) -> Result<(), LiveError> {
        let input = self.destination.input(json!({"layerDigests": [digest]}));
        let there = self
            .to
            .call(Service::Ecr, "BatchCheckLayerAvailability", input)
            .await?;
        if there["layers"][0]["layerAvailability"] == "AVAILABLE" {
            report(&Step::LayerThere {
                digest: digest.to_owned(),
            });
            return Ok(());
        }
        if self.mounted(digest).await? {
            report(&Step::LayerMounted {
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
                part.clear();
                chunk = later;
            }
            part.extend_from_slice(chunk);
        }
        if !part.is_empty() || sent == 0 {
            sent = self.part(&upload, sent, &part).await?;
        }
        let input = self
            .destination
            .input(json!({"uploadId": upload, "layerDigests": [digest]}));
        let completed = self.to.call(Service::Ecr, "CompleteLayerUpload", input).await;
        crate::live::found(completed, &["LayerAlreadyExistsException"])?;
        report(&Step::Layer {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_are_read() {
        let side = |registry: Option<&str>, repository: &str| Side {
            registry: registry.map(str::to_owned),
            repository: repository.to_owned(),
        };
        let digest = "sha256:ab";
        for (given, expected) in [
            ("app", Some((side(None, "app"), None))),
            (
                "team/app:v1",
                Some((side(None, "team/app"), Some(Reference::Tag("v1".to_owned())))),
            ),
            (
                "222222222222/prod/app@sha256:ab",
                Some((
                    side(Some("222222222222"), "prod/app"),
                    Some(Reference::Digest(digest.to_owned())),
                )),
            ),
            ("", None),
        ] {
            assert_eq!(Side::parse(given), expected, "{given}");
        }
    }
}
