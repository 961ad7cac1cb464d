//! Resource control policies.

use super::Lint;
use crate::check::PolicyKind;
use crate::document::{Clause, Statement};
use crate::edit::Edit;
use crate::names;
use crate::operator::Test;

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
    let is_absent = |clause: &Clause| {
        let mut values = clause.values.iter();
        clause.operator.test == Test::Null && values.any(|value| value.text.eq_ignore_ascii_case("true"))
    };
    let is_of_caller = |clause: &&Clause| {
        (clause.operator.negated || is_absent(clause)) && OF_CALLER.iter().any(|key| clause.is_of(key))
    };
    let Some(clause) = statement.conditions.iter().find(is_of_caller) else {
        return;
    };
    if let Some(service) = statement.clauses(SERVICE).next() {
        of_services_alone(lint, statement, service, clause);
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

/// The condition that spares services, the wrong way round.
fn of_services_alone(lint: &mut Lint<'_>, statement: &Statement, service: &Clause, clause: &Clause) {
    let sources = [
        "aws:SourceAccount",
        "aws:SourceArn",
        "aws:SourceOrgID",
        "aws:SourceOrgPaths",
    ];
    let is_of_sources = sources.iter().any(|key| statement.clauses(key).next().is_some());
    let [value] = service.values.as_slice() else {
        return;
    };
    let is_true = service.operator.test == Test::Bool && value.text.eq_ignore_ascii_case("true");
    if is_of_sources || !is_true {
        return;
    }
    let key = names::spelled(&clause.key.text);
    let message = format!(
        "this denies AWS's services alone, which have no {key} of yours: everything else from outside is let through"
    );
    lint.warn("rcp-services", &service.key.span, &message, "write \"false\"")
        .push(Edit::text(value.span.clone(), "false"));
}
