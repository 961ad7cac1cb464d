//! A client that pushes images of every kind, and asks for them by every digest that an answer said.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::json;
use wharf_node::events::{Position, list};
use wharf_node::jobs;
use wharf_oci::convert::convert;
use wharf_oci::digest::{Algorithm, Digest};
use wharf_oci::media_type::{DOCKER_MANIFEST, OCI_INDEX, OCI_MANIFEST};
use wharf_testkit::{Api, Audit, Image, Kit, Manifest, REGION, Registry, Response, index};

/// What clients say that they read.
const ACCEPTS: [&str; 4] = ["*/*", OCI_MANIFEST, DOCKER_MANIFEST, OCI_INDEX];

/// The tag of [`Client::otherwise`].
const OTHERWISE: &str = "otherwise";

pub(super) struct Client<'a> {
    kit: &'a Kit,
    audit: &'a Audit,
    registry: Registry<'a>,
    api: Api<'a>,
    /// What is pushed: a tag or nothing, a manifest.
    pushed: Vec<(Option<&'static str>, Manifest)>,
    /// Pushed by a digest of another algorithm: it has no SHA-256 digest.
    otherwise: Manifest,
    /// The digest of the other form of one image, and that of what was pushed with it as its subject.
    pub(super) form: [String; 2],
    pub(super) blobs: BTreeSet<String>,
}

/// The digests in a text, of every algorithm.
fn digests(text: &str) -> BTreeSet<String> {
    let around = text
        .match_indices(':')
        .map(|(at, _)| (&text[..at], &text[at + 1..]));
    let read = |(before, after): (&str, &str)| {
        let is_other = |letter: char| !letter.is_ascii_alphanumeric() && !"+._-".contains(letter);
        let algorithm = before.rsplit(is_other).next()?;
        let hex = after.split(|letter: char| !letter.is_ascii_hexdigit()).next()?;
        format!("{algorithm}:{hex}").parse::<Digest>().ok()
    };
    around.filter_map(read).map(|digest| digest.to_string()).collect()
}

fn said(answer: &Response) -> BTreeSet<String> {
    let headers = answer.headers.iter().map(|(_, value)| value.as_str());
    let texts = headers.collect::<Vec<_>>().join(" ") + &answer.text();
    digests(&texts)
}

