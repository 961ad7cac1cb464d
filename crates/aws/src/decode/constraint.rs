//! What can be wrong with a member, where it is, and the sentences in which AWS says so.

use std::fmt;

use crate::pattern::Pattern;

/// A value is shown in a message up to this many characters.
const SHOWN: usize = 256;

/// One constraint of the model that an input does not satisfy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Where: member names and list positions from the outside in.
    pub path: Vec<Segment>,
    /// The offending value as text, shortened; `None` for an absent member, and for a sensitive one.
    pub value: Option<String>,
    /// What it should have satisfied.
    pub constraint: Constraint,
}

/// A step of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Segment {
    /// The member of a structure, as the model spells it.
    Member(&'static str),
    /// The item of a list, counted from 0.
    Item(usize),
    /// The key of a map's entry, counted from 0.
    Key(usize),
    /// The value of a map's entry, counted from 0.
    Value(usize),
}

/// A constraint of the model. Lengths are characters of a string, bytes of a blob, items of a list or map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Constraint {
    /// A required member is absent.
    Required,
    /// Too short; of what kind the value is decides between ECR's two ways to say it.
    MinLength(u64, Kind),
    /// Too long.
    MaxLength(u64, Kind),
    /// A number too small.
    Minimum(i64),
    /// A number too large.
    Maximum(i64),
    /// A string that the pattern does not match.
    Pattern(&'static str),
    /// A string that is none of the enumeration's.
    Enumeration(&'static [&'static str]),
}

/// What has a length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A string.
    Text,
    /// A blob.
    Blob,
    /// A list or a map.
    Collection,
}

/// The constraints of a string shape.
#[derive(Debug)]
pub(crate) struct Text {
    /// Least number of characters.
    pub(crate) min: Option<u64>,
    /// Largest number of characters.
    pub(crate) max: Option<u64>,
    /// The whole text matches.
    pub(crate) pattern: Option<&'static Pattern>,
}

/// The constraints of a blob, list or map shape.
#[derive(Debug)]
pub(crate) struct Length {
    /// Least length.
    pub(crate) min: Option<u64>,
    /// Largest length.
    pub(crate) max: Option<u64>,
}

/// The constraints of an integer shape.
#[derive(Debug)]
pub(crate) struct Range {
    /// Least value.
    pub(crate) min: Option<i64>,
    /// Largest value.
    pub(crate) max: Option<i64>,
}

impl Text {
    /// Nothing is limited.
    pub(crate) const NONE: Self = Self {
        min: None,
        max: None,
        pattern: None,
    };
}

impl Length {
    /// Nothing is limited.
    pub(crate) const NONE: Self = Self { min: None, max: None };
}

impl Range {
    /// Nothing is limited.
    pub(crate) const NONE: Self = Self { min: None, max: None };
}

/// The common sentence: `Member must have length greater than or equal to 2`.
impl fmt::Display for Constraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Required => f.write_str("Member must not be null"),
            Self::MinLength(n, _) => write!(f, "Member must have length greater than or equal to {n}"),
            Self::MaxLength(n, _) => write!(f, "Member must have length less than or equal to {n}"),
            Self::Minimum(n) => write!(f, "Member must have value greater than or equal to {n}"),
            Self::Maximum(n) => write!(f, "Member must have value less than or equal to {n}"),
            Self::Pattern(text) => write!(f, "Member must satisfy regular expression pattern: {text}"),
            Self::Enumeration(values) => {
                write!(f, "Member must satisfy enum value set: [{}]", values.join(", "))
            }
        }
    }
}

impl Violation {
    /// ECR's sentence, as its answers have it: of strings it speaks in its own words, of everything else in the common.
    pub fn ecr_text(&self) -> String {
        let reason = match &self.constraint {
            Constraint::MinLength(n, Kind::Text) => format!("must have length greater than or equal to {n}"),
            Constraint::MaxLength(n, Kind::Text) => format!("must have length less than or equal to {n}"),
            Constraint::Pattern(text) => format!("must satisfy regular expression '{text}'"),
            common => common.to_string(),
        };
        format!(
            "Invalid parameter at '{}' failed to satisfy constraint: '{reason}'",
            self.path()
        )
    }

    /// The sentence of most services, as their answers have it (`ValidationError`), without the count in front of it.
    pub fn common_text(&self) -> String {
        let value = match (&self.value, &self.constraint) {
            (Some(value), _) => format!(" '{value}'"),
            (None, Constraint::Required) => " null".to_owned(),
            (None, _) => String::new(),
        };
        format!(
            "Value{value} at '{}' failed to satisfy constraint: {}",
            self.path(),
            self.constraint
        )
    }

