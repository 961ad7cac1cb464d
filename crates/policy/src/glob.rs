//! Texts with wildcards and variables, as policies have them (IAM Reference, *Using wildcards*, *Policy variables*).
//!
//! `*` stands for any run of characters, the empty one too, `?` for exactly one character. What a match may cost is in `search`.

pub(crate) mod search;

use self::search::matches;
use crate::keys::{Context, Readings};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    Star,
    One,
    Byte(u8),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Token(Token),
    /// `${key}`, `${key, 'default'}`: the key in lower case.
    Variable(Box<str>, Option<Box<str>>),
}

/// A text of a policy, ready to be compared.
#[derive(Clone, Debug)]
pub(crate) struct Template {
    form: Form,
}

#[derive(Clone, Debug)]
enum Form {
    /// `*`
    Anything,
    /// No wildcards, no variables.
    Exact(Box<str>),
    /// Wildcards, no variables.
    Tokens(Box<[Token]>),
    /// Variables.
    Pieces(Box<[Piece]>),
}

/// What of a text is special.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Syntax {
    /// `*` and `?`.
    pub(crate) wildcards: bool,
    /// `${…}`: in documents of version 2012-10-17.
    pub(crate) variables: bool,
}

impl Template {
    pub(crate) fn new(text: &str, syntax: Syntax) -> Template {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(character) = rest.chars().next() {
            if syntax.variables
                && let Some((piece, after)) = variable(rest)
            {
                pieces.extend(piece);
                rest = after;
                continue;
            }
            let length = character.len_utf8();
            pieces.extend(match character {
                '*' if syntax.wildcards => vec![Piece::Token(Token::Star)],
                '?' if syntax.wildcards => vec![Piece::Token(Token::One)],
                _ => rest[..length]
                    .bytes()
                    .map(|byte| Piece::Token(Token::Byte(byte)))
                    .collect(),
            });
            rest = &rest[length..];
        }
        Template { form: form(pieces) }
    }

    /// Whether it is the bare star.
    pub(crate) fn is_anything(&self) -> bool {
        matches!(self.form, Form::Anything)
    }

    /// The keys of its variables, in lower case.
    pub(crate) fn variables(&self) -> impl Iterator<Item = &str> {
        let pieces: &[Piece] = match &self.form {
            Form::Pieces(pieces) => pieces,
            _ => &[],
        };
        pieces.iter().filter_map(|piece| match piece {
            Piece::Variable(key, _) => Some(&**key),
            Piece::Token(_) => None,
        })
    }

    /// Whether a text matches, with so many readings of its variables. One whose variable has no value matches nothing.
    pub(crate) fn matches(&self, text: &str, fold: bool, context: &Context<'_>, readings: Readings) -> bool {
        context.spend(1);
        if context.is_spent() {
            return false;
        }
        match &self.form {
            Form::Anything => true,
            Form::Exact(exact) if fold => exact.eq_ignore_ascii_case(text),
            Form::Exact(exact) => **exact == *text,
            Form::Tokens(tokens) => {
                let (is_match, steps) = matches(tokens, text, fold);
                context.spend(steps);
                is_match
            }
            Form::Pieces(pieces) => {
                let combinations = combinations(pieces, context);
                // Nothing more is tried once the steps are spent: a few variables have more combinations than could ever be.
                let affordable = (0..combinations).take_while(|_| {
                    context.spend(pieces.len() as u64);
                    !context.is_spent()
                });
                let is_match = readings.of_all(affordable, |combination| {
                    let Some(tokens) = expand(pieces, text.len(), context, combination) else {
                        return false;
                    };
                    let (is_match, steps) = matches(&tokens, text, fold);
                    context.spend(steps);
                    is_match
                });
                is_match && !context.is_spent()
            }
        }
    }
}

fn form(pieces: Vec<Piece>) -> Form {
    let mut tokens = Vec::with_capacity(pieces.len());
    for piece in &pieces {
        match piece {
            Piece::Token(token) => tokens.push(*token),
            Piece::Variable(..) => return Form::Pieces(pieces.into()),
        }
    }
    if tokens == [Token::Star] {
        return Form::Anything;
    }
    let bytes: Option<Vec<u8>> = tokens
        .iter()
        .map(|token| match token {
            Token::Byte(byte) => Some(*byte),
            _ => None,
        })
        .collect();
    match bytes.and_then(|bytes| String::from_utf8(bytes).ok()) {
        Some(text) => Form::Exact(text.into()),
        None => Form::Tokens(tokens.into()),
    }
}

/// The variable or escape at the beginning of a text, and what is behind it; `None` when there is none, or it is not
/// closed and so is plain text.
fn variable(text: &str) -> Option<(Vec<Piece>, &str)> {
    let inner = text.strip_prefix("${")?;
    let end = inner.find('}')?;
    let (name, rest) = (&inner[..end], &inner[end + 1..]);
    if matches!(name, "*" | "?" | "$") {
        let byte = name.as_bytes()[0];
        return Some((vec![Piece::Token(Token::Byte(byte))], rest));
    }
    let (key, default) = match name.split_once(',') {
        Some((key, default)) => {
            let default = default
                .trim()
                .strip_prefix('\'')
                .and_then(|text| text.strip_suffix('\''));
            (key, default.map(Box::from))
        }
        None => (name, None),
    };
    Some((
        vec![Piece::Variable(key.trim().to_lowercase().into(), default)],
        rest,
    ))
}

