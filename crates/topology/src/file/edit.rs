//! Changes to an organization file that leave everything else as its author wrote it: comments, order, style, ends of lines.
//!
//! An edit puts keys at a place of the file. Block style gets lines, flow style (`{ … }`) gets entries, an account that is written as
//! its id becomes `{ id: …, … }`. What has another form is not edited, and the caller reads the result before it is used.

use std::collections::BTreeMap;

use serde_saphyr::{DuplicateKeyPolicy, Location};

use super::edited::{Edited, Line};
use super::shape::Text;
use super::tree::{Tree, Value};

/// Keys to put at one place, or other items in place of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Edit {
    /// The way to the place.
    pub(crate) path: Vec<Step>,
    /// The keys with their values, in their order.
    pub(crate) keys: Vec<(String, Written)>,
    /// What a plain value at the place is when it becomes keys: an account's `id`, a repository's `name`.
    pub(crate) plain: &'static str,
    /// In place of a plain item of a list: these.
    pub(crate) instead: Vec<String>,
}

/// A step into a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// To the value of a key.
    Key(String),
    /// To an item of a list.
    Item(usize),
}

/// A value as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// On the line of its key.
    Flow(String),
    /// On lines of its own at the end of the file; in flow style where the file is.
    Block {
        /// The lines, without the key's.
        lines: Vec<String>,
        /// The same in flow style.
        flow: String,
    },
}

impl Written {
    /// The value on one line.
    pub(crate) fn flow(&self) -> &str {
        match self {
            Written::Flow(flow) | Written::Block { flow, .. } => flow,
        }
    }
}

/// Applies edits; `None` where a place has a form that is not edited.
pub(crate) fn edit(text: &str, edits: &[Edit]) -> Option<Edited> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let options = super::options(DuplicateKeyPolicy::FirstWins);
    let tree: Tree = serde_saphyr::from_str_with_options(body, options).ok()?;
    let mut change = Change {
        lines: body.split_inclusive('\n').collect(),
        replaced: BTreeMap::new(),
        added: BTreeMap::new(),
    };
    for edit in edits {
        change.put(&tree, edit)?;
    }
    Some(Edited::new(body.len() < text.len(), change.done()))
}

/// A place in the text: a line, from 0, and a byte of it.
type Place = (usize, usize);

struct Change<'a> {
    lines: Vec<&'a str>,
    /// Of a line, the bytes that are replaced, and by what.
    replaced: BTreeMap<usize, Vec<(usize, usize, String)>>,
    /// Behind a line.
    added: BTreeMap<usize, Vec<String>>,
}

