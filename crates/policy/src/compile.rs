//! Documents ready for evaluation: actions in lower case, ARNs split, patterns read, values parsed.
//!
//! Total: any text compiles. What is not understood grants nothing, and denies.

use std::sync::Arc;

use crate::arn::ArnPattern;
use crate::document::{Clause, PolicyDocument, Statement};
use crate::glob::{Syntax, Template};
use crate::keys::{Context, Readings};
use crate::operator::{Condition, Expected};
use crate::position::{Position, Positions};
use crate::principal::PrincipalMatcher;
use crate::request::Action;

/// A policy, compiled once and evaluated many times.
#[derive(Clone, Debug)]
pub struct CompiledPolicy {
    pub(crate) statements: Vec<CompiledStatement>,
}

/// A policy and what it is called: its ARN, or a name such as `inline/deploy`.
#[derive(Clone, Debug)]
pub struct Source {
    /// What traces call it.
    pub id: Arc<str>,
    /// The policy.
    pub policy: Arc<CompiledPolicy>,
}

impl Source {
    /// A policy under its name, compiled.
    #[must_use]
    pub fn compile(id: &str, text: &str) -> Source {
        Source {
            id: id.into(),
            policy: Arc::new(CompiledPolicy::compile(text)),
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct CompiledStatement {
    pub(crate) index: usize,
    /// Where it begins, and where what follows it does.
    pub(crate) place: [Position; 2],
    pub(crate) sid: Option<Box<str>>,
    pub(crate) allows: bool,
    /// Not understood: denies every request.
    pub(crate) denies_all: bool,
    pub(crate) principal: Option<PrincipalMatcher>,
    actions: Actions,
    resources: Resources,
    pub(crate) conditions: Vec<Condition>,
}

#[derive(Clone, Debug)]
struct Actions {
    negated: bool,
    patterns: Vec<ActionPattern>,
}

#[derive(Clone, Debug)]
enum ActionPattern {
    Anything,
    Of(Box<str>, Template),
    Nothing,
}

#[derive(Clone, Debug)]
struct Resources {
    /// Without the element, a policy on a resource means that resource.
    is_implied: bool,
    negated: bool,
    patterns: Vec<ArnPattern>,
}

impl CompiledPolicy {
    /// Compiles a text.
    pub fn compile(text: &str) -> CompiledPolicy {
        let Ok(document) = PolicyDocument::read(text) else {
            return CompiledPolicy {
                statements: vec![CompiledStatement::deny_all(0, whole(text))],
            };
        };
        let mut positions = Positions::of(text);
        let statements = document
            .statements
            .iter()
            .enumerate()
            .filter_map(|(index, statement)| {
                let span = &statement.span;
                let place = [positions.at(span.start), positions.at(span.end)];
                if !statement.is_flawed {
                    return Some(compile(index, place, statement, document.has_variables));
                }
                // A flawed Allow grants nothing; a flawed statement of another effect may forbid anything, so it denies.
                (statement.allows != Some(true)).then(|| CompiledStatement::deny_all(index, place))
            });
        CompiledPolicy {
            statements: statements.collect(),
        }
    }

    /// The condition keys that it asks for, in conditions and in variables, each once.
    pub fn condition_keys(&self) -> Vec<String> {
        let mut keys: Vec<String> = self
            .statements
            .iter()
            .flat_map(CompiledStatement::keys)
            .map(str::to_owned)
            .collect();
        keys.sort_unstable_by_key(|key| key.to_lowercase());
        keys.dedup_by(|one, other| one.eq_ignore_ascii_case(other));
        keys
    }
}

/// The place of a text that is no policy.
fn whole(text: &str) -> [Position; 2] {
    let mut positions = Positions::of(text);
    [positions.at(0), positions.at(text.len())]
}

fn compile(index: usize, place: [Position; 2], statement: &Statement, variables: bool) -> CompiledStatement {
    let allows = statement.allows == Some(true);
    let condition = |clause: &Clause| Condition {
        operator: clause.operator,
        key: clause.key.text.to_lowercase().into(),
        written: clause.key.text.as_str().into(),
        expected: clause
            .values
            .iter()
            .map(|value| expected(clause, &value.text, allows, variables))
            .collect(),
        // When an account was made is no part of what the author wrote.
        wanted: clause
            .values
            .iter()
            .map(|value| match clause.lets_accounts_in(allows) {
                true => clause.without_lives(&value.text).0.into(),
                false => value.text.as_str().into(),
            })
            .collect(),
    };
    let is_negated_grant = allows
        && statement
            .principal
            .as_ref()
            .is_some_and(|principal| principal.negated);
    CompiledStatement {
        index,
        place,
        sid: statement.sid.as_ref().map(|sid| sid.text.as_str().into()),
        allows,
        denies_all: false,
        principal: statement.principal.as_ref().map(PrincipalMatcher::new),
        actions: Actions {
            negated: statement.action.as_ref().is_some_and(|action| action.negated),
            // `NotPrincipal` with `Allow` is not supported: it grants nothing.
            patterns: match &statement.action {
                Some(action) if !is_negated_grant => action
                    .values
                    .iter()
                    .map(|action| action_pattern(&action.text))
                    .collect(),
                _ => Vec::new(),
            },
        },
        resources: Resources {
            is_implied: statement.resource.is_none(),
            negated: statement
                .resource
                .as_ref()
                .is_some_and(|resource| resource.negated),
            patterns: statement.resource.as_ref().map_or_else(Vec::new, |resource| {
                let patterns = resource.values.iter();
                patterns
                    .map(|text| ArnPattern::of_resource(&text.text, variables))
                    .collect()
            }),
        },
        conditions: statement
            .conditions
            .iter()
            .map(condition)
            // A Deny's condition that cannot be read counts as met.
            .filter(|condition| allows || !condition.is_unreadable())
            .collect(),
    }
}

/// A value of a condition, which may say when the accounts were made that it names.
fn expected(clause: &Clause, text: &str, allows: bool, variables: bool) -> Expected {
    let test = clause.operator.test;
    if !clause.lets_accounts_in(allows) {
        return Expected::new(test, text, variables);
    }
    let (text, lives) = clause.without_lives(text);
    let expected = Expected::new(test, &text, variables);
    match lives.is_empty() {
        true => expected,
        false => Expected::OfAccounts(Box::new(expected), lives.into()),
    }
}

fn action_pattern(text: &str) -> ActionPattern {
    if text == "*" || text == "*:*" {
        return ActionPattern::Anything;
    }
    let syntax = Syntax {
        wildcards: true,
        variables: false,
    };
    match text.split_once(':') {
        Some((service, name)) if !name.is_empty() && !text.contains(char::is_whitespace) => {
            ActionPattern::Of(service.to_ascii_lowercase().into(), Template::new(name, syntax))
        }
        _ => ActionPattern::Nothing,
    }
}

impl CompiledStatement {
    fn deny_all(index: usize, place: [Position; 2]) -> CompiledStatement {
        CompiledStatement {
            index,
            place,
            sid: None,
            allows: false,
            denies_all: true,
            principal: None,
            actions: Actions {
                negated: true,
                patterns: Vec::new(),
            },
            resources: Resources {
                is_implied: true,
                negated: false,
                patterns: Vec::new(),
            },
            conditions: Vec::new(),
        }
    }

    /// The condition keys that it asks for.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        let in_resources = self.resources.patterns.iter().flat_map(ArnPattern::variables);
        let in_conditions = self.conditions.iter().flat_map(Condition::keys);
        in_resources.chain(in_conditions)
    }

    pub(crate) fn covers_action(&self, action: &Action, context: &Context<'_>) -> bool {
        let matches = |pattern: &ActionPattern| match pattern {
            ActionPattern::Anything => true,
            ActionPattern::Of(service, name) => {
                service.eq_ignore_ascii_case(&action.service)
                    && name.matches(&action.name, true, context, Readings::Every)
            }
            ActionPattern::Nothing => false,
        };
        if self.actions.patterns.is_empty() {
            return self.denies_all;
        }
        self.actions.patterns.iter().any(matches) != self.actions.negated
    }

    pub(crate) fn covers_resource(&self, parts: Option<&[&str; 6]>, context: &Context<'_>) -> bool {
        if self.resources.is_implied {
            return true;
        }
        let negated = self.resources.negated;
        let readings = Readings::of(self.allows, negated);
        let mut patterns = self.resources.patterns.iter();
        patterns.any(|pattern| pattern.matches_resource(parts, context, readings)) != negated
    }
}
