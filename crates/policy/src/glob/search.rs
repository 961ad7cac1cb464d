//! Whether a text matches tokens, in bounded steps.
//!
//! What stands before the first star and behind the last one is compared where it must be. Each run between two stars is looked
//! for from where the one before it ended; the first place is as good as any, so nothing is ever gone back to. A run without
//! `?` takes steps in proportion to the text (Knuth, Morris and Pratt), one with `?` a step for each character of the text and
//! each 64 of the run (Baeza-Yates and Gonnet). A short run is compared at every place, which takes the fewest steps of all.

use std::collections::HashMap;

use super::Token;

/// Runs up to so many tokens are short.
const SHORT: usize = 16;

/// Whether the whole text matches, and in how many steps that was found.
pub(crate) fn matches(pattern: &[Token], text: &str, fold: bool) -> (bool, u64) {
    let steps = pattern.len() as u64;
    // Each token but the star stands for a byte at least.
    if pattern.iter().filter(|token| **token != Token::Star).count() > text.len() {
        return (false, steps);
    }
    let mut search = Search { fold, steps };
    (search.matches(pattern, text), search.steps)
}

/// The steps that a match may take; `has_gaps`: a `?` stands for a character.
///
/// Each character of the text is compared with at most all of a short run, or twice with a long one without a `?`; a long one with a `?`
/// takes a step for each 64 of its characters, the last of which may be fewer. The pattern itself is read at most three times: to begin,
/// where it is found, and for what is prepared of a long run.
#[cfg(any(test, feature = "testing"))]
pub(crate) fn most_steps(pattern: &str, text: &str, has_gaps: bool) -> u64 {
    let (pattern_length, text_length) = (pattern.len() as u64, text.len() as u64);
    let sum = 3 * pattern_length + SHORT as u64 * text_length;
    if has_gaps && pattern.contains('?') {
        sum + pattern_length * text_length / 64
    } else {
        sum
    }
}

/// One match.
struct Search {
    /// Whether ASCII letters of either case are equal.
    fold: bool,
    /// How much was compared.
    steps: u64,
}

impl Search {
    fn matches(&mut self, pattern: &[Token], text: &str) -> bool {
        let is_star = |token: &Token| *token == Token::Star;
        let (Some(first), Some(last)) = (
            pattern.iter().position(is_star),
            pattern.iter().rposition(is_star),
        ) else {
            return self.begins(pattern, text).is_some_and(str::is_empty);
        };
        let Some(text) = self.begins(&pattern[..first], text) else {
            return false;
        };
        let Some(mut rest) = self.ends(&pattern[last + 1..], text) else {
            return false;
        };
        for run in pattern[first..last].split(is_star).filter(|run| !run.is_empty()) {
            match self.find(run, rest) {
                Some(end) => rest = &rest[end..],
                None => return false,
            }
        }
        true
    }

