//! Bytes that no registry has seen before: fresh in every round, so that no store can answer from what it already holds.

use anyhow::Context as _;
use sha2::{Digest as _, Sha256};
use std::io::Read as _;

/// A blob and its digest, computed before the clock runs.
pub struct Blob {
    pub bytes: Vec<u8>,
    pub digest: String,
}

impl Blob {
    /// So many random bytes.
    pub fn random(length: usize) -> anyhow::Result<Blob> {
        let mut bytes = vec![0; length];
        let mut source = std::fs::File::open("/dev/urandom").context("opening the random source")?;
        source.read_exact(&mut bytes)?;
        Ok(Blob {
            digest: digest(&bytes),
            bytes,
        })
    }
}

/// `sha256:…` of the bytes.
pub fn digest(bytes: &[u8]) -> String {
    let mut text = String::from("sha256:");
    for byte in Sha256::digest(bytes) {
        text += &format!("{byte:02x}");
    }
    text
}

/// A text of 16 hex digits that differs from run to run.
pub fn nonce() -> anyhow::Result<String> {
    let blob = Blob::random(16)?;
    Ok(blob.digest["sha256:".len()..][..16].to_owned())
}

pub const MANIFEST_TYPE: &str = "application/vnd.oci.image.manifest.v1+json";
/// The configuration blob that all tiny images share.
pub const CONFIG: &[u8] =
    b"{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}";

/// A manifest without layers, made distinct by its name.
pub fn tiny_manifest(name: &str) -> String {
    format!(
        "{{\"schemaVersion\":2,\"mediaType\":\"{MANIFEST_TYPE}\",\"config\":{{\"mediaType\":\
         \"application/vnd.oci.image.config.v1+json\",\"digest\":\"{}\",\"size\":{}}},\"layers\":[],\
         \"annotations\":{{\"org.example.bench\":\"{name}\"}}}}",
        digest(CONFIG),
        CONFIG.len()
    )
}
