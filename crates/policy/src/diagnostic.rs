//! What is wrong with a document, where, and what AWS says about it when it refuses to save it.

use std::fmt;
use std::ops::Range;

use crate::edit::Edit;
use crate::position::{Position, Positions};

/// What AWS says of a document that its newer checks let pass and the older ones do not.
pub(crate) const LEGACY_PARSING: &str = "The policy failed legacy parsing";

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Where, in bytes of the text.
    pub span: Range<usize>,
    /// Whether the document is refused for it, or only warned about.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<Box<str>>,
    /// The same as changes of the text, where no more has to be known than stands there.
    pub edits: Vec<Edit>,
    /// The name of the rule that found it; `syntax` for what is refused without a rule of its own.
    pub rule: &'static str,
    pub(crate) fault: Fault,
}

/// Whether a document may be saved in spite of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// It is refused.
    Error,
    /// It is saved; its author may have meant something else.
    Warning,
}

/// What AWS says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    Syntax,
    Says(Box<str>),
}

impl Diagnostic {
    pub(crate) fn error(span: Range<usize>, message: &str, fault: Fault) -> Diagnostic {
        Diagnostic {
            span,
            severity: Severity::Error,
            message: message.to_owned(),
            help: None,
            edits: Vec::new(),
            rule: "syntax",
            fault,
        }
    }

    pub(crate) fn warning(rule: &'static str, span: Range<usize>, message: &str, help: &str) -> Diagnostic {
        Diagnostic {
            severity: Severity::Warning,
            help: Some(help.into()),
            rule,
            ..Diagnostic::error(span, message, Fault::Syntax)
        }
    }

    #[must_use]
    pub(crate) fn help(self, help: &str) -> Diagnostic {
        Diagnostic {
            help: Some(help.into()),
            ..self
        }
    }

    #[must_use]
    pub(crate) fn rule(self, rule: &'static str) -> Diagnostic {
        Diagnostic { rule, ..self }
    }

    #[must_use]
    pub(crate) fn edits(self, edits: Vec<Edit>) -> Diagnostic {
        Diagnostic { edits, ..self }
    }
}

/// A document that AWS does not save. Its `Display` is AWS's text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Refusal {
    /// Every reason, in the order of the text; there is at least one.
    pub diagnostics: Vec<Diagnostic>,
}

impl Refusal {
    /// The first reason, as `wharf policy lint` says it, with its place in the text that was refused.
    pub fn reason(&self, text: &str) -> String {
        let Some(first) = self.diagnostics.first() else {
            return String::new();
        };
        let Position { line, column } = Positions::of(text).at(first.span.start);
        let help = first.help.iter().map(|help| format!("; {help}"));
        let help: String = help.collect();
        format!("line {line}, column {column}: {}{help}", first.message)
    }

    /// AWS's text, and the reason in brackets behind it.
    pub fn explained(&self, text: &str) -> String {
        format!("{self} ({})", self.reason(text))
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.diagnostics.first().map(|first| &first.fault) {
            Some(Fault::Says(text)) => f.write_str(text),
            Some(Fault::Syntax) | None => f.write_str("Syntax errors in policy."),
        }
    }
}
