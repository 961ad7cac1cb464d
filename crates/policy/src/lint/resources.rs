//! ARNs that no repository has.

use super::Lint;
use crate::arn::cut;
use crate::check::PolicyKind;
use crate::document::{Element, Spanned};
use crate::edit::Edit;
use crate::names;

const REPOSITORY: &str = "repository/";

pub(super) fn look(lint: &mut Lint<'_>) {
    for statement in lint.statements() {
        let Some(element) = &statement.resource else {
            continue;
        };
        for resource in &element.values {
            of_registry(lint, resource);
            super::condition_keys::account_id(lint, &resource.span, &resource.text);
        }
        if lint.kind == PolicyKind::Repository {
            of_repository_policy(lint, element);
        }
    }
}

/// A policy of a repository needs none.
fn of_repository_policy(lint: &mut Lint<'_>, element: &Element<Vec<Spanned>>) {
    let rule = "resource-in-repository-policy";
    if element.negated {
        let message =
            "the policy of a repository is about that repository: NotResource leaves it out, or nothing";
        let help = "leave NotResource out, or the whole statement if it is not about this repository";
        lint.warn(rule, &element.span, message, help);
        return;
    }
    if is_of_several(lint) {
        let message = "the policy of a repository is about that repository, and here statements are about different ones";
        let help = "make a policy for each repository, of the statements that are about it, without Resource";
        lint.warn(rule, &element.span, message, help);
        return;
    }
    let message =
        "the policy of a repository is about that repository: Resource adds nothing, and AWS may refuse it";
    let edit = lint.without(&(element.span.start..element.value.end));
    lint.warn(rule, &element.span, message, "leave Resource out")
        .extend(edit);
}

/// Whether two resources are different repositories: without `Resource` who is let into the one would be let into the other.
fn is_of_several(lint: &Lint<'_>) -> bool {
    let elements = lint
        .statements()
        .filter_map(|statement| statement.resource.as_ref());
    let values = elements.flat_map(|element| &element.values);
    let values: Vec<&str> = values.map(|value| value.text.as_str()).collect();
    let meet = |one: &str, other: &str| {
        one == other || names::is_resource(one, other) || names::is_resource(other, one)
    };
    values
        .iter()
        .any(|one| values.iter().any(|other| !meet(one, other)))
}

/// What is wrong with the ARN of a repository.
fn of_registry(lint: &mut Lint<'_>, resource: &Spanned) {
    let parts = cut(&resource.text);
    let [arn, partition, "ecr", region, account, path] = parts[..] else {
        return;
    };
    let mut found = Vec::new();
    let mut place = [region, account].map(str::to_owned);
    for (part, what) in place.iter_mut().zip(["Region", "account"]) {
        if part.is_empty() {
            found.push(format!("no repository is without {what}: \"*\" is every {what}"));
            *part = "*".to_owned();
        }
    }
    let mut name = match path.strip_prefix(REPOSITORY) {
        Some(name) => name.to_owned(),
        None if may_be_repository(path) => {
            flag(
                lint,
                resource,
                &found,
                &[arn, partition, "ecr", &place[0], &place[1], path],
            );
            return;
        }
        None => {
            found.push("what ECR has are repositories: the last part begins with repository/".to_owned());
            let names = [
                "repository:",
                "repositories/",
                "repos/",
                "repo/",
                "image/",
                "images/",
                "registry/",
            ];
            let mut names = names.iter().filter_map(|other| path.strip_prefix(other));
            names.next().unwrap_or(path).trim_start_matches('/').to_owned()
        }
    };
    if !name.contains("${") {
        if let Some(at) = name.find([':', '@']) {
            let message = "an ARN means a repository, not a tag or a digest of it: no policy tells the images of a repository apart";
            found.push(message.to_owned());
            name.truncate(at);
        }
        if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
            found.push("names of repositories have small letters".to_owned());
            name = name.to_ascii_lowercase();
        }
        if name.starts_with('/') {
            found.push("no name of a repository begins with a slash".to_owned());
            name = name.trim_start_matches('/').to_owned();
        }
    }
    let path = format!("{REPOSITORY}{name}");
    flag(
        lint,
        resource,
        &found,
        &[arn, partition, "ecr", &place[0], &place[1], &path],
    );
}

fn flag(lint: &mut Lint<'_>, resource: &Spanned, found: &[String], parts: &[&str]) {
    let right = parts.join(":");
    for message in found {
        let edits = lint.warn(
            "repository-arn",
            &resource.span,
            message,
            &format!("write {right}"),
        );
        edits.push(Edit::text(resource.span.clone(), &right));
    }
}

/// Whether a pattern covers paths of repositories though it does not begin as they do.
fn may_be_repository(path: &str) -> bool {
    let literal = path.split(['*', '?']).next().unwrap_or_default();
    literal.len() < path.len() && REPOSITORY.starts_with(literal) || path.starts_with("${")
}
