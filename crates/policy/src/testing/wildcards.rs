//! Wildcards beside a matcher that takes the definition at its word.

use crate::glob::search::most_steps;
use crate::glob::{Syntax, Template};
use crate::keys::{Context, Readings};
use crate::wildcard;

/// A pattern and a text are longer together than a table of all their places may be.
const MOST_PLACES: usize = 1 << 20;

/// Whether a text matches: for each beginning of the pattern, which beginnings of the text do.
fn literal(pattern: &str, text: &str, has_gaps: bool, fold: bool) -> bool {
    let text: Vec<char> = text.chars().collect();
    let mut matched = vec![false; text.len() + 1];
    matched[0] = true;
    for wanted in pattern.chars() {
        let mut next = vec![false; text.len() + 1];
        for at in 0..=text.len() {
            let before = at.checked_sub(1).map(|before| (matched[before], text[before]));
            next[at] = match (wanted, before) {
                ('*', None) => matched[at],
                ('*', Some(_)) => matched[at] || next[at - 1],
                (_, None) => false,
                ('?', Some((before, _))) if has_gaps => before,
                (_, Some((before, found))) => {
                    let is_same = found == wanted || (fold && found.eq_ignore_ascii_case(&wanted));
                    before && is_same
                }
            };
        }
        matched = next;
    }
    matched[text.len()]
}

/// Reads a first line as a pattern and the rest as a text. They match exactly when a literal matcher says so, as patterns of
/// policies, with and without regard to case, and as those of other documents; each in no more steps than it may take.
///
/// # Panics
/// Where that is not so.
pub fn fuzz_wildcard(data: &[u8]) {
    let Some((pattern, text)) = std::str::from_utf8(data)
        .ok()
        .and_then(|data| data.split_once('\n'))
    else {
        return;
    };
    let is_small = (pattern.len() + 1).saturating_mul(text.len() + 1) <= MOST_PLACES;
    let (is_match, steps) = wildcard::counted(pattern, text);
    assert!(steps <= most_steps(pattern, text, false), "{steps} steps");
    assert!(!is_small || is_match == literal(pattern, text, false, false));
    let syntax = Syntax {
        wildcards: true,
        variables: false,
    };
    let template = Template::new(pattern, syntax);
    for fold in [false, true] {
        let context = Context::new(&[]);
        let is_match = template.matches(text, fold, &context, Readings::Every);
        let (steps, most) = (context.steps(), most_steps(pattern, text, true));
        assert!(steps <= most + 1, "{steps} steps");
        assert!(context.is_spent() || !is_small || is_match == literal(pattern, text, true, fold));
    }
}
