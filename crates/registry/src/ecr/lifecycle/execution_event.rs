//! What the audit says about a policy that was carried out, or previewed: CloudTrail's `PolicyExecutionEvent` and `DryRunEvent`
//! (Amazon ECR User Guide, *Logging Amazon ECR actions with AWS CloudTrail*). One record for each step, so none grows without
//! bound.

use serde_json::{Value, json};
use wharf_aws::Timestamp;

use super::plan::Candidate;
use crate::ecr::lifecycle_policy::document::{Action, Count, Rule, TagSelection};

/// The event of a policy that was carried out.
pub(super) const EXECUTION: &str = "PolicyExecutionEvent";
/// The event of a preview.
pub(super) const DRY_RUN: &str = "DryRunEvent";
/// Tags of one image that a record shows.
const MAX_TAGS: usize = 100;

/// One image, the rule that acts on it, and the result.
pub(super) type ActedOn<'a> = (&'a Candidate, &'a Rule, &'a ActOutcome);

/// `serviceEventDetails` of one step of a policy, which is identified by its repository's name and its revision.
pub(super) fn details(
    (name, revision): (&str, &str),
    rules: &[Rule],
    deeds: &[ActedOn<'_>],
    now: Timestamp,
) -> Value {
    let done = deeds
        .iter()
        .filter(|(_, _, outcome)| **outcome == ActOutcome::Done);
    let failed = deeds.iter().filter_map(|(image, rule, outcome)| {
        let reason = match outcome {
            ActOutcome::Done => return None,
            ActOutcome::Changed => ("ImageChanged", "The image changed after the policy was evaluated"),
            ActOutcome::Referenced => (
                "ImageReferencedByManifestList",
                "Requested image referenced by manifest list",
            ),
            ActOutcome::TooManyReferrers => (
                "TooManyReferrers",
                "More referrers would go with the image than one transaction moves",
            ),
        };
        Some(json!({
            "lifecycleEventImage": shown(image), "rulePriority": rule.priority,
            "failureCode": reason.0, "failureReason": reason.1,
        }))
    });
    let actions = done.map(|(image, rule, _)| {
        json!({"lifecycleEventImage": shown(image), "rulePriority": rule.priority, "action": verb(rule.action)})
    });
    json!({
        "repositoryName": name,
        "lifecycleEventPolicy": {
            "lifecycleEventRules": rules.iter().map(rule).collect::<Vec<_>>(),
            "lastEvaluatedAt": now.micros() / 1000,
            "policyVersion": 1,
            "policyId": revision,
        },
        "lifecycleEventImageActions": actions.collect::<Vec<_>>(),
        "lifecycleEventFailureDetails": failed.collect::<Vec<_>>(),
    })
}

fn shown(image: &Candidate) -> Value {
    json!({
        "digest": image.digest,
        "tagStatus": if image.tags.is_empty() { "Untagged" } else { "Tagged" },
        "tagList": image.tags.iter().take(MAX_TAGS).collect::<Vec<_>>(),
        "pushedAt": image.pushed_at.micros() / 1000,
    })
}

fn verb(action: Action) -> &'static str {
    match action {
        Action::Expire => "expire",
        Action::Archive => "transition",
    }
}

fn rule(rule: &Rule) -> Value {
    let (kind, number) = match rule.count {
        Count::MoreThan(number) => ("Image count more than", i64::try_from(number).unwrap_or(i64::MAX)),
        Count::SincePushed(days) => ("Since image pushed", days),
        Count::SincePulled(days) => ("Since image pulled", days),
        Count::SinceTransitioned(days) => ("Since image transitioned", days),
    };
    let (status, list) = match &rule.tags {
        TagSelection::Any => ("Any", json!([])),
        TagSelection::Untagged => ("Untagged", json!([])),
        TagSelection::Patterns(list) | TagSelection::Prefixes(list) => ("Tagged", json!(list)),
    };
    let member = match &rule.tags {
        TagSelection::Patterns(_) => "tagPatternList",
        _ => "tagPrefixList",
    };
    json!({
        "rulePriority": rule.priority,
        "description": rule.description,
        "lifecycleEventSelection": {"tagStatus": status, member: list, "countType": kind, "countNumber": number},
        "action": verb(rule.action),
    })
}

/// What became of an image that a rule acts on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ActOutcome {
    /// The rule's action was done.
    Done,
    /// The image is not any more what it was when the plan was made.
    Changed,
    /// An index that is not archived names it.
    Referenced,
    /// More referrers would go with it than one transaction moves.
    TooManyReferrers,
}

impl ActOutcome {
    pub(super) fn as_str(&self) -> &'static str {
        match self {
            ActOutcome::Done => "done",
            ActOutcome::Changed => "changed",
            ActOutcome::Referenced => "referenced",
            ActOutcome::TooManyReferrers => "too-many-referrers",
        }
    }
}