    /// What is behind a run that the text begins with.
    fn begins<'t>(&mut self, run: &[Token], text: &'t str) -> Option<&'t str> {
        let bytes = text.as_bytes();
        let mut at = 0;
        for token in run {
            self.steps += 1;
            let byte = *bytes.get(at)?;
            match token {
                Token::Byte(expected) if self.same(*expected, byte) => at += 1,
                Token::One => at += width(bytes, at),
                _ => return None,
            }
        }
        text.get(at..)
    }

    /// What is before a run that the text ends with.
    fn ends<'t>(&mut self, run: &[Token], text: &'t str) -> Option<&'t str> {
        let bytes = text.as_bytes();
        let mut end = bytes.len();
        for token in run.iter().rev() {
            self.steps += 1;
            let last = end.checked_sub(1)?;
            match token {
                Token::Byte(expected) if self.same(*expected, bytes[last]) => end = last,
                Token::One => end = text.get(..end)?.char_indices().next_back()?.0,
                _ => return None,
            }
        }
        text.get(..end)
    }

    /// Where the first place of a run ends.
    fn find(&mut self, run: &[Token], text: &str) -> Option<usize> {
        if run.len() <= SHORT {
            return self.find_short(run, text);
        }
        let bytes: Option<Vec<u8>> = run
            .iter()
            .map(|token| match token {
                Token::Byte(byte) => Some(self.folded(*byte)),
                _ => None,
            })
            .collect();
        match bytes {
            Some(bytes) => self.find_bytes(&bytes, text.as_bytes()),
            None => self.find_with_gaps(run, text),
        }
    }

    fn find_short(&mut self, run: &[Token], text: &str) -> Option<usize> {
        text.char_indices().find_map(|(at, _)| {
            let from = &text[at..];
            let rest = self.begins(run, from)?;
            Some(at + from.len() - rest.len())
        })
    }

    fn find_bytes(&mut self, run: &[u8], text: &[u8]) -> Option<usize> {
        // Of each beginning of the run: how long the longest other beginning is that it ends with.
        let mut borders = vec![0; run.len()];
        let mut border = 0;
        for at in 1..run.len() {
            while border > 0 && run[at] != run[border] {
                self.steps += 1;
                border = borders[border - 1];
            }
            self.steps += 1;
            border += usize::from(run[at] == run[border]);
            borders[at] = border;
        }
        let mut length = 0;
        for (at, byte) in text.iter().enumerate() {
            let byte = self.folded(*byte);
            while length > 0 && byte != run[length] {
                self.steps += 1;
                length = borders[length - 1];
            }
            self.steps += 1;
            length += usize::from(byte == run[length]);
            if length == run.len() {
                return Some(at + 1);
            }
        }
        None
    }

    /// Of every beginning of the run one bit says whether the text read so far ends with it.
    fn find_with_gaps(&mut self, run: &[Token], text: &str) -> Option<usize> {
        let run = self.characters(run);
        let words = run.len().div_ceil(64);
        let mut gaps = vec![0_u64; words];
        let mut places: HashMap<char, Vec<(usize, u64)>> = HashMap::new();
        for (at, character) in run.iter().enumerate() {
            self.steps += 1;
            let (word, bit) = (at / 64, 1 << (at % 64));
            match character {
                None => gaps[word] |= bit,
                Some(character) => places.entry(*character).or_default().push((word, bit)),
            }
        }
        for bits in places.values_mut() {
            bits.dedup_by(|next, kept| {
                let is_same = next.0 == kept.0;
                kept.1 |= if is_same { next.1 } else { 0 };
                is_same
            });
        }
        let mut state = vec![0_u64; words];
        let last = 1_u64 << ((run.len() - 1) % 64);
        for (at, character) in text.char_indices() {
            let folded = if self.fold {
                character.to_ascii_lowercase()
            } else {
                character
            };
            // In the order of the words.
            let mut found = places.get(&folded).into_iter().flatten().peekable();
            let mut carry = 1;
            for word in 0..words {
                self.steps += 1;
                let bits = found.next_if(|(of, _)| *of == word).map_or(0, |(_, bits)| *bits);
                let moved = state[word] << 1 | carry;
                carry = state[word] >> 63;
                state[word] = moved & (gaps[word] | bits);
            }
            if state[words - 1] & last != 0 {
                return Some(at + character.len_utf8());
            }
        }
        None
    }

    /// The characters of a run; `None` for a `?`.
    fn characters(&self, run: &[Token]) -> Vec<Option<char>> {
        let mut characters = Vec::with_capacity(run.len());
        for part in run.split_inclusive(|token| *token == Token::One) {
            let bytes = part.iter().filter_map(|token| match token {
                Token::Byte(byte) => Some(self.folded(*byte)),
                _ => None,
            });
            let text = String::from_utf8_lossy(&bytes.collect::<Vec<u8>>()).into_owned();
            characters.extend(text.chars().map(Some));
            characters.extend(part.last().filter(|token| **token == Token::One).map(|_| None));
        }
        characters
    }

    fn folded(&self, byte: u8) -> u8 {
        if self.fold {
            byte.to_ascii_lowercase()
        } else {
            byte
        }
    }

    fn same(&self, one: u8, other: u8) -> bool {
        self.folded(one) == self.folded(other)
    }
}

