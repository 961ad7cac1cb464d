//! What the program says to people and to pipes. Logs are something else: they go through `tracing`.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

/// Whether something that was to be printed was not.
static LOST: AtomicBool = AtomicBool::new(false);

/// Writes a text to standard output, with a line's end if it has none. A reader that went away is not our failure; what a full
/// disk refuses is, and the command ends with it ([`is_complete`]).
pub(crate) fn print(text: &str) {
    let mut out = io::stdout().lock();
    let end = if text.ends_with('\n') { "" } else { "\n" };
    let written = write!(out, "{text}{end}").and_then(|()| out.flush());
    let failure = written
        .err()
        .filter(|error| error.kind() != io::ErrorKind::BrokenPipe);
    if let Some(failure) = failure
        && !LOST.swap(true, Ordering::Relaxed)
    {
        note(&format!("the output cannot be written: {failure}"));
    }
}

/// Whether every output was written. One that its reader closed early counts as written.
pub(crate) fn is_complete() -> bool {
    !LOST.load(Ordering::Relaxed)
}

/// Whether what is printed still arrives: nothing was lost, and the reader of standard output is there. A command that prints until
/// it is interrupted ends without it; that its reader left shows at once, not only when something is printed.
pub(crate) fn arrives() -> bool {
    let out = io::stdout();
    let mut polled = [PollFd::new(&out, PollFlags::empty())];
    let is_answered = poll(&mut polled, Some(&Timespec::default())).is_ok();
    let is_gone = is_answered && polled[0].revents().intersects(PollFlags::ERR | PollFlags::HUP);
    is_complete() && !is_gone
}

/// Writes a line beside the output, to standard error.
pub(crate) fn note(text: &str) {
    let _ = writeln!(io::stderr().lock(), "wharf: {text}");
}

/// Writes why a command failed, each cause on its own line, to standard error.
pub(crate) fn error(error: &anyhow::Error) {
    let mut out = std::io::stderr().lock();
    let mut said = String::new();
    for (index, cause) in error.chain().enumerate() {
        let text = cause.to_string();
        // Some errors repeat their cause in their own text.
        if index > 0 && said.contains(&text) {
            continue;
        }
        let _ = writeln!(out, "{}{text}", if index == 0 { "wharf: " } else { "  because " });
        said = text;
    }
}

/// Writes a JSON value, indented.
pub(crate) fn json(value: &impl serde::Serialize) -> anyhow::Result<()> {
    print(&serde_json::to_string_pretty(value)?);
    Ok(())
}

/// Columns as wide as their widest cell, two spaces apart.
pub(crate) fn table<const N: usize>(rows: &[[String; N]]) -> String {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut text = String::new();
    for row in rows {
        let line: Vec<String> = row
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!("{cell:width$}"))
            .collect();
        text.push_str(line.join("  ").trim_end());
        text.push('\n');
    }
    text
}
