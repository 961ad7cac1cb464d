//! Pushing by the shortest way: what tests of other things begin with.

use serde_json::{Value, json};
use wharf_node::distribution::{PushBlob, PushBlobInput};
use wharf_node::ecr::create_repository::CreateRepository;
use wharf_node::ecr::image::operations::PutImage;
use wharf_node::perform;
use wharf_oci::digest::Digest;

use super::{Bench, Refusal, TestImage, body, sha256};

impl Bench {
    /// An empty repository of Alice's.
    pub(crate) async fn repository(&self, name: &str) {
        self.ask::<CreateRepository>(json!({"repositoryName": name}))
            .await
            .unwrap();
    }

    /// A layer in a repository of Alice's.
    pub(crate) async fn layer(&self, repository: &str, bytes: &[u8]) -> Digest {
        let input = PushBlobInput {
            target: self.target(repository),
            digest: sha256(bytes),
            body: body(bytes.to_vec()),
        };
        perform::<PushBlob>(&self.node, &self.call(&self.alice), input)
            .await
            .unwrap()
    }

    /// The blobs of an image.
    pub(crate) async fn layers(&self, repository: &str, image: &TestImage) {
        for blob in &image.blobs {
            self.layer(repository, blob).await;
        }
    }

    /// The manifest of an image whose blobs are there.
    pub(crate) async fn put(
        &self,
        repository: &str,
        tag: Option<&str>,
        image: &TestImage,
    ) -> Result<Value, Refusal> {
        let mut request = json!({"repositoryName": repository, "imageManifest": image.manifest});
        if let Some(tag) = tag {
            request["imageTag"] = tag.into();
        }
        self.ask::<PutImage>(request).await
    }

    /// An image with all its blobs.
    pub(crate) async fn push(&self, repository: &str, tag: Option<&str>, image: &TestImage) {
        self.layers(repository, image).await;
        self.put(repository, tag, image).await.unwrap();
    }

    /// A fresh image with all its blobs.
    pub(crate) async fn push_new(&self, repository: &str, tag: Option<&str>, seed: &str) -> TestImage {
        let image = TestImage::new(seed);
        self.push(repository, tag, &image).await;
        image
    }
}
