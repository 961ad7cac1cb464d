//! What AWS refuses to save (IAM User Guide, *Policy grammar*, *IAM JSON policy elements*; each service's own rules).

mod principal;
mod provider;
mod resource;

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Fault, LEGACY_PARSING, Refusal};
use crate::document::{Clause, MOST_MEANT, PolicyDocument, Spanned, Statement};
use crate::names;
use crate::operator::{Expected, Test};

pub(crate) use provider::{is_built_in, is_github};

/// What a document is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyKind {
    /// Of a user, group or role.
    Identity,
    /// The most that a user or role can be allowed.
    Boundary,
    /// Passed when a session begins.
    Session,
    /// Who may assume a role.
    Trust,
    /// Of a repository.
    Repository,
    /// Of a registry.
    Registry,
    /// Of an organization, for its principals.
    ServiceControl,
    /// Of an organization, for its resources.
    ResourceControl,
    /// Of an organization itself: who besides its management account may ask what of it.
    Organization,
}

impl PolicyKind {
    fn has_principals(self) -> bool {
        matches!(
            self,
            PolicyKind::Trust
                | PolicyKind::Repository
                | PolicyKind::Registry
                | PolicyKind::ResourceControl
                | PolicyKind::Organization
        )
    }

    fn needs_resource(self) -> bool {
        !matches!(self, PolicyKind::Trust | PolicyKind::Repository)
    }

    /// Whether only the language's current version is saved.
    fn needs_version(self) -> bool {
        matches!(
            self,
            PolicyKind::Identity | PolicyKind::Boundary | PolicyKind::ResourceControl
        )
    }
}

/// Refuses what AWS refuses to save as a policy of that kind.
pub fn check(text: &str, kind: PolicyKind) -> Result<PolicyDocument, Refusal> {
    let document = PolicyDocument::read(text).map_err(|error| Refusal {
        diagnostics: vec![error],
    })?;
    let mut diagnostics = document.flaws.clone();
    errors(&document, kind, &mut diagnostics);
    if diagnostics.is_empty() {
        Ok(document)
    } else {
        Err(Refusal { diagnostics })
    }
}

fn says(span: &std::ops::Range<usize>, message: &str, aws: &str) -> Diagnostic {
    Diagnostic::error(span.clone(), message, Fault::Says(aws.into()))
}

fn errors(document: &PolicyDocument, kind: PolicyKind, found: &mut Vec<Diagnostic>) {
    if kind.needs_version() && !document.has_variables {
        let span = document
            .version
            .as_ref()
            .map_or(document.span.start..document.span.start + 1, |version| {
                version.span.clone()
            });
        let text = "Policy document must be version 2012-10-17 or greater.";
        let message = "the version must be 2012-10-17";
        found.push(document.versioned(says(&span, message, text)).rule("version"));
    }
    if document.statements.is_empty() && found.is_empty() {
        found.push(Diagnostic::error(
            0..1,
            "a policy has at least one statement",
            Fault::Syntax,
        ));
    }
    let mut sids = BTreeSet::new();
    for statement in document
        .statements
        .iter()
        .filter(|statement| !statement.is_flawed)
    {
        if let Some(sid) = &statement.sid {
            let allowed = |c: char| c.is_ascii_alphanumeric() || (kind.has_principals() && " -_".contains(c));
            if !sid.text.chars().all(allowed) {
                let text = "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular \
                            expression [0-9A-Za-z]*";
                found.push(says(&sid.span, "a Sid has letters and digits", text));
            }
            if !sid.text.is_empty() && !sids.insert(sid.text.as_str()) {
                let text = "Statement IDs (SID) in a single policy must be unique.";
                found.push(says(&sid.span, "another statement has this Sid", text));
            }
        }
        principal::check(statement, kind, found);
        provider::check(statement, kind, found);
        action(statement, kind, found);
        resource::check(statement, kind, found);
        statement
            .conditions
            .iter()
            .for_each(|clause| condition(statement, clause, document, found));
        // It would wait for an account that is made later.
        let grants = statement.allows == Some(true) && kind.has_principals();
        for clause in statement.conditions.iter().filter(|_| grants) {
            if let Some(why) = clause.cannot_be_bound(true) {
                let message = format!(
                    "{} names accounts here, and cannot be bound to those that are there",
                    clause.key.text
                );
                let diagnostic = Diagnostic::error(clause.key.span.clone(), &message, Fault::Syntax);
                found.push(diagnostic.help(why));
            }
        }
    }
}

