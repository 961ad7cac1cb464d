//! Media types of manifests, configs and layers, and the `Accept` header that chooses among them.
//!
//! The names are those of the OCI Image Specification 1.1 ("Media Types") and of Docker's "Image Manifest Version 2,
//! Schema 2"; which manifests are served is Amazon ECR's list (User Guide, "Container image manifest format support").
//! Parameters never matter to us and are cut off ([`essence`]).

mod accept;

pub use accept::Accept;

/// Docker image manifest, schema 1, unsigned.
pub const DOCKER_SCHEMA1: &str = "application/vnd.docker.distribution.manifest.v1+json";
/// Docker image manifest, schema 1, with JSON web signatures.
pub const DOCKER_SCHEMA1_SIGNED: &str = "application/vnd.docker.distribution.manifest.v1+prettyjws";
/// Docker image manifest, schema 2.
pub const DOCKER_MANIFEST: &str = "application/vnd.docker.distribution.manifest.v2+json";
/// Docker manifest list: one image for several platforms.
pub const DOCKER_MANIFEST_LIST: &str = "application/vnd.docker.distribution.manifest.list.v2+json";
/// OCI image manifest.
pub const OCI_MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
/// OCI image index: several manifests.
pub const OCI_INDEX: &str = "application/vnd.oci.image.index.v1+json";
/// ORAS artifact manifest, from before OCI 1.1 had `subject`.
pub const ORAS_ARTIFACT: &str = "application/vnd.cncf.oras.artifact.manifest.v1+json";

/// The configuration of a cache of BuildKit's. In an index of layers it stands among the manifests.
pub const BUILDKIT_CACHE_CONFIG: &str = "application/vnd.buildkit.cacheconfig.v0";

/// The two bytes `{}`, where a descriptor is demanded and there is nothing to describe.
pub const OCI_EMPTY: &str = "application/vnd.oci.empty.v1+json";
/// OCI image configuration.
pub const OCI_CONFIG: &str = "application/vnd.oci.image.config.v1+json";
/// Docker image configuration.
pub const DOCKER_CONFIG: &str = "application/vnd.docker.container.image.v1+json";

/// OCI layer, uncompressed.
pub const OCI_LAYER: &str = "application/vnd.oci.image.layer.v1.tar";
/// OCI layer, gzip.
pub const OCI_LAYER_GZIP: &str = "application/vnd.oci.image.layer.v1.tar+gzip";
/// OCI layer, zstd.
pub const OCI_LAYER_ZSTD: &str = "application/vnd.oci.image.layer.v1.tar+zstd";
/// OCI layer that may not be redistributed, uncompressed.
pub const OCI_FOREIGN_LAYER: &str = "application/vnd.oci.image.layer.nondistributable.v1.tar";
/// OCI layer that may not be redistributed, gzip.
pub const OCI_FOREIGN_LAYER_GZIP: &str = "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip";
/// OCI layer that may not be redistributed, zstd.
pub const OCI_FOREIGN_LAYER_ZSTD: &str = "application/vnd.oci.image.layer.nondistributable.v1.tar+zstd";

/// Docker layer, uncompressed.
pub const DOCKER_LAYER: &str = "application/vnd.docker.image.rootfs.diff.tar";
/// Docker layer, gzip.
pub const DOCKER_LAYER_GZIP: &str = "application/vnd.docker.image.rootfs.diff.tar.gzip";
/// Docker layer, zstd.
pub const DOCKER_LAYER_ZSTD: &str = "application/vnd.docker.image.rootfs.diff.tar.zstd";
/// Docker layer that is fetched from elsewhere, uncompressed.
pub const DOCKER_FOREIGN_LAYER: &str = "application/vnd.docker.image.rootfs.foreign.diff.tar";
/// Docker layer that is fetched from elsewhere, gzip.
pub const DOCKER_FOREIGN_LAYER_GZIP: &str = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";

/// Every manifest media type that may be pushed.
pub const MANIFESTS: [&str; 7] = [
    OCI_MANIFEST,
    OCI_INDEX,
    DOCKER_MANIFEST,
    DOCKER_MANIFEST_LIST,
    DOCKER_SCHEMA1,
    DOCKER_SCHEMA1_SIGNED,
    ORAS_ARTIFACT,
];

/// Whether a manifest of this type may be pushed. Takes an essence, as it stands in a manifest.
#[must_use]
pub fn is_manifest(media_type: &str) -> bool {
    MANIFESTS.contains(&media_type)
}

/// Whether it is Docker's schema 1, signed or not.
#[must_use]
pub fn is_schema1(media_type: &str) -> bool {
    matches!(media_type, DOCKER_SCHEMA1 | DOCKER_SCHEMA1_SIGNED)
}

/// Whether it is a list of manifests: an OCI index or a Docker manifest list.
#[must_use]
pub fn is_index(media_type: &str) -> bool {
    matches!(media_type, OCI_INDEX | DOCKER_MANIFEST_LIST)
}

/// Whether it is an image manifest of one platform: OCI or Docker schema 2.
#[must_use]
pub fn is_image(media_type: &str) -> bool {
    matches!(media_type, OCI_MANIFEST | DOCKER_MANIFEST)
}

/// Whether a layer of this type need not be in the registry, because it may not be redistributed.
#[must_use]
pub fn is_foreign_layer(media_type: &str) -> bool {
    // Prefixes, since further compressions are spelled as suffixes.
    media_type.starts_with(DOCKER_FOREIGN_LAYER) || media_type.starts_with(OCI_FOREIGN_LAYER)
}

/// The type and subtype of a header's value, without parameters and surrounding white space.
#[must_use]
pub fn essence(value: &str) -> &str {
    let (essence, _parameters) = value.split_once(';').unwrap_or((value, ""));
    essence.trim_matches([' ', '\t'])
}

/// The manifest media type that a `Content-Type` value means: types are compared without regard to case in HTTP (RFC
/// 9110 §8.3.1), and kept in their one spelling by us.
pub(crate) fn canonical_manifest(value: &str) -> Option<&'static str> {
    let essence = essence(value);
    MANIFESTS
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(essence))
}
