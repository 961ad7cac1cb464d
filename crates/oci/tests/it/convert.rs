//! Conversion between Docker's and OCI's image manifests.

use proptest::prelude::*;
use wharf_oci::convert::convert;
use wharf_oci::media_type::*;
use wharf_oci::{Manifest, testing};

fn manifest(own_type: &str, config: &str, layer: &str) -> String {
    let digest = format!("sha256:{}", "a".repeat(64));
    format!(
        r#"{{"schemaVersion":2,{own_type}"config":{{"mediaType":"{config}","size":7,"digest":"{digest}"}},"layers":[{{"mediaType":"{layer}","size":9,"digest":"{digest}"}}],"org.example.x":{{"n": 1.50}}}}"#
    )
}

fn converted(manifest: &str, from: &str, to: &str) -> Option<String> {
    convert(manifest.as_bytes(), from, to).map(|bytes| String::from_utf8(bytes).unwrap())
}

fn own_type(media_type: &str) -> String {
    format!(r#""mediaType":"{media_type}","#)
}

#[test]
fn every_word_has_its_counterpart() {
    for (docker, oci) in [
        (DOCKER_LAYER, OCI_LAYER),
        (DOCKER_LAYER_GZIP, OCI_LAYER_GZIP),
        (DOCKER_LAYER_ZSTD, OCI_LAYER_ZSTD),
        (DOCKER_FOREIGN_LAYER, OCI_FOREIGN_LAYER),
        (DOCKER_FOREIGN_LAYER_GZIP, OCI_FOREIGN_LAYER_GZIP),
    ] {
        let docker = manifest(&own_type(DOCKER_MANIFEST), DOCKER_CONFIG, docker);
        let oci = manifest(&own_type(OCI_MANIFEST), OCI_CONFIG, oci);
        // Everything else, its order and its spelling stay as they are.
        assert_eq!(
            converted(&docker, DOCKER_MANIFEST, OCI_MANIFEST),
            Some(oci.clone())
        );
        assert_eq!(converted(&oci, OCI_MANIFEST, DOCKER_MANIFEST), Some(docker));
    }
}

#[test]
fn a_missing_media_type_is_written() {
    let expected = manifest(&own_type(DOCKER_MANIFEST), DOCKER_CONFIG, DOCKER_LAYER);
    for absent in ["", r#""mediaType":null,"#] {
        let oci = manifest(absent, OCI_CONFIG, OCI_LAYER);
        assert_eq!(
            converted(&oci, OCI_MANIFEST, DOCKER_MANIFEST),
            Some(expected.clone()),
            "{absent}"
        );
    }
}

#[test]
fn nothing_else_is_converted() {
    let docker = manifest(&own_type(DOCKER_MANIFEST), DOCKER_CONFIG, DOCKER_LAYER);
    for from in MANIFESTS {
        for to in MANIFESTS {
            let converts = (from, to) == (DOCKER_MANIFEST, OCI_MANIFEST);
            assert_eq!(converted(&docker, from, to).is_some(), converts, "{from} to {to}");
        }
    }
    assert_eq!(convert(b"{", DOCKER_MANIFEST, OCI_MANIFEST), None);
}

#[test]
fn artifacts_are_not_converted() {
    for (config, layer) in [
        ("application/vnd.cncf.helm.config.v1+json", OCI_LAYER_GZIP),
        (OCI_EMPTY, OCI_LAYER_GZIP),
        (OCI_CONFIG, "application/vnd.in-toto+json"),
        (OCI_CONFIG, OCI_FOREIGN_LAYER_ZSTD),
    ] {
        let oci = manifest(&own_type(OCI_MANIFEST), config, layer);
        assert_eq!(
            converted(&oci, OCI_MANIFEST, DOCKER_MANIFEST),
            None,
            "{config} {layer}"
        );
    }
}

#[test]
fn referrers_are_not_converted() {
    let subject = format!(
        r#","subject":{{"mediaType":"{OCI_MANIFEST}","size":7,"digest":"sha256:{}"}}}}"#,
        "b".repeat(64)
    );
    for (from, to, config, layer) in [
        (OCI_MANIFEST, DOCKER_MANIFEST, OCI_CONFIG, OCI_LAYER),
        (DOCKER_MANIFEST, OCI_MANIFEST, DOCKER_CONFIG, DOCKER_LAYER),
    ] {
        let plain = manifest(&own_type(from), config, layer);
        assert!(converted(&plain, from, to).is_some(), "{from}");
        let referrer = format!("{}{subject}", plain.strip_suffix('}').unwrap());
        assert_eq!(converted(&referrer, from, to), None, "{from}");
    }
}

proptest! {
    #[test]
    fn there_and_back_says_the_same((from, bytes) in testing::image_manifest_bytes()) {
        let to = if from == OCI_MANIFEST { DOCKER_MANIFEST } else { OCI_MANIFEST };
        let before = Manifest::parse(&bytes, Some(from)).unwrap();
        let there = convert(&bytes, from, to).unwrap();
        let between = Manifest::parse(&there, None).unwrap();
        prop_assert_eq!(&between.media_type, to);
        prop_assert_eq!(&between.annotations, &before.annotations);
        prop_assert_eq!(between.required_blobs().len(), before.required_blobs().len());
        let back = convert(&there, to, from).unwrap();
        prop_assert_eq!(Manifest::parse(&back, None).unwrap(), before);
    }
}
