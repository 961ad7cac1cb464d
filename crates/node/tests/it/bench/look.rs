//! Looking at what is there, by the API.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use wharf_node::ecr::image::operations::{DescribeImages, ListImages};

use super::{Bench, Refusal, Take as _, TestImage};

impl Bench {
    /// The tags of a repository and what they name.
    pub(crate) async fn tags(&self, repository: &str) -> BTreeMap<String, String> {
        let listed = self
            .ask::<ListImages>(json!({"repositoryName": repository}))
            .await
            .unwrap();
        assert_eq!(listed.get("nextToken"), None, "more than a page");
        let named = listed
            .list("/imageIds")
            .into_iter()
            .filter(|id| id.get("imageTag").is_some());
        named
            .map(|id| (id.text("/imageTag"), id.text("/imageDigest")))
            .collect()
    }

    /// An image as `DescribeImages` shows it.
    pub(crate) async fn describe(&self, repository: &str, image: &TestImage) -> Result<Value, Refusal> {
        let ids = json!([{"imageDigest": image.digest.as_str()}]);
        let request = json!({"repositoryName": repository, "imageIds": ids});
        let described = self.ask::<DescribeImages>(request).await?;
        let mut details = described.list("/imageDetails");
        assert_eq!(details.len(), 1);
        Ok(details.remove(0))
    }

    /// Whether a repository holds the image.
    pub(crate) async fn holds(&self, repository: &str, image: &TestImage) -> bool {
        match self.describe(repository, image).await {
            Ok(_) => true,
            Err(refusal) if refusal.code == "ImageNotFoundException" => false,
            Err(refusal) => panic!("{refusal:?}"),
        }
    }
}

/// An image identifier of digest and tag, either or both.
pub(crate) fn id(image: Option<&TestImage>, tag: Option<&str>) -> Value {
    let mut id = json!({});
    if let Some(image) = image {
        id["imageDigest"] = image.digest.as_str().into();
    }
    if let Some(tag) = tag {
        id["imageTag"] = tag.into();
    }
    id
}
