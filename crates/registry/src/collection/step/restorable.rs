//! Deleted images that are given up for their bytes, because an operator says so.

use wharf_job::StepError;
use wharf_sql::Transaction;

use super::super::Finding;
use super::super::store::LayerKey;
use super::{At, Collection, Compared, Next, Report};
use crate::ecr::deleted_image;

impl Collection<'_> {
    /// A page of deleted images that could be restored: they are given up.
    pub(super) async fn restorable(&self, report: Report<'_>) -> Result<Next, StepError> {
        let page = deleted_image::page(self.cell, None).await?;
        if page.is_empty() {
            return Ok((Some(At::Layers(LayerKey::default(), Compared::default())), 0));
        }
        let given_up = page.clone();
        let forget = move |transaction: &mut Transaction<'_>| deleted_image::forget(transaction, &page);
        self.write("collection.give_up_restorable", forget).await?;
        let count = given_up.len();
        for image in given_up {
            let account = image.scope.first().to_owned();
            report(&Finding::GivenUpImage {
                account,
                digest: image.digest,
            });
        }
        Ok((Some(At::Restorable), count))
    }
}
