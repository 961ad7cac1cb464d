//! Making previews.

use wharf_aws::ecr::{ImageActionType, LifecyclePolicyPreviewStatus, LifecyclePolicyStorageClass};
use wharf_job::{Id, Job, Lease, Outcome, StepError};
use wharf_sql::{Error, Transaction};

use super::super::candidates;
use super::super::execution_event::{self, ActOutcome, ActedOn};
use super::super::plan::{Mark, plan};
use super::store::{self, Effect, Waiting};
use crate::ecr::EVENT_SOURCE;
use crate::ecr::image::store as images;
use crate::ecr::lifecycle_policy::document::{Action, LifecyclePolicy, StorageClass};
use crate::ecr::lifecycle_policy::parse;
use crate::repository_key::RepositoryKey;
use wharf_kernel::work::Work;

/// Rows that one transaction writes: pushes wait for it.
const STEP: usize = 500;

/// The job.
pub struct PreviewMaking;

impl Job<Work> for PreviewMaking {
    const NAME: &'static str = store::JOB;

    async fn step(work: &Work, lease: &Lease) -> Result<Outcome, StepError> {
        let key = RepositoryKey::of_text(lease.key());
        let Some(waiting) = store::waiting(&work.cell.database, lease.scope(), key).await? else {
            return Ok(Outcome::Done);
        };
        forget_others(lease, &waiting).await?;
        let (status, counts) = match parse(&waiting.document) {
            Ok(policy) => {
                let counts = make(work, lease, &waiting, &policy).await?;
                (LifecyclePolicyPreviewStatus::Complete, counts)
            }
            Err(_) => (LifecyclePolicyPreviewStatus::Failed, (0, 0)),
        };
        let end =
            move |transaction: &mut Transaction<'_>| store::finish(transaction, &waiting, status, counts);
        lease.write("ecr.lifecycle.preview.finish", end).await?;
        Ok(Outcome::Done)
    }

    fn given_up(transaction: &mut Transaction<'_>, id: &Id) -> Result<(), Error> {
        store::fail(transaction, &id.scope, RepositoryKey::of_text(&id.key))
    }
}

async fn forget_others(lease: &Lease, waiting: &Waiting) -> Result<(), StepError> {
    loop {
        let of = waiting.clone();
        let most = i64::try_from(STEP).unwrap_or(i64::MAX);
        let forget = move |transaction: &mut Transaction<'_>| store::forget(transaction, &of, most);
        if lease.write("ecr.lifecycle.preview.forget", forget).await? == 0 {
            return Ok(());
        }
    }
}

/// Writes what the policy would do, and counts: how many images expire, how many go to the archive.
async fn make(
    work: &Work,
    lease: &Lease,
    waiting: &Waiting,
    policy: &LifecyclePolicy,
) -> Result<(i64, i64), StepError> {
    let now = work.node.clock.now();
    let candidates = candidates(&work.cell.database, &waiting.scope, &waiting.repository).await?;
    let (mut expiring, mut archiving) = (0, 0);
    let marks = work.compute(&waiting.scope, "lifecycle", || plan(policy, &candidates, now));
    let marks = marks.await?;
    for (number, step) in marks.chunks(STEP).enumerate() {
        let effect = |(place, mark): (usize, &Mark)| {
            let (image, rule) = (&candidates[mark.image], &policy.rules[mark.rule]);
            Effect {
                position: i64::try_from(number * STEP + place).unwrap_or(i64::MAX),
                digest: image.digest.clone(),
                tags: image.tags.clone(),
                pushed_at: image.pushed_at,
                action: match rule.action {
                    Action::Expire => ImageActionType::Expire,
                    Action::Archive => ImageActionType::Transition,
                },
                priority: rule.priority,
                storage_class: match image.class {
                    StorageClass::Standard => LifecyclePolicyStorageClass::Standard,
                    StorageClass::Archive => LifecyclePolicyStorageClass::Archive,
                },
            }
        };
        let effects: Vec<Effect> = step.iter().enumerate().map(effect).collect();
        let of = waiting.clone();
        let add_all = move |transaction: &mut Transaction<'_>| {
            let add = |effect| add(transaction, &of, effect);
            effects
                .iter()
                .map(add)
                .collect::<Result<Vec<ActOutcome>, wharf_sql::Error>>()
        };
        let acts = lease.write("ecr.lifecycle.preview.add", add_all).await?;
        let deeds: Vec<ActedOn<'_>> = step
            .iter()
            .zip(&acts)
            .map(|(mark, act)| (&candidates[mark.image], &policy.rules[mark.rule], act))
            .collect();
        for (_, rule, act) in &deeds {
            let count = match rule.action {
                Action::Expire => &mut expiring,
                Action::Archive => &mut archiving,
            };
            *count += i64::from(**act == ActOutcome::Done);
        }
        let told = (waiting.name.as_str(), waiting.revision.as_str());
        let details = execution_event::details(told, &policy.rules, &deeds, now);
        work.node
            .note(
                &work.cell,
                &waiting.scope,
                (EVENT_SOURCE, execution_event::DRY_RUN),
                details,
            )
            .await;
    }
    Ok((expiring, archiving))
}

/// Writes down what would become of one image. What an index holds would stay.
fn add(
    transaction: &mut Transaction<'_>,
    of: &Waiting,
    effect: &Effect,
) -> Result<ActOutcome, wharf_sql::Error> {
    let (scope, repository) = (&of.scope, &of.repository);
    let held = match effect.action {
        ImageActionType::Expire => images::parents(transaction, scope, repository, &effect.digest)?,
        ImageActionType::Transition => {
            images::active_parents(transaction, scope, repository, &effect.digest)?
        }
    };
    if !held.is_empty() {
        return Ok(ActOutcome::Referenced);
    }
    store::add(transaction, of, effect)?;
    Ok(ActOutcome::Done)
}
