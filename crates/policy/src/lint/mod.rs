//! What an author may have meant otherwise. A file has the rules of one family of mistakes; each finding names its rule, says where and
//! why, and what to write, which is right when it is taken literally.
//!
//! A rule speaks only of what is wrong in the document alone: what another policy may add is not missing here.

mod actions;
mod condition_keys;
mod conditions;
mod everyone;
mod guardrails;
mod lifecycle;
mod organizations;
mod principals;
mod providers;
mod resources;
mod services;
mod sets;
mod statement;
mod trust;
mod version;
mod whose;

use std::ops::Range;

use crate::check::{PolicyKind, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{Clause, PolicyDocument, Statement};
use crate::edit::{self, Edit};

pub use lifecycle::lint_lifecycle;

/// Everything that is wrong with a document, or that its author may have meant otherwise: first what is refused, each in the order of the
/// text.
pub fn lint(text: &str, kind: PolicyKind) -> Vec<Diagnostic> {
    let mut found = match check(text, kind) {
        Ok(_) => Vec::new(),
        Err(refusal) => refusal.diagnostics,
    };
    if let Ok(document) = PolicyDocument::read(text) {
        let mut lint = Lint {
            text,
            document: &document,
            kind,
            found: Vec::new(),
        };
        FAMILIES.iter().for_each(|look| look(&mut lint));
        // What is refused says enough of its place.
        let is_new = |finding: &Diagnostic| found.iter().all(|other| other.span != finding.span);
        let warnings: Vec<Diagnostic> = lint.found.into_iter().filter(is_new).collect();
        found.extend(warnings);
    }
    found.sort_by_key(|diagnostic| (diagnostic.severity == Severity::Warning, diagnostic.span.start));
    found
}

const FAMILIES: &[fn(&mut Lint<'_>)] = &[
    version::look,
    actions::look,
    sets::look,
    resources::look,
    everyone::look,
    principals::look,
    providers::look,
    services::look,
    conditions::look,
    condition_keys::look,
    organizations::look,
    trust::look,
    guardrails::look,
];

/// A document that is looked at, and what was found.
struct Lint<'a> {
    text: &'a str,
    document: &'a PolicyDocument,
    kind: PolicyKind,
    found: Vec<Diagnostic>,
}

impl<'a> Lint<'a> {
    /// The statements that can be read.
    fn statements(&self) -> impl Iterator<Item = &'a Statement> + use<'a> {
        let document = self.document;
        document
            .statements
            .iter()
            .filter(|statement| !statement.is_flawed)
    }

    /// Notes a finding; the changes that mend it may be put into what is given back.
    fn warn(&mut self, rule: &'static str, span: &Range<usize>, message: &str, help: &str) -> &mut Vec<Edit> {
        self.found
            .push(Diagnostic::warning(rule, span.clone(), message, help));
        let last = self.found.last_mut().expect("INVARIANT: it was put there");
        &mut last.edits
    }

    /// The change that adds a statement behind another one.
    fn statement_behind(&self, statement: &Statement, added: &str) -> Vec<Edit> {
        let end = statement.span.end;
        if self.document.is_list {
            return vec![Edit::insert(end, format!(", {added}"))];
        }
        vec![
            Edit::insert(statement.span.start, "["),
            Edit::insert(end, format!(", {added}]")),
        ]
    }

    /// A statement for actions on everything that holds when another one does. `None` where that would deny more: a condition on the tags of a
    /// repository is none of what is about no repository.
    fn apart(&self, statement: &Statement, actions: &str) -> Option<String> {
        let effect = if statement.is_allow() { "Allow" } else { "Deny" };
        let (of_repository, kept): (Vec<&Clause>, Vec<&Clause>) = statement
            .conditions
            .iter()
            .partition(|clause| clause.is_of_repository());
        if statement.is_deny() && !of_repository.is_empty() {
            return None;
        }
        let mut operators: Vec<(&Clause, Vec<String>)> = Vec::new();
        for clause in kept {
            let member = edit::one_line(self.text.get(clause.member.clone())?);
            match operators
                .last_mut()
                .filter(|(last, _)| last.block == clause.block)
            {
                Some((_, members)) => members.push(member),
                None => operators.push((clause, vec![member])),
            }
        }
        let operators = operators.iter().map(|(clause, members)| {
            format!(
                "{}: {{{}}}",
                edit::quoted(&clause.written.text),
                members.join(", ")
            )
        });
        let operators: Vec<String> = operators.collect();
        let condition = match operators.is_empty() {
            true => String::new(),
            false => format!(", \"Condition\": {{{}}}", operators.join(", ")),
        };
        Some(format!(
            "{{\"Effect\": \"{effect}\", \"Action\": {actions}, \"Resource\": \"*\"{condition}}}"
        ))
    }

    /// The change that takes an item out of a list.
    fn without(&self, span: &Range<usize>) -> Option<Edit> {
        Edit::remove(self.text, span)
    }
}
