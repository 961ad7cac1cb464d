//! Questions to the person at the terminal. They are asked on standard error: standard output belongs to the answers of commands.

use std::io::{self, BufRead as _, IsTerminal as _, Read as _};

use anyhow::bail;

use crate::output;

/// Bytes of an answer that is read.
const MAX_ANSWER: u64 = 64 * 1024;

/// Whether a person can be asked.
pub(crate) fn is_there() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks, and waits for a line.
pub(crate) fn ask(question: &str) -> anyhow::Result<String> {
    output::ask(question)?;
    let mut line = String::new();
    io::stdin().lock().take(MAX_ANSWER).read_line(&mut line)?;
    Ok(line.trim().to_owned())
}

/// Goes on only after a yes. `what` says what is about to happen, and to how much.
pub(crate) fn confirm(what: &str) -> anyhow::Result<()> {
    let answer = ask(&format!("{what} Go on? [y/N] "))?;
    if !["y", "yes"].contains(&answer.to_lowercase().as_str()) {
        bail!("nothing was done");
    }
    Ok(())
}
