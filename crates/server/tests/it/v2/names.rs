//! Every digest that an answer, an event or an audit record says is a name of the image: all operations take it.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Value, json};
use wharf_node::events::{Position, list};
use wharf_oci::digest::{Algorithm, Digest};
use wharf_oci::media_type::{DOCKER_MANIFEST, OCI_INDEX, OCI_MANIFEST};
use wharf_testkit::{
    Api, Audit, Engine, Image, Kit, Manifest, REGION, Registry, Response, Setup, digest, index,
};

/// What clients say that they read.
const ACCEPTS: [&str; 4] = ["*/*", OCI_MANIFEST, DOCKER_MANIFEST, OCI_INDEX];

struct Client<'a> {
    kit: &'a Kit,
    audit: &'a Audit,
    registry: Registry<'a>,
    api: Api<'a>,
    /// What is pushed: a tag or nothing, a manifest.
    pushed: Vec<(Option<&'static str>, Manifest)>,
    /// Pushed by a digest of another algorithm: it has no SHA-256 digest.
    otherwise: Manifest,
    blobs: BTreeSet<String>,
}

/// The SHA-256 digests in a text.
fn digests(text: &str) -> BTreeSet<String> {
    let hex = |rest: &str| {
        rest.chars()
            .take_while(char::is_ascii_hexdigit)
            .collect::<String>()
    };
    let found = text.split("sha256:").skip(1).map(hex);
    found
        .filter(|hex| hex.len() == 64)
        .map(|hex| format!("sha256:{hex}"))
        .collect()
}

fn said(answer: &Response) -> BTreeSet<String> {
    let headers = answer.headers.iter().map(|(_, value)| value.as_str());
    let texts = headers.collect::<Vec<_>>().join(" ") + &answer.text();
    digests(&texts)
}

