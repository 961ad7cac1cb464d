//! The course of a decision: what each statement of each policy on each side said, and what was missing.

use std::fmt;

use serde::Serialize;

use crate::comparison::Comparison;
use crate::compile::Source;
use crate::denial::{Reason, Side};
use crate::evaluate::{Evaluator, Mismatch, Policies, needs_no_permission, reason};
use crate::names;
use crate::position::Position;
use crate::principal::MatchClass;
use crate::request::{PrincipalKind, Request};

/// A decision and how it came about.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    /// The decision.
    pub decision: Outcome,
    /// The kind of policy that decided a refusal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// What each statement said.
    pub statements: Vec<StatementTrace>,
    /// What of the decision follows from no policy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'static str>,
    /// Condition keys that a statement asked for and the request has not, as AWS spells them.
    pub missing_keys: Vec<String>,
    /// Steps that it took.
    #[serde(skip)]
    pub steps: u64,
}

/// Steps of telling what a statement said, or of a key that it is missing: as many comparisons take as long.
const TELL: u64 = 32;

/// The three ways in which a decision ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Outcome {
    /// Some policy allows it and none forbids it.
    Allowed,
    /// A policy that must allow it does not.
    ImplicitlyDenied,
    /// A policy forbids it.
    ExplicitlyDenied,
}

/// What one statement said.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StatementTrace {
    /// On which side its policy is.
    pub side: Side,
    /// The policy.
    pub policy: String,
    /// Its `Sid`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sid: Option<String>,
    /// Which of the policy's statements, counted from 0.
    pub index: usize,
    /// Where it begins in the policy's text, and where what follows it does.
    #[serde(skip)]
    pub place: [Position; 2],
    /// `Allow` or `Deny`.
    pub effect: &'static str,
    /// Whether it applies to the request.
    pub applies: bool,
    /// How closely its `Principal` means the caller.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<&'static str>,
    /// The element that does not match, e.g. `Action`, or `Condition aws:SourceIp`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mismatch: Option<String>,
    /// Of a statement that does not apply for its conditions, those that do not hold; of a `Deny` that applies, all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Comparison>,
}

/// Decides a request, and tells how. Telling has as many steps as deciding; a course that takes more is not told.
pub fn explain(request: &Request<'_>, policies: &Policies<'_>) -> Explanation {
    let context = request.context;
    context.count_anew();
    let evaluator = Evaluator::new(request, policies);
    let mut statements = Vec::new();
    let mut missing = Vec::new();
    let mut trace = |side: Side, sources: &[Source]| {
        for source in sources {
            for statement in &source.policy.statements {
                if context.is_spent() {
                    return;
                }
                context.spend(TELL);
                let outcome = evaluator.applies(statement);
                let conditions = match &outcome {
                    Err(Mismatch::Condition(_)) => evaluator.comparisons(statement, false),
                    Ok(_) if !statement.allows => evaluator.comparisons(statement, true),
                    _ => Vec::new(),
                };
                let asked = statement.keys();
                let absent = asked.filter(|key| {
                    context.spend(TELL + key.len() as u64);
                    context.readings(&key.to_lowercase()).next().is_none()
                });
                missing.extend(absent.map(names::spelled));
                statements.push(StatementTrace {
                    side,
                    policy: source.id.to_string(),
                    sid: statement.sid.as_deref().map(str::to_owned),
                    index: statement.index,
                    place: statement.place,
                    effect: if statement.allows { "Allow" } else { "Deny" },
                    applies: outcome.is_ok(),
                    class: outcome
                        .as_ref()
                        .ok()
                        .filter(|_| statement.principal.is_some())
                        .map(|class| match class {
                            MatchClass::Account => "account",
                            MatchClass::Underlying => "underlying",
                            MatchClass::Direct => "direct",
                        }),
                    mismatch: outcome.err().map(|mismatch| match mismatch {
                        Mismatch::Action => "Action".to_owned(),
                        Mismatch::Resource => "Resource".to_owned(),
                        Mismatch::Principal => "Principal".to_owned(),
                        Mismatch::Condition(key) => format!("Condition {}", names::spelled(key)),
                    }),
                    conditions,
                });
            }
        }
    };
    policies
        .service_control
        .into_iter()
        .flatten()
        .for_each(|level| trace(Side::ServiceControl, level));
    policies
        .resource_control
        .into_iter()
        .flatten()
        .for_each(|level| trace(Side::ResourceControl, level));
    trace(Side::Resource, policies.resource);
    trace(Side::Identity, policies.identity);
    trace(Side::Boundary, policies.boundaries);
    trace(Side::Session, policies.session.unwrap_or_default());
    missing.sort_by_cached_key(|key| key.to_lowercase());
    missing.dedup_by(|one, other| one.eq_ignore_ascii_case(other));
    let (is_told, told) = (!context.is_spent(), context.steps());
    let (decision, side) = match reason(request, policies) {
        None => (Outcome::Allowed, None),
        Some(Reason::Implicit(side)) => (Outcome::ImplicitlyDenied, Some(side)),
        Some(Reason::Explicit(side)) => (Outcome::ExplicitlyDenied, Some(side)),
        Some(Reason::TooManySteps) => (Outcome::ExplicitlyDenied, None),
    };
    Explanation {
        decision,
        side,
        // Of what was not compared, nothing can be told.
        note: note(request, policies),
        statements: if is_told { statements } else { Vec::new() },
        missing_keys: if is_told { missing } else { Vec::new() },
        steps: told.saturating_add(context.steps()),
    }
}

fn note(request: &Request<'_>, policies: &Policies<'_>) -> Option<&'static str> {
    let is_federated = request.principal.kind == PrincipalKind::FederatedUser;
    if needs_no_permission(request) {
        Some("sts:GetCallerIdentity needs no permission, and no policy can deny it")
    } else if is_federated && policies.session.is_none_or(<[Source]>::is_empty) {
        Some(
            "a federated user without a session policy has none of the permissions of the user who vouched for it",
        )
    } else {
        None
    }
}

/// For people.
impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.decision)?;
        if let Some(side) = self.side {
            write!(f, ", decided by the side {side:?}")?;
        }
        writeln!(f)?;
        if let Some(note) = self.note {
            writeln!(f, "  {note}")?;
        }
        for statement in &self.statements {
            let name = statement
                .sid
                .clone()
                .unwrap_or_else(|| format!("#{}", statement.index));
            let said = match (&statement.mismatch, statement.class) {
                (Some(mismatch), _) => format!("does not apply: {mismatch} does not match"),
                (None, Some(class)) => format!("applies ({class})"),
                (None, None) => "applies".to_owned(),
            };
            writeln!(
                f,
                "  {:?} {} {name} ({}): {said}",
                statement.side, statement.policy, statement.effect
            )?;
            for condition in &statement.conditions {
                writeln!(f, "    {condition}")?;
            }
        }
        if !self.missing_keys.is_empty() {
            writeln!(f, "  the request has no {}", self.missing_keys.join(", "))?;
        }
        Ok(())
    }
}
