//! A file of sections and `key = value` lines, changed without touching the lines that are not changed.

use std::ops::Range;

/// The lines of a file.
#[derive(Debug, Default)]
pub(super) struct Ini(Vec<String>);

impl Ini {
    pub(super) fn read(text: &str) -> Ini {
        Ini(text.lines().map(str::to_owned).collect())
    }

    pub(super) fn text(&self) -> String {
        let mut text = self.0.join("\n");
        if !text.is_empty() {
            text.push('\n');
        }
        text
    }

    /// The names of the sections.
    pub(super) fn sections(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|line| header(line))
    }

    /// The value of a key.
    pub(super) fn get(&self, section: &str, key: &str) -> Option<&str> {
        let lines = &self.0[self.lines_of(section)?];
        lines.iter().find_map(|line| {
            let (name, value) = pair(line)?;
            (name == key).then_some(value)
        })
    }

    /// Sets or removes a key; the section is made where it is needed.
    pub(super) fn set(&mut self, section: &str, key: &str, value: Option<&str>) {
        let lines = match self.lines_of(section) {
            Some(lines) => lines,
            None if value.is_none() => return,
            None => {
                if self.0.last().is_some_and(|line| !line.trim().is_empty()) {
                    self.0.push(String::new());
                }
                self.0.push(format!("[{section}]"));
                self.0.len()..self.0.len()
            }
        };
        let is_it = |line: &String| pair(line).is_some_and(|(name, _)| name == key);
        let at = self.0[lines.clone()].iter().position(is_it);
        match (at, value) {
            (Some(at), Some(value)) => self.0[lines.start + at] = format!("{key} = {value}"),
            (Some(at), None) => {
                self.0.remove(lines.start + at);
            }
            (None, Some(value)) => {
                // Behind the last pair and what belongs to it: comments at the end are the next section's.
                let is_kept = |line: &String| pair(line).is_some() || is_nested(line);
                let last = self.0[lines.clone()].iter().rposition(is_kept);
                let at = last.map_or(lines.start, |last| lines.start + last + 1);
                self.0.insert(at, format!("{key} = {value}"));
            }
            (None, None) => {}
        }
    }

    /// The lines between the header of a section and the next header.
    fn lines_of(&self, section: &str) -> Option<Range<usize>> {
        let begin = self.0.iter().position(|line| header(line) == Some(section))? + 1;
        let length = self.0[begin..]
            .iter()
            .position(|line| header(line).is_some())
            .unwrap_or(self.0.len() - begin);
        Some(begin..begin + length)
    }
}

/// The name in a line such as `[profile ci]`.
fn header(line: &str) -> Option<&str> {
    let (name, _) = line.trim_start().strip_prefix('[')?.split_once(']')?;
    Some(name.trim())
}

/// Indented lines belong to the key before them.
fn is_nested(line: &str) -> bool {
    line.starts_with([' ', '\t']) && !line.trim().is_empty()
}

fn pair(line: &str) -> Option<(&str, &str)> {
    if is_nested(line) || line.starts_with(['#', ';', '[']) {
        return None;
    }
    let (name, value) = line.split_once('=')?;
    Some((name.trim(), value.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "# mine\n[default]\nregion = us-east-1\n\n# the next\n[profile ci]\ns3 =\n  max = 1\noutput=json\n";

    #[test]
    fn one_key_is_changed_and_the_rest_stays() {
        let mut ini = Ini::read(TEXT);
        assert_eq!(ini.get("default", "region"), Some("us-east-1"));
        assert_eq!(ini.get("profile ci", "output"), Some("json"));
        assert_eq!(ini.get("profile ci", "max"), None, "of a nested table");
        ini.set("default", "region", Some("eu-west-1"));
        ini.set("default", "wharf_user", Some("alice"));
        ini.set("profile ci", "output", None);
        ini.set("profile new", "region", Some("us-east-1"));
        ini.set("profile none", "region", None);
        let expected = "# mine\n[default]\nregion = eu-west-1\nwharf_user = alice\n\n# the next\n[profile ci]\ns3 =\n  max = 1\n\n\
                        [profile new]\nregion = us-east-1\n";
        assert_eq!(ini.text(), expected);
        assert_eq!(
            ini.sections().collect::<Vec<_>>(),
            ["default", "profile ci", "profile new"]
        );
    }

    #[test]
    fn what_was_set_is_read_back_and_nothing_else_is_changed() {
        let mut ini = Ini::read(TEXT);
        ini.set("profile ci", "aws_session_token", Some("a=b=="));
        assert_eq!(ini.get("profile ci", "aws_session_token"), Some("a=b=="));
        ini.set("profile ci", "aws_session_token", None);
        assert_eq!(ini.text(), TEXT);
        assert_eq!(Ini::read("").text(), "");
    }
}