fn action(statement: &Statement, kind: PolicyKind, found: &mut Vec<Diagnostic>) {
    let Some(element) = &statement.action else {
        let text = "Policy statement must contain actions.";
        found.push(
            says(&statement.span, "the statement has no Action", text)
                .help("add \"Action\": \"<service>:<Name>\""),
        );
        return;
    };
    if kind == PolicyKind::ResourceControl {
        if element.negated || statement.allows == Some(true) {
            let message = "a resource control policy denies actions by name: no NotAction, no Allow";
            found.push(Diagnostic::error(element.span.clone(), message, Fault::Syntax));
        }
        for action in element.values.iter().filter(|action| action.text == "*") {
            let message = "a resource control policy names the service of its actions";
            found.push(Diagnostic::error(action.span.clone(), message, Fault::Syntax));
        }
    }
    for action in &element.values {
        if let Some(diagnostic) = misspelt(action) {
            found.push(diagnostic);
            continue;
        }
        let service = action.text.split(':').next().unwrap_or_default();
        let expected = match kind {
            PolicyKind::Trust => "sts",
            PolicyKind::Repository | PolicyKind::Registry => "ecr",
            _ => continue,
        };
        let is_everything = action.text == "*" && kind != PolicyKind::Trust;
        if !is_everything && !service.eq_ignore_ascii_case(expected) {
            let message = format!("a policy of this kind has actions of {expected} only");
            let text = if kind == PolicyKind::Trust {
                "AssumeRole policy may only specify STS AssumeRole actions."
            } else {
                "Syntax errors in policy."
            };
            found.push(says(&action.span, &message, text));
        }
    }
}

fn misspelt(action: &Spanned) -> Option<Diagnostic> {
    let text = action.text.as_str();
    if text == "*" {
        return None;
    }
    match text.matches(':').count() {
        0 => {
            let aws = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
            Some(says(&action.span, "an action is service:Name", aws))
        }
        1 => {
            let service = text.split(':').next().unwrap_or_default();
            let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
            if text == "*:*" || (!service.is_empty() && service.chars().all(is_name)) {
                return None;
            }
            Some(says(
                &action.span,
                "there is no such service",
                &format!("Vendor {service} is not valid"),
            ))
        }
        _ => Some(says(
            &action.span,
            "an action has one colon",
            "Actions/Condition can contain only one colon.",
        )),
    }
}

const KEYS: &str =
    "docs/reference/policies.md has the keys; a tag's has the tag behind a slash, aws:PrincipalTag/<tag>";

fn condition(statement: &Statement, clause: &Clause, document: &PolicyDocument, found: &mut Vec<Diagnostic>) {
    let (key, span) = (&clause.key.text, &clause.key.span);
    let is_global = key.to_lowercase().starts_with("aws:");
    let is_wrong = !key.contains(':') || (is_global && names::known_key(key).is_none());
    let near = match is_wrong && found.len() < MOST_MEANT {
        true => names::nearest_key(key),
        false => None,
    };
    let meant = |refused: Diagnostic| match &near {
        Some(near) => {
            let edit = clause.with_key(statement, near);
            let refused = match edit {
                Some(_) => refused.help(&format!("did you mean {near}?")),
                None => refused.help(&format!(
                    "did you mean {near}? It stands beside this already: leave one out"
                )),
            };
            refused.edits(edit.into_iter().collect())
        }
        None => refused.help(KEYS),
    };
    if !key.contains(':') {
        // AWS saves such a key, and no request has it: an Allow would grant nothing, a negated Deny would deny everything.
        let aws = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
        found.push(meant(says(span, "a condition key is service:Name", aws)).rule("key"));
    } else if is_wrong {
        let message = "there is no such global condition key";
        found.push(meant(Diagnostic::error(span.clone(), message, Fault::Syntax)).rule("key"));
    }
    for value in &clause.values {
        if Expected::new(clause.operator.test, &value.text, document.has_variables).is_nothing() {
            let fault = match clause.operator.test {
                Test::Date(_) => Fault::Says(LEGACY_PARSING.into()),
                _ => Fault::Syntax,
            };
            let message = "the operator cannot read this value";
            found.push(Diagnostic::error(value.span.clone(), message, fault));
        }
    }
}
