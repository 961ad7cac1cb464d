//! Lifecycle policies and creation templates.

use serde_json::{Value, json};

use super::TemplateState;
use crate::company::Company;
use crate::retention::{self, Retention, Template};

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
            format!("images without a tag go after {days} days"),
            json!({"tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": days}),
            expire.clone(),
        );
    }
    if let Some(days) = retention.archived_days {
        rule(
            format!("archived images go after {days} days"),
            json!({"tagStatus": "any", "storageClass": "archive", "countType": "sinceImageTransitioned",
                "countUnit": "days", "countNumber": days}),
            expire.clone(),
        );
    }
    if let Some(images) = retention.images {
        rule(
            format!("the youngest {images} images stay"),
            json!({"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": images}),
            expire,
        );
    }
    if let Some(days) = retention.unused_days {
        rule(
            format!("images without a pull for {days} days are archived"),
            json!({"tagStatus": "any", "countType": "sinceImagePulled", "countUnit": "days", "countNumber": days}),
            json!({"type": "transition", "targetStorageClass": "archive"}),
        );
    }
    json!({"rules": rules})
}
