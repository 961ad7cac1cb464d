//! Carrying policies out: whichever node claims a policy that is due, a few images to a transaction.
//!
//! A node that dies in the middle lets its lease run out, and another one plans anew. Whatever changed since the plan was
//! made, the document, an image's tags, its pulls, is noticed in the transaction that would act on it.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use wharf_aws::Timestamp;
use wharf_failpoint::fail_point;
use wharf_sql::Transaction;

use super::document::{Action, LifecyclePolicy};
use super::execution_event::{self, Deed};
use super::plan::{Candidate, plan};
use super::store::{self, Due};
use super::{candidate, candidates};
use crate::ecr::deleted_image::Deletion;
use crate::ecr::image::{delete, storage_class, store as images};
use crate::{Cell, Node, Unavailable};

/// From one run of a policy to the next (Amazon ECR: within 24 hours).
const INTERVAL: Duration = Duration::from_secs(24 * 60 * 60);
/// How long a node that says nothing keeps a policy.
const LEASE: Duration = Duration::from_secs(5 * 60);
/// Images that one transaction acts on: pushes wait for it.
const STEP: usize = 50;
/// Referrers stay for a day after they were pushed, though their subject is not there: it may come later.
const ORPHANED: Duration = Duration::from_secs(24 * 60 * 60);

/// What became of an image that a rule acts on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// The rule's action was done.
    Done,
    /// The image is not any more what it was when the plan was made.
    Changed,
    /// An index that is not archived names it.
    Referenced,
}

impl Outcome {
    fn as_str(&self) -> &'static str {
        match self {
            Outcome::Done => "done",
            Outcome::Changed => "changed",
            Outcome::Referenced => "referenced",
        }
    }
}

/// Carries out every policy of the Region that is due.
pub(crate) async fn run_due(node: &Node, cell: &Cell) -> Result<(), Unavailable> {
    let clock = &node.clock;
    while let Some(due) = store::due(cell, clock.now()).await? {
        let (now, claimed) = (clock.now(), due.clone());
        let lease = move |transaction: &mut Transaction<'_>| {
            store::lease(transaction, &claimed, now, now.plus(LEASE))
        };
        if cell.database.transaction("ecr.lifecycle.lease", lease).await? {
            run(node, cell, &due, now).await?;
        }
    }
    Ok(())
}

async fn run(node: &Node, cell: &Cell, due: &Due, now: Timestamp) -> Result<(), Unavailable> {
    let mut counts: BTreeMap<(Action, Outcome), u64> = BTreeMap::new();
    match super::parse(&due.document) {
        Ok(policy) => {
            let images = candidates(&cell.database, &due.scope, &due.repository).await?;
            for (action, outcome) in carry_out(node, cell, due, &policy, &images, now).await? {
                *counts.entry((action, outcome)).or_default() += 1;
            }
            let orphaned = expire_orphans(node, cell, due, now).await?;
            *counts.entry((Action::Expire, Outcome::Done)).or_default() += orphaned;
        }
        Err(fault) => {
            tracing::error!(repository = due.name, %fault, "a stored lifecycle policy cannot be read");
        }
    }
    for ((action, outcome), count) in &counts {
        let action = match action {
            Action::Expire => "expire",
            Action::Archive => "archive",
        };
        metrics::counter!("wharf_lifecycle_images_total", "action" => action, "outcome" => outcome.as_str())
            .increment(*count);
    }
    let done = due.clone();
    let end = move |transaction: &mut Transaction<'_>| {
        store::evaluated(transaction, &done, now, now.plus(INTERVAL))
    };
    cell.database.transaction("ecr.lifecycle.evaluated", end).await?;
    let count = |outcome: Outcome| {
        let of = counts.iter().filter(|((_, of), _)| *of == outcome);
        of.map(|(_, count)| count).sum::<u64>()
    };
    tracing::info!(
        repository = due.name,
        region = %cell.region,
        done = count(Outcome::Done),
        changed = count(Outcome::Changed),
        referenced = count(Outcome::Referenced),
        "lifecycle policy carried out"
    );
    Ok(())
}