impl<'a> Client<'a> {
    async fn of(kit: &'a Kit, audit: &'a Audit) -> Client<'a> {
        let registry = kit.with_repositories(&["app"]).await;
        let (oci, docker, child) = (Image::new("oci"), Image::docker("docker"), Image::new("child"));
        let signature = Image::artifact("signature", "application/vnd.example", &oci.manifest);
        let about_docker = Image::artifact("about", "application/vnd.example", &docker.manifest);
        let (signed, _) = Image::schema1("signed", "someone");
        let mut blobs = BTreeSet::new();
        let otherwise = Image::new("otherwise");
        for image in [
            &oci,
            &docker,
            &child,
            &signature,
            &about_docker,
            &signed,
            &otherwise,
        ] {
            for blob in image.blobs() {
                blobs.insert(registry.push_blob("app", blob).await.to_string());
            }
        }
        let all = index(&[&child.manifest]);
        let pushed = vec![
            (Some("oci"), oci.manifest),
            (Some("docker"), docker.manifest),
            (Some("child"), child.manifest),
            (Some("index"), all),
            (Some("signature"), signature.manifest),
            (Some("signed"), signed.manifest),
            (None, about_docker.manifest),
        ];
        let api = kit.api(&kit.first, REGION);
        Client {
            kit,
            audit,
            registry,
            api,
            pushed,
            otherwise: otherwise.manifest,
            blobs,
        }
    }

    async fn manifest(&self, method: &str, reference: &str, accept: &str) -> Response {
        let request = self
            .registry
            .request(method, &format!("/v2/app/manifests/{reference}"));
        self.registry.send(&request.header("Accept", accept)).await
    }

    /// Pushes everything, and what the answers say.
    async fn push(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for (tag, manifest) in &self.pushed {
            let digest = manifest.digest().to_string();
            let reference = tag.unwrap_or(&digest);
            let answer = self.registry.put_manifest("app", reference, manifest).await;
            found.extend(said(&answer.expect(201)));
        }
        let name = Digest::of(Algorithm::Sha512, &self.otherwise.bytes);
        let answer = self
            .registry
            .put_manifest("app", name.as_str(), &self.otherwise)
            .await;
        found.extend(said(&answer.expect(201)));
        found
    }

    /// Looks at everything by tag and in lists, and what the answers say.
    async fn look(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for tag in self.pushed.iter().filter_map(|(tag, _)| *tag) {
            for accept in ACCEPTS {
                for method in ["GET", "HEAD"] {
                    found.extend(said(&self.manifest(method, tag, accept).await.expect(200)));
                }
                let input = json!({"repositoryName": "app", "imageIds": [{"imageTag": tag}],
                    "acceptedMediaTypes": [accept]});
                found.extend(digests(
                    &self.api.ecr_ok("BatchGetImage", input).await.to_string(),
                ));
            }
        }
        for operation in ["ListImages", "DescribeImages"] {
            let answer = self.api.ecr_ok(operation, json!({"repositoryName": "app"})).await;
            found.extend(digests(&answer.to_string()));
        }
        found
    }

    /// Has the tags answered in both forms, so that the digests of all forms were said.
    async fn ask_in_both_forms(&self) {
        for tag in self.pushed.iter().filter_map(|(tag, _)| *tag) {
            for accept in [OCI_MANIFEST, DOCKER_MANIFEST] {
                self.manifest("HEAD", tag, accept).await.expect(200);
            }
        }
    }

    /// What events and the audit say.
    async fn recorded(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for cell in self.kit.node.open_cells() {
            let events = list(&cell.database, REGION, &Position::default(), 1000)
                .await
                .unwrap();
            found.extend(events.iter().flat_map(|event| digests(&event.document)));
        }
        for record in self.audit.records() {
            found.extend(digests(&record.to_string()));
        }
        found
    }

    /// Asks all operations that change nothing for an image by a digest, and what the answers say.
    async fn ask(&self, name: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for accept in ACCEPTS {
            let got = self.manifest("GET", name, accept).await;
            assert_eq!(got.status, 200, "GET of {name}: {}", got.text());
            assert_eq!(digest(&got.body).as_str(), name);
            let head = self.manifest("HEAD", name, accept).await.expect(200);
            for answer in [&got, &head] {
                assert_eq!(answer.expect_header("docker-content-digest"), name);
                assert_eq!(answer.expect_header("etag"), format!("\"{name}\""));
                found.extend(said(answer));
            }
        }
        let id = json!({"imageDigest": name});
        let input = json!({"repositoryName": "app", "imageIds": [id]});
        let got = self.api.ecr_ok("BatchGetImage", input.clone()).await;
        assert_eq!(got["failures"], json!([]), "BatchGetImage of {name}");
        assert_eq!(got["images"][0]["imageId"]["imageDigest"], name);
        let described = self.api.ecr_ok("DescribeImages", input).await;
        let detail = &described["imageDetails"][0];
        let stored = detail["imageDigest"].as_str().unwrap();
        found.extend(
            [got.to_string(), described.to_string()]
                .iter()
                .flat_map(|text| digests(text)),
        );
        if let Some(tag) = detail["imageTags"][0].as_str() {
            let both = json!({"repositoryName": "app", "imageIds": [{"imageDigest": name, "imageTag": tag}]});
            self.api.ecr_ok("DescribeImages", both.clone()).await;
            let got = self.api.ecr_ok("BatchGetImage", both).await;
            assert_eq!(got["failures"], json!([]), "BatchGetImage of {tag} and {name}");
        }
        // What refers to the image is found by each of its names.
        let referrers = async |name: &str| {
            let answer = self
                .registry
                .get(&format!("/v2/app/referrers/{name}"))
                .await
                .expect(200);
            let input = json!({"repositoryName": "app", "subjectId": {"imageDigest": name}});
            let listed = self.api.ecr_ok("ListImageReferrers", input).await;
            [digests(&answer.text()), digests(&listed.to_string())]
        };
        let listed = referrers(name).await;
        assert_eq!(listed, referrers(stored).await, "referrers of {name}");
        found.extend(listed.into_iter().flatten());
        found
    }

    /// Deletes an image by a digest, by one of the two protocols; whether it may be deleted.
    async fn delete(&self, name: &str, by_api: bool) -> bool {
        if by_api {
            let input = json!({"repositoryName": "app", "imageIds": [{"imageDigest": name}]});
            let answer = self.api.ecr_ok("BatchDeleteImage", input).await;
            let code = &answer["failures"][0]["failureCode"];
            assert!(
                code.is_null() || code == "ImageReferencedByManifestList",
                "{answer}"
            );
            return code.is_null();
        }
        let answer = self.manifest("DELETE", name, "*/*").await;
        assert!([202, 405].contains(&answer.status), "{name}: {}", answer.text());
        answer.status == 202
    }
}

