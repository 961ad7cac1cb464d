//! Manifests as real tools write them, and what is asked of them.

use proptest::prelude::*;
use serde_json::{Value, json};
use wharf_oci::media_type::*;
use wharf_oci::{Manifest, ManifestError, testing};

fn digest(fill: char) -> String {
    format!("sha256:{}", String::from(fill).repeat(64))
}

fn descriptor(media_type: &str, fill: char, size: u64) -> Value {
    json!({ "mediaType": media_type, "digest": digest(fill), "size": size })
}

fn image() -> Value {
    json!({
        "schemaVersion": 2,
        "mediaType": OCI_MANIFEST,
        "config": descriptor(OCI_CONFIG, 'c', 100),
        "layers": [descriptor(OCI_LAYER_GZIP, 'a', 10), descriptor(OCI_LAYER_GZIP, 'b', 20)],
    })
}

fn parse(manifest: &Value) -> Result<Manifest, ManifestError> {
    Manifest::parse(manifest.to_string().as_bytes(), None)
}

fn required(manifest: &Manifest) -> Vec<String> {
    manifest
        .required_blobs()
        .into_iter()
        .map(|blob| blob.digest.to_string())
        .collect()
}

#[test]
fn an_oci_image() {
    let mut json = image();
    json["annotations"] = json!({ "org.opencontainers.image.source": "https://example.com" });
    let manifest = parse(&json).unwrap();
    assert_eq!(manifest.media_type, OCI_MANIFEST);
    assert_eq!(required(&manifest), [digest('c'), digest('a'), digest('b')]);
    assert_eq!(manifest.content_size(), 130);
    assert_eq!(manifest.effective_artifact_type(), Some(OCI_CONFIG));
    assert_eq!(
        manifest.annotations["org.opencontainers.image.source"],
        "https://example.com"
    );
    assert!(!manifest.is_index() && manifest.children().is_empty() && manifest.subject.is_none());
}

#[test]
fn each_digest_counts_once() {
    let mut json = image();
    json["layers"] = json!([
        descriptor(OCI_LAYER_GZIP, 'a', 10),
        descriptor(OCI_LAYER_GZIP, 'a', 10),
        descriptor(OCI_EMPTY, 'c', 100),
    ]);
    let manifest = parse(&json).unwrap();
    assert_eq!(required(&manifest), [digest('c'), digest('a')]);
    assert_eq!(manifest.content_size(), 110);
}

#[test]
fn foreign_layers_are_not_required() {
    let mut json = image();
    json["layers"] = json!([
        { "mediaType": OCI_FOREIGN_LAYER_GZIP, "digest": digest('f'), "size": 5, "urls": ["https://example.com/f"] },
        descriptor(OCI_LAYER_GZIP, 'a', 10),
    ]);
    let manifest = parse(&json).unwrap();
    assert_eq!(required(&manifest), [digest('c'), digest('a')]);
    assert_eq!(manifest.content_size(), 115);
    assert_eq!(manifest.layers[0].urls, ["https://example.com/f"]);
}

#[test]
fn an_artifact_with_a_subject() {
    let mut json = image();
    json["artifactType"] = json!("application/vnd.example.sbom");
    json["config"] = descriptor(OCI_EMPTY, 'e', 2);
    json["subject"] = descriptor(OCI_MANIFEST, '5', 500);
    let manifest = parse(&json).unwrap();
    assert_eq!(
        manifest.effective_artifact_type(),
        Some("application/vnd.example.sbom")
    );
    assert_eq!(manifest.subject.unwrap().digest.to_string(), digest('5'));
}

#[test]
fn an_index() {
    let mut child = descriptor(OCI_MANIFEST, 'a', 400);
    child["platform"] = json!({ "architecture": "arm64", "os": "linux", "os.features": ["x"] });
    child["artifactType"] = json!("application/vnd.example");
    let json = json!({ "schemaVersion": 2, "mediaType": OCI_INDEX, "manifests": [child] });
    let manifest = parse(&json).unwrap();
    assert!(manifest.is_index());
    assert_eq!(
        manifest.children()[0].artifact_type.as_deref(),
        Some("application/vnd.example")
    );
    assert!(manifest.required_blobs().is_empty());
    assert_eq!(
        (manifest.content_size(), manifest.effective_artifact_type()),
        (0, None)
    );
}

#[test]
fn a_docker_image_with_sha512() {
    let layer = format!("sha512:{}", "0".repeat(128));
    let json = json!({
        "schemaVersion": 2,
        "mediaType": DOCKER_MANIFEST,
        "config": descriptor(DOCKER_CONFIG, 'c', 1),
        "layers": [{ "mediaType": DOCKER_LAYER_GZIP, "digest": layer, "size": 1 }],
    });
    assert_eq!(required(&parse(&json).unwrap()), [digest('c'), layer]);
}

#[test]
fn schema_1() {
    let mut json = json!({
        "schemaVersion": 1,
        "name": "library/busybox",
        "tag": "latest",
        "architecture": "amd64",
        "fsLayers": [{ "blobSum": digest('a') }, { "blobSum": digest('b') }, { "blobSum": digest('a') }],
        "history": [{ "v1Compatibility": "{\"config\":{}}" }],
    });
    let manifest = parse(&json).unwrap();
    assert_eq!(manifest.media_type, DOCKER_SCHEMA1);
    assert_eq!(required(&manifest), [digest('a'), digest('b')]);
    assert_eq!(
        (manifest.content_size(), manifest.effective_artifact_type()),
        (0, None)
    );
    json["signatures"] = json!([{ "signature": "…" }]);
    assert_eq!(parse(&json).unwrap().media_type, DOCKER_SCHEMA1_SIGNED);
    let declared = Manifest::parse(json.to_string().as_bytes(), Some(DOCKER_SCHEMA1)).unwrap();
    assert_eq!(declared.media_type, DOCKER_SCHEMA1);
}

