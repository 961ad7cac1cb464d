//! Patterns that other documents than policies have: over whole texts, in which `*` stands for any characters and nothing else
//! is special. Filters of tags and of repositories, lifecycle rules.

use crate::glob::{Token, search};

/// Whether a pattern matches the whole of a text, in steps that are in proportion to both their lengths together.
pub fn matches(pattern: &str, text: &str) -> bool {
    counted(pattern, text).0
}

/// The same, and in how many steps that was found.
pub(crate) fn counted(pattern: &str, text: &str) -> (bool, u64) {
    let beginning = pattern.split_once('*').map(|(beginning, _)| beginning);
    // Most patterns differ from most texts at the beginning, which takes no tokens to see.
    match beginning {
        None => (pattern == text, text.len() as u64),
        Some(beginning) if !text.starts_with(beginning) => (false, beginning.len() as u64),
        Some(_) => {
            let token = |byte| match byte {
                b'*' => Token::Star,
                byte => Token::Byte(byte),
            };
            let tokens: Vec<Token> = pattern.bytes().map(token).collect();
            search::matches(&tokens, text, false)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wildcard_covers_the_whole_text() {
        for (pattern, text, expected) in [
            ("latest", "latest", true),
            ("latest", "latest-1", false),
            ("dev", "my-dev", false),
            ("dev*", "dev", true),
            ("dev*", "dev-1", true),
            ("*dev", "my-dev", true),
            ("v*-rc*", "v1.2-rc3", true),
            ("v*-rc*", "v1.2", false),
            ("*", "", true),
            ("a*b*c", "a-b-b-c", true),
            ("a*b*c", "a-c-b", false),
            ("a*a", "a", false),
            ("v?*", "v1", false),
            ("v?*", "v?1", true),
            ("*é", "né", true),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} on {text}");
        }
    }
}
