//! Lifecycle policies whose patterns match no tag (Amazon ECR User Guide, *Lifecycle policy properties*). What of them is refused when they
//! are saved is not known here.

use crate::diagnostic::{Diagnostic, Fault};
use crate::edit::Edit;
use crate::json::{self, Node, Value};

/// The most characters of a tag (OCI Distribution Specification, *Pulling manifests*).
const LONGEST_TAG: usize = 128;

/// What is wrong with a lifecycle policy.
pub fn lint_lifecycle(text: &str) -> Vec<Diagnostic> {
    let node = match json::parse(text) {
        Ok(node) => node,
        Err(error) => return vec![Diagnostic::error(error.at, error.reason, Fault::Syntax)],
    };
    let Some(Value::List(rules)) = member(&node, "rules").map(|rules| &rules.value) else {
        let message = "a lifecycle policy is an object with rules";
        return vec![Diagnostic::error(node.span, message, Fault::Syntax)];
    };
    let mut found = Vec::new();
    for selection in rules.iter().filter_map(|rule| member(rule, "selection")) {
        for name in ["tagPatternList", "tagPrefixList"] {
            let Some(Value::List(items)) = member(selection, name).map(|list| &list.value) else {
                continue;
            };
            for item in items {
                if let Value::String(pattern) = &item.value {
                    found.extend(unmatched(item, pattern, name == "tagPrefixList"));
                }
            }
        }
    }
    found
}

fn member<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    let Value::Object(members) = &node.value else {
        return None;
    };
    members
        .iter()
        .find(|member| member.name == name)
        .map(|member| &member.node)
}

fn unmatched(item: &Node, pattern: &str, is_prefix: bool) -> Option<Diagnostic> {
    let (message, right) = problem(pattern, is_prefix)?;
    let help = match &right {
        Some(right) => format!("write {right}"),
        None => "write a tag as it is pushed; * stands for any run of characters".to_owned(),
    };
    let found = Diagnostic::warning("tag-pattern", item.span.clone(), message, &help);
    Some(
        found.edits(
            right
                .iter()
                .map(|right| Edit::text(item.span.clone(), right))
                .collect(),
        ),
    )
}

/// Why no tag matches, and what was meant.
fn problem(pattern: &str, is_prefix: bool) -> Option<(&'static str, Option<String>)> {
    let in_tag = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let is_fine = |pattern: &str| pattern.chars().all(|c| in_tag(c) || c == '*') && !pattern.is_empty();
    if is_prefix && pattern.contains('*') {
        let right = pattern.trim_end_matches('*');
        let right = (!right.is_empty() && !right.contains('*')).then(|| right.to_owned());
        return Some((
            "a prefix has no wildcards, and no tag has a star: no image is meant",
            right,
        ));
    }
    if let Some(at) = pattern.rfind([':', '/', '@']) {
        let right = Some(pattern[at + 1..].to_owned())
            .filter(|right| is_fine(right) && !right.starts_with(['.', '-']));
        return Some((
            "a tag has no such character, and the repository is no part of it: no image is meant",
            right,
        ));
    }
    if let Some(right) = of_expression(pattern).filter(|right| is_fine(right)) {
        return Some((
            "in a pattern a star alone stands for any run of characters: the .* of a regular expression wants a dot there, which hardly a tag has",
            Some(right),
        ));
    }
    if pattern.starts_with(['.', '-']) {
        let right = (!is_prefix)
            .then(|| format!("*{pattern}"))
            .filter(|right| is_fine(right));
        return Some(("no tag begins with a dot or a hyphen: no image is meant", right));
    }
    if !pattern.chars().all(|c| in_tag(c) || c == '*') {
        return Some((
            "a tag has letters, digits, dots, hyphens and underscores, and of a pattern only * is special: no image is meant",
            None,
        ));
    }
    if pattern.chars().filter(|c| *c != '*').count() > LONGEST_TAG {
        return Some(("a tag has at most 128 characters: no image is meant", None));
    }
    None
}

/// What was meant by a regular expression: a dot before a star is part of a tag behind a letter or a digit, `1.*`, and not where a name begins.
fn of_expression(pattern: &str) -> Option<String> {
    let mut places = pattern.match_indices(".*");
    let begins = |at: usize| at == 0 || pattern[..at].ends_with(['-', '_']);
    places
        .any(|(at, _)| begins(at))
        .then(|| pattern.replace(".*", "*"))
}
