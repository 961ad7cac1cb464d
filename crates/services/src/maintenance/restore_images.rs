//! Images whose restoring began: they become active.

use wharf_aws::Timestamp;

use crate::ecr::image::{storage_class, store};
use crate::ecr::repository::Life;
use crate::{Cell, Unavailable};

/// Images that one step restores.
const STEP: i64 = 500;

/// Makes every image of the Region active that is `ACTIVATING`.
pub async fn restore_images(cell: &Cell, now: Timestamp) -> Result<u64, Unavailable> {
    let mut restored = 0;
    loop {
        let waiting = store::activating(cell, STEP).await?;
        if waiting.is_empty() {
            return Ok(restored);
        }
        for (scope, [id, name, digest]) in waiting {
            cell.database
                .transaction("maintenance.restore_images", move |transaction| {
                    let life = Life { id: &id, name: &name };
                    storage_class::finish(transaction, &scope, life, &digest, now)
                })
                .await?;
            restored += 1;
        }
    }
}
