//! Layers' rows against bytes, tags against images, and counts against what they count.

use super::super::store::registries::{self, Registry};
use super::super::store::{self, Mend, Place};
use super::super::{Finding, What};
use super::{At, Next, Round, of_repository};
use crate::ecr::layer::Damage;
use crate::ecr::layer::damage::{self, Meant};
use wharf_kernel::Unavailable;

impl Round<'_> {
    /// A page of a repository's layers.
    pub(super) async fn layers(&mut self, place: Place, after: &str) -> Result<Next, Unavailable> {
        let page = store::layers(self.cell, &place, after).await?;
        let Some(last) = page.last().map(|layer| layer.digest.clone()) else {
            return Ok((Some(At::Images(place, String::new())), 1));
        };
        let count = page.len();
        for layer in page {
            self.checked.layers += 1;
            let Ok(digest) = layer.digest.parse() else {
                let detail = "the layer's row has no digest".to_owned();
                self.found(of_repository(&place, What::MissingBytes, &layer.digest, detail));
                continue;
            };
            let meant = Meant {
                digest: &digest,
                data_key: &layer.data_key,
                size: layer.size,
            };
            let (node, cell) = (self.node, self.cell);
            let noted_at = damage::noted_at(cell, meant);
            let examined = damage::examine(node, cell, meant, layer.mark.is_some()).await?;
            let Some(damage) = examined else { continue };
            damage::tell(node, cell, meant, damage).await?;
            let (mark, found_at) = layer.mark.clone().unzip();
            let is_altered = damage == Damage::Altered || mark.as_deref() == Some(Damage::Altered.as_str());
            let found_at = found_at.or(noted_at);
            // What was read in this verification was told then.
            let was_told = is_altered && self.began.is_some() && found_at >= self.began;
            // Several repositories may have the file, which is damaged once.
            if was_told || store::has_earlier(cell, &place, &layer).await? {
                continue;
            }
            let (what, how) = match (damage, is_altered) {
                (Damage::Short(length), _) => (
                    What::ShortBytes,
                    format!("it has {length} bytes, and should have {}; ", layer.size),
                ),
                (_, true) => (What::AlteredBlob, "its bytes were others; ".to_owned()),
                (_, false) => (What::MissingBytes, String::new()),
            };
            let detail = format!("{how}the layer is not available until it is pushed again");
            self.found(of_repository(&place, what, &layer.digest, detail));
        }
        Ok((Some(At::Layers(place, last)), count))
    }

    /// A page of a repository's tags; after the last one, its images are counted.
    pub(super) async fn tags(&mut self, place: Place, after: &str) -> Result<Next, Unavailable> {
        let page = store::tags(self.cell, &place, after).await?;
        let Some((last, ..)) = page.last().cloned() else {
            self.count(&place).await?;
            return Ok((Some(At::After(place)), 1));
        };
        let count = page.len();
        for (tag, digest, _) in page.into_iter().filter(|(.., is_there)| !is_there) {
            let detail = format!("the tag {tag} names it, and it is not there");
            self.found(of_repository(&place, What::WrongTag, &digest, detail));
        }
        Ok((Some(At::Tags(place, last)), count))
    }

    async fn count(&mut self, place: &Place) -> Result<(), Unavailable> {
        let (there, counted) = store::count(self.cell, place).await?;
        if there == counted {
            return Ok(());
        }
        let detail = format!("{counted} images are counted, and there are {there}");
        self.mend(
            place,
            of_repository(place, What::WrongCount, "", detail),
            Mend::Images,
        )
        .await
    }

    /// A page of registries.
    pub(super) async fn registries(&mut self, after: (&str, &str)) -> Result<Next, Unavailable> {
        let page = registries::page(self.cell, after).await?;
        let Some(last) = page.last() else {
            return Ok((None, 0));
        };
        let next = At::Registries(last.account.clone(), last.region.clone());
        let count = page.len();
        let region = self.cell.region.as_str();
        for registry in page.into_iter().filter(|registry| registry.region == region) {
            self.layer_bytes(&registry).await?;
            if registry.counted == registry.there {
                continue;
            }
            if self.how.repair {
                registries::mend_repositories(self.cell, &registry).await?;
            }
            self.found(Finding {
                what: What::WrongCount,
                detail: format!(
                    "{} repositories are counted, and there are {}",
                    registry.counted, registry.there
                ),
                account: Some(registry.account),
                repository: None,
                digest: None,
                is_mended: self.how.repair,
            });
        }
        Ok((Some(next), count))
    }

    async fn layer_bytes(&mut self, registry: &Registry) -> Result<(), Unavailable> {
        let (counted, there) = registries::layer_bytes(self.cell, registry).await?;
        if counted == there {
            return Ok(());
        }
        if self.how.repair {
            registries::mend_layer_bytes(self.cell, registry).await?;
        }
        self.found(Finding {
            what: What::WrongCount,
            account: Some(registry.account.clone()),
            repository: None,
            digest: None,
            detail: format!("{counted} bytes of layers and manifests are counted, and there are {there}"),
            is_mended: self.how.repair,
        });
        Ok(())
    }

    /// Reports what follows from other rows, and mends it if that is wanted.
    pub(super) async fn mend(
        &mut self,
        place: &Place,
        finding: Finding,
        mend: Mend,
    ) -> Result<(), Unavailable> {
        if self.how.repair {
            store::mend(self.cell, place, mend).await?;
        }
        let is_mended = self.how.repair;
        self.found(Finding { is_mended, ..finding });
        Ok(())
    }
}