impl<'a> Client<'a> {
    pub(super) async fn of(kit: &'a Kit, audit: &'a Audit) -> Client<'a> {
        let registry = kit.with_repositories(&["app"]).await;
        let (oci, docker, child) = (Image::new("oci"), Image::docker("docker"), Image::new("child"));
        let signature = Image::artifact("signature", "application/vnd.example", &oci.manifest);
        let about_docker = Image::artifact("about", "application/vnd.example", &docker.manifest);
        let form = Manifest {
            media_type: DOCKER_MANIFEST.to_owned(),
            bytes: convert(&oci.manifest.bytes, OCI_MANIFEST, DOCKER_MANIFEST)
                .unwrap()
                .into(),
        };
        let about_form = Image::artifact("about-form", "application/vnd.example", &form);
        let (signed, _) = Image::schema1("signed", "someone");
        let mut blobs = BTreeSet::new();
        let otherwise = Image::new("otherwise");
        for image in [
            &oci,
            &docker,
            &child,
            &signature,
            &about_docker,
            &about_form,
            &signed,
            &otherwise,
        ] {
            for blob in image.blobs() {
                blobs.insert(registry.push_blob("app", blob).await.to_string());
            }
        }
        let all = index(&[&child.manifest]);
        let form = [form, about_form.manifest.clone()].map(|manifest| manifest.digest().to_string());
        let pushed = vec![
            (Some("oci"), oci.manifest),
            (Some("docker"), docker.manifest),
            (Some("child"), child.manifest),
            (Some("index"), all),
            (Some("signature"), signature.manifest),
            (Some("signed"), signed.manifest),
            (None, about_docker.manifest),
            (None, about_form.manifest),
        ];
        let api = kit.api(&kit.first, REGION);
        Client {
            kit,
            audit,
            registry,
            api,
            pushed,
            otherwise: otherwise.manifest,
            form,
            blobs,
        }
    }

    fn tags(&self) -> impl Iterator<Item = &'static str> {
        let tags = self.pushed.iter().filter_map(|(tag, _)| *tag);
        tags.chain([OTHERWISE])
    }

    pub(super) async fn manifest(&self, method: &str, reference: &str, accept: &str) -> Response {
        let request = self
            .registry
            .request(method, &format!("/v2/app/manifests/{reference}"));
        self.registry.send(&request.header("Accept", accept)).await
    }

    /// Puts an image by the API, and what the answer says, also that it is there already.
    async fn put(&self, tag: Option<&str>, manifest: &Manifest, digest: Option<&Digest>) -> BTreeSet<String> {
        let text = String::from_utf8_lossy(&manifest.bytes);
        let mut input = json!({"repositoryName": "app", "imageManifest": text,
            "imageManifestMediaType": manifest.media_type});
        if let Some(tag) = tag {
            input["imageTag"] = json!(tag);
        }
        if let Some(digest) = digest {
            input["imageDigest"] = json!(digest.as_str());
        }
        let answer = self.api.ecr("PutImage", input).await;
        let (status, code) = answer.code();
        assert!(
            status == 200 || code == "ImageAlreadyExistsException",
            "{}",
            answer.text()
        );
        said(&answer)
    }

    /// Pushes everything by both protocols, and what the answers say.
    pub(super) async fn push(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for (tag, manifest) in &self.pushed {
            let digest = manifest.digest().to_string();
            let reference = tag.unwrap_or(&digest);
            let answer = self.registry.put_manifest("app", reference, manifest).await;
            found.extend(said(&answer.expect(201)));
            found.extend(self.put(*tag, manifest, None).await);
        }
        // The newest of all.
        self.kit.clock.advance(Duration::from_secs(1));
        let name = Digest::of(Algorithm::Sha512, &self.otherwise.bytes);
        let answer = self
            .registry
            .put_manifest("app", name.as_str(), &self.otherwise)
            .await;
        found.extend(said(&answer.expect(201)));
        found.extend(self.put(Some(OTHERWISE), &self.otherwise, Some(&name)).await);
        found
    }

    /// Looks at everything by tag and in lists, and what the answers say.
    pub(super) async fn look(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for tag in self.tags() {
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
    pub(super) async fn ask_in_both_forms(&self) {
        for tag in self.tags() {
            for accept in [OCI_MANIFEST, DOCKER_MANIFEST] {
                self.manifest("HEAD", tag, accept).await.expect(200);
            }
        }
    }

    /// Makes a preview of a policy that removes every image but the newest, and what it says.
    pub(super) async fn begin_preview(&self) -> BTreeSet<String> {
        let newest = json!({"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 1});
        let rule = json!({"rulePriority": 1, "selection": newest, "action": {"type": "expire"}});
        let policy = json!({"rules": [rule]}).to_string();
        let input = json!({"repositoryName": "app", "lifecyclePolicyText": policy});
        self.api.ecr_ok("StartLifecyclePolicyPreview", input).await;
        jobs::drain(&self.kit.node).await.unwrap();
        let input = json!({"repositoryName": "app"});
        let made = self.api.ecr_ok("GetLifecyclePolicyPreview", input).await;
        assert_eq!(made["status"], "COMPLETE");
        digests(&made.to_string())
    }

    /// What the preview says of an image.
    pub(super) async fn preview(&self, name: &str) -> BTreeSet<String> {
        let input = json!({"repositoryName": "app", "imageIds": [{"imageDigest": name}]});
        let answer = self.api.ecr_ok("GetLifecyclePolicyPreview", input).await;
        digests(&answer["previewResults"].to_string())
    }

    /// What refers to an image, by both protocols.
    pub(super) async fn referrers(&self, name: &str) -> [BTreeSet<String>; 2] {
        let answer = self
            .registry
            .get(&format!("/v2/app/referrers/{name}"))
            .await
            .expect(200);
        let input = json!({"repositoryName": "app", "subjectId": {"imageDigest": name}});
        let listed = self.api.ecr_ok("ListImageReferrers", input).await;
        [digests(&answer.text()), digests(&listed.to_string())]
    }

    /// Moves an image to the archive and back, unless an index keeps it, and what the answers say.
    async fn archive(&self, name: &str) -> BTreeSet<String> {
        let to = async |class: &str| {
            let input = json!({"repositoryName": "app", "imageId": {"imageDigest": name},
                "targetStorageClass": class});
            self.api.ecr("UpdateImageStorageClass", input).await
        };
        let archived = to("ARCHIVE").await;
        let mut found = said(&archived);
        if archived.status != 200 {
            let refused = (400, "ImageStorageClassUpdateNotSupportedException".to_owned());
            assert_eq!(archived.code(), refused, "{name}: {}", archived.text());
            return found;
        }
        found.extend(said(&to("STANDARD").await.expect(200)));
        jobs::drain(&self.kit.node).await.unwrap();
        self.manifest("HEAD", name, "*/*").await.expect(200);
        found
    }

    /// What events and the audit say.
    pub(super) async fn recorded(&self) -> BTreeSet<String> {
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

    /// Asks all operations that leave an image where it is for it by a digest, and what the answers say.
    pub(super) async fn ask(&self, name: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for accept in ACCEPTS {
            let got = self.manifest("GET", name, accept).await;
            assert_eq!(got.status, 200, "GET of {name}: {}", got.text());
            assert!(
                name.parse::<Digest>().unwrap().matches(&got.body),
                "bytes of {name}"
            );
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
        // What refers to the image is found by each of its names; what names the other form, by that alone.
        let (listed, of_stored) = (self.referrers(name).await, self.referrers(stored).await);
        for (listed, of_stored) in listed.iter().zip(&of_stored) {
            assert!(
                listed.is_superset(of_stored),
                "referrers of {name}: {listed:?}, {of_stored:?}"
            );
        }
        found.extend(listed.into_iter().flatten());
        let previewed = self.preview(name).await;
        assert_eq!(previewed, self.preview(stored).await, "preview of {name}");
        found.extend(previewed);
        found.extend(self.archive(name).await);
        found
    }

    /// Deletes an image by a digest, by one of the two protocols; whether it may be deleted, and what the answer says.
    pub(super) async fn delete(&self, name: &str, by_api: bool) -> (bool, BTreeSet<String>) {
        if by_api {
            let input = json!({"repositoryName": "app", "imageIds": [{"imageDigest": name}]});
            let answer = self.api.ecr_ok("BatchDeleteImage", input).await;
            let code = &answer["failures"][0]["failureCode"];
            assert!(
                code.is_null() || code == "ImageReferencedByManifestList",
                "{answer}"
            );
            return (code.is_null(), digests(&answer.to_string()));
        }
        let answer = self.manifest("DELETE", name, "*/*").await;
        assert!([202, 405].contains(&answer.status), "{name}: {}", answer.text());
        (answer.status == 202, said(&answer))
    }
}
