//! What the program says to people and to pipes. Logs are something else: they go through `tracing`.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::Environment;

/// Whether something that was to be printed was not.
static LOST: AtomicBool = AtomicBool::new(false);
/// Whether the last line of the terminal is one that [`redraw`] wrote.
static REDRAWN: AtomicBool = AtomicBool::new(false);
/// Back to the line's beginning, and nothing on it.
const CLEAR: &str = "\r\u{1b}[K";

/// Writes a text to standard output as a terminal may have it, with a line's end if it has none: characters that move the cursor or
/// turn the direction of writing around are escaped as JSON has them, so that they are also right inside a JSON value.
pub(crate) fn print(text: &str) {
    exact(&printable(text));
}

/// Writes a document that programs read, and that has other escapes than JSON, to standard output. A reader that went away is not
/// our failure; what a full disk refuses is, and the command ends with it ([`is_complete`]).
pub(crate) fn exact(text: &str) {
    clear();
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
    clear();
    let _ = writeln!(io::stderr().lock(), "wharf: {}", printable(text));
}

/// Writes a question to standard error; the answer stands on its line.
pub(crate) fn ask(question: &str) -> io::Result<()> {
    clear();
    let mut out = io::stderr().lock();
    out.write_all(printable(question).as_bytes())?;
    out.flush()
}

/// Writes a line to standard error in the place of the one before, until another line is written. The text has no characters that
/// move the cursor.
pub(crate) fn redraw(text: &str) {
    REDRAWN.store(true, Ordering::Relaxed);
    let _ = write!(io::stderr().lock(), "{CLEAR}{text}");
}

/// Takes that line away, if there is one.
pub(crate) fn clear() {
    if REDRAWN.swap(false, Ordering::Relaxed) {
        let _ = write!(io::stderr().lock(), "{CLEAR}");
    }
}

/// Writes why a command failed, each cause on its own line, to standard error.
pub(crate) fn error(error: &anyhow::Error) {
    clear();
    let mut out = std::io::stderr().lock();
    let mut said = String::new();
    for (index, cause) in error.chain().enumerate() {
        let text = cause.to_string();
        // Some errors repeat their cause in their own text.
        if index > 0 && said.contains(&text) {
            continue;
        }
        let text = printable(&text).into_owned();
        let _ = writeln!(out, "{}{text}", if index == 0 { "wharf: " } else { "  because " });
        said = text;
    }
}

/// The most of a line that is shown.
const SHOWN: usize = 120;

/// The line of a text that a message is about, and a caret below the place; both are counted from 1. Nothing where there is no such line.
pub(crate) fn place(text: &str, line: usize, column: usize) -> String {
    let Some(source) = text.lines().nth(line.saturating_sub(1)) else {
        return String::new();
    };
    let (shown, column) = around(source, column);
    // A tab is as wide below as above.
    let before = shown
        .chars()
        .chain(std::iter::repeat(' '))
        .take(column.saturating_sub(1));
    let before: String = before
        .map(|character| if character == '\t' { '\t' } else { ' ' })
        .collect();
    format!("  {shown}\n  {before}^\n")
}

/// What of a long line stands around a column, with dots for the rest, and the column in it.
fn around(source: &str, column: usize) -> (String, usize) {
    let length = source.chars().count();
    if length <= SHOWN {
        return (source.to_owned(), column);
    }
    // The place is at a third: what follows tells more.
    let first = column
        .saturating_sub(1)
        .saturating_sub(SHOWN / 3)
        .min(length - SHOWN);
    let middle = source.chars().skip(first).take(SHOWN);
    let shown: String = middle
        .enumerate()
        .map(|(at, character)| {
            let is_cut = (at == 0 && first > 0) || (at + 1 == SHOWN && first + SHOWN < length);
            if is_cut { '…' } else { character }
        })
        .collect();
    (shown, column - first)
}

