//! Grants to every principal.

use super::Lint;
use crate::check::PolicyKind;
use crate::document::{Clause, Statement};
use crate::names;

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
    if statement
        .conditions
        .iter()
        .any(|clause| says_who(clause) && clause.demands())
    {
        return;
    }
    let Some(principal) = &statement.principal else {
        return;
    };
    // What holds without the key keeps out only those who have another value.
    let open = statement
        .conditions
        .iter()
        .find(|clause| says_who(clause) && clause.operator.if_exists);
    if let Some(clause) = open {
        if !may_lack(clause) {
            return;
        }
        let bare = &clause.written.text[..clause.written.text.len() - "IfExists".len()];
        let key = names::spelled(&clause.key.text);
        let message = format!(
            "{} lets in every principal whose request has no {key}",
            clause.operator
        );
        let edit = clause.under(lint.text, statement, bare);
        lint.warn(
            "if-exists-opens",
            &clause.written.span,
            &message,
            &format!("write {bare}"),
        )
        .extend(edit);
        return;
    }
    let negated = statement
        .conditions
        .iter()
        .find(|clause| says_who(clause) && clause.operator.negated);
    if let Some(clause) = negated {
        let message =
            "every other principal is let in: a negated operator in an Allow names those who are not";
        lint.warn(
            "everyone",
            &clause.written.span,
            message,
            "say who is let in, or make the statement a Deny",
        );
        return;
    }
    let message = "every account is let in: nothing restricts this \"*\"";
    let help =
        "add a condition, e.g. \"StringEquals\": {\"aws:PrincipalOrgID\": \"<your organization's id>\"}";
    lint.warn("everyone", &principal.span, message, help);
}

/// Keys that tell how or upon what, not who.
const NOT_WHO: &[&str] = &[
    "aws:CurrentTime",
    "aws:EpochTime",
    "aws:MultiFactorAuthAge",
    "aws:MultiFactorAuthPresent",
    "aws:PrincipalType",
    "aws:RequestTag/",
    "aws:RequestedRegion",
    "aws:ResourceAccount",
    "aws:ResourceOrgID",
    "aws:ResourceOrgPaths",
    "aws:ResourceTag/",
    "aws:SecureTransport",
    "aws:SignatureType",
    "aws:TagKeys",
    "aws:TokenIssueTime",
    "aws:UserAgent",
    "aws:ViaAWSService",
    "aws:referer",
    "ecr:AccountSetting",
    "ecr:ResourceTag/",
    "sts:DurationSeconds",
    "sts:RoleSessionName",
];

/// Whether it has to do with who calls.
fn says_who(clause: &Clause) -> bool {
    let key = names::known_key(&clause.key.text);
    let is_null = clause.operator.test == crate::operator::Test::Null;
    !is_null && key.is_none_or(|key| !NOT_WHO.contains(&key)) && !clause.takes_anything()
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
