//! What lint finds, and what it is silent about.
//!
//! `tests/mistakes/<kind>` has a document for each mistake, and beside it what is found; `tests/right/<kind>` has documents of which nothing
//! is said. With `UPDATE_FINDINGS=1` what is found is written anew: look at the difference.

mod corpus;
mod spelling;
mod strangers;
mod variants;

use std::path::{Path, PathBuf};

use wharf_policy::{Diagnostic, PolicyKind, apply, lint, lint_lifecycle};

/// A document of the corpus.
pub(crate) struct Document {
    pub(crate) path: PathBuf,
    pub(crate) kind: String,
    pub(crate) text: String,
}

impl Document {
    pub(crate) fn name(&self) -> String {
        format!(
            "{}/{}",
            self.kind,
            self.path.file_stem().unwrap().to_string_lossy()
        )
    }

    pub(crate) fn found(&self) -> Vec<Diagnostic> {
        found(&self.kind, &self.text)
    }
}

/// All documents of a corpus, `mistakes` or `right`.
pub(crate) fn documents(corpus: &str) -> Vec<Document> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(corpus);
    let mut documents = Vec::new();
    for kind in std::fs::read_dir(folder).unwrap() {
        let kind = kind.unwrap();
        for file in std::fs::read_dir(kind.path()).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "json") {
                documents.push(Document {
                    kind: kind.file_name().to_string_lossy().into_owned(),
                    text: std::fs::read_to_string(&path).unwrap(),
                    path,
                });
            }
        }
    }
    documents.sort_by(|one, other| one.path.cmp(&other.path));
    documents
}

/// What is found in a document of a kind, by the name of the kind.
pub(crate) fn found(kind: &str, text: &str) -> Vec<Diagnostic> {
    let kind = match kind {
        "boundary" => PolicyKind::Boundary,
        "identity" => PolicyKind::Identity,
        "organization" => PolicyKind::Organization,
        "rcp" => PolicyKind::ResourceControl,
        "registry" => PolicyKind::Registry,
        "repository" => PolicyKind::Repository,
        "scp" => PolicyKind::ServiceControl,
        "session" => PolicyKind::Session,
        "trust" => PolicyKind::Trust,
        "lifecycle" => return lint_lifecycle(text),
        other => panic!("no kind is called {other}"),
    };
    lint(text, kind)
}

/// The rules that found something, each once.
pub(crate) fn rules(kind: &str, text: &str) -> Vec<&'static str> {
    let mut rules: Vec<_> = found(kind, text).iter().map(|finding| finding.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    rules
}

/// The document after the changes of its findings are made, one after the other, and the findings that are left, none of which has changes. Or
/// what is wrong with the changes: that the text is no JSON after one or has a name twice, or that its finding is still there.
pub(crate) fn mended(kind: &str, text: &str) -> Result<(String, Vec<Diagnostic>), String> {
    mended_by(text, |text| found(kind, text), |_, _| Vec::new())
}

/// The same, also if a change lets in whom the document kept out.
pub(crate) fn mended_safely(kind: &str, text: &str) -> Result<(String, Vec<Diagnostic>), String> {
    let newly = |before: &str, after: &str| strangers::newly_allowed(kind, before, after);
    mended_by(text, |text| found(kind, text), newly)
}

fn mended_by(
    text: &str,
    found: impl Fn(&str) -> Vec<Diagnostic>,
    newly_allowed: impl Fn(&str, &str) -> Vec<String>,
) -> Result<(String, Vec<Diagnostic>), String> {
    let mut text = text.to_owned();
    for _ in 0..12 {
        let findings = found(&text);
        let Some(finding) = findings.iter().find(|finding| !finding.edits.is_empty()) else {
            return Ok((text, findings));
        };
        let changed = apply(&text, &finding.edits);
        let left = found(&changed);
        let is_twice = |other: &Diagnostic| other.message == "the name is given twice";
        if serde_json::from_str::<serde_json::Value>(&changed).is_err() || left.iter().any(is_twice) {
            return Err(format!("{finding:?} makes {changed}"));
        }
        let newly = newly_allowed(&text, &changed);
        if !newly.is_empty() {
            return Err(format!("{finding:?} lets in {newly:?} with {changed}"));
        }
        let stays = |other: &Diagnostic| (other.rule, &other.message) == (finding.rule, &finding.message);
        if left.iter().any(stays) && left.len() >= findings.len() {
            return Err(format!("{finding:?} stays in {changed}"));
        }
        text = changed;
    }
    Err(format!("the changes do not come to an end: {text}"))
}
