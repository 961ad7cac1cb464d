//! Changes of a document's text that carry out what a finding advises.

use std::ops::Range;

/// One change: what stands in the place of a part of the text. Places are those of the text before any change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Which part, in bytes; empty where text is put in.
    pub span: Range<usize>,
    /// What comes there.
    pub text: String,
}

impl Edit {
    /// Text that is put in.
    pub(crate) fn insert(at: usize, text: impl Into<String>) -> Edit {
        Edit::replace(at..at, text)
    }

    pub(crate) fn replace(span: Range<usize>, text: impl Into<String>) -> Edit {
        let text = text.into();
        Edit { span, text }
    }

    /// A string of the document becomes another one.
    pub(crate) fn text(span: Range<usize>, text: &str) -> Edit {
        Edit::replace(span, quoted(text))
    }

    /// A member of an object, or an item of a list, goes with one of the commas around it. The place is without white space. `None` where it
    /// has no neighbour: what it is in would be empty.
    pub(crate) fn remove(document: &str, span: &Range<usize>) -> Option<Edit> {
        let before = document.get(..span.start)?.trim_end();
        if before.ends_with(':') {
            // What a member is does not go without its name.
            return None;
        }
        if before.ends_with(',') {
            return Some(Edit::replace(before.len() - 1..span.end, ""));
        }
        let after = document.get(span.end..)?;
        let comma = after.trim_start().strip_prefix(',')?.trim_start();
        Some(Edit::replace(span.start..document.len() - comma.len(), ""))
    }

    /// What comes into an object before its first member.
    pub(crate) fn first_member(document: &str, object: &Range<usize>, member: &str) -> Edit {
        let is_empty = document
            .get(object.start + 1..)
            .is_some_and(|rest| rest.trim_start().starts_with('}'));
        let comma = if is_empty { "" } else { ", " };
        Edit::insert(object.start + 1, format!("{member}{comma}"))
    }
}

/// A text as JSON writes it.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A part of a JSON document on one line.
pub(crate) fn one_line(json: &str) -> String {
    let (mut line, mut in_string, mut is_escaped) = (String::new(), false, false);
    for c in json.chars() {
        if in_string || !c.is_whitespace() {
            line.push(c);
        }
        if !in_string && matches!(c, ':' | ',') {
            line.push(' ');
        }
        in_string ^= c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
    }
    line
}

/// The text after these changes. Of those that overlap only the first is made.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let (mut changed, mut at) = (String::new(), 0);
    for edit in sorted {
        if edit.span.start < at {
            continue;
        }
        changed.push_str(text.get(at..edit.span.start).unwrap_or_default());
        changed.push_str(&edit.text);
        at = edit.span.end;
    }
    changed.push_str(text.get(at..).unwrap_or_default());
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_takes_one_comma_along() {
        for (list, item, left) in [
            (r#"["a", "b"]"#, "\"a\"", r#"["b"]"#),
            (r#"["a" , "b"]"#, "\"b\"", r#"["a" ]"#),
            (r#"{"x":1,"a":{}, "y":2}"#, "\"a\":{}", r#"{"x":1, "y":2}"#),
        ] {
            let at = list.find(item).unwrap();
            let edit = Edit::remove(list, &(at..at + item.len())).unwrap();
            assert_eq!(apply(list, &[edit]), left);
        }
        assert_eq!(Edit::remove(r#"["a"]"#, &(1..4)), None);
        assert_eq!(Edit::remove(r#"{"x":"a","y":"b"}"#, &(5..8)), None);
    }

    #[test]
    fn a_part_on_one_line() {
        let part = "\"a\" :\n\t[ \"b, \\\" c:\",\r\n {\"d\":1} ]";
        assert_eq!(one_line(part), "\"a\": [\"b, \\\" c:\", {\"d\": 1}]");
    }

    #[test]
    fn changes_are_made_in_the_order_of_the_text() {
        let edits = [
            Edit::insert(3, "c"),
            Edit::text(0..1, "\""),
            Edit::replace(0..2, ""),
        ];
        assert_eq!(apply("abc", &edits), "\"\\\"\"bcc");
        assert_eq!(Edit::first_member("{ }", &(0..3), "\"a\": 1").text, "\"a\": 1");
    }
}
