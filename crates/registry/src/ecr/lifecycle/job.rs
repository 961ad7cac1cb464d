//! Carrying policies out: a turn is one step, a few images to a transaction.
//!
//! A node that dies in the middle lets its lease run out, and another one plans anew. Anything that changed since the plan was
//! made (an image's tags, its pulls) is noticed in the transaction that would act on it; another document takes the lease.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use wharf_aws::Timestamp;
use wharf_failpoint::fail_point;
use wharf_job::{Job, Lease, Limits, Outcome, StepError};
use wharf_sql::Transaction;

use super::execution_event::{self, ActOutcome, ActedOn};
use super::plan::{Candidate, plan};
use super::store;
use super::{candidate, candidates};
use crate::ecr::EVENT_SOURCE;
use crate::ecr::image::delete::Expiry;
use crate::ecr::image::deletion::{Deletion, Moved, tell_lost};
use crate::ecr::image::storage_class::{self, Refused};
use crate::ecr::image::{delete, form, store as images};
use crate::ecr::lifecycle_policy;
use crate::ecr::lifecycle_policy::document::{Action, LifecyclePolicy};
use crate::ecr::lifecycle_policy::store::{self as policies, Policy};
use crate::repository_key::RepositoryKey;
use wharf_kernel::work::Work;

/// From one run of a policy to the next (Amazon ECR: within 24 hours).
const INTERVAL: Duration = Duration::from_secs(24 * 60 * 60);
/// Images that one transaction acts on at most, fewer where their manifests are large: pushes wait for it.
const STEP: usize = 50;
/// Referrers stay for a day after they were pushed, though their subject is not there: it may come later.
const ORPHANED: Duration = Duration::from_secs(24 * 60 * 60);

/// The job.
pub struct LifecycleTurn;

impl Job<Work> for LifecycleTurn {
    const NAME: &'static str = policies::JOB;
    const LIMITS: Limits = Limits {
        at_once: 2,
        time: Duration::from_secs(60 * 60),
        ..Limits::DEFAULT
    };
    const FREES: bool = true;

    async fn step(work: &Work, lease: &Lease) -> Result<Outcome, StepError> {
        let repository = RepositoryKey::of_text(lease.key()).id;
        let found = policies::policy(&work.cell.database, lease.scope(), repository).await?;
        let Some(policy) = found else {
            return Ok(Outcome::Done);
        };
        run(work, lease, &policy, work.node.clock.now()).await?;
        Ok(Outcome::Again(INTERVAL))
    }
}

async fn run(work: &Work, lease: &Lease, policy: &Policy, now: Timestamp) -> Result<(), StepError> {
    let document = lifecycle_policy::parse(&policy.document)
        .map_err(|fault| StepError::failed(format!("the stored policy cannot be read: {fault}")))?;
    let mut counts: BTreeMap<(Action, ActOutcome), u64> = BTreeMap::new();
    let images = candidates(&work.cell.database, &policy.scope, &policy.repository).await?;
    for (action, act) in carry_out(work, lease, policy, (&document, &images), now).await? {
        *counts.entry((action, act)).or_default() += 1;
    }
    let orphaned = expire_orphans(work, lease, policy, now).await?;
    *counts.entry((Action::Expire, ActOutcome::Done)).or_default() += orphaned;
    for ((action, act), count) in &counts {
        let action = match action {
            Action::Expire => "expire",
            Action::Archive => "archive",
        };
        metrics::counter!("wharf_lifecycle_images_total", "action" => action, "outcome" => act.as_str())
            .increment(*count);
    }
    let of = policy.clone();
    let end = move |transaction: &mut Transaction<'_>| policies::evaluated(transaction, &of, now);
    lease.write("ecr.lifecycle.evaluated", end).await?;
    let count = |act: ActOutcome| {
        let of = counts.iter().filter(|((_, of), _)| *of == act);
        of.map(|(_, count)| count).sum::<u64>()
    };
    tracing::info!(
        repository = policy.name,
        region = %work.cell.region,
        done = count(ActOutcome::Done),
        changed = count(ActOutcome::Changed),
        referenced = count(ActOutcome::Referenced),
        too_many_referrers = count(ActOutcome::TooManyReferrers),
        "lifecycle policy carried out"
    );
    Ok(())
}

