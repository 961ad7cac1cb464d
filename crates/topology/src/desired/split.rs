//! A registry's policy that is too long for one document: what is about some repositories only stands in their own policies.
//!
//! A registry's policy and a repository's decide together, and it does not matter which of them allows something. What no policy of a
//! repository can say stays: what is denied to all, what makes repositories, and what a push could use in a repository that it makes
//! itself, which has no policy of its own.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::grant::Statement;
use super::{RepositoryState, document};
use crate::company::Company;
use crate::pattern::Pattern;
use crate::quota::REPOSITORY_POLICY;

/// The `Id` of a policy of a repository that is part of its registry's, and of a registry's policy that has such parts: only there
/// the policies of repositories are looked at, and only these are changed.
pub const PART: &str = "wharf-parts";

/// A policy in parts.
pub(super) struct Parts {
    /// The registry's own.
    pub(super) policy: Value,
    /// What stands in its repositories' policies, still with the repositories that it is about; nothing where one document is enough.
    pub(super) elsewhere: Option<Value>,
}

/// Puts statements into one policy of at most `max` characters, or into those of the repositories too, which `repositories` are given.
pub(super) fn split(
    company: &Company,
    statements: Vec<Statement>,
    max: usize,
    repositories: &mut [RepositoryState],
) -> Parts {
    let values = |statements: &[&Statement]| -> Vec<Value> {
        statements
            .iter()
            .map(|statement| statement.value.clone())
            .collect()
    };
    let all: Vec<&Statement> = statements.iter().collect();
    // With its mark, so that it can also be had beside the parts that it takes the place of.
    let mut length = marked(&document(values(&all))).to_string().len();
    if length <= max {
        return Parts {
            policy: document(values(&all)),
            elsewhere: None,
        };
    }
    let covered = |statement: &Statement| -> Vec<usize> {
        let patterns = statement.patterns.iter().flatten();
        let patterns: Vec<&Pattern> = patterns.collect();
        let names = repositories.iter().enumerate();
        let of = names.filter(|(_, one)| patterns.iter().any(|pattern| pattern.covers(&one.name)));
        of.map(|(at, _)| at).collect()
    };
    // What is about the fewest repositories goes first, of these what is of the fewest principals, and of these the longest.
    let mut movable: Vec<(Vec<usize>, usize)> = statements
        .iter()
        .enumerate()
        .filter(|(_, statement)| is_movable(company, statement))
        .map(|(at, statement)| (covered(statement), at))
        .collect();
    movable.sort_by_cached_key(|(covered, at)| {
        let text = statements[*at].value.to_string();
        let principals = match &statements[*at].value["Principal"]["AWS"] {
            Value::Array(several) => several.len(),
            Value::String(_) => 1,
            _ => usize::MAX,
        };
        (covered.len(), principals, std::cmp::Reverse(text.len()), *at)
    });
    // Each repository's statements, and how long its policy is with them.
    let mut parts: BTreeMap<usize, (Vec<Value>, usize)> = BTreeMap::new();
    let empty = marked(&document(Vec::new())).to_string().len();
    let mut moved = BTreeSet::new();
    for (covered, at) in movable {
        if length <= max {
            break;
        }
        let part = without_resource(&statements[at].value);
        let more = part.to_string().len() + 1;
        let fits = |repository: &usize| {
            let now = parts.get(repository).map_or(empty, |(_, length)| *length);
            now + more <= REPOSITORY_POLICY.max
        };
        if !covered.iter().all(fits) {
            continue;
        }
        for repository in covered {
            let (statements, length) = parts.entry(repository).or_insert((Vec::new(), empty));
            statements.push(part.clone());
            *length += more;
        }
        length -= statements[at].value.to_string().len() + 1;
        moved.insert(at);
    }
    for (repository, (statements, _)) in parts {
        repositories[repository].policy = Some(marked(&document(statements)));
    }
    let stays = |is_moved: bool| -> Vec<&Statement> {
        let all = statements.iter().enumerate();
        let those = all.filter(|(at, _)| moved.contains(at) == is_moved);
        those.map(|(_, statement)| statement).collect()
    };
    Parts {
        policy: marked(&document(values(&stays(false)))),
        elsewhere: (!moved.is_empty()).then(|| document(values(&stays(true)))),
    }
}

/// A policy with the mark of one that has parts, or is one.
pub(crate) fn marked(policy: &Value) -> Value {
    let mut policy = policy.clone();
    policy["Id"] = json!(PART);
    policy
}

/// Whether a policy has that mark.
pub(crate) fn is_marked(policy: &str) -> bool {
    serde_json::from_str::<Value>(policy).is_ok_and(|policy| policy["Id"] == PART)
}

/// Whether no push makes a repository that the statement is about.
fn is_movable(company: &Company, statement: &Statement) -> bool {
    let Some(patterns) = &statement.patterns else {
        return false;
    };
    let mut made = company.templates.iter().map(|template| template.pattern());
    !made.any(|made| patterns.iter().any(|pattern| pattern.meets(&made)))
}

/// A statement as a repository's own policy has it.
pub(super) fn without_resource(statement: &Value) -> Value {
    let mut statement = statement.clone();
    if let Some(members) = statement.as_object_mut() {
        members.remove("Resource");
    }
    statement
}
