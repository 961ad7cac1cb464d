//! The version of the language.

use super::Lint;
use crate::diagnostic::Diagnostic;
use crate::document::PolicyDocument;
use crate::edit::Edit;

const CURRENT: &str = "2012-10-17";

impl PolicyDocument {
    /// A finding with the advice to use the current version.
    pub(crate) fn versioned(&self, finding: Diagnostic) -> Diagnostic {
        match &self.version {
            Some(version) => finding
                .help("write \"Version\": \"2012-10-17\"")
                .edits(vec![Edit::text(version.span.clone(), CURRENT)]),
            None => {
                let member = format!("\"Version\": \"{CURRENT}\", ");
                let edit = Edit::insert(self.span.start + 1, member);
                let edits = (!self.statements.is_empty()).then_some(edit);
                finding
                    .help("add \"Version\": \"2012-10-17\"")
                    .edits(edits.into_iter().collect())
            }
        }
    }
}

pub(super) fn look(lint: &mut Lint<'_>) {
    let document = lint.document;
    if document.has_variables {
        return;
    }
    let statements = document.statements.iter();
    let values = statements.flat_map(|statement| {
        let texts = statement.conditions.iter().flat_map(|clause| &clause.values);
        let resources = statement.resource.iter().flat_map(|element| &element.values);
        texts.chain(resources)
    });
    let plain: Vec<_> = values.filter(|value| value.text.contains("${")).collect();
    for value in &plain {
        let message = "without Version 2012-10-17, ${…} is plain text";
        let finding = Diagnostic::warning("version", value.span.clone(), message, "");
        lint.found.push(document.versioned(finding));
    }
    if document.version.is_none() && plain.is_empty() && !document.statements.is_empty() {
        let message = "without a Version the language is that of 2008, which has no variables";
        let start = document.span.start;
        let finding = Diagnostic::warning("version", start..start + 1, message, "");
        lint.found.push(document.versioned(finding));
    }
}
