//! A small image as an OCI layout (OCI Image Layout Specification): one layer with one file.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::program;

/// Writes the layout and gives the manifest's digest.
pub fn write(folder: &Path) -> anyhow::Result<String> {
    let blobs = folder.join("blobs/sha256");
    std::fs::create_dir_all(&blobs)?;
    let text = folder.join("hello.txt");
    std::fs::write(&text, "Hello from a registry of your own.\n")?;
    let mut tar = Command::new("tar");
    let tar = program::output(tar.args(["-cf-", "-C"]).arg(folder).arg("hello.txt"))?;
    ensure!(tar.status.success(), "tar failed");
    std::fs::remove_file(&text)?;
    let layer = store(&blobs, &tar.stdout)?;
    let config = json!({
        "architecture": "amd64", "os": "linux",
        "config": {}, "rootfs": { "type": "layers", "diff_ids": [layer["digest"]] },
    });
    let mut config = store(&blobs, config.to_string().as_bytes())?;
    config["mediaType"] = "application/vnd.oci.image.config.v1+json".into();
    let mut layer = layer;
    layer["mediaType"] = "application/vnd.oci.image.layer.v1.tar".into();
    let media_type = "application/vnd.oci.image.manifest.v1+json";
    let manifest =
        json!({ "schemaVersion": 2, "mediaType": media_type, "config": config, "layers": [layer] });
    let mut manifest = store(&blobs, manifest.to_string().as_bytes())?;
    let digest = manifest["digest"].as_str().unwrap_or_default().to_owned();
    manifest["mediaType"] = media_type.into();
    manifest["annotations"] = json!({ "org.opencontainers.image.ref.name": "latest" });
    std::fs::write(
        folder.join("index.json"),
        json!({ "schemaVersion": 2, "manifests": [manifest] }).to_string(),
    )?;
    std::fs::write(folder.join("oci-layout"), r#"{"imageLayoutVersion":"1.0.0"}"#)?;
    Ok(digest)
}

/// The digest of the one manifest of a layout.
pub fn digest(folder: &Path) -> anyhow::Result<String> {
    let index: Value = serde_json::from_slice(&std::fs::read(folder.join("index.json"))?)?;
    let digest = index["manifests"][0]["digest"]
        .as_str()
        .context("the layout has no manifest")?;
    Ok(digest.to_owned())
}

/// Writes a blob and gives its descriptor without media type.
fn store(blobs: &Path, bytes: &[u8]) -> anyhow::Result<Value> {
    let hex: String = Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    std::fs::write(blobs.join(&hex), bytes)?;
    Ok(json!({ "digest": format!("sha256:{hex}"), "size": bytes.len() }))
}
