//! The manifest of an image's row: whether it is what its digest says, and whether rows say what it names. A collection asks too, before it
//! takes layers that no row says are named.

use std::collections::BTreeSet;

use wharf_oci::digest::Digest;
use wharf_oci::manifest::Manifest;

use super::What;
use super::place::Place;
use super::store::{Image, Named};
use crate::ecr::encryption::{self, ReadManifest};
use crate::ecr::fault::NamedRepository;
use crate::ecr::image::damage;
use wharf_kernel::{Cell, For, Node, Unavailable};

/// What reading a manifest came to.
pub(crate) enum Read {
    /// It is what its digest says; and how many bytes it has.
    Whole(Box<Manifest>, usize),
    /// The key that seals it is disabled.
    Locked,
    /// It is not what it should be: what is wrong, and how, for people.
    Wrong(What, String),
}

/// Reads the manifest of an image. Whether it is damaged is noted, as reads of clients do.
pub(crate) async fn read(
    node: &Node,
    cell: &Cell,
    place: &Place,
    image: &Image,
) -> Result<Read, Unavailable> {
    let altered = |detail: &str| Read::Wrong(What::AlteredManifest, detail.to_owned());
    let note = |is_whole| note(node, cell, place, image, is_whole);
    let Some(written) = image.manifest.clone() else {
        note(false).await;
        let detail = "the image has no manifest: push it again".to_owned();
        return Ok(Read::Wrong(What::MissingManifest, detail));
    };
    let (Ok(account), Ok(digest)) = (place.account.parse(), image.digest.parse::<Digest>()) else {
        return Ok(altered("the image's row has no digest"));
    };
    let read = encryption::read_manifest(node, cell, &account, &place.data_key, &image.digest, written);
    let bytes = match read.await? {
        ReadManifest::Bytes(bytes) => bytes,
        ReadManifest::Locked => return Ok(Read::Locked),
        ReadManifest::Broken(why) => {
            let detail = format!("the manifest cannot be read: {why}; put back a copy of the database");
            return Ok(altered(&detail));
        }
        ReadManifest::Altered => {
            note(false).await;
            return Ok(altered(
                "its key does not open the manifest: push the image again",
            ));
        }
    };
    let parse = || {
        let is_it = digest.matches(&bytes);
        is_it.then(|| Manifest::parse(&bytes, Some(&image.media_type)))
    };
    let (turn, length) = ((&account, For::Job), bytes.len());
    let Some(parsed) = node.apart.read_for(turn, "verification", length, parse).await else {
        note(false).await;
        return Ok(altered(
            "the manifest is another than the digest says: push the image again",
        ));
    };
    note(true).await;
    Ok(match parsed {
        Ok(manifest) => Read::Whole(Box::new(manifest), bytes.len()),
        Err(error) => altered(&format!("the manifest is not one: {error}")),
    })
}

/// Notes whether a manifest is whole, where reads of clients note it.
async fn note(node: &Node, cell: &Cell, place: &Place, image: &Image, is_whole: bool) {
    if let (Ok(registry), Ok(repository)) = (place.account.parse(), place.name.parse()) {
        let place = NamedRepository {
            registry: &registry,
            repository: &repository,
        };
        damage::note(node, cell, place, &image.digest, is_whole).await;
    }
}

/// What a manifest names without a row that says so, and what rows say that it names and it does not.
pub(crate) fn compare(image: &Image, manifest: &Manifest) -> (Vec<Named>, Vec<Named>) {
    let of = |kind: &str, digest: &Digest| Named {
        kind: kind.to_owned(),
        digest: digest.to_string(),
    };
    let layers = manifest.required_blobs().into_iter();
    let layers = layers.map(|blob| of("layer", &blob.digest));
    let images = manifest.children().iter();
    let images = images.map(|child| of("image", &child.digest));
    let named: BTreeSet<Named> = layers.chain(images).collect();
    let rows: BTreeSet<Named> = image.named.iter().map(|(named, _)| named.clone()).collect();
    (
        named.difference(&rows).cloned().collect(),
        rows.difference(&named).cloned().collect(),
    )
}
