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
        self.lines().into_iter().filter_map(|line| match line {
            Line::Header(name) => Some(name),
            _ => None,
        })
    }

    /// The value of a key.
    pub(super) fn get(&self, section: &str, key: &str) -> Option<&str> {
        let lines = self.lines();
        let mut lines = lines[range(&lines, section)?].iter();
        lines.find_map(|line| line.value_of(key))
    }

    /// The line above the header of a section.
    pub(super) fn line_above(&self, section: &str) -> Option<&str> {
        let begin = range(&self.lines(), section)?.start;
        self.0.get(begin.checked_sub(2)?).map(|line| line.trim())
    }

    /// Sets or removes a key; the section is made where it is needed.
    pub(super) fn set(&mut self, section: &str, key: &str, value: Option<&str>) {
        let lines = self.lines();
        let Some(range) = range(&lines, section) else {
            if let Some(value) = value {
                self.append(section, &format!("{key} = {value}"));
            }
            return;
        };
        let is_pair = |at: &usize| matches!(lines[*at], Line::Pair(..));
        let is_nested = |at: &usize| matches!(lines[*at], Line::Nested);
        let found = range.clone().find(|at| lines[*at].value_of(key).is_some());
        if let Some(at) = found {
            // The further lines of the old value go with it.
            let next = (at + 1..range.end).find(is_pair).unwrap_or(range.end);
            let nested: Vec<usize> = (at + 1..next).filter(is_nested).collect();
            for further in nested.into_iter().rev() {
                self.0.remove(further);
            }
            match value {
                Some(value) => self.0[at] = format!("{}{key} = {value}", indent(&self.0[at])),
                None => drop(self.0.remove(at)),
            }
        } else if let Some(value) = value {
            // Behind the last pair and what belongs to it: comments at the end are the next section's. As deep as that pair, so that
            // the line is no part of its value, and the next header none of this one's.
            let last = range.clone().rfind(|at| is_pair(at) || is_nested(at));
            let like = range.clone().rfind(is_pair).unwrap_or(range.end);
            let indent = self.0.get(like).map_or("", |line| indent(line));
            let line = format!("{indent}{key} = {value}");
            self.0.insert(last.map_or(range.start, |last| last + 1), line);
        }
    }

    /// Takes a section away, and the empty line above it. Comments at its end are the next section's.
    pub(super) fn remove(&mut self, section: &str) {
        let lines = self.lines();
        let Some(range) = range(&lines, section) else {
            return;
        };
        let is_own = |at: &usize| matches!(lines[*at], Line::Pair(..) | Line::Nested);
        let end = range.clone().rfind(is_own).map_or(range.start, |last| last + 1);
        let header = range.start - 1;
        let is_below_nothing = header > 0 && self.0[header - 1].trim().is_empty();
        drop(self.0.drain(header - usize::from(is_below_nothing)..end));
    }

    fn append(&mut self, section: &str, line: &str) {
        if self.0.last().is_some_and(|line| !line.trim().is_empty()) {
            self.0.push(String::new());
        }
        // As the aws command line itself writes it.
        let name = match section {
            "profile default" => "default",
            name => name,
        };
        self.0.push(format!("[{name}]"));
        self.0.push(line.to_owned());
    }

    /// What each line is for the aws command line, whose reader is Python's `configparser`: only a line that is deeper than the pair
    /// above it belongs to that pair; a deep line below a header is a pair like any other.
    fn lines(&self) -> Vec<Line<'_>> {
        let mut above = None;
        let kinds = self.0.iter().map(|line| {
            let (depth, text) = (indent(line).len(), line.trim());
            if text.is_empty() || text.starts_with(['#', ';']) {
                return Line::Other;
            }
            if above.is_some_and(|above| depth > above) {
                return Line::Nested;
            }
            if let Some(name) = header(text) {
                above = None;
                return Line::Header(name);
            }
            match pair(text) {
                Some((key, value)) => {
                    above = Some(depth);
                    Line::Pair(key, value)
                }
                None => Line::Other,
            }
        });
        kinds.collect()
    }
}

/// What a line is.
enum Line<'a> {
    Header(&'a str),
    Pair(&'a str, &'a str),
    /// Of the value of the pair above it.
    Nested,
    /// A comment, nothing, or what cannot be read.
    Other,
}

impl<'a> Line<'a> {
    fn value_of(&self, key: &str) -> Option<&'a str> {
        match self {
            Line::Pair(name, value) if name.eq_ignore_ascii_case(key) => Some(*value),
            _ => None,
        }
    }
}

/// The name of the profile in a header of the configuration, without the quotes that names with spaces need. The default one is also
/// called `[default]`.
pub(super) fn profile(header: &str) -> Option<&str> {
    if header == "default" {
        return Some(header);
    }
    let name = header.strip_prefix("profile")?;
    let name = name.strip_prefix([' ', '\t'])?.trim_start();
    let quoted = |quote: char| name.strip_prefix(quote)?.strip_suffix(quote);
    Some(quoted('"').or_else(|| quoted('\'')).unwrap_or(name))
}

