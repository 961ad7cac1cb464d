//! Manifests against their digests, and against the rows that say what they name.

use std::collections::BTreeMap;

use wharf_oci::digest::Digest;
use wharf_oci::manifest::Manifest;
use wharf_sql::Transaction;

use super::super::What;
use super::super::manifest::{self, Read};
use super::super::store::{self, Image, Mend, Named, Place};
use super::{At, Next, Round, of_repository};
use crate::ecr::encryption;
use crate::ecr::layer::{self, store::Stored};
use crate::store_identity;
use wharf_kernel::{Error, Unavailable};

impl Round<'_> {
    /// A page of a repository's images.
    pub(super) async fn images(&mut self, place: Place, after: &str) -> Result<Next, Unavailable> {
        let page = store::images(self.cell, &place, after).await?;
        let Some(last) = page.last().map(|image| image.digest.clone()) else {
            return Ok((Some(At::Kept(place, String::new())), 1));
        };
        let count = page.len();
        for image in page {
            self.image(&place, image).await?;
        }
        Ok((Some(At::Images(place, last)), count))
    }

    /// A page of a repository's deleted images that can be restored.
    pub(super) async fn kept(&mut self, place: Place, after: &str) -> Result<Next, Unavailable> {
        let page = store::kept_images(self.cell, &place, after).await?;
        let Some(last) = page.last().map(|image| image.digest.clone()) else {
            return Ok((Some(At::Tags(place, String::new())), 1));
        };
        let count = page.len();
        for image in page {
            self.checked.deleted_images += 1;
            self.manifest(&place, &image).await?;
        }
        Ok((Some(At::Kept(place, last)), count))
    }

    async fn image(&mut self, place: &Place, image: Image) -> Result<(), Unavailable> {
        self.checked.images += 1;
        self.checked.referrers_without_subject += u64::from(!image.has_its_subject);
        if image.tag_count != image.tags {
            let detail = format!("{} tags are counted, and it has {}", image.tag_count, image.tags);
            let wrong = of_repository(place, What::WrongCount, &image.digest, detail);
            let tags = Mend::Tags {
                image: image.digest.clone(),
            };
            self.mend(place, wrong, tags).await?;
        }
        let manifest = self.manifest(place, &image).await?;
        let sizes: BTreeMap<&str, u64> = manifest
            .iter()
            .flat_map(Manifest::required_blobs)
            .map(|blob| (blob.digest.as_str(), blob.size))
            .collect();
        for (named, _) in image.named.iter().filter(|(_, is_there)| !is_there) {
            self.missing(place, &image, named, sizes.get(named.digest.as_str()).copied())
                .await?;
        }
        Ok(())
    }

    /// The manifest, which is compared with what follows from it; nothing where it is not what its digest says, or cannot be told.
    async fn manifest(&mut self, place: &Place, image: &Image) -> Result<Option<Manifest>, Unavailable> {
        self.took(image.length()).await;
        match manifest::read(self.node, self.cell, place, image).await? {
            Read::Whole(manifest, size) => {
                self.size(place, image, size).await?;
                self.references(place, image, &manifest).await?;
                return Ok(Some(*manifest));
            }
            Read::Locked => self.checked.locked_manifests += 1,
            Read::Wrong(what, detail) => {
                let detail = match image.is_kept {
                    true => format!("this deleted image cannot be restored: {detail}"),
                    false => detail,
                };
                self.found(of_repository(place, what, &image.digest, detail));
            }
        }
        Ok(None)
    }

    async fn size(&mut self, place: &Place, image: &Image, size: usize) -> Result<(), Unavailable> {
        let size = i64::try_from(size).unwrap_or(i64::MAX);
        if image.manifest_size == size {
            return Ok(());
        }
        let detail = format!(
            "its manifest is said to have {} bytes, and has {size}",
            image.manifest_size
        );
        let wrong = of_repository(place, What::WrongCount, &image.digest, detail);
        let (image, is_kept) = (image.digest.clone(), image.is_kept);
        let mend = Mend::Size { image, is_kept, size };
        self.mend(place, wrong, mend).await
    }

    /// What the manifest names, against the rows that say so.
    async fn references(
        &mut self,
        place: &Place,
        image: &Image,
        manifest: &Manifest,
    ) -> Result<(), Unavailable> {
        let (missing, surplus) = manifest::compare(image, manifest);
        if missing.is_empty() && surplus.is_empty() {
            return Ok(());
        }
        let detail = format!(
            "of what its manifest names {} have no row, and {} rows are of nothing that it names",
            missing.len(),
            surplus.len()
        );
        let wrong = of_repository(place, What::WrongReferences, &image.digest, detail);
        let (image, is_kept) = (image.digest.clone(), image.is_kept);
        let mend = Mend::References {
            image,
            is_kept,
            missing,
            surplus,
        };
        self.mend(place, wrong, mend).await
    }

    /// Something that an image names and the repository does not hold. A layer's row is written again where its bytes are there.
    async fn missing(
        &mut self,
        place: &Place,
        image: &Image,
        named: &Named,
        size: Option<u64>,
    ) -> Result<(), Unavailable> {
        let (what, is_mended) = match named.kind.as_str() {
            "layer" => {
                let is_mended = match size.filter(|_| self.how.repair) {
                    Some(size) => self.layer_again(place, &named.digest, size).await?,
                    None => false,
                };
                (What::MissingLayer, is_mended)
            }
            _ => (What::MissingImage, false),
        };
        let detail = format!(
            "{} names it, and the repository does not hold it: push it again",
            image.digest
        );
        let mut finding = of_repository(place, what, &named.digest, detail);
        finding.is_mended = is_mended;
        self.found(finding);
        Ok(())
    }

    /// Writes a layer's row again, if there are bytes that it can mean; whether it was.
    async fn layer_again(&self, place: &Place, digest: &str, size: u64) -> Result<bool, Unavailable> {
        let (Ok(account), Ok(parsed)) = (place.account.parse(), digest.parse::<Digest>()) else {
            return Ok(false);
        };
        for data_key in encryption::of_layers(&place.data_key) {
            let blobs = encryption::closed_bytes(self.cell, data_key).await?.blobs;
            match blobs.stat(&parsed).await {
                Ok(length) if length == size => {}
                Ok(_) | Err(wharf_blob::Error::BlobUnknown) => continue,
                Err(error) => return Err(error.into()),
            }
            store_identity::require(self.cell).await?;
            let (scope, repository, name, now) = (
                place.scope(),
                place.id.clone(),
                digest.to_owned(),
                self.node.clock.now(),
            );
            let key = data_key.to_owned();
            let write = move |transaction: &mut Transaction<'_>| {
                let layer = Stored {
                    digest: &name,
                    size,
                    data_key: &key,
                };
                layer::store::insert(transaction, &scope, &repository, layer, now)
            };
            let database = &self.cell.database;
            let inserted = database.transaction("verification.layer_again", write).await?;
            let pushed = layer::Pushed {
                digest: &parsed,
                data_key,
                uploaded_at: inserted.uploaded_at,
            };
            return match layer::keep(self.cell, &account, &place.id, pushed).await {
                Ok(()) => Ok(true),
                Err(Error::Unavailable(error)) => Err(error),
                Err(_) => Ok(false),
            };
        }
        Ok(false)
    }
}