/// Acts on what the plan marks, as long as the document is the same.
async fn carry_out(
    node: &Node,
    cell: &Cell,
    due: &Due,
    policy: &LifecyclePolicy,
    images: &[Candidate],
    now: Timestamp,
) -> Result<Vec<(Action, Outcome)>, Unavailable> {
    let mut outcomes = Vec::new();
    for step in plan(policy, images, now).chunks(STEP) {
        let marked: Vec<(Candidate, Action)> = step
            .iter()
            .map(|mark| (images[mark.image].clone(), policy.rules[mark.rule].action))
            .collect();
        let (due, of, until) = (due.clone(), due.clone(), node.clock.now().plus(LEASE));
        let begun = Instant::now();
        let deletion = Deletion {
            now,
            ..node.deletion()
        };
        let done = cell
            .database
            .transaction("ecr.lifecycle.act", move |transaction| {
                if !store::hold(transaction, &due, until)? {
                    return Ok(None);
                }
                let act = |(image, action): &(Candidate, Action)| {
                    Ok((*action, act(transaction, &due, image, *action, deletion)?))
                };
                marked
                    .iter()
                    .map(act)
                    .collect::<Result<Vec<_>, wharf_sql::Error>>()
                    .map(Some)
            })
            .await?;
        fail_point!("ecr.lifecycle.between-steps");
        let Some(done) = done else { break };
        let deeds: Vec<Deed<'_>> = step
            .iter()
            .zip(&done)
            .map(|(mark, (_, outcome))| (&images[mark.image], &policy.rules[mark.rule], outcome))
            .collect();
        let told = (of.name.as_str(), of.revision.as_str());
        let details = execution_event::details(told, &policy.rules, &deeds, now);
        node.note(cell, &of.scope, execution_event::EXECUTION, details)
            .await;
        outcomes.extend(done);
        // As long as the others had to wait, they go first.
        tokio::time::sleep(begun.elapsed()).await;
    }
    Ok(outcomes)
}

fn act(
    transaction: &mut Transaction<'_>,
    due: &Due,
    image: &Candidate,
    action: Action,
    deletion: Deletion,
) -> Result<Outcome, wharf_sql::Error> {
    let (scope, repository, digest) = (&due.scope, &due.repository, &image.digest);
    let current = images::describe_image(transaction, scope, repository, digest)?.and_then(candidate);
    if current.as_ref() != Some(image) {
        return Ok(Outcome::Changed);
    }
    let done = match action {
        Action::Expire => delete::expire(transaction, scope, due.life(), digest, deletion)?.is_ok(),
        Action::Archive => {
            storage_class::archive(transaction, scope, due.life(), digest, deletion.now)?.is_ok()
        }
    };
    Ok(if done { Outcome::Done } else { Outcome::Referenced })
}

/// Removes referrers whose subject is gone.
async fn expire_orphans(node: &Node, cell: &Cell, due: &Due, now: Timestamp) -> Result<u64, Unavailable> {
    let before = now.minus(ORPHANED);
    let (mut removed, mut after) = (0, store::Orphan::default());
    loop {
        let most = i64::try_from(STEP).unwrap_or(i64::MAX);
        let orphans = store::orphans(&cell.database, due, before, &after, most).await?;
        let Some(last) = orphans.last() else {
            return Ok(removed);
        };
        after.clone_from(last);
        let (due, deletion) = (due.clone(), node.deletion());
        removed += cell
            .database
            .transaction("ecr.lifecycle.expire_orphans", move |transaction| {
                let mut removed = 0;
                for [subject, _, digest] in &orphans {
                    // It may have come meanwhile.
                    if images::find_image(transaction, &due.scope, &due.repository, subject)?.is_some() {
                        continue;
                    }
                    let gone = delete::expire(transaction, &due.scope, due.life(), digest, deletion)?;
                    removed += u64::from(gone.is_ok_and(|tags| tags.is_some()));
                }
                Ok::<_, wharf_sql::Error>(removed)
            })
            .await?;
    }
}