/// In how many ways a template's variables can be read: each has as many values as its key has readings.
fn combinations(pieces: &[Piece], context: &Context<'_>) -> usize {
    let readings = |piece: &Piece| match piece {
        Piece::Token(_) => 1,
        Piece::Variable(key, _) => context.readings(key).len().max(1),
    };
    pieces.iter().map(readings).fold(1, usize::saturating_mul)
}

/// What a variable stands for in one of the combinations, of which the part that is for other variables is left.
fn value<'a>(
    (key, default): (&str, Option<&'a str>),
    context: &Context<'a>,
    combination: &mut usize,
) -> Option<&'a str> {
    let mut readings = context.readings(key);
    let several = readings.len().max(1);
    let reading = readings.nth(*combination % several);
    *combination /= several;
    match reading {
        Some([only]) => Some(only),
        Some([]) | None => default,
        Some(_) => None,
    }
}

/// The text of a template with its variables' values in place, in one of the combinations of what they may stand for; they are
/// literal. `None` also when it matches no text of at most `longest` bytes: a few variables can stand for megabytes.
fn expand<'a>(
    pieces: &'a [Piece],
    longest: usize,
    context: &Context<'a>,
    mut combination: usize,
) -> Option<Vec<Token>> {
    let mut tokens = Vec::with_capacity(pieces.len().min(longest));
    for piece in pieces {
        // Each token but the stars, of which there are at most as many as pieces, stands for a byte of the text.
        if tokens.len() > longest + pieces.len() {
            return None;
        }
        match piece {
            Piece::Token(token) => tokens.push(*token),
            Piece::Variable(key, default) => {
                let value = value((key, default.as_deref()), context, &mut combination)?;
                context.spend(value.len() as u64 + 1);
                if value.len() > longest {
                    return None;
                }
                tokens.extend(value.bytes().map(Token::Byte));
            }
        }
    }
    Some(tokens)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::Keys;
    use proptest::prelude::*;

    const ALL: Syntax = Syntax {
        wildcards: true,
        variables: true,
    };

    fn matches(pattern: &str, text: &str, keys: &Keys) -> bool {
        Template::new(pattern, ALL).matches(text, false, &Context::new(&[keys]), Readings::Every)
    }

    #[test]
    fn wildcards_and_variables() {
        let mut keys = Keys::default();
        keys.insert("aws:username", ["al*ce".to_owned()]);
        keys.insert("k:many", ["a".to_owned(), "b".to_owned()]);
        for (pattern, text, expected) in [
            ("*", "", true),
            ("a*", "a", true),
            ("a*b*c", "aXbYbc", true),
            ("a*b*c", "aXbYb", false),
            ("a?c", "aéc", true),
            ("a?c", "ac", false),
            ("**a", "a", true),
            ("a", "A", false),
            ("${aws:username}", "al*ce", true),
            ("${AWS:UserName}", "alice", false),
            ("x/${aws:username}/*", "x/al*ce/y", true),
            ("${k:none}", "", false),
            ("${k:none, 'fall'}", "fall", true),
            ("${k:many}", "a", false),
            ("${*}", "*", true),
            ("${*}", "a", false),
            ("${?}${$}", "?$", true),
            ("${open", "${open", true),
        ] {
            assert_eq!(matches(pattern, text, &keys), expected, "{pattern} {text}");
        }
        let plain = Syntax {
            wildcards: false,
            variables: false,
        };
        let context = [&keys];
        let context = Context::new(&context);
        assert!(Template::new("${a}*", plain).matches("${a}*", false, &context, Readings::Every));
        assert!(Template::new("A*", ALL).matches("abc", true, &context, Readings::Every));
    }

    #[test]
    fn variables_are_expanded_no_further_than_the_text_is_long() {
        let mut keys = Keys::default();
        keys.insert("k:long", ["a".repeat(8_192)]);
        let layers = [&keys];
        let context = Context::new(&layers);
        let Form::Pieces(pieces) = Template::new(&"${k:long}?".repeat(590), ALL).form else {
            panic!("it has variables");
        };
        assert_eq!(expand(&pieces, 8_192, &context, 0), None);
        assert!(context.steps() <= 3 * 8_192, "{} steps", context.steps());
    }

    #[test]
    fn variables_of_many_readings_end_the_decision_and_not_the_node() {
        let mut keys = Keys::default();
        for number in 0..50 {
            keys.add("k:tag", [number.to_string()]);
        }
        let layers = [&keys];
        let context = Context::new(&layers);
        let template = Template::new(&"${k:tag}".repeat(20), ALL);
        assert!(!template.matches(&"x".repeat(64), false, &context, Readings::One));
        assert!(context.is_spent());
    }

    proptest! {
        #[test]
        fn agrees_with_regular_expressions(pattern in "[ab*?é]{0,8}", text in "[abé]{0,10}") {
            let regex: String = pattern.chars().map(|c| match c {
                '*' => "(?s:.*)".to_owned(),
                '?' => "(?s:.)".to_owned(),
                c => regex::escape(&c.to_string()),
            }).collect();
            let regex = regex::Regex::new(&format!(r"\A{regex}\z")).unwrap();
            prop_assert_eq!(matches(&pattern, &text, &Keys::default()), regex.is_match(&text));
        }
    }
}
