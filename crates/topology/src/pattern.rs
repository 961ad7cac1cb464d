//! Repository names that are written with stars. Those of policies also have `?`, which no organization file has.

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
        if self.0.contains('?') {
            return self.covers_by_characters(name);
        }
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

    /// The same of a policy's pattern, in which `?` is any one character.
    fn covers_by_characters(&self, name: &str) -> bool {
        let (pattern, name) = (self.0.as_bytes(), name.as_bytes());
        let (mut at, mut there) = (0, 0);
        // Behind the last star, and what it has covered so far.
        let mut star: Option<(usize, usize)> = None;
        while there < name.len() {
            match (pattern.get(at), star) {
                (Some(b'*'), _) => {
                    at += 1;
                    star = Some((at, there));
                }
                (Some(wanted), _) if *wanted == b'?' || *wanted == name[there] => {
                    at += 1;
                    there += 1;
                }
                (_, Some((behind, covered))) => {
                    at = behind;
                    there = covered + 1;
                    star = Some((behind, there));
                }
                _ => return false,
            }
        }
        pattern[at..].iter().all(|byte| *byte == b'*')
    }

    /// Whether a text is covered by both.
    pub(crate) fn meets(&self, other: &Pattern) -> bool {
        let (one, other) = (self.0.as_bytes(), other.0.as_bytes());
        // Whether what is left of the one from here on, and of the other from there on, have a text in common.
        let mut common = vec![vec![false; other.len() + 1]; one.len() + 1];
        for at in (0..=one.len()).rev() {
            for there in (0..=other.len()).rev() {
                let without_one = at < one.len() && common[at + 1][there];
                let without_other = there < other.len() && common[at][there + 1];
                common[at][there] = match (one.get(at), other.get(there)) {
                    (None, None) => true,
                    (Some(b'*'), _) | (_, Some(b'*')) => without_one || without_other,
                    (Some(own), Some(its)) => own == its && common[at + 1][there + 1],
                    _ => false,
                };
            }
        }
        common[0][0]
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_mark_is_any_one_character() {
        for (pattern, name, covers) in [
            ("v?", "v1", true),
            ("v?", "v", false),
            ("v?", "v12", false),
            ("*?1", "1", false),
            ("*?1", "a/b1", true),
            ("a?*c", "abcbc", true),
            ("a?*c", "ac", false),
        ] {
            assert_eq!(
                Pattern(pattern.to_owned()).covers(name),
                covers,
                "{pattern} {name}"
            );
        }
    }

    #[test]
    fn patterns_meet_where_a_name_is_of_both() {
        for (one, other, meets) in [
            ("a/*", "a/x", true),
            ("a/*", "*/x", true),
            ("a/*", "b/*", false),
            ("*", "a", true),
            ("a*b", "ab", true),
            ("a*b", "a*c", false),
            ("a*", "*b", true),
            ("ab", "a", false),
            ("a/*", "a", false),
        ] {
            let pattern = |text: &str| Pattern(text.to_owned());
            assert_eq!(pattern(one).meets(&pattern(other)), meets, "{one} {other}");
            assert_eq!(pattern(other).meets(&pattern(one)), meets, "{other} {one}");
        }
    }
}
