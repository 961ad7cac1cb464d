//! Values that are valid, of every shape that the specifications know.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;
use serde_json::{Map, Value, json};

use crate::digest::{Algorithm, Digest};
use crate::media_type::*;
use crate::name::RepositoryName;
use crate::tag::Tag;

/// Digests, mostly SHA-256.
pub fn digest() -> impl Strategy<Value = Digest> + Clone {
    let algorithm = prop_oneof![4 => Just(Algorithm::Sha256), 1 => Just(Algorithm::Sha512)];
    (algorithm, any::<u64>()).prop_map(|(algorithm, seed)| Digest::of(algorithm, &seed.to_le_bytes()))
}

/// Repository names of one to four components.
pub fn repository_name() -> impl Strategy<Value = RepositoryName> + Clone {
    let component = r"[a-z0-9]{1,6}((\.|_|__|-{1,3})[a-z0-9]{1,6}){0,2}";
    vec(component, 1..=4)
        .prop_map(|components| components.join("/"))
        .prop_filter_map("a name has two characters at least", |name| name.parse().ok())
}

/// Tags of any length that the OCI surface allows.
pub fn tag() -> impl Strategy<Value = Tag> + Clone {
    prop_oneof![
        "[A-Za-z0-9_][A-Za-z0-9._-]{0,15}",
        "[A-Za-z0-9_][A-Za-z0-9._-]{0,127}"
    ]
    .prop_filter_map("made by the pattern of a tag", |tag| tag.parse().ok())
}

/// Manifests of every kind as JSON, compact or indented, that need no declared media type.
pub fn manifest_bytes() -> impl Strategy<Value = Vec<u8>> {
    let kinds: Vec<BoxedStrategy<Value>> = vec![
        oci_image().boxed(),
        docker_image().boxed(),
        index().boxed(),
        artifact().boxed(),
        schema1().boxed(),
    ];
    bytes(Union::new(kinds))
}

/// Image manifests that [`crate::convert::convert`] converts, with their media type.
pub fn image_manifest_bytes() -> impl Strategy<Value = (&'static str, Vec<u8>)> {
    prop_oneof![
        bytes(without_subject(docker_image())).prop_map(|bytes| (DOCKER_MANIFEST, bytes)),
        bytes(without_subject(image(OCI_MANIFEST, &[OCI_CONFIG], OCI_LAYERS)))
            .prop_map(|bytes| (OCI_MANIFEST, bytes)),
    ]
}

fn without_subject(manifest: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    manifest.prop_map(|mut manifest| {
        if let Some(members) = manifest.as_object_mut() {
            members.remove("subject");
        }
        manifest
    })
}

const OCI_LAYERS: &[&str] = &[
    OCI_LAYER,
    OCI_LAYER_GZIP,
    OCI_LAYER_ZSTD,
    OCI_FOREIGN_LAYER,
    OCI_FOREIGN_LAYER_GZIP,
];
const DOCKER_LAYERS: &[&str] = &[
    DOCKER_LAYER,
    DOCKER_LAYER_GZIP,
    DOCKER_LAYER_ZSTD,
    DOCKER_FOREIGN_LAYER,
    DOCKER_FOREIGN_LAYER_GZIP,
];

fn bytes(manifest: impl Strategy<Value = Value>) -> impl Strategy<Value = Vec<u8>> {
    (manifest, any::<bool>()).prop_map(|(manifest, indented)| {
        if indented {
            format!("{manifest:#}")
        } else {
            manifest.to_string()
        }
        .into_bytes()
    })
}

fn oci_image() -> impl Strategy<Value = Value> {
    image(
        OCI_MANIFEST,
        &[OCI_CONFIG, OCI_EMPTY, "application/vnd.cncf.helm.config.v1+json"],
        OCI_LAYERS,
    )
}

fn docker_image() -> impl Strategy<Value = Value> {
    image(DOCKER_MANIFEST, &[DOCKER_CONFIG], DOCKER_LAYERS)
}