    /// The path as AWS shows it: `imageTagMutabilityExclusionFilters.1.member.filter`. Members begin in lower case
    /// even where the model has upper case, and items count from 1.
    pub fn path(&self) -> String {
        let mut shown = String::new();
        for segment in &self.path {
            if !shown.is_empty() {
                shown.push('.');
            }
            match segment {
                Segment::Member(name) => {
                    let mut letters = name.chars();
                    shown.extend(letters.next().map(|first| first.to_ascii_lowercase()));
                    shown.push_str(letters.as_str());
                }
                Segment::Item(at) => shown.push_str(&format!("{}.member", at + 1)),
                Segment::Key(at) => shown.push_str(&format!("{}.key", at + 1)),
                Segment::Value(at) => shown.push_str(&format!("{}.value", at + 1)),
            }
        }
        shown
    }
}

/// All violations in one message: `2 validation errors detected: …; …`.
pub fn joined_text(violations: &[Violation]) -> String {
    let plural = if violations.len() == 1 { "" } else { "s" };
    let texts: Vec<String> = violations.iter().map(Violation::common_text).collect();
    format!(
        "{} validation error{plural} detected: {}",
        violations.len(),
        texts.join("; ")
    )
}

/// A value as a violation keeps it: whole when short.
pub(crate) fn shown(value: &str) -> String {
    match value.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn violation(path: &[Segment], value: Option<&str>, constraint: Constraint) -> Violation {
        Violation {
            path: path.to_vec(),
            value: value.map(shown),
            constraint,
        }
    }

    #[test]
    fn the_sentences_of_ecr() {
        let name = [Segment::Member("repositoryName")];
        for (path, constraint, text) in [
            (
                &name[..],
                Constraint::MinLength(2, Kind::Text),
                "'repositoryName' failed to satisfy constraint: 'must have length greater than or equal to 2'",
            ),
            (
                &name,
                Constraint::Pattern("[a-z]+"),
                "'repositoryName' failed to satisfy constraint: 'must satisfy regular expression '[a-z]+''",
            ),
            (
                &name,
                Constraint::Required,
                "'repositoryName' failed to satisfy constraint: 'Member must not be null'",
            ),
            (
                &[Segment::Member("maxResults")],
                Constraint::Maximum(1000),
                "'maxResults' failed to satisfy constraint: 'Member must have value less than or equal to 1000'",
            ),
            (
                &[Segment::Member("imageIds")],
                Constraint::MaxLength(100, Kind::Collection),
                "'imageIds' failed to satisfy constraint: 'Member must have length less than or equal to 100'",
            ),
            (
                &[Segment::Member("tags"), Segment::Item(1), Segment::Member("Key")],
                Constraint::Required,
                "'tags.2.member.key' failed to satisfy constraint: 'Member must not be null'",
            ),
            (
                &[Segment::Member("m"), Segment::Value(0)],
                Constraint::Enumeration(&["A", "B"]),
                "'m.1.value' failed to satisfy constraint: 'Member must satisfy enum value set: [A, B]'",
            ),
        ] {
            assert_eq!(
                violation(path, None, constraint).ecr_text(),
                format!("Invalid parameter at {text}")
            );
        }
    }

    #[test]
    fn the_sentences_of_query() {
        let name = [Segment::Member("RoleSessionName")];
        let short = violation(&name, Some("a"), Constraint::MinLength(2, Kind::Text));
        let absent = violation(&[Segment::Member("RoleArn")], None, Constraint::Required);
        assert_eq!(
            joined_text(std::slice::from_ref(&short)),
            "1 validation error detected: Value 'a' at 'roleSessionName' failed to satisfy constraint: \
             Member must have length greater than or equal to 2"
        );
        assert_eq!(
            joined_text(&[short, absent]),
            "2 validation errors detected: Value 'a' at 'roleSessionName' failed to satisfy constraint: \
             Member must have length greater than or equal to 2; \
             Value null at 'roleArn' failed to satisfy constraint: Member must not be null"
        );
    }

    #[test]
    fn long_values_are_shortened_on_a_character() {
        assert_eq!(shown("é"), "é");
        assert_eq!(shown(&"é".repeat(300)), format!("{}…", "é".repeat(256)));
    }
}
