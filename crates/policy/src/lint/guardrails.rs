//! Resource control policies.

use super::Lint;
use crate::check::PolicyKind;
use crate::document::{Clause, Statement};
use crate::edit::Edit;

/// What requests of AWS's services have not, or have otherwise than those of an organization.
const OF_CALLER: &[&str] = &[
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:SourceIp",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:VpceOrgID",
];
const SERVICE: &str = "aws:PrincipalIsAWSService";

pub(super) fn look(lint: &mut Lint<'_>) {
    if lint.kind != PolicyKind::ResourceControl {
        return;
    }
    for statement in lint.statements().filter(|statement| statement.is_deny()) {
        services(lint, statement);
    }
}

/// A denial of all who are not of the organization is one of services too.
fn services(lint: &mut Lint<'_>, statement: &Statement) {
    let is_of_caller =
        |clause: &&Clause| clause.operator.negated && OF_CALLER.iter().any(|key| clause.is_of(key));
    let Some(clause) = statement.conditions.iter().find(is_of_caller) else {
        return;
    };
    if statement.clauses(SERVICE).next().is_some() {
        return;
    }
    let pair = format!("\"{SERVICE}\": \"false\"");
    let member = format!("\"BoolIfExists\": {{{pair}}}");
    let taken = statement
        .conditions
        .iter()
        .find(|other| other.written.text == "BoolIfExists");
    let edit = match (taken, &statement.condition) {
        (Some(taken), _) => Some(Edit::insert(taken.key.span.start, format!("{pair}, "))),
        (None, Some(condition)) => Some(Edit::first_member(lint.text, condition, &member)),
        (None, None) => None,
    };
    let message =
        "AWS's services are in no organization and come from no network of yours: this denies them too";
    lint.warn(
        "rcp-services",
        &clause.key.span,
        message,
        &format!("add the condition {member}"),
    )
    .extend(edit);
}
