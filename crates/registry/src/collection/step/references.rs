//! What manifests name, compared with the rows that say so before layers of their repository go: a lost row must not take a layer of an
//! image. It is done once a round, and only for repositories that have layers whose time has come.

use serde::{Deserialize, Serialize};
use wharf_aws::AccountId;
use wharf_job::StepError;
use wharf_oci::name::RepositoryName;
use wharf_sql::Transaction;

use super::super::Finding;
use super::super::store::{Layer, LayerKey};
use super::{At, Collection, Next, Pause, Report};
use crate::ecr::repository;
use crate::verification::{self, Image, Place, Read};

/// The repository whose manifests were compared last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Compared {
    account: String,
    /// Its id.
    repository: String,
    /// Whether rows say all that its manifests name, so that its other layers may go.
    is_sound: bool,
}

impl Compared {
    fn with(layer: &LayerKey, is_sound: bool) -> Compared {
        Compared {
            account: layer.account.clone(),
            repository: layer.repository.clone(),
            is_sound,
        }
    }

    fn is_of(&self, layer: &Layer) -> bool {
        self.account == layer.place.account && self.repository == layer.place.repository
    }

    /// Whether a layer stays, because its repository's manifests cannot be compared.
    pub(super) fn keeps(&self, layer: &Layer) -> bool {
        !self.is_sound && self.is_of(layer)
    }
}

impl Collection<'_> {
    /// Whether the manifests of a layer's repository are to be compared before it is looked at.
    pub(super) fn is_uncompared(&self, layer: &Layer, compared: &Compared) -> bool {
        layer.place.region == self.cell.region.as_str()
            && layer.may_go(self.now, self.now.minus(self.how.grace))
            && !compared.is_of(layer)
    }

    /// Where the comparison of a layer's repository begins; `before` is the last layer that was looked at.
    pub(super) async fn to_compare(&self, before: LayerKey, layer: &Layer) -> Result<At, StepError> {
        let key = &layer.place;
        let names: (Option<AccountId>, Option<RepositoryName>) = (
            key.account.parse().ok(),
            layer.name.as_ref().and_then(|name| name.parse().ok()),
        );
        let found = match names {
            (Some(account), Some(name)) => {
                repository::store::find(&self.cell.database, &self.cell.scope(&account), &name).await?
            }
            _ => None,
        };
        // Of a repository that is deleted no image is left, and its rows are about to go.
        let Some(repository) = found.filter(|repository| repository.id == key.repository) else {
            return Ok(At::Layers(before, Compared::with(key, true)));
        };
        let place = Place {
            account: key.account.clone(),
            region: key.region.clone(),
            name: repository.name.to_string(),
            id: repository.id,
            data_key: repository.encryption.data_key,
        };
        Ok(At::Manifests(before, place, String::new()))
    }

    /// A page of a repository's manifests, or of those of its deleted images that are kept: rows that are lost are written again. Where a
    /// manifest cannot be read, no layer of the repository goes. `read` grows by their bytes.
    pub(super) async fn manifests(
        &self,
        (before, place, after): (LayerKey, Place, String),
        is_kept: bool,
        read: &mut u64,
        report: Report<'_>,
    ) -> Result<Next, StepError> {
        let begun = Pause::begin();
        let page = match is_kept {
            true => verification::kept_images(self.cell, &place, &after).await?,
            false => verification::images(self.cell, &place, &after).await?,
        };
        let count = page.len();
        *read += page.iter().map(Image::length).sum::<u64>();
        let last = page.last().map(|image| image.digest.clone());
        let is_sound = self.compare(&place, page, is_kept, report).await?;
        let next = match last {
            Some(last) if is_sound && is_kept => At::Kept(before, place, last),
            Some(last) if is_sound => At::Manifests(before, place, last),
            None if !is_kept => At::Kept(before, place, String::new()),
            _ => {
                let repository = LayerKey {
                    account: place.account,
                    repository: place.id,
                    ..LayerKey::default()
                };
                At::Layers(before, Compared::with(&repository, is_sound))
            }
        };
        begun.end().await;
        Ok((Some(next), count))
    }

    /// Whether rows say all that these manifests name, or do now; none of the page is looked at after one of which they do not.
    async fn compare(
        &self,
        place: &Place,
        page: Vec<Image>,
        is_kept: bool,
        report: Report<'_>,
    ) -> Result<bool, StepError> {
        for image in page {
            let (account, repository) = (place.account.clone(), place.name.clone());
            let digest = image.digest.clone();
            let Read::Whole(manifest, _) = verification::read(self.node, self.cell, place, &image).await?
            else {
                report(&Finding::UnreadManifest {
                    account,
                    repository,
                    digest,
                });
                return Ok(false);
            };
            let (missing, _) = verification::compare(&image, &manifest);
            if missing.is_empty() {
                continue;
            }
            if !self.how.dry_run {
                let (scope, of, name) = (place.scope(), place.id.clone(), digest.clone());
                let write = move |transaction: &mut Transaction<'_>| {
                    verification::name_again(transaction, &scope, (&of, &name), &missing, is_kept).map(drop)
                };
                self.write("collection.name_again", write).await?;
            }
            report(&Finding::LostReferences {
                account,
                repository,
                digest,
            });
            if self.how.dry_run {
                // Without the rows it would tell of layers that stay.
                return Ok(false);
            }
        }
        Ok(true)
    }
}
