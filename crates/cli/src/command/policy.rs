//! `wharf policy lint`, `evaluate` and `explain`: the evaluator without a node.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;
use serde_json::json;
use wharf_policy::case::Case;
use wharf_policy::{Diagnostic, Edit, PolicyKind, Position, Positions, Severity};

use crate::arguments::{DocumentKind, Format, Policy};
use crate::{files, output};

/// Bytes of a case that are read; what is longer is no JSON any more.
const MAX_CASE: u64 = 16 << 20;

pub(crate) fn run(arguments: Policy) -> anyhow::Result<ExitCode> {
    let out = BufWriter::new(io::stdout().lock());
    let fine = match arguments {
        Policy::Lint { files, kind, format } => lint(&files, kind, format, out)?,
        Policy::Evaluate { file } => each_case(&file, out, |case, out| {
            serde_json::to_writer(&mut *out, &case.answer()?)?;
            Ok(writeln!(out)?)
        })?,
        Policy::Explain { file, format } => each_case(&file, out, |case, out| {
            let explanation = case.explain()?;
            match format {
                Format::Json => {
                    let mut answer = serde_json::to_value(&explanation)?;
                    answer["id"] = case.id.clone();
                    Ok(writeln!(out, "{answer}")?)
                }
                Format::Text => Ok(writeln!(out, "case {}\n{explanation}", case.id)?),
            }
        })?,
    };
    Ok(if fine {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn open(file: &Path) -> anyhow::Result<Box<dyn Read>> {
    if file == Path::new("-") {
        return Ok(Box::new(io::stdin().lock()));
    }
    let opened = File::open(file).with_context(|| format!("{} cannot be read", file.display()))?;
    Ok(Box::new(opened))
}

/// What is found in a document, by the kind that is said or by its content.
fn found(text: &str, kind: Option<DocumentKind>) -> Vec<Diagnostic> {
    let kind = match kind {
        None if has_rules(text) => return wharf_policy::lint_lifecycle(text),
        None => PolicyKind::guess(text),
        Some(kind) => match policy_kind(kind) {
            Some(kind) => kind,
            None => return wharf_policy::lint_lifecycle(text),
        },
    };
    wharf_policy::lint(text, kind)
}

/// Whether a text is an object with rules, as lifecycle policies are.
fn has_rules(text: &str) -> bool {
    let read = serde_json::from_str::<serde_json::Value>(text);
    read.is_ok_and(|value| value.get("rules").is_some() && value.get("Statement").is_none())
}

/// The kind of policy; `None` of what is a lifecycle policy.
fn policy_kind(kind: DocumentKind) -> Option<PolicyKind> {
    Some(match kind {
        DocumentKind::Identity => PolicyKind::Identity,
        DocumentKind::Boundary => PolicyKind::Boundary,
        DocumentKind::Session => PolicyKind::Session,
        DocumentKind::Trust => PolicyKind::Trust,
        DocumentKind::Repository => PolicyKind::Repository,
        DocumentKind::Registry => PolicyKind::Registry,
        DocumentKind::Scp => PolicyKind::ServiceControl,
        DocumentKind::Rcp => PolicyKind::ResourceControl,
        DocumentKind::Organization => PolicyKind::Organization,
        DocumentKind::Lifecycle => return None,
    })
}

/// Whether every document may be saved.
fn lint(
    files: &[std::path::PathBuf],
    kind: Option<DocumentKind>,
    format: Format,
    mut out: impl Write,
) -> anyhow::Result<bool> {
    let mut fine = true;
    let mut findings = Vec::new();
    for file in files {
        let mut bytes = Vec::new();
        let read = open(file)?.read_to_end(&mut bytes);
        let text = read
            .and_then(|_| files::text_of(bytes))
            .with_context(|| format!("{} is no text", file.display()))?;
        let found = found(&text, kind);
        fine &= found.iter().all(|finding| finding.severity == Severity::Warning);
        match format {
            Format::Json => findings.extend(found.iter().map(|finding| as_json(file, &text, finding))),
            Format::Text if found.is_empty() => writeln!(out, "{}: nothing to say", file.display())?,
            Format::Text => found
                .iter()
                .try_for_each(|finding| for_people(&mut out, file, &text, finding))?,
        }
    }
    if matches!(format, Format::Json) {
        writeln!(out, "{}", serde_json::Value::from(findings))?;
    }
    out.flush()?;
    Ok(fine)
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn as_json(file: &Path, text: &str, finding: &Diagnostic) -> serde_json::Value {
    let mut positions = Positions::of(text);
    let (start, end) = (positions.at(finding.span.start), positions.at(finding.span.end));
    json!({
        "file": file.display().to_string(), "severity": word(finding.severity),
        "line": start.line, "column": start.column, "endLine": end.line, "endColumn": end.column,
        "message": finding.message, "fix": finding.help, "rule": finding.rule,
        "edits": finding.edits.iter().map(|edit| edit_as_json(text, edit)).collect::<Vec<_>>(),
    })
}

fn edit_as_json(text: &str, edit: &Edit) -> serde_json::Value {
    let mut positions = Positions::of(text);
    let (start, end) = (positions.at(edit.span.start), positions.at(edit.span.end));
    json!({
        "line": start.line, "column": start.column, "endLine": end.line, "endColumn": end.column, "text": edit.text,
    })
}

fn for_people(out: &mut impl Write, file: &Path, text: &str, finding: &Diagnostic) -> io::Result<()> {
    let Position { line, column } = Positions::of(text).at(finding.span.start);
    let severity = word(finding.severity);
    writeln!(
        out,
        "{}:{line}:{column}: {severity}: {}",
        file.display(),
        finding.message
    )?;
    out.write_all(output::place(text, line, column).as_bytes())?;
    match &finding.help {
        Some(help) => writeln!(out, "  fix: {help}"),
        None => Ok(()),
    }
}

/// Runs every case; whether all were cases.
fn each_case<W: Write>(
    file: &Path,
    mut out: W,
    run: impl Fn(&Case, &mut W) -> anyhow::Result<()>,
) -> anyhow::Result<bool> {
    let mut reader = BufReader::with_capacity(1 << 20, open(file)?);
    let (mut line, mut number, mut fine) = (String::new(), 0, true);
    loop {
        line.clear();
        let read = (&mut reader).take(MAX_CASE).read_line(&mut line);
        if read.context("the cases cannot be read")? == 0 {
            break;
        }
        number += 1;
        let case = line.trim_start_matches('\u{feff}');
        if case.trim().is_empty() {
            continue;
        }
        let outcome = Case::parse(case)
            .map_err(anyhow::Error::from)
            .and_then(|case| run(&case, &mut out));
        if let Err(error) = outcome {
            // A closed pipe is not an error: the reader wants no more.
            if error.downcast_ref::<io::Error>().is_some() {
                return Err(error);
            }
            fine = false;
            writeln!(out, "{}", json!({ "line": number, "error": error.to_string() }))?;
        }
    }
    out.flush()?;
    Ok(fine)
}
