//! Reading an organization file: mistakes are shown where they are.

use std::fmt::Write as _;
use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, bail};
use wharf_topology::{Company, file};

use crate::{files, output};

/// Reads the file; `-` is standard input.
pub(super) fn read(path: &Path) -> anyhow::Result<Company> {
    let text = match path == Path::new("-") {
        true => {
            let mut bytes = Vec::new();
            let read = std::io::stdin().lock().read_to_end(&mut bytes);
            read.and_then(|_| files::text_of(bytes))
        }
        false => files::read_text(path),
    };
    let text = text.with_context(|| format!("{} cannot be read", path.display()))?;
    match file::read(&text) {
        Ok(company) => Ok(company),
        Err(problems) => bail!("{}", shown(path, &text, &problems)),
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
