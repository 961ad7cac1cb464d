//! A client of one registry: signed in, or not.

use bytes::Bytes;
use wharf_oci::digest::{Algorithm, Digest};

use crate::{Account, Image, Kit, Manifest, REGION, Request, Response, digest};

/// A registry as a client sees it.
pub struct Registry<'a> {
    kit: &'a Kit,
    /// The host that is called.
    pub host: String,
    /// The `Authorization` that is sent.
    pub authorization: Option<String>,
}

impl Kit {
    /// A registry password of an account: the whole value of an `Authorization` header.
    pub async fn token(&self, account: &Account, region: &str) -> String {
        self.api(account, region).token().await
    }

    /// An account's own registry in a Region, signed in.
    pub async fn registry<'a>(&'a self, account: &Account, region: &str) -> Registry<'a> {
        let token = self.token(account, region).await;
        Registry::new(self, self.host(account, region), Some(token))
    }

    /// The first account's registry, signed in, with these repositories.
    pub async fn with_repositories<'a>(&'a self, names: &[&str]) -> Registry<'a> {
        let api = self.api(&self.first, REGION);
        for name in names {
            api.create_repository(name).await;
        }
        self.registry(&self.first, REGION).await
    }
}

impl<'a> Registry<'a> {
    /// The registry behind a host, with an `Authorization` or without.
    pub fn new(kit: &'a Kit, host: String, authorization: Option<String>) -> Registry<'a> {
        Registry {
            kit,
            host,
            authorization,
        }
    }

    /// The same credential at another host.
    #[must_use]
    pub fn at(&self, host: &str) -> Registry<'a> {
        Registry::new(self.kit, host.to_owned(), self.authorization.clone())
    }

    /// A request to this registry.
    pub fn request(&self, method: &str, target: &str) -> Request {
        let request = Request::new(method, target).header("Host", &self.host);
        match &self.authorization {
            Some(authorization) => request.header("Authorization", authorization),
            None => request,
        }
    }

    /// Sends a request over a connection of its own.
    pub async fn send(&self, request: &Request) -> Response {
        self.kit.send(request).await
    }

    /// Sends a request without body or further headers.
    pub async fn call(&self, method: &str, target: &str) -> Response {
        self.send(&self.request(method, target)).await
    }

    /// `GET`.
    pub async fn get(&self, target: &str) -> Response {
        self.call("GET", target).await
    }

    /// The path of a location that an answer gave.
    pub fn path(&self, response: &Response) -> String {
        let location = response.expect_header("location");
        assert!(
            location.starts_with('/'),
            "a path, right behind every proxy: {location}"
        );
        location.to_owned()
    }

    /// Starts an upload and gives its path.
    pub async fn start_upload(&self, repository: &str) -> String {
        let answer = self
            .call("POST", &format!("/v2/{repository}/blobs/uploads/"))
            .await
            .expect(202);
        self.path(&answer)
    }

    /// Sends a chunk; `first` is the place of its first byte.
    pub async fn chunk(&self, upload: &str, first: usize, bytes: &[u8]) -> Response {
        let range = format!("{first}-{}", (first + bytes.len()).saturating_sub(1));
        let request = self.request("PATCH", upload).header("Content-Range", range);
        self.send(&request.body(Bytes::copy_from_slice(bytes))).await
    }

    /// Ends an upload without further bytes.
    pub async fn finish_upload(&self, upload: &str, digest: &Digest) -> Response {
        self.call("PUT", &format!("{upload}?digest={digest}")).await
    }

    /// Pushes a blob as clients do: start, one `PATCH`, end.
    pub async fn push_blob(&self, repository: &str, bytes: &[u8]) -> Digest {
        self.push_blob_as(repository, bytes, Algorithm::Sha256).await
    }

    /// Pushes a blob under a digest of an algorithm.
    pub async fn push_blob_as(&self, repository: &str, bytes: &[u8], algorithm: Algorithm) -> Digest {
        let upload = self.start_upload(repository).await;
        let request = self.request("PATCH", &upload).body(Bytes::copy_from_slice(bytes));
        let answer = self.send(&request).await.expect(202);
        let digest = Digest::of(algorithm, bytes);
        self.finish_upload(&self.path(&answer), &digest).await.expect(201);
        digest
    }

    /// Puts a manifest under a tag or digest.
    pub async fn put_manifest(&self, repository: &str, reference: &str, manifest: &Manifest) -> Response {
        let request = self.request("PUT", &format!("/v2/{repository}/manifests/{reference}"));
        let request = request.header("Content-Type", &manifest.media_type);
        self.send(&request.body(manifest.bytes.clone())).await
    }

    /// Pushes an image under a tag or digest: layers, configuration, manifest.
    pub async fn push(&self, repository: &str, reference: &str, image: &Image) -> Digest {
        for blob in image.blobs() {
            self.push_blob(repository, blob).await;
        }
        self.put_manifest(repository, reference, &image.manifest)
            .await
            .expect(201);
        image.manifest.digest()
    }

    /// Pulls an image and checks every byte of it.
    pub async fn pull(&self, repository: &str, reference: &str, image: &Image) {
        let request = self.request("GET", &format!("/v2/{repository}/manifests/{reference}"));
        let answer = self
            .send(&request.header("Accept", &image.manifest.media_type))
            .await
            .expect(200);
        assert_eq!(answer.body, image.manifest.bytes);
        assert_eq!(answer.expect_header("content-type"), image.manifest.media_type);
        for blob in image.blobs() {
            let answer = self
                .get(&format!("/v2/{repository}/blobs/{}", digest(blob)))
                .await
                .expect(200);
            assert_eq!(&answer.body, blob);
        }
    }
}