async fn every_digest_is_a_name(engine: Engine) {
    let audit = Arc::new(Audit::default());
    let setup = Setup {
        engine,
        audit: Some(Arc::clone(&audit)),
        ..Setup::default()
    };
    let kit = Kit::with(setup).await;
    let client = Client::of(&kit, &audit).await;
    let mut names = client.push().await;
    names.extend(client.look().await);
    let mut asked = BTreeSet::new();
    loop {
        names.extend(client.recorded().await);
        names.retain(|name| !client.blobs.contains(name));
        let Some(name) = names.difference(&asked).next().cloned() else {
            break;
        };
        names.extend(client.ask(&name).await);
        asked.insert(name);
    }
    // Seven that are stored, and the other forms of three.
    assert_eq!(names.len(), 10, "{names:?}");
    let mut deleted = 0;
    for name in &names {
        for by_api in [false, true] {
            let gone = client.delete(name, by_api).await;
            deleted += usize::from(gone);
            let status = client.manifest("HEAD", name, "*/*").await.status;
            assert_eq!(status, if gone { 404 } else { 200 }, "{name}");
            client.push().await;
            client.ask_in_both_forms().await;
        }
    }
    // An index holds its image, by either name.
    assert_eq!(deleted, 2 * (names.len() - 2));
}

#[tokio::test]
async fn every_digest_that_is_said_is_a_name_of_its_image() {
    every_digest_is_a_name(Engine::Sqlite).await;
}

#[tokio::test]
async fn every_digest_that_is_said_is_a_name_of_its_image_on_postgresql() {
    every_digest_is_a_name(Engine::Postgres).await;
}

#[tokio::test]
async fn a_read_only_node_answers_what_it_cannot_name_as_it_is_stored() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    for (tag, seed) in [("asked", "one"), ("not-asked", "two")] {
        registry.push("app", tag, &Image::new(seed)).await;
    }
    let by_tag = async |registry: &Registry<'_>, tag: &str| {
        let request = registry.request("HEAD", &format!("/v2/app/manifests/{tag}"));
        let request = request.header("Accept", DOCKER_MANIFEST);
        let answer = registry.send(&request).await.expect(200);
        let [kind, name] =
            ["content-type", "docker-content-digest"].map(|name| answer.expect_header(name).to_owned());
        (kind, name)
    };
    let before = by_tag(&registry, "asked").await;
    assert_eq!(before.0, DOCKER_MANIFEST);
    drop(registry);
    let read_only = Setup {
        read_only: true,
        ..Setup::default()
    };
    let kit = kit.stop().await.start_with(read_only).await;
    let registry = kit.registry(&kit.first, REGION).await;
    assert_eq!(by_tag(&registry, "asked").await, before);
    let image = Image::new("two");
    let stored = (OCI_MANIFEST.to_owned(), image.manifest.digest().to_string());
    assert_eq!(by_tag(&registry, "not-asked").await, stored);
    for (_, name) in [before, stored] {
        registry
            .get(&format!("/v2/app/manifests/{name}"))
            .await
            .expect(200);
    }
    let other: Value = registry
        .get(&format!("/v2/app/manifests/{}", digest(b"x")))
        .await
        .json();
    assert_eq!(other["errors"][0]["code"], "MANIFEST_UNKNOWN");
}
