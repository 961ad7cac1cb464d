//! Compares a node that came back with what its clients know.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use super::ledger::{Ledger, Upload};
use crate::lab::{Registry, digest};

/// Everything that can be seen from outside, and the files themselves. Gives the number of uploads that went on.
///
/// # Panics
/// When something that was acknowledged is not there, or something is there that no client sent.
pub(super) fn check(registry: &mut Registry, data: &Path, ledger: &Ledger) -> usize {
    let there = blobs(registry, ledger);
    images(registry, ledger, &there);
    tags(registry, ledger);
    files(data);
    let went_on = ledger
        .uploads
        .iter()
        .filter(|upload| go_on(registry, upload))
        .count();
    push_again(registry, ledger);
    files(data);
    went_on
}

/// The blobs that are there, each with its bytes.
fn blobs<'a>(registry: &mut Registry, ledger: &'a Ledger) -> BTreeSet<&'a str> {
    let mut there = BTreeSet::new();
    for (name, sent) in &ledger.blobs {
        match registry.blob(name) {
            Some(bytes) => {
                assert!(bytes == **sent, "{name} has other bytes");
                there.insert(name.as_str());
            }
            None => assert!(
                !ledger.durable_blobs.contains(name),
                "{name} was acknowledged and is gone"
            ),
        }
    }
    there
}

fn images(registry: &mut Registry, ledger: &Ledger, blobs: &BTreeSet<&str>) {
    for (name, sent) in &ledger.images {
        match registry.manifest(name) {
            Some(bytes) => {
                assert!(bytes == sent.manifest, "{name} has other bytes");
                // A client that sees a manifest can pull everything that it names.
                for blob in sent.blobs().map(|blob| digest(blob)) {
                    assert!(blobs.contains(&*blob), "{blob} of {name} is not there");
                }
            }
            None => assert!(
                !ledger.durable_images.contains(name),
                "{name} was acknowledged and is gone"
            ),
        }
    }
}

fn tags(registry: &mut Registry, ledger: &Ledger) {
    for (tag, states) in &ledger.tags {
        let found = registry.manifest(tag).map(|bytes| digest(&bytes));
        assert!(
            states.contains(&found),
            "{tag} names {found:?}, and may name {states:?}"
        );
    }
    for tag in registry.tags() {
        let bytes = registry.manifest(&tag);
        assert!(bytes.is_some(), "{tag} is listed and names nothing");
    }
}

/// What lies under a digest has that digest, whether or not a client can see it.
fn files(data: &Path) {
    let folder = data.join("regions/us-east-1/blobs/sha256");
    for shard in std::fs::read_dir(folder).into_iter().flatten() {
        for blob in std::fs::read_dir(shard.unwrap().path()).unwrap() {
            let path = blob.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            assert_eq!(digest(&std::fs::read(&path).unwrap()), format!("sha256:{name}"));
        }
    }
}

/// An upload goes on where the server says that it is, which is at least where it said before; one whose end was asked
/// for may be over.
fn go_on(registry: &mut Registry, upload: &Upload) -> bool {
    let status = registry.follow("GET", &upload.location, "", b"").unwrap();
    if status.status == 404 {
        assert!(
            upload.ending,
            "an upload of {} bytes is forgotten",
            upload.acknowledged
        );
        return false;
    }
    let status = status.expect(204);
    let range = status.header("range").unwrap();
    let last: usize = range.strip_prefix("0-").unwrap().parse().unwrap();
    let there = if last == 0 { 0 } else { last + 1 };
    assert!(
        (upload.acknowledged..=upload.content.len()).contains(&there),
        "{there} bytes, of {} acknowledged and {} sent",
        upload.acknowledged,
        upload.content.len()
    );
    let (mut location, mut at) = (upload.location.clone(), there);
    let middle = there.midpoint(upload.content.len());
    if middle > at {
        location = registry
            .append(&location, at, &upload.content[at..middle])
            .unwrap();
        at = middle;
    }
    let name = digest(&upload.content);
    registry.finish(&location, &name, &upload.content[at..]).unwrap();
    assert!(
        registry.blob(&name).as_ref() == Some(&*upload.content),
        "{name} after going on"
    );
    true
}

/// An interrupted push can be repeated as if it had never begun.
fn push_again(registry: &mut Registry, ledger: &Ledger) {
    for bytes in ledger
        .blobs
        .iter()
        .filter(|(name, _)| !ledger.durable_blobs.contains(*name))
    {
        registry.push_blob(bytes.1).unwrap();
        assert!(
            registry.blob(bytes.0).as_ref() == Some(&**bytes.1),
            "{} after a new push",
            bytes.0
        );
    }
    for (name, image) in ledger
        .images
        .iter()
        .filter(|(name, _)| !ledger.durable_images.contains(*name))
    {
        registry.push(image, "again");
        let listed: Value = serde_json::from_slice(&registry.manifest("again").unwrap()).unwrap();
        assert_eq!(listed["config"]["digest"], digest(&image.config));
        assert_eq!(registry.manifest(name).as_ref(), Some(&image.manifest));
    }
}
