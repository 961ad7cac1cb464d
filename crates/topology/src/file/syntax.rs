//! What the YAML reader could not read, in words that say what to do. It reads no further, so there is one such problem at a time.

use serde_saphyr::Error;

use super::Problem;

const NO_ANCHOR: &str =
    "a text that begins with `*` is the name of an anchor, of which there is none: put it in quotes";

/// What the reader says, by a part of it, and what that means.
const MEANINGS: &[(&str, &str)] = &[
    ("unknown anchor", NO_ANCHOR),
    (
        "tab",
        "there is a tab in the indentation: YAML is indented by spaces",
    ),
    (
        "mapping values are not allowed",
        "there cannot be a colon here: a text with `: ` in it needs quotes, and keys of one level stand below each other",
    ),
    ("unclosed quote", "the text in quotes that begins here has no end"),
    (
        "unclosed bracket",
        "the bracket that is open here is never closed",
    ),
    (
        "flow sequence",
        "the list in brackets has no end, or lacks a comma: [one, two]",
    ),
    (
        "flow mapping",
        "the braces have no end, or lack a comma: { one: 1, two: 2 }",
    ),
    (
        "did not find expected key",
        "this line is indented in a way that fits no line above it",
    ),
    (
        "expected '-'",
        "this line is neither an item of the list above it, which begins with `- `, nor indented as the keys above that",
    ),
    (
        "simple key expected ':'",
        "there is a name without a colon behind it",
    ),
    (
        "invalid indentation",
        "this line is indented in a way that fits no line above it",
    ),
    (
        "quoted scalar",
        "the text in quotes is not finished, or something follows its closing quote",
    ),
    (
        "unexpected character",
        "a text cannot begin with this character: put it in quotes",
    ),
    (
        "did not find expected node content",
        "there is no value where one must be, or it begins with a character that needs quotes",
    ),
    (
        "while scanning an anchor or alias",
        "a text that begins with `*` or `&` needs quotes",
    ),
    ("tag", "a text that begins with `!` needs quotes"),
];

/// The problem that keeps the rest from being read.
pub(super) fn problem(error: &Error) -> Problem {
    let location = error.location();
    let at = |of: fn(&serde_saphyr::Location) -> u64| location.as_ref().map_or(1, of).max(1);
    Problem {
        line: at(|location| location.line()),
        column: at(|location| location.column()),
        message: message(error.without_snippet()),
    }
}

fn message(error: &Error) -> String {
    match error {
        Error::Eof { .. } => "the file is empty".to_owned(),
        Error::MultipleDocuments { .. } => {
            "another document begins here: a file is one, without lines of `---` in it".to_owned()
        }
        Error::UnknownAnchor { .. } => NO_ANCHOR.to_owned(),
        Error::Budget { .. } => {
            "the file is larger, or nested deeper, than the description of a company can be".to_owned()
        }
        Error::NullIntoString { .. } => "there is no text here".to_owned(),
        Error::InvalidScalar { ty, .. } => format!("it must be {}", kind(ty)),
        Error::SerdeMissingField { field, .. } => format!("the key `{field}` is missing"),
        Error::SerdeInvalidType {
            unexpected, expected, ..
        }
        | Error::SerdeInvalidValue {
            unexpected, expected, ..
        } => format!("it must be {}, not {}", kind(expected), kind(unexpected)),
        other => {
            let said = other.to_string();
            let said = said.split_once(": ").map_or(said.as_str(), |(_, said)| said);
            let said = said.split(" at line ").next().unwrap_or(said);
            match MEANINGS.iter().find(|(part, _)| said.contains(part)) {
                Some((_, meaning)) => (*meaning).to_owned(),
                None => format!("this is not YAML that can be read: {said}"),
            }
        }
    }
}

/// A type of Rust or serde as people say it; what is neither stays.
fn kind(said: &str) -> &str {
    match said {
        "u64" => "a whole number, 0 or more",
        "floating point" => "a number",
        "bool" | "boolean" | "a boolean" => "true or false",
        "string" | "a string" => "a text",
        "unit" | "null" | "unit value" => "nothing",
        "sequence" | "a sequence" => "a list",
        "map" | "mapping" | "a mapping" => "keys with values",
        other => other,
    }
}
