//! The grammar of `Forwarded` (RFC 7239 §4): elements with commas between, of pairs with semicolons between; a value is a token or a
//! quoted string. It is read strictly to its end: an open quote would otherwise take in what the next proxy adds.

use super::{Hop, Node};

/// Reads one value of the header; nothing when it is not well formed. Empty elements are none (RFC 9110 §5.6.1).
pub(super) fn read<'a>(text: &'a str, hops: &mut Vec<Hop<'a>>) -> Option<()> {
    let mut rest = text;
    loop {
        rest = blank(rest);
        if rest.is_empty() {
            return Some(());
        }
        if !rest.starts_with(',') {
            let mut hop = Hop::default();
            rest = blank(element(rest, &mut hop)?);
            hops.push(hop);
        }
        if rest.is_empty() {
            return Some(());
        }
        rest = rest.strip_prefix(',')?;
    }
}

/// Reads pairs up to a comma; what is left.
fn element<'a>(text: &'a str, hop: &mut Hop<'a>) -> Option<&'a str> {
    let mut rest = text;
    let mut seen = [false; 3];
    loop {
        let (name, after) = token(rest)?;
        let (value, after) = value(after.strip_prefix('=')?)?;
        let known = ["for", "proto", "host"]
            .iter()
            .position(|known| name.eq_ignore_ascii_case(known));
        if let Some(known) = known {
            // Each parameter at most once (§4).
            if std::mem::replace(&mut seen[known], true) {
                return None;
            }
            match known {
                0 => hop.node = Node::of(value),
                1 => hop.proto = Some(value),
                _ => hop.host = Some(value),
            }
        }
        rest = blank(after);
        match rest.strip_prefix(';') {
            Some(more) => rest = blank(more),
            None => return Some(rest),
        }
    }
}

/// A token, or the inside of a quoted string. Nothing that we read needs an escape, so one is refused.
fn value(text: &str) -> Option<(&str, &str)> {
    let Some(quoted) = text.strip_prefix('"') else {
        return token(text);
    };
    let (inside, rest) = quoted.split_once('"')?;
    (!inside.contains('\\')).then_some((inside, rest))
}

fn token(text: &str) -> Option<(&str, &str)> {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    let end = text
        .bytes()
        .position(|byte| !is_token(byte))
        .unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

fn blank(text: &str) -> &str {
    text.trim_start_matches([' ', '\t'])
}