impl Change<'_> {
    fn put(&mut self, tree: &Tree, edit: &Edit) -> Option<()> {
        let (mut at, mut key) = (tree, None);
        for step in &edit.path {
            (key, at) = match (step, &at.value) {
                (Step::Key(name), Value::Keys(entries)) => {
                    let (key, value) = entries.iter().find(|(key, _)| key.value == *name)?;
                    (Some(key.referenced), value)
                }
                (Step::Item(number), Value::List(items)) => (None, items.get(*number)?),
                _ => return None,
            };
        }
        match &at.value {
            Value::Text(_) if !edit.instead.is_empty() => self.put_instead(at.referenced, &edit.instead),
            Value::Keys(entries) => {
                let mut fresh = Vec::new();
                for (name, value) in &edit.keys {
                    match entries.iter().find(|(known, _)| known.value == *name) {
                        Some((_, old)) => self.replace(old, value.flow())?,
                        None => fresh.push((name, value)),
                    }
                }
                match fresh.is_empty() {
                    true => Some(()),
                    false if self.rest(at.referenced)?.starts_with('{') => {
                        self.put_in_flow(at.referenced, &fresh)
                    }
                    false if edit.path.is_empty() => self.put_in_file(entries, &fresh),
                    false => {
                        let first = self.place(entries.first()?.0.referenced)?;
                        self.put_in_block(key, first, &fresh)
                    }
                }
            }
            Value::Nothing => {
                let (line, column) = self.behind_colon(key?)?;
                let entries = flow_of(&edit.keys);
                self.splice(line, column, column, format!(" {{ {entries} }}"));
                Some(())
            }
            Value::List(_) => None,
            _ => {
                let (line, from, to) = self.plain(at.referenced)?;
                let plain = self.lines[line].get(from..to)?;
                let text = format!("{{ {}: {plain}, {} }}", edit.plain, flow_of(&edit.keys));
                self.splice(line, from, to, text);
                Some(())
            }
        }
    }

    /// Items in place of one: on lines of their own where the list has such, else in its brackets.
    fn put_instead(&mut self, item: Location, texts: &[String]) -> Option<()> {
        let (line, from, mut to) = self.plain(item)?;
        let before = self.lines[line].get(..from)?;
        let is_block = before.trim() == "-";
        if !is_block {
            // A comma would end the text in brackets.
            let quoted = texts.iter().map(|text| match text.contains(',') {
                true => format!("\"{text}\""),
                false => text.clone(),
            });
            let all = quoted.collect::<Vec<String>>().join(", ");
            self.splice(line, from, to, all);
            return Some(());
        }
        let start = before.to_owned();
        let rest = self.rest(item)?;
        if !rest.starts_with(['"', '\'']) {
            // Commas and brackets end nothing here.
            let end = rest.find(" #").unwrap_or(rest.len());
            to = from + rest[..end].trim_end().len();
        }
        let (first, others) = texts.split_first()?;
        self.splice(line, from, to, first.clone());
        for text in others {
            self.add(line, format!("{start}{text}"));
        }
        Some(())
    }

    /// Another value in place of a plain one, or of a list in brackets on one line.
    fn replace(&mut self, old: &Tree, value: &str) -> Option<()> {
        let (line, from, to) = match &old.value {
            Value::Keys(_) | Value::Nothing => return None,
            Value::List(_) => {
                let (line, from) = self.place(old.referenced)?;
                let rest = self.rest(old.referenced)?;
                let (list, _) = rest.split_once(']')?;
                let is_plain = list.starts_with('[') && !list.contains(['"', '\'', '{', '#']);
                (line, from, from + is_plain.then_some(list.len())? + 1)
            }
            _ => self.plain(old.referenced)?,
        };
        self.splice(line, from, to, value.to_owned());
        Some(())
    }

    /// Entries behind an opening brace.
    fn put_in_flow(&mut self, brace: Location, keys: &[(&String, &Written)]) -> Option<()> {
        let (line, column) = self.place(brace)?;
        let rest = &self.lines[line].get(column + 1..)?;
        let entries: Vec<String> = keys
            .iter()
            .map(|(name, value)| format!("{name}: {}", value.flow()))
            .collect();
        let entries = entries.join(", ");
        let text = match rest.trim_start() {
            empty if empty.starts_with('}') => format!(" {entries} "),
            _ if rest.starts_with([' ', '\r', '\n']) => format!(" {entries},"),
            _ => format!("{entries}, "),
        };
        let blanks = match rest.trim_start().starts_with('}') {
            true => rest.len() - rest.trim_start().len(),
            false => 0,
        };
        self.splice(line, column + 1, column + 1 + blanks, text);
        Some(())
    }

    /// Lines behind the line of the key that the others are under, or behind the first of them in a list.
    fn put_in_block(
        &mut self,
        key: Option<Location>,
        first: Place,
        keys: &[(&String, &Written)],
    ) -> Option<()> {
        let above = match key {
            Some(key) => self.place(key)?.0,
            None => first.0,
        };
        // Keys on the line of the one above them are no block.
        if key.is_some() && above >= first.0 {
            return None;
        }
        let before: String = self.lines[first.0].get(..first.1)?.replace('-', " ");
        if !before.trim().is_empty() {
            return None;
        }
        for (name, value) in keys {
            self.add(above, format!("{before}{name}: {}", value.flow()));
        }
        Some(())
    }

    /// Keys of the file itself: short ones behind the organization's name, what has lines at the end.
    fn put_in_file(&mut self, entries: &[(Text, Tree)], keys: &[(&String, &Written)]) -> Option<()> {
        let (_, name) = entries.iter().find(|(key, _)| key.value == "organization")?;
        let first = self.place(name.referenced)?.0;
        let end = self.lines.len().checked_sub(1)?;
        for (name, value) in keys {
            match value {
                Written::Flow(flow) => self.add(first, format!("{name}: {flow}")),
                Written::Block { lines, .. } => {
                    self.add(end, String::new());
                    self.add(end, format!("{name}:"));
                    for line in lines {
                        self.add(end, format!("  {line}"));
                    }
                }
            }
        }
        Some(())
    }

    fn add(&mut self, line: usize, text: String) {
        self.added.entry(line).or_default().push(text);
    }

    fn splice(&mut self, line: usize, from: usize, to: usize, text: String) {
        self.replaced.entry(line).or_default().push((from, to, text));
    }

    /// Where something begins.
    fn place(&self, at: Location) -> Option<Place> {
        let number = |counted: u64| usize::try_from(counted).ok()?.checked_sub(1);
        let (line, column) = (number(at.line())?, number(at.column())?);
        let text = self.lines.get(line)?;
        let mut starts = text.char_indices().map(|(byte, _)| byte).chain([text.len()]);
        Some((line, starts.nth(column)?))
    }

    /// What stands from a place to the end of its line.
    fn rest(&self, at: Location) -> Option<&str> {
        let (line, column) = self.place(at)?;
        self.lines[line].get(column..)
    }

    /// The line and the bytes of a plain or quoted value.
    fn plain(&self, at: Location) -> Option<(usize, usize, usize)> {
        let (line, from) = self.place(at)?;
        let rest = self.rest(at)?;
        let length = match rest.chars().next()? {
            quote @ ('"' | '\'') => rest[1..].find(quote)? + 2,
            '&' | '*' | '!' | '|' | '>' | '[' | '{' => return None,
            _ => {
                let end = rest.find([',', '}', ']', '\r', '\n']).unwrap_or(rest.len());
                let end = rest[..end].find(" #").unwrap_or(end);
                rest[..end].trim_end().len()
            }
        };
        Some((line, from, from + length))
    }

    /// Behind the colon of a key.
    fn behind_colon(&self, key: Location) -> Option<Place> {
        let (line, from, to) = self.plain_key(key)?;
        let colon = self.lines[line].get(to..)?.find(':')? + to + 1;
        (from < to).then_some((line, colon))
    }

    fn plain_key(&self, key: Location) -> Option<(usize, usize, usize)> {
        let (line, from) = self.place(key)?;
        let rest = self.rest(key)?;
        let length = match rest.chars().next()? {
            quote @ ('"' | '\'') => rest[1..].find(quote)? + 2,
            _ => rest.find(':')?,
        };
        Some((line, from, from + length))
    }

    /// The lines with what became of them.
    fn done(mut self) -> Vec<Line> {
        let end = match self.lines.iter().any(|line| line.ends_with("\r\n")) {
            true => "\r\n",
            false => "\n",
        };
        let mut done = Vec::new();
        for (number, text) in self.lines.iter().enumerate() {
            let added = self.added.remove(&number).unwrap_or_default();
            let mut new = (*text).to_owned();
            let mut replaced = self.replaced.remove(&number).unwrap_or_default();
            // From the end, so that the places before stay where they are.
            replaced.sort_by_key(|(from, ..)| std::cmp::Reverse(*from));
            for (from, to, by) in replaced {
                new.replace_range(from..to, &by);
            }
            if !added.is_empty() && !new.ends_with('\n') {
                new.push_str(end);
            }
            match new == *text {
                true => done.push(Line::Kept(new)),
                false => done.extend([Line::Removed((*text).to_owned()), Line::Added(new)]),
            }
            done.extend(added.into_iter().map(|line| Line::Added(line + end)));
        }
        done
    }
}

fn flow_of(keys: &[(String, Written)]) -> String {
    let entries: Vec<String> = keys
        .iter()
        .map(|(name, value)| format!("{name}: {}", value.flow()))
        .collect();
    entries.join(", ")
}
