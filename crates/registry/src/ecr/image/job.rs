//! Images whose restoring began: they become active.

use serde_json::json;
use wharf_job::{Job, Lease, Limits, Outcome, StepError};
use wharf_sql::Transaction;

use super::{storage_class, store};
use crate::ecr::EVENT_SOURCE;
use crate::repository_key::RepositoryKey;
use wharf_kernel::work::Work;

/// What the audit calls it (Amazon ECR User Guide, *Logging Amazon ECR actions with AWS CloudTrail*).
const ACTIVATION: &str = "ImageActivationEvent";
/// Images that one step restores.
const STEP: usize = 500;

/// The job.
pub struct ImageActivation;

impl Job<Work> for ImageActivation {
    const NAME: &'static str = store::ACTIVATION;
    const LIMITS: Limits = Limits {
        at_once: 4,
        ..Limits::DEFAULT
    };

    async fn step(work: &Work, lease: &Lease) -> Result<Outcome, StepError> {
        let repository = RepositoryKey::of_text(lease.key()).id;
        let after = lease.progress().unwrap_or_default();
        let most = i64::try_from(STEP).unwrap_or(i64::MAX);
        let waiting = store::activating(&work.cell.database, lease.scope(), repository, after, most).await?;
        let more = (waiting.len() == STEP).then(|| waiting.last().cloned()).flatten();
        let mut failed = None;
        for digest in waiting {
            match activate(work, lease, digest).await {
                Err(StepError::Failed(reason)) => failed = Some(reason),
                other => other?,
            }
        }
        // The other images were restored; the next attempt begins with the first image again, for the one that failed.
        match (failed, more) {
            (Some(reason), _) => Err(StepError::Failed(reason)),
            (None, Some(last)) => Ok(Outcome::More(last)),
            (None, None) => Ok(Outcome::Done),
        }
    }
}

async fn activate(work: &Work, lease: &Lease, digest: String) -> Result<(), StepError> {
    let now = work.node.clock.now();
    let key = RepositoryKey::of_text(lease.key());
    let details = json!({
        "repositoryName": key.name, "imageDigest": digest, "lastActivatedAt": now.micros() / 1000,
    });
    let (scope, key) = (lease.scope().clone(), lease.key().to_owned());
    let activate = move |transaction: &mut Transaction<'_>| {
        storage_class::finish(transaction, &scope, RepositoryKey::of_text(&key), &digest, now)
    };
    lease.write("ecr.image.activate", activate).await?;
    work.node
        .note(&work.cell, lease.scope(), (EVENT_SOURCE, ACTIVATION), details)
        .await;
    Ok(())
}
