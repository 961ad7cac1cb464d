//! The words of the OCI specifications: digests, repository names, tags, references, media types, manifests, ranges.
//!
//! Everything here is a function of its arguments: no I/O, no clock, no types of HTTP or AWS. Where Amazon ECR is stricter
//! than the specifications (the pattern of names, what it accepts of old manifests), its rule is the one. What a registry *does*
//! with a manifest (which blobs must exist, who may push) is in `wharf-registry`.
//!
//! | module | rule comes from |
//! |---|---|
//! | [`digest`] | OCI Image Specification 1.1, "Descriptors", section "Digests" |
//! | [`name`] | Amazon ECR API Reference, `CreateRepository` |
//! | [`tag`], [`reference`](mod@reference) | OCI Distribution Specification 1.1, "Pulling manifests" |
//! | [`media_type`] | OCI Image Specification "Media Types"; Docker "Image Manifest V 2, Schema 2"; RFC 9110 §12.5.1 |
//! | [`manifest`] | OCI Image Specification "Image Manifest", "Image Index"; Docker schema 1 and 2 |
//! | [`schema1`] | Docker "Image Manifest Version 2, Schema 1" |
//! | [`convert`] | Amazon ECR User Guide, "Container image manifest format support" |
//! | [`range`](mod@range) | RFC 9110 §14; OCI Distribution Specification "Pushing a blob in chunks" |

#![forbid(unsafe_code)]

mod text;

pub mod convert;
pub mod digest;
pub mod manifest;
pub mod media_type;
pub mod name;
pub mod range;
pub mod reference;
pub mod schema1;
pub mod tag;
#[cfg(feature = "testing")]
pub mod testing;

pub use digest::{Algorithm, Digest, DigestError, Hasher};
pub use manifest::{Descriptor, Manifest, ManifestError};
pub use media_type::Accept;
pub use name::{NameError, RepositoryName};
pub use reference::{Reference, ReferenceError};
pub use tag::{Tag, TagError};
