//! Reading an organization file: mistakes are shown where they are.

use std::fmt::Write as _;
use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, bail};
use wharf_topology::Company;
use wharf_topology::desired::Ids;
use wharf_topology::file::{self, Draft};
use wharf_topology::limits::{self, Finding};

use crate::{files, output};

/// Reads the file; `-` is standard input.
pub(super) fn read(path: &Path) -> anyhow::Result<Company> {
    Ok(read_with_text(path)?.0)
}

/// Reads a file that is to be applied. One of which AWS would refuse a part is refused here, before anything is changed; what AWS takes
/// only where it raised a quota is told.
pub(super) fn read_within_limits(path: &Path) -> anyhow::Result<Company> {
    let (company, text) = read_with_text(path)?;
    let findings = limits::findings(&company, &Ids::assumed(&company));
    let (over, told): (Vec<Finding>, Vec<Finding>) = findings.into_iter().partition(|finding| finding.stops);
    for finding in told {
        output::note(&format!("{}:{finding}", path.display()));
    }
    if over.is_empty() {
        return Ok(company);
    }
    let problem = |finding: &Finding| file::Problem {
        line: finding.line,
        column: finding.column,
        message: finding.told(),
    };
    let problems: Vec<file::Problem> = over.iter().map(problem).collect();
    bail!("{}", shown(path, &text, &problems))
}

/// Reads the file for advice: what its topology needs may be missing. With its text.
pub(super) fn draft(path: &Path) -> anyhow::Result<(Draft, String)> {
    read_as(path, file::draft)
}

fn read_with_text(path: &Path) -> anyhow::Result<(Company, String)> {
    read_as(path, file::read)
}

fn read_as<T>(path: &Path, read: fn(&str) -> Result<T, Vec<file::Problem>>) -> anyhow::Result<(T, String)> {
    let text = match path == Path::new("-") {
        true => {
            let mut bytes = Vec::new();
            let read = std::io::stdin().lock().read_to_end(&mut bytes);
            read.and_then(|_| files::text_of(bytes))
        }
        false => files::read_text(path),
    };
    let text = text.with_context(|| format!("{} cannot be read", path.display()))?;
    match read(&text) {
        Ok(meant) => Ok((meant, text)),
        Err(problems) => bail!("{}{}", shown(path, &text, &problems), advised(path, &text)),
    }
}

/// Where a file only lacks what its topology needs: what decides that, and writes it.
fn advised(path: &Path, text: &str) -> String {
    let lacks = file::draft(text).is_ok_and(|draft| draft.lacks.is_some());
    match lacks && path != Path::new("-") {
        true => format!(
            "\n`wharf advise {0}` says which registries it needs; with --write it writes them into the file",
            path.display()
        ),
        false => String::new(),
    }
}

fn shown(path: &Path, text: &str, problems: &[file::Problem]) -> String {
    let number = |counted: u64| usize::try_from(counted).unwrap_or(1);
    let mut shown = String::new();
    for problem in problems {
        let _ = writeln!(shown, "{}:{problem}", path.display());
        shown.push_str(&output::place(text, number(problem.line), number(problem.column)));
    }
    shown.trim_end().to_owned()
}
