//! A blocking client of one repository: the steps of a push one by one, and what is there afterwards.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use rustls::ClientConfig;

use super::api::basic;
use super::{Answer, Http, Image, digest};

/// A repository over one connection.
pub(crate) struct Registry {
    http: Http,
    repository: String,
}

impl Registry {
    /// A repository of the default registry.
    pub(crate) fn new(address: SocketAddr, password: &str, repository: &str) -> Registry {
        Registry::of_host(address, &address.to_string(), password, repository)
    }

    /// A repository of the registry that a host names.
    pub(crate) fn of_host(address: SocketAddr, host: &str, password: &str, repository: &str) -> Registry {
        let headers = format!("Host: {host}\r\nAuthorization: {}\r\n", basic(password));
        Registry {
            http: Http::new(address, headers),
            repository: repository.to_owned(),
        }
    }

    /// The same over TLS, if there is something to trust.
    #[must_use]
    pub(crate) fn over_tls(self, tls: Option<Arc<ClientConfig>>) -> Registry {
        let http = self.http.over_tls(tls);
        Registry { http, ..self }
    }

    /// A request below the repository.
    pub(crate) fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &str,
        body: &[u8],
    ) -> io::Result<Answer> {
        let target = format!("/v2/{}/{path}", self.repository);
        self.http.send(method, &target, headers, body)
    }

    /// A request to a location that the server gave.
    pub(crate) fn follow(
        &mut self,
        method: &str,
        location: &str,
        headers: &str,
        body: &[u8],
    ) -> io::Result<Answer> {
        let path = location.split_once("/v2/").map_or(location, |(_, path)| path);
        self.http.send(method, &format!("/v2/{path}"), headers, body)
    }

    /// Begins an upload; its location.
    pub(crate) fn begin(&mut self) -> io::Result<String> {
        let answer = self.send("POST", "blobs/uploads/", "", b"")?.expect(202);
        Ok(answer.header("location").unwrap().to_owned())
    }

    /// Adds bytes at an offset; the location to go on at.
    pub(crate) fn append(&mut self, location: &str, at: usize, bytes: &[u8]) -> io::Result<String> {
        let headers = format!(
            "Content-Type: application/octet-stream\r\nContent-Range: {at}-{}\r\n",
            at + bytes.len() - 1
        );
        let answer = self.follow("PATCH", location, &headers, bytes)?.expect(202);
        Ok(answer.header("location").unwrap().to_owned())
    }

    /// Ends an upload.
    pub(crate) fn finish(&mut self, location: &str, digest: &str, rest: &[u8]) -> io::Result<()> {
        let separator = if location.contains('?') { '&' } else { '?' };
        let headers = "Content-Type: application/octet-stream\r\n";
        let answer = self.follow(
            "PUT",
            &format!("{location}{separator}digest={digest}"),
            headers,
            rest,
        )?;
        answer.expect(201);
        Ok(())
    }

    /// Pushes a blob in one request after the first.
    pub(crate) fn push_blob(&mut self, bytes: &[u8]) -> io::Result<()> {
        let location = self.begin()?;
        self.finish(&location, &digest(bytes), bytes)
    }

    /// Puts a manifest.
    pub(crate) fn put_manifest(
        &mut self,
        reference: &str,
        media_type: &str,
        bytes: &[u8],
    ) -> io::Result<Answer> {
        let headers = format!("Content-Type: {media_type}\r\n");
        self.send("PUT", &format!("manifests/{reference}"), &headers, bytes)
    }

    /// Pushes an image.
    pub(crate) fn push(&mut self, image: &Image, reference: &str) {
        for blob in image.blobs() {
            self.push_blob(blob).unwrap();
        }
        let answer = self.put_manifest(reference, &image.media_type, &image.manifest);
        answer.unwrap().expect(201);
    }

    /// A blob's bytes, if it is there.
    pub(crate) fn blob(&mut self, digest: &str) -> Option<Vec<u8>> {
        let answer = self.send("GET", &format!("blobs/{digest}"), "", b"").unwrap();
        found(answer)
    }

    /// A manifest's bytes, if it is there.
    pub(crate) fn manifest(&mut self, reference: &str) -> Option<Vec<u8>> {
        let answer = self.send("GET", &format!("manifests/{reference}"), "Accept: */*\r\n", b"");
        found(answer.unwrap())
    }

    /// The tags.
    pub(crate) fn tags(&mut self) -> Vec<String> {
        let (mut all, mut target) = (Vec::new(), Some(format!("/v2/{}/tags/list", self.repository)));
        while let Some(page) = target.take() {
            let answer = self.http.send("GET", &page, "", b"").unwrap().expect(200);
            let link = answer
                .header("link")
                .and_then(|link| link.strip_prefix('<')?.split_once('>'));
            target = link.map(|(next, _)| next.find("/v2/").map_or(next, |at| &next[at..]).to_owned());
            let page = answer.json();
            let tags = page["tags"].as_array().into_iter().flatten();
            all.extend(tags.map(|tag| tag.as_str().unwrap().to_owned()));
        }
        all
    }
}

#[track_caller]
fn found(answer: Answer) -> Option<Vec<u8>> {
    if answer.status == 404 {
        return None;
    }
    Some(answer.expect(200).body)
}
