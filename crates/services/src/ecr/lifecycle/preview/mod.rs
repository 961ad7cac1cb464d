//! Previews: what a policy would do, as rows. A preview is begun by an operation and made by the node
//! (`maintenance::finish`); it can be read for a day.

mod operations;
pub(crate) mod store;

pub use operations::*;

use std::time::Duration;

use wharf_aws::Timestamp;
use wharf_aws::ecr::{ImageActionType, LifecyclePolicyPreviewStatus, LifecyclePolicyStorageClass};
use wharf_sql::Transaction;

use super::document::{Action, LifecyclePolicy, StorageClass};
use super::execution_event::{self, Deed};
use super::job::Outcome;
use super::plan::plan;
use crate::ecr::image::store as images;
use crate::{Cell, Node, Unavailable};
use store::{Effect, Waiting};

/// How long a preview can be read.
const LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);
/// Rows that one transaction writes: pushes wait for it.
const STEP: usize = 500;

/// Makes every preview of the Region that was begun.
pub(crate) async fn finish(node: &Node, cell: &Cell) -> Result<(), Unavailable> {
    let now = node.clock.now();
    while let Some(waiting) = store::waiting(cell).await? {
        forget_others(cell, &waiting).await?;
        let status = match super::parse(&waiting.document) {
            Ok(policy) => {
                let counts = make(node, cell, &waiting, &policy, now).await?;
                (LifecyclePolicyPreviewStatus::Complete, counts)
            }
            Err(_) => (LifecyclePolicyPreviewStatus::Failed, (0, 0)),
        };
        let end = move |transaction: &mut Transaction<'_>| {
            store::finish(transaction, &waiting, status.0.as_str(), status.1)
        };
        cell.database
            .transaction("ecr.lifecycle.preview.finish", end)
            .await?;
    }
    Ok(())
}

async fn forget_others(cell: &Cell, waiting: &Waiting) -> Result<(), Unavailable> {
    loop {
        let of = waiting.clone();
        let most = i64::try_from(STEP).unwrap_or(i64::MAX);
        let forget = move |transaction: &mut Transaction<'_>| store::forget(transaction, &of, most);
        if cell
            .database
            .transaction("ecr.lifecycle.preview.forget", forget)
            .await?
            == 0
        {
            return Ok(());
        }
    }
}

/// Writes what the policy would do, and counts: how many images expire, how many go to the archive.
async fn make(
    node: &Node,
    cell: &Cell,
    waiting: &Waiting,
    policy: &LifecyclePolicy,
    now: Timestamp,
) -> Result<(i64, i64), Unavailable> {
    let candidates = super::candidates(&cell.database, &waiting.scope, &waiting.repository).await?;
    let (mut expiring, mut archiving) = (0, 0);
    let marks = plan(policy, &candidates, now);
    for (number, step) in marks.chunks(STEP).enumerate() {
        let effect = |(place, mark): (usize, &super::plan::Mark)| {
            let (image, rule) = (&candidates[mark.image], &policy.rules[mark.rule]);
            Effect {
                position: i64::try_from(number * STEP + place).unwrap_or(i64::MAX),
                digest: image.digest.clone(),
                tags: image.tags.clone(),
                pushed_at: image.pushed_at,
                action: match rule.action {
                    Action::Expire => ImageActionType::Expire.as_str().to_owned(),
                    Action::Archive => ImageActionType::Transition.as_str().to_owned(),
                },
                priority: rule.priority,
                storage_class: match image.class {
                    StorageClass::Standard => LifecyclePolicyStorageClass::Standard.as_str().to_owned(),
                    StorageClass::Archive => LifecyclePolicyStorageClass::Archive.as_str().to_owned(),
                },
            }
        };
        let effects: Vec<Effect> = step.iter().enumerate().map(effect).collect();
        let of = waiting.clone();
        let outcomes = cell
            .database
            .transaction("ecr.lifecycle.preview.add", move |transaction| {
                let add = |effect| add(transaction, &of, effect);
                effects
                    .iter()
                    .map(add)
                    .collect::<Result<Vec<Outcome>, wharf_sql::Error>>()
            })
            .await?;
        let deeds: Vec<Deed<'_>> = step
            .iter()
            .zip(&outcomes)
            .map(|(mark, outcome)| (&candidates[mark.image], &policy.rules[mark.rule], outcome))
            .collect();
        for (_, rule, outcome) in &deeds {
            let count = match rule.action {
                Action::Expire => &mut expiring,
                Action::Archive => &mut archiving,
            };
            *count += i64::from(**outcome == Outcome::Done);
        }
        let told = (waiting.name.as_str(), waiting.revision.as_str());
        let details = execution_event::details(told, &policy.rules, &deeds, now);
        node.note(cell, &waiting.scope, execution_event::DRY_RUN, details)
            .await;
    }
    Ok((expiring, archiving))
}

/// Writes down what would become of one image. What an index holds would stay.
fn add(
    transaction: &mut Transaction<'_>,
    of: &Waiting,
    effect: &Effect,
) -> Result<Outcome, wharf_sql::Error> {
    let (scope, repository) = (&of.scope, &of.repository);
    let held = if effect.action == ImageActionType::Expire.as_str() {
        images::parents(transaction, scope, repository, &effect.digest)?
    } else {
        images::active_parents(transaction, scope, repository, &effect.digest)?
    };
    if !held.is_empty() {
        return Ok(Outcome::Referenced);
    }
    store::add(transaction, of, effect)?;
    Ok(Outcome::Done)
}
