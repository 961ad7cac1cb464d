//! Repository names that are written with stars.

use std::fmt;

/// Repository names, with `*` for any run of characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pattern(pub(crate) String);

impl Pattern {
    /// Everything.
    pub fn all() -> Pattern {
        Pattern("*".to_owned())
    }

    /// Reads a pattern; `None` when no repository could have such a name.
    pub fn parse(text: &str) -> Option<Pattern> {
        let allowed = |character: char| {
            character.is_ascii_lowercase() || character.is_ascii_digit() || "._-/*".contains(character)
        };
        let fits = !text.is_empty() && text.len() <= 256 && text.chars().all(allowed);
        fits.then(|| Pattern(text.to_owned()))
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it covers a name.
    pub fn covers(&self, name: &str) -> bool {
        let mut parts = self.0.split('*');
        let first = parts.next().unwrap_or_default();
        let Some(mut rest) = name.strip_prefix(first) else {
            return false;
        };
        let parts: Vec<&str> = parts.collect();
        let Some((last, between)) = parts.split_last() else {
            return rest.is_empty();
        };
        for part in between {
            match rest.find(part) {
                Some(at) => rest = &rest[at + part.len()..],
                None => return false,
            }
        }
        rest.ends_with(last)
    }

    /// Whether it covers every name that another pattern covers. Not all of these are found: of `false` nothing follows.
    pub(crate) fn includes(&self, other: &Pattern) -> bool {
        // A star of the other is only covered by a star, so any run of characters may stand in its place.
        self.covers(&other.0)
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
