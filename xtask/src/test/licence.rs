//! Licence expressions (SPDX specification, annex "License expressions"): may we use this under one of ours?

/// Whether the expression can be satisfied by allowed licences alone. `MIT/Apache-2.0`, the old spelling, means OR.
pub fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let tokens: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = &tokens[..];
    let outcome = either(&mut rest, allowed);
    rest.is_empty() && outcome == Some(true)
}

fn either(rest: &mut &[&str], allowed: &[String]) -> Option<bool> {
    let mut outcome = both(rest, allowed)?;
    while eat(rest, "OR") {
        outcome |= both(rest, allowed)?;
    }
    Some(outcome)
}

fn both(rest: &mut &[&str], allowed: &[String]) -> Option<bool> {
    let mut outcome = one(rest, allowed)?;
    while eat(rest, "AND") {
        outcome &= one(rest, allowed)?;
    }
    Some(outcome)
}

fn one(rest: &mut &[&str], allowed: &[String]) -> Option<bool> {
    if eat(rest, "(") {
        let outcome = either(rest, allowed)?;
        return eat(rest, ")").then_some(outcome);
    }
    let mut name = next(rest)?.to_owned();
    if eat(rest, "WITH") {
        name = format!("{name} WITH {}", next(rest)?);
    }
    Some(allowed.contains(&name))
}

fn next<'a>(rest: &mut &[&'a str]) -> Option<&'a str> {
    let (first, others) = rest.split_first()?;
    *rest = others;
    Some(first)
}

fn eat(rest: &mut &[&str], word: &str) -> bool {
    let is_next = rest.first() == Some(&word);
    if is_next {
        *rest = &rest[1..];
    }
    is_next
}

#[cfg(test)]
mod tests {
    use super::is_allowed;

    #[test]
    fn expressions() {
        let allowed = ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned);
        for (expression, expected) in [
            ("MIT", true),
            ("GPL-3.0", false),
            ("MIT OR GPL-3.0", true),
            ("MIT/GPL-3.0", true),
            ("MIT AND GPL-3.0", false),
            ("(MIT OR GPL-3.0) AND Apache-2.0", true),
            ("(MIT AND GPL-3.0) OR Apache-2.0", true),
            ("Apache-2.0 WITH LLVM-exception", true),
            ("MIT WITH LLVM-exception", false),
            ("", false),
            ("MIT OR", false),
            ("MIT)", false),
        ] {
            assert_eq!(is_allowed(expression, &allowed), expected, "{expression}");
        }
    }
}
