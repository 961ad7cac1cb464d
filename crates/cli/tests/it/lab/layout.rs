//! OCI image layouts in a folder: where clients take images from and put them (OCI Image Layout Specification).

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use wharf_oci::media_type::OCI_INDEX;

use super::image::descriptor;
use super::{Image, digest, incompressible};

/// Writes a layout that holds one image under a name.
pub(crate) fn write(folder: &Path, image: &Image, name: &str) {
    prepare(folder);
    put_image(folder, image);
    set_entry(folder, image.descriptor(), name);
}

/// Writes a layout that holds an index of images under a name; the index.
pub(crate) fn write_index(folder: &Path, images: &[&Image], name: &str) -> Vec<u8> {
    prepare(folder);
    let entries: Vec<Value> = images
        .iter()
        .map(|image| {
            put_image(folder, image);
            let mut entry = image.descriptor();
            entry["platform"] = json!({ "os": "linux", "architecture": image.architecture });
            entry
        })
        .collect();
    let index = json!({ "schemaVersion": 2, "mediaType": OCI_INDEX, "manifests": entries });
    let index = index.to_string().into_bytes();
    put(folder, &index);
    set_entry(folder, descriptor(OCI_INDEX, &index), name);
    index
}

/// The digest of a layout's only entry, after every blob in it was hashed.
pub(crate) fn verified(folder: &Path) -> String {
    let blobs = std::fs::read_dir(folder.join("blobs/sha256")).unwrap();
    let mut count = 0;
    for blob in blobs.map(Result::unwrap) {
        let bytes = std::fs::read(blob.path()).unwrap();
        let name = blob.file_name().into_string().unwrap();
        assert_eq!(digest(&bytes), format!("sha256:{name}"));
        count += 1;
    }
    assert!(count > 0, "an empty layout");
    let index: Value = serde_json::from_slice(&std::fs::read(folder.join("index.json")).unwrap()).unwrap();
    assert_eq!(index["manifests"].as_array().unwrap().len(), 1);
    index["manifests"][0]["digest"].as_str().unwrap().to_owned()
}

/// The digests of a layout's blobs, sorted.
pub(crate) fn blobs(folder: &Path) -> Vec<String> {
    let blobs = std::fs::read_dir(folder.join("blobs/sha256")).unwrap();
    let mut names: Vec<String> = blobs
        .map(|blob| blob.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// A layout of an image of 160 MB in four layers, made once for all tests of this target folder.
pub(crate) fn large() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("large-image-1");
    if !folder.exists() {
        let contents: Vec<Vec<u8>> = (1..=4).map(|seed| incompressible(seed, 40_000_000)).collect();
        let names = ["large/1", "large/2", "large/3", "large/4"];
        let files: Vec<(&str, &[u8])> = names
            .iter()
            .zip(&contents)
            .map(|(name, bytes)| (*name, &bytes[..]))
            .collect();
        let draft = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        write(draft.path(), &Image::new(&files), "large");
        // Another test may have been faster; its layout has the same bytes.
        if std::fs::rename(draft.path(), &folder).is_ok() {
            let _ = draft.keep();
        }
    }
    folder
}

fn prepare(folder: &Path) {
    std::fs::create_dir_all(folder.join("blobs/sha256")).unwrap();
    std::fs::write(folder.join("oci-layout"), r#"{"imageLayoutVersion":"1.0.0"}"#).unwrap();
}

fn put_image(folder: &Path, image: &Image) {
    for blob in image.blobs().chain([&image.manifest]) {
        put(folder, blob);
    }
}

fn put(folder: &Path, bytes: &[u8]) {
    let digest = digest(bytes);
    let hex = digest.strip_prefix("sha256:").unwrap();
    std::fs::write(folder.join("blobs/sha256").join(hex), bytes).unwrap();
}

fn set_entry(folder: &Path, mut descriptor: Value, name: &str) {
    descriptor["annotations"] = json!({ "org.opencontainers.image.ref.name": name });
    let index = json!({ "schemaVersion": 2, "manifests": [descriptor] });
    std::fs::write(folder.join("index.json"), index.to_string()).unwrap();
}
