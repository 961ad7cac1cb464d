//! What an author may have meant otherwise.

use crate::check::{PolicyKind, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{Clause, PolicyDocument, Statement};
use crate::operator::{Set, Test};

/// Everything that is wrong with a document, or that its author may have meant otherwise.
pub fn lint(text: &str, kind: PolicyKind) -> Vec<Diagnostic> {
    let mut found = match check(text, kind) {
        Ok(_) => Vec::new(),
        Err(refusal) => refusal.diagnostics,
    };
    if let Ok(document) = PolicyDocument::read(text) {
        warnings(&document, kind, &mut found);
    }
    found.sort_by_key(|diagnostic| (diagnostic.severity == Severity::Warning, diagnostic.span.start));
    found
}

fn warnings(document: &PolicyDocument, kind: PolicyKind, found: &mut Vec<Diagnostic>) {
    for statement in &document.statements {
        let allows = statement.allows == Some(true);
        for element in [&statement.action, &statement.resource].into_iter().flatten() {
            if element.negated && allows && kind != PolicyKind::ServiceControl {
                found.push(Diagnostic::warning(
                    element.span.clone(),
                    "Allow with Not… allows everything that is not listed, also what comes to be later",
                    "list what is allowed",
                ));
            }
        }
        if let Some(principal) = &statement.principal
            && allows
            && !principal.negated
            && kind != PolicyKind::ResourceControl
            && statement.conditions.is_empty()
            && principal.values.iter().any(|named| named.value.text == "*")
        {
            found.push(Diagnostic::warning(
                principal.span.clone(),
                "every account is let in: nothing restricts this \"*\"",
                "add a condition, e.g. StringEquals on aws:PrincipalOrgID",
            ));
        }
        let texts = statement.conditions.iter().flat_map(|clause| &clause.values);
        let resources = statement.resource.iter().flat_map(|element| &element.values);
        for value in texts.chain(resources).filter(|value| value.text.contains("${")) {
            if !document.has_variables {
                found.push(Diagnostic::warning(
                    value.span.clone(),
                    "without Version 2012-10-17, ${…} is plain text",
                    "add \"Version\": \"2012-10-17\"",
                ));
            }
        }
        for clause in &statement.conditions {
            odd_condition(clause, statement, allows, found);
        }
    }
}

fn odd_condition(clause: &Clause, statement: &Statement, allows: bool, found: &mut Vec<Diagnostic>) {
    let is_text = matches!(clause.operator.test, Test::String | Test::StringIgnoreCase);
    for value in clause
        .values
        .iter()
        .filter(|value| is_text && value.text.contains(['*', '?']))
    {
        let message = "this operator has no wildcards: the value is compared as it stands";
        found.push(Diagnostic::warning(value.span.clone(), message, "use StringLike"));
    }
    let is_guarded = statement.conditions.iter().any(|other| {
        other.operator.test == Test::Null && other.key.text.eq_ignore_ascii_case(&clause.key.text)
    });
    if allows && clause.operator.set == Some(Set::All) && !is_guarded {
        found.push(Diagnostic::warning(
            clause.key.span.clone(),
            "ForAllValues is true when the request has no such key",
            "use ForAnyValue, or demand the key with \"Null\": {\"key\": \"false\"}",
        ));
    }
}
