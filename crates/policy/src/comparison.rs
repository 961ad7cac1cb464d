//! What a condition compared: its operator, what it wants, and what the request has.

use std::fmt;

use serde::Serialize;

use crate::account::AccountLife;
use crate::compile::CompiledStatement;
use crate::keys::Context;
use crate::names;
use crate::operator::Condition;

/// One condition of a statement and a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// The operator as AWS spells it.
    pub operator: String,
    /// The key as AWS spells it; one that AWS does not list as the policy has it.
    pub key: String,
    /// The values of which one must do.
    pub wanted: Vec<String>,
    /// The values that the request has; none where it has no such key.
    pub actual: Vec<String>,
    /// Whether the condition holds.
    pub holds: bool,
}

/// Steps of telling what was compared.
const TELL: u64 = 32;

impl Comparison {
    /// The conditions of a statement of which a request that it is otherwise about says so.
    pub(crate) fn of_statement(
        statement: &CompiledStatement,
        context: &Context<'_>,
        life: Option<AccountLife>,
        wanted: impl Fn(bool) -> bool,
    ) -> Vec<Comparison> {
        let conditions = statement.conditions.iter();
        let compared =
            conditions.map(|condition| (condition, condition.holds(context, statement.allows, life)));
        let told = compared.filter(|(_, holds)| !context.is_spent() && wanted(*holds));
        told.map(|(condition, holds)| Comparison::new(condition, holds, context))
            .collect()
    }

    fn new(condition: &Condition, holds: bool, context: &Context<'_>) -> Comparison {
        let actual = context.readings(&condition.key).flatten().cloned();
        let comparison = Comparison {
            operator: condition.operator.to_string(),
            key: names::spelled(&condition.written),
            wanted: condition.wanted.iter().map(|text| text.to_string()).collect(),
            actual: actual.collect(),
            holds,
        };
        let values = comparison.wanted.iter().chain(&comparison.actual);
        context.spend(TELL + values.map(|value| value.len() as u64).sum::<u64>());
        comparison
    }
}

/// The most values of one side that a sentence has.
const SHOWN: usize = 6;

fn listed(values: &[String]) -> String {
    let shown: Vec<String> = values
        .iter()
        .take(SHOWN)
        .map(|value| format!("{value:?}"))
        .collect();
    let more = values.len().saturating_sub(SHOWN);
    match more {
        0 => shown.join(", "),
        _ => format!("{} and {more} more", shown.join(", ")),
    }
}

/// `ArnLike aws:SourceArn wants "…", the request has "…"`.
impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Comparison { operator, key, .. } = self;
        write!(f, "{operator} {key} wants {}, ", listed(&self.wanted))?;
        match self.actual.as_slice() {
            [] => write!(f, "the request has none"),
            actual => write!(f, "the request has {}", listed(actual)),
        }
    }
}
