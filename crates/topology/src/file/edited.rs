//! A text before and after a change, and the difference as other tools read it.

use std::fmt::Write as _;

/// Lines around a change that are shown with it.
const CONTEXT: usize = 2;

/// A line with its end, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    Kept(String),
    Removed(String),
    Added(String),
}

impl Line {
    fn is_kept(&self) -> bool {
        matches!(self, Line::Kept(_))
    }
}

/// A text before and after a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// Whether the text begins with a byte order mark.
    has_mark: bool,
    lines: Vec<Line>,
}

impl Edited {
    pub(super) fn new(has_mark: bool, lines: Vec<Line>) -> Edited {
        Edited { has_mark, lines }
    }

    /// Whether nothing is changed.
    pub fn is_same(&self) -> bool {
        self.lines.iter().all(Line::is_kept)
    }

    /// The text after the change.
    pub fn text(&self) -> String {
        let mark = if self.has_mark { "\u{feff}" } else { "" };
        let lines = self.lines.iter().filter_map(|line| match line {
            Line::Kept(text) | Line::Added(text) => Some(text.as_str()),
            Line::Removed(_) => None,
        });
        std::iter::once(mark).chain(lines).collect()
    }

    /// The change as `patch` takes it (unified diff).
    pub fn diff(&self, name: &str) -> String {
        let mut text = format!("--- {name}\n+++ {name}\n");
        let (mut at, mut old, mut new) = (0, 1, 1);
        while let Some(first) = self.lines[at..].iter().position(|line| !line.is_kept()) {
            let from = (at + first).saturating_sub(CONTEXT).max(at);
            old += from - at;
            new += from - at;
            let to = self.end_of_hunk(at + first);
            let hunk = &self.lines[from..to];
            let olds = hunk.iter().filter(|line| !matches!(line, Line::Added(_))).count();
            let news = hunk
                .iter()
                .filter(|line| !matches!(line, Line::Removed(_)))
                .count();
            let _ = writeln!(text, "@@ -{old},{olds} +{new},{news} @@");
            for line in hunk {
                let (sign, line) = match line {
                    Line::Kept(line) => (' ', line),
                    Line::Removed(line) => ('-', line),
                    Line::Added(line) => ('+', line),
                };
                text.push(sign);
                text.push_str(line);
                if !line.ends_with('\n') {
                    text.push_str("\n\\ No newline at end of file\n");
                }
            }
            old += olds;
            new += news;
            at = to;
        }
        text
    }

    /// Where a hunk ends that has a change at `at`: behind the lines that follow its last change, of which the next is not near.
    fn end_of_hunk(&self, at: usize) -> usize {
        let mut end = at + 1;
        loop {
            let mut near = self.lines[end..].iter().take(2 * CONTEXT + 1);
            match near.position(|line| !line.is_kept()) {
                Some(next) => end += next + 1,
                None => return (end + CONTEXT).min(self.lines.len()),
            }
        }
    }
}
