//! Media types: which are manifests, indexes, foreign layers.

use wharf_oci::media_type::*;

#[test]
fn manifests_and_indexes() {
    for media_type in MANIFESTS {
        assert!(is_manifest(media_type));
        let is_list = matches!(media_type, OCI_INDEX | DOCKER_MANIFEST_LIST);
        assert_eq!(is_index(media_type), is_list, "{media_type}");
    }
    for other in [
        "",
        "application/json",
        OCI_CONFIG,
        "application/vnd.oci.artifact.manifest.v1+json",
    ] {
        assert!(!is_manifest(other) && !is_index(other), "{other}");
    }
}

#[test]
fn foreign_layers() {
    for foreign in [
        DOCKER_FOREIGN_LAYER,
        DOCKER_FOREIGN_LAYER_GZIP,
        OCI_FOREIGN_LAYER,
        OCI_FOREIGN_LAYER_GZIP,
        OCI_FOREIGN_LAYER_ZSTD,
    ] {
        assert!(is_foreign_layer(foreign), "{foreign}");
    }
    for own in [
        DOCKER_LAYER,
        DOCKER_LAYER_GZIP,
        OCI_LAYER,
        OCI_LAYER_GZIP,
        OCI_LAYER_ZSTD,
        OCI_EMPTY,
        "",
    ] {
        assert!(!is_foreign_layer(own), "{own}");
    }
}

#[test]
fn essences() {
    for (value, expected) in [
        ("application/json", "application/json"),
        ("  application/json\t; charset=utf-8", "application/json"),
        ("a/b;c=\"d;e\"", "a/b"),
        (";", ""),
        ("", ""),
    ] {
        assert_eq!(essence(value), expected, "{value:?}");
    }
}
