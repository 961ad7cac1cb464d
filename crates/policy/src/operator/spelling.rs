//! Operators as AWS spells them, and which of them was meant by a name that is none.

use std::fmt;

use super::{NAMES, Operator, Set};
use crate::names;

impl Operator {
    /// The operator that was meant by a name that is none.
    pub(crate) fn nearest(name: &str) -> Option<String> {
        let lower = name.to_ascii_lowercase();
        let (set, rest) = match lower.find("value") {
            Some(at) if lower.starts_with("for") => {
                let set = match lower.starts_with("foral") {
                    true => "ForAllValues:",
                    false => "ForAnyValue:",
                };
                let rest = lower.get(at + "value".len()..)?;
                (
                    set,
                    rest.strip_prefix('s')
                        .filter(|rest| !rest.starts_with("tring"))
                        .unwrap_or(rest),
                )
            }
            _ => ("", lower.as_str()),
        };
        let rest = rest.trim_start_matches([':', '.', '_', '-', ' ']);
        let (base, if_exists) = match rest.find("ifexist") {
            Some(at) => (rest.get(..at)?, "IfExists"),
            None => (rest, ""),
        };
        let base = base
            .trim_end_matches(['_', '-', ':', ' '])
            .replace(['_', '-', ' '], "");
        let alias = ALIASES
            .iter()
            .find(|(alias, _)| *alias == base)
            .map(|(_, meant)| *meant);
        let base = alias.or_else(|| names::nearest(&base, NAMES.iter().map(|(name, ..)| *name)))?;
        let meant = format!("{set}{base}{if_exists}");
        match Operator::parse(&meant) {
            Some(_) => Some(meant),
            None => Some(base.to_owned()),
        }
    }
}

/// What some call an operator.
const ALIASES: &[(&str, &str)] = &[
    ("equals", "StringEquals"),
    ("like", "StringLike"),
    ("notequals", "StringNotEquals"),
    ("notlike", "StringNotLike"),
    ("notstringequals", "StringNotEquals"),
    ("notstringlike", "StringNotLike"),
    ("stringis", "StringEquals"),
    ("stringmatches", "StringLike"),
    ("stringmatch", "StringLike"),
    ("notarnlike", "ArnNotLike"),
    ("notarnequals", "ArnNotEquals"),
    ("ip", "IpAddress"),
    ("boolean", "Bool"),
    ("exists", "Null"),
];

/// As AWS spells it.
impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.set {
            Some(Set::All) => "ForAllValues:",
            Some(Set::Any) => "ForAnyValue:",
            None => "",
        })?;
        let mut names = NAMES.iter();
        let name = names.find(|(_, test, negated)| (*test, *negated) == (self.test, self.negated));
        f.write_str(name.map_or("", |(name, ..)| name))?;
        f.write_str(if self.if_exists { "IfExists" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operator_is_shown_as_aws_spells_it() {
        for name in [
            "StringEquals",
            "ForAnyValue:StringLike",
            "ArnNotLikeIfExists",
            "Null",
            "ForAllValues:NumericLessThanEqualsIfExists",
        ] {
            assert_eq!(Operator::parse(&name.to_lowercase()).unwrap().to_string(), name);
        }
    }

    #[test]
    fn the_operator_that_was_meant() {
        for (typed, meant) in [
            ("StringEqual", "StringEquals"),
            ("StringsEquals", "StringEquals"),
            ("stringLikes", "StringLike"),
            ("StringNotEqual", "StringNotEquals"),
            ("NotStringEquals", "StringNotEquals"),
            ("ForAnyValues:StringLike", "ForAnyValue:StringLike"),
            ("ForAnyValue.StringLike", "ForAnyValue:StringLike"),
            ("ForAllValue:StringEquals", "ForAllValues:StringEquals"),
            ("ForAnyValueStringLike", "ForAnyValue:StringLike"),
            ("StringEqualsIfExist", "StringEqualsIfExists"),
            ("StringLike_IfExists", "StringLikeIfExists"),
            ("ArnLikes", "ArnLike"),
            ("IpAdress", "IpAddress"),
            ("NumericLessThen", "NumericLessThan"),
            ("NullIfExists", "Null"),
        ] {
            assert!(Operator::parse(typed).is_none(), "{typed}");
            assert_eq!(Operator::nearest(typed).as_deref(), Some(meant), "{typed}");
        }
        assert_eq!(Operator::nearest("Weather"), None);
    }
}
