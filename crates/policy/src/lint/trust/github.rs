//! Subjects of GitHub's tokens: who is meant, and whether a token has such a one.

use super::Lint;
use crate::document::{Clause, Spanned, Statement};
use crate::edit::Edit;
use crate::operator::Test;

/// Whether a pattern of subjects leaves open whose repository it is: a wildcard stands before the owner's name has ended.
pub(in crate::lint) fn is_of_any_owner(pattern: &str) -> bool {
    let Some(at) = pattern.find(['*', '?']) else {
        return false;
    };
    let owner = pattern[..at].split_once(':').map(|(_, owner)| owner);
    // Behind an @ stands the id of the owner, in subjects that stay when a name is given to another one.
    owner.is_none_or(|owner| {
        !owner.contains("${") && !owner.get(1..).is_some_and(|rest| rest.contains(['/', ':', '@']))
    })
}

/// Whether a subject that an `Allow` takes is open, and no other claim says whose repository it is. That of all subjects is refused.
fn is_owner_open(statement: &Statement, clause: &Clause, text: &str) -> bool {
    let is_whose = |other: &Clause| {
        let claim = other.key.text.rsplit_once(':').map_or("", |(_, claim)| claim);
        let is_open = |text: &str| match claim.to_ascii_lowercase().as_str() {
            "repository" => text
                .split('/')
                .next()
                .is_some_and(|owner| owner.contains(['*', '?'])),
            "repository_id" | "enterprise_id" => text.contains(['*', '?']),
            _ => true,
        };
        other.demands() && !other.values.iter().any(|value| is_open(&value.text))
    };
    let is_all = text.chars().all(|c| matches!(c, '*' | '?'));
    statement.is_allow()
        && clause.operator.test == Test::StringLike
        && !clause.operator.negated
        && !is_all
        && is_of_any_owner(text)
        && !statement.conditions.iter().any(is_whose)
}

fn any_owner(lint: &mut Lint<'_>, value: &Spanned) {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let begin = value
        .text
        .strip_prefix("repo:")
        .and_then(|rest| rest.strip_suffix('*'));
    if let Some(owner) = begin.filter(|owner| !owner.is_empty() && owner.chars().all(is_plain)) {
        let right = format!("repo:{owner}/*");
        let message = format!(
            "without a slash before the star the repositories of every owner are meant whose name begins with {owner}"
        );
        lint.warn("github-subject", &value.span, &message, &format!("write {right}"))
            .push(Edit::text(value.span.clone(), &right));
        return;
    }
    let message =
        "the repositories of every owner on GitHub are meant: the owner's name is not there in full";
    let help = "write repo:<owner>/<repository>:*, or a narrower subject";
    lint.warn("github-subject", &value.span, message, help);
}

/// A subject of GitHub: `repo:<owner>/<repository>:<what>`.
pub(super) fn subject(lint: &mut Lint<'_>, statement: &Statement, clause: &Clause, value: &Spanned) {
    let text = value.text.as_str();
    if is_owner_open(statement, clause, text) {
        any_owner(lint, value);
        return;
    }
    let has_wildcards = clause.operator.test == Test::StringLike;
    let ends = if has_wildcards {
        ":*"
    } else {
        ":ref:refs/heads/<branch>"
    };
    let mut say = |message: &str, right: String| {
        // Which branch, tag or environment is meant, the document does not say.
        let is_known = !right.contains('<');
        let help = match is_known {
            true => format!("write {right}"),
            false => format!("write {right}, or another of its subjects"),
        };
        let edits = lint.warn("github-subject-form", &value.span, message, &help);
        edits.extend(is_known.then(|| Edit::text(value.span.clone(), &right)));
    };
    let bare = text
        .strip_prefix("https://github.com/")
        .or_else(|| text.strip_prefix("github.com/"));
    if let Some(repository) = bare {
        say(
            "a subject is no URL: no token has it",
            format!("repo:{}{ends}", repository.trim_end_matches(".git")),
        );
        return;
    }
    let Some(rest) = text.strip_prefix("repo:") else {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
        if text.split_once('/').is_some() && text.chars().all(is_plain) {
            say(
                "a subject begins with repo: no token has this one",
                format!("repo:{text}{ends}"),
            );
        }
        return;
    };
    match rest.split_once(':') {
        None if !rest.contains('*') && !rest.contains("${") => {
            let message =
                "behind the repository a subject says the branch, tag or environment: no token has this one";
            let repository = if rest.contains('/') { "" } else { "/<repository>" };
            say(message, format!("{text}{repository}{ends}"));
        }
        Some((repository, what)) if what.starts_with("refs/") => {
            say(
                "a branch is ref:refs/heads/…: no token has this subject",
                format!("repo:{repository}:ref:{what}"),
            );
        }
        Some((repository, what)) => {
            for (wrong, right) in [
                ("branch:", "ref:refs/heads/"),
                ("tag:", "ref:refs/tags/"),
                ("env:", "environment:"),
            ] {
                if let Some(name) = what.strip_prefix(wrong) {
                    say(
                        "no subject says it so",
                        format!("repo:{repository}:{right}{name}"),
                    );
                }
            }
        }
        None => {}
    }
}