/// The bytes of the character that begins at `at`.
fn width(bytes: &[u8], at: usize) -> usize {
    let following = bytes.get(at + 1..).unwrap_or_default();
    let is_inside = |byte: &&u8| **byte & 0b1100_0000 == 0b1000_0000;
    1 + following.iter().take_while(is_inside).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tokens(pattern: &str) -> Vec<Token> {
        let token = |byte| match byte {
            b'*' => Token::Star,
            b'?' => Token::One,
            byte => Token::Byte(byte),
        };
        pattern.bytes().map(token).collect()
    }

    /// Whether it matches, and in how many steps.
    fn counted(pattern: &str, text: &str, fold: bool) -> (bool, u64) {
        matches(&tokens(pattern), text, fold)
    }

    fn regular(pattern: &str, fold: bool) -> regex::Regex {
        let any = |character| match character {
            '*' => "(?s:.*)".to_owned(),
            '?' => "(?s:.)".to_owned(),
            character if fold && character.is_ascii_alphabetic() => {
                format!(
                    "[{}{}]",
                    character.to_ascii_lowercase(),
                    character.to_ascii_uppercase()
                )
            }
            character => regex::escape(&character.to_string()),
        };
        let text: String = pattern.chars().map(any).collect();
        regex::Regex::new(&format!(r"\A{text}\z")).unwrap()
    }

    /// Long runs of few letters, with gaps or without.
    fn pattern() -> impl Strategy<Value = String> {
        let run = prop_oneof![
            "[ab]{0,4}",
            "[ab]{15,20}",
            "[ab]{60,70}",
            "[abé?]{0,4}",
            "[aA?é]{15,70}",
            "(ab){8,40}",
        ];
        proptest::collection::vec(run, 1..4).prop_map(|runs| runs.join("*"))
    }

    proptest! {
        #[test]
        fn agrees_with_regular_expressions(pattern in pattern(), parts in proptest::collection::vec("[abAé]{0,3}|(ab){8,40}|a{60,70}", 0..4), fold: bool, fill in "[abAé]") {
            // A text that matches, and one that does not have to.
            let filled = pattern.replace('?', &fill).replace('*', &parts.concat());
            for text in [filled, parts.concat()] {
                let (matches, steps) = counted(&pattern, &text, fold);
                prop_assert_eq!(matches, regular(&pattern, fold).is_match(&text), "{} {}", pattern, text);
                prop_assert!(steps <= most_steps(&pattern, &text, true), "{} steps", steps);
            }
        }
    }

    #[test]
    fn what_was_slow_is_not() {
        let text = "a".repeat(100_000);
        for pattern in [
            format!("*{}b*", "a".repeat(8_000)),
            format!("*{}b", "a".repeat(8_000)),
            format!("*{}?b*", "a".repeat(8_000)),
            format!("*{}*", "?a".repeat(4_000)) + "b*",
            "*a".repeat(4_000) + "b",
            "*a?".repeat(2_000) + "b",
            format!("*{}*", "aaaaaaaaaaaaaaab*".repeat(500)),
        ] {
            let (matches, steps) = counted(&pattern, &text, false);
            assert!(!matches, "{}", &pattern[..20]);
            assert!(
                steps <= most_steps(&pattern, &text, true),
                "{}: {steps} steps",
                &pattern[..20]
            );
        }
    }

    #[test]
    fn a_pattern_that_is_longer_than_the_text_is_not_compared() {
        for fold in [false, true] {
            let pattern = "a?".repeat(50_000);
            assert_eq!(counted(&pattern, &"a".repeat(90_000), fold), (false, 100_000));
        }
    }
}
