//! What was set aside: looked at once more, and removed for good or taken back.

use wharf_blob::Blobs;
use wharf_failpoint::fail_point;
use wharf_job::StepError;
use wharf_oci::digest::Digest;
use wharf_sql::Transaction;

use super::super::Finding;
use super::fate::Fate;
use super::{At, Collection, Next, Report, parse};
use crate::ecr::encryption::{self, CompartmentKey};
use crate::ecr::layer;
use wharf_kernel::Unavailable;

impl Collection<'_> {
    /// A page of what was set aside: it is removed, or taken back.
    pub(super) async fn aside(
        &self,
        place: CompartmentKey,
        after: Option<String>,
        report: Report<'_>,
    ) -> Result<Next, StepError> {
        if self.how.dry_run {
            return self.compartment_after(Some(&place)).await;
        }
        let bytes = encryption::closed_bytes(self.cell, &place.data_key).await?.blobs;
        let page = bytes
            .discarded(parse(after)?.as_ref())
            .await
            .map_err(Unavailable::from)?;
        let Some(last) = page.last() else {
            return self.compartment_after(Some(&place)).await;
        };
        let (last, count) = (last.digest.to_string(), page.len());
        let kept = self.kept(&page, &place, None).await?;
        let mut removed = Vec::new();
        for blob in page {
            match self.fate(&blob, &kept, self.how.wait) {
                Fate::Goes => {
                    remove(&*bytes, (&blob.digest, blob.size), report).await?;
                    removed.push(blob.digest.to_string());
                    continue;
                }
                Fate::Waits(finding @ Finding::UnrecordedBlob { .. }) => report(&finding),
                // It was told of when it was set aside.
                Fate::Waits(_) | Fate::Stays => {}
            }
            if self.is_due(&blob, self.how.wait)
                && kept.referred.contains(blob.digest.as_str())
                && bytes.recover(&blob.digest).await.map_err(Unavailable::from)?
            {
                // Where it was pushed since, what was set aside is still there.
                bytes.purge(&blob.digest).await.map_err(Unavailable::from)?;
                let digest = blob.digest.to_string();
                report(&Finding::TakenBack { digest });
            }
        }
        if !removed.is_empty() {
            let (region, data_key) = (self.cell.region.clone(), place.data_key.clone());
            let forget = move |transaction: &mut Transaction<'_>| {
                let mut removed = removed.iter();
                removed.try_for_each(|digest| layer::store::forget(transaction, (&region, &data_key), digest))
            };
            self.write("collection.forget", forget).await?;
        }
        Ok((Some(At::Aside(place, Some(last))), count))
    }
}

/// Removes a blob for good that was set aside. A writer of a row that refers to it by now has taken it back.
async fn remove(
    bytes: &dyn Blobs,
    (digest, size): (&Digest, u64),
    report: Report<'_>,
) -> Result<(), Unavailable> {
    fail_point!("collection.before-purge");
    bytes.purge(digest).await?;
    metrics::counter!("wharf_collected_bytes_total").increment(size);
    metrics::counter!("wharf_collected_blobs_total").increment(1);
    let digest = digest.to_string();
    report(&Finding::Removed { digest, size });
    Ok(())
}
