//! Images whose restoring began: they become active.

use serde_json::json;

use crate::ecr::image::{storage_class, store};
use crate::ecr::repository::Life;
use crate::{Cell, Node, Unavailable};

/// What the audit calls it (Amazon ECR User Guide, *Logging Amazon ECR actions with AWS CloudTrail*).
const ACTIVATION: &str = "ImageActivationEvent";
/// Images that one step restores.
const STEP: i64 = 500;

/// Makes every image of the Region active that is `ACTIVATING`.
pub async fn restore_images(node: &Node, cell: &Cell) -> Result<u64, Unavailable> {
    let now = node.clock.now();
    let mut restored = 0;
    loop {
        let waiting = store::activating(cell, STEP).await?;
        if waiting.is_empty() {
            return Ok(restored);
        }
        for (scope, [id, name, digest]) in waiting {
            let (of, details) = (
                scope.clone(),
                json!({"repositoryName": name, "imageDigest": digest, "lastActivatedAt": now.micros() / 1000}),
            );
            cell.database
                .transaction("maintenance.restore_images", move |transaction| {
                    let life = Life { id: &id, name: &name };
                    storage_class::finish(transaction, &scope, life, &digest, now)
                })
                .await?;
            node.note(cell, &of, ACTIVATION, details).await;
            restored += 1;
        }
    }
}
