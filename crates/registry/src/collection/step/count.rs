//! What a collection counts before it does anything: bytes that no row ever had as a layer. Many of them are a sign that the rows
//! are not those of the bytes, and then nothing is removed.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use wharf_blob::StoredBlob;
use wharf_job::StepError;
use wharf_sql::Transaction;

use super::super::store::LayerKey;
use super::{At, Collection, Compared, Next, between, parse};
use crate::ecr::encryption::{self, CompartmentKey};
use crate::ecr::layer;
use crate::store_identity;
use wharf_kernel::Unavailable;

/// What was counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// Blobs that would go, and that no row ever had as a layer.
    pub unrecorded: u64,
    /// All blobs.
    pub blobs: u64,
}

impl Collection<'_> {
    /// The next compartment's blobs are counted; after the last one, deleted images are given up, or layers looked at.
    pub(super) async fn count_after(&self, last: Option<&CompartmentKey>) -> Result<Next, StepError> {
        let next = encryption::next_compartment(self.cell, last).await?;
        let after = match self.how.restorable && !self.how.dry_run {
            true => At::Restorable,
            false => At::Layers(LayerKey::default(), Compared::default()),
        };
        if next.is_none() && !self.how.dry_run {
            let region = self.cell.region.clone();
            let forget =
                move |transaction: &mut Transaction<'_>| layer::store::forget_damaged(transaction, &region);
            self.write("collection.forget_damaged", forget).await?;
        }
        Ok((Some(next.map_or(after, |next| At::Count(next, None))), 0))
    }

    /// A page of blobs is counted.
    pub(super) async fn count(
        &self,
        place: CompartmentKey,
        after: Option<String>,
        counted: &mut Counted,
    ) -> Result<Next, StepError> {
        let bytes = encryption::closed_bytes(self.cell, &place.data_key).await?.blobs;
        let page = bytes.list(parse(after)?.as_ref()).await;
        let page = page.map_err(Unavailable::from)?;
        let Some(last) = page.last() else {
            return Ok((Some(At::CountAside(place, None)), 0));
        };
        let last = last.digest.to_string();
        self.count_page(&place, &page, self.how.grace, counted).await?;
        Ok((Some(At::Count(place, Some(last))), page.len()))
    }

    /// A page of what was set aside is counted.
    pub(super) async fn count_aside(
        &self,
        place: CompartmentKey,
        after: Option<String>,
        counted: &mut Counted,
    ) -> Result<Next, StepError> {
        let bytes = encryption::closed_bytes(self.cell, &place.data_key).await?.blobs;
        let page = bytes.discarded(parse(after)?.as_ref()).await;
        let page = page.map_err(Unavailable::from)?;
        let Some(last) = page.last() else {
            return self.count_after(Some(&place)).await;
        };
        let last = last.digest.to_string();
        self.count_page(&place, &page, Duration::ZERO, counted).await?;
        Ok((Some(At::CountAside(place, Some(last))), page.len()))
    }

    /// Counts a page, and what of it would go though no row ever had it as a layer.
    async fn count_page(
        &self,
        place: &CompartmentKey,
        page: &[StoredBlob],
        age: Duration,
        counted: &mut Counted,
    ) -> Result<(), Unavailable> {
        let referred = self.referred(page, place, None).await?;
        let goes = |blob: &&StoredBlob| self.is_due(blob, age) && !referred.contains(blob.digest.as_str());
        counted.blobs += page.len() as u64;
        if page.iter().any(|blob| goes(&blob)) {
            let dropped = layer::store::dropped(self.cell, between(page), &place.data_key).await?;
            let unrecorded = page.iter().filter(goes);
            let unrecorded = unrecorded.filter(|blob| !dropped.contains(blob.digest.as_str()));
            counted.unrecorded += unrecorded.count() as u64;
        }
        Ok(())
    }

    /// Whether what was counted is no reason to stop, or an operator says that it is none; writes down which.
    pub(super) async fn may_go_on(&self, counted: Counted) -> Result<bool, Unavailable> {
        let (how, cell) = (self.how, self.cell);
        let are_too_many = store_identity::are_too_many(counted.unrecorded, counted.blobs);
        match (how.force, are_too_many) {
            _ if how.dry_run => {}
            (true, _) => store_identity::settle(cell).await?,
            (false, false) => store_identity::go_on(cell).await?,
            (false, true) => {
                store_identity::stop(cell, self.now, (counted.unrecorded, counted.blobs)).await?
            }
        }
        Ok(how.force || !are_too_many)
    }
}
