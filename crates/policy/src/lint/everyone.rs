//! Grants to every principal.

use super::Lint;
use crate::check::PolicyKind;
use crate::document::{Clause, Statement};
use crate::names;
use crate::operator::Test;

pub(super) fn look(lint: &mut Lint<'_>) {
    for statement in lint.statements().filter(|statement| statement.is_allow()) {
        for element in [&statement.action, &statement.resource].into_iter().flatten() {
            if element.negated && lint.kind != PolicyKind::ServiceControl {
                let message =
                    "Allow with Not… allows everything that is not listed, also what comes to be later";
                lint.warn("allow-not", &element.span, message, "list what is allowed");
            }
        }
        if statement.is_of_everyone() && lint.kind != PolicyKind::ResourceControl {
            everyone(lint, statement);
        }
    }
}

/// A statement for `*` that says not enough of who is meant.
fn everyone(lint: &mut Lint<'_>, statement: &Statement) {
    let mut clauses = statement.conditions.iter();
    let is_enough = |clause: &Clause| clause.is_of_whose() && clause.demands() && !clause.takes_anything();
    if clauses.any(is_enough) {
        return;
    }
    let Some(principal) = &statement.principal else {
        return;
    };
    let find = |is: &dyn Fn(&Clause) -> bool| {
        let mut clauses = statement.conditions.iter();
        clauses.find(|clause| clause.operator.test != Test::Null && is(clause))
    };
    // What holds without the key keeps out only those who have another value.
    if let Some(clause) = find(&|clause| tells(clause) && clause.operator.if_exists) {
        if may_lack(clause) {
            if_exists(lint, statement, clause);
        }
        return;
    }
    if let Some(clause) = find(&|clause| tells(clause) && clause.operator.negated) {
        let message =
            "every other principal is let in: a negated operator in an Allow names those who are not";
        let help = "say who is let in, or make the statement a Deny";
        lint.warn("everyone", &clause.written.span, message, help);
        return;
    }
    if let Some(clause) = find(&|clause| clause.is_of_whose() && clause.takes_anything()) {
        let key = names::spelled(&clause.key.text);
        let message =
            format!("every account is let in: requests from any of them have an {key} that matches");
        let help = format!("write the account or the organization in full, or {BY_ORGANIZATION}");
        lint.warn("everyone", &clause.key.span, &message, &help);
        return;
    }
    if let Some(clause) = find(&|clause| SERVICES.iter().any(|key| clause.is_of(key))) {
        let key = names::spelled(&clause.key.text);
        let message = format!(
            "every account is let in: AWS's services call for all of them, and {key} does not say for which"
        );
        let help = "let the principal be {\"Service\": \"<service>.amazonaws.com\"} with the condition \"StringEquals\": \
                    {\"aws:SourceAccount\": \"<account>\"}";
        lint.warn("everyone", &clause.key.span, &message, help);
        return;
    }
    if let Some(clause) = find(&is_chosen) {
        let key = names::spelled(&clause.key.text);
        let message = format!("every account is let in: each gives its principals {key} as it likes");
        lint.warn("everyone", &clause.key.span, &message, BY_ORGANIZATION);
        return;
    }
    let message = "every account is let in: nothing restricts this \"*\"";
    lint.warn("everyone", &principal.span, message, BY_ORGANIZATION);
}

fn if_exists(lint: &mut Lint<'_>, statement: &Statement, clause: &Clause) {
    let bare = &clause.written.text[..clause.written.text.len() - "IfExists".len()];
    let key = names::spelled(&clause.key.text);
    let message = format!(
        "{} lets in every principal whose request has no {key}",
        clause.operator
    );
    // What every account gives as it likes restricts no more without it.
    let (edits, help) = match is_chosen(clause) {
        true => (Vec::new(), format!("write {bare}, and {BY_ORGANIZATION}")),
        false => (clause.under(lint.text, statement, bare), format!("write {bare}")),
    };
    lint.warn("if-exists-opens", &clause.written.span, &message, &help)
        .extend(edits);
}

const BY_ORGANIZATION: &str =
    "add a condition, e.g. \"StringEquals\": {\"aws:PrincipalOrgID\": \"<your organization's id>\"}";

/// What says that a service calls, or which.
const SERVICES: [&str; 3] = [
    "aws:PrincipalIsAWSService",
    "aws:PrincipalServiceName",
    "aws:PrincipalServiceNamesList",
];

/// Whether every account gives it to its principals, or they choose it.
fn is_chosen(clause: &Clause) -> bool {
    let chosen = [
        "aws:PrincipalTag/",
        "aws:SourceIdentity",
        "aws:username",
        "sts:ExternalId",
        "sts:RoleSessionName",
        "sts:SourceIdentity",
    ];
    names::known_key(&clause.key.text).is_some_and(|key| chosen.contains(&key))
}

/// Whether it tells principals from others.
fn tells(clause: &Clause) -> bool {
    is_chosen(clause) || (clause.is_of_whose() && !clause.takes_anything())
}

/// Whether requests of some callers are without the key.
fn may_lack(clause: &Clause) -> bool {
    let always = [
        "aws:PrincipalAccount",
        "aws:PrincipalArn",
        "aws:SourceIp",
        "aws:userid",
    ];
    !always.iter().any(|key| clause.is_of(key))
}