/// Whether a stream takes colours: it is a terminal that is not `dumb`, and no `NO_COLOR` forbids them (no-color.org).
pub(crate) fn is_coloured(stream: &impl IsTerminal, environment: &Environment) -> bool {
    let is_able = environment.get("TERM").is_some_and(|terminal| terminal != "dumb");
    is_able && environment.get("NO_COLOR").is_none() && stream.is_terminal()
}

/// Writes a JSON value, indented.
pub(crate) fn json(value: &impl serde::Serialize) -> anyhow::Result<()> {
    print(&serde_json::to_string_pretty(value)?);
    Ok(())
}

/// Whether a character does something to a terminal besides taking its place: controls, overrides of the direction, and what some
/// terminals take for a line's end.
fn is_active(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn escaped(text: &str, is_kept: impl Fn(char) -> bool) -> Cow<'_, str> {
    let is_escaped = |character: char| is_active(character) && !is_kept(character);
    if !text.contains(is_escaped) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::new();
    for character in text.chars() {
        match character {
            '\n' if is_escaped(character) => shown.push_str("\\n"),
            '\t' if is_escaped(character) => shown.push_str("\\t"),
            _ if is_escaped(character) => {
                let _ = write!(shown, "\\u{:04x}", u32::from(character));
            }
            _ => shown.push(character),
        }
    }
    Cow::Owned(shown)
}

/// Lines as a terminal may have them.
fn printable(text: &str) -> Cow<'_, str> {
    escaped(text, |character| matches!(character, '\n' | '\t'))
}

/// What must stay on its line: names and messages that others chose could otherwise begin a line of their own.
pub(crate) fn one_line(text: &str) -> Cow<'_, str> {
    escaped(text, |_| false)
}

/// Columns as wide as their widest cell, two spaces apart. A cell stays on its line.
pub(crate) fn table<const N: usize>(rows: &[[String; N]]) -> String {
    let rows: Vec<[String; N]> = rows
        .iter()
        .map(|row| row.each_ref().map(|cell| one_line(cell).into_owned()))
        .collect();
    let mut widths = [0; N];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut text = String::new();
    for row in &rows {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_chose_moves_nothing_on_a_terminal() {
        let name = "a\u{1b}[2Jb\nc\u{202e}d\0e\u{9b}f";
        assert_eq!(one_line(name), "a\\u001b[2Jb\\nc\\u202ed\\u0000e\\u009bf");
        assert_eq!(printable(name), "a\\u001b[2Jb\nc\\u202ed\\u0000e\\u009bf");
        assert_eq!(printable("Zoë\t→ 日本\n"), "Zoë\t→ 日本\n");
        let rows = [[name, "x"], ["b", "y"]].map(|row| row.map(str::to_owned));
        assert_eq!(table(&rows).lines().count(), 2);
    }

    #[test]
    fn a_caret_stands_below_its_place() {
        assert_eq!(place("a\r\n\tb: c\r\n", 2, 5), "  \tb: c\n  \t   ^\n");
        assert_eq!(place("a", 1, 3), "  a\n    ^\n");
        assert_eq!(place("a", 2, 1), "");
        // Of a long line what is around the place.
        let long = format!("{}HERE{}", "a".repeat(900), "b".repeat(900));
        let shown = place(&long, 1, 901);
        let lines: Vec<&str> = shown.lines().collect();
        assert_eq!(
            lines[1].find('^'),
            lines[0].replace('…', ".").find("HERE"),
            "{shown}"
        );
        assert!(lines[0].chars().count() < 125 && lines[0].starts_with("  …") && lines[0].ends_with('…'));
        assert!(place(&long, 1, 3).starts_with("  aaa") && place(&long, 1, 1_804).ends_with("^\n"));
    }

    #[test]
    fn a_value_for_programs_stays_the_same() {
        let value = serde_json::json!({"name": "a\u{1b}\u{202e}\u{9b}\nb"});
        let shown = printable(&value.to_string()).into_owned();
        assert!(!shown.contains(is_active), "{shown}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&shown).unwrap(), value);
    }
}
