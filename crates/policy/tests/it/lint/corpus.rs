//! The corpora.

use std::fmt::Write as _;

use wharf_policy::{Position, Positions, Severity};

use super::{Document, documents, mended, mended_safely};

/// What is found, as the file beside a mistake has it.
fn shown(document: &Document) -> String {
    let mut shown = String::new();
    for finding in document.found() {
        let Position { line, column } = Positions::of(&document.text).at(finding.span.start);
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let place = document.text[finding.span.clone()]
            .lines()
            .next()
            .unwrap_or_default();
        let _ = writeln!(
            shown,
            "{line}:{column}: {severity}[{}]: {}",
            finding.rule, finding.message
        );
        let _ = writeln!(shown, "  at:  {place}");
        if let Some(help) = &finding.help {
            let _ = writeln!(shown, "  fix: {help}");
        }
    }
    let (text, left) = match mended(&document.kind, &document.text) {
        Ok(mended) => mended,
        Err(wrong) => return format!("{shown}{wrong}\n"),
    };
    if text != document.text {
        let _ = writeln!(shown, "mended, {} left:", left.len());
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let statements = &value[if document.kind == "lifecycle" {
            "rules"
        } else {
            "Statement"
        }];
        let list = statements
            .as_array()
            .map_or_else(|| vec![statements.clone()], Clone::clone);
        list.iter().for_each(|statement| {
            let _ = writeln!(shown, "  {statement}");
        });
    }
    shown
}

#[test]
fn each_mistake_has_its_finding_beside_it() {
    #[expect(clippy::disallowed_methods, reason = "a test is asked by its environment")]
    let update = std::env::var_os("UPDATE_FINDINGS").is_some();
    let mut wrong = Vec::new();
    for document in documents("mistakes") {
        let expected = document.path.with_extension("expected");
        let shown = shown(&document);
        if document.found().iter().any(|finding| finding.help.is_none()) {
            wrong.push(format!("{}: no fix", document.name()));
        }
        if update {
            std::fs::write(&expected, &shown).unwrap();
        }
        let wanted = std::fs::read_to_string(&expected).unwrap_or_default();
        if shown != wanted || shown.is_empty() {
            wrong.push(format!("{}:\n{shown}wanted:\n{wanted}", document.name()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_is_said_of_what_is_right() {
    let mut said = Vec::new();
    for document in documents("right") {
        said.extend(
            document
                .found()
                .iter()
                .map(|finding| format!("{}: {finding:?}", document.name())),
        );
    }
    assert!(said.is_empty(), "{}", said.join("\n"));
}

/// A finding whose changes are made is gone, and brings no other: what is left has none to make. Nor do they let in a stranger.
#[test]
fn what_lint_advises_mends_it() {
    let mut wrong = Vec::new();
    for document in documents("mistakes") {
        let advises_all = document.found().iter().all(|finding| !finding.edits.is_empty());
        match mended_safely(&document.kind, &document.text) {
            Err(said) => wrong.push(said),
            Ok((text, left)) if advises_all && !left.is_empty() || left.len() > document.found().len() => {
                wrong.push(format!("{}: {left:?} in {text}", document.name()));
            }
            Ok(_) => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
