//! Operators that compare otherwise than they look.

use super::Lint;
use super::trust::github;
use crate::check::is_github;
use crate::document::{Clause, Statement};
use crate::edit::{Edit, quoted};
use crate::names;
use crate::operator::{Operator, Set, Test};

/// Keys with several values (IAM User Guide, *AWS global condition context keys*).
pub(super) const LISTS: &[&str] = &[
    "aws:CalledVia",
    "aws:PrincipalOrgPaths",
    "aws:PrincipalServiceNamesList",
    "aws:ResourceOrgPaths",
    "aws:SourceOrgPaths",
    "aws:TagKeys",
    "aws:VpceOrgPaths",
    "sts:RequestContextProviders",
    "sts:TransitiveTagKeys",
];

pub(super) fn look(lint: &mut Lint<'_>) {
    for statement in lint.statements() {
        for clause in &statement.conditions {
            wildcards(lint, statement, clause);
            if statement.is_allow() {
                for_all(lint, statement, clause);
                any_if_exists(lint, statement, clause);
            }
        }
    }
}

fn wildcards(lint: &mut Lint<'_>, statement: &Statement, clause: &Clause) {
    if !matches!(clause.operator.test, Test::String | Test::StringIgnoreCase) {
        return;
    }
    // The family of organizations says both of a path that is compared so.
    if super::organizations::is_path(clause) && clause.operator.set.is_none() {
        return;
    }
    for value in clause
        .values
        .iter()
        .filter(|value| value.text.contains(['*', '?']))
    {
        let like = Operator {
            test: Test::StringLike,
            ..clause.operator
        };
        let like = like.to_string();
        let message = "this operator has no wildcards: the value is compared as it stands";
        let case = match clause.operator.test {
            Test::StringIgnoreCase => ", which minds the case",
            _ => "",
        };
        let (edits, in_full) = match opens(statement, clause) {
            true => (
                Vec::new(),
                ", and write the account, the organization or the owner in full: as a pattern this means all of them",
            ),
            false => (clause.under(lint.text, statement, &like), ""),
        };
        lint.warn(
            "wildcard",
            &value.span,
            message,
            &format!("use {like}{case}{in_full}"),
        )
        .extend(edits);
    }
}

/// Whether what is compared as it stands would, as a pattern, let every account in.
fn opens(statement: &Statement, clause: &Clause) -> bool {
    let is_of = |kind: &str| statement.principals().iter().any(|named| named.kind == kind);
    let is_asked = statement.is_of_everyone() || is_of("Service");
    let mut values = clause.values.iter();
    let is_open = match is_github_subject(clause) {
        true => github::is_of_any_owner,
        false => is_of_anyone,
    };
    let is_owner = is_subject(clause) && values.any(|value| is_open(&value.text));
    statement.is_allow()
        && ((is_asked && clause.is_of_whose() && clause.takes_anything_by(Test::StringLike)) || is_owner)
}

/// Whether it is about whom a provider's token is of.
fn is_subject(clause: &Clause) -> bool {
    let key = clause.key.text.rsplit_once(':');
    key.is_some_and(|(issuer, claim)| issuer.contains('.') && claim.eq_ignore_ascii_case("sub"))
}

fn is_github_subject(clause: &Clause) -> bool {
    let key = clause.key.text.rsplit_once(':');
    is_subject(clause) && key.is_some_and(|(issuer, _)| is_github(issuer))
}

/// Whether a pattern of subjects says not even the first part of a name in full, `project_path:*`: many providers sign tokens for all who
/// have an account there.
fn is_of_anyone(pattern: &str) -> bool {
    let Some(at) = pattern.find(['*', '?']) else {
        return false;
    };
    let name = pattern[..at].split_once([':', '/']).map(|(_, name)| name);
    name.is_none_or(|name| !name.contains("${") && !name.contains([':', '/']))
}

/// Whether a statement holds only of requests that have the key.
fn is_guarded(statement: &Statement, clause: &Clause) -> bool {
    statement
        .clauses(&clause.key.text)
        .any(|other| other.operator.test == Test::Null)
}

fn for_all(lint: &mut Lint<'_>, statement: &Statement, clause: &Clause) {
    if clause.operator.set != Some(Set::All) || is_guarded(statement, clause) {
        return;
    }
    let key = names::spelled(&clause.key.text);
    let message = "ForAllValues is true when the request has no such key";
    let name = &clause.written.text;
    let base = name.split_once(':').map_or(name.as_str(), |(_, base)| base);
    if !LISTS.iter().any(|list| clause.is_of(list)) {
        let edit = clause.under(lint.text, statement, base);
        let help = format!("use {base}: {key} has one value");
        lint.warn("for-all-values", &clause.key.span, message, &help)
            .extend(edit);
        return;
    }
    let member = format!("\"Null\": {{{}: \"false\"}}", quoted(&clause.key.text));
    let help = format!("use ForAnyValue:{base}, or demand the key with {member}");
    let has_null = statement
        .conditions
        .iter()
        .any(|other| other.operator.test == Test::Null);
    let edit = match &statement.condition {
        Some(span) if !has_null => Some(Edit::first_member(lint.text, span, &member)),
        _ => None,
    };
    lint.warn("for-all-values", &clause.key.span, message, &help)
        .extend(edit);
}

fn any_if_exists(lint: &mut Lint<'_>, statement: &Statement, clause: &Clause) {
    let Operator { set, if_exists, .. } = clause.operator;
    if set != Some(Set::Any) || !if_exists || is_guarded(statement, clause) || statement.is_of_everyone() {
        return;
    }
    let bare = &clause.written.text[..clause.written.text.len() - "IfExists".len()];
    let message = "ForAnyValue:…IfExists is true when the request has no such key";
    let edit = clause.under(lint.text, statement, bare);
    lint.warn(
        "if-exists-opens",
        &clause.written.span,
        message,
        &format!("use {bare}"),
    )
    .extend(edit);
}