/// The lines between the header of a section and the next header. Of several headers that name one profile the last one counts, as it
/// does for the aws command line, which does not bring their keys together: `[default]` below `[profile default]` and the other way round.
fn range(lines: &[Line<'_>], section: &str) -> Option<Range<usize>> {
    // The credentials have names without the word in front.
    let wanted = section.strip_prefix("profile ");
    let is_it = |name: &str| name == section || wanted.is_some_and(|wanted| profile(name) == Some(wanted));
    let begin = lines
        .iter()
        .rposition(|line| matches!(line, Line::Header(name) if is_it(name)))?
        + 1;
    let length = lines[begin..]
        .iter()
        .position(|line| matches!(line, Line::Header(_)));
    Some(begin..length.map_or(lines.len(), |length| begin + length))
}

/// The name in a line such as `[profile ci]`.
fn header(text: &str) -> Option<&str> {
    let (name, _) = text.strip_prefix('[')?.split_once(']')?;
    Some(name.trim())
}

fn pair(text: &str) -> Option<(&str, &str)> {
    let (name, value) = text.split_once(['=', ':'])?;
    let name = name.trim_end();
    (!name.is_empty()).then_some((name, value.trim_start()))
}

/// The space before the text of a line.
fn indent(line: &str) -> &str {
    &line[..line.len() - line.trim_start().len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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

    #[test]
    fn a_deep_line_below_a_header_is_a_key() {
        let text = "[a]\n  aws_access_key_id = AKIA\n  Region: x\n  s3 =\n    max = 1\n[b]\n";
        let mut ini = Ini::read(text);
        assert_eq!(ini.get("a", "aws_access_key_id"), Some("AKIA"));
        assert_eq!(ini.get("a", "region"), Some("x"));
        assert_eq!(ini.get("a", "max"), None, "of a nested table");
        ini.set("a", "region", Some("y"));
        ini.set("a", "s3", None);
        ini.set("a", "token", Some("t"));
        let expected = "[a]\n  aws_access_key_id = AKIA\n  region = y\n  token = t\n[b]\n";
        assert_eq!(ini.text(), expected);
    }

    #[test]
    fn a_profile_is_found_by_its_name_in_quotes_and_behind_more_space() {
        let mut ini = Ini::read("[profile \"admin two\"]\nregion = x\n[profile   ci]\nregion = y\n");
        assert_eq!(ini.get("profile admin two", "region"), Some("x"));
        assert_eq!(ini.get("profile ci", "region"), Some("y"));
        let names: Vec<_> = ini.sections().filter_map(profile).collect();
        assert_eq!(names, ["admin two", "ci"]);
        ini.set("profile ci", "region", Some("z"));
        assert!(
            ini.text().ends_with("[profile   ci]\nregion = z\n"),
            "{}",
            ini.text()
        );
        assert_eq!((profile("profiles x"), profile("defaults")), (None, None));
    }

    /// What botocore 1.43 makes of the same files.
    #[test]
    fn the_default_profile_has_two_names_and_the_last_one_counts() {
        let section = "profile default";
        for (text, region, output) in [
            ("[default]\nregion = a\n", Some("a"), None),
            ("[profile default]\nregion = b\n", Some("b"), None),
            (
                "[profile default]\nregion = b\noutput = json\n[default]\nregion = a\n",
                Some("a"),
                None,
            ),
            (
                "[default]\nregion = a\noutput = json\n[profile \"default\"]\nregion = b\n",
                Some("b"),
                None,
            ),
        ] {
            let mut ini = Ini::read(text);
            assert_eq!(
                (ini.get(section, "region"), ini.get(section, "output")),
                (region, output),
                "{text}"
            );
            // What is changed is what counts, and no third section is made.
            let count = ini.sections().count();
            ini.set(section, "region", Some("c"));
            let back = Ini::read(&ini.text());
            assert_eq!(
                (back.get(section, "region"), back.sections().count()),
                (Some("c"), count)
            );
        }
        let mut fresh = Ini::default();
        fresh.set(section, "region", Some("c"));
        assert_eq!(fresh.text(), "[default]\nregion = c\n");
        // The credentials know one name only.
        let credentials = Ini::read("[profile default]\naws_access_key_id = x\n");
        assert_eq!(credentials.get("default", "aws_access_key_id"), None);
    }

    #[test]
    fn a_section_goes_and_the_others_keep_their_comments() {
        let mut ini =
            Ini::read("# mine\n[a]\nk = 1\n\n[b]\n# of b\nk = 2\ns3 =\n  max = 1\n\n# of c\n[c]\nk = 3\n");
        ini.remove("b");
        ini.remove("none");
        assert_eq!(ini.text(), "# mine\n[a]\nk = 1\n\n# of c\n[c]\nk = 3\n");
        ini.remove("a");
        assert_eq!(ini.text(), "# mine\n\n# of c\n[c]\nk = 3\n");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back_and_other_keys_stay(
            lines in prop::collection::vec(prop::sample::select(vec![
                "[a]", " [b]", "  [c]", "k = 1", "  k = 2", "    k: 3", "other=4", "\tother = 5", "s3 =", "   max = 6", "", "# c", "  ; c",
            ]), 0..14),
            value in prop::option::of("[a-z0-9=]{1,8}"),
        ) {
            let mut ini = Ini::read(&lines.join("\n"));
            let others = |ini: &Ini| {
                let mut found = Vec::new();
                for section in ["a", "b", "c"] {
                    for key in ["k", "other", "s3", "max"] {
                        if (section, key) != ("a", "k") {
                            found.push(ini.get(section, key).map(str::to_owned));
                        }
                    }
                }
                found
            };
            let before = others(&ini);
            ini.set("a", "k", value.as_deref());
            let back = Ini::read(&ini.text());
            if value.is_some() {
                prop_assert_eq!(back.get("a", "k"), value.as_deref());
            }
            prop_assert_eq!(others(&back), before, "{}", ini.text());
        }
    }
}