/// Acts on what the plan marks.
async fn carry_out(
    work: &Work,
    lease: &Lease,
    policy: &Policy,
    (document, images): (&LifecyclePolicy, &[Candidate]),
    now: Timestamp,
) -> Result<Vec<(Action, ActOutcome)>, StepError> {
    let mut acts = Vec::new();
    let marks = work.compute(&policy.scope, "lifecycle", || plan(document, images, now));
    let marks = marks.await?;
    let mut left = marks.as_slice();
    while !left.is_empty() {
        let marked: Vec<(Candidate, Action)> = left
            .iter()
            .take(STEP)
            .map(|mark| (images[mark.image].clone(), document.rules[mark.rule].action))
            .collect();
        let begun = Instant::now();
        let attempt = |deletion: Deletion| {
            let (of, marked) = (policy.clone(), marked.clone());
            let act_on_some = move |transaction: &mut Transaction<'_>| {
                let (mut done, mut moved) = (Vec::new(), Moved::default());
                for (image, action) in &marked {
                    if moved.load.is_full() {
                        break;
                    }
                    let act = act(transaction, &of, (image, *action), deletion, &mut moved)?;
                    done.push((*action, act));
                }
                let lost = moved.end(transaction, &of.scope)?;
                Ok::<_, wharf_sql::Error>((done, lost))
            };
            lease.write("ecr.lifecycle.act", act_on_some)
        };
        let deletion = Deletion::at(&work.node, &work.cell, now);
        let (done, lost) = deletion.make(is_full, attempt).await?;
        tell_lost(&work.cell, &policy.scope, &policy.name, &lost);
        let step;
        (step, left) = left.split_at(done.len());
        fail_point!("ecr.lifecycle.between-steps");
        let deeds: Vec<ActedOn<'_>> = step
            .iter()
            .zip(&done)
            .map(|(mark, (_, act))| (&images[mark.image], &document.rules[mark.rule], act))
            .collect();
        let told = (policy.name.as_str(), policy.revision.as_str());
        let details = execution_event::details(told, &document.rules, &deeds, now);
        work.node
            .note(
                &work.cell,
                &policy.scope,
                (EVENT_SOURCE, execution_event::EXECUTION),
                details,
            )
            .await;
        acts.extend(done);
        // As long as the others had to wait, they go first.
        tokio::time::sleep(begun.elapsed()).await;
    }
    Ok(acts)
}

fn act(
    transaction: &mut Transaction<'_>,
    policy: &Policy,
    (image, action): (&Candidate, Action),
    deletion: Deletion,
    moved: &mut Moved,
) -> Result<ActOutcome, wharf_sql::Error> {
    let (scope, repository, digest) = (&policy.scope, &policy.repository, &image.digest);
    let current = images::describe_image(transaction, scope, repository, digest)?.and_then(candidate);
    if current.as_ref() != Some(image) {
        return Ok(ActOutcome::Changed);
    }
    Ok(match action {
        Action::Expire => match delete::expire(transaction, scope, policy.key(), digest, deletion, moved)? {
            Expiry::Held => ActOutcome::Referenced,
            _ => ActOutcome::Done,
        },
        Action::Archive => {
            match storage_class::archive(
                transaction,
                scope,
                policy.key(),
                digest,
                deletion.now,
                &mut moved.load,
            )? {
                Ok(()) => ActOutcome::Done,
                Err(Refused::TooManyReferrers) => ActOutcome::TooManyReferrers,
                Err(_) => ActOutcome::Referenced,
            }
        }
    })
}

fn is_full(error: &StepError) -> bool {
    matches!(error, StepError::Full)
}

/// Removes referrers whose subject is gone.
async fn expire_orphans(
    work: &Work,
    lease: &Lease,
    policy: &Policy,
    now: Timestamp,
) -> Result<u64, StepError> {
    let before = now.minus(ORPHANED);
    let (mut removed, mut after) = (0, store::Orphan::default());
    loop {
        let most = i64::try_from(STEP).unwrap_or(i64::MAX);
        let orphans = store::orphans(&work.cell.database, policy, before, &after, most).await?;
        if orphans.is_empty() {
            return Ok(removed);
        }
        let attempt = |deletion: Deletion| {
            let (policy, some) = (policy.clone(), orphans.clone());
            let expire = move |transaction: &mut Transaction<'_>| {
                let (mut seen, mut removed, mut moved) = (0, 0, Moved::default());
                for [subject, _, digest] in &some {
                    if moved.load.is_full() {
                        break;
                    }
                    seen += 1;
                    // It may have come meanwhile.
                    let (scope, repository) = (&policy.scope, &policy.repository);
                    let subject =
                        form::find(transaction, scope, repository, subject, |transaction, digest| {
                            images::find_image(transaction, scope, repository, digest)
                        });
                    if subject?.is_some() {
                        continue;
                    }
                    let key = policy.key();
                    let gone = delete::expire(transaction, scope, key, digest, deletion, &mut moved)?;
                    removed += u64::from(gone == Expiry::Gone);
                }
                let lost = moved.end(transaction, &policy.scope)?;
                Ok::<(usize, u64, Vec<String>), wharf_sql::Error>((seen, removed, lost))
            };
            lease.write("ecr.lifecycle.expire_orphans", expire)
        };
        let deletion = Deletion::at(&work.node, &work.cell, now);
        let (seen, gone, lost) = deletion.make(is_full, attempt).await?;
        tell_lost(&work.cell, &policy.scope, &policy.name, &lost);
        removed += gone;
        after.clone_from(&orphans[seen - 1]);
    }
}