#[test]
fn an_oras_artifact() {
    let json = json!({
        "mediaType": ORAS_ARTIFACT,
        "artifactType": "application/vnd.example.signature",
        "blobs": [descriptor("application/jose+json", 'a', 3)],
        "subject": descriptor(DOCKER_MANIFEST, 'b', 4),
    });
    let manifest = parse(&json).unwrap();
    assert_eq!(required(&manifest), [digest('a')]);
    assert_eq!(
        manifest.effective_artifact_type(),
        Some("application/vnd.example.signature")
    );
    let without_blobs = json!({ "mediaType": ORAS_ARTIFACT, "artifactType": "application/vnd.example" });
    assert!(parse(&without_blobs).unwrap().layers.is_empty());
}

#[test]
fn unknown_members_and_nulls_pass() {
    let mut json = image();
    json["org.example.anything"] = json!({ "deep": [[[{ "x": null }]]] });
    json["config"]["data"] = json!("e30=");
    json["layers"] = Value::Null;
    json["manifests"] = Value::Null;
    json["subject"] = Value::Null;
    json["annotations"] = Value::Null;
    json["artifactType"] = json!("");
    let manifest = parse(&json).unwrap();
    assert!(manifest.layers.is_empty());
    assert_eq!(manifest.artifact_type, None);
}

#[test]
fn media_types_from_outside_and_inside() {
    let bare = |json: Value| {
        let mut json = json;
        json.as_object_mut().unwrap().remove("mediaType");
        json.to_string()
    };
    let (typed, untyped) = (image().to_string(), bare(image()));
    let index = json!({ "schemaVersion": 2, "manifests": [] }).to_string();
    let empty = json!({ "schemaVersion": 2 }).to_string();
    let read =
        |json: &str, declared| Manifest::parse(json.as_bytes(), declared).map(|manifest| manifest.media_type);
    let unsupported = |name: &str| Err(ManifestError::MediaTypeUnsupported(name.into()));
    let oci = Ok(OCI_MANIFEST.to_owned());

    assert_eq!(read(&typed, None), oci);
    assert_eq!(read(&typed, Some(OCI_MANIFEST)), oci);
    assert_eq!(
        read(
            &typed,
            Some("Application/vnd.OCI.image.manifest.v1+json; charset=utf-8")
        ),
        oci
    );
    assert_eq!(read(&typed, Some("")), oci);
    assert_eq!(read(&untyped, None), oci);
    assert_eq!(read(&untyped, Some(OCI_MANIFEST)), oci);
    assert_eq!(
        read(&untyped, Some(DOCKER_MANIFEST)),
        Ok(DOCKER_MANIFEST.to_owned())
    );
    assert_eq!(read(&index, None), Ok(OCI_INDEX.to_owned()));
    assert_eq!(read(&empty, None), Err(ManifestError::MediaTypeMissing));
    assert_eq!(read("{}", None), Err(ManifestError::MediaTypeMissing));
    assert_eq!(
        read(&untyped, Some("application/json")),
        unsupported("application/json")
    );
    assert_eq!(
        read(&typed, Some(DOCKER_MANIFEST)),
        Err(ManifestError::MediaTypeMismatch {
            declared: DOCKER_MANIFEST.into(),
            found: OCI_MANIFEST.into()
        })
    );
    let other = typed.replace(OCI_MANIFEST, "text/plain");
    assert_eq!(read(&other, None), unsupported("text/plain"));
    assert_eq!(read(&other, Some("text/plain")), unsupported("text/plain"));
    let shouted = typed.replace(OCI_MANIFEST, &OCI_MANIFEST.to_uppercase());
    assert_eq!(
        read(&shouted, Some(OCI_MANIFEST)),
        unsupported(&OCI_MANIFEST.to_uppercase())
    );
}

#[test]
fn descriptors_serialize_as_the_specification_says() {
    let manifest = parse(&image()).unwrap();
    assert_eq!(
        serde_json::to_value(&manifest.layers[0]).unwrap(),
        image()["layers"][0]
    );
    let mut full = manifest.layers[0].clone();
    full.artifact_type = Some("a/b".into());
    full.annotations.insert("k".into(), "v".into());
    full.urls.push("https://example.com".into());
    let written = serde_json::to_value(&full).unwrap();
    assert_eq!(
        (
            &written["artifactType"],
            &written["annotations"],
            &written["urls"]
        ),
        (
            &json!("a/b"),
            &json!({ "k": "v" }),
            &json!(["https://example.com"])
        )
    );
}

proptest! {
    #[test]
    fn valid_manifests_are_read_as_written(bytes in testing::manifest_bytes()) {
        let manifest = Manifest::parse(&bytes, None).unwrap();
        let json: Value = serde_json::from_slice(&bytes).unwrap();
        let list = |name: &str| json.get(name).cloned().unwrap_or(json!([]));
        prop_assert_eq!(manifest.manifests.len(), list("manifests").as_array().unwrap().len());
        prop_assert_eq!(json!(manifest.annotations), json.get("annotations").cloned().unwrap_or(json!({})));
        if is_image(&manifest.media_type) {
            for (read, written) in manifest.layers.iter().zip(list("layers").as_array().unwrap()) {
                prop_assert_eq!(&json!(read.digest), &written["digest"]);
                prop_assert_eq!(&json!(read.size), &written["size"]);
            }
        }
    }
}
