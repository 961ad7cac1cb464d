//! Reading an organization file: mistakes are shown where they are.

use std::fmt::Write as _;
use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, bail};
use wharf_topology::{Company, file};

/// Reads the file; `-` is standard input.
pub(super) fn read(path: &Path) -> anyhow::Result<Company> {
    let cannot = || format!("{} cannot be read", path.display());
    let text = match path == Path::new("-") {
        true => {
            let mut text = String::new();
            std::io::stdin()
                .lock()
                .read_to_string(&mut text)
                .with_context(cannot)?;
            text
        }
        false => std::fs::read_to_string(path).with_context(cannot)?,
    };
    match file::read(&text) {
        Ok(company) => Ok(company),
        Err(problems) => bail!("{}", shown(path, &text, &problems)),
    }
}

fn shown(path: &Path, text: &str, problems: &[file::Problem]) -> String {
    let mut shown = String::new();
    for problem in problems {
        let _ = writeln!(shown, "{}:{problem}", path.display());
        let line = usize::try_from(problem.line).unwrap_or(1).saturating_sub(1);
        if let Some(line) = text.lines().nth(line) {
            let column = usize::try_from(problem.column).unwrap_or(1).saturating_sub(1);
            let _ = writeln!(shown, "  {line}\n  {}^", " ".repeat(column.min(200)));
        }
    }
    shown.trim_end().to_owned()
}
