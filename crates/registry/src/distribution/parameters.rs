//! What the audit shows of the registry protocol's inputs: the parameters that the API's operations have for them.

use serde_json::{Map, Value, json};

use super::{
    AppendUploadInput, BlobInput, CheckVersionInput, FinishUploadInput, GetManifestInput, ListCatalogInput,
    ListTagsInput, PushBlobInput, StartUploadInput, Target, UploadInput,
};
use wharf_kernel::audit::{Parameters, members};

fn on(target: &Target, more: Value) -> Map<String, Value> {
    let mut shown = Map::new();
    shown.insert("registryId".to_owned(), json!(target.registry.as_str()));
    shown.insert("repositoryName".to_owned(), json!(target.repository.as_str()));
    shown.extend(members(more));
    shown
}

impl Parameters for CheckVersionInput {
    fn parameters(&self) -> Map<String, Value> {
        Map::new()
    }
}

impl Parameters for GetManifestInput {
    fn parameters(&self) -> Map<String, Value> {
        let id = match (self.reference.tag(), self.reference.digest()) {
            (Some(tag), _) => json!({"imageTag": tag.as_str()}),
            (_, digest) => json!({"imageDigest": digest.map(|digest| digest.as_str())}),
        };
        on(&self.target, json!({"imageIds": [id]}))
    }
}

impl Parameters for BlobInput {
    fn parameters(&self) -> Map<String, Value> {
        on(&self.target, json!({"layerDigest": self.digest.as_str()}))
    }
}

impl Parameters for ListTagsInput {
    fn parameters(&self) -> Map<String, Value> {
        on(&self.target, json!({"maxResults": self.n}))
    }
}

impl Parameters for ListCatalogInput {
    fn parameters(&self) -> Map<String, Value> {
        members(json!({"registryId": self.registry.as_str(), "maxResults": self.n}))
    }
}

impl Parameters for StartUploadInput {
    fn parameters(&self) -> Map<String, Value> {
        let mount = self.mount.as_ref();
        let from = mount.map(|mount| mount.from.as_str());
        let digest = mount.map(|mount| mount.digest.as_str());
        on(&self.target, json!({"mountFrom": from, "mountDigest": digest}))
    }
}

impl Parameters for UploadInput {
    fn parameters(&self) -> Map<String, Value> {
        on(&self.target, json!({"uploadId": self.id}))
    }
}

impl Parameters for AppendUploadInput {
    fn parameters(&self) -> Map<String, Value> {
        let range = self.range.as_ref();
        let (first, last) = (range.map(|range| range.start()), range.map(|range| range.end()));
        let part = json!({"uploadId": self.id, "partFirstByte": first, "partLastByte": last});
        on(&self.target, part)
    }
}

impl Parameters for FinishUploadInput {
    fn parameters(&self) -> Map<String, Value> {
        let digests = [self.digest.as_str()];
        on(
            &self.target,
            json!({"uploadId": self.id, "layerDigests": digests}),
        )
    }
}

impl Parameters for PushBlobInput {
    fn parameters(&self) -> Map<String, Value> {
        on(&self.target, json!({"layerDigests": [self.digest.as_str()]}))
    }
}
