//! OpenTofu by contract: what `tofu init` asks a registry for, asked by a client of ours (OpenTofu 1.10, *OCI Registry Integrations*).
//!
//! There is no package of its program where these tests run. A module is a manifest of its own artifact type with one layer, a zip
//! archive; a provider has a tag for each version, which is an index with a manifest for each platform.

use serde_json::{Value, json};

use super::boto3::python;
use crate::lab::{Lab, Registry, descriptor, digest};

const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
const INDEX: &str = "application/vnd.oci.image.index.v1+json";
const EMPTY: &str = "application/vnd.oci.empty.v1+json";

/// An archive: an empty zip with a comment.
fn archive(comment: &str) -> Vec<u8> {
    let length = u16::try_from(comment.len()).unwrap().to_le_bytes();
    [b"PK\x05\x06", &[0; 16][..], &length, comment.as_bytes()].concat()
}

/// Pushes an archive as `oras push --artifact-type TYPE HOST/NAME:TAG FILE:archive/zip` does; the manifest.
fn push(registry: &mut Registry, artifact_type: &str, archive: &[u8], tag: Option<&str>) -> Vec<u8> {
    let manifest = json!({
        "schemaVersion": 2,
        "mediaType": MANIFEST,
        "artifactType": artifact_type,
        "config": descriptor(EMPTY, b"{}"),
        "layers": [descriptor("archive/zip", archive)],
    });
    let manifest = manifest.to_string().into_bytes();
    registry.push_blob(b"{}").unwrap();
    registry.push_blob(archive).unwrap();
    let reference = tag.map_or_else(|| digest(&manifest), str::to_owned);
    registry
        .put_manifest(&reference, MANIFEST, &manifest)
        .unwrap()
        .expect(201);
    manifest
}

/// What a tag or a digest names: its descriptor by HEAD, then its bytes by that digest. It must have one of the types that are asked for.
fn resolve(registry: &mut Registry, reference: &str, accept: &str) -> Value {
    let headers = format!("Accept: {accept}\r\n");
    let path = format!("manifests/{reference}");
    let head = registry.send("HEAD", &path, &headers, b"").unwrap().expect(200);
    let (named, length) = (
        head.header("docker-content-digest").unwrap().to_owned(),
        head.header("content-length").unwrap().parse::<usize>().unwrap(),
    );
    assert!(accept.contains(head.header("content-type").unwrap()));
    let path = format!("manifests/{named}");
    let bytes = registry
        .send("GET", &path, &headers, b"")
        .unwrap()
        .expect(200)
        .body;
    assert_eq!((digest(&bytes), bytes.len()), (named, length));
    serde_json::from_slice(&bytes).unwrap()
}

/// The only layer of a manifest, if it is what OpenTofu takes.
fn only_layer(registry: &mut Registry, manifest: &Value, artifact_type: &str) -> Vec<u8> {
    assert_eq!(manifest["artifactType"], artifact_type);
    let [layer] = &manifest["layers"].as_array().unwrap()[..] else {
        panic!("{manifest}")
    };
    assert_eq!(layer["mediaType"], "archive/zip");
    registry.blob(layer["digest"].as_str().unwrap()).unwrap()
}

#[test]
fn a_module() {
    const MODULE: &str = "application/vnd.opentofu.modulepkg";
    let lab = Lab::new();
    lab.create_repository("modules/network");
    let mut registry = lab.registry("modules/network");
    let module = archive("main.tf");
    push(&mut registry, MODULE, &module, Some("1.0.0"));

    // `source = "oci://…/modules/network?tag=1.0.0"`, and `?digest=`.
    let manifest = resolve(&mut registry, "1.0.0", MANIFEST);
    assert_eq!(only_layer(&mut registry, &manifest, MODULE), module);
    let by_digest = digest(&registry.manifest("1.0.0").unwrap());
    assert_eq!(resolve(&mut registry, &by_digest, MANIFEST), manifest);
    // Without either it asks for `latest`.
    let none = registry.send("HEAD", "manifests/latest", "", b"").unwrap();
    none.expect(404);
}

#[test]
fn a_mirror_of_a_provider() {
    const PROVIDER: &str = "application/vnd.opentofu.provider";
    const TARGET: &str = "application/vnd.opentofu.provider-target";
    let lab = Lab::new();
    lab.create_repository("providers/hashicorp/random");
    let mut registry = lab.registry("providers/hashicorp/random");
    // A plus sign of a version is an underscore in its tag.
    for version in ["3.6.0", "3.7.1_build.5"] {
        let targets = ["amd64", "arm64"].map(|architecture| {
            let program = archive(&format!("{version} for {architecture}"));
            let manifest = push(&mut registry, TARGET, &program, None);
            let mut target = descriptor(MANIFEST, &manifest);
            target["artifactType"] = TARGET.into();
            target["platform"] = json!({ "os": "linux", "architecture": architecture });
            target
        });
        let index =
            json!({ "schemaVersion": 2, "mediaType": INDEX, "artifactType": PROVIDER, "manifests": targets });
        let index = index.to_string().into_bytes();
        registry.put_manifest(version, INDEX, &index).unwrap().expect(201);
    }

    assert_eq!(registry.tags(), ["3.6.0", "3.7.1_build.5"]);
    let index = resolve(&mut registry, "3.7.1_build.5", INDEX);
    assert_eq!(index["artifactType"], PROVIDER);
    let targets = index["manifests"].as_array().unwrap();
    let target = targets
        .iter()
        .find(|target| target["platform"] == json!({ "os": "linux", "architecture": "arm64" }));
    let manifest = resolve(
        &mut registry,
        target.unwrap()["digest"].as_str().unwrap(),
        MANIFEST,
    );
    let program = only_layer(&mut registry, &manifest, TARGET);
    assert_eq!(program, archive("3.7.1_build.5 for arm64"));
}

/// What a module says by the provider for AWS, in the calls of that provider.
#[test]
fn a_module_of_repositories() {
    let said = python(&Lab::new(), "provider").ok();
    assert!(said.ends_with("done\n"), "{said}");
}
