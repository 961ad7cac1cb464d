//! Lifecycle policies and creation templates.

use serde_json::{Value, json};

use super::TemplateState;
use crate::company::Company;
use crate::retention::{self, Retention, Template};

/// What the descriptions of the file's rules begin with: by them a policy is told from one that was made by hand.
pub(crate) const DESCRIPTIONS: [&str; 4] = [
    "images without a tag go after ",
    "archived images go after ",
    "the youngest ",
    "images without a pull for ",
];

/// Whether a lifecycle policy has a rule that a file asked for.
pub(crate) fn is_retention(policy: &str) -> bool {
    let policy: Value = serde_json::from_str(policy).unwrap_or_default();
    let mut rules = policy["rules"].as_array().into_iter().flatten();
    rules.any(|rule| {
        let description = rule["description"].as_str().unwrap_or_default();
        let mut numbers = DESCRIPTIONS
            .iter()
            .filter_map(|begin| description.strip_prefix(begin));
        numbers.any(|rest| rest.starts_with(|one: char| one.is_ascii_digit()))
    })
}

/// The lifecycle policy of a repository; none where the file says nothing.
pub(super) fn lifecycle(company: &Company, name: &str) -> Option<Value> {
    retention::of(&company.retention, name).map(document)
}

pub(super) fn templates(company: &Company) -> Vec<TemplateState> {
    let state = |template: &Template| TemplateState {
        prefix: template.prefix.clone(),
        immutable: template.immutable,
        // Any name under the prefix will do: patterns that only cover some of them are for repositories by name.
        lifecycle: match template.prefix.as_str() {
            Template::ROOT => lifecycle(company, "\u{0}"),
            prefix => lifecycle(company, &format!("{prefix}/\u{0}")),
        },
    };
    company.templates.iter().map(state).collect()
}

fn document(retention: &Retention) -> Value {
    let [untagged, archived, youngest, unused] = DESCRIPTIONS;
    let mut rules = Vec::new();
    let mut rule = |description: String, selection: Value, action: Value| {
        rules.push(
            json!({"rulePriority": rules.len() + 1, "description": description, "selection": selection,
            "action": action}),
        );
    };
    let expire = json!({"type": "expire"});
    if let Some(days) = retention.untagged_days {
        rule(
            format!("{untagged}{days} days"),
            json!({"tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": days}),
            expire.clone(),
        );
    }
    if let Some(days) = retention.archived_days {
        rule(
            format!("{archived}{days} days"),
            json!({"tagStatus": "any", "storageClass": "archive", "countType": "sinceImageTransitioned",
                "countUnit": "days", "countNumber": days}),
            expire.clone(),
        );
    }
    if let Some(images) = retention.images {
        rule(
            format!("{youngest}{images} images stay"),
            json!({"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": images}),
            expire,
        );
    }
    if let Some(days) = retention.unused_days {
        rule(
            format!("{unused}{days} days are archived"),
            json!({"tagStatus": "any", "countType": "sinceImagePulled", "countUnit": "days", "countNumber": days}),
            json!({"type": "transition", "targetStorageClass": "archive"}),
        );
    }
    json!({"rules": rules})
}