fn image(
    own_type: &'static str,
    configs: &'static [&'static str],
    layers: &'static [&'static str],
) -> impl Strategy<Value = Value> {
    let layers = vec(descriptor(layers), 0..6);
    (descriptor(configs), layers, common(own_type), any::<bool>()).prop_map(
        move |(config, layers, mut manifest, typed)| {
            manifest.insert("schemaVersion".into(), json!(2));
            manifest.insert("config".into(), config);
            manifest.insert("layers".into(), json!(layers));
            // OCI's media type is optional in the document.
            if !typed && own_type == OCI_MANIFEST {
                manifest.remove("mediaType");
            }
            Value::Object(manifest)
        },
    )
}

fn index() -> impl Strategy<Value = Value> {
    select(&[OCI_INDEX, DOCKER_MANIFEST_LIST][..]).prop_flat_map(|own_type| {
        let children = vec(descriptor(&[OCI_MANIFEST, DOCKER_MANIFEST, OCI_INDEX]), 0..6);
        (children, common(own_type)).prop_map(|(children, mut manifest)| {
            manifest.insert("schemaVersion".into(), json!(2));
            manifest.insert("manifests".into(), json!(children));
            Value::Object(manifest)
        })
    })
}

fn artifact() -> impl Strategy<Value = Value> {
    (
        vec(descriptor(&["application/json"]), 0..3),
        common(ORAS_ARTIFACT),
    )
        .prop_map(|(blobs, mut manifest)| {
            manifest.insert("blobs".into(), json!(blobs));
            Value::Object(manifest)
        })
}

fn schema1() -> impl Strategy<Value = Value> {
    (vec(digest(), 0..6), repository_name(), tag(), any::<bool>()).prop_map(|(layers, name, tag, signed)| {
        let layers: Vec<Value> = layers
            .into_iter()
            .map(|digest| json!({ "blobSum": digest }))
            .collect();
        let mut manifest = json!({ "schemaVersion": 1, "name": name, "tag": tag, "fsLayers": layers });
        if signed {
            manifest["signatures"] = json!([{ "header": { "alg": "ES256" } }]);
        }
        manifest
    })
}

/// The optional members of every kind but schema 1, and one that is unknown.
fn common(own_type: &'static str) -> impl Strategy<Value = Map<String, Value>> {
    let subject = option::of(descriptor(&[OCI_MANIFEST, DOCKER_MANIFEST]));
    let artifact_type = option::of("application/vnd\\.[a-z]{1,8}(\\+json)?");
    (
        subject,
        artifact_type,
        option::of(annotations()),
        option::of("\\PC{0,8}"),
    )
        .prop_map(move |(subject, artifact_type, annotations, unknown)| {
            let members = [
                ("mediaType", Some(json!(own_type))),
                ("subject", subject),
                ("artifactType", artifact_type.map(Value::from)),
                ("annotations", annotations),
                ("org.example.unknown", unknown.map(Value::from)),
            ];
            members
                .into_iter()
                .filter_map(|(name, value)| Some((name.to_owned(), value?)))
                .collect()
        })
}

fn descriptor(media_types: &'static [&'static str]) -> impl Strategy<Value = Value> {
    let size = prop_oneof![0..1_000_000_u64, 0..=i64::MAX as u64];
    (select(media_types), digest(), size, option::of(annotations())).prop_map(
        |(media_type, digest, size, annotations)| {
            let mut descriptor = json!({ "mediaType": media_type, "digest": digest, "size": size });
            if let Some(annotations) = annotations {
                descriptor["annotations"] = annotations;
            }
            if is_foreign_layer(media_type) {
                descriptor["urls"] = json!(["https://example.com/layer"]);
            }
            descriptor
        },
    )
}

fn annotations() -> impl Strategy<Value = Value> {
    proptest::collection::btree_map("[a-z.]{1,12}", "\\PC{0,12}", 0..3).prop_map(|words| json!(words))
}
