//! Actions that do not exist, or that do not stand where they have an effect.

use super::Lint;
use crate::check::PolicyKind;
use crate::document::{Spanned, Statement};
use crate::edit::Edit;
use crate::names;

/// Actions of ECR that are about no repository (Service Authorization Reference, *Amazon ECR*).
const REGISTRY_LEVEL: &[&str] = &[
    "CreatePullThroughCacheRule",
    "CreateRepositoryCreationTemplate",
    "DeletePullThroughCacheRule",
    "DeleteRegistryPolicy",
    "DeleteRepositoryCreationTemplate",
    "DeleteSigningConfiguration",
    "DeregisterPullTimeUpdateExclusion",
    "DescribePullThroughCacheRules",
    "DescribeRegistry",
    "DescribeRepositoryCreationTemplates",
    "GetAccountSetting",
    "GetAuthorizationToken",
    "GetRegistryPolicy",
    "GetRegistryScanningConfiguration",
    "GetSigningConfiguration",
    "ListPullTimeUpdateExclusions",
    "PutAccountSetting",
    "PutRegistryPolicy",
    "PutRegistryScanningConfiguration",
    "PutReplicationConfiguration",
    "PutSigningConfiguration",
    "RegisterPullTimeUpdateExclusion",
    "UpdatePullThroughCacheRule",
    "UpdateRepositoryCreationTemplate",
    "ValidatePullThroughCacheRule",
];

/// The actions with which layers and images go to and from a registry; no other service has ones called so.
const OF_ECR_ALONE: &[&str] = &[
    "BatchCheckLayerAvailability",
    "BatchGetImage",
    "CompleteLayerUpload",
    "GetDownloadUrlForLayer",
    "InitiateLayerUpload",
    "PutImage",
    "UploadLayerPart",
];

/// Whether all that a pattern means is about no repository.
fn is_of_registry(action: &Spanned) -> bool {
    let meant = names::ecr_actions(&action.text);
    !meant.is_empty() && meant.iter().all(|meant| REGISTRY_LEVEL.contains(meant))
}

fn is_token(action: &Spanned) -> bool {
    names::ecr_actions(&action.text) == ["GetAuthorizationToken"]
}

pub(super) fn look(lint: &mut Lint<'_>) {
    for statement in lint.statements() {
        for action in statement.action.iter().flat_map(|element| &element.values) {
            unknown(lint, statement, action);
        }
        match lint.kind {
            PolicyKind::Repository | PolicyKind::Registry => of_caller(lint, statement),
            PolicyKind::Identity
            | PolicyKind::Boundary
            | PolicyKind::Session
            | PolicyKind::ServiceControl => {
                without_resource(lint, statement);
            }
            _ => {}
        }
    }
}

fn unknown(lint: &mut Lint<'_>, statement: &Statement, action: &Spanned) {
    let Some((service, name)) = action.text.split_once(':') else {
        return;
    };
    let mut own = OF_ECR_ALONE
        .iter()
        .filter(|known| known.eq_ignore_ascii_case(name));
    if let Some(known) = own.next() {
        let is_registry = ["ecr", "ecr-public"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(service));
        if !is_registry && service != "*" {
            let meant = format!("ecr:{known}");
            let message = format!("no action of {service} is called so: ECR's is");
            let edits = lint.warn(
                "action",
                &action.span,
                &message,
                &format!("did you mean {meant}?"),
            );
            edits.push(Edit::text(action.span.clone(), &meant));
        }
        return;
    }
    if !names::is_no_action(&action.text) {
        return;
    }
    let effect = match statement.allows {
        Some(true) => "allows",
        _ => "denies",
    };
    let message = format!(
        "no action of {} is called so: it {effect} nothing",
        service.to_lowercase()
    );
    match names::nearest_action(&action.text) {
        Some(meant) => {
            let is_there = statement.lists(&meant);
            let help = format!("did you mean {meant}?");
            let again = lint.without(&action.span).filter(|_| is_there);
            let edits = lint.warn("action", &action.span, &message, &help);
            edits.push(again.unwrap_or_else(|| Edit::text(action.span.clone(), &meant)));
        }
        None => {
            let help = "leave it out; docs/reference/operations.md has the actions of every service";
            let edit = lint.without(&action.span);
            lint.warn("action", &action.span, &message, help).extend(edit);
        }
    }
}

/// What is asked of the caller's account, in a policy of what the caller comes to.
fn of_caller(lint: &mut Lint<'_>, statement: &Statement) {
    let is_lost = |action: &&Spanned| match lint.kind {
        PolicyKind::Repository => is_of_registry(action),
        _ => is_token(action),
    };
    let lost: Vec<&Spanned> = statement.actions().iter().filter(is_lost).collect();
    let is_all = lost.len() == statement.actions().len();
    for action in lost {
        let (message, help) = match is_token(action) {
            true => (
                "a registry gives its tokens to the caller's account: what stands here about them has no effect",
                "leave it out, and allow ecr:GetAuthorizationToken on the resource \"*\" in a policy of the caller",
            ),
            false => (
                "the action is about the registry: in the policy of a repository it has no effect",
                "leave it out, and allow it in a policy of the caller or of the registry",
            ),
        };
        let rule = if is_token(action) {
            "token-in-resource-policy"
        } else {
            "registry-action"
        };
        let edit = match is_all {
            true => lint.without(&statement.span),
            false => lint.without(&action.span),
        };
        lint.warn(rule, &action.span, message, help).extend(edit);
    }
}

/// What is about no repository, on ARNs.
fn without_resource(lint: &mut Lint<'_>, statement: &Statement) {
    let Some(resource) = statement
        .resource
        .as_ref()
        .filter(|_| !statement.is_about_everything())
    else {
        return;
    };
    let (lost, others): (Vec<&Spanned>, Vec<&Spanned>) = statement
        .actions()
        .iter()
        .partition(|action| is_of_registry(action));
    let Some(first) = lost.first() else { return };
    let names: Vec<String> = lost
        .iter()
        .map(|action| crate::edit::quoted(&action.text))
        .collect();
    let (rule, name) = match lost.iter().any(|action| is_token(action)) {
        true => ("token-on-arn", "ecr:GetAuthorizationToken"),
        false => ("registry-action", first.text.as_str()),
    };
    let message =
        format!("{name} is about no repository, so with an ARN it never applies: its resource is \"*\"");
    let actions = match names.as_slice() {
        [one] => one.clone(),
        several => format!("[{}]", several.join(", ")),
    };
    if others.is_empty() {
        let edit = Edit::text(resource.value.clone(), "*");
        lint.warn(rule, &resource.value, &message, "write \"Resource\": \"*\"")
            .push(edit);
        return;
    }
    let kept: Vec<String> = others
        .iter()
        .map(|action| crate::edit::quoted(&action.text))
        .collect();
    let Some(apart) = lint.apart(statement, &actions) else {
        let help = format!(
            "give {actions} a statement of its own with \"Resource\": \"*\", under a condition that is not on the tags of a repository"
        );
        lint.warn(rule, &first.span, &message, &help);
        return;
    };
    let element = statement.action.as_ref().map(|element| element.value.clone());
    let mut edits = lint.statement_behind(statement, &apart);
    edits.extend(element.map(|span| Edit::replace(span, format!("[{}]", kept.join(", ")))));
    let help = format!("write a statement of its own: {apart}");
    lint.warn(rule, &first.span, &message, &help).extend(edits);
}
